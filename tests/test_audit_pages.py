"""Does the audit log read in full, and in words, whatever is asked of it?"""

import ast
import importlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from cards import audit_words
from cards.words import LANGUAGES, words_for
from dialogs.turn import _tried
from storage import audit, audit_pages, customers, export_log, history, merging, search
from storage.access import NotAnAdmin, NotFound, Scope
from storage.audit_kinds import ACTIONS, KINDS, REFUSALS
from storage.audit_pages import Wanted
from storage.database import Database
from storage.schema import metadata
from storage.sent_cards import Place
from storage.tables import audit_log
from tests.test_plans import ADAM, plans_of
from tests.told import a_tenant, admin_of, tell, told

HERE = Place("chat", None)
ROOT = Path(__file__).parents[1]
EVER = Wanted(since=told("x").occurred_at - timedelta(days=9000), until=told("x").occurred_at + timedelta(days=9000))


async def read(store: Database, scope: Scope, wanted: Wanted = EVER, **more: Any) -> list[str]:
    page, _sent = await store.write(audit_pages.open_page, scope, wanted, HERE, **more)
    return [entry.action for entry in page.rows]


def wanted(**more: Any) -> Wanted:
    return Wanted(since=EVER.since, until=EVER.until, **more)


async def test_rows_come_the_newest_first_each_once_however_they_are_paged(store: Database) -> None:
    tenant_id = await a_tenant(store)
    scope = await admin_of(store, tenant_id)
    other = await a_tenant(store, "Fabrikam")
    for number in range(25):
        await store.write(audit.by_command, tenant_id, f"a{number}")
        await store.write(audit.by_command, other, "elsewhere")
    seen: list[str] = []
    after = None
    while True:
        page, _ = await store.write(audit_pages.open_page, scope, EVER, HERE, after=after)
        seen += [entry.action for entry in page.rows if entry.action != "audit.opened"]
        if not page.more:
            break
        after = page.rows[-1].position
    assert seen == [f"a{number}" for number in reversed(range(25))]
    back, _ = await store.write(audit_pages.open_page, scope, EVER, HERE, before=page.rows[0].position)
    assert back.more
    assert back.rows[-1].position > page.rows[0].position


async def test_a_period_ends_before_its_end_and_kinds_and_people_are_told_apart(store: Database) -> None:
    tenant_id = await a_tenant(store)
    scope = await admin_of(store, tenant_id)
    await store.write(_did, scope, "privacy.set", "privacy", 1, setting="agents", shown=False)
    await store.write(audit.by_command, tenant_id, "retention.purged")
    row = await store.read(lambda db: db.execute(select(audit_log).order_by(audit_log.c.position)).first())
    assert row is not None
    assert await read(store, scope, wanted(kind="settings")) == ["retention.purged", "privacy.set"]
    mine = await read(store, scope, wanted(kind="settings", person_id=scope.person_id))
    assert mine == ["privacy.set"]
    just = Wanted(since=row.at, until=row.at + timedelta(milliseconds=1), kind="settings")
    assert "privacy.set" in await read(store, scope, just)
    assert await read(store, scope, Wanted(since=EVER.since, until=row.at)) == []
    assert await read(store, scope, wanted(kind=REFUSALS)) == []


async def test_who_looked_is_found_by_the_customer_and_by_their_interactions_also_of_who_became_them(
    store: Database,
) -> None:
    tenant_id = await a_tenant(store)
    for n, name in enumerate(("Ray", "Roy", "Rex")):
        await tell(store, tenant_id, told(name, callerTelNumber=f"+4179123456{n}", customerName=name))
    scope = await admin_of(store, tenant_id)
    ids = [(await store.read(search.search, scope, name))[0].id for name in ("Ray", "Roy", "Rex")]
    for customer_id in ids:
        await store.write(customers.open_card, scope, customer_id, HERE)
    await store.write(history.open_page, scope, ids[0], HERE)
    await store.write(_did, scope, "interaction.opened", "interaction", await _interaction(store, ids[1]))
    await store.write(merging.merge, scope, ids[0], ids[1], ids[0], str, HERE)
    looked = wanted(customer_id=ids[0])
    page, _ = await store.write(audit_pages.open_page, scope, looked, HERE)
    assert page.looks is not None
    assert (page.looks.count, page.looks.people, page.looks.title) == (5, 1, "Ray")
    assert [entry.action for entry in page.rows] == [
        "audit.looked",
        "interaction.opened",
        "history.opened",
        "customer.opened",
        "customer.opened",
    ]
    assert len(await read(store, scope, wanted(customer_id=ids[2]))) == 2
    with pytest.raises(NotFound):
        await read(store, scope, wanted(customer_id=ids[1]))


async def test_names_are_those_that_live_now(store: Database) -> None:
    tenant_id = await a_tenant(store)
    await tell(store, tenant_id, told("one", callerTelNumber="+41791234567", customerName="Ray"))
    scope = await admin_of(store, tenant_id)
    [found] = await store.read(search.search, scope, "Ray")
    await store.write(customers.open_card, scope, found.id, HERE)
    await store.write(_did, scope, "customer.opened", "customer", 77)
    await tell(store, tenant_id, told("two", minute=9, callerTelNumber="+41791234567", customerName="Raymond"))
    page, sent = await store.write(audit_pages.open_page, scope, wanted(kind="looks"), HERE)
    names = [entry.about.name for entry in page.rows if entry.about]
    assert names == [None, "Raymond"]
    assert await store.read(_subjects_of, sent.id) == {found.id}  # so that an anonymisation finds the card


