"""How does an owner throw a switch of a service, and take that back?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, and_, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import audit, codes, features, people, rules
from storage.access import NotFound, Scope
from storage.code_tables import conclusions, service_features
from storage.database import is_sqlite
from storage.features import FEATURES, Switch
from storage.ownership import own
from storage.services import LICENCES, Service
from storage.tables import interactions

LONGEST: Final = timedelta(days=366)
LOOKED_BACK: Final = timedelta(days=7)
MOST_COUNTED: Final = 1_000
_TICK: Final = timedelta(milliseconds=1)  # what a moment in the store is exact to


class NotLicensed(Exception):
    """The service has no licence with which its agents could use any of this."""

    def __init__(self, service: Service) -> None:
        self.service = service


class NotInTime(Exception):
    """The moment is past, or more than `LONGEST` ahead."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The switches of a service as they are now; `names` of the people who threw them."""

    service: Service
    licensed: bool
    switches: dict[str, Switch]
    names: dict[int, str]
    primary: int  # codes that can be picked
    secondary: int
    needs_primary: bool  # by its rules
    waiting: int  # interactions of the last `LOOKED_BACK` that nobody has concluded, counted up to `MOST_COUNTED`
    reader: int  # the person who reads it


@dataclass(frozen=True, kw_only=True)
class Thrown:
    feature: str
    before: Switch
    panel: Panel  # after it

    @property
    def after(self) -> Switch:
        return self.panel.switches[self.feature]

    @property
    def changed(self) -> bool:
        return self.before != self.after


class ChangedMeanwhile(Exception):
    """Somebody has thrown the switch after the change that was to be taken back."""

    def __init__(self, thrown: Thrown) -> None:
        self.thrown = thrown  # what is there now, unchanged


def panel(db: Connection, scope: Scope, service_id: int, now: datetime) -> Panel:
    """Raises `NotFound`, `NotAnOwner`."""
    return _panel(db, scope, own(db, scope, service_id), now)


def throw(
    db: Connection, scope: Scope, service_id: int, feature: str, *, on: bool, until: datetime | None, now: datetime
) -> Thrown:
    """What it was already it stays, and nobody has thrown it. Until `until`; then it turns round by itself.

    Raises `NotFound`, `NotAnOwner`, `NotLicensed`, `NotInTime`.
    """
    before = _before(db, scope, service_id, feature, now)
    if until is not None and not now < until <= now + LONGEST:
        raise NotInTime
    return _throw(db, scope, before, feature, on=on, until=until, now=now)


def revert(
    db: Connection,
    scope: Scope,
    service_id: int,
    feature: str,
    *,
    on: bool,
    until: datetime | None,
    seen: datetime,
    now: datetime,
) -> Thrown:
    """Back to `on` and `until`, as it was before the change of the moment `seen`; a time that has run out has run out.

    The same again finds it done. Raises as `throw`, and `ChangedMeanwhile`.
    """
    before = _before(db, scope, service_id, feature, now)
    if until is not None and until <= now:
        on, until = not on, None
    if until is not None and until > now + LONGEST:
        raise NotInTime
    switch = before.switches[feature]
    is_there = (switch.on, switch.until) == (on, until)
    if switch.changed_at != seen and not is_there:
        raise ChangedMeanwhile(Thrown(feature=feature, before=switch, panel=before))
    return _throw(db, scope, before, feature, on=on, until=until, now=now)


def _before(db: Connection, scope: Scope, service_id: int, feature: str, now: datetime) -> Panel:
    if feature not in FEATURES:
        raise NotFound
    service = own(db, scope, service_id, to_change=True)
    if service.licence not in LICENCES:
        raise NotLicensed(service)
    return _panel(db, scope, service, now)


def _panel(db: Connection, scope: Scope, service: Service, now: datetime) -> Panel:
    switches = features.of_service(db, scope.tenant_id, service.id, now)
    kinds = [c.kind for c in codes.applied(db, scope.tenant_id, service.id)]
    return Panel(
        service=service,
        licensed=service.licence in LICENCES,
        switches=switches,
        names=people.names(db, scope, {s.changed_by for s in switches.values() if s.changed_by}),
        primary=kinds.count(codes.PRIMARY),
        secondary=kinds.count(codes.SECONDARY),
        needs_primary=rules.of_service(db, scope.tenant_id, service.id).primary_least > 0,
        waiting=_waiting(db, scope.tenant_id, service.id, now),
        reader=scope.person_id,
    )


def _waiting(db: Connection, tenant_id: int, service_id: int, now: datetime) -> int:
    """Those that ended with an agent: nobody else could conclude the others."""
    i = interactions.c
    concluded = and_(conclusions.c.tenant_id == i.tenant_id, conclusions.c.interaction_id == i.id)
    query = select(i.id).where(
        i.tenant_id == tenant_id,
        i.service_id == service_id,
        i.started_at >= now - LOOKED_BACK,
        i.terminated_at.is_not(None),
        i.last_user_id.is_not(None),
        ~exists().where(concluded),
    )
    found: int = db.execute(select(func.count()).select_from(query.limit(MOST_COUNTED).subquery())).scalar_one()
    return found


def _throw(
    db: Connection, scope: Scope, before: Panel, feature: str, *, on: bool, until: datetime | None, now: datetime
) -> Thrown:
    was = before.switches[feature]
    if (was.on, was.until) == (on, until):
        return Thrown(feature=feature, before=was, panel=before)
    at = now if was.changed_at is None else max(now, was.changed_at + _TICK)  # each change has a moment of its own
    key = {"tenant_id": scope.tenant_id, "service_id": before.service.id, "feature": feature}
    new = {"is_on": on, "until": until, "changed_at": at, "changed_by": scope.person_id}
    into = (sqlite.insert if is_sqlite(db) else postgresql.insert)(service_features)
    db.execute(into.values(**key, **new).on_conflict_do_update(index_elements=list(key), set_=new))
    told = {"feature": feature, "on": on, "until": until.isoformat() if until else None}
    audit.record(db, scope, "feature.switched", "service", before.service.id, **told)
    return Thrown(feature=feature, before=was, panel=_panel(db, scope, before.service, now))
