"""How often is a code used, and when does a tag become one?"""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, insert, select

from storage import code_changes, promotion
from storage.access import NotFound
from storage.code_tables import conclusion_codes, conclusion_tags, conclusions
from storage.codes import Code
from storage.database import Database
from storage.tables import interactions
from tests.owners import NOW, Owner, an_owner
from tests.told import tell, told


@pytest.fixture
async def owner(store: Database) -> Owner:
    return await an_owner(store)


async def concluded(owner: Owner, count: int, service_id: int, *, code: Code, tag: str) -> None:
    def conclude(db: Connection) -> None:
        ids = db.execute(select(interactions.c.id).order_by(interactions.c.id)).scalars().all()
        for each in ids[-count:]:
            own = {"tenant_id": owner.scope.tenant_id, "interaction_id": each}
            db.execute(insert(conclusions).values(**own, service_id=service_id, concluded_at=NOW, fingerprint=""))
            db.execute(
                insert(conclusion_codes).values(**own, code_id=code.id, kind=code.kind, name=code.name, position=0)
            )
            db.execute(insert(conclusion_tags).values(**own, tag=tag, tag_key=tag.casefold(), position=0))

    tasks = [told(f"{tag}-{service_id}-{n}", serviceName="Support") for n in range(count)]
    await tell(owner.store, owner.scope.tenant_id, *tasks)
    await owner.store.write(conclude)


async def test_uses_are_those_of_ones_own_services(owner: Owner) -> None:
    made = await owner.makes("Refund")
    assert await owner.does(code_changes.uses, made.id) == 0
    await concluded(owner, 3, owner.support, code=made, tag="router")
    await concluded(owner, 2, owner.sales, code=made, tag="modem")
    assert await owner.does(code_changes.uses, made.id) == 3
    admin = replace(owner.scope, roles=frozenset({"tenant_admin"}), services=None)
    assert await owner.store.read(code_changes.uses, admin, made.id) == 5


async def test_a_frequent_tag_becomes_a_code_of_the_service(owner: Owner) -> None:
    made = await owner.makes("Refund")
    await concluded(owner, 2, owner.support, code=made, tag="Router")
    with pytest.raises(NotFound):
        await owner.does(promotion.promote, owner.support, "router", "secondary", NOW)
    await concluded(owner, 3, owner.sales, code=made, tag="router")
    with pytest.raises(NotFound):
        await owner.does(promotion.promote, owner.support, "router", "secondary", NOW)
    await concluded(owner, 1, owner.support, code=made, tag="ROUTER")
    change = await owner.does(promotion.promote, owner.support, "rOuTeR", "secondary", NOW)
    assert [(c.name, c.kind) for c in change.came] == [("Router", "secondary")]
    again = await owner.does(promotion.promote, owner.support, "router", "secondary", NOW)
    assert (again.came, again.after) == ((), change.after)
    await owner.does(code_changes.retire, change.came[0].id, NOW)
    back = await owner.does(promotion.promote, owner.support, "router", "secondary", NOW)
    assert [c.name for c in back.after] == ["Router"]
