"""What does a trace hold, and what does it keep to itself?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, insert, select, update

from dialogs.trace import written
from storage import masking, trace, trace_choice
from storage.access import NotAnAdmin, NotFound, Scope
from storage.code_tables import codes, conclusion_codes, conclusion_tags, conclusions
from storage.database import Database
from storage.tables import audit_log, interactions, people, services, tenants
from tests import scan
from tests.erasures import GRAY, an_admin, customer_of, erased, finish, place
from tests.told import START, a_tenant, admin_of, tell, told

ALICE = "a1000000-0000-4000-8000-00000000000a"
SHOWN = {"agents_see_customers": True, "owners_see_customers": True, "partners_see_customers": True}
CANARIES = (
    *("Dorain", "Gray", "2345678910", "234 567 89 10", "dorain.gray", "20417", "Dörte", "+41799998877", "Quokka"),
    *("private@home.example", "wombat"),
)
NOTE: dict[str, Any] = {
    "reportedBy": "alice@contoso.example",
    "text": "The wombat line crackled",
    "at": START.isoformat(),
}
UNKNOWN: dict[str, Any] = {
    "crm": {"url": "https://crm/?c=K-20417", "score": 7, "Gray's page": [True, None, {"mail": "private@home.example"}]},
    "phones": [41234567890, 412345678910, "0234567 8910"],
    "transcript": "Hello, Dorain here, call me on +41 79 999 88 77 or +41799998877",
    "route": {"skill": "billing", "agent": "alice@contoso.example", "attempts": 3},
    "GRAY": "as a key",
}


async def a_task(store: Database, tenant_id: int, **more: Any) -> int:
    """The id of an interaction of which everything is known, its events told in the wrong order."""
    leg = {"userId": ALICE, "userUPN": "alice@contoso.example", "outcome": "accepted", "startedAt": START.isoformat()}
    await tell(
        store,
        tenant_id,
        told("t1", "terminated", minute=4, result="accepted_by_user", lastConnectedUserId=ALICE, legs=[leg]),
        told("t1", "created", **(GRAY | {"serviceName": "Support"} | UNKNOWN | more)),
        told("t1", "updated", minute=2, customerName="Dörte Quokka", issues=[NOTE], callChainId="c1"),
    )

    return await store.write(_conclude, tenant_id)


def _conclude(db: Connection, tenant_id: int) -> int:
    """By Alice, with the code *Resolved* and a tag that names the customer."""
    alice, service = (db.execute(select(table.c.id)).scalars().one() for table in (people, services))
    db.execute(update(people).values(name="Alice Agent", upn="alice@contoso.example"))
    of_tenant = {"tenant_id": tenant_id}
    code = {"id": 5, "service_id": service, "kind": "primary", "name": "Resolved", "name_key": "resolved"}
    db.execute(insert(codes), of_tenant | code | {"created_at": START})
    row = of_tenant | {"interaction_id": _id_of(db, tenant_id)}
    whole = {"service_id": service, "person_id": alice, "concluded_at": START, "fingerprint": "f"}
    db.execute(insert(conclusions), row | whole)
    db.execute(insert(conclusion_codes), row | {"code_id": 5, "kind": "primary", "name": "Resolved", "position": 0})
    db.execute(insert(conclusion_tags), row | {"tag": "dorain", "tag_key": "dorain", "position": 0})
    return row["interaction_id"]


def _id_of(db: Connection, tenant_id: int, task: str = "t1") -> int:
    of_task = (interactions.c.tenant_id == tenant_id, interactions.c.task_id == task)
    return int(db.execute(select(interactions.c.id).where(*of_task)).scalar_one())


async def choose(store: Database, **settings: bool) -> None:
    await store.write(lambda db: db.execute(update(tenants).values(**settings)))


async def made(store: Database, scope: Scope, interaction_id: int) -> dict[str, Any]:
    found = await store.write(trace.make, scope, interaction_id)
    document: dict[str, Any] = orjson.loads(written(found.document))
    return document


async def test_all_that_is_known_stands_in_it_in_the_order_in_which_it_happened(store: Database) -> None:
    tenant_id = await a_tenant(store)
    interaction_id = await a_task(store, tenant_id)
    await choose(store, users_shown=True, **SHOWN)
    document = await made(store, await admin_of(store, tenant_id), interaction_id)
    assert (document["version"], document["masked"]) == (1, {"customers": False, "users": False})
    about = document["interaction"]
    assert (about["id"], about["taskId"], about["callChainId"]) == (str(interaction_id), "t1", "c1")
    assert (about["customer"], about["source"], about["service"]) == ("Dörte Quokka", "+412345678910", "Support")
    assert (about["result"], about["outcomeGroup"], about["lastUser"]) == (
        "accepted_by_user",
        "handled_by_user",
        "Alice Agent",
    )
    assert document["legs"] == [
        {"user": "Alice Agent", "startedAt": "2026-11-23T08:00:00.000Z", "endedAt": None, "outcome": "accepted"}
    ]
    assert document["issues"][0]["text"] == "The wombat line crackled"
    concluded = document["conclusion"]
    assert (concluded["primary"], concluded["tags"], concluded["by"]) == (["Resolved"], ["dorain"], "Alice Agent")
    events = document["events"]
    assert [each["payload"]["event"] for each in events] == ["created", "updated", "terminated"]
    assert {key: events[0]["payload"][key] for key in UNKNOWN} == UNKNOWN
    assert {key: events[0]["payload"][key] for key in GRAY} == GRAY
    assert events[0]["occurredAt"] == "2026-11-23T08:00:00.000Z"


@pytest.mark.parametrize("setting", SHOWN)
async def test_whatever_the_tenant_masks_is_masked_down_to_the_byte_and_what_happened_stays(
    store: Database, tmp_path: Path, setting: str
) -> None:
    tenant_id = await a_tenant(store)
    interaction_id = await a_task(store, tenant_id)
    await choose(store, users_shown=True, **(SHOWN | {setting: False}))
    scope = await admin_of(store, tenant_id)
    document = await made(store, scope, interaction_id)
    (tmp_path / "trace").mkdir()
    (tmp_path / "trace" / "file").write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    assert scan.found(CANARIES, tmp_path / "trace") == []
    assert document["masked"]["customers"] is True
    assert document["interaction"]["customer"] == "D••• Q•••"
    created, updated, terminated = (each["payload"] for each in document["events"])
    assert created["customerName"] == "D••• G•••"
    assert created["callerTelNumber"].endswith("10")
    assert "•" in created["callerTelNumber"]
    assert created["customerIdentifier"] == "K•••"
    assert created["crm"]["score"] == 7
    assert created["phones"] == [41234567890, "•••", "•••"]
    assert created["route"] == UNKNOWN["route"] | {"agent": "•••"}
    assert (created["taskId"], created["serviceName"]) == ("t1", "Support")
    assert updated["issues"] == [NOTE | {"text": "•••"}]
    assert terminated["legs"][0]["userUPN"] == "alice@contoso.example"
    assert terminated["result"] == "accepted_by_user"
    assert document["conclusion"]["tags"] == ["•••"]
    assert document["issues"][0]["text"] == "•••"


async def test_colleagues_bear_pseudonyms_where_the_tenant_wants_it_so_the_asker_too(store: Database) -> None:
    tenant_id = await a_tenant(store)
    interaction_id = await a_task(store, tenant_id)
    await choose(store, users_shown=False, **SHOWN)
    alice = await store.read(lambda db: db.execute(select(people.c.id)).scalars().one())
    asker = replace(await admin_of(store, tenant_id), person_id=alice)
    document = await made(store, asker, interaction_id)
    text = orjson.dumps(document).decode()
    assert ALICE not in text
    assert "alice@contoso" not in text.casefold()
    assert "Alice Agent" not in text
    assert document["interaction"]["lastUser"] == masking.user(alice)
    assert document["events"][2]["payload"]["legs"][0]["userId"] == masking.user(alice)
    assert document["events"][1]["payload"]["issues"][0]["reportedBy"] == masking.user(alice)
    assert document["events"][0]["payload"]["customerName"] == "Dorain Gray"


async def test_who_reports_about_themselves_is_masked_as_the_customer(store: Database) -> None:
    tenant_id = await a_tenant(store)
    note = {"reportedBy": "dorain.gray@example.com", "text": "x", "at": START.isoformat()}
    await tell(store, tenant_id, told("t1", **GRAY, issues=[note]))
    await choose(store, users_shown=True)
    scope = await admin_of(store, tenant_id)
    document = await made(store, scope, await store.read(_id_of, tenant_id))
    assert document["events"][0]["payload"]["issues"][0]["reportedBy"] == "•••"


async def test_of_an_anonymised_task_it_holds_nothing_of_the_customer_however_late_it_is_told(
    store: Database, tmp_path: Path
) -> None:
    tenant_id = await a_tenant(store)
    adam, anna = await an_admin(store, tenant_id, "Adam"), await an_admin(store, tenant_id, "Anna")
    note = {"reportedBy": "Alice", "text": "Dorain Gray was cut off", "at": START.isoformat()}
    await tell(store, tenant_id, told("t1", "created", **GRAY, issues=[note], **UNKNOWN), told("t1", minute=5))
    await choose(store, users_shown=True, **SHOWN)
    where = place(store, tmp_path / "data")
    gray = await store.read(customer_of, tenant_id, "t1")
    interaction_id = await store.read(_id_of, tenant_id)
    of_gray = ("Dorain", "Gray", "2345678910", "dorain.gray", "20417")
    file = tmp_path / "trace.json"
    file.write_bytes(written((await store.write(trace.make, adam, interaction_id)).document))
    assert {canary for canary, _ in scan.found(of_gray, file)} == set(of_gray)
    erasure = await erased(store, where.beside, adam, anna, gray)
    for complete in (False, True):
        if complete:
            await finish(where, erasure)
        await tell(store, tenant_id, told("t1", "updated", minute=20 + complete, **GRAY, **UNKNOWN))
        found = await store.write(trace.make, adam, interaction_id)
        file.write_bytes(written(found.document))
        assert scan.found(of_gray, file) == []
        assert len(found.document["events"]) == 3 + complete
        assert found.document["interaction"]["customer"].startswith("Anonymized on Request")


async def test_only_an_admin_gets_one_and_only_of_the_own_tenant_and_it_is_audited(store: Database) -> None:
    tenant_id, other = await a_tenant(store), await a_tenant(store, "Fabrikam")
    await tell(store, tenant_id, told("t1", **GRAY))
    interaction_id = await store.read(_id_of, tenant_id)
    for roles in ({"agent"}, {"owner", "agent"}, {"partner_admin"}, set[str]()):
        narrow = await admin_of(store, tenant_id, roles=frozenset(roles))
        with pytest.raises(NotAnAdmin):
            await store.write(trace.make, narrow, interaction_id)
        for asked in _choices(narrow, interaction_id):
            with pytest.raises(NotAnAdmin):
                await store.write(*asked)
    elsewhere = await admin_of(store, other)
    with pytest.raises(NotFound):
        await store.write(trace.make, elsewhere, interaction_id)
    assert await store.write(trace_choice.by_id, elsewhere, str(interaction_id)) is None
    assert await store.write(trace_choice.by_id, elsewhere, "t1") is None
    assert await store.write(trace_choice.last, elsewhere) is None
    assert await _written_down(store) == []
    await store.write(trace.make, await admin_of(store, tenant_id), interaction_id)
    assert await _written_down(store) == [("trace.made", "interaction", interaction_id)]


def _choices(scope: Scope, interaction_id: int) -> Iterator[tuple[Any, ...]]:
    yield trace_choice.allowed, scope
    yield trace_choice.by_id, scope, str(interaction_id)
    yield trace_choice.last, scope
    yield trace_choice.begun, scope, [(START, START)]
    yield trace_choice.of_customer, scope, 7


async def _written_down(store: Database) -> list[tuple[str, str | None, int | None]]:
    a = audit_log.c
    rows = await store.read(lambda db: db.execute(select(a.action, a.subject_kind, a.subject_id)).all())
    return [(r.action, r.subject_kind, r.subject_id) for r in rows]


async def test_an_interaction_is_named_by_id_task_time_or_as_the_last(store: Database) -> None:
    tenant_id = await a_tenant(store)
    scope = await admin_of(store, tenant_id)
    assert await store.read(trace_choice.last, scope) is None
    for n, service in enumerate(("Support", "Sales", None)):
        at = (START + timedelta(minutes=n, seconds=7)).isoformat()
        await tell(store, tenant_id, told(f"task {n}", minute=n, serviceName=service, created=at))
    ids = [await store.read(_id_of, tenant_id, f"task {n}") for n in range(3)]
    assert await store.read(trace_choice.last, scope) == ids[2]
    assert await store.read(trace_choice.by_id, scope, str(ids[0])) == ids[0]
    assert await store.read(trace_choice.by_id, scope, "task 1") == ids[1]
    for nothing in ("", "task", "9" * 19, "x" * 5000, "task 1'; --"):
        assert await store.read(trace_choice.by_id, scope, nothing) is None
    minutes = [(START + timedelta(minutes=m), START + timedelta(minutes=m + 1)) for m in (9, 1, 0)]
    assert await store.read(trace_choice.begun, scope, minutes) == [ids[1]]
    assert await store.read(trace_choice.begun, scope, minutes[:1]) == []
