"""How does a switch of a service turn, by an owner and by itself, and back?"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from storage import features, switches
from storage.access import NotAnOwner, NotFound
from storage.database import Database
from storage.features import Switch
from storage.switches import ChangedMeanwhile, NotInTime, NotLicensed, Thrown
from storage.tables import audit_log
from storage.tables import services as services_table
from tests.owners import NOW, Owner, an_owner
from tests.told import a_tenant, admin_of

FRIDAY = NOW + timedelta(days=4)
THURSDAY = NOW + timedelta(days=3)
_MINUTE = timedelta(minutes=1)


@pytest.fixture
async def owner(store: Database) -> Owner:
    made = await an_owner(store)
    await license_of(made, "enterprise_routing")
    return made


async def license_of(owner: Owner, licence: str | None) -> None:
    await owner.store.write(lambda db: db.execute(update(services_table).values(licence=licence)).rowcount)


async def throw(owner: Owner, on: bool, until: datetime | None = None, now: datetime = NOW, **more: Any) -> Thrown:
    thrown: Thrown = await owner.does(
        switches.throw, owner.support, more.get("feature", "codes"), on=on, until=until, now=now
    )
    return thrown


async def revert(owner: Owner, thrown: Thrown, now: datetime) -> Thrown:
    """As the button of the change's card asks for it."""
    was, seen = thrown.before, thrown.after.changed_at
    back: Thrown = await owner.does(
        switches.revert, owner.support, thrown.feature, on=was.on, until=was.until, seen=seen, now=now
    )
    return back


async def state(owner: Owner, now: datetime = NOW) -> tuple[bool, datetime | None]:
    found = (await owner.store.read(features.of_service, owner.scope.tenant_id, owner.support, now))["codes"]
    return found.on, found.until


async def told(owner: Owner) -> list[dict[str, Any]]:
    query = select(audit_log.c.detail).where(audit_log.c.action == "feature.switched")
    return [r[0] for r in await owner.store.read(lambda db: db.execute(query).all())]


async def test_a_switch_tells_before_and_after_with_who_and_when(owner: Owner) -> None:
    thrown = await throw(owner, on=True)
    assert (thrown.before, thrown.changed) == (Switch(on=False), True)
    assert (thrown.after.on, thrown.after.until, thrown.after.changed_at) == (True, None, NOW)
    assert thrown.panel.names == {owner.scope.person_id: "somebody"}
    assert (thrown.panel.service.name, thrown.panel.primary, thrown.panel.secondary) == ("Support", 0, 0)
    await owner.adds(await owner.makes("One"), await owner.makes("Two", "secondary"))
    panel = await owner.does(switches.panel, owner.support, NOW)
    assert (panel.switches, panel.primary, panel.secondary) == (thrown.panel.switches, 1, 1)
    assert await told(owner) == [{"feature": "codes", "on": True, "until": None}]


async def test_a_switch_until_a_moment_turns_back_by_itself(owner: Owner) -> None:
    await throw(owner, on=True)
    await throw(owner, on=False, until=FRIDAY, now=NOW + _MINUTE)
    assert await state(owner, FRIDAY - _MINUTE) == (False, FRIDAY)
    assert await state(owner, FRIDAY) == (True, None)
    found = (await owner.store.read(features.of_service, owner.scope.tenant_id, owner.support, FRIDAY))["codes"]
    assert (found.turned_at, found.changed_at) == (FRIDAY, NOW + _MINUTE)
    await throw(owner, on=False, until=THURSDAY, now=NOW + 2 * _MINUTE)
    assert await state(owner, FRIDAY - _MINUTE) == (True, None)


async def test_what_it_is_already_it_stays_and_nobody_has_thrown_it(owner: Owner) -> None:
    assert not (await throw(owner, on=False)).changed
    first = await throw(owner, on=True, until=FRIDAY)
    again = await throw(owner, on=True, until=FRIDAY, now=NOW + _MINUTE)
    assert (again.changed, again.after) == (False, first.after)
    assert len(await told(owner)) == 1


@pytest.mark.parametrize("licence", [None, "", "advanced_routing"])
async def test_without_the_licence_no_switch_turns(owner: Owner, licence: str | None) -> None:
    first = await throw(owner, on=True)
    await license_of(owner, licence)
    for feature in features.FEATURES:
        for on in (True, False):
            with pytest.raises(NotLicensed) as raised:
                await throw(owner, on=on, feature=feature)
            assert raised.value.service.name == "Support"
    with pytest.raises(NotLicensed):
        await revert(owner, first, NOW + _MINUTE)
    assert await state(owner) == (True, None)
    assert (await owner.does(switches.panel, owner.support, NOW)).switches["codes"].on


