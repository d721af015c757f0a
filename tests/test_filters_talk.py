"""What does somebody say and press to filter a list, and what does a forged card get?"""

from typing import Any

import pytest
from sqlalchemy import select

from storage import people, tenants
from storage.database import Database
from storage.filters import NAMES
from storage.tables import audit_log
from tests.downloads import fetches
from tests.talk import CONTOSO, Answer, Person, button, elements, fields
from tests.talk import words as read
from tests.test_customers_talk import heading, rows_of
from tests.test_export_formats import of_csv
from tests.test_export_talk import ready
from tests.test_history_talk import column, opened, sorts, titles, where
from tests.test_privacy_talk import NOT_FOUND
from tests.told import tell, told

NOT_OURS = (
    "The filters in this card are not those that I put there for you. Nothing was changed; please start again from a"
    " new card."
)


def filters_of(answer: Answer) -> str:
    """The line in words; nothing where there is none."""
    said = [str(e["text"]) for e in elements(answer.card) if str(e.get("text", "")).startswith(("Filters:", "Filter:"))]
    return said[0].partition(": ")[2] if said else ""


def last_of(answer: Answer) -> str:
    return next(str(e["text"]) for e in elements(answer.card) if str(e.get("text", "")).startswith("Last interaction"))


async def test_a_sentence_names_a_customer_and_filters(adam: Person) -> None:
    every = await adam.says("history Dorain Gray")
    answer = await adam.says("history Dorain Gray hangup in queue last 12 months support")
    assert heading(answer) == "History of Dorain Gray"
    assert filters_of(answer).startswith("Hangup in Queue · Support · ")
    assert set(column(answer, "result")) == {"Hangup in Queue"}
    assert last_of(answer) == last_of(every)
    total = int(where(every).split(" of ")[1].split(",")[0])
    assert 0 < int(where(answer).split(" of ")[1].split(",")[0]) < total


async def test_in_german_too_and_in_another_order(adam: Person) -> None:
    adam.locale = "de-CH"
    answer = await adam.says("verlauf Dorain Gray in der Warteschlange aufgelegt, letzte 12 Monate, Support")
    assert heading(answer) == "Verlauf von Dorain Gray"
    assert filters_of(answer).startswith("In der Warteschlange aufgelegt · Support · ")
    turned = await adam.says("verlauf letzte 12 Monate Support Dorain Gray in der Warteschlange aufgelegt")
    assert filters_of(turned) == filters_of(answer)
    assert opened(turned) == opened(answer)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("voicemail", "Voicemail"),
        ("hangup by customer", "Hangup by customer"),
        ("Alice Agent", "last with Alice Agent"),
        ("alice", "last with Alice Agent"),
        ("2026", "2026"),
        ("in opening hours", "in opening hours"),
        ("ausserhalb der Öffnungszeiten", "outside opening hours"),
        ("inbound", "Inbound"),
        ("e-mails", "E-mail"),
        ("with an issue", "with an issue"),
        ("ohne Meldung", "without issues"),
        ("not concluded", "not concluded"),
        ("Callback needed", "code Callback needed"),
        ("#vip", "#vip"),
        ("still open", "Still open"),
        ("voicemail, hangup in queue", "Hangup in Queue, Voicemail"),
    ],
)
async def test_each_filter_has_words_and_the_card_says_what_was_understood(adam: Person, said: str, read: str) -> None:
    answer = await adam.says(f"history Dorain Gray {said}")
    assert heading(answer) == "History of Dorain Gray"
    assert filters_of(answer) == read
    listed = await adam.says(f"interactions Support {said}")
    assert set(read.split(" · ")) <= set(filters_of(listed).split(" · "))


