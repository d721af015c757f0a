"""What is a service set up as: its licence, its SLA intervals, its owners and its members?

Its owners see it, a tenant admin changes it.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select, update

from storage import audit, changes, services
from storage.access import NotAnOwner, NotFound, Scope, only_admins
from storage.changes import Change, ChangedMeanwhile
from storage.ownership import own
from storage.people import shown
from storage.services import LICENCES, NoSuchService, Service
from storage.tables import memberships, people
from storage.tables import services as table

SETTINGS: Final = ("licence", "acceptance_sla_seconds", "hangup_sla_seconds")
MOST_SECONDS: Final = 24 * 3600
_ACTIONS: Final = ("service.set",)


class NotSeconds(Exception):
    """An SLA interval is a whole number of seconds, from 1 to a day."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """`owners` and `members`: (id, name), by name. `last` is None until somebody has changed a setting in chat."""

    service: Service
    owners: tuple[tuple[int, str], ...]
    members: tuple[tuple[int, str], ...]
    last: Change | None
    can_set: bool  # the viewer is a tenant admin


@dataclass(frozen=True, kw_only=True)
class Changed:
    before: Service
    panel: Panel  # after it

    @property
    def names(self) -> tuple[str, ...]:
        """The settings that are other than before."""
        return tuple(n for n in SETTINGS if getattr(self.before, n) != getattr(self.panel.service, n))


def named(db: Connection, scope: Scope, name: str) -> Panel:
    """Raises `NotFound`, `NotAnOwner`."""
    try:
        return open_panel(db, scope, services.get(db, scope.tenant_id, name).id)
    except NoSuchService:
        if not (scope.is_admin or scope.owned):
            raise NotAnOwner from None
        raise NotFound from None


def open_panel(db: Connection, scope: Scope, service_id: int) -> Panel:
    """Raises `NotFound`, `NotAnOwner`."""
    return _panel(db, scope, own(db, scope, service_id))


def change(db: Connection, scope: Scope, service_id: int, wanted: dict[str, Any]) -> Changed:
    """`wanted` settings by name, the others stay. Raises `NotAnAdmin`, `NotFound`, `NotSeconds`."""
    only_admins(scope)
    before = own(db, scope, service_id, to_change=True)
    return _change(db, scope, before, {name: _valid(name, value) for name, value in wanted.items()})


def revert(db: Connection, scope: Scope, service_id: int, position: int) -> Changed:
    """Takes back the change of that row of the audit log. Raises `NotAnAdmin`, `NotFound`, `ChangedMeanwhile`."""
    only_admins(scope)
    now = own(db, scope, service_id, to_change=True)
    last = _last(db, scope, service_id)
    if (
        last is None
        or last.position != position
        or any(getattr(now, n) != last.detail["after"][n] for n in last.detail["after"])
    ):
        raise ChangedMeanwhile
    return _change(db, scope, now, last.detail["before"])


def _change(db: Connection, scope: Scope, before: Service, wanted: dict[str, Any]) -> Changed:
    new = {name: value for name, value in wanted.items() if getattr(before, name) != value}
    if new:
        of_this = (table.c.tenant_id == scope.tenant_id, table.c.id == before.id)
        db.execute(update(table).where(*of_this).values(**new))
        was = {name: getattr(before, name) for name in new}
        audit.record(db, scope, "service.set", "service", before.id, before=was, after=new)
    return Changed(before=before, panel=open_panel(db, scope, before.id))


def _valid(name: str, value: Any) -> Any:
    if name not in SETTINGS:
        raise NotFound
    if name == "licence":
        if value is not None and value not in LICENCES:
            raise NotFound
        return value
    if not isinstance(value, int) or not 1 <= value <= MOST_SECONDS:
        raise NotSeconds
    return value


def _panel(db: Connection, scope: Scope, service: Service) -> Panel:
    m = memberships.c
    query = (
        select(m.role, people.c.id, people.c.name)
        .join(people, (people.c.tenant_id == m.tenant_id) & (people.c.id == m.person_id))
        .where(m.tenant_id == scope.tenant_id, m.service_id == service.id)
    )
    placed: dict[str, list[tuple[int, str]]] = {"owner": [], "agent": []}
    for row in db.execute(query):
        placed[row.role].append((row.id, shown(scope, row.id, row.name) or ""))
    return Panel(
        service=service,
        owners=_by_name(placed["owner"]),
        members=_by_name(placed["agent"]),
        last=_last(db, scope, service.id),
        can_set=scope.is_admin,
    )


def _by_name(people: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """As they are shown: the order of names that are masked would tell of them."""
    return tuple(sorted(people, key=lambda pair: (pair[1].casefold(), pair[0])))


def _last(db: Connection, scope: Scope, service_id: int) -> Change | None:
    return changes.last(db, scope, "service", service_id, _ACTIONS)
