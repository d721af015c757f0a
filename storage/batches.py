"""How are several interactions concluded at once, with the same codes and tags?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from storage import glances, receipts, uncoded
from storage.access import NotFound, Scope, not_for_partners
from storage.choices import CodesChanged, checked
from storage.codes import Code
from storage.conclusions import AlreadyConcluded, conclude
from storage.glances import Glance
from storage.receipts import Receipt
from storage.sent_cards import Place, SentCard
from storage.uncoded import Waiting

MOST: Final = 20  # interactions


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What would be concluded, and with what; all of one service."""

    service_id: int
    glances: tuple[Glance, ...]
    codes: Sequence[Code]
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Result:
    """`otherwise`: those that had been concluded with something else, or by somebody else. `waiting`: what is left."""

    done: tuple[Receipt, ...]
    otherwise: tuple[Receipt, ...]
    waiting: Waiting | None


def check(
    db: Connection,
    scope: Scope,
    interaction_ids: Iterable[int],
    code_ids: Collection[int],
    tagged: Iterable[str],
    place: Place,
    now: datetime,
) -> tuple[Chosen, SentCard]:
    """Nothing is concluded yet. Raises `NotForPartners`, `NotFound` or one of `choices.REFUSALS`."""
    not_for_partners(scope)
    shown = glances.of_many(db, scope, sorted(set(interaction_ids))[:MOST], now)
    if not shown:
        raise NotFound
    picked, normal = checked(db, scope.tenant_id, shown[0], code_ids, tagged)
    service_id = shown[0].service_id
    if service_id is None or any(each.service_id != service_id for each in shown):
        raise CodesChanged
    oldest_first = tuple(sorted(shown, key=lambda each: (each.started_at, each.id)))
    chosen = Chosen(service_id=service_id, glances=oldest_first, codes=picked, tags=normal)
    return chosen, receipts.note(db, scope, shown, place, "uncoded")


def conclude_all(
    db: Connection,
    scope: Scope,
    interaction_ids: Iterable[int],
    code_ids: Collection[int],
    tagged: Iterable[str],
    place: Place,
    now: datetime,
) -> tuple[Result, SentCard]:
    """Each as `conclusions.conclude`; what that raises but for `AlreadyConcluded` leaves them all open."""
    done, otherwise = [], []
    written = list(tagged)
    for each in sorted(set(interaction_ids))[:MOST]:  # in one order, so that two people never block each other
        try:
            done.append(conclude(db, scope, each, code_ids, written, now))
        except AlreadyConcluded as exc:
            otherwise.append(exc.receipt)
    concluded = [*done, *otherwise]
    service_id = concluded[0].glance.service_id if concluded else None
    following = uncoded.open_waiting(db, scope, place, now, service_id=service_id)
    waiting = following[0] if following else None
    shown = [*(each.glance for each in concluded), *(waiting.glances if waiting else ())]
    return (
        Result(done=tuple(done), otherwise=tuple(otherwise), waiting=waiting),
        receipts.note(db, scope, shown, place, "uncoded"),
    )
