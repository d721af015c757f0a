"""Does somebody find their own interactions, and conclude several at once?"""

from typing import Any

import pytest
from sqlalchemy import func, select

from storage.code_tables import conclusions
from storage.database import Database
from storage.delivery_tables import outbox
from storage.tables import audit_log, interactions
from tests.concluding import BEN, about, call_of, code_ids, picked, stored, switch, until_card, waiting
from tests.talk import Answer, Person, button, elements
from tests.talk import words as read
from tests.test_customers_talk import heading, rows_of
from tests.test_history_talk import titles
from tests.wire import Connector


def boxes(answer: Answer) -> list[str]:
    """The names of the fields with which interactions are ticked."""
    return [e["id"] for e in elements(answer.card) if e.get("type") == "Input.Toggle"]


def ids_of(names: list[str]) -> list[int]:
    return [int(name.removeprefix("pick-")) for name in names]


def ticked(answer: Answer) -> list[str]:
    return [e["id"] for e in elements(answer.card) if e.get("type") == "Input.Toggle" and e["value"] == "true"]


def following(answer: Answer) -> Answer:
    """What came as a message of its own; the receipts come by themselves, in place of their cards."""
    return Answer(answer.status, None, [r for r in answer.received if r.method == "POST"])


async def concluded(demo: Database) -> int:
    return await demo.read(lambda db: db.execute(select(func.count()).select_from(conclusions)).scalar_one())


async def test_my_sessions_are_ones_own_newest_first_and_those_that_are_open_are_marked(
    alice: Person, demo: Database
) -> None:
    newest = await call_of(demo, "now")
    answer = await alice.says("my sessions")
    rows = rows_of(answer, "details")
    assert heading(answer) == "Your interactions"
    assert int(rows[0]["id"]) == newest
    assert len(rows) == 8
    marks = [text for text in read(answer.card) if text[0] in "●✓"]
    assert marks[0] == "● not concluded"
    assert len(marks) == 8
    i = interactions.c
    query = select(i.id, i.started_at).where(i.id.in_([int(r["id"]) for r in rows]))
    started = await demo.read(lambda db: {row.id: row.started_at for row in db.execute(query)})
    moments = [started[int(row["id"])] for row in rows]
    assert moments == sorted(moments, reverse=True)


async def test_paging_goes_forth_and_back_in_place_and_shows_every_interaction_once(alice: Person) -> None:
    pages = [await alice.says("sessions")]
    for _ in range(3):
        pages.append(await alice.presses(pages[-1], "Earlier"))
    seen = [row["id"] for page in pages for row in rows_of(page, "details")]
    assert len(seen) == len(set(seen)) == 32
    assert {page.activity_id for page in pages} == {pages[0].activity_id}
    back = await alice.presses(pages[3], "Newer")
    assert rows_of(back, "details") == rows_of(pages[2], "details")
    assert titles(pages[0]) == ["Earlier", "What is open"]
    assert titles(back) == ["Newer", "Earlier", "What is open"]


async def test_the_last_page_has_no_next(ben: Person) -> None:
    page = await ben.says("meine Gespräche")
    for _ in range(400):
        if "Earlier" not in titles(page):
            break
        page = await ben.presses(page, "Earlier")
    assert "Earlier" not in titles(page)
    assert rows_of(page, "details")


async def test_one_is_opened_concluded_and_found_concluded(alice: Person, demo: Database) -> None:
    call = await call_of(demo, "now")
    listed = await alice.says("my sessions")
    details = await alice.executes(rows_of(listed, "details")[0], listed.activity_id)
    assert titles(details) == ["Conclude", "Report an issue", "Back"]
    assert "● not concluded" in read(details.card)
    form = await alice.presses(details, "Conclude")
    assert about(form) == call
    await alice.presses(form, "Submit", code=code_ids(form)["Resolved"], tags="vip")
    opened = await alice.executes(rows_of(listed, "details")[0], listed.activity_id)
    assert "✓ Resolved · #vip" in read(opened.card)
    assert any(text.startswith("Final · by you, today") for text in read(opened.card))
    assert titles(opened) == ["Report an issue", "Back"]
    back = await alice.presses(opened, "Back")
    assert heading(back) == "Your interactions"


async def test_from_the_history_too_an_interaction_can_be_concluded_by_those_who_may(
    alice: Person, petra: Person, adam: Person, demo: Database
) -> None:
    call = await call_of(demo, "now")
    await petra.says("tenant Contoso")
    for who, expected in ((alice, True), (adam, True), (petra, False)):
        details = await who.executes({"action": "details", "id": str(call)})
        assert ("Conclude" in titles(details)) == ("Report an issue" in titles(details)) == expected


