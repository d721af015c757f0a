"""How do days and parts of a period read, in the reader's language and country?"""

from datetime import date

import pytest

from cards import days
from cards.words import words_for
from dialogs.buckets import Bucket


def day(said: str) -> date:
    return date.fromisoformat(said)


@pytest.mark.parametrize(
    ("locale", "first", "last", "read"),
    [
        ("en-GB", "2026-11-16", "2026-11-22", "Monday 16 to Sunday 22 November 2026"),
        ("en-GB", "2026-10-30", "2026-11-22", "Friday 30 October to Sunday 22 November 2026"),
        ("en-GB", "2025-12-30", "2026-01-02", "Tuesday 30 December 2025 to Friday 2 January 2026"),
        ("en-US", "2026-11-16", "2026-11-22", "Monday, November 16 to Sunday, November 22, 2026"),
        ("en-US", "2026-11-16", "2026-11-16", "Monday, November 16, 2026"),
        ("de-CH", "2026-11-16", "2026-11-22", "Montag, 16. bis Sonntag, 22. November 2026"),
        ("de-CH", "2026-11-01", "2026-11-30", "November 2026"),
        ("en-GB", "2026-03-01", "2026-05-31", "March to May 2026"),
        ("en-GB", "2025-12-01", "2026-02-28", "December 2025 to February 2026"),
        ("en-GB", "2026-01-01", "2026-12-31", "2026"),
        ("de-CH", "2024-01-01", "2025-12-31", "2024 bis 2025"),
    ],
)
def test_a_period_is_spelled_as_one_says_it(locale: str, first: str, last: str, read: str) -> None:
    assert days.spelled(words_for(locale, "UTC"), day(first), day(last)) == read


@pytest.mark.parametrize(
    ("locale", "by", "first", "last", "whole", "read"),
    [
        ("en-GB", "day", "2026-11-16", "2026-11-16", True, "Mon 16 Nov"),
        ("de-CH", "day", "2026-11-16", "2026-11-16", True, "Mo., 16. Nov."),
        ("en-GB", "week", "2026-11-16", "2026-11-22", True, "16–22 Nov"),
        ("de-CH", "week", "2026-10-26", "2026-11-01", True, "26. Okt. – 1. Nov."),
        ("en-GB", "month", "2026-11-01", "2026-11-30", True, "Nov 2026"),
        ("en-GB", "month", "2026-11-01", "2026-11-08", False, "1–8 Nov"),
        ("en-GB", "year", "2026-01-01", "2026-12-31", True, "2026"),
    ],
)
def test_a_part_is_labelled_shortly(locale: str, by: str, first: str, last: str, whole: bool, read: str) -> None:
    bucket = Bucket(first=day(first), last=day(last), whole=whole)
    assert days.label(words_for(locale, "UTC"), bucket, by).replace("\u2009", " ") == read


@pytest.mark.parametrize(
    ("by", "starts", "read"),
    [
        ("day", ["2026-11-16", "2026-11-17"], ["Mon 16 Nov", "Tue 17 Nov"]),
        ("week", ["2026-11-16", "2026-11-23"], ["16 Nov", "23 Nov"]),
        ("month", ["2026-10-01", "2026-11-01"], ["Oct", "Nov"]),
        ("month", ["2025-12-01", "2026-01-01"], ["Dec 2025", "Jan 2026"]),
        ("year", ["2025-01-01", "2026-01-01"], ["2025", "2026"]),
    ],
)
def test_a_chart_names_each_part_once(by: str, starts: list[str], read: list[str]) -> None:
    parts = [Bucket(first=day(s), last=day(s), whole=True) for s in starts]
    assert days.ticks(words_for("en-GB", "UTC"), parts, by) == read


@pytest.mark.parametrize(
    ("locale", "share", "read"),
    [
        ("en-GB", 0.934, "93.4%"),
        ("en-GB", 1, "100%"),
        ("de-DE", 0.9349, "93,5 %"),
        ("de-CH", 0, "0%"),
        ("en-GB", None, "n/a"),
        ("de-CH", None, "n/a"),
    ],
)
def test_a_share_of_nothing_is_not_available(locale: str, share: float | None, read: str) -> None:
    assert words_for(locale, "UTC").percent(share).replace("\xa0", " ") == read
