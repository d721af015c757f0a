"""Does a history show each interaction once, in any order, to those who may see it?"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from storage import customers, history
from storage import details as details_of
from storage.access import NotFound, Scope
from storage.database import Database
from storage.interactions import Row
from storage.sent_cards import Place
from tests.told import START, a_tenant, admin_of, tell, told

HERE = Place("chat", None)
NUMBER = "+41791234567"
RESULTS = ("accepted_by_user", "voicemail", "hangup_in_queue")


@pytest.fixture
async def tenant_id(store: Database) -> int:
    """One customer with 34 interactions that differ, lack and repeat values in every column."""
    tenant_id = await a_tenant(store)
    batch = []
    for n in range(34):
        said: dict[str, Any] = {"callerTelNumber": NUMBER if n % 3 else None, "customerIdentifier": "K-7"}
        said["serviceName"] = ("Support", "Sales")[n % 2]
        said["openingHours"] = (None, "Open", "Closed")[n % 3]
        if n % 5 == 0:
            said["lastConnectedUserId"] = f"user {n % 4}"
        if n % 7 == 0:
            said["issues"] = [{"reportedBy": "u", "text": f"note {n}", "at": "2026-11-23T08:00:00+00:00"}]
        kind = "created" if n in (4, 9) else "terminated"
        result = RESULTS[n % 3] if kind == "terminated" else None
        created = told("x", minute=n - n % 4).occurred_at.isoformat()
        batch.append(told(f"t{n:02d}", kind, minute=n, created=created, result=result, **said))
    await tell(store, tenant_id, *batch)
    return tenant_id


@pytest.fixture
async def scope(store: Database, tenant_id: int) -> Scope:
    return await admin_of(store, tenant_id)


async def customer_of(store: Database, scope: Scope) -> int:
    found = await store.write(customers.find, scope, "K-7", HERE)
    assert found.customer is not None
    return found.customer.id


async def walked(store: Database, scope: Scope, customer_id: int, **order: Any) -> list[list[Row]]:
    page, _sent = await store.write(history.open_page, scope, customer_id, HERE, **order)
    pages = [list(page.rows)]
    while page.more:
        first = page.first + len(page.rows)
        page, _sent = await store.write(
            history.open_page, scope, customer_id, HERE, after=page.rows[-1].id, first=first, **order
        )
        pages.append(list(page.rows))
    return pages


VALUES: dict[str, Callable[[Row], Any]] = {
    "started": lambda r: r.started_at,
    "source": lambda r: r.source or "",
    "initial_service": lambda r: (r.initial_service or "").lower(),
    "queued_service": lambda r: (r.queued_service or "").lower(),
    "last_user": lambda r: r.last_user or "",
    "opening_hours": lambda r: r.opening_hours or "",
    "issues": lambda r: r.issue_count,
    "duration": lambda r: -1 if r.seconds is None else r.seconds,
}


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", history.COLUMNS)
async def test_every_column_sorts_and_no_row_is_lost_or_repeated(
    store: Database, scope: Scope, sort: str, descending: bool
) -> None:
    customer_id = await customer_of(store, scope)
    pages = await walked(store, scope, customer_id, sort=sort, descending=descending)
    rows = [row for page in pages for row in page]
    assert [len(p) for p in pages] == [10, 10, 10, 4]
    assert len({r.id for r in rows}) == 34
    if sort in VALUES:
        values = [VALUES[sort](r) for r in rows]
        assert values == sorted(values, reverse=descending)
    back, _sent = await store.write(
        history.open_page,
        scope,
        customer_id,
        HERE,
        sort=sort,
        descending=descending,
        before=pages[2][0].id,
        first=11,
    )
    assert list(back.rows) == pages[1]


async def test_without_a_wish_the_newest_come_first(store: Database, scope: Scope) -> None:
    page, _sent = await store.write(history.open_page, scope, await customer_of(store, scope), HERE)
    assert page.rows[0] == page.last
    assert [r.started_at for r in page.rows] == sorted((r.started_at for r in page.rows), reverse=True)


async def test_a_call_that_arrives_while_somebody_pages_moves_nothing(
    store: Database, tenant_id: int, scope: Scope
) -> None:
    customer_id = await customer_of(store, scope)
    expected = await walked(store, scope, customer_id)
    await tell(store, tenant_id, told("new", minute=500, customerIdentifier="K-7"))
    second, _sent = await store.write(history.open_page, scope, customer_id, HERE, after=expected[0][-1].id, first=11)
    assert list(second.rows) == expected[1]
    assert second.last is not None
    assert second.last.id not in {r.id for page in expected for r in page}


async def test_an_agent_sees_and_counts_only_what_their_services_had(store: Database, tenant_id: int) -> None:
    agent = await admin_of(store, tenant_id, services=["Sales"])
    customer_id = await customer_of(store, agent)
    rows = [row for page in await walked(store, agent, customer_id) for row in page]
    card, _sent = await store.write(customers.open_card, agent, customer_id, HERE)
    assert {r.service for r in rows} == {"Sales"}
    assert card.total == len(rows) == 17


async def test_not_there_and_not_theirs_read_the_same(store: Database, tenant_id: int, scope: Scope) -> None:
    customer_id = await customer_of(store, scope)
    row = (await walked(store, scope, customer_id))[0][0]
    elsewhere = await admin_of(store, await a_tenant(store, "Fabrikam"))
    for stranger in (elsewhere, await admin_of(store, tenant_id, services=[])):
        for function, subject in (
            (customers.open_card, customer_id),
            (history.open_page, customer_id),
            (partial(details_of.open_details, now=START), row.id),
        ):
            with pytest.raises(NotFound):
                await store.write(function, stranger, subject, HERE)
    with pytest.raises(NotFound):
        await store.write(customers.open_card, scope, 12345, HERE)


async def test_details_tell_legs_and_issues(store: Database) -> None:
    tenant_id = await a_tenant(store)
    leg = {"userId": "u1", "userUPN": "una@example.com", "startedAt": "2026-11-23T08:01:00+00:00", "outcome": "rona"}
    issue = {"reportedBy": "Una", "text": "crackle", "at": "2026-11-23T08:02:00+00:00"}
    said: dict[str, Any] = {
        "callerTelNumber": NUMBER,
        "customerName": "Ray",
        "legs": [leg],
        "issues": [issue],
        "queueSeconds": 5,
    }
    await tell(store, tenant_id, told("one", minute=3, direction="Inbound", modality="Audio", **said))
    scope = await admin_of(store, tenant_id)
    found = await store.write(customers.find, scope, "Ray", HERE)
    assert found.customer is not None
    assert found.customer.last is not None
    details, _sent = await store.write(details_of.open_details, scope, found.customer.last.id, HERE, START)
    assert (details.title, details.queue_seconds, details.direction) == ("Ray", 5, "Inbound")
    assert [(each.user, each.outcome) for each in details.legs] == [("una@example.com", "rona")]
    assert [(each.reported_by, each.text) for each in details.issues] == [("Una", "crackle")]
    masked, _sent = await store.write(
        details_of.open_details, await admin_of(store, tenant_id, masked=True), found.customer.last.id, HERE, START
    )
    assert (masked.title, masked.row.source) == ("R•••", "+41 •• ••• •• 67")
    assert "crackle" not in repr(masked)
