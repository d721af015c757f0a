"""Which moment is read behind *until*, in four languages?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dates import AlreadyPast, NotAMoment, until

ZURICH = ZoneInfo("Europe/Zurich")
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONDAY = datetime(2026, 11, 23, 10, 4, tzinfo=UTC)  # 11:04 in Zürich

SENTENCES = """
Support until Friday                       | Support | 2026-11-28 00:00
Support until friday!                      | Support | 2026-11-28 00:00
Support, until next Friday                 | Support | 2026-11-28 00:00
Support bis Freitag                        | Support | 2026-11-28 00:00
Support bis Fr.                            | Support | 2026-11-28 00:00
Support bis am nächsten Freitag            | Support | 2026-11-28 00:00
Support jusqu'à vendredi                   | Support | 2026-11-28 00:00
Support jusqu’à vendredi prochain          | Support | 2026-11-28 00:00
Support fino a venerdì                     | Support | 2026-11-28 00:00
Support until Monday                       | Support | 2026-12-01 00:00
Support until today                        | Support | 2026-11-24 00:00
Support bis heute Abend                    | Support | 2026-11-24 00:00
Support jusqu'à aujourd'hui                | Support | 2026-11-24 00:00
Support until tomorrow                     | Support | 2026-11-25 00:00
Support bis morgen                         | Support | 2026-11-25 00:00
Support fino a domani                      | Support | 2026-11-25 00:00
Support bis übermorgen                     | Support | 2026-11-26 00:00
Support until the day after tomorrow       | Support | 2026-11-26 00:00
Support until 27 November                  | Support | 2026-11-28 00:00
Support until the 27th of November         | Support | 2026-11-28 00:00
Support until November 27, 2026            | Support | 2026-11-28 00:00
Support until Friday, 27 November          | Support | 2026-11-28 00:00
Support until Nov 27                       | Support | 2026-11-28 00:00
Support bis zum 27. November 2026          | Support | 2026-11-28 00:00
Support bis 1. März                        | Support | 2027-03-02 00:00
Support jusqu'au 1er mars                  | Support | 2027-03-02 00:00
Support fino al 1 marzo                    | Support | 2027-03-02 00:00
Support bis 27.11.                         | Support | 2026-11-28 00:00
Support bis 27.11.2026                     | Support | 2026-11-28 00:00
Support bis 27. 11. 26                     | Support | 2026-11-28 00:00
Support until 27/11/2026                   | Support | 2026-11-28 00:00
Support until 3/12                         | Support | 2026-12-04 00:00
Support until 2026-11-27                   | Support | 2026-11-28 00:00
Support until 22 November                  | Support | 2027-11-23 00:00
Support until 23 November                  | Support | 2026-11-24 00:00
Support until 29 February                  | Support | 2028-03-01 00:00
Support until the end of the week          | Support | 2026-11-30 00:00
Support bis Ende der Woche                 | Support | 2026-11-30 00:00
Support bis Ende Monat                     | Support | 2026-12-01 00:00
Support until the end of the month         | Support | 2026-12-01 00:00
Support until 17:00                        | Support | 2026-11-23 17:00
Support until 5 pm                         | Support | 2026-11-23 17:00
Support until 12 am tomorrow               | Support | no
Support bis 17 Uhr                         | Support | 2026-11-23 17:00
Support bis 17.30 Uhr                      | Support | 2026-11-23 17:30
Support jusqu'à 17h30                      | Support | 2026-11-23 17:30
Support fino alle 17                       | Support | 2026-11-23 17:00
Support until Friday 17:00                 | Support | 2026-11-27 17:00
Support until Friday at 5 pm               | Support | 2026-11-27 17:00
Support bis morgen um 12 Uhr               | Support | 2026-11-24 12:00
Support bis 27.11., 12:15                  | Support | 2026-11-27 12:15
Support for 3 days                         | Support | 2026-11-26 11:04
Support für 3 Tage                         | Support | 2026-11-26 11:04
Support pour deux jours                    | Support | 2026-11-25 11:04
Support for a week                         | Support | 2026-11-30 11:04
Support for 2 hours                        | Support | 2026-11-23 13:04
Support für fünf Stunden                   | Support | 2026-11-23 16:04
Support for an hour                        | Support | 2026-11-23 12:04
Support per 30 minuti                      | Support | 2026-11-23 11:34
until Friday                               |         | 2026-11-28 00:00
Bistro                                     | Bistro  | none
Care for Kids                              | Care for Kids | none
Care for Kids until Friday                 | Care for Kids | 2026-11-28 00:00
Support                                    | Support | none
                                           |         | none
