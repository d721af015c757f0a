"""Which message of ours shows which customer or interaction, and to whom?"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.access import NotFound, Scope
from storage.delivery_tables import card_subjects, sent_cards
from storage.ids import new_id

WRAPUP: Final = "wrapup"  # the card to conclude an interaction: it turns into the receipt, whoever concludes it
REPLACED: Final = "replaced"  # such a card, whose place another one has taken
UNNAMED: Final = timedelta(minutes=1)  # longer than a turn may take: a card without a name by then never arrived


class NotYet(Exception):
    """The card is on its way: Teams has not given it a name yet."""


class SentCard(NamedTuple):
    """A row of the ledger, waiting for its activity id."""

    tenant_id: int
    id: int


class Place(NamedTuple):
    """Where a card will stand; `activity_id` is known when it replaces an earlier one in place."""

    conversation: str
    activity_id: str | None


def record(
    db: Connection,
    scope: Scope,
    place: Place,
    kind: str,
    *,
    customers: Iterable[int] = (),
    interactions: Iterable[int] = (),
    erasures: Iterable[int] = (),
) -> SentCard:
    """Notes a card before it is sent, so that none can be out there unknown.

    A card that takes the place of another keeps its row; but one to conclude an interaction has a row of its own, for
    the receipt of that interaction takes its place and no other's.
    """
    subjects = [("customer", c) for c in customers] + [("interaction", i) for i in interactions]
    subjects += [("erasure", e) for e in erasures]
    card_id, shown = _known(db, scope, place, kind, subjects)
    if card_id is None:
        card_id = new_id()
        row = {
            "tenant_id": scope.tenant_id,
            "id": card_id,
            "conversation": place.conversation,
            "activity_id": place.activity_id,
            "person_id": scope.person_id,
            "kind": kind,
            "sent_at": datetime.now(UTC),
        }
        db.execute(_ADD, row)
    of_card = {"tenant_id": scope.tenant_id, "card_id": card_id}
    if rows := [of_card | {"subject_kind": k, "subject_id": s} for k, s in subjects if (k, s) not in shown]:
        db.execute(_ADD_SUBJECT[db.dialect.name], rows if len(rows) > 1 else rows[0])  # a list is prepared anew
    return SentCard(scope.tenant_id, card_id)


def delivered(db: Connection, card: SentCard, activity_id: str) -> None:
    """Teams has given the card a name, under which it can be replaced.

    One that had a name already could not be replaced and was sent anew: the old one may still stand, so both are kept.
    """
    named = db.execute(_DELIVERED, {"of_tenant": card.tenant_id, "of_id": card.id, "activity_id": activity_id})
    if named.rowcount == 0:
        _add_copy(db, card, activity_id)


def withdraw(db: Connection, card: SentCard | None) -> None:
    """It has surely not arrived. One that has a name stands, and stays."""
    if card is None:
        return
    unnamed = (sent_cards.c.tenant_id == card.tenant_id, sent_cards.c.id == card.id, sent_cards.c.activity_id.is_(None))
    if db.execute(select(sent_cards.c.id).where(*unnamed)).first() is not None:
        of_card = (card_subjects.c.tenant_id == card.tenant_id, card_subjects.c.card_id == card.id)
        db.execute(delete(card_subjects).where(*of_card))
        db.execute(delete(sent_cards).where(*unnamed))


def standing(db: Connection, scope: Scope, card_id: int, now: datetime, *, kind: str | None = None) -> str:
    """The activity that shows the card, of this kind. Raises `NotYet`, or `NotFound` if it never arrived."""
    card = db.execute(_OF_ID, {"tenant": scope.tenant_id, "id": card_id}).first()
    if card is None or kind not in (None, card.kind) or (card.activity_id is None and now - card.sent_at > UNNAMED):
        raise NotFound
    if card.activity_id is None:
        raise NotYet
    activity_id: str = card.activity_id
    return activity_id


def _add_copy(db: Connection, card: SentCard, activity_id: str) -> None:
    of_card = (sent_cards.c.tenant_id == card.tenant_id, sent_cards.c.id == card.id)
    row = db.execute(select(sent_cards).where(*of_card)).mappings().one()
    copy = {"id": new_id(), "activity_id": activity_id, "sent_at": datetime.now(UTC)}
    db.execute(_ADD, {**row, **copy})
    of_subjects = (card_subjects.c.tenant_id == card.tenant_id, card_subjects.c.card_id == card.id)
    subjects = db.execute(select(card_subjects).where(*of_subjects)).mappings().all()
    if subjects:
        db.execute(_ADD_SUBJECT[db.dialect.name], [{**each, "card_id": copy["id"]} for each in subjects])


def _known(
    db: Connection, scope: Scope, place: Place, kind: str, subjects: Collection[tuple[str, int]]
) -> tuple[int | None, set[tuple[str, int]]]:
    """The row of what stands there now, if it is good for the new card too, and which of the subjects it has."""
    if place.activity_id is None:
        return None, set()
    here = {"tenant": scope.tenant_id, "conversation": place.conversation, "activity": place.activity_id}
    rows = db.execute(_KNOWN, here | {"subjects": [subject for _kind, subject in subjects]}).all()
    if not rows:
        return None, set()
    card_id: int = rows[0].id
    shown = {(row.subject_kind, row.subject_id) for row in rows}
    if WRAPUP not in (kind, rows[0].kind) or (kind == rows[0].kind and _interactions(subjects) <= shown):
        return card_id, shown
    if rows[0].kind == WRAPUP:
        row = (sent_cards.c.tenant_id == scope.tenant_id, sent_cards.c.id == card_id)
        db.execute(update(sent_cards).where(*row).values(kind=REPLACED))
    return None, set()


def _interactions(subjects: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    return {each for each in subjects if each[0] == "interaction"}


_ADD: Final = insert(sent_cards)
_ADD_SUBJECT: Final = {
    "sqlite": sqlite.insert(card_subjects).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(card_subjects).on_conflict_do_nothing(),
}
_DELIVERED: Final = update(sent_cards).where(
    sent_cards.c.tenant_id == bindparam("of_tenant"),
    sent_cards.c.id == bindparam("of_id"),
    sent_cards.c.activity_id.is_(None),
)
_OF_ID: Final = select(sent_cards.c.kind, sent_cards.c.activity_id, sent_cards.c.sent_at).where(
    sent_cards.c.tenant_id == bindparam("tenant"), sent_cards.c.id == bindparam("id")
)


def _known_at() -> Select[Any]:
    """One row for each subject that is asked for and shown there; with none of them, one of the card alone."""
    newest = (
        select(sent_cards.c.tenant_id, sent_cards.c.id, sent_cards.c.kind)
        .where(
            sent_cards.c.tenant_id == bindparam("tenant"),
            sent_cards.c.conversation == bindparam("conversation"),
            sent_cards.c.activity_id == bindparam("activity"),
        )
        .order_by(sent_cards.c.id.desc())
        .limit(1)
        .subquery("newest")
    )
    shown = and_(
        card_subjects.c.tenant_id == newest.c.tenant_id,
        card_subjects.c.subject_kind.in_(("customer", "interaction", "erasure")),
        card_subjects.c.subject_id.in_(bindparam("subjects", expanding=True)),
        card_subjects.c.card_id == newest.c.id,
    )
    columns = (newest.c.id, newest.c.kind, card_subjects.c.subject_kind, card_subjects.c.subject_id)
    return select(*columns).select_from(newest.outerjoin(card_subjects, shown))


_KNOWN: Final = _known_at()
