"""How does everything that says who a customer is become *Anonymized on Request*, in one transaction?

What is counted and reported stays to the row. What lies outside the transaction is the job's (bot/erasing.py).
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, select, update

from storage import customer_rows
from storage.code_tables import conclusion_tags, conclusions
from storage.customer_rows import CustomerRow
from storage.database import is_sqlite
from storage.erasure import late, material, payloads
from storage.erasure.payloads import mark
from storage.erasure.traces import Traces
from storage.erasure_tables import legal_holds
from storage.tables import customers, events, identifiers, identity_conflicts, interactions, issues, tenants
from storage.terms import Identifier, identify


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """`tasks` are those of the customer; of `fields` only these say who it was, in a task of somebody else's."""

    counts: dict[str, int]
    tasks: list[str]
    fields: dict[str, list[str]]


def lock_tenant(db: Connection, tenant_id: int) -> Any:
    """`region` and `entra_id`. PostgreSQL: no event comes in meanwhile; SQLite has one writer anyway."""
    query = select(tenants.c.region, tenants.c.entra_id).where(tenants.c.id == tenant_id)
    return db.execute(query if is_sqlite(db) else query.with_for_update(key_share=True)).one()


def replace(
    db: Connection, tenant_id: int, region: str, customer_id: int, erasure_id: int, found: Traces, token: str
) -> Replaced:
    """The tenant must be locked."""
    own = material.own_interactions(tenant_id, customer_id)
    rows = db.execute(select(interactions.c.id, interactions.c.task_id).where(own).with_for_update()).all()
    tasks = [r.task_id for r in rows]
    counts = {
        "interactions": len(rows),
        "events": _events(db, tenant_id, customer_id, found, token),
        "issues": _notes(db, tenant_id, material.own_issues(db, tenant_id, customer_id), found, found.near, token),
        "tags": _tags(db, tenant_id, material.own_tags(db, tenant_id, customer_id), found.near, token),
    }
    others = _conflicting(db, tenant_id, customer_id)
    fields = {t: said for t in others if (said := task(db, tenant_id, region, t, found, token))}
    gone = _conflicts(db, tenant_id, customer_id)
    counts |= {"conflicts": gone, "identifiers": _customer(db, tenant_id, customer_id, token)}
    _holds(db, tenant_id, customer_id, found, token)
    source = case((interactions.c.source.is_(None), None), else_=mark(token))
    db.execute(update(interactions).where(own).values(source=source))
    late.note(db, tenant_id, erasure_id, tasks, fields)
    return Replaced(counts=counts, tasks=tasks, fields=fields)


def task(db: Connection, tenant_id: int, region: str, task_id: str, found: Traces, token: str) -> list[str]:
    """One of somebody else's, in which this customer is named. Which fields of its events said who it was."""
    of_task = (events.c.tenant_id == tenant_id, events.c.task_id == task_id)
    rows = db.execute(select(events).where(*of_task)).all()
    said = {field for r in rows for field in payloads.said(r.payload, found, region)}
    left = {r.event_id: payloads.others(r.payload, found, token, region) for r in rows}
    _write_events(db, tenant_id, {r.event_id: left[r.event_id] for r in rows if left[r.event_id] != r.payload})
    of_this = (interactions.c.tenant_id == tenant_id, interactions.c.task_id == task_id)
    row = db.execute(select(interactions.c.id, interactions.c.source).where(*of_this).with_for_update()).first()
    if row is not None:
        _of_others(db, tenant_id, row.id, found, token)
        known = identify("caller", row.source, region)
        if known is not None and found.is_identifier(known.key):
            db.execute(update(interactions).where(*of_this).values(source=mark(token)))
    return sorted(said)


def blank(db: Connection, tenant_id: int, interaction_id: int, token: str) -> None:
    """All notes and tags, where nobody knows what to look for."""
    of_issue = (issues.c.tenant_id == tenant_id, issues.c.interaction_id == interaction_id)
    db.execute(update(issues).where(*of_issue).values(text=mark(token)))
    of_tag = (conclusion_tags.c.tenant_id == tenant_id, conclusion_tags.c.interaction_id == interaction_id)
    _tags(db, tenant_id, db.execute(select(conclusion_tags).where(*of_tag)).all(), lambda _tag: True, token)


def _of_others(db: Connection, tenant_id: int, interaction_id: int, found: Traces, token: str) -> None:
    of_issue = (issues.c.tenant_id == tenant_id, issues.c.interaction_id == interaction_id)
    _notes(db, tenant_id, db.execute(select(issues).where(*of_issue)).all(), found, found.anywhere, token)
    of_tag = (conclusion_tags.c.tenant_id == tenant_id, conclusion_tags.c.interaction_id == interaction_id)
    _tags(db, tenant_id, db.execute(select(conclusion_tags).where(*of_tag)).all(), found.anywhere, token)


