"""How do days read, alone and as parts of a period?

*Monday 16 to Sunday 22 November 2026*; in a table *16–22 Nov*; below a chart *16 Nov*.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from babel.dates import format_date, format_interval, format_skeleton

from cards.words import Words

_YEAR = re.compile(r"[\s,.]*y+$")
_MONTH = re.compile(r"\s*MMMM$")


class Bucket(Protocol):
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def whole(self) -> bool: ...


def spelled(words: Words, first: date, last: date) -> str:
    """Whole months and years by their names, else with weekdays; what both days share is said once."""
    if name := _named(words, first, last):
        return name
    full = _full(words)
    end = format_date(last, full, words.locale)
    if first == last:
        return end
    start = _YEAR.sub("", full) if first.year == last.year else full
    if (first.year, first.month) == (last.year, last.month):
        start = _MONTH.sub("", start)
    return words("days-range", first=format_date(first, start, words.locale), last=end)


def label(words: Words, bucket: Bucket, by: str) -> str:
    """For a table: *Mon 16 Nov*, *16–22 Nov*, *Nov 2026*, *2026*; of a month that is cut its days."""
    if bucket.first == bucket.last:
        return _skeleton(words, "MMMEd", bucket.first)
    if by in ("month", "year") and bucket.whole:
        return _skeleton(words, "yMMM" if by == "month" else "y", bucket.first)
    span: str = format_interval(bucket.first, bucket.last, "MMMd", locale=words.locale)
    return span


def ticks(words: Words, buckets: Sequence[Bucket], by: str) -> list[str]:
    """For a chart, each once; without a year where there is but one."""
    several_years = len({b.first.year for b in buckets}) > 1
    if by == "year":
        return [str(b.first.year) for b in buckets]
    if by == "month":
        return [_skeleton(words, "yMMM" if several_years else "MMM", b.first) for b in buckets]
    skeleton = "MMMEd" if by == "day" and len(buckets) <= 10 else "MMMd"
    return [_skeleton(words, skeleton, b.first) for b in buckets]


def _named(words: Words, first: date, last: date) -> str | None:
    """*2026*, *2024 to 2025*, *November 2026*, *March to May 2026*."""
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return None
    years = (first.month, last.month) == (1, 12)
    if first.year == last.year and (years or first.month == last.month):
        return _skeleton(words, "y" if years else "yMMMM", last)
    named = "y" if years else "yMMMM"
    in_one_year = first.year == last.year and not years
    start = format_date(first, "LLLL", words.locale) if in_one_year else _skeleton(words, named, first)
    return words("days-range", first=start, last=_skeleton(words, named, last))


def _full(words: Words) -> str:
    pattern: str = words.locale.date_formats["full"].pattern
    return pattern.replace("EEEE, d ", "EEEE d ")  # British English goes without the comma in a range


def _skeleton(words: Words, skeleton: str, day: date) -> str:
    return format_skeleton(skeleton, day, locale=words.locale)