async def test_ten_of_alices_calls_wait_oldest_first(alice: Person) -> None:
    answer = await alice.says("uncoded")
    assert heading(answer) == "Ten of your interactions are not concluded."
    assert len(boxes(answer)) == 10
    assert titles(answer) == ["Conclude", "One by one"]
    alice.locale = "de-CH"
    assert heading(await alice.says("offen")) == "Zehn Ihrer Gespräche sind nicht abgeschlossen."


async def test_several_get_the_same_codes_after_one_more_question(alice: Person, demo: Database) -> None:
    alice.locale = "de-CH"
    answer = await alice.says("offen")
    chosen = boxes(answer)[:3]
    ask = await alice.presses(
        answer, "Abschliessen", code=code_ids(answer)["Resolved"], **dict.fromkeys(chosen, "true")
    )
    assert heading(ask) == "Drei Gespräche mit Resolved abschliessen? Das ist endgültig."
    assert "Ohne Tags." in read(ask.card)
    assert titles(ask) == ["Ja, drei abschliessen", "Zurück"]
    before = await concluded(demo)
    done = await alice.presses(ask, "Ja, drei abschliessen")
    assert heading(done) == "Jetzt abgeschlossen: 3. Noch offen: 7."
    assert "Sieben Ihrer Gespräche sind nicht abgeschlossen." in read(done.card)
    assert sum(text.startswith("✓ ") and text.endswith(": Resolved") for text in read(done.card)) == 3
    assert done.activity_id == answer.activity_id
    assert await concluded(demo) == before + 3
    for interaction_id in ids_of(chosen):
        assert await demo.read(stored, interaction_id) == ("Alice Agent", ["Resolved"], [])
    again = await alice.presses(ask, "Ja, drei abschliessen")
    assert heading(again) == "Jetzt abgeschlossen: 3. Noch offen: 7."
    assert await concluded(demo) == before + 3


async def test_back_keeps_what_was_ticked_and_filled_in(alice: Person, demo: Database) -> None:
    answer = await alice.says("uncoded")
    chosen = boxes(answer)[2:4]
    filled = {"code": code_ids(answer)["Escalated"], "more": code_ids(answer, "more")["Outage"], "tags": "vip, moved"}
    ask = await alice.presses(answer, "Conclude", **filled, **dict.fromkeys(chosen, "true"))
    assert heading(ask) == "Conclude two interactions with Escalated · Outage · #vip · #moved? This is final."
    back = await alice.presses(ask, "Back")
    assert ticked(back) == chosen
    assert (picked(back)[0], picked(back)[1], sorted(picked(back)[2])) == (["Escalated"], ["Outage"], ["moved", "vip"])
    before = await concluded(demo)
    await alice.presses(ask, "Yes, conclude both")
    assert await concluded(demo) == before + 2
    assert await demo.read(stored, ids_of(chosen)[0]) == ("Alice Agent", ["Escalated", "Outage"], ["vip", "moved"])


async def test_those_that_somebody_else_concluded_meanwhile_are_told_by_whom(
    alice: Person, ben: Person, demo: Database
) -> None:
    answer = await alice.says("uncoded")
    chosen = boxes(answer)[:2]
    ask = await alice.presses(answer, "Conclude", code=code_ids(answer)["Resolved"], **dict.fromkeys(chosen, "true"))
    his = await ben.executes({"action": "conclude.open", "interaction": str(ids_of(chosen)[0])})
    await ben.presses(his, "Submit", code=code_ids(his)["Escalated"])
    done = await alice.presses(ask, "Yes, conclude both")
    assert heading(done) == "Concluded now: 1. Still open: 8."
    assert any("Ben Agent concluded that one" in text and "*Escalated*" in text for text in read(done.card))
    assert (await demo.read(stored, ids_of(chosen)[0]))[0] == "Ben Agent"


@pytest.mark.parametrize(
    ("code", "picks", "said"),
    [
        ("", 2, "Please pick a code first. Nothing is submitted yet."),
        ("1", 2, "The codes of this service have changed meanwhile."),
        ("Resolved", 0, "Please tick at least one. Nothing was changed."),
    ],
)
async def test_what_is_lacking_is_said_and_the_ticks_stay(
    alice: Person, demo: Database, code: str, picks: int, said: str
) -> None:
    answer = await alice.says("uncoded")
    chosen = boxes(answer)[:picks]
    again = await alice.presses(
        answer, "Conclude", code=code_ids(answer).get(code, code), **dict.fromkeys(chosen, "true")
    )
    assert heading(again).startswith(said)
    assert ticked(again) == chosen


