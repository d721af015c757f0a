"""Who sees what of customers and colleagues, by the tenant's choice?

Five settings. What each says is enforced where data is read (storage/access.py makes it part of every scope; the
reporting feed asks for its own); here a tenant admin looks at them and changes them.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, select, update

from storage import audit, changes
from storage.access import NotFound, Scope, only_admins
from storage.changes import Change, ChangedMeanwhile
from storage.database import is_sqlite
from storage.tables import tenants

_COLUMNS: Final = {
    "agents": tenants.c.agents_see_customers,
    "owners": tenants.c.owners_see_customers,
    "partners": tenants.c.partners_see_customers,
    "users": tenants.c.users_shown,
    "feed": tenants.c.feed_shows_customers,
}
SETTINGS: Final = tuple(_COLUMNS)
_ACTIONS: Final = ("privacy.set",)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """`last` is None until somebody has changed it in chat."""

    name: str
    shown: bool
    last: Change | None


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What the setting is now, and what it was."""

    tenant: str
    setting: Setting
    was_shown: bool

    @property
    def changed(self) -> bool:
        return self.setting.shown != self.was_shown


def list_all(db: Connection, scope: Scope) -> tuple[str, tuple[Setting, ...]]:
    """The tenant's name and its settings. Raises `NotAnAdmin`."""
    only_admins(scope)
    row = db.execute(_tenant(scope)).one()
    return row.name, tuple(_setting(db, scope, name, getattr(row, name)) for name in SETTINGS)


def show(db: Connection, scope: Scope, name: str, shown: bool) -> Changed:
    """Shows or masks. What it was already it stays, and nobody has changed it. Raises `NotAnAdmin`, `NotFound`."""
    only_admins(scope)
    tenant, was = _now(db, scope, name)
    if was != shown:
        _set(db, scope, name, shown)
    return Changed(tenant=tenant, setting=_setting(db, scope, name, shown), was_shown=was)


def revert(db: Connection, scope: Scope, name: str, position: int) -> Changed:
    """Takes back the change of that row of the audit log. Raises `NotAnAdmin`, `NotFound`, `ChangedMeanwhile`."""
    only_admins(scope)
    tenant, was = _now(db, scope, name)
    last = _setting(db, scope, name, was).last
    if last is None or last.position != position or last.detail["shown"] != was:
        raise ChangedMeanwhile
    _set(db, scope, name, not was)
    return Changed(tenant=tenant, setting=_setting(db, scope, name, not was), was_shown=was)


def _now(db: Connection, scope: Scope, name: str) -> tuple[str, bool]:
    """The tenant's name, and whether it shows; two who change it wait for each other."""
    if name not in _COLUMNS:
        raise NotFound
    query = _tenant(scope)
    row = db.execute(query if is_sqlite(db) else query.with_for_update(key_share=True)).one()
    return row.name, getattr(row, name)


def _set(db: Connection, scope: Scope, name: str, shown: bool) -> None:
    db.execute(update(tenants).where(tenants.c.id == scope.tenant_id).values({_COLUMNS[name]: shown}))
    audit.record(db, scope, "privacy.set", "privacy", _number(name), setting=name, shown=shown)


def _setting(db: Connection, scope: Scope, name: str, shown: bool) -> Setting:
    return Setting(name=name, shown=shown, last=changes.last(db, scope, "privacy", _number(name), _ACTIONS))


def _number(name: str) -> int:
    """By which the audit log knows a setting."""
    return SETTINGS.index(name) + 1


def _tenant(scope: Scope) -> Select[Any]:
    columns = [column.label(name) for name, column in _COLUMNS.items()]
    return select(tenants.c.name, *columns).where(tenants.c.id == scope.tenant_id)
