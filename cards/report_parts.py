"""Of which parts is a report's card made: what was asked, in words; a chart; a table in two forms?

What was asked travels in a hidden field, so that each button and each row need say only what they change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cards import blocks, days
from cards.blocks import Piece
from cards.days import Bucket
from cards.words import Words

ASKED: Final = "asked"  # the hidden field
MOST_LINES: Final = 30
MOST_COLUMNS: Final = 8  # parts of the period in a table; the chart and the export have all
LONGEST_NAME: Final = 40
_NAMED: Final = 3  # services


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What was asked. `asked` is how it is asked again; `services` are names."""

    kind: str
    services: tuple[str, ...]
    first: date
    last: date
    by: str
    buckets: Sequence[Bucket]
    over: bool  # the period; else it reads that it is not
    asked: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """Of a table; `cells` by the parts of the period."""

    name: str
    total: str
    share: str
    cells: Sequence[str] = ()
    pressed: Piece | None = None
    strong: bool = False


def head(words: Words, frame: Frame, title: str) -> Iterable[Piece]:
    yield blocks.title(f"{title} · {services(words, frame.services)}")
    spelled = days.spelled(words, frame.first, frame.last)
    yield blocks.subtle(words("report-period", days=spelled, by=words(f"report-by-{frame.by}")))
    if not frame.buckets:
        yield blocks.text(words("report-not-begun"), spacing="Small")
    elif not frame.over:
        yield blocks.subtle(words("report-not-over"))
    yield blocks.hidden(ASKED, frame.asked)


def services(words: Words, names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return words("report-services", count=len(names))
    return ", ".join(blocks.literal(name, LONGEST_NAME) for name in names)


def buttons(words: Words, kinds: Iterable[str]) -> Iterable[Piece]:
    """To the other reports of the same period, to another one, and to a file."""
    for kind in kinds:
        yield blocks.button(words(f"report-{kind}"), "reports.show", {"kind": kind})
    yield blocks.button(words("report-other"), "reports.other")
    yield blocks.button(words("report-export"), "reports.export")


def fitted(words: Words, frame: Frame, made: Iterable[Piece], lines: list[Line], actions: Iterable[Piece]) -> Piece:
    """The card with as many parts of the period, the latest ones, and as many lines as a message can hold."""
    before, pressed = list(made), list(actions)
    columns, rows = min(MOST_COLUMNS, len(frame.buckets)), lines[:MOST_LINES]
    while True:
        body = [*before, *table(words, frame, rows, columns if len(frame.buckets) > 1 else 0)]
        if len(rows) < len(lines):
            body.append(blocks.subtle(words("report-more", count=len(lines) - len(rows)), spacing="Small"))
        fallback = words(f"report-fallback-{frame.kind}")
        card = blocks.card(words, body, pressed, fallback=fallback, full=True)
        if blocks.size(card) <= blocks.LARGEST or len(rows) <= 1:
            return card
        if columns > 0:
            columns -= 1
        else:
            rows = rows[:-1]


def table(words: Words, frame: Frame, lines: Sequence[Line], columns: int) -> Iterable[Piece]:
    """With parts of the period on a wide card, and on a narrow one a list; without parts it fits either."""
    if not lines:
        return
    labels = [days.label(words, b, frame.by) for b in frame.buckets[len(frame.buckets) - columns :]]
    titles = ["", words("report-column-total"), words("report-column-share"), *labels]
    widths = [{"width": 5}, *[{"width": 2, "horizontalCellContentAlignment": "Right"}] * (2 + columns)]
    rows = [_row(titles, None, strong=True), *(_line(line, columns) for line in lines)]
    made = {"type": "Table", "columns": widths, "showGridLines": False, "rows": rows}
    yield blocks.wide(made) if columns else made
    if columns:
        yield blocks.narrow(blocks.group(_listed(line) for line in lines))


def _line(line: Line, columns: int) -> Piece:
    shown = list(line.cells)[len(line.cells) - columns :] if columns else []
    return _row([line.name, line.total, line.share, *shown], line.pressed, strong=line.strong)


def _row(texts: Sequence[str], pressed: Piece | None, *, strong: bool) -> Piece:
    cells = [_cell(text, strong=strong) for text in texts]
    if pressed:
        name = blocks.text(blocks.literal(texts[0], LONGEST_NAME), color="Accent")
        cells[0] = {"type": "TableCell", "items": [name], "selectAction": pressed}
    return {"type": "TableRow", "cells": cells}


def _cell(text: str, *, strong: bool) -> Piece:
    shown = blocks.clean(text, LONGEST_NAME)
    inline = {"type": "TextRun", "text": shown, "weight": "Bolder"} if strong else shown
    return {"type": "TableCell", "items": [{"type": "RichTextBlock", "inlines": [inline]}] if shown else []}


def _listed(line: Line) -> Piece:
    name = blocks.literal(line.name, LONGEST_NAME)
    figures = f"{line.total} · {line.share}" if line.share else line.total
    content = f"**{name}**: {figures}" if line.strong else f"{name}: {figures}"
    if line.pressed:
        return blocks.group([blocks.text(content, color="Accent")], selectAction=line.pressed, spacing="Small")
    return blocks.text(content, spacing="Small")
