"""Does SQLite find what it looks for by an index, however large a tenant is?"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from storage import access, customers, deliveries, filter_choices, history, search, service_history
from storage.access import Scope, Who
from storage.embedded import open_engine
from storage.filters import NAMES, Filters
from storage.outbox import WAITING
from storage.sent_cards import Place
from storage.service_history import Wanted
from tests.talk import CONTOSO

ADAM = Who(tenant=CONTOSO, person="a1000000-0000-4000-8000-000000000004")
ALICE = Who(tenant=CONTOSO, person="a1000000-0000-4000-8000-000000000001")
WHOLE_TENANT = "(tenant_id=?)"
WALK = "last_contact_at >= coalesce("  # follows the index of recent contacts, and stops


def plans_of(file: Path, work: Callable[[Connection], object]) -> list[str]:
    """How the planner goes about each statement that `work` executes."""
    engine = open_engine(str(file), "BEGIN", 1)
    found: list[str] = []
    try:
        with engine.connect() as db:
            raw: Any = db.connection.driver_connection

            @event.listens_for(engine, "before_cursor_execute")
            def explain(_db: Connection, _cursor: object, statement: str, values: object, *_more: object) -> None:
                if statement.lstrip().startswith("SELECT") and WALK not in statement:
                    found.extend(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values))

            work(db)
    finally:
        engine.dispose()
    return found


@pytest.mark.parametrize("who", [ADAM, ALICE])
@pytest.mark.parametrize("typed", ["olt", "9123456", "ymond olt", "567 89"])
def test_a_search_reads_no_whole_tenant(demo_file: Path, who: Who, typed: str) -> None:
    plans = plans_of(demo_file, lambda db: access.scoped(db, who, search.search, typed))
    assert any("customers_fts" in line for line in plans)
    assert [line for line in plans if line.endswith(WHOLE_TENANT)] == []


@pytest.mark.parametrize("who", [ADAM, ALICE])
def test_a_card_and_a_page_read_no_whole_tenant(demo_file: Path, who: Who) -> None:
    def look_up(db: Connection) -> None:
        db.exec_driver_sql("PRAGMA query_only=OFF")
        place = Place("a:somebody", None)
        card = access.scoped(db, who, customers.find, "+41 79 123 45 67", place).customer
        assert card is not None
        access.scoped(db, who, history.open_page, card.id, place)

    plans = plans_of(demo_file, look_up)
    assert any("ix_interactions_history" in line for line in plans)
    assert [line for line in plans if line.endswith(WHOLE_TENANT)] == []


@pytest.mark.parametrize("who", [ADAM, ALICE])
@pytest.mark.parametrize("name", NAMES)
def test_a_filtered_list_follows_an_index_and_counts_no_further_than_it_tells(
    demo_file: Path, who: Who, name: str
) -> None:
    def look_up(db: Connection) -> None:
        db.exec_driver_sql("PRAGMA query_only=OFF")
        place, filters = Place("a:somebody", None), access.scoped(db, who, filter_of, name)
        card = access.scoped(db, who, customers.find, "+41 79 123 45 67", place).customer
        assert card is not None
        access.scoped(db, who, history.open_page, card.id, place, filters=filters)
        service_id = access.scoped(db, who, service_history.list_seen)[0].id
        access.scoped(db, who, service_history.open_page, Wanted(service_id=service_id, filters=filters), place)

    plans = [line for line in plans_of(demo_file, look_up) if "interactions" in line or "conclusion" in line]
    assert plans
    assert [line for line in plans if line.endswith(WHOLE_TENANT) or line.startswith("SCAN")] == []


def filter_of(db: Connection, scope: Scope, name: str) -> Filters:
    """One that leaves something out."""
    now = datetime.now(UTC)
    services, people, codes = filter_choices.every(db, scope)
    contents: dict[str, Any] = {
        "result": {"results": frozenset({"voicemail", "open"})},
        "group": {"group": "handled_by_user"},
        "period": {"since": now - timedelta(days=30), "until": now},
        "hours": {"hours": "open"},
        "direction": {"direction": "inbound"},
        "modality": {"modality": "audio"},
        "issue": {"issue": True},
        "concluded": {"concluded": False},
        "tag": {"tag": "vip"},
        **{field: {field: each[0][0]} for field, each in (("service", services), ("user", people), ("code", codes))},
    }
    return Filters(**contents[name])


def test_a_look_for_what_is_due_reads_no_whole_outbox(demo_file: Path) -> None:
    now = datetime.now(UTC)
    plans = plans_of(demo_file, lambda db: [deliveries.due(db, now), deliveries._heads(db, 1, WAITING, now, 100)])
    assert any("ix_outbox_tenant_id_state_due_at (tenant_id=? AND state=? AND due_at<?)" in line for line in plans)
    assert any("ix_outbox_conversation (tenant_id=? AND conversation=? AND state=?" in line for line in plans)
    assert [line for line in plans if "outbox" in line and line.endswith(WHOLE_TENANT)] == []


def test_the_planner_is_told_about_every_index(migrated_file: Path) -> None:
    engine = open_engine(str(migrated_file), "BEGIN", 1)
    with engine.connect() as db:
        told = set(db.exec_driver_sql("SELECT idx FROM sqlite_stat1").scalars())
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID%'"
        ours = [n for n in db.exec_driver_sql(tables).scalars() if not n.startswith("customers_fts")]
        indexes = [
            row[1] for name in ours for row in db.exec_driver_sql(f"PRAGMA index_list({name})") if row[3] != "pk"
        ]
    engine.dispose()
    assert set(ours + indexes) - told == set()
