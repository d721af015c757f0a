"""What does the store make of it when roles are given and taken away?"""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from storage import roles, services, staff
from storage.access import NotAnAdmin, NotFound, Scope, Stranger, Who, scope_of
from storage.changes import ChangedMeanwhile
from storage.database import Database
from storage.people import known
from storage.roles import LastAdmin
from storage.tables import audit_log
from tests.told import a_tenant, admin_of


async def contoso(store: Database) -> tuple[Scope, dict[str, int], int]:
    """An admin with the role in the store, two more people, and a service."""
    tenant_id = await a_tenant(store)
    people = await store.write(known, tenant_id, {"somebody": None, "ben": "ben@contoso.example", "zoë": None})
    admin = await admin_of(store, tenant_id)
    support = await store.write(services.add, tenant_id, name="Support")
    await store.write(roles.give, admin, people["somebody"], "tenant_admin", None)
    return admin, people, support.id


async def held(store: Database, admin: Scope, person_id: int) -> list[tuple[str, str | None]]:
    person = await store.read(staff.get, admin, person_id)
    return [(each.role, each.service) for each in person.held]


async def logged(store: Database) -> list[str]:
    return list(await store.read(lambda db: db.execute(select(audit_log.c.action)).scalars().all()))


async def test_a_role_counts_from_the_next_transaction_and_is_gone_with_the_next(store: Database) -> None:
    admin, people, support = await contoso(store)
    ben = Who(tenant="contoso", person="ben")
    with pytest.raises(Stranger):
        await store.read(scope_of, ben)
    made = await store.write(roles.give, admin, people["ben"], "owner", support)
    assert (await store.read(scope_of, ben)).owned == {support}
    assert made.change is not None
    assert made.change.mine
    await store.write(roles.take, admin, people["ben"], "owner", support)
    with pytest.raises(Stranger):
        await store.read(scope_of, ben)
    assert await logged(store) == ["role.give", "role.give", "role.take"]


@pytest.mark.parametrize("role", ["tenant_admin", "partner_admin", "owner", "agent"])
async def test_every_role_can_be_given_taken_and_taken_back(store: Database, role: str) -> None:
    admin, people, support = await contoso(store)
    service = support if role in staff.OF_SERVICE else None
    name = "Support" if service else None
    given = await store.write(roles.give, admin, people["ben"], role, service)
    assert await held(store, admin, people["ben"]) == [(role, name)]
    assert given.change is not None
    back = await store.write(roles.revert, admin, people["ben"], role, service, given.change.position)
    assert not back.given
    assert await held(store, admin, people["ben"]) == []
    assert back.change is not None
    await store.write(roles.revert, admin, people["ben"], role, service, back.change.position)
    assert await held(store, admin, people["ben"]) == [(role, name)]


async def test_what_is_so_already_is_not_done_again(store: Database) -> None:
    admin, people, support = await contoso(store)
    assert (await store.write(roles.take, admin, people["ben"], "agent", support)).change is None
    await store.write(roles.give, admin, people["ben"], "agent", support)
    assert (await store.write(roles.give, admin, people["ben"], "agent", support)).change is None
    assert await logged(store) == ["role.give", "role.give"]


async def test_the_last_admin_stays_one(store: Database) -> None:
    admin, people, _ = await contoso(store)
    with pytest.raises(LastAdmin):
        await store.write(roles.take, admin, people["somebody"], "tenant_admin", None)
    await store.write(roles.give, admin, people["ben"], "tenant_admin", None)
    taken = await store.write(roles.take, admin, people["somebody"], "tenant_admin", None)
    assert not taken.is_admin
    assert await held(store, admin, people["ben"]) == [("tenant_admin", None)]


async def test_two_admins_who_take_each_others_role_at_once_leave_one(store: Database) -> None:
    adam, people, _ = await contoso(store)
    await store.write(roles.give, adam, people["ben"], "tenant_admin", None)
    ben = replace(adam, person_id=people["ben"])
    answers = await asyncio.gather(
        store.write(roles.take, adam, people["ben"], "tenant_admin", None),
        store.write(roles.take, ben, people["somebody"], "tenant_admin", None),
        return_exceptions=True,
    )
    assert [type(each) for each in answers].count(LastAdmin) == 1