async def test_a_customer_whose_name_is_a_filters_is_still_the_customer(adam: Person, demo: Database) -> None:
    contoso = await demo.read(tenants.get, CONTOSO)
    await tell(demo, contoso.id, told("chatty", customerIdentifier="K-C", customerName="Voicemail Support AG"))
    answer = await adam.says("history Voicemail Support AG")
    assert (heading(answer), filters_of(answer)) == ("History of Voicemail Support AG", "")
    filtered = await adam.says("history Voicemail Support AG inbound")
    assert (heading(filtered), filters_of(filtered)) == ("History of Voicemail Support AG", "Inbound")


async def test_a_first_name_is_a_customers_where_there_is_one_and_a_month_where_it_is_one(
    adam: Person, demo: Database
) -> None:
    contoso = await demo.read(tenants.get, CONTOSO)
    await tell(demo, contoso.id, told("cooper", customerIdentifier="K-A", customerName="Alice Cooper"))
    await demo.write(people.known, contoso.id, {"april": "april@contoso.example"})
    for said, filtered in (
        ("history alice", ""),
        ("history alice inbound", "Inbound"),
        ("history inbound alice", "Inbound"),
        ("history alice inbound ben", "last with Ben Agent · Inbound"),
        ("history cooper april 2026", "April 2026"),
    ):
        answer = await adam.says(said)
        assert (heading(answer), filters_of(answer)) == ("History of Alice Cooper", filtered), said


async def test_of_several_with_a_first_name_one_is_pressed_and_the_rest_is_kept(
    adam: Person, alice: Person, demo: Database
) -> None:
    contoso = await demo.read(tenants.get, CONTOSO)
    await demo.write(people.known, contoso.id, {"other": "alice.zander@contoso.example"})
    for said, title in (
        ("history Dorain Gray inbound alice", "History of Dorain Gray"),
        ("interactions Support inbound alice", "Interactions of Support"),
    ):
        choice = await adam.says(said)
        assert "Several people fit. Which one?" in read(choice.card)
        pressed = {**rows_of(choice, "filters.person")[0], **fields(choice.card)}
        listed = await adam.executes(pressed, choice.activity_id)
        assert heading(listed) == title
        assert filters_of(listed).startswith("last with Alice Agent · ")
        assert filters_of(listed).endswith("Inbound")
        assert (await adam.executes({**pressed, "person": "1"})).texts == [NOT_FOUND]
    assert filters_of(await alice.says("history Dorain Gray alice")) == "last with Alice Agent"


async def test_filters_without_a_customer_are_kept_while_the_customer_is_asked_for(adam: Person) -> None:
    form = await adam.says("history inbound alice")
    assert heading(form) == "Which customer?"
    assert filters_of(form) == "last with Alice Agent · Inbound"
    (value, _title), *_ = await adam.types(form, "customers", "raymond")
    chosen = await adam.presses(form, "Look up", customer=value)
    assert (heading(chosen), filters_of(chosen)) == ("History of Raymond Holt", filters_of(form))
    several = await adam.presses(form, "Look up", customer="ray")
    picked = await adam.executes(rows_of(several, "history.open")[1])
    assert (heading(picked), filters_of(picked)) == ("History of Dorain Gray", filters_of(form))
    more = await adam.presses(form, "Look up", customer="Dorain Gray outbound")
    assert filters_of(more) == "last with Alice Agent · Outbound"
    short = await adam.says("history ra inbound")
    assert (heading(short), filters_of(short)) == ("Which customer?", "Inbound")


async def test_of_several_that_fit_the_chosen_one_is_filtered(adam: Person) -> None:
    offered = await adam.says("history ray hangup in queue")
    assert heading(offered) == "Two customers fit “ray”. Which one?"
    chosen = await adam.executes(rows_of(offered, "history.open")[0])
    assert filters_of(chosen) == "Hangup in Queue"


async def test_who_is_nobody_is_named_without_the_filters(adam: Person) -> None:
    answer = await adam.says("history Nobody Atall hangup in queue")
    assert "Nobody Atall”" in answer.texts[0]


