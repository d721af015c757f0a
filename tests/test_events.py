"""Do events become the same interactions, however they arrive?"""

from datetime import timedelta
from itertools import pairwise, permutations
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from storage import customers, events, history, services
from storage.database import Database
from storage.fold import Event
from storage.sent_cards import Place
from storage.tables import customers as customer_table
from storage.tables import events as stored_events
from storage.tables import identifiers, identity_conflicts, interactions, issues, legs
from tests.told import START, a_tenant, admin_of, tell, told

NUMBER = "+41791234567"


def rows(db: Connection, tenant_id: int) -> list[Any]:
    query = select(interactions).where(interactions.c.tenant_id == tenant_id).order_by(interactions.c.task_id)
    return list(db.execute(query).mappings())


def facts(db: Connection, tenant_id: int) -> list[Any]:
    """Everything that must not depend on the order in which events arrived: no ids, but whose and which service."""
    names = {s.id: s.name for s in services.list_all(db, tenant_id)}
    found = []
    for row in rows(db, tenant_id):
        known = {k: v for k, v in row.items() if not k.endswith("id") or k in ("task_id", "call_chain_id")}
        del known["modified_at"]  # when it was stored, not what was said
        places = [names.get(row[k]) for k in ("service_id", "initial_service_id", "queued_service_id")]
        count = [
            db.execute(select(t.c.interaction_id).where(t.c.interaction_id == row["id"])).all() for t in (legs, issues)
        ]
        owner = db.execute(select(identifiers.c.key).where(identifiers.c.customer_id == row["customer_id"])).scalars()
        named = select(customer_table.c.name, customer_table.c.named_at, customer_table.c.last_contact_at)
        who = db.execute(named.where(customer_table.c.id == row["customer_id"])).one()
        found.append((known, places, [len(c) for c in count], sorted(owner), tuple(who)))
    return found


LIFE = (
    told("one", "created", callChainId="chain", callerTelNumber=NUMBER, serviceName="Support", openingHours="Open"),
    told("one", "queued", minute=1, callChainId="chain", openingHours="Closed", customerName="Ray"),
    told("one", "connected", minute=2, lastConnectedUserId="u1", lastConnectedUserUPN="u1@example.com"),
    told("one", "updated", minute=3, issues=[{"reportedBy": "u1", "text": "crackle", "at": START.isoformat()}]),
    told("one", minute=4, result="transferred_by_user", legs=[{"userId": "u1", "outcome": "accepted"}]),
    told("two", "created", minute=5, callChainId="chain", callerTelNumber="0791234567", serviceName="Sales"),
    told("two", minute=9, result="hangup_in_queue", queueSeconds=30, customerName="Raymond"),
)


@given(order=st.permutations(LIFE), cuts=st.sets(st.integers(1, len(LIFE) - 1)), again=st.sampled_from(LIFE))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_order_repetition_and_batches_do_not_matter(
    store: Database, order: list[Event], cuts: set[int], again: Event
) -> None:
    straight, shuffled = await a_tenant(store, uuid4().hex), await a_tenant(store, uuid4().hex)
    await tell(store, straight, *LIFE)
    edges = [0, *sorted(cuts), len(order)]
    for start, end in pairwise(edges):
        await tell(store, shuffled, *order[start:end], again)
    assert await store.read(facts, shuffled) == await store.read(facts, straight)


async def test_the_life_of_a_transferred_call(store: Database) -> None:
    tenant_id = await a_tenant(store)
    await tell(store, tenant_id, *LIFE)
    (one, places, parts, _, _), (two, later_places, _, keys, (name, *_)) = await store.read(facts, tenant_id)
    assert (one["result"], one["seconds"], one["queued"], one["issue_count"]) == ("transferred_by_user", 240, True, 1)
    assert (one["opening_hours"], name) == ("Closed", "Raymond")
    assert (two["result"], two["seconds"], two["queue_seconds"]) == ("hangup_in_queue", 240, 30)
    assert places == ["Support", "Support", "Support"]
    assert later_places == ["Sales", "Support", "Support"]
    assert parts == [1, 1]
    assert keys == ["phone:41791234567"]


