"""Who may see what?

The table of roles is in docs/roles.md. Default deny: a person without a role of the tenant is a stranger to it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Connection, Row, Select, and_, bindparam, select

from storage.tables import memberships, people, roles, tenants

P = ParamSpec("P")
T = TypeVar("T")


class Refusal(Exception):
    """Somebody tried what is not theirs to do or to see: it is in the audit log (dialogs/turn.py)."""


class NotFound(Refusal):
    """It does not exist, or it is not theirs: the two read the same."""


class Stranger(Refusal):
    """The person has no role in this tenant."""


class NotAnOwner(Refusal):
    """The person configures no service: they own none, and administer no tenant."""


class NotAnAdmin(Refusal):
    """The person administers no tenant."""


class NotForPartners(Refusal):
    """A partner admin looks on: concluding and reporting is for the tenant's own people."""


class NoTenantChosen(Exception):
    """A partner admin of several tenants has not said which one."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """Somebody as Teams names them: two ids of Microsoft Entra."""

    tenant: str
    person: str


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What one person may see, in one tenant, at one moment."""

    tenant_id: int
    person_id: int
    region: str  # ISO 3166
    roles: frozenset[str]  # tenant_admin, partner_admin, owner, agent
    services: frozenset[int] | None  # None: all of the tenant
    owned: frozenset[int]
    masked: bool  # names and identifiers of customers
    users_masked: bool  # names of people of the tenant but the person's own

    @property
    def is_admin(self) -> bool:
        return "tenant_admin" in self.roles


def scoped(
    db: Connection,
    who: Who,
    function: Callable[Concatenate[Connection, Scope, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Runs `function` with the rights of this very transaction."""
    return function(db, scope_of(db, who), *args, **kwargs)


def scoped_to(
    db: Connection,
    tenant_id: int,
    person_id: int,
    function: Callable[Concatenate[Connection, Scope, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """As `scoped`, for somebody who has not asked: the reader of a message."""
    return function(db, scope_of_person(db, tenant_id, person_id), *args, **kwargs)


def scope_of_person(db: Connection, tenant_id: int, person_id: int) -> Scope:
    """Raises `Stranger` or `NoTenantChosen`; a partner admin who looks at another tenant is a stranger to this one."""
    rows = db.execute(_THEIRS, {"tenant": tenant_id, "person": person_id}).all()
    if not rows:
        raise Stranger
    scope = _scope(db, Who(tenant=rows[0].entra_id, person=rows[0].object_id), rows)
    if scope.tenant_id != tenant_id:
        raise Stranger
    return scope


def scope_of(db: Connection, who: Who) -> Scope:
    """Raises `Stranger` or `NoTenantChosen`."""
    return _scope(db, who, db.execute(_MINE, {"tenant": who.tenant, "person": who.person}).all())


def _scope(db: Connection, who: Who, rows: Sequence[Row[Any]]) -> Scope:
    own = frozenset(r.role for r in rows if r.role) - {"partner_admin"}
    served = [r for r in rows if r.service_id is not None]
    if not own and not served:
        return _of_partner(db, who, rows)
    me = rows[0]
    everything = "tenant_admin" in own
    all_roles = own | {r.place for r in served}
    shown = me.owners_see_customers if "owner" in all_roles else me.agents_see_customers
    return Scope(
        tenant_id=me.tenant_id,
        person_id=me.id,
        region=me.region,
        roles=all_roles,
        services=None if everything else frozenset(r.service_id for r in served),
        owned=frozenset(r.service_id for r in served if r.place == "owner"),
        masked=not (everything or shown),
        users_masked=not (everything or me.users_shown),
    )


def may_export(scope: Scope) -> bool:
    """Owners of their own services, tenant admins all; partner admins if the tenant lets them see its customers."""
    return bool(scope.owned) or scope.is_admin or ("partner_admin" in scope.roles and not scope.masked)


def only_admins(scope: Scope) -> None:
    """Raises `NotAnAdmin`."""
    if not scope.is_admin:
        raise NotAnAdmin


def not_for_partners(scope: Scope) -> None:
    """Raises `NotForPartners`."""
    if looks_on(scope):
        raise NotForPartners


def looks_on(scope: Scope) -> bool:
    """Whether somebody has no role in this tenant but a partner's."""
    return scope.roles <= {"partner_admin"}


def partner_tenants(db: Connection, who: Who) -> list[tuple[int, str]]:
    """(id, name) of the tenants that a partner admin looks after, by name."""
    rows = db.execute(
        select(tenants.c.id, tenants.c.name)
        .join(people, and_(people.c.tenant_id == tenants.c.id, people.c.object_id == who.person))
        .join(roles, and_(roles.c.tenant_id == people.c.tenant_id, roles.c.person_id == people.c.id))
        .where(roles.c.role == "partner_admin")
        .order_by(tenants.c.name)
    )
    return [(r.id, r.name) for r in rows]


# One row for each pair of role and membership; a person with neither has one row of their own.
_RIGHTS: Final[Select[Any]] = (
    select(
        tenants.c.id.label("tenant_id"),
        tenants.c.entra_id,
        tenants.c.region,
        tenants.c.agents_see_customers,
        tenants.c.owners_see_customers,
        tenants.c.users_shown,
        people.c.id,
        people.c.object_id,
        people.c.chosen_tenant_id,
        roles.c.role,
        memberships.c.service_id,
        memberships.c.role.label("place"),
    )
    .join(people, people.c.tenant_id == tenants.c.id)
    .outerjoin(roles, and_(roles.c.tenant_id == people.c.tenant_id, roles.c.person_id == people.c.id))
    .outerjoin(
        memberships,
        and_(memberships.c.tenant_id == people.c.tenant_id, memberships.c.person_id == people.c.id),
    )
)
_MINE: Final = _RIGHTS.where(tenants.c.entra_id == bindparam("tenant"), people.c.object_id == bindparam("person"))
_THEIRS: Final = _RIGHTS.where(tenants.c.id == bindparam("tenant"), people.c.id == bindparam("person"))


def _of_partner(db: Connection, who: Who, mine: Sequence[Row[Any]]) -> Scope:
    choices = [t for t, _name in partner_tenants(db, who)]
    chosen = mine[0].chosen_tenant_id if mine else None
    if not choices:
        raise Stranger
    if len(choices) > 1 and chosen not in choices:
        raise NoTenantChosen
    tenant_id = chosen if chosen in choices else choices[0]
    row = db.execute(
        select(people.c.id, tenants.c.region, tenants.c.partners_see_customers, tenants.c.users_shown)
        .join(tenants, tenants.c.id == people.c.tenant_id)
        .where(people.c.tenant_id == tenant_id, people.c.object_id == who.person)
    ).one()
    return Scope(
        tenant_id=tenant_id,
        person_id=row.id,
        region=row.region,
        roles=frozenset({"partner_admin"}),
        services=None,
        owned=frozenset(),
        masked=not row.partners_see_customers,
        users_masked=not row.users_shown,
    )