async def test_pages_orders_and_the_way_back_keep_the_filters(adam: Person) -> None:
    first = await adam.says("history Dorain Gray inbound")
    assert filters_of(first) == "Inbound"
    assert filters_of(await sorts(adam, first, "duration")) == "Inbound"
    second = await adam.presses(first, "Next")
    assert filters_of(second) == "Inbound"
    details = await adam.executes({**rows_of(second, "details")[0], **fields(second.card)}, second.activity_id)
    back = await adam.presses(details, "Back")
    assert (filters_of(back), opened(back), where(back)) == ("Inbound", opened(second), where(second))
    assert "Previous" in titles(back)


async def test_a_forged_state_gets_one_sentence_and_is_in_the_audit_log(
    adam: Person, anna: Person, fiona: Person, demo: Database
) -> None:
    first = await adam.says("history Dorain Gray inbound")
    good = fields(first.card)["filters"]
    again = {
        "action": "history.open",
        "customer": rows_of(await adam.says("history ray"), "history.open")[1]["customer"],
    }
    assert filters_of(await adam.executes({**again, "filters": good})) == "Inbound"
    said, _, signature = good.partition(".")
    forged: list[Any] = [good[:-2], f"{said}.", f".{signature}", "x", "x.y", good * 20, [good], {"a": 1}, 7, "é.é"]
    for state in forged:
        assert (await adam.executes({**again, "filters": state})).texts == [NOT_OURS], state
    for somebody in (anna, fiona):
        assert (await somebody.executes({**again, "filters": good})).texts == [NOT_OURS]
    query = select(audit_log.c.action, audit_log.c.detail).where(audit_log.c.outcome == "refused")
    refused = await demo.read(lambda db: db.execute(query).all())
    assert {row.action for row in refused} == {"filters.sent"}
    assert {str(row.detail) for row in refused} <= {"None", "{}"}
    assert filters_of(await adam.executes(again)) == ""


async def test_a_signed_state_gives_no_rights(ben: Person, adam: Person) -> None:
    """Ben's filter by Sales was good until he served it no longer."""
    listed = await ben.says("history Dorain Gray sales")
    assert filters_of(listed) == "Sales"
    await adam.says("roles take Ben Agent agent of Sales")
    assert (await ben.presses(listed, "Next")).texts == [NOT_FOUND]


async def menu_of(person: Person, answer: Answer) -> Answer:
    return await person.presses(answer, "Filters")


def held(answer: Answer) -> dict[str, Any]:
    """The fields of the menu that stand for a filter, and what they hold."""
    inputs = [e for e in elements(answer.card) if str(e.get("type", "")).startswith("Input.")]
    return {e["id"].removeprefix("filter_"): e.get("value") for e in inputs if e["id"].startswith("filter_")}


async def test_the_menu_adds_a_filter_by_name_and_what_it_holds_filters_the_list(adam: Person) -> None:
    first = await adam.says("history Dorain Gray")
    menu = await menu_of(adam, first)
    assert heading(menu) == "Filters"
    assert held(menu) == {}
    added = await adam.presses(menu, "Show or hide", shown="result,direction")
    assert held(added) == {"result": None, "direction": "all"}
    applied = await adam.presses(added, "Apply", filter_result="hangup_in_queue,voicemail", filter_direction="inbound")
    assert filters_of(applied) == "Hangup in Queue, Voicemail · Inbound"
    assert set(column(applied, "result")) <= {"Hangup in Queue", "Voicemail"}
    assert last_of(applied) == last_of(first)
    assert applied.activity_id == first.activity_id


async def test_the_cross_clears_the_content_and_keeps_the_filter_and_what_the_others_hold(adam: Person) -> None:
    menu = await menu_of(adam, await adam.says("history Dorain Gray inbound voicemail"))
    assert held(menu) == {"result": "voicemail", "direction": "inbound"}
    cleared = await adam.presses(menu, "Clear: Result", filter_direction="outbound")
    assert held(cleared) == {"result": None, "direction": "outbound"}
    listed = await adam.presses(cleared, "Apply")
    assert filters_of(listed) == "Outbound"
    assert held(await menu_of(adam, listed)) == {"result": None, "direction": "outbound"}


