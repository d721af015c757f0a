"""How does a customer's history read, a page at a time?

Two forms of the same rows: a table of nine columns, and two lines a row for a phone. Together they come close to what a
message may hold, so a page of very long names shows fewer rows; the next page then starts where this one ends.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from cards import blocks, filters
from cards.blocks import Data, Piece
from cards.filters import Filters, Named
from cards.interactions import Interaction, byline, headline, hours, outcome
from cards.words import Words

COLUMNS: Final = {  # and how wide each is beside the others
    "started": 13,
    "source": 15,
    "initial_service": 9,
    "queued_service": 9,
    "last_user": 10,
    "opening_hours": 8,
    "issues": 7,
    "result": 14,
    "duration": 10,
}
LONGEST_CELL: Final = 32  # characters
SIZE: Final = 10  # rows of a page, as the store gives them
MOST_COUNTED: Final = 10_000  # rows of a list, as the store counts


class Listing(Protocol):
    @property
    def rows(self) -> Sequence[Interaction]: ...
    @property
    def total(self) -> int: ...
    @property
    def first(self) -> int: ...
    @property
    def exact(self) -> bool: ...
    @property
    def filters(self) -> Filters: ...
    @property
    def named(self) -> Named: ...
    @property
    def may_export(self) -> bool: ...


class Page(Listing, Protocol):
    @property
    def customer_id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def last(self) -> Interaction | None: ...
    @property
    def sort(self) -> str: ...
    @property
    def descending(self) -> bool: ...


def history(words: Words, page: Page, here: str = "", state: str = "") -> Piece:
    """`here` names the page for the way back from one of its rows; `state` is how the card keeps its filters."""
    lines = [(_row(_cells(words, row)), _listed(words, row)) for row in page.rows]
    return blocks.fitting(lines, lambda fit: _card(words, page, fit, here, state))


def shown(words: Words, first: int, count: int, total: int, *, exact: bool) -> str:
    """*11–20 of 1,204*; a long list is not counted out."""
    figures = {"first": words.number(first), "last": words.number(first + count - 1)}
    if exact:
        return words("history-range", **figures, total=words.number(total))
    return words("history-range-many", **figures, total=words.number(MOST_COUNTED))


def _card(words: Words, page: Page, lines: Sequence[tuple[Piece, Piece]], here: str, state: str) -> Piece:
    body = [blocks.title(words("history-title", customer=blocks.literal(page.title)))]
    if page.last:
        line = f"{headline(words, page.last)} · {byline(words, page.last)}"
        body.append(blocks.text(words("history-last", line=line), spacing="Small"))
    body += filters.line(words, page.filters, page.named)
    if lines:
        body += [
            blocks.subtle(_where(words, page, len(lines)), spacing="Small"),
            blocks.wide(_table(words, page, [cells for cells, _ in lines])),
            blocks.narrow(blocks.group(listed for _, listed in lines)),
            blocks.hidden("page", here),
        ]
    else:
        body.append(blocks.text(words("history-none-left" if page.filters.active else "history-none")))
    body += [blocks.hidden("customer", str(page.customer_id)), *filters.kept(state)]
    buttons = _buttons(words, page, page.rows[: len(lines)])
    return blocks.card(words, body, buttons, fallback=words("history-fallback"), full=True)


def _where(words: Words, page: Page, count: int) -> str:
    here = shown(words, page.first, count, page.total, exact=page.exact)
    if page.sort == "started":
        return words("history-sorted-newest" if page.descending else "history-sorted-oldest", range=here)
    key = "history-sorted-down" if page.descending else "history-sorted-up"
    return words(key, range=here, column=words(f"history-column-{page.sort}"))


def _table(words: Words, page: Page, rows: Sequence[Piece]) -> Piece:
    titles = [_title(words, page, column) for column in COLUMNS]
    return {
        "type": "Table",
        "columns": [{"width": width} for width in COLUMNS.values()],
        "showGridLines": False,
        "rows": [_row(titles), *rows],
    }


def _title(words: Words, page: Page, column: str) -> Piece:
    mark = (" ↓" if page.descending else " ↑") if column == page.sort else ""
    return _cell({"type": "TextBlock", "text": words(f"history-column-{column}") + mark, "wrap": True})


def _cells(words: Words, row: Interaction) -> Iterable[Piece]:
    texts = (
        *(blocks.clean(each or "", LONGEST_CELL) for each in (row.source, row.initial_service, row.queued_service)),
        blocks.clean(row.last_user or "", LONGEST_CELL),
        blocks.clean(hours(words, row.opening_hours), LONGEST_CELL),
        words.number(row.issue_count) if row.issue_count else "",
        outcome(words, row.result),
        "" if row.seconds is None else words.clock(row.seconds),
    )
    started = blocks.text(words.short_moment(row.started_at), color="Accent")
    yield {**_cell(started), "selectAction": blocks.tap("details", {"id": row.id})}
    for each in texts:
        yield _cell({"type": "RichTextBlock", "inlines": [each]} if each else None)


def _cell(piece: Piece | None) -> Piece:
    return {"type": "TableCell", "items": [piece] if piece else []}


def _row(cells: Iterable[Piece]) -> Piece:
    return {"type": "TableRow", "cells": list(cells)}


def _listed(words: Words, row: Interaction) -> Piece:
    when = words.short_moment(row.started_at)
    lines = f"**{when} · {outcome(words, row.result)}**\n\n{byline(words, row, LONGEST_CELL)}"
    return blocks.group([blocks.text(lines)], selectAction=blocks.tap("details", {"id": row.id}))


def _buttons(words: Words, page: Page, rows: Sequence[Interaction]) -> Iterable[Piece]:
    """Of which customer says a field, once for all of them."""
    if page.first > 1 and rows:
        earlier: Data = {"before": rows[0].id, "first": max(1, page.first - SIZE)}
        yield blocks.button(words("history-previous"), "history.open", earlier)
    if page.first - 1 + len(rows) < page.total and rows:
        later: Data = {"after": rows[-1].id, "first": page.first + len(rows)}
        yield blocks.button(words("history-next"), "history.open", later)
    yield blocks.button(words("filters-button"), "filters.open")
    if page.may_export and rows:
        yield blocks.button(words("button-export"), "filters.export")
    yield blocks.button(words("history-customer"), "customers.open")
