"""What does the card hold with which an interaction is concluded?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from storage import audit, conclusions, interactions, offers, receipts, sent_cards
from storage.access import NotFound, Scope
from storage.glances import Glance
from storage.interactions import Row
from storage.offers import Offer
from storage.sent_cards import Place, SentCard

RECENT: Final = 3  # interactions of the customer


@dataclass(frozen=True, kw_only=True)
class Form:
    """`recent` are the customer's others, newest first; none where it is not to be shown who calls."""

    glance: Glance
    recent: tuple[Row, ...]
    offer: Offer


def open_form(db: Connection, scope: Scope, interaction_id: int, place: Place, now: datetime) -> tuple[Form, SentCard]:
    """Audited and entered in the ledger. Raises as `conclusions.waiting`."""
    glance = conclusions.waiting(db, scope, interaction_id, now)
    if glance.service_id is None:
        raise NotFound
    recent: tuple[Row, ...] = ()
    if glance.customer_id is not None:
        newest = interactions.newest(db, scope, glance.customer_id, RECENT + 1)
        recent = tuple(row for row in newest if row.id != interaction_id)[:RECENT]
    form = Form(glance=glance, recent=recent, offer=offers.of_service(db, scope, glance.service_id, now))
    audit.record(db, scope, "interaction.opened", "interaction", interaction_id)
    return form, receipts.note(db, scope, [glance], place, sent_cards.WRAPUP)
