import re
from typing import Any

import pytest

from storage import tenants
from storage.database import Database
from storage.history import COLUMNS
from tests.talk import CONTOSO, Answer, Person, elements, fields
from tests.talk import words as read
from tests.test_cards_history import table
from tests.test_customers_rights import NOT_FOUND, only_of
from tests.test_customers_talk import heading, looked_up, rows_of
from tests.told import tell, told


def where(answer: Answer) -> str:
    return next(text for text in read(answer.card) if re.match(r"[\d’,]+–", text))


def opened(answer: Answer) -> list[str]:
    """The ids of the interactions on the page, in its order."""
    rows = next(e for e in elements(answer.card) if e.get("type") == "Table")["rows"][1:]
    return [row["cells"][0]["selectAction"]["data"]["id"] for row in rows]


def column(answer: Answer, name: str) -> list[str]:
    place = COLUMNS.index(name)
    return [row[place] for row in table(answer.card)[1:]]


def titles(answer: Answer) -> list[str]:
    return [action["title"] for action in answer.card.get("actions", [])]


async def every_page(person: Person, answer: Answer, following: str = "Next") -> list[Answer]:
    pages = [answer]
    while following in titles(pages[-1]):
        pages.append(await person.presses(pages[-1], following))
    return pages


async def sorts(person: Person, answer: Answer, by: str, *, backwards: bool = False) -> Answer:
    menu = await person.presses(answer, "Filters")
    return await person.presses(menu, "Apply", sort=by, reversed=str(backwards).lower())


async def press_row(person: Person, answer: Answer, number: int = 0) -> Answer:
    tap = rows_of(answer, "details")[number]
    return await person.executes({**tap, **fields(answer.card)}, answer.activity_id)


async def test_the_history_shows_the_newest_first_under_the_last_interaction(adam: Person) -> None:
    answer = await adam.says("history Dorain Gray")
    assert heading(answer) == "History of Dorain Gray"
    assert where(answer).startswith("1–10 of ")
    assert where(answer).endswith(", newest first")
    last = answer.card["body"][1]["text"]
    assert last.startswith("Last interaction: ")
    assert f" · {column(answer, 'result')[0]} · " in last
    assert len(opened(answer)) == 10


async def test_paging_shows_every_interaction_once_and_back_again(adam: Person) -> None:
    first = await adam.says("history Dorain Gray")
    total = int(where(first).split(" of ")[1].split(",")[0])
    pages = await every_page(adam, first)
    seen = [each for page in pages for each in opened(page)]
    assert len(seen) == len(set(seen)) == total
    assert where(pages[-1]).split(" of ")[0].endswith(f"–{total}")
    assert all(page.card["body"][1] == first.card["body"][1] for page in pages)
    back = await every_page(adam, pages[-1], "Previous")
    assert [where(page) for page in back] == [where(page) for page in reversed(pages)]
    assert [opened(page) for page in back] == [opened(page) for page in reversed(pages)]


async def test_a_page_replaces_the_card(adam: Person) -> None:
    first = await adam.says("history Dorain Gray")
    following = await adam.presses(first, "Next")
    assert following.received == []
    assert following.activity_id == first.activity_id


@pytest.mark.parametrize("by", COLUMNS)
async def test_every_column_sorts_both_ways_over_all_pages(adam: Person, by: str) -> None:
    first = await adam.says("history Dorain Gray")
    once = await sorts(adam, first, by)
    twice = await sorts(adam, once, by, backwards=True)
    one_way, other_way = [[i for p in await every_page(adam, answer) for i in opened(p)] for answer in (once, twice)]
    assert sorted(one_way) == sorted(other_way)
    assert len(set(one_way)) == len(one_way)
    assert where(once) != where(twice)
    assert sum(cell.endswith((" ↑", " ↓")) for cell in table(once.card)[0]) == 1
    if by == "started":
        assert one_way == other_way[::-1]


