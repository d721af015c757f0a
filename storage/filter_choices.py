"""By which services, people and codes may somebody filter?"""

from typing import Any, Final

from sqlalchemy import Connection, and_, or_, select

from storage import services as known_services
from storage.access import Scope
from storage.code_tables import codes as code_table
from storage.code_tables import service_codes
from storage.tables import memberships
from storage.tables import people as people_table

MOST: Final = 5_000  # of each

Choices = list[tuple[int, str]]
"""(id, name), by name."""


def every(db: Connection, scope: Scope) -> tuple[Choices, Choices, Choices]:
    """Services, people and codes."""
    return services(db, scope), people(db, scope), codes(db, scope)


def services(db: Connection, scope: Scope) -> Choices:
    """Those of which somebody sees interactions."""
    found = known_services.list_all(db, scope.tenant_id)
    return [(s.id, s.name) for s in found if scope.services is None or s.id in scope.services]


def people(db: Connection, scope: Scope) -> Choices:
    """Of the services in sight; nobody but oneself for who sees people by pseudonyms, so that no mask is tried out."""
    p, m = people_table.c, memberships.c
    query = select(p.id, p.name).where(p.tenant_id == scope.tenant_id)
    if scope.users_masked:
        query = query.where(p.id == scope.person_id)
    elif scope.services is not None:
        here = and_(m.tenant_id == p.tenant_id, m.person_id == p.id, m.service_id.in_(scope.services))
        query = query.where(select(m.person_id).where(here).exists())
    return _read(db, query.order_by(p.name, p.id))


def codes(db: Connection, scope: Scope) -> Choices:
    """Those on offer in a service in sight, and those at home in one's own, the retired too."""
    c, s = code_table.c, service_codes.c
    query = select(c.id, c.name).where(c.tenant_id == scope.tenant_id)
    if scope.services is not None:
        on_offer = and_(s.tenant_id == c.tenant_id, s.code_id == c.id, s.service_id.in_(scope.services))
        query = query.where(or_(c.service_id.in_(scope.owned), select(s.code_id).where(on_offer).exists()))
    return _read(db, query.order_by(c.name_key, c.id))


def _read(db: Connection, query: Any) -> Choices:
    return [(row.id, row.name) for row in db.execute(query.limit(MOST))]
