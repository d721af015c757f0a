"""Into which days, weeks, months or years is a period divided?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from dialogs.period_units import around
from dialogs.periods import Period, midnight

BY: Final = ("day", "week", "month", "year")
MOST: Final = 31  # more than that no card shows


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """Whole days, both included. The first and the last of a period may be cut by its ends: then it is not `whole`."""

    first: date
    last: date
    whole: bool


def divided(period: Period, by: str, now: datetime) -> tuple[str, list[Bucket]]:
    """What has begun of the period, by `by`, or by the next longer unit of which it has at most `MOST`."""
    for unit in BY[BY.index(by) :]:
        found = _divided(period, unit, now)
        if len(found) <= MOST:
            break
    return unit, found[-MOST:]


def edges(buckets: Sequence[Bucket], zone: tzinfo) -> tuple[datetime, ...]:
    """The moments at which each begins, and the one at which the last ends: one more than there are buckets."""
    if not buckets:
        return ()
    return (*(midnight(b.first, zone) for b in buckets), midnight(buckets[-1].last + timedelta(days=1), zone))


def _divided(period: Period, unit: str, now: datetime) -> list[Bucket]:
    end = min(period.last, now.astimezone(period.zone).date())
    found = []
    day = period.first
    while day <= end:
        first, last = around(day, unit)
        cut = max(first, period.first), min(last, period.last)
        found.append(Bucket(first=cut[0], last=cut[1], whole=cut == (first, last)))
        day = last + timedelta(days=1)
    return found