async def test_an_event_told_twice_counts_once(store: Database) -> None:
    tenant_id = await a_tenant(store)
    event = told("one", callerTelNumber=NUMBER)
    assert await store.write(events.accept, tenant_id, [event, event]) == ["accepted", "duplicate"]
    assert await store.write(events.accept, tenant_id, [event]) == ["duplicate"]
    assert len(await store.read(rows, tenant_id)) == 1


async def test_the_same_event_id_in_two_tenants_is_two_events(store: Database) -> None:
    for name in ("Contoso", "Fabrikam"):
        tenant_id = await a_tenant(store, name)
        assert await store.write(events.accept, tenant_id, [told("one", callerTelNumber=NUMBER)]) == ["accepted"]


async def test_an_event_that_the_database_refuses_stops_no_other(store: Database) -> None:
    tenant_id = await a_tenant(store)
    batch = [told("good"), told("bad", lastConnectedUserId="u", customerName="x" * 500), told("fine")]
    batch[1].payload["callerTelNumber"] = NUMBER
    answers = await store.write(events.accept, tenant_id, batch)
    kept = {r["task_id"] for r in await store.read(rows, tenant_id)}
    assert kept == {t for t, a in zip(["good", "bad", "fine"], answers, strict=True) if a == "accepted"}
    assert (answers[0], answers[2]) == ("accepted", "accepted")
    events_kept = await store.read(lambda db: len(db.execute(select(stored_events)).all()))
    assert events_kept == answers.count("accepted")


async def test_an_agent_of_the_longest_name_is_no_reason_to_refuse_an_event(store: Database) -> None:
    tenant_id = await a_tenant(store)
    await tell(store, tenant_id, told("one", lastConnectedUserId="u", lastConnectedUserUPN="u" * 320))


async def test_an_open_call_has_no_result_and_an_ended_one_always(store: Database) -> None:
    tenant_id = await a_tenant(store)
    batch = (
        told("a", "created"),
        told("b", minute=1),
        told("c", "connected", minute=1),
        told("c", minute=2),
        told("d", minute=1, result="voicemail"),
    )
    await tell(store, tenant_id, *batch)
    results = {r["task_id"]: r["result"] for r in await store.read(rows, tenant_id)}
    assert results == {"a": None, "b": "error", "c": "accepted_by_user", "d": "voicemail"}


async def test_the_name_that_was_said_last_counts_whichever_arrives_last(store: Database) -> None:
    said = [(0, "Ray"), (30, "Ray"), (10, "Rob")]
    for name, order in zip("abcdef", permutations(said), strict=True):
        tenant_id = await a_tenant(store, name)
        for minute, customer in order:
            await tell(
                store, tenant_id, told(f"t{minute}", minute=minute, callerTelNumber=NUMBER, customerName=customer)
            )
        assert (await store.read(facts, tenant_id))[0][-1][0] == "Ray"


async def test_an_anonymous_caller_belongs_to_nobody(store: Database) -> None:
    tenant_id = await a_tenant(store)
    await tell(store, tenant_id, told("one", callerTelNumber="anonymous", customerName="Anonymous"))
    ((row),) = await store.read(rows, tenant_id)
    assert row["customer_id"] is None
    assert await store.read(lambda db: db.execute(select(customer_table)).all()) == []


async def test_a_second_identifier_joins_the_customer_that_the_first_names(store: Database) -> None:
    tenant_id = await a_tenant(store)
    await tell(store, tenant_id, told("one", callerTelNumber=NUMBER, customerName="Ray"))
    await tell(store, tenant_id, told("two", minute=1, callerTelNumber=NUMBER, callerUPN="ray@example.com"))
    await tell(store, tenant_id, told("three", minute=2, callerUPN="RAY@example.com"))
    assert len({r["customer_id"] for r in await store.read(rows, tenant_id)}) == 1


async def test_two_known_customers_in_one_event_are_listed_not_merged(store: Database) -> None:
    tenant_id = await a_tenant(store)
    await tell(store, tenant_id, told("one", callerTelNumber=NUMBER), told("two", customerIdentifier="K-1"))
    await tell(store, tenant_id, told("both", minute=1, callerTelNumber=NUMBER, customerIdentifier="K-1"))
    by_task = {r["task_id"]: r for r in await store.read(rows, tenant_id)}
    assert by_task["both"]["customer_id"] == by_task["two"]["customer_id"]
    listed = await store.read(lambda db: db.execute(select(identity_conflicts)).all())
    assert [(c.interaction_id, c.customer_id) for c in listed] == [
        (by_task["both"]["id"], by_task["one"]["customer_id"])
    ]