async def test_sorting_by_duration_puts_the_longest_first_and_then_the_shortest(adam: Person) -> None:
    def seconds(answer: Answer) -> list[int]:
        clocks = [cell.split(":") for cell in column(answer, "duration") if cell]
        return [sum(int(part) * 60**i for i, part in enumerate(reversed(clock))) for clock in clocks]

    longest = await sorts(adam, await adam.says("history Dorain Gray"), "duration")
    assert seconds(longest) == sorted(seconds(longest), reverse=True)
    assert where(longest).endswith(", by Duration, descending")
    shortest = await sorts(adam, longest, "duration", backwards=True)
    assert seconds(shortest) == sorted(seconds(shortest))
    following = await adam.presses(longest, "Next")
    assert max(seconds(following)) <= min(seconds(longest))


async def test_a_new_order_starts_at_its_first_page(adam: Person) -> None:
    second = await adam.presses(await adam.says("history Dorain Gray"), "Next")
    assert where(await sorts(adam, second, "result")).startswith("1–10 of ")


async def test_the_menu_shows_the_order_and_keeps_it_with_what_is_filtered(adam: Person) -> None:
    oldest = await sorts(adam, await adam.says("history Dorain Gray inbound"), "started", backwards=True)
    assert where(oldest).endswith(", oldest first")
    menu = await adam.presses(oldest, "Filters")
    assert {"sort": "started", "reversed": "true"}.items() <= fields(menu.card).items()
    cleared = await adam.presses(menu, "Clear: Direction", sort="duration", reversed="false")
    assert {"sort": "duration", "reversed": "false"}.items() <= fields(cleared.card).items()
    assert where(await adam.presses(cleared, "Apply")).endswith(", by Duration, descending")


@pytest.mark.parametrize("by", ["; drop table interactions", "last_user_masked", "", ["started"]])
async def test_a_column_that_there_is_not_sorts_nothing(adam: Person, by: Any) -> None:
    menu = await adam.presses(await adam.says("history Dorain Gray"), "Filters")
    assert (await adam.presses(menu, "Apply", sort=by)).texts == [NOT_FOUND]


async def test_a_press_on_a_row_shows_all_of_it_and_back_leads_to_the_same_page(adam: Person) -> None:
    by_result = await sorts(adam, await adam.says("history Dorain Gray"), "result")
    second = await adam.presses(by_result, "Next")
    details = await press_row(adam, second)
    assert {"Result", "Source", "Initial service", "Channel"} <= set(read(details.card))
    assert "Dorain Gray" in read(details.card)
    back = await adam.presses(details, "Back")
    assert opened(back) == opened(second)
    assert where(back) == where(second)


async def test_the_way_back_also_survives_the_way_back_over_previous(adam: Person) -> None:
    third = (await every_page(adam, await adam.says("history Dorain Gray")))[2]
    second = await adam.presses(third, "Previous")
    back = await adam.presses(await press_row(adam, second, 3), "Back")
    assert (where(back), opened(back)) == (where(second), opened(second))


async def test_details_that_were_opened_from_the_customers_card_lead_back_to_it(adam: Person) -> None:
    customer = await adam.says("customer Dorain Gray")
    details = await press_row(adam, customer)
    assert heading(await adam.presses(details, "Back")) == "Dorain Gray"


async def test_the_history_in_german_is_german(adam: Person) -> None:
    adam.locale = "de-CH"
    answer = await adam.says("Verlauf Dorain Gray")
    assert heading(answer) == "Verlauf von Dorain Gray"
    assert where(answer).endswith(", neueste zuerst")
    assert table(answer.card)[0][:3] == ["Beginn ↓", "Quelle", "Erster Service"]
    assert re.fullmatch(r"\d\d\.\d\d\.\d\d, \d\d:\d\d", column(answer, "started")[0])
    details = await press_row(adam, await adam.presses(answer, "Weiter"))
    assert "Ergebnis" in read(details.card)
    assert "Zurück" in titles(details)


