"""Which services may somebody configure?"""

import pytest
from sqlalchemy import Connection

from storage import ownership, people, tenants
from storage import services as services_of
from storage.access import NotAnOwner, NotFound, Who, scoped
from storage.database import Database
from tests.talk import CONTOSO, FABRIKAM
from tests.test_access import ADAM, ALICE, BEN, FIONA, OLGA, OTTO, PETRA

EVERY = ["Billing", "Sales", "Support"]


async def own_of(demo: Database, who: Who) -> list[str]:
    return [s.name for s in await demo.read(scoped, who, ownership.list_own)]


async def service_id(demo: Database, tenant: str, name: str) -> int:
    def find(db: Connection) -> int:
        return services_of.get(db, tenants.get(db, tenant).id, name).id

    return await demo.read(find)


@pytest.mark.parametrize(
    ("who", "names"), [(OLGA, ["Support"]), (OTTO, ["Billing", "Sales"]), (ADAM, EVERY), (FIONA, ["Hotline"])]
)
async def test_owners_configure_their_services_and_admins_all_of_the_tenant(
    demo: Database, who: Who, names: list[str]
) -> None:
    assert await own_of(demo, who) == names
    for name in names:
        tenant = FABRIKAM if who == FIONA else CONTOSO
        wanted = await service_id(demo, tenant, name)
        assert (await demo.read(scoped, who, ownership.own, wanted)).name == name


async def test_who_owns_none_is_told_so_whatever_is_asked(demo: Database) -> None:
    fabrikam = await demo.read(tenants.get, FABRIKAM)
    await demo.write(people.choose_tenant, PETRA, fabrikam.id)
    support = await service_id(demo, CONTOSO, "Support")
    for who in (ALICE, BEN, PETRA):
        with pytest.raises(NotAnOwner):
            await own_of(demo, who)
        for wanted in (support, 1):
            with pytest.raises(NotAnOwner):
                await demo.read(scoped, who, ownership.own, wanted)


async def test_anothers_service_is_not_there(demo: Database) -> None:
    sales, hotline = await service_id(demo, CONTOSO, "Sales"), await service_id(demo, FABRIKAM, "Hotline")
    for who, wanted in ((OLGA, sales), (OLGA, hotline), (ADAM, hotline), (FIONA, sales), (ADAM, 1)):
        with pytest.raises(NotFound):
            await demo.read(scoped, who, ownership.own, wanted)
