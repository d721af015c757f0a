import pytest
from sqlalchemy import Connection, func, select

from storage.database import Database
from storage.delivery_tables import card_subjects, sent_cards
from storage.tables import audit_log
from tests.talk import Answer, Person, button, elements
from tests.talk import words as read

NOBODY = "I find no customer “{}” among those you may see."


def rows_of(answer: Answer, action: str) -> list[dict[str, str]]:
    """The data behind the rows of a card that can be pressed."""
    pressed = [e["selectAction"]["data"] for e in elements(answer.card) if "selectAction" in e]
    return [data for data in pressed if data["action"] == action]


def heading(answer: Answer) -> str:
    title: str = answer.card["body"][0]["text"]
    return title


def looked_up(db: Connection) -> list[tuple[str, str, str | None]]:
    query = select(audit_log.c.action, audit_log.c.outcome, audit_log.c.subject_kind).order_by(audit_log.c.position)
    return [(r.action, r.outcome, r.subject_kind) for r in db.execute(query) if "opened" in r.action]


async def test_one_that_fits_is_shown_at_once(adam: Person) -> None:
    answer = await adam.says("customer Raymond Holt")
    said = read(answer.card)
    assert heading(answer) == "Raymond Holt"
    assert {"+41 79 123 45 67", "Last interaction", "Newest", "Accepted by User"} <= set(said)
    assert any(line.endswith(" interactions") for line in said)
    assert len(rows_of(answer, "details")) == 6


async def test_the_outcomes_add_up_to_the_interactions(adam: Person) -> None:
    card = (await adam.says("customer Dorain Gray")).card
    counts = next(e for e in elements(card) if e.get("type") == "FactSet")["facts"]
    total = next(t for t in read(card) if t.endswith(" interactions")).split()[0]
    assert sum(int(fact["title"].replace(",", "")) for fact in counts) == int(total.replace(",", ""))
    assert [int(f["title"]) for f in counts] == sorted((int(f["title"]) for f in counts), reverse=True)


async def test_the_groups_of_outcomes_have_a_chart_and_the_figures_that_it_draws(adam: Person) -> None:
    card = (await adam.says("customer Dorain Gray")).card
    outcomes, groups = [e["facts"] for e in elements(card) if e.get("type") == "FactSet"]
    [chart] = [e for e in elements(card) if e.get("type") == "Chart.Donut"]
    assert {(str(d["value"]), d["legend"]) for d in chart["data"]} == {(f["title"], f["value"]) for f in groups}
    still_open = sum(int(f["title"]) for f in outcomes if f["value"] == "Still open")
    assert sum(int(f["title"]) for f in groups) == sum(int(f["title"]) for f in outcomes) - still_open
    assert chart["fallback"]["type"] == "Image"


@pytest.mark.parametrize(
    "typed",
    ["0791234567", "079 123 45 67", "+41 79 123 45 67", "0041 79 123 45 67", "raymond", "RAYMOND HOLT", "Holt"],
)
async def test_a_customer_is_found_however_they_are_written(adam: Person, typed: str) -> None:
    assert heading(await adam.says(f"customer {typed}")) == "Raymond Holt"


async def test_several_that_fit_are_offered_and_a_press_opens_one_in_place(adam: Person) -> None:
    offered = await adam.says("Customer: ray")
    assert heading(offered) == "Two customers fit “ray”. Which one?"
    first, second = rows_of(offered, "customers.open")
    opened = await adam.executes(first, offered.activity_id)
    assert heading(opened) == "Raymond Holt"
    assert opened.received == []
    assert heading(await adam.executes(second, offered.activity_id)) == "Dorain Gray"


async def test_in_german_all_of_it_is_german(adam: Person) -> None:
    adam.locale = "de-CH"
    offered = await adam.says("kunde ray")
    assert heading(offered) == "Zwei Einträge passen auf «ray». Wer ist gemeint?"
    opened = await adam.executes(rows_of(offered, "customers.open")[0])
    assert {"Letzte Interaktion", "Neueste", "Von Benutzer angenommen"} <= set(read(opened.card))
    assert heading(await adam.presses(opened, "Verlauf")) == "Verlauf von Raymond Holt"
    form = await adam.presses(opened, "Jemand anderes")
    assert heading(form) == "Wen suchen Sie?"


async def test_nobody_that_fits_is_said_so(adam: Person) -> None:
    assert (await adam.says("customer Nobody Atall")).texts == [NOBODY.format("Nobody Atall")]


async def test_fewer_than_three_characters_ask_for_more(adam: Person) -> None:
    answer = await adam.says("customer ra")
    assert answer.texts == ["At least three characters, please; fewer would fit too many customers."]
    assert heading(answer) == "Which customer?"


