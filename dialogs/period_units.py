"""What is a day, a month or a year that was named, and which days are meant by it?"""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from dialogs.period_words import ARTICLES

Days = tuple[date, date]

_YEAR_BEHIND: Final = frozenset((",", "of", "de", "del", "di"))
_IN_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A year, a month or a day, perhaps without its year; or `fixed`: days that need no more to be known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    fixed: Days | None = None

    def days(self, today: date) -> Days | None:
        """Without a year the latest that has begun; None for what is in no calendar."""
        if self.fixed or self.year is not None:
            return self.fixed or self._in(self.year or 0)
        years = range(today.year, today.year - 5, -1)  # five, for the 29th of February
        return next((d for y in years if (d := self._in(y)) and d[0] <= today), None)

    def first_after(self, start: date, today: date) -> Days | None:
        """Without a year the first that ends after `start`."""
        if self.fixed or self.year is not None:
            return self.days(today)
        years = range(start.year, start.year + 5)
        return next((d for y in years if (d := self._in(y)) and d[1] >= start), None)

    def of_year(self, year: int) -> "Unit":
        return self if self.fixed else replace(self, year=year)

    def before(self, end: "Unit") -> "Unit":
        """This day of a month, as the start of a range that ends with that day."""
        month, year = end.month or 1, end.year
        if (self.day or 1) > (end.day or 1):
            year = year and year - (month == 1)
            month = (month - 2) % 12 + 1
        return replace(self, month=month, year=year)

    def _in(self, year: int) -> Days | None:
        if self.month is None:
            return date(year, 1, 1), date(year, 12, 31)
        length = monthrange(year, self.month)[1]
        if self.day is None:
            return date(year, self.month, 1), date(year, self.month, length)
        return (date(year, self.month, self.day),) * 2 if self.day <= length else None


Found = tuple[int, Unit] | None
"""A unit, and the place behind its last token."""


class Token(NamedTuple):
    """`text` is folded; `start` and `end` are places in what was typed."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Text:
    """What was typed, in words and numbers; every place in it may be asked for."""

    tokens: Sequence[Token]
    today: date
    month_first: bool  # 5/3 is the third of May

    def word(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def number(self, at: int, longest: int = 2) -> int | None:
        word = self.word(at)
        return int(word) if word.isascii() and word.isdigit() and len(word) <= longest else None

    def day(self, at: int) -> int | None:
        number = self.number(at)
        return number if number and number <= 31 else None

    def month(self, at: int) -> int | None:
        number = self.number(at)
        return number if number and number <= 12 else None

    def year(self, at: int) -> int | None:
        number = self.number(at, 4)
        return number if number is not None and 2000 <= number <= 2099 else None

    def short_year(self, at: int) -> int | None:
        """*26*, directly behind what is before it."""
        number = self.number(at)
        return 2000 + number if number is not None and len(self.word(at)) == 2 and self.joined(at) else None

    def year_behind(self, at: int) -> tuple[int, int | None]:
        """The year that may follow a month, a quarter or a week, and the place behind it."""
        behind = self.skip(at, _YEAR_BEHIND, 1)
        year = self.year(behind)
        return (behind + 1, year) if year is not None else (at, None)

    def joined(self, at: int) -> bool:
        """Whether there is no blank in front of it."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def skip(self, at: int, words: Collection[str], most: int) -> int:
        end = at
        while end < at + most and self.word(end) in words:
            end += 1
        return end

    def skip_articles(self, at: int) -> int:
        return self.skip(at, ARTICLES, 2)


def around(day: date, unit: str) -> Days:
    """The whole day, week, month, quarter or year that a day is in."""
    if unit == "day":
        return day, day
    if unit == "week":
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=6)
    length = _IN_MONTHS[unit]
    first = (day.month - 1) // length * length + 1
    last = first + length - 1
    return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])
