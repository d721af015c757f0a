from dataclasses import replace
from typing import Any

import pytest

from cards import history
from cards.words import words_for
from storage import history as stored_history
from storage.filters import ALL, Filters
from tests.samples import LONG, OPEN, ROW, SOME_ID, of_names, page, rows
from tests.samples_interactions import STATE, WEEK
from tests.talk import elements
from tests.talk import words as read
from tests.test_cards import LOCALES, card


def table(made: dict[str, Any]) -> list[list[str]]:
    """Row by row what the cells say."""
    rows = next(e for e in elements(made) if e.get("type") == "Table")["rows"]
    return [[cell_text(cell) for cell in row["cells"]] for row in rows]


def cell_text(cell: dict[str, Any]) -> str:
    return "".join(item["inlines"][0] if "inlines" in item else item["text"] for item in cell["items"])


def test_the_table_has_the_nine_columns_that_the_store_sorts_by() -> None:
    assert tuple(history.COLUMNS) == stored_history.COLUMNS
    words = words_for("en-GB", "Europe/Zurich")
    titles, first, *_ = table(history.history(words, page((ROW,), total=1, first=1)))
    assert titles == [
        *(
            "Started ↓",
            "Source",
            "Initial service",
            "First queued",
            "Last user",
            "Hours",
            "Issues",
            "Result",
            "Duration",
        )
    ]
    moment, *cells = first
    assert moment == "23/11/2026, 10:15"
    assert cells == ["+41 79 123 45 67", "Support", "Support", "Alice Agent", "Open", "", "Accepted by User", "4:12"]


def test_what_is_not_known_is_an_empty_cell() -> None:
    words = words_for("de-CH", "Europe/Zurich")
    row = table(history.history(words, page((OPEN,), total=1, first=1)))[1]
    assert row[3:] == ["", "", "", "", "Noch offen", ""]


def test_both_forms_of_the_history_hold_the_same_rows() -> None:
    made = card("en-GB", "history")
    wide = next(e for e in made["body"] if e.get("targetWidth") == "atLeast:Standard")
    narrow = next(e for e in made["body"] if e.get("targetWidth") == "atMost:Narrow")
    taps = [row["cells"][0]["selectAction"] for row in wide["rows"][1:]]
    assert taps == [row["selectAction"] for row in narrow["items"]]
    assert all(item["items"][0]["text"].count("\n\n") == 1 for item in narrow["items"])


def test_a_page_of_the_longest_names_shows_fewer_rows_and_goes_on_behind_them() -> None:
    made = history.history(words_for("de-CH", "Europe/Zurich"), page(of_names([LONG]), LONG, first=21))
    shown = len(table(made)) - 1
    assert 5 <= shown < 10
    following = next(a for a in made["actions"] if a["title"] == "Weiter")
    assert following["data"]["after"] == str(of_names([LONG])[shown - 1].id)
    assert following["data"]["first"] == str(21 + shown)
    assert f"21–{20 + shown} von 1’204" in "".join(read(made))


@pytest.mark.parametrize("may_export", [False, True])
@pytest.mark.parametrize(("filters", "count"), [(ALL, 10), (WEEK, 10)])
def test_ordinary_rows_fit_in_every_language(filters: Filters, count: int, may_export: bool) -> None:
    for locale in LOCALES:
        words = words_for(locale, "Europe/Zurich")
        ordinary = tuple(replace(row, result="accepted_by_user") for row in rows())
        state = STATE if filters.active else ""
        shown = page(ordinary, filters=filters, may_export=may_export)
        made = history.history(words, shown, f"{SOME_ID}||11", state)
        assert len(table(made)) - 1 >= count


@pytest.mark.parametrize(
    ("first", "count", "total", "buttons"),
    [
        (1, 10, 10, ["Filters", "Customer"]),
        (1, 10, 11, ["Next", "Filters", "Customer"]),
        (11, 1, 11, ["Previous", "Filters", "Customer"]),
        (11, 10, 30, ["Previous", "Next", "Filters", "Customer"]),
        (1, 0, 0, ["Filters", "Customer"]),
    ],
)
def test_there_is_a_way_on_and_back_only_where_there_are_rows(
    first: int, count: int, total: int, buttons: list[str]
) -> None:
    made = history.history(words_for("en", "UTC"), page(rows(count), first=first, total=total))
    assert [a["title"] for a in made["actions"]] == buttons


def test_the_last_interaction_stands_above_a_page_that_does_not_hold_it() -> None:
    words = words_for("en-GB", "UTC")
    other = replace(page(rows()[5:]), last=replace(ROW, service="Billing"))
    assert "Billing" in history.history(words, other)["body"][1]["text"]
