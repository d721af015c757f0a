"""How does it feel to conclude an interaction in chat?"""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from cards.words import words_for
from storage.database import Database
from storage.tables import audit_log
from tests.concluding import (
    BEN,
    about,
    add_codes,
    call_of,
    code_ids,
    everything,
    picked,
    stored,
    suggested,
    switch,
    take_away,
    until_card,
    until_moot,
    waiting,
)
from tests.talk import Person, button, fields
from tests.talk import words as read
from tests.test_customers_rights import NOT_FOUND
from tests.test_customers_talk import heading, rows_of
from tests.test_help import CHANNEL
from tests.test_history_talk import titles
from tests.wire import Connector

LOOKS_ON = words_for("en-US", "UTC")("error-not-for-partners")
CONCLUDED = audit_log.c.action == "interaction.concluded"
REFUSED = audit_log.c.outcome == "refused"


async def test_a_sentence_shows_the_filled_card_and_a_press_makes_it_final(alice: Person, demo: Database) -> None:
    call = await call_of(demo, "now")
    card = await alice.says("conclude last Resolved + Outage #vip")
    assert heading(card) == "How did it go with Raymond Holt?"
    assert titles(card) == ["Submit", "In half an hour", "At the end of the shift"]
    held = fields(card.card)
    assert (held["code"], held["more"]) == (code_ids(card)["Resolved"], code_ids(card, "more")["Outage"])
    assert held.get("tags", held.get("often")) == "vip"
    assert await demo.read(stored, call) == (None, [], [])
    receipt = await alice.presses(card, "Submit")
    assert heading(receipt) == "Concluded"
    assert "Resolved · Outage · #vip" in read(receipt.card)
    assert any("Final · by you, today" in text for text in read(receipt.card))
    assert titles(receipt) == []
    assert await demo.read(stored, call) == ("Alice Agent", ["Resolved", "Outage"], ["vip"])


async def test_words_between_commas_are_codes_and_what_is_none_becomes_a_tag_and_that_is_said(
    alice: Person, demo: Database
) -> None:
    await call_of(demo, "now")
    card = await alice.says("conclude resolved, outage, vip")
    assert heading(card) == "Please check: I took *vip* as a tag, because no code is called that."
    assert picked(card) == (["Resolved"], ["Outage"], ["vip"])


@pytest.mark.parametrize(
    ("said", "code", "notice"),
    [
        ("conclude Resolvd", "Resolved", "Please check: I read *Resolvd* as *Resolved*."),
        ("conclude last callback", "Callback needed", "Please check: I read *callback* as *Callback needed*."),
        ("conclude wrong numbr", "Wrong number", "Please check: I read *wrong numbr* as *Wrong number*."),
        ("conclude the last one as escalated", "Escalated", None),
        ("conclude last: ESCALATED", "Escalated", None),
        ("Conclude callback needed", "Callback needed", None),
    ],
)
async def test_a_code_is_understood_nearly_and_then_it_is_said(
    alice: Person, demo: Database, said: str, code: str, notice: str | None
) -> None:
    await call_of(demo, "now")
    card = await alice.says(said)
    assert picked(card) == ([code], [], [])
    assert heading(card) == (notice or "How did it go with Raymond Holt?")


async def test_more_primary_codes_than_the_service_takes_are_left_out_and_that_is_said(
    alice: Person, demo: Database
) -> None:
    await call_of(demo, "now")
    card = await alice.says("conclude resolved + escalated")
    assert heading(card) == "Only 1 primary can be given; *Escalated* is left out."
    assert picked(card) == (["Resolved"], [], [])


async def test_in_german(alice: Person, demo: Database) -> None:
    await call_of(demo, "now")
    alice.locale = "de-CH"
    for word in ("abschliessen", "Abschließen"):
        card = await alice.says(f"{word} letztes Resolved und Outage, stammkunde")
        assert heading(card) == "Bitte prüfen Sie: *stammkunde* habe ich als Tag genommen, weil kein Code so heisst."
        assert "Wie ist es mit Raymond Holt gelaufen?" in read(card.card)
        assert picked(card) == (["Resolved"], ["Outage"], ["stammkunde"])
    receipt = await alice.presses(card, "Absenden")
    assert any("Endgültig · von Ihnen, " in text for text in read(receipt.card))


