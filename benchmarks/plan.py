"""How large, how long and how often is measured?"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Plan:
    folder: Path  # environments of the peers, stores and logs: kept for the next run
    customers: int
    interactions: int
    small_customers: int  # the store that growth is measured from
    rounds: int  # of which the median counts
    seconds: float  # of load, a round
    peers: bool
    samples: int  # of each typed text
    pages: int  # of each history order
    starts: int
    memory_turns: int
    events: int
    conclusions: int
    wrapups: int  # calls that end
    feed_rows: int
    export_rows: int


FOLDER: Final = Path("var/bench")


def full(folder: Path) -> Plan:
    return Plan(
        folder=folder,
        customers=1_000_000,
        interactions=5_000_000,
        small_customers=10_000,
        rounds=5,
        seconds=4.0,
        peers=True,
        samples=20,
        pages=200,
        starts=5,
        memory_turns=10_000,
        events=20_000,
        conclusions=3_000,
        wrapups=600,
        feed_rows=1_000_000,
        export_rows=1_000_000,
    )


def quick(folder: Path) -> Plan:
    """Shows that every measurement runs to its end; its figures mean nothing."""
    return Plan(
        folder=folder,
        customers=500,
        interactions=2_500,
        small_customers=500,
        rounds=1,
        seconds=5.0,
        peers=False,
        samples=1,
        pages=3,
        starts=1,
        memory_turns=50,
        events=300,
        conclusions=60,
        wrapups=20,
        feed_rows=2_000,
        export_rows=2_500,
    )
