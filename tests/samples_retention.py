"""Cards of the retention, filled with the ordinary, the longest and the most hostile."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from cards import retention as cards
from cards.words import Words
from storage.retention import Changed, Forecast, Retention
from tests.samples_privacy import CHANGE, HOSTILE

NOW: Final = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
KEPT: Final = Retention(tenant="Contoso", months=24, last=CHANGE)
ENDLESS: Final = Retention(tenant=HOSTILE * 9, months=None, last=None)
FORECAST: Final = Forecast(
    now=KEPT,
    months=12,
    interactions=1204,
    customers=87,
    held=3,
    first=datetime(2025, 5, 24, tzinfo=UTC),
    last=datetime(2025, 11, 22, tzinfo=UTC),
)


def retention_cards(words: Words) -> dict[str, dict[str, Any]]:
    """By a name."""
    one = replace(FORECAST, interactions=1, customers=1, held=1, last=FORECAST.first)
    nothing = replace(FORECAST, now=ENDLESS, interactions=0, customers=0, held=0, first=None, last=None)
    largest = replace(FORECAST, now=replace(ENDLESS, months=120), interactions=10**9, customers=0)
    return {
        "retention": cards.retention(words, KEPT),
        "retention without end": cards.retention(words, ENDLESS),
        "forecast": cards.forecast(words, FORECAST, NOW),
        "forecast of one": cards.forecast(words, one, NOW),
        "forecast of nothing": cards.forecast(words, nothing, NOW),
        "forecast of many": cards.forecast(words, largest, NOW),
        "shorter retention": cards.changed(words, Changed(before=None, retention=KEPT)),
        "longer retention": cards.changed(words, Changed(before=12, retention=ENDLESS)),
    }
