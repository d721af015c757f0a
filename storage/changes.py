"""When was something last changed in chat, and by whom?

The audit log says so. A change is known by its row there, which the button that takes it back carries: whoever presses
it takes back that change, and none that came after it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from storage import people
from storage.access import Scope
from storage.tables import audit_log

_MOST: Final = 100  # of one subject that are looked through: a change before so many is not taken back any more


class ChangedMeanwhile(Exception):
    """Somebody has changed it after the change that was to be taken back."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """`position` is its row of the audit log."""

    position: int
    at: datetime
    by: str | None  # the person's name
    mine: bool  # it was the viewer
    detail: dict[str, Any]


def last(
    db: Connection,
    scope: Scope,
    kind: str,
    subject_id: int,
    actions: Collection[str],
    about: Mapping[str, Any] | None = None,
) -> Change | None:
    """The last of these actions on one subject, and `about` these details; None if there was none lately."""
    a = audit_log.c
    of_subject = (a.tenant_id == scope.tenant_id, a.subject_kind == kind, a.subject_id == subject_id)
    done = (a.outcome == "done", a.action.in_(actions))
    query = select(a.position, a.at, a.actor_id, a.detail).where(*of_subject, *done)
    rows = db.execute(query.order_by(a.position.desc()).limit(_MOST if about else 1)).all()
    wanted = (about or {}).items()
    row = next((each for each in rows if wanted <= (each.detail or {}).items()), None)
    if row is None:
        return None
    names = people.names(db, scope, {row.actor_id}) if row.actor_id else {}
    return Change(
        position=row.position,
        at=row.at,
        by=names.get(row.actor_id),
        mine=row.actor_id == scope.person_id,
        detail=row.detail or {},
    )
