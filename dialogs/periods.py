"""Which period does somebody mean, in their own calendar?

*last week*, *since March*, *3.–9. Mai*, *tra il 3 e il 9 maggio*, *Q3 2026*, in four languages at once. A day without a
year is the latest one that has come; of a range, the end is the first one after its start. 3.5. is the third of May in
every language; 5/3 is so in the United States alone. Weeks start on Monday (ISO 8601).
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Final

from dialogs import period_dates, period_relative
from dialogs.period_dates import day_alone, first_of
from dialogs.period_units import Days, Text, Token, Unit
from dialogs.period_words import FROM, INTRODUCING, SINCE, TO, fold

EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2099, 12, 31)
MOST_READ: Final = 120  # words and numbers: what follows is not looked at, so no text takes long
_TOKEN: Final = re.compile(r"[0-9]{1,9}|[^\W\d_]{1,40}|[^\s'’]")


@dataclass(frozen=True, kw_only=True)
class Period:
    """Whole days, both included, in the reader's calendar."""

    first: date
    last: date
    zone: tzinfo

    @property
    def start(self) -> datetime:
        return midnight(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return midnight(self.last + timedelta(days=1), self.zone)


def midnight(day: date, zone: tzinfo) -> datetime:
    """As a day begins there, also where the clocks are changed at midnight."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def last_days(count: int, now: datetime, zone: tzinfo) -> Period:
    """Today is the last of them."""
    today = now.astimezone(zone).date()
    return Period(first=today - timedelta(days=count - 1), last=today, zone=zone)


def last_months(count: int, now: datetime, zone: tzinfo) -> Period:
    """The current one, which ends today, is the last of them."""
    today = now.astimezone(zone).date()
    year, month = divmod(today.year * 12 + today.month - count, 12)
    return Period(first=date(year, month + 1, 1), last=today, zone=zone)


def read(text: str, now: datetime, zone: tzinfo, locale: str) -> tuple[Period | None, str]:
    """The longest period in a text, and the text without it. `locale` as *en-US*."""
    today = now.astimezone(zone).date()
    heard = Text(tokens=_tokens(text), today=today, month_first=locale.replace("_", "-").lower() == "en-us")
    found = _longest(heard)
    if found is None:
        return None, text
    start, end, (first, last) = found
    rest = f"{text[: heard.tokens[start].start]} {text[heard.tokens[end - 1].end :]}"
    period = Period(first=max(first, EARLIEST), last=min(last, LATEST), zone=zone)
    return period, " ".join(rest.split())


def _tokens(text: str) -> list[Token]:
    tokens = (Token(fold(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text))
    return list(islice(tokens, MOST_READ))


def _longest(text: Text) -> tuple[int, int, Days] | None:
    """(first token, behind the last one, days); the words that introduce it belong to it."""
    best: tuple[int, int, Days] | None = None
    for start in range(len(text.tokens)):
        found = _range(text, start) or _since(text, start) or _one(text, start)
        if found and (best is None or found[0] - start > best[1] - best[0]):
            best = (start, *found)
    if best is None:
        return None
    start, end, days = best
    while start and text.word(start - 1) in INTRODUCING:
        start -= 1
    return start, end, days


def _one(text: Text, at: int) -> tuple[int, Days] | None:
    found = first_of(_RULES, text, at)
    days = found and found[1].days(text.today)
    return (found[0], days) if found and days and _plausible(days) else None


def _since(text: Text, at: int) -> tuple[int, Days] | None:
    if text.word(at) not in SINCE:
        return None
    found = _one(text, text.skip_articles(at + 1))
    if found is None or found[1][0] > text.today:
        return None
    return found[0], (found[1][0], text.today)


def _range(text: Text, at: int) -> tuple[int, Days] | None:
    if text.word(at) in FROM:
        at = text.skip_articles(at + 1)
    left = first_of((*_RULES, day_alone), text, at)
    then = text.skip(left[0], TO, most=2) if left else 0
    if left is None or then == left[0]:
        return None
    right = first_of((*_RULES, day_alone), text, text.skip_articles(then))
    days = right and _between(left[1], right[1], text.today)
    return (right[0], days) if right and days and _plausible(days) else None


def _between(left: Unit, right: Unit, today: date) -> Days | None:
    """From the start of one to the end of the other; what one does not say is taken from the other."""
    if left.day and right.day and not (left.month and right.month):
        if left.month is None and right.month is None:
            return None
        left, right = (left, replace(right, month=left.month)) if left.month else (left.before(right), right)
    if left.year is None and right.year is not None:
        start, end = left.of_year(right.year).days(today), right.days(today)
        if start and end and start[0] > end[1]:
            start = left.of_year(right.year - 1).days(today)
    else:
        start = left.days(today)
        end = right.first_after(start[0], today) if start else None
    if start and end and left.fixed and right.fixed and start[0] > end[1]:  # *from Friday to Wednesday*
        start = (start[0] - timedelta(days=7), end[1])
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def _plausible(days: Days) -> bool:
    return days[1] >= EARLIEST and days[0] <= LATEST


_RULES: Final = (*period_dates.RULES, *period_relative.RULES, *period_dates.SHORTER)
