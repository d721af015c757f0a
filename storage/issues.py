"""Who has reported what about an interaction?"""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, insert, select, update

from storage import audit, people, receipts
from storage.access import Scope, not_for_partners
from storage.glances import Glance, of_one
from storage.ids import new_id
from storage.sent_cards import Place, SentCard
from storage.tables import interactions, issues
from storage.tags import one_line

LONGEST: Final = 500  # characters
MOST: Final = 50  # of one interaction, by people

_i, _issue = interactions.c, issues.c


class IssuesOff(Exception):
    """The service's switch *issue reports* is off."""


class IssueTooLong(Exception):
    """The text has more characters than an issue can have, or none."""


class TooManyIssues(Exception):
    """So many have been reported that one more would tell nobody anything."""


def may_report(db: Connection, scope: Scope, interaction_id: int, now: datetime) -> Glance:
    """Raises `NotForPartners`, `NotFound` or `IssuesOff`."""
    not_for_partners(scope)
    glance = of_one(db, scope, interaction_id, now)
    if not glance.issues_on:
        raise IssuesOff
    return glance


def open_form(
    db: Connection, scope: Scope, interaction_id: int, place: Place, now: datetime
) -> tuple[Glance, SentCard]:
    """For a card that asks what is wrong, in the ledger. Raises as `may_report`."""
    glance = may_report(db, scope, interaction_id, now)
    return glance, receipts.note(db, scope, [glance], place, "issue")


def report(db: Connection, scope: Scope, interaction_id: int, typed: str, now: datetime) -> bool:
    """False if this person had said just that before. Audited; the history shows it.

    Raises as `may_report`, `IssueTooLong` or `TooManyIssues`.
    """
    may_report(db, scope, interaction_id, now)
    text = one_line(typed)
    if not 0 < len(text) <= LONGEST:
        raise IssueTooLong
    # Two reports of one interaction wait for each other, as they do on SQLite's only writer.
    of_this = (_i.tenant_id == scope.tenant_id, _i.id == interaction_id)
    db.execute(select(_i.id).where(*of_this).with_for_update(key_share=True)).one()
    reporter = people.names(db, scope, {scope.person_id})[scope.person_id]
    here = (_issue.tenant_id == scope.tenant_id, _issue.interaction_id == interaction_id)
    known = db.execute(select(_issue.reported_by, _issue.text).where(*here).limit(MOST)).all()
    if (reporter, text) in {(row.reported_by, row.text) for row in known}:
        return False
    if len(known) >= MOST:
        raise TooManyIssues
    own = {"tenant_id": scope.tenant_id, "interaction_id": interaction_id, "id": new_id()}
    db.execute(insert(issues), own | {"reported_by": reporter, "text": text, "reported_at": now})
    count_issues(db, scope.tenant_id, {interaction_id})
    audit.record(db, scope, "issue.reported", "interaction", interaction_id)
    return True


def count_issues(db: Connection, tenant_id: int, interaction_ids: set[int]) -> None:
    """Puts down how many there are, by events and by people."""
    of_one = (_issue.tenant_id == _i.tenant_id, _issue.interaction_id == _i.id)
    counted = select(func.count()).select_from(issues).where(*of_one).scalar_subquery()
    these = (_i.tenant_id == tenant_id, _i.id.in_(interaction_ids))
    db.execute(update(interactions).where(*these).values(issue_count=counted))
