"""How do two customers become one, and one two?

Merging moves everything; splitting moves identifiers, and the interactions whose source they are. Each undoes the
other. Who has been anonymised is nobody any more, and can be neither.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from storage import audit, conflicts, customer_rows, moving, sent_cards
from storage.access import Scope, only_admins
from storage.conflicts import Party
from storage.customer_rows import CustomerRow
from storage.erasure.records import AlreadyAnonymised, is_anonymised
from storage.erasure.replacement import lock_tenant
from storage.ids import new_id
from storage.sent_cards import Place, SentCard
from storage.tables import interactions
from storage.terms import identify, readable

LONGEST_NAME: Final = 200

_i = interactions.c


class OneAndTheSame(Exception):
    """A customer is not merged with itself."""


class NothingChosen(Exception):
    """No identifier was chosen to be split off."""


class NothingLeft(Exception):
    """A customer keeps one identifier at least."""


@dataclass(frozen=True, kw_only=True)
class Own:
    """An identifier of a customer. `sign` stands for it in a card; `interactions` are those whose source it is."""

    sign: str
    shown: str
    interactions: int


Sign = Callable[[str], str]
"""A keyed hash of an identifier's key: a card's data holds nobody's number."""


def compare(db: Connection, scope: Scope, one_id: int, other_id: int, place: Place) -> tuple[Party, Party, SentCard]:
    """Audited. Raises `NotAnAdmin`, `NotFound`, `OneAndTheSame`, `AlreadyAnonymised`."""
    only_admins(scope)
    _two(db, scope, one_id, other_id)
    one, other = conflicts.party(db, scope, one_id), conflicts.party(db, scope, other_id)
    for each, beside in ((one_id, other_id), (other_id, one_id)):  # somebody looked at either
        audit.record(db, scope, "customer.compared", "customer", each, other=str(beside))
    return one, other, sent_cards.record(db, scope, place, "merging", customers=[one_id, other_id])


def look(db: Connection, scope: Scope, customer_id: int, place: Place) -> tuple[Party, SentCard]:
    """Who is to be merged. Audited. Raises `NotAnAdmin`, `NotFound`."""
    only_admins(scope)
    party = conflicts.party(db, scope, customer_id)
    audit.record(db, scope, "customer.looked", "customer", customer_id)
    return party, sent_cards.record(db, scope, place, "merging", customers=[customer_id])


def merge(
    db: Connection, scope: Scope, one_id: int, other_id: int, named_as: int, sign: Sign, place: Place
) -> tuple[Party, list[str], SentCard]:
    """`one` stays; `named_as` is the id of the one whose name it bears. The signs of what came over.

    Raises as `compare`.
    """
    only_admins(scope)
    lock_tenant(db, scope.tenant_id)
    _two(db, scope, one_id, other_id)
    one, other = moving.load(db, scope.tenant_id, one_id), moving.load(db, scope.tenant_id, other_id)
    if named_as == other_id:
        one.name = other.name
    one.named_at = max(filter(None, (one.named_at, other.named_at)), default=None)
    one.last_contact_at = max(one.last_contact_at, other.last_contact_at)
    came = list(other.identifiers)
    one.identifiers |= other.identifiers
    moved = moving.everything(db, scope, one_id, other_id)
    customer_rows.change(db, scope.tenant_id, [one])
    customer_rows.remove(db, scope.tenant_id, [other])
    counts = {"interactions": moved, "identifiers": len(came)}
    audit.record(db, scope, "customer.merged", "customer", one_id, other=str(other_id), **counts)
    shown = sent_cards.record(db, scope, place, "merged", customers=[one_id])
    return conflicts.party(db, scope, one_id), [sign(key) for key in came], shown


def own(db: Connection, scope: Scope, customer_id: int, sign: Sign, place: Place) -> tuple[Party, list[Own], SentCard]:
    """Audited. Raises `NotAnAdmin`, `NotFound`, `AlreadyAnonymised`."""
    only_admins(scope)
    known = conflicts.party(db, scope, customer_id)
    if is_anonymised(db, scope.tenant_id, customer_id):
        raise AlreadyAnonymised
    sources = _sources(db, scope, customer_id)
    found = [
        Own(sign=sign(i.key), shown=readable(i.key, i.value), interactions=len(sources.get(i.key, ())))
        for i in moving.load(db, scope.tenant_id, customer_id).identifiers.values()
    ]
    audit.record(db, scope, "customer.identifiers", "customer", customer_id)
    found.sort(key=lambda each: each.shown)
    return known, found, sent_cards.record(db, scope, place, "splitting", customers=[customer_id])


def split(
    db: Connection, scope: Scope, customer_id: int, chosen: Collection[str], name: str, sign: Sign, place: Place
) -> tuple[Party, Party, SentCard]:
    """What stays, and what is somebody of their own from now on.

    Raises `NotAnAdmin`, `NotFound`, `AlreadyAnonymised`, `NothingChosen`, `NothingLeft`.
    """
    only_admins(scope)
    lock_tenant(db, scope.tenant_id)
    if is_anonymised(db, scope.tenant_id, customer_id):
        raise AlreadyAnonymised
    left = moving.load(db, scope.tenant_id, customer_id)
    gone = {key: each for key, each in left.identifiers.items() if sign(key) in chosen}
    if not gone:
        raise NothingChosen
    if len(gone) == len(left.identifiers):
        raise NothingLeft
    new = CustomerRow(id=new_id(), name=name[:LONGEST_NAME] or None, identifiers=gone)
    new.last_contact_at = left.last_contact_at  # unless it has interactions of its own
    left.identifiers = {key: each for key, each in left.identifiers.items() if key not in gone}
    customer_rows.change(db, scope.tenant_id, [left])
    customer_rows.add(db, scope.tenant_id, [new])
    sources = _sources(db, scope, customer_id)
    moved = [interaction_id for key in gone for interaction_id in sources.get(key, ())]
    moving.some(db, scope, customer_id, new.id, moved)
    counts = {"interactions": len(moved), "identifiers": len(gone)}
    audit.record(db, scope, "customer.split", "customer", customer_id, other=str(new.id), **counts)
    both = (conflicts.party(db, scope, customer_id), conflicts.party(db, scope, new.id))
    return *both, sent_cards.record(db, scope, place, "split", customers=[customer_id, new.id])


def _two(db: Connection, scope: Scope, one_id: int, other_id: int) -> None:
    if one_id == other_id:
        raise OneAndTheSame
    for each in (one_id, other_id):
        conflicts.party(db, scope, each)
        if is_anonymised(db, scope.tenant_id, each):
            raise AlreadyAnonymised


def _sources(db: Connection, scope: Scope, customer_id: int) -> dict[str, list[int]]:
    """The interactions of a customer by the key of their source."""
    found: dict[str, list[int]] = {}
    own = (_i.tenant_id == scope.tenant_id, _i.customer_id == customer_id)
    for row in db.execute(select(_i.id, _i.source).where(*own)):
        known = identify("caller", row.source, scope.region)
        if known is not None:
            found.setdefault(known.key, []).append(row.id)
    return found
