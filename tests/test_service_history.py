"""What does a list of a service's interactions hold, and for whom?"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from storage import service_history
from storage.access import NotFound, Scope
from storage.database import Database
from storage.filters import Filters
from storage.sent_cards import Place
from storage.service_history import Page, Wanted
from tests.told import START, a_tenant, admin_of, tell, told

PLACE = Place("a:somebody", None)


async def contoso(store: Database, count: int = 25) -> tuple[Scope, Wanted]:
    """So many calls of Support a minute apart, each second one hung up, and one of Sales."""
    tenant_id = await a_tenant(store)
    for number in range(count):
        result = "hangup_in_queue" if number % 2 else "accepted_by_user"
        said: dict[str, Any] = {"serviceName": "Support", "callerTelNumber": f"+417911100{number:02}", "result": result}
        await tell(store, tenant_id, told(f"t{number}", minute=number, **said))
    await tell(store, tenant_id, told("other", serviceName="Sales", result="accepted_by_user"))
    admin = await admin_of(store, tenant_id)
    support = next(s for s in await store.read(service_history.list_seen, admin) if s.name == "Support")
    return admin, Wanted(service_id=support.id, filters=Filters(since=START, until=START + timedelta(days=1)))


async def opened(store: Database, scope: Scope, wanted: Wanted, **more: Any) -> Page:
    page, _ = await store.write(service_history.open_page, scope, wanted, PLACE, **more)
    return page


async def test_the_pages_hold_each_interaction_of_the_period_once_newest_first(store: Database) -> None:
    admin, wanted = await contoso(store)
    page = await opened(store, admin, wanted)
    seen = list(page.rows)
    while len(seen) < page.total:
        page = await opened(store, admin, wanted, after=seen[-1].id, first=len(seen) + 1)
        seen += page.rows
    assert page.total == 25
    assert len({row.id for row in seen}) == 25
    assert [row.started_at for row in seen] == sorted((row.started_at for row in seen), reverse=True)
    back = await opened(store, admin, wanted, before=seen[20].id, first=11)
    assert [row.id for row in back.rows] == [row.id for row in seen[10:20]]


async def test_a_period_and_a_result_limit_it(store: Database) -> None:
    admin, wanted = await contoso(store)
    short = Filters(since=START + timedelta(minutes=5), until=START + timedelta(minutes=10))
    page = await opened(store, admin, replace(wanted, filters=short))
    assert page.total == len(page.rows) == 5
    hangups = replace(short, results=frozenset({"hangup_in_queue"}))
    hung_up = await opened(store, admin, replace(wanted, filters=hangups))
    assert {row.result for row in hung_up.rows} == {"hangup_in_queue"}
    assert hung_up.total == 3
    later = Filters(since=START + timedelta(days=9), until=START + timedelta(days=10))
    nothing = await opened(store, admin, replace(wanted, filters=later))
    assert (nothing.total, nothing.rows) == (0, ())


async def test_a_service_out_of_sight_is_not_there(store: Database) -> None:
    admin, wanted = await contoso(store, 2)
    other = await admin_of(store, await a_tenant(store, "Fabrikam"))
    for scope in (other, await admin_of(store, admin.tenant_id, services=["Sales"])):
        with pytest.raises(NotFound):
            await opened(store, scope, wanted)
    with pytest.raises(NotFound):
        await opened(store, admin, replace(wanted, service_id=1))
    agent = await admin_of(store, admin.tenant_id, services=["Support"], roles=frozenset({"agent"}))
    assert (await opened(store, agent, wanted)).total == 2


async def test_a_masked_viewer_reads_masked_rows(store: Database) -> None:
    admin, wanted = await contoso(store, 2)
    page = await opened(store, replace(admin, masked=True), wanted)
    assert {row.source for row in page.rows} == {"+41 •• ••• •• 00", "+41 •• ••• •• 01"}


async def test_an_edge_of_another_service_is_none(store: Database) -> None:
    admin, wanted = await contoso(store)
    sales = next(s for s in await store.read(service_history.list_seen, admin) if s.name == "Sales")
    [elsewhere] = (await opened(store, admin, replace(wanted, service_id=sales.id))).rows
    assert await opened(store, admin, wanted, after=elsewhere.id, first=11) == await opened(store, admin, wanted)
