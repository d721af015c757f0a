"""How does an owner ask for a report: by a sentence, by a form, by a button of another one?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from rapidfuzz import fuzz, process

from cards import blocks, report_forms
from cards.blocks import Data, Piece
from dialogs import buckets, exports, inputs, periods, report_asked, report_sentences
from dialogs.commands import Actions, Command
from dialogs.period_words import fold
from dialogs.report_answers import answer, data_of
from dialogs.report_asked import MOST_SERVICES, Asked, usual
from dialogs.turn import Turn
from storage import audit, reports
from storage.codes import Code
from storage.export_formats import FORMATS
from storage.reports import Question
from storage.services import Service

NEAR: Final = 60  # of 100, by which a name is as good as another
MOST_OFFERED: Final = 5
_KPI_WORDS: Final = ("kpi", "kpis", "kennzahlen")
_SPOKEN: Final = {  # the periods of the form
    "days-30": "last 30 days",
    "week-this": "this week",
    "week-last": "last week",
    "month-this": "this month",
    "month-last": "last month",
    "year-this": "this year",
    "year-last": "last year",
}


async def read(turn: Turn, rest: str = "") -> None:
    """`report codes Support by month`, `kpi last week`; without anything, a form."""
    own, known = await turn.read(reports.known)
    is_kpi = fold(turn.text).startswith(_KPI_WORDS)
    if not rest and not is_kpi:
        await turn.show(report_forms.chooser(turn.words, own))
        return
    now = datetime.now(UTC)
    heard = report_sentences.read(rest, own, known, turn.words, now, MOST_SERVICES)
    asked = usual(heard.kind or ("kpi" if is_kpi else "codes"), heard.services, heard.by, now, turn.words.zone)
    asked = replace(asked, period=heard.period or asked.period, behind=heard.behind)
    if not heard.rest:
        await answer(turn, asked)
    elif any(c.isdigit() for c in heard.rest) and heard.period is None:
        await _ask_again(turn, own, asked, heard.rest)
    else:
        await _offer(turn, own, [] if asked.kind != "codes" else known, asked, heard.rest)


async def show(turn: Turn) -> None:
    await answer(turn, report_asked.pressed(turn.action, turn.words.zone))


async def ask(turn: Turn) -> None:
    own, _ = await turn.read(reports.known)
    await turn.show(report_forms.chooser(turn.words, own))


async def other(turn: Turn) -> None:
    """The form, as it was filled in for the report that is seen."""
    asked = report_asked.pressed(turn.action, turn.words.zone)
    own, _ = await turn.read(reports.known)
    await turn.show(_filled_in(turn, own, asked))


async def choose(turn: Turn) -> None:
    """What the form says."""
    now, zone = datetime.now(UTC), turn.words.zone
    service = inputs.number(turn.action, "service")
    kind, by = inputs.text(turn.action, "kind"), inputs.text(turn.action, "by")
    kind, services = kind if kind in report_asked.KINDS else "codes", frozenset({service}) if service else None
    asked = usual(kind, services, by if by in buckets.BY else None, now, zone)
    typed = inputs.text(turn.action, "typed")
    said = typed or _SPOKEN.get(inputs.text(turn.action, "period"), "")
    period, rest = periods.read(said, now, zone, str(turn.words.locale))
    if typed and (period is None or rest):
        own, _ = await turn.read(reports.known)
        await _ask_again(turn, own, asked, typed)
        return
    await answer(turn, replace(asked, period=period or asked.period))


async def export(turn: Turn) -> None:
    asked = report_asked.pressed(turn.action, turn.words.zone)
    await turn.read(reports.own_services, Question(services=asked.services, edges=()))
    await turn.show(report_forms.formats(turn.words, asked.written(), data_of(asked.behind)))


async def file(turn: Turn) -> None:
    """The card comes back, and the file below it."""
    asked = report_asked.pressed(turn.action, turn.words.zone)
    file_format = inputs.text(turn.action, "format")
    made = await answer(turn, asked)
    columns, rows = made.table
    table = exports.Table(title=made.title, columns=columns, rows=rows, filters=made.period)
    await exports.deliver(turn, table, file_format if file_format in FORMATS else FORMATS[0], asked.services)


async def _ask_again(turn: Turn, own: Sequence[Service], asked: Asked, typed: str) -> None:
    text = turn.words("report-period-unknown", typed=blocks.literal(typed))
    await turn.show(_filled_in(turn, own, asked), text=text)


def _filled_in(turn: Turn, own: Sequence[Service], asked: Asked) -> Piece:
    one = next(iter(asked.services)) if asked.services and len(asked.services) == 1 else None
    return report_forms.chooser(turn.words, own, kind=asked.kind, service=one, by=asked.by)


async def _offer(turn: Turn, own: Sequence[Service], known: Sequence[Code], asked: Asked, typed: str) -> None:
    """The same words for what is not there and what is not theirs."""
    await turn.db.write(audit.refused, turn.who, "reports.named")
    names: dict[str, Data] = {fold(c.name): {"code": c.id} for c in reversed(known)}
    names |= {fold(s.name): {"service": s.id} for s in own}
    titles = {fold(c.name): c.name for c in known} | {fold(s.name): s.name for s in own}
    near = process.extract(fold(typed), list(names), scorer=fuzz.WRatio, score_cutoff=NEAR, limit=MOST_OFFERED)
    offered = [name for name, *_ in near] or [fold(s.name) for s in own[:MOST_OFFERED]]
    found = [(titles[name], names[name]) for name in offered]
    text = turn.words("report-unknown", typed=blocks.literal(typed))
    await turn.show(report_forms.offered(turn.words, found, asked.written()), text=text)


COMMANDS: Final = (
    Command(
        words=("report", "reports", "bericht", "berichte", "rapport", "rapporto", *_KPI_WORDS),
        run=read,
        action="reports.ask",
        for_owners=True,
    ),
)
ACTIONS: Final[Actions] = {
    "reports.ask": ask,
    "reports.choose": choose,
    "reports.show": show,
    "reports.other": other,
    "reports.export": export,
    "reports.file": file,
}
