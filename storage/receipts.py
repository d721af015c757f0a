"""With what was an interaction concluded, by whom and when?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    exists,
    literal_column,
    select,
    union_all,
)

from storage import audit, glances, masking, outbox, sent_cards
from storage import people as persons
from storage.access import NotFound, Scope
from storage.code_tables import conclusion_codes, conclusion_tags, conclusions
from storage.delivery_tables import card_subjects, conversations
from storage.delivery_tables import sent_cards as ledger
from storage.glances import Glance
from storage.outbox import Message
from storage.sent_cards import Place, SentCard
from storage.tables import people

MOST_TOLD: Final = 200  # cards of one interaction

_s = card_subjects.c


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A conclusion as somebody reads it: for ever the same, but for what is masked to them."""

    glance: Glance
    person: str | None  # None: the timer, with the owner's default
    own: bool
    concluded_at: datetime
    codes: tuple[str, ...]  # as they were called then, primary first
    tags: tuple[str, ...]

    @property
    def id(self) -> int:
        return self.glance.id


def find(db: Connection, scope: Scope, glance: Glance) -> Receipt | None:
    """None: it waits for its conclusion."""
    return of_many(db, scope, [glance]).get(glance.id)


def of_many(db: Connection, scope: Scope, shown: Iterable[Glance]) -> dict[int, Receipt]:
    """By the interaction; those that are not concluded are left out. One statement, however many."""
    by_id = {each.id: each for each in shown}
    if not by_id:
        return {}
    written: dict[int, list[Any]] = {}
    for row in db.execute(_WRITTEN, {"tenant": scope.tenant_id, "ids": list(by_id)}):
        written.setdefault(row.interaction_id, []).append(row)
    return {each: _receipt(scope, by_id[each], rows) for each, rows in written.items()}


def open_receipt(
    db: Connection, scope: Scope, interaction_id: int, place: Place, now: datetime
) -> tuple[Receipt, SentCard]:
    """Audited and entered in the ledger. Raises `NotFound`, also where nobody has concluded it."""
    glance = glances.of_one(db, scope, interaction_id, now)
    receipt = find(db, scope, glance)
    if receipt is None:
        raise NotFound
    audit.record(db, scope, "conclusion.opened", "interaction", interaction_id)
    sent = note(db, scope, [glance], place, sent_cards.WRAPUP)
    if place.activity_id is not None:
        turn_cards(db, scope.tenant_id, interaction_id)  # this one too, should the answer be lost
    return receipt, sent


def turn_cards(db: Connection, tenant_id: int, interaction_id: int) -> None:
    """Each card that concludes it, in everybody's chat, turns into the receipt; each once."""
    shown = db.execute(_SHOWN, {"tenant": tenant_id, "interaction": interaction_id})
    messages = (
        Message(
            person_id=each.person_id,
            conversation=each.conversation,
            cause=f"receipt:{interaction_id}:{each.id}",
            kind="receipt",
            content={"card": str(each.id), "interaction": str(interaction_id)},
        )
        for each in shown
        if each.has_chat
    )
    outbox.put_many(db, tenant_id, messages)


def in_place_of(db: Connection, scope: Scope, card_id: int, interaction_id: int, now: datetime) -> tuple[Receipt, str]:
    """The receipt, and the activity where a card to conclude the interaction stands.

    Raises `NotFound` if none stands there any more, and `NotYet` while the card is on its way.
    """
    activity_id = sent_cards.standing(db, scope, card_id, now, kind=sent_cards.WRAPUP)
    receipt = find(db, scope, glances.of_one(db, scope, interaction_id, now))
    if receipt is None:
        raise NotFound
    return receipt, activity_id


def note_these(
    db: Connection, scope: Scope, interaction_ids: Iterable[int], place: Place, kind: str, now: datetime
) -> SentCard:
    """As `note`, of interactions in sight."""
    return note(db, scope, glances.of_many(db, scope, interaction_ids, now), place, kind)


def note(db: Connection, scope: Scope, shown: Sequence[Glance], place: Place, kind: str) -> SentCard:
    """Enters a card in the ledger that shows these interactions and who called."""
    named = {each.customer_id for each in shown if each.customer_id}
    return sent_cards.record(db, scope, place, kind, customers=named, interactions=[each.id for each in shown])


def _receipt(scope: Scope, glance: Glance, rows: Sequence[Any]) -> Receipt:
    """`rows`: one for each code and each tag, in order; with neither, one with the conclusion alone."""
    head = rows[0]
    return Receipt(
        glance=glance,
        person=persons.shown(scope, head.person_id, head.person),
        own=head.person_id == scope.person_id,
        concluded_at=head.concluded_at,
        codes=tuple(row.code for row in rows if row.code is not None),
        tags=tuple(_tag(scope, head, row.tag) for row in rows if row.tag is not None),
    )


def _tag(scope: Scope, head: Any, tag: str) -> str:
    """A free word may be about somebody: a masked viewer reads that there is one, unless it is their own."""
    return masking.DOTS if scope.masked and head.person_id != scope.person_id else tag


def _written() -> CompoundSelect[Any]:
    """Each conclusion once with every code, or with none, and once with every tag."""
    c, code, tag = conclusions.c, conclusion_codes.c, conclusion_tags.c
    head = (c.interaction_id, c.person_id, c.concluded_at, people.c.name.label("person"))
    who = and_(people.c.tenant_id == c.tenant_id, people.c.id == c.person_id)

    def of_these(*word: Any) -> Select[Any]:
        query = select(*head, *word).select_from(conclusions).outerjoin(people, who)
        return query.where(c.tenant_id == bindparam("tenant"), c.interaction_id.in_(bindparam("ids", expanding=True)))

    nothing: Any = literal_column("NULL", String)
    picked = and_(code.tenant_id == c.tenant_id, code.interaction_id == c.interaction_id)
    tagged = and_(tag.tenant_id == c.tenant_id, tag.interaction_id == c.interaction_id)
    both = union_all(
        of_these(code.name.label("code"), nothing.label("tag"), code.position).outerjoin(conclusion_codes, picked),
        of_these(nothing.label("code"), tag.tag, tag.position).join(conclusion_tags, tagged),
    )
    return both.order_by("position")


_WRITTEN: Final = _written()


_has_chat = exists().where(  # no join: a planner that knows no sizes yet would begin with every chat of the tenant
    conversations.c.tenant_id == ledger.c.tenant_id, conversations.c.conversation == ledger.c.conversation
)
_SHOWN: Final = (
    select(ledger.c.id, ledger.c.conversation, ledger.c.person_id, _has_chat.label("has_chat"))
    .join(card_subjects, and_(_s.tenant_id == ledger.c.tenant_id, _s.card_id == ledger.c.id))
    .where(_s.tenant_id == bindparam("tenant"), _s.subject_kind == "interaction")
    .where(_s.subject_id == bindparam("interaction"), ledger.c.kind == sent_cards.WRAPUP)
    .limit(MOST_TOLD)
)
