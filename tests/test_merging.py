"""Do two customers become one and one two, with all that hangs on them, and is each undone by the other?"""

import pytest
from sqlalchemy import select

from storage import conflicts, holds, merging, search
from storage.access import NotAnAdmin, NotFound
from storage.database import Database
from storage.erasure import dry_run
from storage.merging import NothingChosen, NothingLeft, OneAndTheSame
from storage.sent_cards import record
from storage.tables import contacts, customers, identifiers, identity_conflicts, interactions
from tests.erasures import CHAT, HERS, NOW, an_admin, customer_of, scope
from tests.test_erasure import rows_of
from tests.test_erasure_rules import GRAY, HOLT, OVER
from tests.told import a_tenant, tell, told

BOTH = {"callerTelNumber": "+41446681234", "callerUPN": "ray@holt.example"}
HOLT_TOO = HOLT | {"callerUPN": "ray@holt.example"}
Two = tuple[Database, int, int, int]


@pytest.fixture
async def two(store: Database) -> Two:
    """Dorain Gray with two calls and Raymond Holt with two, and an event of Gray's that names Holt too."""
    tenant_id = await a_tenant(store)
    calls = (told("g1", **GRAY, **OVER), told("g2", minute=3, **BOTH, **OVER))
    await tell(store, tenant_id, told("h1", **HOLT_TOO, **OVER), told("h2", minute=2, **HOLT, **OVER), *calls)
    gray, holt = [await store.read(customer_of, tenant_id, task) for task in ("g1", "h1")]
    return store, tenant_id, gray, holt


async def whose(store: Database) -> dict[str, int]:
    i = interactions.c
    return dict(await store.read(lambda db: db.execute(select(i.task_id, i.customer_id)).all()))


async def test_an_event_that_names_both_is_listed_until_they_are_one(two: Two) -> None:
    store, tenant_id, gray, holt = two
    adam = await an_admin(store, tenant_id, "Adam")
    [listed], _card = await store.write(conflicts.list_all, adam, CHAT)
    assert (listed.one.id, listed.other.id, listed.count) == (gray, holt, 1)
    one, other, _card = await store.write(merging.compare, adam, gray, holt, CHAT)
    assert (one.name, one.interactions, other.name, other.interactions) == ("Dorain Gray", 2, "Raymond Holt", 2)
    left, came, _card = await store.write(merging.merge, adam, gray, holt, holt, str, CHAT)
    assert (left.id, left.name, left.interactions) == (gray, "Raymond Holt", 4)
    assert sorted(came) == ["phone:41791234567", "upn:ray@holt.example"]
    assert set((await whose(store)).values()) == {gray}
    assert await store.write(conflicts.list_all, adam, CHAT) == ([], None)
    assert await store.read(rows_of, identity_conflicts) == []
    for typed in ("holt", "791234567", "446681234", "ray@holt.example"):
        assert [each.id for each in await store.read(search.search, adam, typed)] == [gray], typed
    with pytest.raises(NotFound):
        await store.write(conflicts.party, adam, holt)


async def test_what_was_merged_is_split_again(two: Two) -> None:
    store, tenant_id, gray, holt = two
    adam = await an_admin(store, tenant_id, "Adam")
    before, touched = await whose(store), await store.read(rows_of, contacts)
    _left, came, _card = await store.write(merging.merge, adam, gray, holt, gray, str, CHAT)
    _known, own, _card = await store.write(merging.own, adam, gray, str, CHAT)
    assert {each.sign: each.interactions for each in own} == {
        "phone:41446681234": 2,
        "phone:41791234567": 2,
        "upn:ray@holt.example": 0,
    }
    left, anew, _card = await store.write(merging.split, adam, gray, came, "Raymond Holt", str, CHAT)
    assert (left.name, left.interactions, anew.name, anew.interactions) == ("Dorain Gray", 2, "Raymond Holt", 2)
    assert await whose(store) == {task: {holt: anew.id}.get(own_id, own_id) for task, own_id in before.items()}
    assert len(await store.read(rows_of, contacts)) == len(touched)
    assert [each.id for each in await store.read(search.search, adam, "raymond")] == [anew.id]
    await tell(store, tenant_id, told("h3", minute=9, **HOLT))
    assert await store.read(customer_of, tenant_id, "h3") == anew.id


async def test_two_who_are_kept_apart_are_listed_again_when_another_event_names_both(two: Two) -> None:
    store, tenant_id, gray, holt = two
    adam = await an_admin(store, tenant_id, "Adam")
    await store.write(conflicts.keep_apart, adam, gray, holt, CHAT)
    assert await store.write(conflicts.list_all, adam, CHAT) == ([], None)
    await tell(store, tenant_id, told("g3", minute=9, **BOTH))
    [listed], _card = await store.write(conflicts.list_all, adam, CHAT)
    assert {listed.one.id, listed.other.id} == {gray, holt}


@pytest.mark.parametrize("of", [("gray",), ("holt",), ("gray", "holt")])
async def test_one_hold_stands_if_either_stood(two: Two, of: tuple[str, ...]) -> None:
    store, tenant_id, gray, holt = two
    adam = await an_admin(store, tenant_id, "Adam")
    for each in of:
        await store.write(holds.place, adam, {"gray": gray, "holt": holt}[each], f"the case of {each}", CHAT)
    _left, came, _card = await store.write(merging.merge, adam, gray, holt, gray, str, CHAT)
    standing = await store.read(holds.standing, tenant_id, gray)
    assert standing is not None
    assert standing.reason == f"the case of {of[0]}"
    _left, anew, _card = await store.write(merging.split, adam, gray, came, "Raymond Holt", str, CHAT)
    for each_id in (gray, anew.id):
        assert await store.read(holds.standing, tenant_id, each_id) is not None
    await store.write(holds.lift, adam, gray, CHAT)
    assert await store.read(holds.standing, tenant_id, gray) is None


async def test_an_erasure_reaches_the_cards_that_showed_either(two: Two) -> None:
    store, tenant_id, gray, holt = two
    adam = await an_admin(store, tenant_id, "Adam")
    for each in (gray, holt):
        await store.write(record, adam, CHAT, "customer", customers=[each])
    await store.write(merging.merge, adam, gray, holt, gray, str, CHAT)
    found = await store.read(dry_run.dry_run, tenant_id, gray, "salt", NOW)
    assert (found.counts["cards"], found.counts["interactions"], found.counts["identifiers"]) == (3, 4, 3)


async def test_what_cannot_be_merged_or_split_changes_nothing(two: Two) -> None:
    store, tenant_id, gray, holt = two
    adam = await an_admin(store, tenant_id, "Adam")
    fiona = await an_admin(store, await a_tenant(store, "Fabrikam", "DE"), "Fiona")
    before = await whose(store), await store.read(rows_of, customers), await store.read(rows_of, identifiers)
    merged = (merging.merge, gray, holt, gray, str, HERS)
    for who, why in ((scope(tenant_id, adam.person_id, "service_owner"), NotAnAdmin), (fiona, NotFound)):
        with pytest.raises(why):
            await store.write(merged[0], who, *merged[1:])
    with pytest.raises(OneAndTheSame):
        await store.write(merging.merge, adam, gray, gray, gray, str, HERS)
    with pytest.raises(NothingChosen):
        await store.write(merging.split, adam, gray, ["phone:41791234567"], "", str, HERS)
    with pytest.raises(NothingLeft):
        await store.write(merging.split, adam, gray, ["phone:41446681234"], "", str, HERS)
    now = await whose(store), await store.read(rows_of, customers), await store.read(rows_of, identifiers)
    assert now == before
