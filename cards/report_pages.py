"""How do the interactions read that stand behind a figure?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cards import blocks, charts, days
from cards.blocks import Data, Piece
from cards.charts import Picture, Series
from cards.interactions import Interaction, byline, outcome
from cards.report_parts import Frame, head
from cards.words import Words

SIZE: Final = 10  # rows of a page, as the store gives them
_LONGEST: Final = 32  # characters of a name in a row


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`counts` by the parts of the period; `of` is what the share is taken of. `data` names it in a press."""

    name: str
    counts: Sequence[int]
    of: int
    kind: str  # codes, results
    data: Data


def behind(
    words: Words, frame: Frame, figure: Figure, rows: Sequence[Interaction], total: int, first: int, picture: Picture
) -> Piece:
    """The newest first; the chart is on the first page alone."""
    return blocks.fitting(rows, lambda fit: _card(words, frame, figure, fit, total, first, picture))


def _card(
    words: Words, frame: Frame, figure: Figure, rows: Sequence[Interaction], total: int, first: int, picture: Picture
) -> Piece:
    body = list(head(words, frame, blocks.literal(figure.name, 80)))
    uses = sum(figure.counts)
    share = words.percent(uses / figure.of if figure.of else None)
    body.append(blocks.text(words(f"report-behind-{figure.kind}", count=uses, share=share)))
    if first == 1 and len(frame.buckets) > 1 and uses:
        body.append(charts.element(words, _chart(words, frame, figure), picture))
    if rows:
        last = first + len(rows) - 1
        figures = {"first": words.number(first), "last": words.number(last), "total": words.number(total)}
        body.append(blocks.subtle(words("history-sorted-newest", range=words("history-range", **figures))))
    body += [_row(words, row, figure.data) for row in rows]
    fallback = words("report-fallback-behind")
    return blocks.card(words, body, _buttons(words, figure, rows, total, first), fallback=fallback)


def _chart(words: Words, frame: Frame, figure: Figure) -> charts.Chart:
    series = [Series(name=figure.name, values=tuple(figure.counts))]
    return charts.chart("bars", figure.name, days.ticks(words, frame.buckets, frame.by), series)


def _row(words: Words, row: Interaction, figure: Data) -> Piece:
    when, who = words.short_moment(row.started_at), row.source and blocks.literal(row.source, _LONGEST)
    lines = f"**{' · '.join(each for each in (when, who) if each)}**\n\n"
    lines += f"{outcome(words, row.result)} · {byline(words, row, _LONGEST)}"
    return blocks.row([blocks.text(lines, color="Accent")], blocks.tap("details", {"id": row.id, **figure}))


def _buttons(words: Words, figure: Figure, rows: Sequence[Interaction], total: int, first: int) -> Iterable[Piece]:
    if first > 1 and rows:
        earlier = {**figure.data, "before": rows[0].id, "first": max(1, first - SIZE)}
        yield blocks.button(words("history-previous"), "reports.show", earlier)
    if first - 1 + len(rows) < total and rows:
        later = {**figure.data, "after": rows[-1].id, "first": first + len(rows)}
        yield blocks.button(words("history-next"), "reports.show", later)
    yield blocks.button(words(f"report-all-{figure.kind}"), "reports.show", {"kind": figure.kind})
    yield blocks.button(words("report-other"), "reports.other", figure.data)
    yield blocks.button(words("report-export"), "reports.export", figure.data)
