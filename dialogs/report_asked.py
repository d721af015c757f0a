"""Which report was asked for, and how does a card ask for it again?

What comes back from a card may be anything at all; whose the services are is judged where the figures are read.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Final

from cards.blocks import Data
from cards.report_parts import ASKED as FIELD
from dialogs import buckets, inputs
from dialogs.inputs import Sent, Unreadable
from dialogs.periods import EARLIEST, LATEST, Period, last_days, last_months
from storage.outcomes import BY_KEY
from storage.report_pages import Behind

KINDS: Final = ("codes", "results", "kpi")
_LONGEST: Final = 300  # characters of the field
MOST_SERVICES: Final = 10
USUAL_DAYS: Final = 30
USUAL_BY: Final = "week"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`services` None: all of the reader's own. `behind`: the interactions behind one figure."""

    kind: str
    services: frozenset[int] | None
    period: Period
    by: str
    behind: Behind | None = None

    def written(self) -> str:
        """For a card's hidden field."""
        named = ",".join(str(s) for s in sorted(self.services or ()))
        return f"{self.kind}|{named}|{self.by}|{self.period.first}|{self.period.last}"


def usual(kind: str, services: frozenset[int] | None, by: str | None, now: datetime, zone: tzinfo) -> Asked:
    """The last 30 days, by week; where months or years are asked for, so many that there is something to compare."""
    months = {"month": 12, "year": 4 * 12 + now.astimezone(zone).month}.get(by or USUAL_BY)
    period = last_months(months, now, zone) if months else last_days(USUAL_DAYS, now, zone)
    return Asked(kind=kind, services=services, period=period, by=by or USUAL_BY)


def pressed(sent: Sent, zone: tzinfo) -> Asked:
    """What the hidden field says, changed by what the button says. Raises `Unreadable`."""
    asked = _read(field(sent), zone)
    if service_id := inputs.number(sent, "service"):
        asked = replace(asked, services=frozenset({service_id}))
    if (kind := inputs.text(sent, "kind")) in KINDS:
        asked = replace(asked, kind=kind)
    return replace(asked, behind=_behind(sent))


def field(sent: Sent) -> str:
    value = (sent or {}).get(FIELD)
    return value[:_LONGEST] if isinstance(value, str) else ""


def again(sent: Sent) -> Data | None:
    """How a card that was opened from a report leads back to it; None: it was not."""
    if not (asked := field(sent)):
        return None
    figure = {key: value for key in ("code", "result") if (value := inputs.text(sent, key))}
    return {FIELD: asked, **figure}


def _behind(sent: Sent) -> Behind | None:
    if code_id := inputs.number(sent, "code"):
        return Behind(code_id=code_id)
    result = inputs.text(sent, "result")
    return Behind(result=result) if result in BY_KEY else None


def _read(written: str, zone: tzinfo) -> Asked:
    try:
        kind, named, by, first, last = written.split("|")
        period = Period(first=date.fromisoformat(first), last=date.fromisoformat(last), zone=zone)
        services = frozenset(int(each) for each in named.split(",")) if named else None
    except ValueError as exc:
        raise Unreadable from exc
    bounded = EARLIEST <= period.first <= period.last <= LATEST and len(services or ()) <= MOST_SERVICES
    if kind not in KINDS or by not in buckets.BY or not bounded or any(not 0 < s < 2**63 for s in services or ()):
        raise Unreadable
    return Asked(kind=kind, services=services, period=period, by=by)
