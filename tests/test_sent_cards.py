"""Is every message that shows a customer known, whatever becomes of it on its way?"""

from sqlalchemy import Connection, select

from storage import customers, sent_cards
from storage.access import Scope
from storage.database import Database
from storage.delivery_tables import card_subjects
from storage.delivery_tables import sent_cards as ledger
from storage.sent_cards import WRAPUP, Place
from tests.told import a_tenant, admin_of, tell, told


def shown(db: Connection) -> list[tuple[str | None, str]]:
    """(activity, kind of subject) of every card, oldest first."""
    same = (card_subjects.c.card_id == ledger.c.id) & (card_subjects.c.tenant_id == ledger.c.tenant_id)
    query = select(ledger.c.activity_id, card_subjects.c.subject_kind).join(card_subjects, same)
    return [(r[0], r[1]) for r in db.execute(query.order_by(ledger.c.id))]


async def somebody(store: Database) -> Scope:
    tenant_id = await a_tenant(store)
    await tell(store, tenant_id, told("one", callerTelNumber="+41791234567", customerName="Ray"))
    return await admin_of(store, tenant_id)


async def test_a_card_is_known_before_it_is_sent_and_by_its_name_after(store: Database) -> None:
    found = await store.write(customers.find, await somebody(store), "Ray", Place("chat", None))
    assert await store.read(shown) == [(None, "customer")]
    assert found.sent is not None
    await store.write(sent_cards.delivered, found.sent, "1:a")
    assert await store.read(shown) == [("1:a", "customer")]


async def test_a_card_that_replaces_another_has_its_row(store: Database) -> None:
    scope = await somebody(store)
    for _ in range(2):
        await store.write(customers.find, scope, "Ray", Place("chat", "1:a"))
    assert await store.read(shown) == [("1:a", "customer")]


async def test_a_card_sent_anew_is_known_beside_the_one_it_could_not_replace(store: Database) -> None:
    found = await store.write(customers.find, await somebody(store), "Ray", Place("chat", "1:a"))
    assert found.sent is not None
    await store.write(sent_cards.delivered, found.sent, "1:b")
    assert await store.read(shown) == [("1:a", "customer"), ("1:b", "customer")]


async def test_a_receipt_takes_the_place_of_the_card_that_stands_there_and_of_no_other(store: Database) -> None:
    scope = await somebody(store)

    async def stands(kind: str, *interactions: int) -> int:
        card = await store.write(sent_cards.record, scope, Place("chat", "1:a"), kind, interactions=interactions)
        return card.id

    def waiting(db: Connection) -> list[tuple[int, int]]:
        """(card, interaction) of those in whose place a receipt would come."""
        same = (card_subjects.c.card_id == ledger.c.id) & (card_subjects.c.tenant_id == ledger.c.tenant_id)
        query = select(ledger.c.id, card_subjects.c.subject_id).join(card_subjects, same)
        return [(r[0], r[1]) for r in db.execute(query.where(ledger.c.kind == WRAPUP).order_by(ledger.c.id))]

    listed = await stands("sessions")
    one = await stands(WRAPUP, 1)
    assert one != listed
    assert await stands(WRAPUP, 1) == one
    assert await store.read(waiting) == [(one, 1)]
    two = await stands(WRAPUP, 2)
    assert await store.read(waiting) == [(two, 2)]
    after = await stands("deferred", 2)
    assert await store.read(waiting) == []
    assert await stands("sessions") == after