async def test_only_an_admin_reads_it_and_only_of_the_own_tenant(store: Database) -> None:
    tenant_id, other = await a_tenant(store), await a_tenant(store, "Fabrikam")
    scope, elsewhere = await admin_of(store, tenant_id), await admin_of(store, other)
    await store.write(audit.by_command, tenant_id, "here")
    assert await read(store, elsewhere) == ["audit.opened"]
    with pytest.raises(NotFound):
        await read(store, elsewhere, wanted(person_id=scope.person_id))
    for roles in ({"agent"}, {"owner", "agent"}, {"partner_admin"}, set[str]()):
        narrow = await admin_of(store, tenant_id, roles=frozenset(roles))
        with pytest.raises(NotAnAdmin):
            await store.write(audit_pages.open_page, narrow, EVER, HERE)
        with pytest.raises(NotAnAdmin):
            await store.write(export_log.begin, narrow, EVER, "csv")
        with pytest.raises(NotAnAdmin):
            await store.read(export_log.page, narrow, EVER, None, 5)
        with pytest.raises(NotAnAdmin):
            await store.read(export_log.count, narrow, EVER)


async def test_the_pages_of_a_file_hold_each_row_once(store: Database) -> None:
    tenant_id = await a_tenant(store)
    scope = await admin_of(store, tenant_id)
    for number in range(11):
        await store.write(audit.by_command, tenant_id, f"a{number}")
    of_one = wanted(person_id=scope.person_id)
    await store.write(export_log.begin, scope, of_one, "csv")
    assert await store.read(export_log.names, scope, of_one) == "somebody"
    assert await store.read(export_log.count, scope, EVER) == 12
    seen: list[str] = []
    found, edge = await store.read(export_log.page, scope, EVER, None, 5)
    while found:
        seen += [entry.action for entry in found]
        await store.write(audit.by_command, tenant_id, "meanwhile")
        found, edge = await store.read(export_log.page, scope, EVER, edge, 5)
    assert seen == ["audit.opened", *(f"a{number}" for number in reversed(range(11)))]


def test_every_deed_that_is_written_down_has_a_kind_and_reads_in_words() -> None:
    said: set[str] = set()
    for file in (ROOT / "storage").rglob("*.py"):
        if "migrations" not in file.parts and file.name != "audit_kinds.py":
            tree = ast.parse(file.read_text("utf-8"))
            texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            said |= {text for text in texts if re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}
    columns = {f"{t.name}.{c.name}" for t in metadata.tables.values() for c in t.columns}
    files = {each for each in said if each.endswith((".json", ".ndjson", ".xml"))}
    assert said - columns - files - ACTIONS - {"people.choose_tenant"} == set()
    assert {"erasure.withdrawn", "erasure.declined"} == ACTIONS - said
    for language in LANGUAGES:
        say = words_for(language, "UTC")
        assert all(say(audit_words.key(action)) for action in ACTIONS)
        assert all(say(f"audit-kind-{kind}") for kind in KINDS)


def test_every_refusal_reads_in_words() -> None:
    """Whatever a behaviour asks of the store may be refused, and stands in the log under the function's name."""
    tried: set[str] = set()
    for file in (ROOT / "dialogs").glob("*.py"):
        module = importlib.import_module(f"dialogs.{file.stem}")
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in ("turn.read", "turn.write"):
                asked = _function(module, call.args[0])
                tried |= {_tried(asked)} if asked else set()
    assert len(tried) > 60
    tried |= {"interactions.named", "ownership.own", "people.choose_tenant", "reports.named", "switches.throw"}
    assert {each for each in tried if audit_words.area(each) == "other"} == set()
    for language in LANGUAGES:
        say = words_for(language, "UTC")
        assert all(say(f"audit-area-{audit_words.area(each)}") for each in (*tried, "message"))


def test_no_page_reads_the_whole_log(demo_file: Path) -> None:
    def look(db: Connection) -> None:
        from storage import access

        db.exec_driver_sql("PRAGMA query_only=OFF")
        customer = db.exec_driver_sql("SELECT id FROM customers LIMIT 1").scalar_one()
        scope = access.scope_of(db, ADAM)
        for more in ({}, {"kind": REFUSALS}, {"person_id": scope.person_id}, {"customer_id": customer}):
            audit_pages.open_page(db, scope, wanted(**more), HERE)
            audit_pages.open_page(db, scope, wanted(**more), HERE, after=1)

    plans = [line for line in plans_of(demo_file, look) if "audit_log" in line]
    assert any("ix_audit_log_time (tenant_id=? AND at>? AND at<?)" in line for line in plans)
    assert any("ix_audit_log_actor (tenant_id=? AND actor_id=? AND at>?" in line for line in plans)
    assert any("subject_id_position (tenant_id=? AND subject_kind=? AND subject_id=?)" in line for line in plans)
    assert [line for line in plans if line.endswith("(tenant_id=?)") or "SCAN audit_log" in line] == []


def _did(db: Connection, scope: Scope, action: str, kind: str, subject_id: int, /, **detail: Any) -> None:
    audit.record(db, scope, action, kind, subject_id, **detail)


def _function(module: Any, named: ast.expr) -> Any:
    try:
        found = eval(ast.unparse(named), vars(module))
    except NameError:
        return None  # a local name, whose function is asked for where it is passed on
    return found if callable(found) and hasattr(found, "__module__") and not isinstance(found, type) else None


async def _interaction(store: Database, customer_id: int) -> int:
    def find(db: Connection) -> int:
        return int(db.exec_driver_sql(f"SELECT id FROM interactions WHERE customer_id = {customer_id}").scalar_one())

    return await store.read(find)


def _subjects_of(db: Connection, card_id: int) -> set[int]:
    found = db.exec_driver_sql(f"SELECT subject_id FROM card_subjects WHERE card_id = {card_id}").scalars()
    return {int(each) for each in found}
