"""What is a figure of a report, and what is it computed from?

The fractions are those of the legend. One is None where there is nothing to divide: it reads *n/a* then, never 0 %.
"""

from dataclasses import dataclass, fields

from storage.codes import Code
from storage.services import Service


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """Counts of what has ended, from which the three key figures come. Their sentences are the source documents'.

    Where the time in the queue was not measured, nobody knows whether it was within the SLA: it counts in neither part.
    """

    queued: int = 0
    handled: int = 0
    accepted: int = 0
    accepted_in_time: int = 0
    hung_up: int = 0
    hung_up_early: int = 0

    @property
    def reachability(self) -> float | None:
        """*Share of queued tasks handled by users*: queued and handled by a user, divided by queued."""
        return _share(self.handled, self.queued)

    @property
    def acceptance(self) -> float | None:
        """*Share of tasks accepted in the waiting queue within the SLA interval*: within the service's SLA, divided by
        accepted, which is what was queued and handled by a user."""
        return _share(self.accepted_in_time, self.accepted)

    @property
    def hangup(self) -> float | None:
        """*Share of calls whose customer hung up in the waiting queue before the SLA interval had elapsed*: before the
        service's SLA, divided by hung up in the queue."""
        return _share(self.hung_up_early, self.hung_up)

    def __add__(self, other: "Kpi") -> "Kpi":
        return Kpi(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Of what could be concluded: ended, with an agent connected, in a service that concludes."""

    could: int = 0
    concluded: int = 0
    unreachable: int = 0  # not concluded, and its agent has no chat with the bot
    conclusions: int = 0  # also of what nobody was connected to

    @property
    def share(self) -> float | None:
        return _share(self.concluded, self.could)

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(frozen=True, kw_only=True)
class CodeUse:
    """`counts` by the parts of the period."""

    code: Code
    applied: bool  # to one of the services, now
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, kw_only=True)
class Codes:
    """Those used and those on offer, primary ones first, the most used first; the retired too, where they were used."""

    services: tuple[Service, ...]
    uses: tuple[CodeUse, ...]
    coverage: tuple[Coverage, ...]  # by the parts of the period

    @property
    def covered(self) -> Coverage:
        return sum(self.coverage, Coverage())

    @property
    def unused(self) -> tuple[Code, ...]:
        return tuple(u.code for u in self.uses if not u.total)


@dataclass(frozen=True, kw_only=True)
class Results:
    """`counts` of each result that occurred, by the parts of the period; None: still open."""

    services: tuple[Service, ...]
    counts: dict[str | None, tuple[int, ...]]


@dataclass(frozen=True, kw_only=True)
class Kpis:
    services: tuple[Service, ...]
    parts: tuple[Kpi, ...]  # of the period

    @property
    def whole(self) -> Kpi:
        return sum(self.parts, Kpi())


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
