"""How do the key figures of a period read, each with its formula?"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from cards import blocks, charts, days
from cards.blocks import Piece
from cards.charts import Picture, Series
from cards.legend import KPIS
from cards.report_parts import Frame, buttons, head
from cards.words import Words

_Line = tuple[str, list[str]]  # a part of the period, and its figures


class Kpi(Protocol):
    @property
    def queued(self) -> int: ...
    @property
    def handled(self) -> int: ...
    @property
    def accepted(self) -> int: ...
    @property
    def accepted_in_time(self) -> int: ...
    @property
    def hung_up(self) -> int: ...
    @property
    def hung_up_early(self) -> int: ...
    @property
    def reachability(self) -> float | None: ...
    @property
    def acceptance(self) -> float | None: ...
    @property
    def hangup(self) -> float | None: ...


def kpi(words: Words, frame: Frame, parts: Sequence[Kpi], whole: Kpi, picture: Picture) -> Piece:
    """The latest parts that a message can hold; the chart and the export have all."""
    labels = [days.label(words, bucket, frame.by) for bucket in frame.buckets]
    rows = [(label, _shares(words, part)) for label, part in zip(labels, parts, strict=True)]
    left_out = 0
    while True:
        card = _card(words, frame, parts, whole, picture, rows[left_out:])
        if blocks.size(card) <= blocks.LARGEST or left_out >= len(rows) - 1:
            return card
        left_out += 1


def _card(
    words: Words, frame: Frame, parts: Sequence[Kpi], whole: Kpi, picture: Picture, rows: Sequence[_Line]
) -> Piece:
    body = [*head(words, frame, words("report-kpi")), blocks.facts(_facts(words, whole))]
    if len(parts) > 1:
        body.append(charts.element(words, _chart(words, frame, parts), picture))
        body += [blocks.wide(_table(words, rows)), blocks.narrow(_list(words, rows))]
    if len(rows) < len(parts):
        body.append(blocks.subtle(words("report-earlier", count=len(parts) - len(rows)), spacing="Small"))
    body.append(blocks.heading(words("report-formulas")))
    for name in KPIS:
        formula = words("legend-line", label=words(f"kpi-{name}"), meaning=words(f"formula-{name}"))
        body.append(blocks.text(formula, spacing="Small"))
    body.append(blocks.subtle(words("legend-na"), spacing="Small"))
    pressed = buttons(words, ("results", "codes"))
    return blocks.card(words, body, pressed, fallback=words("report-fallback-kpi"), full=True)


def _facts(words: Words, whole: Kpi) -> Iterable[tuple[str, str]]:
    parts = {
        "reachability": (whole.handled, whole.queued),
        "acceptance": (whole.accepted_in_time, whole.accepted),
        "hangup": (whole.hung_up_early, whole.hung_up),
    }
    for name, (part, of) in parts.items():
        share: float | None = getattr(whole, name)
        figures = {"part": words.number(part), "whole": words.number(of)}
        value = words.percent(share) if share is None else words("report-part", share=words.percent(share), **figures)
        yield words(f"kpi-{name}"), value


def _chart(words: Words, frame: Frame, parts: Sequence[Kpi]) -> charts.Chart:
    series = [
        Series(name=words(f"kpi-{name}"), values=tuple(_in_percent(part, name) for part in parts)) for name in KPIS
    ]
    return charts.chart("lines", words("report-kpi"), days.ticks(words, frame.buckets, frame.by), series, percent=True)


def _in_percent(part: Kpi, name: str) -> float | None:
    share: float | None = getattr(part, name)
    return None if share is None else round(share * 100, 1)


def _table(words: Words, rows: Sequence[_Line]) -> Piece:
    titles = _row(["", *_names(words)], weight="Bolder", wrap=True)
    widths = [{"width": 3}, *[{"width": 3, "horizontalCellContentAlignment": "Right"}] * len(KPIS)]
    return {
        "type": "Table",
        "columns": widths,
        "showGridLines": False,
        "rows": [titles, *(_row([label, *shares]) for label, shares in rows)],
    }


def _list(words: Words, rows: Sequence[_Line]) -> Piece:
    """For a phone: the three beside each other, under a line that names them."""
    names = blocks.text(" · ".join(_names(words)), weight="Bolder")
    return blocks.group([names, blocks.facts((label, " · ".join(shares)) for label, shares in rows)])


def _names(words: Words) -> list[str]:
    return [words(f"kpi-{name}") for name in KPIS]


def _shares(words: Words, part: Kpi) -> list[str]:
    return [words.percent(getattr(part, name)) for name in KPIS]


def _row(texts: Sequence[str], **style: Any) -> Piece:
    cells = [
        {"type": "TableCell", "items": [{"type": "TextBlock", "text": text, **style}] if text else []} for text in texts
    ]
    return {"type": "TableRow", "cells": cells}