async def test_hiding_a_filter_clears_it_and_all_is_no_filter(adam: Person) -> None:
    first = await adam.says("history Dorain Gray inbound voicemail")
    hidden = await adam.presses(await menu_of(adam, first), "Show or hide", shown="direction")
    assert held(hidden) == {"direction": "inbound"}
    every = await adam.presses(hidden, "Apply", filter_direction="all")
    assert filters_of(every) == ""
    assert where(every) == where(await adam.says("history Dorain Gray"))
    assert held(await menu_of(adam, every)) == {"direction": "all"}


async def test_every_filter_is_in_the_menu_and_keeps_what_it_is_given(adam: Person, demo: Database) -> None:
    menu = await menu_of(adam, await adam.says("history Dorain Gray"))
    full = await adam.presses(menu, "Show or hide", shown=",".join(NAMES))
    assert set(held(full)) == {*NAMES, "since", "until"} - {"period"}
    [(service, _name)] = await adam.types(full, "filters.services", "supp")
    [(user, name)] = await adam.types(full, "filters.users", "alice")
    [(code, _name)] = await adam.types(full, "filters.codes", "callback")
    assert name == "Alice Agent"
    given = {"result": "voicemail", "group": "handled_by_system", "service": service, "user": user, "code": code}
    given |= {"since": "2026-11-22", "until": "2026-11-16", "hours": "closed", "direction": "inbound", "tag": "#vip"}
    given |= {"modality": "audio", "issue": "no", "concluded": "yes"}
    typed: Any = {f"filter_{name}": value for name, value in given.items()}
    applied = await adam.presses(full, "Apply", **typed)
    assert filters_of(applied) == (
        "Voicemail · Handled by system · Support · last with Alice Agent · Monday, November 16 to Sunday, November 22,"
        " 2026 · outside opening hours · Inbound · Call · without issues · concluded · code Callback needed · #vip"
    )
    assert "The filters leave no interaction." in [e.get("text") for e in elements(applied.card)]
    again = held(await menu_of(adam, applied))
    assert again == given | {"since": "2026-11-16", "until": "2026-11-22", "tag": "vip"}


async def test_the_menu_of_a_services_list_works_alike_and_knows_no_other_service(alice: Person) -> None:
    listed = await alice.says("interactions Support last 90 days")
    menu = await menu_of(alice, listed)
    assert set(held(menu)) == {"since", "until"}
    full = await alice.presses(menu, "Show or hide", shown=",".join(NAMES))
    assert set(held(full)) == {*NAMES, "since", "until"} - {"period", "service"}
    applied = await alice.presses(full, "Apply", typed="voicemail")
    assert filters_of(applied).startswith("Voicemail · ")
    cleared = await alice.presses(await menu_of(alice, applied), "Clear: Date range")
    assert filters_of(await alice.presses(cleared, "Apply")) == "Voicemail"


@pytest.mark.parametrize(
    "forged",
    [
        {"filter_result": "voicemail,x"},
        {"filter_group": "x"},
        {"filter_since": "yesterday"},
        {"filter_until": "0001-01-01"},
        {"filter_user": "1"},
        {"filter_code": "nothing like it"},
        {"filter_service": "Sales"},
        {"filter_issue": "perhaps"},
        {"filter_modality": "fax"},
    ],
)
async def test_a_field_that_holds_what_it_does_not_offer_changes_nothing(alice: Person, forged: dict[str, str]) -> None:
    menu = await menu_of(alice, await alice.says("history Dorain Gray"))
    full: Any = await alice.presses(menu, "Show or hide", shown=",".join(NAMES))
    sent: Any = forged
    assert (await alice.presses(full, "Apply", **sent)).texts == [NOT_FOUND]


