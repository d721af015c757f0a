"""Which date is written at one place of a text?

A rule looks at one place and gives what is there and where it ends, or None.
"""

from collections.abc import Callable
from typing import Final

from dialogs.period_units import Found, Text, Unit
from dialogs.period_words import ORDINALS, WEEKDAYS_OF_TWO, months, weekdays

Rule = Callable[[Text, int], Found]


def iso(text: Text, at: int) -> Found:
    """*2026-11-15*, *2026-11*."""
    year, month = text.year(at), text.month(at + 2)
    if year is None or month is None or not _signed(text, at + 1, "-") or len(text.word(at + 2)) != 2:
        return None
    day = text.day(at + 4) if _signed(text, at + 3, "-") and len(text.word(at + 4)) == 2 else None
    return (at + 3 if day is None else at + 5), Unit(year=year, month=month, day=day)


def dotted(text: Text, at: int) -> Found:
    """*3.5.*, *3. 5. 2026*, *03.05.26*."""
    day, month = text.day(at), text.month(at + 2)
    if day is None or month is None or text.word(at + 1) != ".":
        return None
    if text.word(at + 3) != ".":
        return at + 3, Unit(month=month, day=day)
    year = text.year(at + 4) or text.short_year(at + 4)
    return (at + 4 if year is None else at + 5), Unit(year=year, month=month, day=day)


def slashed(text: Text, at: int) -> Found:
    """*3/5*, *03/05/2026*, *11/2026*."""
    if text.word(at + 1) != "/":
        return None
    year = text.year(at + 2)
    if year is not None:
        month = text.month(at)
        return (at + 3, Unit(year=year, month=month)) if month else None
    day_at, month_at = (at + 2, at) if text.month_first else (at, at + 2)
    day, month = text.day(day_at), text.month(month_at)
    if day is None or month is None:
        return None
    year = (text.year(at + 4) or text.short_year(at + 4)) if text.word(at + 3) == "/" else None
    return (at + 3 if year is None else at + 5), Unit(year=year, month=month, day=day)


def day_of_month(text: Text, at: int) -> Found:
    """*3 May*, *3rd of May 2026*, *1. März*, *1er mai*."""
    day = text.day(at)
    here = text.skip(_behind_ordinal(text, at + 1), ("of", "de", "di", "d", "del"), 1)
    month = months().get(text.word(here))
    if day is None or month is None:
        return None
    end, year = text.year_behind(text.skip(here + 1, ".", 1))
    return (here + 1 if year is None else end), Unit(year=year, month=month, day=day)


def month_and_day(text: Text, at: int) -> Found:
    """*May 3*, *May 3rd, 2026*."""
    month, day = months().get(text.word(at)), text.day(at + 1)
    if month is None or day is None:
        return None
    end, year = text.year_behind(_behind_ordinal(text, at + 2))
    return end, Unit(year=year, month=month, day=day)


def dated_weekday(text: Text, at: int) -> Found:
    """*Monday 16 November*, *Mo., 16.11.*: the weekday says nothing more."""
    here = _behind_weekday(text, at)
    return first_of(_WHOLE, text, here) if here > at else None


def month(text: Text, at: int) -> Found:
    """*November*, *Nov. 2025*."""
    number = months().get(text.word(at))
    if number is None:
        return None
    end, year = text.year_behind(text.skip(at + 1, ".", 1))
    if year is None and text.word(at) not in months(alone=True):
        return None
    return (at + 1 if year is None else end), Unit(year=year, month=number)


def year(text: Text, at: int) -> Found:
    number = text.year(at)
    return None if number is None else (at + 1, Unit(year=number))


def day_alone(text: Text, at: int) -> Found:
    """The *3.* of *3.–9. Mai*, the *9* of *May 3–9, 2026*."""
    at = _behind_weekday(text, at)
    day = text.day(at)
    if day is None:
        return None
    end, of_year = text.year_behind(_behind_ordinal(text, at + 1))
    return end, Unit(day=day, year=of_year)


def first_of(rules: tuple[Rule, ...], text: Text, at: int) -> Found:
    return next((found for rule in rules if (found := rule(text, at))), None)


def _signed(text: Text, at: int, sign: str) -> bool:
    return text.word(at) == sign and text.joined(at)


def _behind_ordinal(text: Text, at: int) -> int:
    """An ordinal's ending has no blank in front: *2e trimestre*, but *il 3 e il 9*."""
    return at + 1 if text.word(at) in ORDINALS and text.joined(at) else at


def _behind_weekday(text: Text, at: int) -> int:
    if text.word(at) not in weekdays() and text.word(at) not in WEEKDAYS_OF_TWO:
        return at
    return text.skip_articles(text.skip(at + 1, (".", ","), 2))


_WHOLE: Final[tuple[Rule, ...]] = (iso, dotted, slashed, day_of_month, month_and_day)
RULES: Final[tuple[Rule, ...]] = (*_WHOLE, dated_weekday)
SHORTER: Final[tuple[Rule, ...]] = (month, year)