async def test_a_customer_who_was_a_guess_is_absorbed_by_the_one_the_sender_then_names(store: Database) -> None:
    """A known customer calls from a new number; the CRM's reference comes with the second event."""
    for name, order in zip("abcdef", permutations(range(3)), strict=True):
        tenant_id = await a_tenant(store, name)
        await tell(store, tenant_id, told("old", customerIdentifier="K-1", customerName="Ray"))
        later = (
            told("new", "created", minute=1, callerTelNumber=NUMBER),
            told("new", "updated", minute=2, customerIdentifier="K-1"),
            told("new", minute=3, result="accepted_by_user"),
        )
        for position in order:
            await tell(store, tenant_id, later[position])
        scope = await admin_of(store, tenant_id)
        found = await store.write(customers.find, scope, "079 123 45 67", Place("chat", None))
        assert found.customer is not None
        assert (found.customer.title, found.customer.total) == ("Ray", 2)
        assert await store.read(lambda db: db.execute(select(identity_conflicts)).all()) == []


async def test_an_event_never_moves_what_another_tenant_holds(store: Database) -> None:
    contoso, fabrikam = await a_tenant(store), await a_tenant(store, "Fabrikam")
    await tell(store, contoso, told("one", callerTelNumber=NUMBER, customerName="Ray"))
    before = await store.read(facts, contoso)
    await tell(store, fabrikam, told("one", "updated", minute=5, callerTelNumber=NUMBER, customerName="Roy"))
    assert await store.read(facts, contoso) == before


async def test_what_arrives_in_a_batch_is_all_in_the_history(store: Database) -> None:
    tenant_id = await a_tenant(store)
    batch = [told(f"t{n}", minute=n, callerTelNumber=NUMBER, serviceName="Support") for n in range(300)]
    await tell(store, tenant_id, *batch)
    scope = await admin_of(store, tenant_id)
    found = await store.write(customers.find, scope, NUMBER, Place("chat", None))
    assert found.customer is not None
    page, _sent = await store.write(history.open_page, scope, found.customer.id, Place("chat", None))
    assert page.total == 300
    assert page.rows[0].started_at == START + timedelta(minutes=299)


async def test_a_users_id_is_one_in_either_case(store: Database) -> None:
    tenant_id = await a_tenant(store)
    user = "A1000000-0000-4000-8000-00000000000B"
    await tell(store, tenant_id, told("one", lastConnectedUserId=user), told("two", lastConnectedUserId=user.lower()))
    assert len({row["last_user_id"] for row in await store.read(rows, tenant_id)}) == 1


async def test_a_task_or_a_chain_without_end_stays_quick_to_take(store: Database) -> None:
    tenant_id = await a_tenant(store)
    await tell(store, tenant_id, *(told("long", "updated", minute=n / 60) for n in range(events.MOST_EVENTS)))
    assert await store.write(events.accept, tenant_id, [told("long", minute=99), told("other")]) == [
        events.FULL,
        "accepted",
    ]
    chain = [told(f"c{n:03d}", minute=n, callChainId="one", serviceName=f"S{n % 3}") for n in range(130)]
    await tell(store, tenant_id, *chain[:120])
    await tell(store, tenant_id, *chain[120:])
    names = {s.id: s.name for s in await store.read(services.list_all, tenant_id)}
    initial = {names[r["initial_service_id"]] for r in await store.read(rows, tenant_id) if r["call_chain_id"]}
    assert initial == {"S0"}


async def test_a_note_whose_moment_is_finer_than_the_store_is_noted_once(
    store: Database,
) -> None:
    """.NET writes seven digits of a second."""
    tenant_id = await a_tenant(store)
    note = {"reportedBy": "u1", "text": "crackle", "at": "2026-11-23T08:00:00.123456+00:00"}
    await tell(store, tenant_id, told("t", issues=[note]))
    await tell(store, tenant_id, told("t", "updated", minute=1, issues=[note]))
    await tell(store, tenant_id, told("t", "updated", minute=2))
    assert await store.read(lambda db: [row.text for row in db.execute(select(issues))]) == ["crackle"]