async def test_without_words_a_field_suggests_from_the_third_character(adam: Person) -> None:
    form = await adam.says("customer")
    assert await adam.types(form, "customers", "ra") == []
    suggested = await adam.types(form, "customers", "ray")
    assert [title for _, title in suggested] == ["Raymond Holt · +41 79 123 45 67", "Dorain Gray · +412345678910"]
    chosen = await adam.presses(form, "Look up", customer=suggested[1][0])
    assert heading(chosen) == "Dorain Gray"


async def test_at_most_fifteen_are_suggested(adam: Person) -> None:
    assert 3 < len(await adam.types(await adam.says("customer"), "customers", "+41")) <= 15


async def test_a_field_takes_what_was_typed_where_nothing_was_chosen(adam: Person) -> None:
    form = await adam.says("customer")
    assert heading(await adam.presses(form, "Look up", customer="Raymond Holt")) == "Raymond Holt"
    assert heading(await adam.presses(form, "Look up")) == "Which customer?"


async def test_another_dataset_suggests_nothing(adam: Person) -> None:
    value = {"queryText": "ray", "queryOptions": {"skip": 0, "top": 15}, "dataset": "people"}
    found = await adam.posts(adam.activity("invoke", name="application/search", value=value))
    assert found.body["value"]["results"] == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("customer HYPERLINK", '=HYPERLINK("http://x")'), ("customer bold", r"\*\*bold\*\* \[x\](http://x)")],
)
async def test_a_hostile_name_is_shown_as_it_is(adam: Person, typed: str, shown: str) -> None:
    assert heading(await adam.says(typed)) == shown


async def test_what_was_typed_is_repeated_without_its_markup(adam: Person) -> None:
    said = (await adam.says("customer [click](http://evil.example)**now**")).texts
    assert said == [NOBODY.format(r"\[click\](http://evil.example)\*\*now\*\*")]


async def test_an_opened_card_is_in_the_audit_log_and_a_suggestion_is_not(adam: Person, demo: Database) -> None:
    form = await adam.says("customer")
    await adam.types(form, "customers", "raymond")
    await adam.says("customer ray")
    assert await demo.read(looked_up) == []
    opened = await adam.says("customer Raymond Holt")
    await adam.presses(opened, "History")
    expected = [("customer.opened", "done", "customer"), ("history.opened", "done", "customer")]
    assert await demo.read(looked_up) == expected


async def test_a_card_that_shows_a_customer_is_in_the_ledger_under_its_activity(adam: Person, demo: Database) -> None:
    def kinds(db: Connection) -> list[tuple[str, str | None, int]]:
        subjects = select(func.count()).where(card_subjects.c.card_id == sent_cards.c.id).scalar_subquery()
        query = select(sent_cards.c.kind, sent_cards.c.activity_id, subjects).order_by(sent_cards.c.id)
        return [(r[0], r[1], r[2]) for r in db.execute(query)]

    offered = await adam.says("customer ray")
    opened = await adam.says("customer Raymond Holt")
    await adam.presses(opened, "History")
    assert await demo.read(kinds) == [("matches", offered.activity_id, 2), ("customer", opened.activity_id, 1)]


async def test_a_card_that_could_not_be_replaced_leaves_two_in_the_ledger(adam: Person, demo: Database) -> None:
    """The old one may still stand there and must be found when it has to be rewritten."""

    def shown(db: Connection) -> set[tuple[str | None, str]]:
        same = (card_subjects.c.card_id == sent_cards.c.id) & (card_subjects.c.tenant_id == sent_cards.c.tenant_id)
        query = select(sent_cards.c.activity_id, card_subjects.c.subject_kind).join(card_subjects, same)
        return {(r[0], r[1]) for r in db.execute(query)}

    opened = await adam.says("customer Raymond Holt")
    submitted = button(opened.card, "History")["fallback"]["data"]
    adam.connector.statuses = [500]
    anew = await adam.posts(adam.activity("message", value=submitted, replyToId=opened.activity_id))
    assert [r.method for r in anew.received] == ["PUT", "POST"]
    assert await demo.read(shown) == {(opened.activity_id, "customer"), (anew.activity_id, "customer")}


async def test_a_pressed_button_is_answered_in_place(adam: Person) -> None:
    opened = await adam.says("customer Raymond Holt")
    history = await adam.presses(opened, "History")
    assert history.received == []
    assert heading(await adam.presses(history, "Customer")) == "Raymond Holt"
    submitted = button(opened.card, "History")["fallback"]["data"]
    again = await adam.posts(adam.activity("message", value=submitted, replyToId=opened.activity_id))
    assert [(r.method, r.activity_id) for r in again.received] == [("PUT", opened.activity_id)]


async def test_a_question_of_thousands_of_words_is_answered_as_any_other(adam: Person) -> None:
    """It is cut before it becomes a statement: one too large for SQLite would fail the writes beside it too."""
    for command in ("customer", "history"):
        answer = await adam.says(f"{command} " + " ".join(f"a b{number}" for number in range(900)))
        assert [text[:20] for text in answer.texts] == [NOBODY[:20]]
