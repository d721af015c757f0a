"""How do the codes and the results of a period read?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from cards import blocks, charts, days
from cards.blocks import Piece
from cards.charts import Picture, Series
from cards.report_parts import LONGEST_NAME, Frame, Line, buttons, fitted, head
from cards.words import Words

CHARTED: Final = 6  # codes
_UNUSED: Final = 8  # names


class Code(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def retired(self) -> bool: ...


class CodeUse(Protocol):
    @property
    def code(self) -> Code: ...
    @property
    def counts(self) -> Sequence[int]: ...
    @property
    def total(self) -> int: ...


class Coverage(Protocol):
    @property
    def could(self) -> int: ...
    @property
    def concluded(self) -> int: ...
    @property
    def unreachable(self) -> int: ...
    @property
    def conclusions(self) -> int: ...
    @property
    def share(self) -> float | None: ...


class Codes(Protocol):
    @property
    def uses(self) -> Sequence[CodeUse]: ...
    @property
    def covered(self) -> Coverage: ...
    @property
    def coverage(self) -> Sequence[Coverage]: ...
    @property
    def unused(self) -> Sequence[Code]: ...


def codes(words: Words, frame: Frame, report: Codes, picture: Picture) -> Piece:
    """How often was each used, how much was concluded at all, and what does nobody use?"""
    used = [use for use in report.uses if use.total]
    body = [*head(words, frame, words("report-codes")), *coverage(words, report.covered), *_unused(words, report)]
    if not used:
        body.append(blocks.text(words("report-codes-none")))
    elif chart := _chart_of_codes(words, frame, used):
        body.append(charts.element(words, chart, picture))
    lines = [_line_of_coverage(words, report)] if report.covered.could and len(frame.buckets) > 1 else []
    lines += [_line_of_code(words, use, report.covered.conclusions) for use in used]
    return fitted(words, frame, body, lines, buttons(words, ("results", "kpi")))


def results(
    words: Words,
    frame: Frame,
    counts: Mapping[str | None, Sequence[int]],
    groups: Mapping[str, Sequence[str]],
    picture: Picture,
) -> Piece:
    """`counts` by result, None: still open; `groups` are the results of each group, in the order of the legend."""
    total = sum(map(sum, counts.values()))
    body = [*head(words, frame, words("report-results"))]
    body.append(blocks.text(words("report-count", count=total)))
    shown = {group: [r for r in keys if r in counts] for group, keys in groups.items()}
    by_group = {group: _sums([counts[r] for r in keys]) for group, keys in shown.items() if keys}
    if by_group:
        body.append(charts.element(words, _chart_of_groups(words, frame, by_group), picture))
    lines: list[Line] = []
    for group, sums in by_group.items():
        lines.append(_line(words, words(f"group-{group}"), sums, total, strong=True))
        for key in sorted(shown[group], key=lambda r: -sum(counts[r])):
            pressed = blocks.tap("reports.show", {"result": key})
            lines.append(_line(words, words(f"result-{key}"), counts[key], total, pressed=pressed))
    if None in counts:
        lines.append(_line(words, words("interaction-open"), counts[None], total))
    return fitted(words, frame, body, lines, buttons(words, ("codes", "kpi")))


def coverage(words: Words, covered: Coverage) -> Iterable[Piece]:
    """How much of what could be concluded is, and for what its agents could not be asked."""
    if not covered.could:
        yield blocks.text(words("report-coverage-none"))
        return
    figures = {"concluded": words.number(covered.concluded), "could": words.number(covered.could)}
    yield blocks.text(words("report-coverage", share=words.percent(covered.share), **figures), weight="Bolder")
    if covered.unreachable:
        yield blocks.subtle(words("report-unreachable", count=covered.unreachable))


def name_of(words: Words, code: Code) -> str:
    return words("report-retired", name=code.name) if code.retired else code.name


def _unused(words: Words, report: Codes) -> Iterable[Piece]:
    if names := [blocks.literal(code.name, LONGEST_NAME) for code in report.unused]:
        more = f" {words('more', count=len(names) - _UNUSED)}" if len(names) > _UNUSED else ""
        yield blocks.subtle(words("report-unused", names=", ".join(names[:_UNUSED]) + more))


def _chart_of_codes(words: Words, frame: Frame, used: Sequence[CodeUse]) -> charts.Chart | None:
    most = sorted(used, key=lambda use: -use.total)[:CHARTED]
    if len(frame.buckets) == 1:
        values = tuple(use.total for use in most)
        series = [Series(name=words("report-uses"), values=values)]
        return charts.chart("bars", words("report-codes"), [use.code.name for use in most], series)
    ticks = days.ticks(words, frame.buckets, frame.by)
    series = [Series(name=use.code.name, values=tuple(use.counts)) for use in most]
    return charts.chart("lines", words("report-codes"), ticks, series)


def _line_of_coverage(words: Words, report: Codes) -> Line:
    covered = report.covered
    cells = [words.percent(part.share) for part in report.coverage]
    name, total = words("report-line-coverage"), words.number(covered.concluded)
    return Line(name=name, total=total, share=words.percent(covered.share), cells=cells, strong=True)


def _line_of_code(words: Words, use: CodeUse, conclusions: int) -> Line:
    pressed = blocks.tap("reports.show", {"code": use.code.id})
    return _line(words, name_of(words, use.code), use.counts, conclusions, pressed=pressed)


def _line(
    words: Words, name: str, counts: Sequence[int], of: int, *, pressed: Piece | None = None, strong: bool = False
) -> Line:
    total = sum(counts)
    return Line(
        name=name,
        total=words.number(total),
        share=words.percent(total / of if of else None),
        cells=[words.number(count) for count in counts],
        pressed=pressed,
        strong=strong,
    )


def _chart_of_groups(words: Words, frame: Frame, by_group: Mapping[str, Sequence[int]]) -> charts.Chart:
    names = {group: words(f"group-{group}") for group in by_group}
    if len(frame.buckets) == 1:
        series = [Series(name=words("report-results"), values=tuple(sum(c) for c in by_group.values()))]
        return charts.chart("ring", words("report-results"), list(names.values()), series)
    several = [Series(name=names[group], values=tuple(counts)) for group, counts in by_group.items()]
    return charts.chart("stacked", words("report-results"), days.ticks(words, frame.buckets, frame.by), several)


def _sums(counts: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*counts, strict=True)))
