"""Which list is filtered, and who may open its menu or have it as a file?"""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from storage import customers, exports, filter_choices, sent_cards
from storage import filters as filtering
from storage.access import NotFound, Scope
from storage.filter_choices import Choices
from storage.filters import Filters, Named
from storage.sent_cards import Place, SentCard


@dataclass(frozen=True, kw_only=True)
class Listed:
    """The history of a customer, or the interactions of a service."""

    customer_id: int | None = None
    service_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class About:
    """`title` of the customer, as the viewer may see them, or of the service."""

    title: str
    services: Choices  # those in sight
    named: Named


def open_menu(db: Connection, scope: Scope, listed: Listed, filters: Filters, place: Place) -> tuple[About, SentCard]:
    """In the ledger, for a filter may hold what somebody typed. Raises `NotFound`."""
    about = _about(db, scope, listed, filters)
    of = [] if listed.customer_id is None else [listed.customer_id]
    return about, sent_cards.record(db, scope, place, "filters", customers=of)


def to_export(db: Connection, scope: Scope, listed: Listed, filters: Filters, place: Place) -> tuple[About, SentCard]:
    """As `open_menu`, for who may export. Raises `NotAnOwner`, `NotFound`."""
    return open_menu(db, _exporting(db, scope, listed), listed, filters, place)


def may_export(db: Connection, scope: Scope, listed: Listed, filters: Filters) -> None:
    """Before a file is asked for. Raises as `to_export`."""
    _about(db, _exporting(db, scope, listed), listed, filters)


def _exporting(db: Connection, scope: Scope, listed: Listed) -> Scope:
    """What of their scope somebody may have as a file."""
    reach = exports.check(db, scope, None if listed.service_id is None else [listed.service_id])
    return replace(scope, services=reach.services)


def _about(db: Connection, scope: Scope, listed: Listed, filters: Filters) -> About:
    services = filter_choices.services(db, scope)
    if listed.customer_id is None:
        title = dict(services).get(listed.service_id or 0)
        if title is None:
            raise NotFound
    else:
        name, shown = customers.identity(db, scope, listed.customer_id)
        title = name or (shown[0] if shown else "")
    return About(title=title, services=services, named=filtering.named(db, scope, filters))
