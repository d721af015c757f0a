"""Who sees customers and colleagues masked, and how does it read?"""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from storage import customers, details, history, masking, people
from storage import tenants as tenants_of
from storage.access import Who, scope_of, scoped
from storage.database import Database
from storage.sent_cards import Place
from storage.tables import tenants
from tests.talk import FABRIKAM
from tests.test_access import ADAM, ALICE, BEN, OLGA, OTTO, PETRA
from tests.told import START, a_tenant, admin_of, tell, told

PLACE = Place("a:somebody", None)
AGENTS, OWNERS = (ALICE, BEN), (OLGA, OTTO)


async def choose(store: Database, **settings: bool) -> None:
    await store.write(lambda db: db.execute(update(tenants).values(**settings)))


@pytest.mark.parametrize(
    ("settings", "masked"),
    [
        ({}, ()),
        ({"agents_see_customers": False}, AGENTS),
        ({"owners_see_customers": False}, OWNERS),
        ({"agents_see_customers": False, "owners_see_customers": False}, (*AGENTS, *OWNERS)),
    ],
)
async def test_the_highest_role_decides_what_is_masked(
    demo: Database, settings: dict[str, bool], masked: tuple[Who, ...]
) -> None:
    await choose(demo, **(settings or {"users_shown": True}))
    for who in (*AGENTS, *OWNERS, ADAM):
        assert (await demo.read(scope_of, who)).masked == (who in masked)


async def test_colleagues_have_a_pseudonym_to_all_but_tenant_admins(demo: Database) -> None:
    await choose(demo, users_shown=False)
    scopes = [await demo.read(scope_of, who) for who in (ALICE, OLGA, ADAM)]
    assert [scope.users_masked for scope in scopes] == [True, True, False]
    alice, olga, adam = scopes
    assert people.shown(alice, alice.person_id, "Alice Agent") == "Alice Agent"
    assert people.shown(adam, alice.person_id, "Alice Agent") == "Alice Agent"
    assert people.shown(olga, alice.person_id, "Alice Agent") == masking.user(alice.person_id)
    assert people.shown(olga, None, "Alice Agent") == "•••"
    assert people.shown(olga, None, None) is None


async def test_a_partner_sees_of_a_tenant_what_that_tenant_shows(demo: Database) -> None:
    fabrikam = await demo.read(tenants_of.get, FABRIKAM)
    await demo.write(people.choose_tenant, PETRA, fabrikam.id)
    before = await demo.read(scope_of, PETRA)
    assert (before.masked, before.users_masked) == (True, False)
    await choose(demo, partners_see_customers=True, users_shown=False)
    after = await demo.read(scope_of, PETRA)
    assert (after.masked, after.users_masked) == (False, True)


def test_a_pseudonym_stays_and_is_nobody_elses() -> None:
    assert masking.user(2**61 + 1) == masking.user(2**61 + 1)
    assert masking.user(2**61 + 1).startswith("Agent ")
    assert len({masking.user(2**61 + number) for number in range(1000)}) == 1000


async def test_a_masked_history_names_no_colleague_in_rows_legs_and_issues(store: Database) -> None:
    tenant_id = await a_tenant(store)
    legs = [{"userId": "a", "userUPN": "alice@contoso.example", "outcome": "accepted"}]
    issue = {"reportedBy": "Alice Agent", "text": "Raymond was cut off", "at": "2026-11-23T08:05:00+00:00"}
    said: dict[str, Any] = {"serviceName": "Support", "callerTelNumber": "+41791234567", "result": "accepted_by_user"}
    said |= {"lastConnectedUserId": "a", "lastConnectedUserUPN": "alice@contoso.example"}
    await tell(store, tenant_id, told("t", legs=legs, issues=[issue], **said))
    admin = await admin_of(store, tenant_id)
    found = await store.write(customers.find, admin, "+41791234567", PLACE)
    assert found.customer is not None
    interaction_id = found.customer.recent[0].id
    shown, _ = await store.write(details.open_details, admin, interaction_id, PLACE, START)
    hidden, _ = await store.write(details.open_details, replace(admin, users_masked=True), interaction_id, PLACE, START)
    assert (shown.row.last_user, shown.legs[0].user) == ("alice@contoso.example",) * 2
    assert shown.issues[0].reported_by == "Alice Agent"
    assert "lice" not in str(hidden).replace("Raymond was cut off", "")
    assert hidden.row.last_user == hidden.legs[0].user
    assert hidden.issues[0].reported_by == "•••"


async def test_a_history_by_user_is_not_in_the_order_of_the_names_that_are_masked(store: Database) -> None:
    tenant_id = await a_tenant(store)
    said: dict[str, Any] = {"serviceName": "Support", "callerTelNumber": "+41791234567"}
    for number, user in enumerate(("zoe", "ada", "mia")):
        await tell(store, tenant_id, told(f"t{number}", lastConnectedUserId=user, minute=number, **said))
    admin = await admin_of(store, tenant_id)
    found = await store.write(customers.find, admin, "+41791234567", PLACE)
    assert found.customer is not None
    masked = replace(admin, users_masked=True)
    by_name, _ = await store.write(
        history.open_page, admin, found.customer.id, PLACE, sort="last_user", descending=False
    )
    by_id, _ = await store.write(
        history.open_page, masked, found.customer.id, PLACE, sort="last_user", descending=False
    )
    assert [row.last_user for row in by_name.rows] == ["ada", "mia", "zoe"]
    assert [row.id for row in by_id.rows] == sorted(row.id for row in by_name.rows)
    assert by_id.sort == "last_user"
    after, _ = await store.write(
        history.open_page, masked, found.customer.id, PLACE, sort="last_user", descending=False, after=by_id.rows[0].id
    )
    assert [row.id for row in after.rows] == [row.id for row in by_id.rows[1:]]


async def test_a_changed_setting_counts_in_the_next_transaction(demo: Database) -> None:
    async def title() -> str:
        found = await demo.write(scoped, ALICE, customers.find, "+41 79 123 45 67", PLACE)
        assert found.customer is not None
        return found.customer.title

    assert await title() == "Raymond Holt"
    await choose(demo, agents_see_customers=False)
    assert await title() == "R••• H•••"
