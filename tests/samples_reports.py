"""Cards of reports, filled with the ordinary, the longest and the most hostile."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from cards import charts, kpis, report_forms, report_pages, reports
from cards.report_pages import Figure
from cards.report_parts import Frame
from cards.words import Words
from dialogs.buckets import Bucket
from storage.codes import Code
from storage.figures import Codes, CodeUse, Coverage, Kpi
from storage.interactions import Row
from storage.outcomes import GROUPS, RESULTS
from storage.services import Service

SOME_ID: Final = 2**62 - 1
ASKED: Final = f"results|{','.join([str(SOME_ID)] * 10)}|week|2026-10-25|2026-11-23"
GROUPED: Final = {group: [r.key for r in RESULTS if r.group == group] for group in GROUPS}
COVERED: Final = Coverage(could=230, concluded=214, unreachable=3, conclusions=220)
KPI: Final = Kpi(queued=230, handled=214, accepted=200, accepted_in_time=150, hung_up=37, hung_up_early=11)


def report_cards(words: Words, rows: tuple[Row, ...], hostile: tuple[Row, ...], names: tuple[str, ...]) -> Any:
    """By a name. `rows` and `hostile` are pages; `names` are hostile names."""
    usual, longest = _frame("codes", 5), _frame("codes", 31, (names[0] * 3,) * 3)
    figure = Figure(name="Upsell offered", counts=(3, 0, 7, 12, 9), of=258, kind="codes", data={"code": SOME_ID})
    many = replace(figure, name=names[0] * 20, counts=(1204,) * 31, of=0)
    service = Service(
        id=SOME_ID, external_id=None, name="Support", licence=None, acceptance_sla_seconds=20, hangup_sla_seconds=20
    )
    services = [replace(service, id=SOME_ID - n, name=f"{n} {names[n % len(names)] * 2}") for n in range(100)]
    codes_asked: dict[str, Any] = {"code": SOME_ID}
    return {
        "report of codes": reports.codes(words, usual, _codes(5), picture),
        "report of codes of one part": reports.codes(words, _frame("codes", 1), _codes(1), picture),
        "report of no codes": reports.codes(words, _frame("codes", 0), _nothing(0), picture),
        "report of unused codes": reports.codes(words, usual, _nothing(5), picture),
        "hostile report of codes": reports.codes(words, longest, _codes(31, names), no_picture),
        "report without a picture": reports.codes(words, usual, _codes(5), no_picture),
        "report of results": reports.results(words, _frame("results", 5), _counts(5), GROUPED, picture),
        "report of results of one part": reports.results(words, _frame("results", 1), _counts(1), GROUPED, picture),
        "longest report of results": reports.results(words, _frame("results", 31), _counts(31), GROUPED, picture),
        "report of no results": reports.results(words, _frame("results", 0), {}, GROUPED, picture),
        "report of open ones": reports.results(words, _frame("results", 1), {None: (4,)}, GROUPED, picture),
        "key figures": kpis.kpi(words, _frame("kpi", 7, by="day"), _kpis(7), KPI, picture),
        "key figures of one part": kpis.kpi(words, _frame("kpi", 1), [KPI], KPI, picture),
        "most key figures": kpis.kpi(words, _frame("kpi", 31, by="day"), _kpis(31), KPI, picture),
        "no key figures": kpis.kpi(words, _frame("kpi", 0), [], Kpi(), picture),
        "interactions of a code": report_pages.behind(words, usual, figure, rows, 31, 11, picture),
        "first interactions of a code": report_pages.behind(words, usual, figure, rows, 31, 1, picture),
        "hostile interactions of a code": report_pages.behind(words, longest, many, hostile, 10**9, 1, no_picture),
        "no interactions of a code": report_pages.behind(
            words, usual, replace(figure, counts=(0,) * 5), (), 0, 1, picture
        ),
        "report to choose": report_forms.chooser(words, [service, replace(service, id=1, name="Sales")]),
        "report of one service to choose": report_forms.chooser(
            words, [service], kind="kpi", service=SOME_ID, by="year"
        ),
        "hostile report to choose": report_forms.chooser(words, services),
        "kinds of file": report_forms.formats(words, ASKED, codes_asked),
        "hostile meant reports": report_forms.offered(
            words, [(name, {"service": SOME_ID}) for name in names[:5]], ASKED
        ),
    }


def picture(chart: charts.Chart) -> str:
    """As long as an address that says as much, but nothing has to be fetched."""
    return (
        f"data:image/gif;said={'x' * min(len(charts.packed(chart)) * 2, 1900)};base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
    )


def no_picture(_chart: charts.Chart) -> None:
    return None


def _frame(kind: str, count: int, services: tuple[str, ...] = ("Support",), by: str = "week") -> Frame:
    days = 1 if by == "day" else 7
    first = date(2026, 10, 19)
    starts = [first + timedelta(days=days * n) for n in range(count)]
    parts = [Bucket(first=d, last=d + timedelta(days=days - 1), whole=True) for d in starts]
    last = parts[-1].last if parts else first
    return Frame(
        kind=kind, services=services, first=first, last=last, by=by, buckets=parts, over=count != 5, asked=ASKED
    )


def _code(number: int, name: str, kind: str) -> Code:
    return Code(id=SOME_ID - number, service_id=1, kind=kind, name=name, description=None, retired=number % 4 == 3)


def _codes(parts: int, names: tuple[str, ...] = ()) -> Codes:
    every = [name * 3 for name in names * 9] or ["Resolved", "Callback needed", "Escalated", "Wrong number", "Outage"]
    uses = [
        CodeUse(
            code=_code(n, name, "primary" if n < 4 else "secondary"),
            applied=True,
            counts=tuple((n * 7 + p * 3) % 40 * (n % 3) for p in range(parts)),
        )
        for n, name in enumerate(every)
    ]
    return Codes(services=(), uses=tuple(uses), coverage=(COVERED,) * parts)


def _nothing(parts: int) -> Codes:
    uses = (CodeUse(code=_code(0, "Vain", "primary"), applied=True, counts=(0,) * parts),)
    return Codes(services=(), uses=uses, coverage=(Coverage(),) * parts)


def _counts(parts: int) -> dict[str | None, tuple[int, ...]]:
    counted: dict[str | None, tuple[int, ...]] = {
        r.key: tuple((n * 13 + p * 5) % 90 for p in range(parts)) for n, r in enumerate(RESULTS)
    }
    return counted | {None: (2,) * parts}


def _kpis(parts: int) -> list[Kpi]:
    """Every seventh day nobody was queued."""
    return [Kpi() if n % 7 > 4 else replace(KPI, handled=200 - 9 * n % 100, hung_up_early=n) for n in range(parts)]
