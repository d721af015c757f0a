"""What is a measured figure?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the results."""

    group: str
    what: str
    figure: str
    target: str = ""
    met: bool | None = None  # None: there is no target

    @property
    def verdict(self) -> str:
        return "" if self.met is None else "met" if self.met else "missed"


def row(group: str, what: str, value: float, unit: str, *, spread: Sequence[float] = ()) -> Row:
    figure = f"{readable(value)} {unit}".rstrip()
    if len(spread) > 1:
        figure += f" ({readable(min(spread))} to {readable(max(spread))})"
    return Row(group=group, what=what, figure=figure)


def judged(
    group: str, what: str, value: float, unit: str, target: float, better: Literal["at least", "at most"]
) -> Row:
    met = value >= target if better == "at least" else value <= target
    wanted = f"{better} {target:g} {unit}".rstrip()
    return Row(group=group, what=what, figure=f"{readable(value)} {unit}".rstrip(), target=wanted, met=met)


def readable(value: float) -> str:
    """Three digits, no more are reproducible."""
    if value >= 1000:
        return f"{round(value, -1 if value < 10_000 else -2):,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]