def _notes(
    db: Connection, tenant_id: int, rows: Iterable[Any], found: Traces, says: Callable[[str], bool], token: str
) -> int:
    """How many of the issues said it."""
    i = issues.c
    told = 0
    for row in rows:
        left = {"text": mark(token)} if says(row.text) else {}
        told += bool(left)
        if row.reported_by and found.anywhere(row.reported_by):
            left["reported_by"] = mark(token)
        if left:
            of_row = (i.tenant_id == tenant_id, i.interaction_id == row.interaction_id, i.id == row.id)
            db.execute(update(issues).where(*of_row).values(**left))
    return told


def _tags(db: Connection, tenant_id: int, rows: Iterable[Any], says: Callable[[str], bool], token: str) -> int:
    """A tag is part of what a conclusion's fingerprint was made from, and could be guessed from it."""
    t, c = conclusion_tags.c, conclusions.c
    told = [r for r in rows if says(r.tag)]
    for row in told:
        own = f"{mark(token)} {row.position}"
        of_row = (t.tenant_id == tenant_id, t.interaction_id == row.interaction_id, t.tag_key == row.tag_key)
        db.execute(update(conclusion_tags).where(*of_row).values(tag=own, tag_key=own.casefold()))
        of_this = (c.tenant_id == tenant_id, c.interaction_id == row.interaction_id)
        db.execute(update(conclusions).where(*of_this).values(fingerprint=secrets.token_hex(32)))
    return len(told)


def _events(db: Connection, tenant_id: int, customer_id: int, found: Traces, token: str) -> int:
    """All of them are counted, the changed ones written."""
    rows = db.execute(material.own_events(tenant_id, customer_id)).all()
    changed = {}
    for row in rows:
        left = payloads.own(row.payload, found, token)
        if left != row.payload:
            changed[row.event_id] = left
    _write_events(db, tenant_id, changed)
    return len(rows)


def _write_events(db: Connection, tenant_id: int, changed: Mapping[str, Any]) -> None:
    if changed:
        one = (events.c.tenant_id == tenant_id, events.c.event_id == bindparam("of_event"))
        db.execute(update(events).where(*one), [{"of_event": e, "payload": p} for e, p in changed.items()])


def _conflicting(db: Connection, tenant_id: int, customer_id: int) -> list[str]:
    """Tasks of others whose events say an identifier of this customer."""
    k = identity_conflicts.c
    same = (interactions.c.tenant_id == k.tenant_id) & (interactions.c.id == k.interaction_id)
    query = select(interactions.c.task_id).join(identity_conflicts, same)
    return list(db.execute(query.where(k.tenant_id == tenant_id, k.customer_id == customer_id)).scalars())


def _conflicts(db: Connection, tenant_id: int, customer_id: int) -> int:
    """There is nobody any more to be mistaken for somebody else."""
    k = identity_conflicts.c
    own = select(interactions.c.id).where(material.own_interactions(tenant_id, customer_id))
    either = (k.customer_id == customer_id) | k.interaction_id.in_(own)
    return db.execute(delete(identity_conflicts).where(k.tenant_id == tenant_id, either)).rowcount


def _customer(db: Connection, tenant_id: int, customer_id: int, token: str) -> int:
    """As many identifiers as before, that nobody can look up."""
    of_this = (customers.c.tenant_id == tenant_id, customers.c.id == customer_id)
    row = db.execute(select(customers).where(*of_this)).one()
    known = material.known(db, tenant_id, customer_id)
    db.execute(
        delete(identifiers).where(identifiers.c.tenant_id == tenant_id, identifiers.c.customer_id == customer_id)
    )
    blank = [Identifier(r.kind, mark(token), f"erased:{secrets.token_hex(8)}") for r in known]
    left = CustomerRow(
        id=customer_id,
        name=mark(token),
        named_at=row.named_at,
        identifiers={i.key: i for i in blank},
        last_contact_at=row.last_contact_at,
        stored_text=row.search_text,
    )
    customer_rows.change(db, tenant_id, [left])
    return len(known)


def _holds(db: Connection, tenant_id: int, customer_id: int, found: Traces, token: str) -> None:
    h = legal_holds.c
    rows = db.execute(select(h.id, h.reason).where(h.tenant_id == tenant_id, h.customer_id == customer_id))
    for row in rows.all():
        if found.near(row.reason):
            db.execute(update(legal_holds).where(h.tenant_id == tenant_id, h.id == row.id).values(reason=mark(token)))