async def test_alone_it_means_the_call_that_goes_on_else_the_latest_that_is_open(alice: Person, demo: Database) -> None:
    ended = await call_of(demo, "ended", minutes_ago=3)
    going_on = await call_of(demo, "going on", kind="connected", minutes_ago=1)
    card = await alice.says("conclude")
    assert heading(card) == "You are connected with Raymond Holt."
    assert titles(card) == ["Submit"]
    assert about(card) == going_on
    assert about(await alice.says("conclude last")) == ended
    await alice.presses(card, "Submit", code=code_ids(card)["Resolved"])
    assert (await demo.read(stored, going_on))[0] == "Alice Agent"
    assert about(await alice.says("conclude Escalated")) == ended


async def test_if_the_latest_is_concluded_the_last_means_the_one_before_and_that_is_said(
    alice: Person, demo: Database
) -> None:
    before = await call_of(demo, "before", minutes_ago=9)
    await call_of(demo, "now", minutes_ago=1)
    await alice.presses(await alice.says("conclude last Resolved"), "Submit")
    card = await alice.says("conclude last Resolved")
    assert heading(card) == "Your latest one is concluded already; this is the latest that is open."
    assert about(card) == before


async def test_a_time_means_the_one_that_began_then_where_the_reader_is(alice: Person, demo: Database) -> None:
    wanted = await call_of(demo, "wanted", minutes_ago=63)
    await call_of(demo, "now")
    began = (datetime.now(UTC) - timedelta(minutes=63)).astimezone(ZoneInfo(alice.zone))
    for said in (f"{began:%H:%M}", f"the {began:%H:%M} one as", f"{began:%H.%M}", f"{began:%I:%M %p}"):
        card = await alice.says(f"conclude {said} Resolved")
        assert (about(card), picked(card)[0]) == (wanted, ["Resolved"])
    nothing = await alice.says(f"conclude {(began + timedelta(hours=3, minutes=17)):%H}:61 Resolved")
    assert nothing.texts[0].startswith("None of your latest interactions began at ")


async def test_a_name_means_the_latest_open_one_of_that_customer(alice: Person, demo: Database) -> None:
    gray = await call_of(demo, "gray", minutes_ago=5, callerTelNumber="+412345678910", customerName="Dorain Gray")
    await call_of(demo, "holt")
    for said in ("Dorain Gray", "gray", "dorain", "with Gray as"):
        card = await alice.says(f"conclude {said} Escalated")
        assert (about(card), picked(card)[0]) == (gray, ["Escalated"])
    near = await alice.says("conclude Dorian Gray Escalated")
    assert heading(near) == "Please check: I read *Dorian Gray* as Dorain Gray."
    assert about(near) == gray


async def test_a_name_that_several_bear_is_asked_back(alice: Person, demo: Database) -> None:
    gray = await call_of(demo, "gray", minutes_ago=5, callerTelNumber="+412345678910", customerName="Dorain Gray")
    roy = await call_of(demo, "roy", minutes_ago=9, callerTelNumber="+41790000001", customerName="Roy Grayson")
    which = await alice.says("conclude gray Resolved")
    assert heading(which) == "Several of your latest interactions fit “gray Resolved”. Which one?"
    rows = rows_of(which, "conclude.open")
    assert [row["interaction"] for row in rows] == [str(gray), str(roy)]
    assert about(await alice.executes(rows[1], which.activity_id)) == roy


@pytest.mark.parametrize("said", ["conclude xyzzy Resolved", "conclude xyzzy", "conclude Fiona Foreign Resolved"])
async def test_a_name_that_nobody_bears_is_no_tag(alice: Person, demo: Database, said: str) -> None:
    await call_of(demo, "now")
    answer = await alice.says(said)
    assert answer.texts[0].startswith("I find none of your latest interactions with “")
    assert not any(r.card for r in answer.received)


@pytest.mark.parametrize(
    "said",
    [
        "conclude **bold** [x](http://x), Resolved",
        'conclude last =HYPERLINK("http://x")',
        "conclude last <at>x</at> \u202e#a\u202eb",
        "conclude " + "x" * 500,
        "conclude last " + "#" * 300,
        "conclude last " + "a," * 150,
        "conclude last " + "resolved " * 40,
        "conclude ,,,+++;;;###",
        "conclude 99:99",
        "conclude 👍",
        "conclude 1/1 1/1 1/1",
    ],
)
async def test_whatever_is_typed_is_answered_and_nothing_is_final(alice: Person, demo: Database, said: str) -> None:
    call = await call_of(demo, "now")
    answer = await alice.says(said)
    assert answer.status == 200
    assert answer.received
    assert not any("went wrong" in text for text in answer.texts)
    assert await demo.read(stored, call) == (None, [], [])


