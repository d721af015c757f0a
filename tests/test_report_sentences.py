"""What is asked for, in the words of four languages?"""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.words import words_for
from dialogs import mentions, report_sentences
from dialogs.report_sentences import Heard
from storage.report_pages import Behind

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Named:
    id: int
    name: str


SERVICES = [Named(1, "Support"), Named(2, "Support Zürich"), Named(3, "May"), Named(4, "Sales")]
CODES = [Named(11, "Outage"), Named(12, "Upsell offered"), Named(13, "Upsell"), Named(14, "by phone")]


def read(typed: str, locale: str = "en-GB") -> Heard:
    return report_sentences.read(typed, SERVICES, CODES, words_for(locale, "Europe/Zurich"), NOW, 10)


@pytest.mark.parametrize(
    ("typed", "kind", "services", "behind", "by", "days"),
    [
        ("codes Support by month", "codes", {1}, None, "month", None),
        ("codes support zurich last week", "codes", {2}, None, None, "2026-11-16 2026-11-22"),
        ("codes May may", "codes", {3}, None, None, "2026-05-01 2026-05-31"),
        ("codes of May in May", "codes", {3}, None, None, "2026-05-01 2026-05-31"),
        ("Sales and Support results, weekly, since March", "results", {1, 4}, None, "week", "2026-03-01 2026-11-23"),
        ("codes Support Upsell offered", "codes", {1}, Behind(code_id=12), None, None),
        ("UPSELL in 2025", None, None, Behind(code_id=13), None, "2025-01-01 2025-12-31"),
        ("codes by phone per day", "codes", None, Behind(code_id=14), "day", None),
        ("results hangup in queue yesterday", "results", None, Behind(result="hangup_in_queue"), None, "2026-11-22"),
        ("Ergebnisse pro Tag letzte Woche", "results", None, None, "day", "2026-11-16 2026-11-22"),
        ("Codes von Support nach Monat seit März", "codes", {1}, None, "month", "2026-03-01 2026-11-23"),
        ("résultats de Support par semaine, le mois dernier", "results", {1}, None, "week", "2026-10-01 2026-10-31"),
        ("codici di Sales al mese, quest'anno", "codes", {4}, None, "month", "2026-01-01 2026-12-31"),
        ("kpi", "kpi", None, None, None, None),
        ("", None, None, None, None, None),
    ],
)
def test_a_report_is_asked_for(
    typed: str, kind: str | None, services: set[int] | None, behind: Behind | None, by: str | None, days: str | None
) -> None:
    heard = read(typed)
    assert (heard.kind, heard.services, heard.behind, heard.by) == (kind, services and frozenset(services), behind, by)
    said = None if heard.period is None else f"{heard.period.first} {heard.period.last}"
    assert said == (days if days is None or " " in days else f"{days} {days}")
    assert heard.rest == ""


def test_a_result_is_named_in_the_readers_language_or_in_english() -> None:
    for typed in ("Ergebnisse in der Warteschlange aufgelegt", "Ergebnisse hangup in queue"):
        assert read(typed, "de-CH").behind == Behind(result="hangup_in_queue")


@pytest.mark.parametrize(
    ("typed", "rest"), [("codes Suport last week", "Suport"), ("Outages", "Outages"), ("kpi of the north", "north")]
)
def test_what_is_not_understood_is_left(typed: str, rest: str) -> None:
    assert read(typed).rest == rest


def test_a_name_is_found_by_whole_words_alone_and_no_more_than_asked_for() -> None:
    names = [(n.name, n.id) for n in SERVICES]
    assert mentions.taken("Supporters of Salesforce", names, 9) == ([], "Supporters of Salesforce")
    assert mentions.taken("sales SUPPORT may", names, 2) == ([4, 1], "may")


@given(st.text(max_size=300))
def test_whatever_is_typed_is_heard(typed: str) -> None:
    assert len(read(typed).rest) <= report_sentences.LONGEST
