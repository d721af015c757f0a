"""Which days are meant by *last week*, *ces 7 derniers jours*, *Q3* or *Monday*?"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from dialogs.period_dates import Rule, day_alone
from dialogs.period_units import Days, Found, Text, Unit, around
from dialogs.period_words import (
    BEFORE_YESTERDAY,
    DAYS_BACK,
    LAST,
    LAST_BEHIND,
    NUMBERS,
    ORDINALS,
    QUARTERS,
    THIS,
    THIS_YEAR,
    UNDER_WAY,
    UNITS,
    WEEKS,
    months,
    weekdays,
)

MOST_DAYS: Final = 3660
_IN_DAYS: Final = {"day": 1, "week": 7}
_IN_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


def numbered(text: Text, at: int) -> Found:
    """*Q3 2026*, *KW 45*."""
    word, number = text.word(at), text.number(at + 1)
    if number and word in QUARTERS and number <= 4:
        return _quarter(text, at + 2, number)
    if number and word in WEEKS and number <= 53:
        return _week(text, at + 2, number)
    return None


def numbered_quarter(text: Text, at: int) -> Found:
    """*3. Quartal 2026*, *2e trimestre*."""
    number, behind = text.number(at), text.skip(at + 1, ORDINALS, 1)
    if not number or number > 4 or UNITS.get(text.word(behind)) != "quarter":
        return None
    return _quarter(text, behind + 1, number)


def some_last(text: Text, at: int) -> Found:
    """*last 30 days*, *letzte drei Monate*, *les 30 derniers jours*: today is the last of the days."""
    here = text.skip(at, LAST, 1)
    count = text.number(here, 4) or NUMBERS.get(text.word(here))
    behind = text.skip(here + 1, LAST, 1) if here == at else here + 1
    unit = UNITS.get(text.word(behind))
    if not count or unit is None or behind == at + 1 == here + 1:
        return None
    return behind + 1, Unit(fixed=(_first_of_last(text.today, count, unit), text.today))


def last(text: Text, at: int) -> Found:
    """*last week*, *letzten Montag*, *last November*, *la semaine passée*."""
    for sense, which, words in ((at, at + 1, LAST), (at + 1, at, LAST_BEHIND)):
        if text.word(sense) in words and (days := _last(text.today, text.word(which))):
            return at + 2, Unit(fixed=days)
    return None


def this(text: Text, at: int) -> Found:
    """*this month*, *questo mese*, *le mois en cours*, *heuer*."""
    if text.word(at) in THIS_YEAR:
        return at + 1, Unit(fixed=around(text.today, "year"))
    if text.word(at) in THIS and (unit := UNITS.get(text.word(at + 1))):
        return at + 2, Unit(fixed=around(text.today, unit))
    if (unit := UNITS.get(text.word(at))) and text.word(at + 1) in ("en", "in") and text.word(at + 2) in UNDER_WAY:
        return at + 3, Unit(fixed=around(text.today, unit))
    return None


def back(text: Text, at: int) -> Found:
    """*today*, *gestern*, *avant-hier*."""
    here = text.skip(at, BEFORE_YESTERDAY, 1)
    count = DAYS_BACK.get(text.word(text.skip(here, "-", 1)))
    if count is None or (here > at and count != 1):
        return None
    day = text.today - timedelta(days=count + (here > at))
    end = text.skip(text.skip(here, "-", 1) + 1, ("hui",), 1)
    return end, Unit(fixed=(day, day))


def weekday(text: Text, at: int) -> Found:
    """*Monday*: the latest, today included."""
    number = weekdays().get(text.word(at))
    if number is None or day_alone(text, at):  # *Monday 16 to Sunday 22 November*
        return None
    day = text.today - timedelta(days=(text.today.weekday() - number) % 7)
    return at + 1, Unit(fixed=(day, day))


def _quarter(text: Text, at: int, number: int) -> Found:
    end, year = text.year_behind(at)
    first = Unit(year=year, month=3 * number - 2).days(text.today)
    return (end, Unit(fixed=around(first[0], "quarter"))) if first else None


def _week(text: Text, at: int, number: int) -> Found:
    """By ISO 8601."""
    end, year = text.year_behind(at)
    this_year = text.today.isocalendar().year
    for each in (this_year, this_year - 1) if year is None else (year,):
        try:
            start = date.fromisocalendar(each, number, 1)
        except ValueError:  # not every year has 53
            continue
        if year is not None or start <= text.today:
            return end, Unit(fixed=around(start, "week"))
    return None


def _first_of_last(today: date, count: int, unit: str) -> date:
    if unit in _IN_DAYS:
        return today - timedelta(days=min(count * _IN_DAYS[unit], MOST_DAYS) - 1)
    months_back = min(count * _IN_MONTHS[unit], MOST_DAYS // 31)
    year, month = divmod(today.year * 12 + today.month - 1 - months_back, 12)
    day = min(today.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=1)


def _last(today: date, word: str) -> Days | None:
    if unit := UNITS.get(word):
        return around(around(today, unit)[0] - timedelta(days=1), unit)
    if (number := weekdays().get(word)) is not None:
        day = today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
        return day, day
    if month := months().get(word):
        return Unit(month=month).days(around(today, "month")[0] - timedelta(days=1))
    return None


RULES: Final[tuple[Rule, ...]] = (numbered, numbered_quarter, some_last, last, this, back, weekday)