async def test_times_are_in_the_zone_of_the_reader(adam: Person) -> None:
    here = column(await adam.says("history Raymond Holt"), "started")
    adam.zone = "Asia/Tokyo"
    assert column(await adam.says("history Raymond Holt"), "started") != here


async def test_several_that_fit_are_offered_and_lead_to_the_history(adam: Person) -> None:
    offered = await adam.says("history ray")
    assert heading(offered) == "Two customers fit “ray”. Which one?"
    chosen = rows_of(offered, "history.open")
    assert heading(await adam.executes(chosen[1])) == "History of Dorain Gray"


async def test_a_full_name_that_another_name_begins_with_means_the_one(adam: Person, demo: Database) -> None:
    contoso = await demo.read(tenants.get, CONTOSO)
    await tell(demo, contoso.id, told("junior", callerTelNumber="+41791230099", customerName="Raymond Holt Junior"))
    assert heading(await adam.says("history Raymond Holt")) == "History of Raymond Holt"
    assert heading(await adam.says("history raymond hol")) == "Two customers fit “raymond hol”. Which one?"
    assert [action for action, *_ in await demo.read(looked_up)] == ["history.opened"]


async def test_without_words_the_field_leads_to_the_history(adam: Person) -> None:
    form = await adam.says("history")
    (value, _title), *_ = await adam.types(form, "customers", "raymond")
    assert heading(await adam.presses(form, "Look up", customer=value)) == "History of Raymond Holt"


async def test_an_agents_history_holds_their_services_alone(alice: Person, adam: Person, demo: Database) -> None:
    own = await alice.says("history Dorain Gray")
    hers = [each for page in await every_page(alice, own) for each in opened(page)]
    all_of_them = [i for p in await every_page(adam, await adam.says("history Dorain Gray")) for i in opened(p)]
    assert set(hers) < set(all_of_them)
    others = next(each for each in all_of_them if each not in hers)
    assert (await alice.executes({"action": "details", "id": others})).texts == [NOT_FOUND]
    customer_id, _name = await demo.read(only_of, "Sales")
    assert (await alice.executes({"action": "history.open", "customer": str(customer_id)})).texts == [NOT_FOUND]


async def test_an_interaction_of_another_tenant_is_not_there(adam: Person, fiona: Person) -> None:
    of_contoso = opened(await adam.says("history Raymond Holt"))[0]
    assert (await fiona.executes({"action": "details", "id": of_contoso})).texts == [NOT_FOUND]


@pytest.mark.parametrize(
    "forged",
    [
        {"after": "1", "before": "1"},
        {"after": "9" * 30},
        {"first": "-5"},
        {"first": "9" * 19, "after": "1"},
        {"first": {"a": 1}},
    ],
)
async def test_a_page_that_does_not_exist_is_the_first(adam: Person, forged: dict[str, Any]) -> None:
    first = await adam.says("history Dorain Gray")
    customer = rows_of(await adam.says("history ray"), "history.open")[1]
    assert opened(await adam.executes({**customer, **forged})) == opened(first)


@pytest.mark.parametrize(
    "page", ["", "||", "|||", "x", "|" * 50, "1|2|3", "-started|1|2|3", ["a"], None, "a|b|c" * 100]
)
async def test_a_forged_way_back_leads_somewhere_harmless(adam: Person, page: Any) -> None:
    tap = rows_of(await adam.says("history Dorain Gray"), "details")[0]
    details = await adam.executes({**tap, "page": page})
    assert "Dorain Gray" in heading(await adam.presses(details, "Back"))


async def test_a_look_at_the_history_is_audited_each_time(adam: Person, demo: Database) -> None:
    first = await adam.says("history Raymond Holt")
    await adam.presses(first, "Next")
    await press_row(adam, first)
    assert [action for action, *_ in await demo.read(looked_up)] == [
        "history.opened",
        "history.opened",
        "interaction.opened",
    ]