async def test_a_forged_list_of_a_menu_is_not_there(alice: Person, adam: Person, fiona: Person) -> None:
    first = await adam.says("history Dorain Gray")
    pressed = {**button(first.card, "Filters")["data"], **fields(first.card)}
    assert (await fiona.executes(pressed)).texts == [NOT_FOUND]
    of_service = {key: value for key, value in pressed.items() if key != "customer"}
    assert (await adam.executes(of_service)).texts == [NOT_FOUND]
    assert (await adam.executes({**of_service, "service": "1"})).texts == [NOT_FOUND]
    for forged in ({"customer": None}, {"customer": "x"}, {"customer": "1"}):
        assert (await adam.executes({**pressed, **forged})).texts == [NOT_FOUND], forged
    for action in ("filters.clear", "filters.file"):
        assert (await adam.executes({**pressed, "action": action})).texts == [NOT_FOUND]
    not_hers = await alice.executes({**pressed, "action": "filters.export"})
    assert not_hers.texts[0].startswith("Only owners of a service and administrators can do that.")


async def test_who_sees_people_by_pseudonyms_is_suggested_nobody_else(adam: Person, alice: Person) -> None:
    await adam.says("privacy users masked")
    menu = await menu_of(alice, await alice.says("history Dorain Gray"))
    full = await alice.presses(menu, "Show or hide", shown="user")
    assert await alice.types(full, "filters.users", "ben") == []
    assert len(await alice.types(full, "filters.users", "alice")) == 1
    answer = await alice.says("history Dorain Gray Ben Agent")
    assert "Dorain Gray Ben Agent" in answer.texts[0]


async def test_the_file_of_a_filtered_list_holds_what_the_list_holds_and_says_so(adam: Person) -> None:
    for said, title in (
        ("history Dorain Gray inbound without issues", "Interactions of Dorain Gray · Inbound · without issues"),
        ("interactions Support voicemail last 90 days", "Interactions · Support · "),
    ):
        listed = await adam.says(said)
        total = int(where(listed).split(" of ")[1].split(",")[0])
        asked = await adam.presses(await adam.presses(listed, "Export"), "CSV")
        assert heading(asked) == "I am preparing your file"
        assert any(text.startswith(title) for text in read(asked.card)), read(asked.card)
        rows = of_csv((await fetches(adam, await ready(adam))).body)
        assert len(rows) - 1 == total
        assert {row[9] for row in rows[1:]} <= {"Inbound"}
        adam.connector.received.clear()


async def test_an_owners_file_holds_no_more_than_their_services(olga: Person, alice: Person) -> None:
    listed = await olga.says("history Dorain Gray inbound")
    await olga.presses(await olga.presses(listed, "Export"), "CSV")
    rows = of_csv((await fetches(olga, await ready(olga))).body)
    assert {row[4] for row in rows[1:]} == {"Support"}
    assert "Export" not in titles(await alice.says("history Dorain Gray inbound"))


async def test_in_german_the_menu_does_the_same(adam: Person) -> None:
    adam.locale = "de-CH"
    listed = await adam.says("verlauf Dorain Gray eingehend")
    menu = await adam.presses(listed, "Filter")
    assert heading(menu) == "Filter"
    cleared = await adam.presses(menu, "Leeren: Richtung")
    assert filters_of(await adam.presses(cleared, "Anwenden", typed="Voicemail, letzte 12 Monate")).startswith(
        "Voicemail · "
    )


async def test_a_masked_viewer_names_the_whole_customer_with_filters_or_nobody(adam: Person, alice: Person) -> None:
    await adam.says("privacy agents masked")
    whole = await alice.says("history Dorain Gray inbound")
    assert (heading(whole), filters_of(whole)) == ("History of D••• G•••", "Inbound")
    for part in ("Dorain", "Dor", "rain Gray"):
        assert f"no customer “{part}”" in (await alice.says(f"history {part} inbound")).texts[0]
