"""Which rules has a service?"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from storage import rules, services
from storage.access import NotFound
from storage.code_tables import conclusion_rules
from storage.database import Database
from storage.rules import OutOfBounds, Rules
from tests.owners import NOW, Owner, an_owner
from tests.told import a_tenant, admin_of


async def test_a_service_whose_owner_has_set_none_has_the_usual_rules(store: Database) -> None:
    tenant_id = await a_tenant(store)
    support = await store.write(services.add, tenant_id, name="Support")
    assert await store.read(rules.of_service, tenant_id, support.id) == Rules(
        primary_least=1,
        primary_most=1,
        secondary_most=None,
        tags_most=10,
        shift_ends=17 * 60,
        default_code_id=None,
        default_after_minutes=None,
        default_since=None,
    )


async def test_the_rules_of_one_service_are_not_those_of_another(store: Database) -> None:
    def limit(db: Connection) -> None:
        row = {"primary_least": 0, "primary_most": 2, "secondary_most": 3, "tags_most": 0, "shift_ends": 1080}
        db.execute(insert(conclusion_rules).values(tenant_id=tenant_id, service_id=support.id, **row))

    tenant_id = await a_tenant(store)
    support = await store.write(services.add, tenant_id, name="Support")
    sales = await store.write(services.add, tenant_id, name="Sales")
    await store.write(limit)
    set_by_hand = Rules(primary_least=0, primary_most=2, secondary_most=3, tags_most=0, shift_ends=1080)
    assert await store.read(rules.of_service, tenant_id, support.id) == set_by_hand
    assert await store.read(rules.of_service, tenant_id, sales.id) == Rules()


@pytest.fixture
async def owner(store: Database) -> Owner:
    return await an_owner(store)


async def lays_down(owner: Owner, now: datetime = NOW, **said: Any) -> rules.Change:
    change: rules.Change = await owner.does(rules.lay_down, owner.support, Rules(**said), now)
    return change


async def test_rules_that_an_owner_sets_are_told_before_and_after(owner: Owner) -> None:
    change = await lays_down(owner, primary_most=3, secondary_most=0, tags_most=0, shift_ends=0)
    assert (change.service.name, change.before) == ("Support", Rules())
    assert change.after == Rules(primary_most=3, secondary_most=0, tags_most=0, shift_ends=0)
    assert await owner.store.read(rules.of_service, owner.scope.tenant_id, owner.support) == change.after
    assert (await lays_down(owner)).after == Rules()
    again = await lays_down(owner)
    assert again.before == again.after
    assert await owner.told() == ["rules.changed", "rules.changed"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("primary_most", {"primary_least": 0, "primary_most": 0}),
        ("primary_most", {"primary_most": 11}),
        ("primary_least", {"primary_least": 2}),
        ("primary_least", {"primary_least": -1}),
        ("secondary_most", {"secondary_most": -1}),
        ("secondary_most", {"secondary_most": 51}),
        ("tags_most", {"tags_most": -1}),
        ("tags_most", {"tags_most": 21}),
        ("shift_ends", {"shift_ends": 1440}),
        ("shift_ends", {"shift_ends": -1}),
    ],
)
async def test_a_rule_that_nobody_could_keep_is_refused(owner: Owner, rule: str, said: dict[str, int]) -> None:
    with pytest.raises(OutOfBounds) as raised:
        await lays_down(owner, NOW, **said)
    assert raised.value.rule == rule
    assert await owner.told() == []


async def test_the_timer_sets_a_primary_code_that_the_service_offers_and_no_other(owner: Owner) -> None:
    offered, extra = await owner.makes("Resolved"), await owner.makes("Outage", "secondary")
    unused = await owner.makes("Complaint")
    await owner.adds(offered, extra)
    for said in (
        {"default_code_id": unused.id, "default_after_minutes": 30},
        {"default_code_id": extra.id, "default_after_minutes": 30},
        {"default_code_id": 1, "default_after_minutes": 30},
        {"default_code_id": offered.id, "default_after_minutes": 30, "primary_least": 2, "primary_most": 2},
    ):
        with pytest.raises(OutOfBounds) as raised:
            await lays_down(owner, NOW, **said)
        assert raised.value.rule == "default_code_id"
    for minutes in (None, 0, -1, rules.LONGEST_WAIT + 1):
        with pytest.raises(OutOfBounds) as raised:
            await lays_down(owner, default_code_id=offered.id, default_after_minutes=minutes)
        assert raised.value.rule == "default_after_minutes"
    set_now = (await lays_down(owner, default_code_id=offered.id, default_after_minutes=30)).after
    assert (set_now.default_code_id, set_now.default_since) == (offered.id, NOW)


async def test_the_timer_starts_when_its_code_is_chosen_and_can_be_switched_off(owner: Owner) -> None:
    one, two = await owner.makes("One"), await owner.makes("Two")
    await owner.adds(one, two)
    later = NOW + timedelta(hours=1)
    await lays_down(owner, default_code_id=one.id, default_after_minutes=30)
    kept = (await lays_down(owner, later, default_code_id=one.id, default_after_minutes=5, tags_most=1)).after
    assert (kept.default_since, kept.default_after_minutes) == (NOW, 5)
    assert (await lays_down(owner, later, default_code_id=two.id, default_after_minutes=5)).after.default_since == later
    off = (await lays_down(owner, later, default_after_minutes=5)).after
    assert (off.default_code_id, off.default_after_minutes, off.default_since) == (None, None, None)


async def test_another_owner_sets_no_rules_here(owner: Owner) -> None:
    for scope in (owner.otto, await admin_of(owner.store, await a_tenant(owner.store, "Fabrikam"))):
        with pytest.raises(NotFound):
            await owner.store.write(rules.lay_down, scope, owner.support, Rules(tags_most=1), NOW)
    assert await owner.told() == []
