"""Which program may come in by which door, and for whom?"""

import pytest
from sqlalchemy import Connection, select

from storage import keys, services, tenants
from storage.database import Database
from storage.tables import api_keys, audit_log

CONTOSO = "c0000000-0000-4000-8000-000000000001"


def contoso(db: Connection) -> int:
    return tenants.add(db, entra_id=CONTOSO.upper(), name="Contoso", region="CH").id


async def test_a_new_key_opens_its_door_for_its_tenant(store: Database) -> None:
    tenant_id = await store.write(contoso)
    text = await store.write(keys.create, tenant_id, "events")
    key = await store.read(keys.find, text, "events")
    assert key is not None
    assert (key.tenant_id, key.tenant, key.service_id) == (tenant_id, CONTOSO, None)
    assert text.startswith(key.name + "_")


async def test_a_key_opens_no_other_door(store: Database) -> None:
    text = await store.write(keys.create, await store.write(contoso), "odata")
    assert await store.read(keys.find, text, "events") is None


async def test_a_revoked_key_opens_nothing_from_that_moment(store: Database) -> None:
    text = await store.write(keys.create, await store.write(contoso), "events")
    assert await store.write(keys.revoke, text) is True
    assert await store.read(keys.find, text, "events") is None
    assert await store.write(keys.revoke, text.rsplit("_", 1)[0]) is False


async def test_a_key_with_a_wrong_secret_opens_nothing(store: Database) -> None:
    tenant_id = await store.write(contoso)
    text, other = [await store.write(keys.create, tenant_id, "events") for _ in range(2)]
    swapped = "_".join([*text.split("_", 3)[:3], other.split("_", 3)[3]])
    assert await store.read(keys.find, swapped, "events") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ac_",
        "ac_1_abc",
        "ac_1_abc_" + "x" * 42,
        "ac_1_abc_" + "x" * 44,
        "ac_999999999999999999_" + "z" * 12 + "_" + "x" * 43,
        "ac_9999999999999999999_abc_" + "x" * 43,
        "ac_١_abc_" + "x" * 43,
        "ac_1_abc_" + "é" * 43,
        "ac_1_abc_" + "x" * 43 + "\n",
    ],
)
async def test_what_is_no_key_opens_nothing(store: Database, text: str) -> None:
    assert await store.read(keys.find, text, "events") is None


async def test_a_key_of_one_service_knows_its_service(store: Database) -> None:
    tenant_id = await store.write(contoso)

    def support(db: Connection) -> int:
        return services.add(db, tenant_id, name="Support", external_id="support-1").id

    service_id = await store.write(support)
    text = await store.write(keys.create, tenant_id, "events", service_id)
    key = await store.read(keys.find, text, "events")
    assert key is not None
    assert (key.service_id, key.service_external_id, key.service_name) == (service_id, "support-1", "Support")


async def test_the_list_shows_every_key_without_its_secret(store: Database) -> None:
    tenant_id = await store.write(contoso)
    texts = [await store.write(keys.create, tenant_id, door) for door in keys.DOORS]
    listed = await store.read(keys.list_all)
    assert [k.door for k in listed] == ["events", "odata"]
    assert not any(text.split("_", 3)[3] in repr(key) for text in texts for key in listed)


async def test_the_secret_is_nowhere_in_the_database(store: Database) -> None:
    text = await store.write(keys.create, await store.write(contoso), "events")

    def everything(db: Connection) -> str:
        return repr([db.execute(select(table)).all() for table in (api_keys, audit_log)])

    assert text.split("_", 3)[3] not in await store.read(everything)


async def test_creating_and_revoking_are_in_the_audit_log(store: Database) -> None:
    text = await store.write(keys.create, await store.write(contoso), "events")
    await store.write(keys.revoke, text)

    def actions(db: Connection) -> list[str]:
        return list(db.execute(select(audit_log.c.action).order_by(audit_log.c.position)).scalars())

    assert await store.read(actions) == ["api_key.create", "api_key.revoke"]


async def test_revoking_an_unknown_key_says_so(store: Database) -> None:
    await store.write(contoso)
    for name in ("ac_1_abc", "no key at all", ""):
        with pytest.raises(keys.NoSuchKey):
            await store.write(keys.revoke, name)
