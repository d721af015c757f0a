"""What is counted? Whole numbers and durations, with labels that name neither a person nor a tenant."""

from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

REGISTRY: Final = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

_events = Counter(
    "aftercall_events", "Contact events that came in, by what became of them", ["status"], registry=REGISTRY
)
_fed = Counter(
    "aftercall_feed_rows", "Rows that the reporting feed gave, by entity set", ["entity_set"], registry=REGISTRY
)
_turns = Histogram(
    "aftercall_turn_seconds",
    "From the arrival of an activity to the answer, by its HTTP status",
    ["status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15),
    registry=REGISTRY,
)
_tried = Counter(
    "aftercall_messages",
    "Attempts to say something outside a turn, by what became of them",
    ["became"],
    registry=REGISTRY,
)
_outbox = Gauge("aftercall_outbox", "Messages that are waiting, parked or failed", ["state"], registry=REGISTRY)


def events_taken(statuses: Iterable[str]) -> None:
    """`accepted`, `duplicate` or `rejected`, each."""
    for status, count in Tally(statuses).items():
        _events.labels(status).inc(count)


def rows_fed(entity_set: str, count: int) -> None:
    _fed.labels(entity_set).inc(count)


def turn_taken(status: int, seconds: float) -> None:
    _turns.labels(str(status)).observe(seconds)


def message_tried(became: str) -> None:
    """`sent`, `moot`, `again`, `parked` or `failed`."""
    _tried.labels(became).inc()


def outbox_holds(counts: Mapping[str, int]) -> None:
    _outbox.clear()
    for state, count in counts.items():
        _outbox.labels(state).set(count)


def exposed() -> bytes:
    """In the text format of Prometheus."""
    return generate_latest(REGISTRY)
