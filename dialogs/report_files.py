"""How do a report's figures stand in a file? All of them, also those that a card has no room for."""

from collections.abc import Iterable, Sequence
from datetime import date

from cards import days
from cards.words import Words
from dialogs.buckets import Bucket
from storage.export_formats import Cell, Column
from storage.figures import Codes, Kpis, Results
from storage.outcomes import BY_KEY, RESULTS

Table = tuple[list[Column], list[list[Cell]]]

_KPIS = ("reachability", "acceptance", "hangup")
_COUNTED = ("queued", "handled", "accepted", "accepted_in_time", "hung_up", "hung_up_early")


def of_codes(words: Words, parts: Sequence[Bucket], by: str, report: Codes) -> Table:
    columns = [_text(words, "kind"), _text(words, "name"), *_parts(words, parts, by)]
    rows: list[list[Cell]] = [
        [
            words(f"report-{use.code.kind}"),
            _name(words, use.code.name, retired=use.code.retired),
            *use.counts,
            use.total,
        ]
        for use in report.uses
    ]
    covered = report.covered
    for name, counts, total in (
        ("concluded", [c.concluded for c in report.coverage], covered.concluded),
        ("could", [c.could for c in report.coverage], covered.could),
    ):
        rows.append(["", words(f"report-key-{name}"), *counts, total])
    return columns, rows


def of_results(words: Words, parts: Sequence[Bucket], by: str, report: Results) -> Table:
    columns = [_text(words, "group"), _text(words, "result"), *_parts(words, parts, by)]
    order = [r.key for r in RESULTS if r.key in report.counts]
    rows: list[list[Cell]] = [
        [words(f"group-{BY_KEY[key].group}"), words(f"result-{key}"), *report.counts[key], sum(report.counts[key])]
        for key in order
    ]
    if open_ones := report.counts.get(None):
        rows.append(["", words("interaction-open"), *open_ones, sum(open_ones)])
    return columns, rows


def of_kpis(words: Words, parts: Sequence[Bucket], report: Kpis) -> Table:
    columns = [_text(words, "from"), _text(words, "to")]
    columns += [Column(key=name, title=words(f"report-key-{name}"), kind="number") for name in _COUNTED]
    columns += [Column(key=name, title=words(f"kpi-{name}"), kind="share") for name in _KPIS]
    every = [*zip(_days(parts), report.parts, strict=True)]
    if parts:
        every.append(((parts[0].first, parts[-1].last), report.whole))
    rows: list[list[Cell]] = [
        [str(first), str(last), *(getattr(part, name) for name in (*_COUNTED, *_KPIS))] for (first, last), part in every
    ]
    return columns, rows


def of_counts(words: Words, parts: Sequence[Bucket], counts: Sequence[int]) -> Table:
    """Of one code, or one result."""
    columns = [_text(words, "from"), _text(words, "to")]
    columns.append(Column(key="count", title=words("report-column-total"), kind="number"))
    days_of = zip(_days(parts), counts, strict=True)
    return columns, [[str(first), str(last), count] for (first, last), count in days_of]


def _text(words: Words, key: str) -> Column:
    return Column(key=key, title=words(f"report-key-{key}"))


def _parts(words: Words, parts: Sequence[Bucket], by: str) -> Iterable[Column]:
    for part in parts:
        yield Column(key=str(part.first), title=days.label(words, part, by), kind="number")
    yield Column(key="total", title=words("report-column-total"), kind="number")


def _days(parts: Sequence[Bucket]) -> list[tuple[date, date]]:
    return [(part.first, part.last) for part in parts]


def _name(words: Words, name: str, *, retired: bool) -> str:
    return words("report-retired", name=name) if retired else name
