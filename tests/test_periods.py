"""Which days are read from what people write, in four languages?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import buckets
from dialogs.periods import MOST_READ, Period, last_days, midnight, read

ZURICH = ZoneInfo("Europe/Zurich")
MONDAY = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)

SENTENCES = """
today                              | 2026-11-23
yesterday                          | 2026-11-22
heute                              | 2026-11-23
vorgestern                         | 2026-11-21
avant-hier                         | 2026-11-21
aujourd'hui                        | 2026-11-23
ieri                               | 2026-11-22
l’altro ieri                       | 2026-11-21
Monday                             | 2026-11-23
last Monday                        | 2026-11-16
letzten Montag                     | 2026-11-16
this week                          | 2026-11-23 2026-11-29
last week                          | 2026-11-16 2026-11-22
die letzte Woche                   | 2026-11-16 2026-11-22
la semaine passée                  | 2026-11-16 2026-11-22
la settimana scorsa                | 2026-11-16 2026-11-22
this month                         | 2026-11-01 2026-11-30
letzten Monat                      | 2026-10-01 2026-10-31
le mois dernier                    | 2026-10-01 2026-10-31
le mois en cours                   | 2026-11-01 2026-11-30
questo mese                        | 2026-11-01 2026-11-30
im letzten Quartal                 | 2026-07-01 2026-09-30
quest'anno                         | 2026-01-01 2026-12-31
letztes Jahr                       | 2025-01-01 2025-12-31
l’année dernière                   | 2025-01-01 2025-12-31
in 2025                            | 2025-01-01 2025-12-31
im Jahr 2025                       | 2025-01-01 2025-12-31
nel 2025                           | 2025-01-01 2025-12-31
Q3 2026                            | 2026-07-01 2026-09-30
3. Quartal 2026                    | 2026-07-01 2026-09-30
2e trimestre 2026                  | 2026-04-01 2026-06-30
KW 45                              | 2026-11-02 2026-11-08
week 45 of 2025                    | 2025-11-03 2025-11-09
November                           | 2026-11-01 2026-11-30
in novembre                        | 2026-11-01 2026-11-30
December                           | 2025-12-01 2025-12-31
last November                      | 2025-11-01 2025-11-30
août 2025                          | 2025-08-01 2025-08-31
2026-10                            | 2026-10-01 2026-10-31
10/2026                            | 2026-10-01 2026-10-31
last 30 days                       | 2026-10-25 2026-11-23
die letzten zwei Wochen            | 2026-11-10 2026-11-23
ces 7 derniers jours               | 2026-11-17 2026-11-23
gli ultimi tre mesi                | 2026-08-24 2026-11-23
since March                        | 2026-03-01 2026-11-23
since last week                    | 2026-11-16 2026-11-23
seit 1. März                       | 2026-03-01 2026-11-23
seit dem 1. März 2024              | 2024-03-01 2026-11-23
ab Oktober                         | 2026-10-01 2026-11-23
depuis le 1er mars                 | 2026-03-01 2026-11-23
dal 1º marzo                       | 2026-03-01 2026-11-23
3 May                              | 2026-05-03
May 3rd, 2025                      | 2025-05-03
3.5.                               | 2026-05-03
03.05.25                           | 2025-05-03
24 December                        | 2025-12-24
29 February                        | 2024-02-29
2026-11-01 to 2026-11-15           | 2026-11-01 2026-11-15
from 3 to 9 May                    | 2026-05-03 2026-05-09
3.–9. Mai                          | 2026-05-03 2026-05-09
vom 3.5. bis zum 9.5.              | 2026-05-03 2026-05-09
du 3 au 9 mai 2025                 | 2025-05-03 2025-05-09
tra il 3 e il 9 maggio             | 2026-05-03 2026-05-09
May 3–9, 2025                      | 2025-05-03 2025-05-09
28 to 3 May                        | 2026-04-28 2026-05-03
March to May                       | 2026-03-01 2026-05-31
December to February               | 2025-12-01 2026-02-28
20 December to 9 January 2026      | 2025-12-20 2026-01-09
20 to 30 November                  | 2026-11-20 2026-11-30
2024-2025                          | 2024-01-01 2025-12-31
from Friday to Wednesday           | 2026-11-13 2026-11-18
Monday 16 to Sunday 22 November    | 2026-11-16 2026-11-22
Mo., 16.11. bis So., 22.11.2026    | 2026-11-16 2026-11-22
"""
TABLE = [tuple(part.strip() for part in line.split("|")) for line in SENTENCES.strip().splitlines()]


@pytest.mark.parametrize(("typed", "days"), TABLE, ids=[typed for typed, _ in TABLE])
def test_a_period_is_read_from_words(typed: str, days: str) -> None:
    period, rest = read(typed, MONDAY, ZURICH, "en-GB")
    first, last = (days.split() * 2)[:2]
    assert period == Period(first=date.fromisoformat(first), last=date.fromisoformat(last), zone=ZURICH)
    assert rest == ""


@pytest.mark.parametrize(
    ("locale", "day"), [("en-US", date(2026, 5, 3)), ("en_US", date(2026, 5, 3)), ("en-GB", date(2026, 3, 5))]
)
def test_the_month_stands_first_in_the_united_states_alone(locale: str, day: date) -> None:
    slashed, _ = read("5/3", MONDAY, ZURICH, locale)
    dotted, _ = read("3.5.", MONDAY, ZURICH, locale)
    assert slashed == Period(first=day, last=day, zone=ZURICH)
    assert dotted == Period(first=date(2026, 5, 3), last=date(2026, 5, 3), zone=ZURICH)


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("codes Support last month", "codes Support"),
        ("codes Support by week since March for vips", "codes Support by week for vips"),
        ("letztes Jahr Codes nach Monat", "Codes nach Monat"),
        ("Sales in 2025, bitte", "Sales , bitte"),
        ("results of the last 30 days Support", "results Support"),
    ],
)
def test_what_is_no_period_is_left(typed: str, rest: str) -> None:
    period, left = read(typed, MONDAY, ZURICH, "en-GB")
    assert period is not None
    assert left == rest


@pytest.mark.parametrize(
    "typed", ["", "Support", "30.2.", "last 0 days", "week 54", "Q5", "1 to 5", "2199", "set", "five days ago", "12345"]
)
def test_what_names_no_days_is_no_period(typed: str) -> None:
    assert read(typed, MONDAY, ZURICH, "en-GB") == (None, typed)


def test_a_period_begins_and_ends_at_the_readers_midnight_also_when_the_clocks_change() -> None:
    for typed, hours in (("29 March", 23), ("25 October", 25), ("26 October", 24)):
        period, _ = read(typed, MONDAY, ZURICH, "en-GB")
        assert period is not None
        assert period.end - period.start == timedelta(hours=hours)
        assert period.start.astimezone(ZURICH).hour == period.end.astimezone(ZURICH).hour == 0


def test_today_is_the_readers() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert read("today", late, ZURICH, "en")[0] == last_days(1, late, ZURICH)
    assert last_days(1, late, ZURICH).first == date(2026, 11, 23)
    assert last_days(1, late, ZoneInfo("America/New_York")).first == date(2026, 11, 22)


def test_of_an_endless_text_only_the_beginning_is_read() -> None:
    assert read("1/1 " * 2000, MONDAY, ZURICH, "en")[0] is not None
    assert read("x " * (MOST_READ - 2) + "last week", MONDAY, ZURICH, "en")[0] is not None
    assert read("x " * (MOST_READ - 1) + "last week", MONDAY, ZURICH, "en")[0] is None


PIECES = "1/1|3.|.5|May|to|–|since|last|30|days|week|2026|-|Q|T|,|e|il|from|tra|99|99999999999999999999|٣|letzten"
TYPED = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map(" ".join))


@given(TYPED, st.dates(min_value=date(2000, 1, 1), max_value=date(2098, 12, 31)))
def test_whatever_is_typed_is_read_or_left(typed: str, today: date) -> None:
    period, rest = read(typed, midnight(today, UTC), ZURICH, "en-US")
    if period is None:
        assert rest == typed
    else:
        assert date(2000, 1, 1) <= period.first <= period.last <= date(2099, 12, 31)
        assert len(rest) < len(typed)


def period(first: str, last: str) -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last), zone=ZURICH)


def divided(first: str, last: str, by: str) -> tuple[str, list[tuple[str, str, bool]]]:
    unit, found = buckets.divided(period(first, last), by, MONDAY)
    return unit, [(b.first.isoformat()[5:], b.last.isoformat()[5:], b.whole) for b in found]


def test_a_period_is_divided_and_its_ends_cut_the_first_and_the_last() -> None:
    assert divided("2026-10-25", "2026-11-08", "week") == (
        "week",
        [("10-25", "10-25", False), ("10-26", "11-01", True), ("11-02", "11-08", True)],
    )
    assert divided("2026-10-01", "2026-11-08", "month")[1] == [("10-01", "10-31", True), ("11-01", "11-08", False)]


def test_what_has_not_begun_is_no_part() -> None:
    assert divided("2026-11-22", "2026-11-29", "day")[1] == [("11-22", "11-22", True), ("11-23", "11-23", True)]
    assert divided("2026-01-01", "2026-12-31", "month")[1][-1] == ("11-01", "11-30", True)
    assert divided("2027-01-01", "2027-12-31", "month") == ("month", [])


@pytest.mark.parametrize(
    ("first", "by", "unit"),
    [
        ("2026-10-24", "day", "day"),
        ("2026-10-23", "day", "week"),
        ("2025-11-23", "day", "month"),
        ("2020-01-01", "week", "year"),
    ],
)
def test_more_parts_than_a_card_can_show_are_made_longer(first: str, by: str, unit: str) -> None:
    assert divided(first, "2026-11-23", by)[0] == unit


def test_the_edges_of_the_parts_are_midnights_in_the_readers_zone() -> None:
    _, found = buckets.divided(period("2026-10-24", "2026-10-26"), "day", MONDAY)
    assert buckets.edges(found, ZURICH) == (
        datetime(2026, 10, 23, 22, tzinfo=UTC),
        datetime(2026, 10, 24, 22, tzinfo=UTC),
        datetime(2026, 10, 25, 23, tzinfo=UTC),
        datetime(2026, 10, 26, 23, tzinfo=UTC),
    )
    assert buckets.edges([], ZURICH) == ()
