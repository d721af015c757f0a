"""What do we hold that says who a customer is?"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, func, select

from storage.code_tables import conclusion_tags
from storage.erasure.payloads import IDENTIFIERS, NAME, REPLACED
from storage.erasure.traces import Traces
from storage.tables import customer_terms, customers, events, identifiers, interactions, issues, people
from storage.terms import Identifier, identify, whole_name, words

AT_ONCE: Final = 500  # values of one statement


def traces(db: Connection, tenant_id: int, region: str, customer_id: int) -> Traces:
    """Also by the names and identifiers that only an event says, unless another customer has them."""
    name = db.execute(
        select(customers.c.name).where(customers.c.tenant_id == tenant_id, customers.c.id == customer_id)
    ).scalar()
    names = {n for n in {name, *_said(db, tenant_id, customer_id, NAME)} if n and not n.startswith(REPLACED)}
    own = {
        i.key: i
        for i in (Identifier(r.kind, r.value, r.key) for r in known(db, tenant_id, customer_id))
        if not i.value.startswith(REPLACED)
    }
    told = {i.key: i for i in _told(db, tenant_id, region, customer_id)}
    theirs = _others(db, tenant_id, customer_id, told)
    own |= {key: each for key, each in told.items() if key not in own and key not in theirs}
    shared = _names_of_others(db, tenant_id, customer_id, names) | _of_people(db, tenant_id, names, own.values())
    return Traces(names=tuple(sorted(names)), identifiers=tuple(own.values()), shared=shared)


def known(db: Connection, tenant_id: int, customer_id: int) -> Sequence[Row[Any]]:
    query = select(identifiers).where(identifiers.c.tenant_id == tenant_id, identifiers.c.customer_id == customer_id)
    return db.execute(query.order_by(identifiers.c.key)).all()


def own_interactions(tenant_id: int, customer_id: int) -> Any:
    """Conditions."""
    return and_(interactions.c.tenant_id == tenant_id, interactions.c.customer_id == customer_id)


def own_events(tenant_id: int, customer_id: int) -> Select[Any]:
    same = and_(events.c.tenant_id == interactions.c.tenant_id, events.c.task_id == interactions.c.task_id)
    return select(events).join(interactions, same).where(own_interactions(tenant_id, customer_id))


def own_issues(db: Connection, tenant_id: int, customer_id: int) -> Sequence[Row[Any]]:
    return db.execute(_of_own(issues, tenant_id, customer_id)).all()


def own_tags(db: Connection, tenant_id: int, customer_id: int) -> Sequence[Row[Any]]:
    return db.execute(_of_own(conclusion_tags, tenant_id, customer_id)).all()


def count(db: Connection, query: Select[Any]) -> int:
    found: int = db.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    return found


def _of_own(table: Any, tenant_id: int, customer_id: int) -> Select[Any]:
    same = and_(table.c.tenant_id == interactions.c.tenant_id, table.c.interaction_id == interactions.c.id)
    return select(table).join(interactions, same).where(own_interactions(tenant_id, customer_id))


def _said(db: Connection, tenant_id: int, customer_id: int, field: str) -> set[str]:
    value = events.c.payload[field].as_string()
    query = own_events(tenant_id, customer_id).with_only_columns(value).distinct()
    return {each for each in db.execute(query).scalars() if each}


def _told(db: Connection, tenant_id: int, region: str, customer_id: int) -> list[Identifier]:
    found = (
        identify(kind, said, region)
        for field, kind in IDENTIFIERS.items()
        for said in _said(db, tenant_id, customer_id, field)
    )
    return [each for each in found if each]


def _others(db: Connection, tenant_id: int, customer_id: int, keys: Iterable[str]) -> set[str]:
    """Which of these are another customer's."""
    found: set[str] = set()
    wanted = list(keys)
    for start in range(0, len(wanted), AT_ONCE):
        of_these = identifiers.c.key.in_(wanted[start : start + AT_ONCE])
        query = select(identifiers.c.key).where(identifiers.c.tenant_id == tenant_id, of_these)
        found |= set(db.execute(query.where(identifiers.c.customer_id != customer_id)).scalars())
    return found


def _names_of_others(db: Connection, tenant_id: int, customer_id: int, names: Iterable[str]) -> frozenset[str]:
    t = customer_terms.c
    shared = set()
    for name in names:
        query = select(t.customer_id).where(t.tenant_id == tenant_id, t.term.in_(whole_name(name)))
        if db.execute(query.where(t.customer_id != customer_id).limit(1)).first():
            shared.add(name)
    return frozenset(shared)


def _of_people(db: Connection, tenant_id: int, names: Iterable[str], own: Iterable[Identifier]) -> frozenset[str]:
    """Somebody who works here may call too: their own name and address are not the customer's alone."""
    addresses = {i.key.partition(":")[2]: i.key for i in own if i.kind == "upn"}
    by_words = {" ".join(words(name)): name for name in names}
    shared = set()
    for each in db.execute(select(people.c.name, people.c.upn).where(people.c.tenant_id == tenant_id)):
        if (address := addresses.get((each.upn or "").casefold())) is not None:
            shared.add(address)
        if (name := by_words.get(" ".join(words(each.name)))) is not None:
            shared.add(name)
    return frozenset(shared)