async def test_the_same_press_again_whatever_it_is_called_has_one_effect(alice: Person, demo: Database) -> None:
    call = await call_of(demo, "now")
    card = await alice.says("conclude last Resolved + Outage #vip")
    data = {**button(card.card, "Submit")["data"], **fields(card.card)}
    twice = alice.activity("message", value=data, replyToId=card.activity_id)
    answers = await asyncio.gather(
        *(alice.executes(data, card.activity_id) for _ in range(4)),
        *(alice.posts(twice) for _ in range(3)),
    )
    assert {heading(answer) for answer in answers} == {"Concluded"}
    assert {tuple(read(answer.card)) for answer in answers} == {tuple(read(answers[0].card))}
    assert await demo.read(stored, call) == ("Alice Agent", ["Resolved", "Outage"], ["vip"])
    done = await demo.read(lambda db: db.execute(select(audit_log).where(CONCLUDED)).all())
    assert len(done) == 1


async def test_who_comes_second_is_told_who_was_faster_and_can_report_an_issue(
    alice: Person, ben: Person, demo: Database
) -> None:
    call = await call_of(demo, "now")
    hers = await alice.says("conclude last Resolved")
    his = await ben.executes({"action": "conclude.open", "interaction": str(call)})
    await ben.presses(his, "Submit", code=code_ids(his)["Callback needed"])
    told = await alice.presses(hers, "Submit")
    assert heading(told).startswith("Ben Agent concluded that one, today ")
    assert heading(told).endswith(" with *Callback needed*. I changed nothing.")
    assert titles(told) == ["Report an issue", "My sessions"]
    assert "Callback needed" in read(told.card)
    assert await demo.read(stored, call) == ("Ben Agent", ["Callback needed"], [])


async def test_ones_own_conclusion_is_final_too(alice: Person, demo: Database) -> None:
    call = await call_of(demo, "now")
    card = await alice.says("conclude last Resolved")
    await alice.presses(card, "Submit")
    again = await alice.presses(card, "Submit", code=code_ids(card)["Escalated"])
    assert heading(again).startswith("You concluded that one, today ")
    assert heading(again).endswith("with *Resolved*. That is final; I changed nothing.")
    later = await alice.presses(card, "In half an hour")
    assert heading(later).startswith("You concluded that one")
    assert (await demo.read(stored, call))[1] == ["Resolved"]


@pytest.mark.parametrize("way", ["retired", "taken off"])
async def test_a_code_that_is_gone_is_refused_with_the_list_of_now_and_the_rest_kept(
    alice: Person, demo: Database, way: str
) -> None:
    call = await call_of(demo, "now")
    card = await alice.says("conclude last Resolved + Outage #vip")
    await demo.write(take_away, "Resolved", way)
    again = await alice.presses(card, "Submit")
    assert heading(again).startswith("The codes of this service have changed meanwhile. Nothing is submitted yet")
    assert "Resolved" not in code_ids(again)
    assert picked(again) == ([], ["Outage"], ["vip"])
    assert await demo.read(stored, call) == (None, [], [])
    receipt = await alice.presses(again, "Submit", code=code_ids(again)["Escalated"])
    assert "Escalated · Outage · #vip" in read(receipt.card)


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({}, "Please pick a code first. Nothing is submitted yet."),
        ({"code": "1"}, "The codes of this service have changed meanwhile."),
        ({"tags": "x" * 51, "code": "Resolved"}, "A tag has 50 characters at the most. Nothing is submitted yet."),
        ({"tags": ",".join("abcdefghijk"), "code": "Resolved"}, "An interaction takes 10 tags."),
        ({"more": "Escalated", "code": "Resolved"}, "Of the primary codes 1 can be given. Nothing is submitted yet."),
    ],
)
async def test_what_is_lacking_is_said_and_the_rest_is_kept(
    alice: Person, demo: Database, inputs: dict[str, str], said: str
) -> None:
    call = await call_of(demo, "now")
    card = await alice.says("conclude last #vip")
    sent = {key: code_ids(card).get(value, value) for key, value in inputs.items()}
    again = await alice.presses(card, "Submit", **sent)
    assert heading(again).startswith(said)
    assert "vip" in picked(again)[2]
    assert await demo.read(stored, call) == (None, [], [])
    assert again.activity_id == card.activity_id


ACTIONS_OF_ONE = ["conclude.open", "conclude.submit", "conclude.later", "conclude.shift"]


