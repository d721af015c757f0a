"""Who may see what, in the demo's tenants?"""

import pytest

from storage import people, services, tenants
from storage.access import NoTenantChosen, NotFound, Stranger, Who, scope_of
from storage.database import Database
from storage.demo import CONTOSO, FABRIKAM


def who(number: int, tenant: str = CONTOSO) -> Who:
    return Who(tenant=tenant, person=f"a1000000-0000-4000-8000-{number:012d}")


ALICE, BEN, OLGA, ADAM, PETRA, FIONA, OTTO = who(1), who(2), who(3), who(4), who(5), who(6, FABRIKAM), who(8)


async def service_names(demo: Database, ids: frozenset[int] | None) -> set[str] | None:
    tenant = await demo.read(tenants.get, CONTOSO)
    known = {s.id: s.name for s in await demo.read(services.list_all, tenant.id)}
    return None if ids is None else {known[i] for i in ids}


@pytest.mark.parametrize(
    ("person", "roles", "sees", "owns"),
    [
        (ALICE, {"agent"}, {"Support"}, set()),
        (BEN, {"agent"}, {"Support", "Sales"}, set()),
        (OLGA, {"agent", "owner"}, {"Support"}, {"Support"}),
        (OTTO, {"owner"}, {"Sales", "Billing"}, {"Sales", "Billing"}),
        (ADAM, {"tenant_admin"}, None, set()),
    ],
)
async def test_each_person_sees_what_their_roles_give(
    demo: Database, person: Who, roles: set[str], sees: set[str] | None, owns: set[str]
) -> None:
    scope = await demo.read(scope_of, person)
    assert scope.roles == roles
    assert await service_names(demo, scope.services) == sees
    assert await service_names(demo, scope.owned) == owns
    assert not scope.masked


@pytest.mark.parametrize("person", [who(99), who(4, FABRIKAM), who(6, CONTOSO), who(4, "no such tenant")])
async def test_whoever_has_no_role_in_a_tenant_is_a_stranger_to_it(demo: Database, person: Who) -> None:
    with pytest.raises(Stranger):
        await demo.read(scope_of, person)


async def test_a_partner_sees_nothing_before_a_tenant_is_chosen_and_then_masked(demo: Database) -> None:
    with pytest.raises(NoTenantChosen):
        await demo.read(scope_of, PETRA)
    fabrikam = await demo.read(tenants.get, FABRIKAM)
    assert await demo.write(people.choose_tenant, PETRA, fabrikam.id) == "Fabrikam"
    scope = await demo.read(scope_of, PETRA)
    assert (scope.tenant_id, scope.roles, scope.services, scope.masked) == (
        fabrikam.id,
        frozenset({"partner_admin"}),
        None,
        True,
    )


@pytest.mark.parametrize("person", [ALICE, ADAM, FIONA])
async def test_nobody_else_chooses_a_tenant(demo: Database, person: Who) -> None:
    fabrikam = await demo.read(tenants.get, FABRIKAM)
    with pytest.raises(NotFound):
        await demo.write(people.choose_tenant, person, fabrikam.id)
