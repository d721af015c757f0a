"""Until when does somebody mean?

*until Friday*, *bis 27. November, 17 Uhr*, *for 3 days*, *jusqu'à demain*, *fino a venerdì*: one moment that is still
to come, in four languages at once. A day counts until its end, where the person is; a weekday is the next one after
today, a date without a year the next one. 3.12. is the third of December in every language; in the United States 12/3.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from dialogs.date_words import COUNTS, DAYS, FILLING, LENGTHS, MONTH_ENDS, SHORT_WEEKDAYS, WEEK_ENDS
from dialogs.period_words import fold, months, weekdays
from dialogs.periods import LATEST, midnight

_FOR: Final = re.compile(
    r"(?:^|\s)(?:for|f[uü]r|fuer|pour|pendant|per)\s+(?P<when>[^\W_]{1,12}\s+[^\W\d_]{1,12})$", re.IGNORECASE
)
_UNTIL: Final = re.compile(
    r"(?:^|\s)(?:until|till?|bis|jusqu['’]?|fino|fin)(?:\s+|$|(?<=['’]))(?P<when>.*)$", re.IGNORECASE
)
_CLOCK: Final = re.compile(
    r"(?:^|[\s,])(?P<at>(?:um|at|alle|ore)\s+)?(?P<hour>\d{1,2})(?:(?P<by>[:h.])(?P<minute>\d{2}))?"
    r"\s*(?P<half>[ap]m)?\s*(?P<unit>uhr|h|heures?|ore|o'clock)?$"
)
_ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMBERS: Final = re.compile(
    r"(?P<day>\d{1,2})\s?(?P<by>[./-])\s?(?P<month>\d{1,2})(?:\s?[./-]\s?(?P<year>\d{4}|\d{2}))?"
)
_NAMED: Final = (
    re.compile(
        r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er)?\s?(?:of |de |di )?(?P<month>[^\W\d_]+)\.?(?:\s(?P<year>\d{4}))?"
    ),
    re.compile(r"(?P<month>[^\W\d_]+)\.?\s?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s(?P<year>\d{4}))?"),
)


class NotAMoment(Exception):
    """What stands behind *until* names no day and no time."""


class AlreadyPast(Exception):
    """It is a day or a time, and over."""


def until(text: str, now: datetime, zone: tzinfo, locale: str) -> tuple[str, datetime | None]:
    """The text before its end in time, and that; None if it has none. Raises `NotAMoment`, `AlreadyPast`."""
    here = now.astimezone(zone)
    found = _FOR.search(text)
    moment = _after(_folded(found["when"]), here) if found else None
    if moment is None and (found := _UNTIL.search(text)):
        moment = _moment(_folded(found["when"]), here, month_first=locale.replace("_", "-").lower() == "en-us")
    if moment is None or found is None:
        return text, None
    if moment <= now:
        raise AlreadyPast
    return text[: found.start()].strip(" ,;:"), moment


def _after(said: str, here: datetime) -> datetime | None:
    """*3 days*: at this time of the day, on the third day from today. None for what is no length of time."""
    count, _, unit = said.partition(" ")
    number = int(count) if count.isascii() and count.isdigit() and len(count) < 5 else COUNTS.get(count)
    if number is None or unit not in LENGTHS:
        return None
    if (length := LENGTHS[unit]) < timedelta(days=1):
        return here.astimezone(UTC) + number * length
    return (here + number * length).astimezone(UTC)


def _moment(said: str, here: datetime, *, month_first: bool) -> datetime:
    if (after := _after(said, here)) is not None:
        return after
    clock = _CLOCK.search(said)
    at = _time(clock) if clock else None
    said = _bare(said[: clock.start()] if clock and at else said)
    day = here.date() if at and not said else _day(said, here.date(), month_first=month_first)
    if day > LATEST:
        raise NotAMoment
    zone = here.tzinfo or UTC
    return datetime.combine(day, at, zone).astimezone(UTC) if at else midnight(day + timedelta(days=1), zone)


def _time(found: re.Match[str]) -> time | None:
    """None for a number that nothing says to be an hour."""
    if not (found["at"] or found["half"] or found["unit"] or found["by"] in (":", "h")):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"] and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (found["half"] == "pm")
    if hour > 23 or minute > 59:
        raise NotAMoment
    return time(hour, minute)


def _day(said: str, today: date, *, month_first: bool) -> date:
    if said in DAYS:
        return today + timedelta(days=DAYS[said])
    if said in WEEK_ENDS:
        return today + timedelta(days=6 - today.weekday())
    if said in MONTH_ENDS:
        return today.replace(day=monthrange(today.year, today.month)[1])
    weekday, _, rest = said.partition(" ")
    number = {**SHORT_WEEKDAYS, **weekdays()}.get(weekday.strip("."))
    if number is None or rest:  # *Friday, 27 November* is that day, whatever weekday it is
        return _date(rest if number is not None else said, today, month_first=month_first)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _date(said: str, today: date, *, month_first: bool) -> date:
    if found := _ISO.fullmatch(said):
        return _next(found["year"], int(found["month"]), int(found["day"]), today)
    if found := _NUMBERS.fullmatch(said):
        one, two = int(found["day"]), int(found["month"])
        swapped = month_first and found["by"] == "/"
        return _next(found["year"], one if swapped else two, two if swapped else one, today)
    for pattern in _NAMED:
        if (found := pattern.fullmatch(said)) and (month := months().get(found["month"])):
            return _next(found["year"], month, int(found["day"]), today)
    raise NotAMoment


def _next(year: str | None, month: int, day: int, today: date) -> date:
    """Without a year the next such day; the 29th of February may be eight years off."""
    if year is not None:
        years = range(written := int(year) + (2000 if len(year) == 2 else 0), written + 1)
    else:
        years = range(today.year, today.year + 9)
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year is not None or found >= today:
            return found
    raise NotAMoment


def _bare(said: str) -> str:
    """Without words that say nothing about the day."""
    return " ".join(word for word in said.replace(",", " ").split() if word not in FILLING).strip(" .")


def _folded(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").split()).strip(" .!?")