@pytest.mark.parametrize(
    "action", [*ACTIONS_OF_ONE, "uncoded.check", "uncoded.conclude", "uncoded.back", "uncoded.open"]
)
@pytest.mark.parametrize(
    "data",
    [
        {},
        {"interaction": "x"},
        {"interaction": 5},
        {"interaction": ["1"]},
        {"interaction": "9" * 30},
        {"interaction": "-1"},
        {"interaction": "1", "code": {"a": 1}, "more": ["x"], "tags": 7},
        {"picked": "1,2,3", "codes": "x,,1", "tags": None, "service": "1"},
        {"picked": ["1"], "codes": {}, "service": {}, "after": []},
        {"pick-1": "true", "pick-x": "true", "pick-": "true", "pick-2": True, "code": "1"},
        {f"pick-{n}": "true" for n in range(1, 400)},
    ],
)
async def test_a_tampered_press_is_answered_and_changes_nothing(
    alice: Person, demo: Database, action: str, data: dict[str, Any]
) -> None:
    before = await demo.read(everything)
    answer = await alice.executes({"action": action, **data})
    assert answer.body["statusCode"] == 200
    assert not any("went wrong" in text for text in answer.texts)
    assert await demo.read(everything) == before


async def test_a_press_on_anothers_interaction_finds_nothing(
    alice: Person, fiona: Person, otto: Person, demo: Database
) -> None:
    support, sales = await call_of(demo, "now"), await call_of(demo, "sales", by=BEN, serviceName="Sales")
    for who, call in ((fiona, support), (otto, support), (alice, sales)):
        for action in (*ACTIONS_OF_ONE, "issues.ask", "issues.report"):
            pressed = {"action": action, "interaction": str(call), "id": str(call), "code": "1", "text": "x"}
            assert (await who.executes(pressed)).texts == [NOT_FOUND]
    refused = await demo.read(lambda db: db.execute(select(audit_log).where(REFUSED)).all())
    assert len(refused) == 3 * 6


async def test_owners_and_admins_conclude_too_and_partners_are_told_who_does(
    olga: Person, adam: Person, petra: Person, demo: Database
) -> None:
    for who, name in ((olga, "Olga Owner"), (adam, "Adam Admin")):
        call = await call_of(demo, name)
        card = await who.executes({"action": "conclude.open", "interaction": str(call)})
        receipt = await who.presses(card, "Submit", code=code_ids(card)["Resolved"])
        assert heading(receipt) == "Concluded"
        assert (await demo.read(stored, call))[0] == name
    await petra.says("tenant Contoso")
    call = await call_of(demo, "now")
    looks_on = [LOOKS_ON]
    assert (await petra.says("conclude last Resolved")).texts == looks_on
    assert (await petra.says("uncoded")).texts == looks_on
    for action in (*ACTIONS_OF_ONE, "uncoded.open", "issues.ask"):
        assert (await petra.executes({"action": action, "interaction": str(call), "id": str(call)})).texts == looks_on
    assert await demo.read(stored, call) == (None, [], [])
    refused = await demo.read(lambda db: db.execute(select(audit_log).where(REFUSED)).all())
    assert len(refused) == 8


async def test_a_service_whose_codes_are_off_says_so(ben: Person, demo: Database) -> None:
    call = await call_of(demo, "sales", by=BEN, serviceName="Sales")
    answer = await ben.executes({"action": "conclude.open", "interaction": str(call)})
    assert answer.texts == [
        "Codes and tags are off for this service at the moment. Nothing was changed; an owner of the service can "
        "switch them on."
    ]


async def test_in_a_channel_nothing_is_concluded(alice: Person, demo: Database) -> None:
    call = await call_of(demo, "now")
    alice.chat = CHANNEL
    for said in ("conclude last Resolved", "my sessions", "uncoded"):
        assert not any(r.card for r in (await alice.says(said)).received)
    pressed = await alice.executes({"action": "conclude.open", "interaction": str(call)})
    assert pressed.texts[0].startswith("Customers are not discussed here")


async def test_later_brings_the_card_back_in_half_an_hour_once(alice: Person, demo: Database) -> None:
    call = await call_of(demo, "now")
    card = await alice.says("conclude last")
    first = await alice.presses(card, "In half an hour")
    again = await alice.executes({"action": "conclude.later", "interaction": str(call)}, card.activity_id)
    assert heading(again) == heading(first)
    (row,) = await demo.read(waiting, "wrapup")
    assert row.content == {"interaction": str(call)}
    assert timedelta(minutes=29) < row.due_at - datetime.now(UTC) <= timedelta(minutes=30)
    moment = words_for("en-US", alice.zone).moment(row.due_at)
    assert heading(first) == f"All right. I bring it back {moment}. Until then it is under *uncoded*."
    assert about(await alice.presses(first, "Conclude it now")) == call