@pytest.mark.parametrize(
    "until", [NOW, NOW - _MINUTE, NOW + timedelta(days=367), datetime.max.replace(tzinfo=NOW.tzinfo)]
)
async def test_a_time_that_is_past_or_far_away_is_refused(owner: Owner, until: datetime) -> None:
    with pytest.raises(NotInTime):
        await throw(owner, on=True, until=until)
    assert await told(owner) == []


@pytest.mark.parametrize("until", [None, FRIDAY])
@pytest.mark.parametrize("on", [True, False])
async def test_a_revert_restores_exactly_what_was(owner: Owner, on: bool, until: datetime | None) -> None:
    await throw(owner, on=not on)
    await throw(owner, on=on, until=until)
    was = await state(owner)
    changed = await throw(owner, on=not on, until=THURSDAY, now=NOW + _MINUTE)
    back = await revert(owner, changed, NOW + 2 * _MINUTE)
    assert await state(owner) == was == (back.after.on, back.after.until)
    assert (back.before.until, back.after.changed_at) == (THURSDAY, NOW + 2 * _MINUTE)
    again = await revert(owner, back, NOW + 3 * _MINUTE)
    assert (again.after.on, again.after.until) == (not on, THURSDAY)


async def test_the_same_revert_again_finds_it_done(owner: Owner) -> None:
    changed = await throw(owner, on=True)
    await revert(owner, changed, NOW + _MINUTE)
    again = await revert(owner, changed, NOW + 2 * _MINUTE)
    assert (again.changed, again.after.on) == (False, False)
    assert len(await told(owner)) == 2


async def test_a_revert_does_not_undo_what_somebody_else_has_done_since(owner: Owner) -> None:
    await throw(owner, on=True)
    changed = await throw(owner, on=False, until=FRIDAY, now=NOW + _MINUTE)
    adam = replace(owner, scope=await admin_of(owner.store, owner.scope.tenant_id))
    theirs = await throw(adam, on=False, until=THURSDAY, now=NOW + 2 * _MINUTE)
    with pytest.raises(ChangedMeanwhile) as raised:
        await revert(owner, changed, NOW + 3 * _MINUTE)
    found = raised.value.thrown
    assert (found.after, found.changed) == (theirs.after, False)
    assert await state(owner) == (False, THURSDAY)
    assert len(await told(owner)) == 3


async def test_what_would_have_run_out_meanwhile_is_reverted_to_what_it_would_be_now(owner: Owner) -> None:
    await throw(owner, on=True, until=THURSDAY)
    changed = await throw(owner, on=False, now=NOW + _MINUTE)
    back = await revert(owner, changed, THURSDAY + _MINUTE)
    assert (back.changed, back.after.on, back.after.until) == (False, False, None)
    changed = await throw(owner, on=True, now=THURSDAY + 2 * _MINUTE)
    assert (await revert(owner, changed, THURSDAY + 3 * _MINUTE)).after.on is False


async def test_two_who_throw_at_the_same_moment_make_two_changes(owner: Owner) -> None:
    on = await throw(owner, on=True)
    off = await throw(owner, on=False)
    assert (off.after.changed_at or NOW) > (on.after.changed_at or NOW)
    with pytest.raises(ChangedMeanwhile):
        await owner.does(
            switches.revert, owner.support, "codes", on=True, until=FRIDAY, seen=on.after.changed_at, now=NOW
        )
    await asyncio.gather(*(throw(owner, on=n % 2 == 0, until=FRIDAY + n * _MINUTE) for n in range(6)))
    moments = [each["until"] for each in await told(owner)]
    assert len(moments) == len(set(moments[2:])) + 2 == 8


async def test_who_does_not_own_the_service_throws_nothing(owner: Owner) -> None:
    agent = replace(owner, scope=replace(owner.scope, roles=frozenset({"agent"}), owned=frozenset()))
    fabrikam = await admin_of(owner.store, await a_tenant(owner.store, "Fabrikam"))
    for other, situation in (
        (agent, NotAnOwner),
        (replace(owner, scope=owner.otto), NotFound),
        (replace(owner, scope=fabrikam), NotFound),
    ):
        with pytest.raises(situation):
            await throw(other, on=True)
        with pytest.raises(situation):
            await other.does(switches.panel, other.support, NOW)
    with pytest.raises(NotFound):
        await throw(owner, on=True, feature="tags")
    assert await told(owner) == []