async def test_of_a_tampered_selection_nothing_is_concluded(alice: Person, demo: Database) -> None:
    sales = await call_of(demo, "sales", by=BEN, serviceName="Sales")
    answer = await alice.says("uncoded")
    hers, resolved = ids_of(boxes(answer))[0], code_ids(answer)["Resolved"]
    before = await concluded(demo)
    forged: list[dict[str, Any]] = [
        {"picked": f"{hers},{sales}", "codes": resolved},
        {"picked": str(sales), "codes": resolved},
        {"picked": str(hers), "codes": "1"},
        {"picked": str(hers), "codes": ""},
        {"picked": str(hers), "codes": resolved, "tags": "x" * 60},
    ]
    for data in forged:
        assert (await alice.executes({"action": "uncoded.conclude", **data})).body["statusCode"] == 200
        assert await concluded(demo) == before


async def test_one_by_one_leads_through_all_of_them(alice: Person, demo: Database) -> None:
    answer = await alice.says("uncoded")
    oldest = ids_of(boxes(answer))
    card = await alice.presses(answer, "One by one")
    for expected in oldest[:3]:
        assert about(card) == expected
        submitted = await alice.presses(card, "Submit", code=code_ids(card)["Resolved"])
        assert submitted.body["value"]["body"][0]["text"] == "Concluded"
        card = following(submitted)
    assert about(card) == oldest[3]
    for _ in oldest[3:]:
        submitted = await alice.presses(card, "Submit", code=code_ids(card)["Resolved"])
        card = following(submitted)
    assert card.texts == ["Nothing waits for you: all is concluded."]
    nothing = await alice.says("uncoded")
    assert heading(nothing) == "Nothing waits for you: all is concluded."


async def test_more_than_a_page_is_paged(alice: Person, demo: Database) -> None:
    for number in range(3):
        await call_of(demo, f"t{number}")
    first = await alice.says("uncoded")
    assert heading(first) == "13 of your interactions are not concluded."
    second = await alice.presses(first, "Next")
    assert len(boxes(second)) == 3
    assert set(boxes(first)).isdisjoint(boxes(second))


async def test_an_agent_of_several_services_sees_one_at_a_time(ben: Person, demo: Database) -> None:
    await demo.write(switch, "codes", True, "Sales")
    call = await call_of(demo, "sales", by=BEN, serviceName="Sales")
    answer = await ben.says("uncoded")
    other = next(title for title in titles(answer) if title.startswith(("Sales (", "Support (")))
    there = await ben.presses(answer, other)
    pages = {name: ids_of(boxes(page)) for page in (answer, there) for name in [page.card["body"][1]["text"]]}
    assert len(pages) == 2
    assert set(pages) == {
        "These are in Support, whose codes are its own.",
        "These are in Sales, whose codes are its own.",
    }
    sales = there if "Sales" in there.card["body"][1]["text"] else answer
    assert call in [int(i) for i in ids_of(boxes(sales))] or "Next" in titles(sales)
    assert "Sales offers no codes at the moment. It can be concluded with tags, or without." in read(sales.card)


async def test_who_serves_no_service_is_told_what_waits_in_those_they_look_after(
    adam: Person, otto: Person, olga: Person
) -> None:
    adams = await adam.says("uncoded")
    assert heading(adams).endswith(" interactions in Support are not concluded.")
    assert heading(await otto.says("uncoded")) == "Nothing waits for you: all is concluded."
    assert heading(await olga.says("uncoded")).endswith(" of your interactions are not concluded.")
    mine = await adam.says("my sessions")
    assert read(mine.card)[:2] == ["Your interactions", "You have had none yet."]


async def test_at_the_end_of_the_shift_what_is_open_comes_by_itself(
    alice: Person, demo: Database, connector: Connector
) -> None:
    await call_of(demo, "now")
    await alice.presses(await alice.says("conclude"), "At the end of the shift")
    (row,) = await demo.read(waiting, "uncoded")
    await demo.write(lambda db: db.execute(outbox.update().values(due_at=row.created_at)) and None)
    came = await until_card(connector, "a:alice", "11 of your interactions are not concluded.")
    assert came.method == "POST"


async def test_what_is_listed_is_audited_and_its_customers_are_in_the_ledger(alice: Person, demo: Database) -> None:
    listed = await alice.says("my sessions")
    await alice.says("uncoded")
    rows = await demo.read(lambda db: db.execute(select(audit_log.c.action, audit_log.c.detail)).all())
    counted = {row.action: row.detail for row in rows}
    assert counted == {"sessions.opened": {"count": 8}, "uncoded.opened": {"count": 10}}
    assert button(listed.card, "What is open")
