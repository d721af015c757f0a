"""What do the figures of a period say, and which interactions stand behind one?"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cards import blocks, days, kpis, report_pages
from cards import reports as cards
from cards.blocks import Data
from cards.report_pages import Figure
from cards.report_parts import Frame
from dialogs import buckets, inputs, report_files
from dialogs.buckets import Bucket
from dialogs.customers import place
from dialogs.pictures import pictured
from dialogs.report_asked import Asked
from dialogs.report_files import Table
from dialogs.turn import Turn
from storage import report_pages as pages
from storage import reports
from storage.outcomes import GROUPS, RESULTS
from storage.report_pages import Behind, Page
from storage.reports import Question
from storage.services import Service


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a card has shown, for a file: its title, its period in words, and all figures."""

    title: str
    period: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """How the period is divided."""

    by: str
    buckets: list[Bucket]
    question: Question


async def answer(turn: Turn, asked: Asked) -> Made:
    """Shows it. Raises `NotAnOwner`, `NotFound`."""
    by, parts = buckets.divided(asked.period, asked.by, datetime.now(UTC))
    question = Question(services=asked.services, edges=buckets.edges(parts, asked.period.zone))
    divided = _Parts(by=by, buckets=parts, question=question)
    if asked.behind:
        return await _behind(turn, asked, asked.behind, divided)
    return await _WHOLE[asked.kind](turn, asked, divided)


def data_of(behind: Behind | None) -> Data:
    """How a press names the figure."""
    if behind is None:
        return {}
    return {"code": behind.code_id} if behind.code_id else {"result": behind.result or ""}


async def _codes(turn: Turn, asked: Asked, parts: _Parts) -> Made:
    report = await turn.read(reports.of_codes, parts.question, datetime.now(UTC))
    frame = _frame(asked, report.services, parts)
    await turn.show(cards.codes(turn.words, frame, report, pictured(turn.links)))
    return _made(turn, frame, report_files.of_codes(turn.words, parts.buckets, parts.by, report))


async def _results(turn: Turn, asked: Asked, parts: _Parts) -> Made:
    report = await turn.read(reports.of_results, parts.question)
    frame = _frame(asked, report.services, parts)
    groups = {group: [r.key for r in RESULTS if r.group == group] for group in GROUPS}
    await turn.show(cards.results(turn.words, frame, report.counts, groups, pictured(turn.links)))
    return _made(turn, frame, report_files.of_results(turn.words, parts.buckets, parts.by, report))


async def _kpis(turn: Turn, asked: Asked, parts: _Parts) -> Made:
    report = await turn.read(reports.of_kpis, parts.question)
    frame = _frame(asked, report.services, parts)
    await turn.show(kpis.kpi(turn.words, frame, report.parts, report.whole, pictured(turn.links)))
    return _made(turn, frame, report_files.of_kpis(turn.words, parts.buckets, report))


async def _behind(turn: Turn, asked: Asked, behind: Behind, parts: _Parts) -> Made:
    """A page of the interactions, under the figure that they are behind."""
    figure = await _figure(turn, behind, parts.question)
    whole = Question(services=asked.services, edges=(asked.period.start, asked.period.end))
    page, sent = await turn.write(
        pages.open_page,
        whole,
        behind,
        place(turn),
        after=inputs.number(turn.action, "after"),
        before=inputs.number(turn.action, "before"),
        first=inputs.number(turn.action, "first") or 1,
    )
    frame = _frame(asked, page.services, parts)
    named = _named(turn, page, figure, behind)
    card = report_pages.behind(turn.words, frame, named, page.rows, page.total, page.first, pictured(turn.links))
    await turn.show(card, card_id=sent)
    return _made(turn, frame, report_files.of_counts(turn.words, parts.buckets, named.counts), named.name)


async def _figure(turn: Turn, behind: Behind, question: Question) -> tuple[Sequence[int], int]:
    """How often in each part, and of how many."""
    nothing = (0,) * (len(question.edges) - 1)
    if behind.code_id:
        report = await turn.read(reports.of_codes, question, datetime.now(UTC))
        used = next((use.counts for use in report.uses if use.code.id == behind.code_id), nothing)
        return used, report.covered.conclusions
    results = await turn.read(reports.of_results, question)
    return results.counts.get(behind.result, nothing), sum(map(sum, results.counts.values()))


def _named(turn: Turn, page: Page, figure: tuple[Sequence[int], int], behind: Behind) -> Figure:
    counts, of = figure
    name = cards.name_of(turn.words, page.code) if page.code else turn.words(f"result-{page.result}")
    kind = "codes" if page.code else "results"
    return Figure(name=name, counts=counts, of=of, kind=kind, data=dict(data_of(behind)))


def _frame(asked: Asked, services: Sequence[Service], parts: _Parts) -> Frame:
    return Frame(
        kind=asked.kind,
        services=tuple(s.name for s in services),
        first=asked.period.first,
        last=asked.period.last,
        by=parts.by,
        buckets=parts.buckets,
        over=asked.period.end <= datetime.now(UTC),
        asked=asked.written(),
    )


def _made(turn: Turn, frame: Frame, table: Table, figure: str = "") -> Made:
    services = ", ".join(blocks.clean(name) for name in frame.services)
    kind = figure or turn.words(f"report-{frame.kind}")
    spelled = days.spelled(turn.words, frame.first, frame.last)
    return Made(
        title=turn.words("report-export-title", kind=kind, services=services),
        period=turn.words("report-period", days=spelled, by=turn.words(f"report-by-{frame.by}")),
        table=table,
    )


_WHOLE: Final[dict[str, Callable[[Turn, Asked, _Parts], Awaitable[Made]]]] = {
    "codes": _codes,
    "results": _results,
    "kpi": _kpis,
}