async def test_the_end_of_the_shift_brings_what_is_open_then_once_a_day(alice: Person, demo: Database) -> None:
    for task in ("one", "two"):
        call = await call_of(demo, task)
        shown = await alice.executes({"action": "conclude.open", "interaction": str(call)})
        said = heading(await alice.presses(shown, "At the end of the shift"))
        assert said.startswith("All right. I bring back what is then still open ")
    (row,) = await demo.read(waiting, "uncoded")
    local = row.due_at.astimezone(ZoneInfo(alice.zone))
    assert (local.hour, local.minute, row.content) == (17, 0, {})
    assert timedelta(0) < row.due_at - datetime.now(UTC) <= timedelta(days=1)


async def test_codes_and_tags_are_suggested_while_somebody_types(
    alice: Person, otto: Person, petra: Person, demo: Database
) -> None:
    await call_of(demo, "now")
    card = await alice.says("conclude")
    assert [title for _, title in await alice.types(card, "tags", "#vi")] == ["#vip"]
    assert ("router", "#router") in await alice.types(card, "tags", "")
    codes = [title for _, title in await suggested(alice, "codes", "re")]
    assert codes == ["Resolved", "Upsell offered"]
    assert "Complaint" not in [title for _, title in await suggested(alice, "codes", "")]
    await petra.says("tenant Contoso")
    for who in (otto, petra):
        assert await suggested(who, "codes", "re") == []
        assert await suggested(who, "tags", "vi") == []


async def test_many_codes_are_found_by_typing_and_the_most_used_are_there(alice: Person, demo: Database) -> None:
    await demo.write(add_codes, 40)
    call = await call_of(demo, "now")
    card = await alice.says("conclude last Resolved")
    assert picked(card)[0] == ["Resolved"]
    assert next(iter(code_ids(card))) == "Resolved"
    (value, title), *_ = await alice.types(card, "codes", "code 37")
    receipt = await alice.presses(card, "Submit", code=value)
    assert title == "Code 37"
    assert await demo.read(stored, call) == ("Alice Agent", ["Code 37"], [])
    assert heading(receipt) == "Concluded"


async def test_where_the_owner_does_not_show_who_calls_the_card_has_service_and_time_alone(
    alice: Person, demo: Database
) -> None:
    await demo.write(switch, "caller", False)
    await call_of(demo, "now")
    for said in ("conclude last Resolved", "my sessions", "uncoded"):
        answer = await alice.says(said)
        assert "Holt" not in str(answer.card)
        assert "+41" not in str(answer.card)
        assert "Zürich" not in str(answer.card)
    details = rows_of(await alice.says("my sessions"), "details")[0]
    opened = await alice.executes(details)
    assert "Holt" not in str(opened.card)
    assert "+41" not in str(opened.card)
    by_name = await alice.says("conclude Raymond Holt Resolved")
    assert by_name.texts[0].startswith("I find none of your latest interactions with “Raymond Holt”")


async def test_the_customers_last_contacts_stand_on_the_card(alice: Person, demo: Database) -> None:
    await call_of(demo, "now")
    card = await alice.says("conclude last")
    at = read(card.card).index("Their last contacts")
    assert sum(" · Support" in text for text in read(card.card)[at : at + 4]) == 3


async def test_the_wrap_up_card_comes_by_itself_and_everybodys_turn_into_the_receipt(
    alice: Person, ben: Person, demo: Database, connector: Connector
) -> None:
    await alice.says("hi")
    call = await call_of(demo, "now")
    came = await until_card(connector, "a:alice", "How did it go with Raymond Holt?")
    assert came.method == "POST"
    his = await ben.says("hi")
    his = await ben.executes({"action": "conclude.open", "interaction": str(call)}, his.activity_id)
    await ben.presses(his, "Submit", code=code_ids(his)["Escalated"], tags="vip")
    receipt = await until_card(connector, "a:alice", "Concluded")
    assert (receipt.method, receipt.activity_id) == ("PUT", came.given_id)
    assert "Escalated · #vip" in read(receipt.card or {})
    assert any("by Ben Agent" in text for text in read(receipt.card or {}))
    own = await until_card(connector, "a:ben", "Concluded")
    assert own.activity_id == his.activity_id


async def test_a_call_that_was_concluded_while_it_went_on_brings_no_card(
    alice: Person, demo: Database, connector: Connector
) -> None:
    call = await call_of(demo, "now", kind="connected", minutes_ago=2)
    card = await alice.says("conclude Resolved")
    await alice.presses(card, "Submit")
    before = len(connector.received)
    await call_of(demo, "now", minutes_ago=2)
    await until_moot(demo, "wrapup")
    cards = [r.card["body"][0]["text"] for r in connector.received[before:] if r.card]
    assert set(cards) <= {"Concluded"}
    assert (await demo.read(stored, call))[0] == "Alice Agent"