async def test_taking_back_undoes_no_later_change_but_does_not_mind_another_role(store: Database) -> None:
    admin, people, support = await contoso(store)
    first = (await store.write(roles.give, admin, people["ben"], "owner", support)).change
    await store.write(roles.give, admin, people["ben"], "agent", support)
    assert first is not None
    await store.write(roles.revert, admin, people["ben"], "owner", support, first.position)
    await store.write(roles.give, admin, people["ben"], "owner", support)
    with pytest.raises(ChangedMeanwhile):
        await store.write(roles.revert, admin, people["ben"], "owner", support, first.position)
    assert ("owner", "Support") in await held(store, admin, people["ben"])


async def test_roles_are_given_to_the_tenants_people_in_its_services_alone(store: Database) -> None:
    admin, people, support = await contoso(store)
    other_id = await a_tenant(store, "Fabrikam")
    stranger = (await store.write(known, other_id, {"fiona": None}))["fiona"]
    hotline = (await store.write(services.add, other_id, name="Hotline")).id
    for person_id, role, service_id in (
        (stranger, "agent", support),
        (people["ben"], "agent", hotline),
        (people["ben"], "agent", None),
        (people["ben"], "tenant_admin", support),
        (people["ben"], "owner of everything", support),
        (people["ben"], "", None),
    ):
        for function in (roles.give, roles.take):
            with pytest.raises(NotFound):
                await store.write(function, admin, person_id, role, service_id)
        with pytest.raises(NotFound):
            await store.write(roles.revert, admin, person_id, role, service_id, 1)
    assert await held(store, admin, people["ben"]) == []


async def test_nobody_but_a_tenant_admin_looks_gives_or_takes(store: Database) -> None:
    admin, people, support = await contoso(store)
    for mine in ({"owner", "agent"}, {"agent"}, {"partner_admin"}):
        scope = replace(admin, roles=frozenset(mine), owned=frozenset({support}))
        tries: tuple[tuple[Any, ...], ...] = (
            (staff.list_page,),
            (staff.get, people["ben"]),
            (staff.suggest, "ben", 15),
            (staff.meant, "ben", 10),
            (roles.give, people["ben"], "agent", support),
            (roles.take, people["ben"], "agent", support),
            (roles.revert, people["ben"], "agent", support, 1),
            (roles.give_to_new, "new", "tenant_admin", None),
        )
        for function, *rest in tries:
            with pytest.raises(NotAnAdmin):
                await store.write(function, scope, *rest)
    assert await logged(store) == ["role.give"]


async def test_somebody_new_gets_a_role_by_their_object_id(store: Database) -> None:
    admin, _, support = await contoso(store)
    made = await store.write(roles.give_to_new, admin, "new-id", "agent", support)
    assert (made.person.object_id, made.person.name) == ("new-id", "new-id")
    assert (await store.read(scope_of, Who(tenant="contoso", person="new-id"))).services == frozenset({support})
    again = await store.write(roles.give_to_new, admin, "new-id", "agent", support)
    assert again.person.id == made.person.id


async def test_people_are_found_by_letters_and_by_their_whole_name(store: Database) -> None:
    admin, people, _ = await contoso(store)
    assert await store.read(staff.suggest, admin, "b", 15) == []
    found = await store.read(staff.suggest, admin, "contoso", 15)
    assert [person_id for person_id, *_ in found] == [people["ben"]]
    assert [p[1] for p in await store.read(staff.suggest, admin, "ZO", 15)] == ["zoë"]
    assert [p.id for p in await store.read(staff.meant, admin, "BEN@contoso.example", 10)] == [people["ben"]]
    assert [p.id for p in await store.read(staff.meant, admin, "zoe", 10)] == [people["zoë"]]
    assert await store.read(staff.meant, admin, "%", 10) == []
    assert await store.read(staff.meant, admin, "  ", 10) == []


async def test_people_with_a_role_are_listed_a_page_at_a_time(store: Database) -> None:
    admin, _, support = await contoso(store)
    more = await store.write(known, admin.tenant_id, {f"p{n:02}": None for n in range(24)})
    for person_id in more.values():
        await store.write(roles.give, admin, person_id, "agent", support)
    seen: list[str] = []
    page = await store.read(staff.list_page, admin)
    while page.people:
        seen += [person.name for person in page.people]
        page = await store.read(staff.list_page, admin, after=page.people[-1].id, first=len(seen) + 1)
    assert seen == [*sorted(more), "somebody"]
    assert page.total == 25
    assert "ben@contoso.example" not in seen