Support until                              | Support | no
Support until you tell me                  | Support | no
Support until 31 February                  | Support | no
Support until 31.02.2027                   | Support | no
Support until 13/13                        | Support | no
Support until 25:00                        | Support | no
Support until 13 pm                        | Support | 2026-11-23 13:00
Support until 0                            | Support | no
Support until 99999                        | Support | no
Support until Friday or Saturday           | Support | no
Support until 27 Nonsense                  | Support | no
Support until yesterday                    | Support | no
Support until 22 November 2026             | Support | past
Support bis 22.11.2026                     | Support | past
Support until 11:00                        | Support | past
Support until today 11:04                  | Support | past
Support for 0 days                         | Support | past
Support until 1 January 1970               | Support | past
"""


@pytest.mark.parametrize("line", SENTENCES.strip("\n").splitlines())
def test_a_moment_is_read_with_what_stands_before_it(line: str) -> None:
    text, rest, told = (part.strip() for part in line.split("|"))
    if told in ("no", "past"):
        with pytest.raises(NotAMoment if told == "no" else AlreadyPast):
            until(text, MONDAY, ZURICH, "en-GB")
        return
    before, moment = until(text, MONDAY, ZURICH, "en-GB")
    assert before == rest
    assert (moment.astimezone(ZURICH).strftime("%Y-%m-%d %H:%M") if moment else "none") == told


def test_in_the_united_states_the_month_comes_first_between_slashes() -> None:
    assert until("x until 12/3", MONDAY, UTC, "en-US")[1] == datetime(2026, 12, 4, tzinfo=UTC)
    assert until("x until 3.12.", MONDAY, UTC, "en-US")[1] == datetime(2026, 12, 4, tzinfo=UTC)


@pytest.mark.parametrize("weekday", range(7))
def test_a_weekday_is_the_next_one_and_never_today(weekday: int) -> None:
    today = MONDAY + timedelta(days=weekday)
    for number, name in enumerate(WEEK):
        end = until(f"until {name}", today, UTC, "en-GB")[1]
        assert end is not None
        last = end - timedelta(minutes=1)
        assert last.weekday() == number
        assert timedelta() < end - today <= timedelta(days=8)
        assert last.date() > today.date()


def test_a_day_ends_where_the_person_is_also_when_the_clocks_change() -> None:
    friday = datetime(2026, 10, 23, 10, 0, tzinfo=UTC)
    assert until("until Sunday", friday, ZURICH, "en-GB")[1] == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)
    assert until("until Saturday", friday, ZURICH, "en-GB")[1] == datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    assert until("for 3 days", friday, ZURICH, "en-GB")[1] == datetime(2026, 10, 26, 11, 0, tzinfo=UTC)
    assert until("for 72 hours", friday, ZURICH, "en-GB")[1] == datetime(2026, 10, 26, 10, 0, tzinfo=UTC)


@given(st.text(max_size=60), st.integers(0, 28_000))
def test_whatever_is_written_is_read_or_refused(text: str, days: int) -> None:
    here = MONDAY + timedelta(days=days)
    for written in (text, f"Support until {text}", f"Support for {text}"):
        try:
            _rest, moment = until(written, here, ZURICH, "de-CH")
        except (NotAMoment, AlreadyPast):
            continue
        assert moment is None or moment > here
