"""Whose is an interaction?

An identifier belongs to one customer of a tenant. The first known one of an event decides, in the order customer
identifier, number, user name; unknown ones join that customer. Known ones that disagree are listed for an admin, unless
the other customer has nothing but this very task: then it was a guess, made before the sender knew better; absorbed.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, exists, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import customer_rows
from storage.customer_rows import CustomerRow
from storage.database import is_sqlite
from storage.ids import new_id
from storage.tables import customers, identifiers, identity_conflicts, interactions
from storage.terms import Identifier, identify


def identified(said: Mapping[str, Any], region: str) -> list[Identifier]:
    """The identifiers of a task, the deciding one first, each once."""
    found = (
        identify("caller", said.get("customerIdentifier"), region),
        identify("phone", said.get("callerTelNumber"), region),
        identify("upn", said.get("callerUPN"), region),
    )
    return list({i.key: i for i in found if i}.values())


def source(found: list[Identifier]) -> str | None:
    """Who contacted, as the history shows it: the number, else the user name, else the customer identifier."""
    by_kind = {i.kind: i for i in found}
    first = next((by_kind[k] for k in ("phone", "upn", "caller") if k in by_kind), None)
    if first is None:
        return None
    return f"+{first.key.partition(':')[2]}" if first.kind == "phone" else first.value


class Customers:
    """The customers of one batch of tasks: looked up together, decided one after the other, written together."""

    def __init__(self, db: Connection, tenant_id: int, known: Iterable[Identifier]) -> None:
        self._db, self._tenant_id = db, tenant_id
        self._owner: dict[str, int] = {}
        self._customers: dict[int, CustomerRow] = {}
        self._tasks: dict[int, set[int]] = {}
        self._contacts: dict[tuple[int, int], datetime] = {}
        self._conflicts: list[tuple[int, int]] = []
        self._absorbed: list[int] = []
        self._load({i.key for i in known})

    def decide(self, interaction_id: int, found: list[Identifier]) -> int | None:
        """The customer of an interaction; None for an anonymous caller."""
        if not found:
            return None
        owners = list(dict.fromkeys(self._owner[i.key] for i in found if i.key in self._owner))
        customer = self._customers[owners[0]] if owners else self._add()
        others = [o for o in owners[1:] if not self._absorb(o, customer, interaction_id)]
        self._conflicts += [(interaction_id, other) for other in others]
        if not others:
            for each in found:
                self._join(customer, each)
        self._tasks.setdefault(customer.id, set()).add(interaction_id)
        return customer.id

    def contact(self, customer_id: int, service_id: int | None, at: datetime) -> None:
        """Notes when a customer was in touch, and with which service."""
        customer = self._customers[customer_id]
        customer.last_contact_at = max(customer.last_contact_at, at)
        if service_id is not None:
            key = (customer_id, service_id)
            self._contacts[key] = max(at, self._contacts.get(key, at))

    def name(self, customer_id: int, name: str | None, said_at: datetime | None) -> None:
        """The name that was said last counts, whenever that arrives."""
        customer = self._customers[customer_id]
        if not name or said_at is None or (customer.named_at is not None and said_at < customer.named_at):
            return
        customer.found_anew |= name != customer.name
        customer.name, customer.named_at = name, said_at

    def store(self) -> None:
        """Customers, identifiers and their search index, before the interactions that refer to them."""
        live = [c for c in self._customers.values() if c.id not in self._absorbed]
        customer_rows.add(self._db, self._tenant_id, [c for c in live if not c.stored])
        customer_rows.touch(self._db, self._tenant_id, [c for c in live if c.stored and not c.found_anew])
        customer_rows.change(self._db, self._tenant_id, [c for c in live if c.stored and c.found_anew])

    def store_links(self) -> None:
        """Contacts, conflicts, and the end of customers that were a guess, after the interactions."""
        contacts = {pair: at for pair, at in self._contacts.items() if pair[0] not in self._absorbed}
        customer_rows.contact(self._db, self._tenant_id, contacts)
        if self._conflicts:
            now = datetime.now(UTC)
            rows = [
                {"tenant_id": self._tenant_id, "interaction_id": i, "customer_id": c, "seen_at": now}
                for i, c in self._conflicts
            ]
            into = sqlite.insert if is_sqlite(self._db) else postgresql.insert
            self._db.execute(into(identity_conflicts).on_conflict_do_nothing(), rows)
        customer_rows.remove(self._db, self._tenant_id, [self._customers[c] for c in self._absorbed])

    def _load(self, keys: set[str]) -> None:
        of_tenant = identifiers.c.tenant_id == self._tenant_id
        for row in self._db.execute(select(identifiers).where(of_tenant, identifiers.c.key.in_(keys))):
            self._owner[row.key] = row.customer_id
        ids = set(self._owner.values())
        for row in self._db.execute(
            select(customers).where(customers.c.tenant_id == self._tenant_id, customers.c.id.in_(ids))
        ):
            self._customers[row.id] = CustomerRow(
                id=row.id,
                name=row.name,
                named_at=row.named_at,
                last_contact_at=row.last_contact_at,
                stored_text=row.search_text,
            )
        for row in self._db.execute(select(identifiers).where(of_tenant, identifiers.c.customer_id.in_(ids))):
            self._customers[row.customer_id].identifiers[row.key] = Identifier(row.kind, row.value, row.key)

    def _add(self) -> CustomerRow:
        customer = CustomerRow(id=new_id())
        self._customers[customer.id] = customer
        return customer

    def _join(self, customer: CustomerRow, each: Identifier) -> None:
        if each.key not in customer.identifiers:
            customer.identifiers[each.key] = each
            customer.found_anew = True
            self._owner[each.key] = customer.id

    def _absorb(self, other_id: int, customer: CustomerRow, interaction_id: int) -> bool:
        """True if the other customer had nothing but this task, and is this one from now on."""
        elsewhere = select(
            exists().where(
                interactions.c.tenant_id == self._tenant_id,
                interactions.c.customer_id == other_id,
                interactions.c.id != interaction_id,
            )
        )
        if self._tasks.get(other_id, set()) - {interaction_id} or self._db.execute(elsewhere).scalar_one():
            return False
        for each in self._customers[other_id].identifiers.values():
            self._join(customer, each)
        self._absorbed.append(other_id)
        return True
