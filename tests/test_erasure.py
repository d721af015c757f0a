"""What is left of a customer who was anonymised, and what is as it was?"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from storage import search
from storage.database import Database, open_database
from storage.tables import customers, events, identifiers, interactions, issues
from tests import scan
from tests.erasures import GRAY, an_admin, customer_of, erased, finish, place
from tests.told import START, a_tenant, tell, told

TRACES = ("Dorain Gray", "dorain", "2345678910", "dorain.gray@example.com", "20417")


def rows_of(db: Connection, table: Any) -> list[dict[str, Any]]:
    return [dict(r) for r in db.execute(select(table)).mappings()]


async def gray_and_holt(store: Database, tenant_id: int) -> int:
    """The id of Dorain Gray."""
    note = {"reportedBy": "Alice", "text": "Gray was cut off", "at": START.isoformat()}
    harmless = {"reportedBy": "Alice", "text": "The line crackled", "at": START.isoformat()}
    crm = {"url": "https://crm/?c=K-20417", "score": 7}
    await tell(
        store,
        tenant_id,
        told("t1", "created", **GRAY, issues=[note, harmless], crm=crm, phones=[41234567890, 412345678910]),
        told("t1", minute=5, callerTelNumber="+412345678910"),
        told("t2", minute=9, callerTelNumber="+41791234567", customerName="Raymond Holt"),
    )
    return await store.read(customer_of, tenant_id, "t1")


async def test_nothing_says_who_it_was(store: Database, tmp_path: Path) -> None:
    tenant_id = await a_tenant(store)
    adam, anna = await an_admin(store, tenant_id, "Adam"), await an_admin(store, tenant_id, "Anna")
    gray = await gray_and_holt(store, tenant_id)
    where = place(store, tmp_path)
    done = await erased(store, where.beside, adam, anna, gray)
    assert done.state == "pending"
    assert done.counts["identifiers"] == 3
    everything = "".join(
        [str(await store.read(rows_of, t)) for t in (customers, identifiers, interactions, issues, events)]
    )
    for trace in ("orain", "gray", "Gray", "2345678910", "20417"):
        assert trace not in everything, trace
    assert "Raymond Holt" in everything
    assert "The line crackled" in everything
    assert "41234567890" in everything
    assert await store.read(search.search, adam, "dorain") == []
    assert await store.read(search.search, adam, "345678910") == []
    complete = await finish(where, done)
    assert complete.receipt_sha256


async def test_no_byte_is_left(store: Database, store_url: str, tmp_path: Path) -> None:
    if not store_url.startswith("sqlite"):
        return
    tenant_id = await a_tenant(store)
    adam, anna = await an_admin(store, tenant_id, "Adam"), await an_admin(store, tenant_id, "Anna")
    gray = await gray_and_holt(store, tenant_id)
    where = place(store, tmp_path)
    before = {trace for trace, _file in scan.found(TRACES, tmp_path)}
    assert before == set(TRACES)
    await finish(where, await erased(store, where.beside, adam, anna, gray))
    await store.close()
    assert scan.found(TRACES, tmp_path) == []
    again = open_database(store_url)
    assert await again.read(search.search, adam, "raymond") != []
    await again.close()
