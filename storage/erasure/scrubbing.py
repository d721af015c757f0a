"""Do our own earlier cards still say who the customer was?

Each card of the ledger that shows the customer is replaced by one that says that the data was anonymised. That goes
through the outbox, so it survives what any message survives. A card that never arrived, or whose chat is closed to us,
cannot be replaced; how many there are is in the receipt.
"""

from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, and_, exists, or_, select

from storage import outbox
from storage.access import NotFound
from storage.delivery_tables import card_subjects, conversations, sent_cards
from storage.delivery_tables import outbox as outbox_rows
from storage.erasure import material
from storage.erasure.records import Erasure
from storage.sent_cards import UNNAMED
from storage.tables import interactions

KIND: Final = "scrubbed"
_UNDER_WAY: Final = ("waiting", "sending")


class Rewritten(NamedTuple):
    """What became of the cards. Done when none is `under_way`.

    `closed`: Teams lets us write no more there, and it waits. `refused`: Teams did not take it.
    """

    rewritten: int
    gone: int
    closed: int
    refused: int
    under_way: int


def showing(tenant_id: int, customer_id: int) -> Any:
    """Our cards that show the customer or an interaction of theirs: rows of the ledger, each once."""
    s = card_subjects.c
    theirs = select(interactions.c.id).where(material.own_interactions(tenant_id, customer_id))
    subject = or_(
        and_(s.subject_kind == "customer", s.subject_id == customer_id),
        and_(s.subject_kind == "interaction", s.subject_id.in_(theirs)),
    )
    ids = select(s.card_id).where(s.tenant_id == tenant_id, subject)
    return select(sent_cards).where(sent_cards.c.tenant_id == tenant_id, sent_cards.c.id.in_(ids))


def put(db: Connection, erasure: Erasure) -> None:
    """Those that came since are put too: a card may have been on its way when the data was replaced."""
    for card in db.execute(_cards(erasure)).all():
        if card.reader is None:
            continue
        outbox.put(
            db,
            card.home,
            card.reader,
            cause=_cause(erasure, card.id),
            kind=KIND,
            content={"tenant": str(erasure.tenant_id), "card": str(card.id)},
            conversation=card.conversation,
        )


def state(db: Connection, erasure: Erasure, now: datetime) -> Rewritten:
    """Also of the cards of the request itself, which show how it stands."""
    cards = db.execute(_cards(erasure)).all()
    states = [_state(db, card, erasure, now) for card in cards]
    own = db.execute(
        select(outbox_rows.c.id).where(
            outbox_rows.c.tenant_id == erasure.tenant_id,
            outbox_rows.c.state.in_(_UNDER_WAY),
            outbox_rows.c.cause >= f"erasure:{erasure.id}:",
            outbox_rows.c.cause < f"erasure:{erasure.id};",
        )
    ).all()
    return Rewritten(
        rewritten=states.count("sent"),
        gone=states.count("gone"),
        closed=states.count("parked"),
        refused=states.count("failed"),
        under_way=states.count("under way") + len(own),
    )


def standing(db: Connection, tenant_id: int, card_id: int) -> str:
    """The activity that shows the card; whoever reads it, the replacement names nobody. Raises `NotFound`."""
    of_card = (sent_cards.c.tenant_id == tenant_id, sent_cards.c.id == card_id)
    activity_id = db.execute(select(sent_cards.c.activity_id).where(*of_card)).scalar()
    if activity_id is None:
        raise NotFound
    return str(activity_id)


def _cards(erasure: Erasure) -> Any:
    """Each with the tenant that knows its chat: a partner's is known in their own."""
    k, s = conversations.c, card_subjects.c
    of_request = exists().where(
        s.tenant_id == sent_cards.c.tenant_id,
        s.card_id == sent_cards.c.id,
        s.subject_kind == "erasure",
        s.subject_id == erasure.id,
    )
    home = (k.tenant_id.label("home"), k.person_id.label("reader"))
    shown = showing(erasure.tenant_id, erasure.customer_id).with_only_columns(sent_cards.c.id)
    query = select(sent_cards, *home).outerjoin(conversations, k.conversation == sent_cards.c.conversation)
    return query.where(sent_cards.c.tenant_id == erasure.tenant_id, sent_cards.c.id.in_(shown), ~of_request)


def _state(db: Connection, card: Any, erasure: Erasure, now: datetime) -> str:
    if card.reader is None:
        return "gone"
    if card.activity_id is None:
        return "gone" if now - card.sent_at > UNNAMED else "under way"
    o = outbox_rows.c
    found = db.execute(select(o.state).where(o.tenant_id == card.home, o.cause == _cause(erasure, card.id))).scalar()
    if found is None or found in _UNDER_WAY:
        return "under way"
    return found if found in ("sent", "parked", "failed") else "gone"


def _cause(erasure: Erasure, card_id: int) -> str:
    return f"scrubbed:{erasure.id}:{card_id}"
