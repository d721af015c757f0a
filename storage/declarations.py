"""What can an operator declare, and what does it change?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sqlalchemy import Connection, Table, update

from storage import audit

ROLES: Final = ("tenant_admin", "partner_admin")


@dataclass(frozen=True, kw_only=True)
class Person:
    """`roles` None, here and in the lists below: nothing is said about them."""

    object_id: str  # of Microsoft Entra
    name: str
    upn: str | None = None
    roles: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Service:
    name: str
    external_id: str | None = None  # serviceId of the events
    settings: dict[str, Any] = field(default_factory=dict)  # columns of `services`
    owners: frozenset[str] | None = None  # object ids
    members: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Tenant:
    entra_id: str
    name: str
    settings: dict[str, Any] = field(default_factory=dict)  # columns of `tenants`
    people: tuple[Person, ...] | None = None
    services: tuple[Service, ...] | None = None


@dataclass(frozen=True)
class Change:
    """`spared` would go away when pruning."""

    tenant: str
    kind: Literal["add", "change", "remove", "spared"]
    what: str
    before: str | None = None
    after: str | None = None


class Notes:
    """What is done to one tenant: told to the operator, and written to the audit log by ids."""

    def __init__(self, db: Connection, tenant_id: int, tenant: str, *, prune: bool) -> None:
        self.db = db
        self.tenant_id = tenant_id
        self.prune = prune
        self.changes: list[Change] = []
        self._tenant = tenant

    def added(self, what: str, action: str, **detail: Any) -> None:
        self.changes.append(Change(self._tenant, "add", what))
        audit.by_command(self.db, self.tenant_id, action, **detail)

    def goes(self, what: str, action: str, **detail: Any) -> bool:
        """Whether to take it away now."""
        self.changes.append(Change(self._tenant, "remove" if self.prune else "spared", what))
        if self.prune:
            audit.by_command(self.db, self.tenant_id, action, **detail)
        return self.prune

    def change(self, table: Table, of_this: Any, known: Mapping[str, Any], said: Mapping[str, Any], what: str) -> None:
        """Sets the columns that are said to be other than they are. The audit log holds no values, only names."""
        changed = {column: value for column, value in said.items() if known[column] != value}
        for column, value in changed.items():
            shown = f"{what}: {column.replace('_', ' ')}"
            self.changes.append(Change(self._tenant, "change", shown, _shown(known[column]), _shown(value)))
            audit.by_command(self.db, self.tenant_id, "setup.change", table=table.name, setting=column)
        if changed:
            self.db.execute(update(table).where(of_this).values(**changed))


def _shown(value: object) -> str:
    if value is None:
        return "none"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
