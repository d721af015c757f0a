"""How do declared tenants, services, people and roles get into the store?"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.cli import status_of
from storage import services, tenants
from storage.access import Scope, Stranger, Who, scope_of
from storage.database import open_database
from storage.tables import audit_log, interactions

CONTOSO = "c0000000-0000-4000-8000-000000000001"
ADAM = "a1000000-0000-4000-8000-000000000004"
ALICE = "a1000000-0000-4000-8000-000000000001"

FULL = f"""
tenants:
  - id: {CONTOSO.upper()}
    name: Contoso
    region: CH
    people:
      - id: {ADAM}
        name: Adam Admin
        upn: adam@contoso.example
        roles: [tenant_admin]
      - {{id: {ALICE}, name: Alice Agent, upn: alice@contoso.example}}
    services:
      - name: Support
        id: 77
        licence: contact_center
        acceptanceSlaSeconds: 15
        owners: [Adam@contoso.example]
        members: [{ALICE}]
      - name: Sales
"""


@pytest.fixture
def url(store_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFTERCALL_DATABASE_URL", store_url)
    return store_url


def set_up(text: str, *options: str) -> int:
    Path("setup.yaml").write_text(text, "utf-8")
    return status_of(["setup", "setup.yaml", *options])


def ask(url: str, function: Callable[..., Any], *arguments: Any) -> Any:
    async def asked() -> Any:
        db = open_database(url)
        try:
            return await db.write(function, *arguments)
        finally:
            await db.close()

    return asyncio.run(asked())


def scope(url: str, person: str) -> Scope:
    found: Scope = ask(url, scope_of, Who(tenant=CONTOSO, person=person))
    return found


def service(url: str, name: str) -> services.Service:
    found: services.Service = ask(url, lambda db: services.get(db, tenants.get(db, CONTOSO).id, name))
    return found


def audited(db: Connection) -> int:
    return len(db.execute(select(audit_log.c.position)).all())


def test_what_is_declared_is_there(url: str) -> None:
    assert set_up(FULL) == 0
    assert scope(url, ADAM).roles == {"tenant_admin", "owner"}
    assert scope(url, ALICE).roles == {"agent"}
    support = service(url, "77")
    assert (support.name, support.licence, support.acceptance_sla_seconds) == ("Support", "contact_center", 15)


def test_twice_the_same_changes_nothing(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(FULL)
    before = ask(url, audited)
    capsys.readouterr()
    assert set_up(FULL) == 0
    assert capsys.readouterr().out == "Nothing to change.\n"
    assert ask(url, audited) == before


def test_every_change_is_in_the_audit_log(url: str) -> None:
    set_up(FULL)
    assert ask(url, audited) == 8


def test_a_dry_run_shows_the_difference_and_changes_nothing(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(FULL)
    capsys.readouterr()
    assert set_up(FULL.replace("acceptanceSlaSeconds: 15", "acceptanceSlaSeconds: 30"), "--dry-run") == 0
    assert "15 → 30" in capsys.readouterr().out
    assert service(url, "Support").acceptance_sla_seconds == 15


def test_what_is_not_mentioned_stays_as_it_is(url: str) -> None:
    set_up(FULL)
    assert set_up(f"tenants: [{{id: {CONTOSO}, name: Contoso Ltd, region: CH}}]", "--prune") == 0
    assert scope(url, ADAM).roles == {"tenant_admin", "owner"}
    assert service(url, "Support").licence == "contact_center"
    assert ask(url, tenants.get, "contoso ltd").id == 1


def test_what_a_list_leaves_out_goes_only_when_pruning(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(FULL)
    less = FULL.replace(f"members: [{ALICE}]", "members: []").replace("      - name: Sales\n", "")
    less = less.replace("acceptanceSlaSeconds: 15", "acceptanceSlaSeconds: 30")
    assert set_up(less) == 0
    assert service(url, "Support").acceptance_sla_seconds == 30
    assert service(url, "Sales").name == "Sales"
    assert scope(url, ALICE).roles == {"agent"}
    assert "2 not declared stayed" in capsys.readouterr().out
    assert set_up(less, "--prune") == 0
    with pytest.raises(Stranger):
        scope(url, ALICE)
    with pytest.raises(services.NoSuchService):
        service(url, "Sales")


def test_a_service_with_a_past_stays_even_when_pruning(url: str) -> None:
    set_up(FULL)
    Path("calls.ndjson").write_text('{"taskId": "t1", "created": "2026-11-20T08:15:00Z", "serviceName": "Sales"}')
    assert status_of(["import", "calls.ndjson", "--tenant", "Contoso"]) == 0
    assert set_up(FULL.replace("      - name: Sales\n", ""), "--prune") == 0
    assert ask(url, lambda db: db.execute(select(interactions.c.service_id)).scalar_one()) == service(url, "Sales").id


def test_the_last_admin_stays_unless_it_is_confirmed(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(FULL)
    without = FULL.replace("roles: [tenant_admin]", "roles: []")
    assert set_up(without, "--prune") == 1
    assert "Contoso without a tenant admin" in capsys.readouterr().err
    assert scope(url, ADAM).roles == {"tenant_admin", "owner"}
    assert set_up(without, "--prune", "--yes") == 0
    assert scope(url, ADAM).roles == {"owner"}


def test_a_service_that_events_brought_is_the_declared_one(url: str) -> None:
    set_up(FULL.replace("        id: 77\n", ""))
    line = '{"taskId": "t1", "created": "2026-11-20T08:15:00Z", "serviceId": "77", "serviceName": "SUPPORT"}'
    Path("calls.ndjson").write_text(line)
    assert status_of(["import", "calls.ndjson", "--tenant", "Contoso"]) == 0
    before = service(url, "77").id
    assert set_up(FULL) == 0
    assert service(url, "77").id == before


def test_a_mistake_anywhere_changes_nothing(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert set_up(FULL.replace("Adam@contoso", "nobody@contoso")) == 1
    assert "nobody@contoso.example" in capsys.readouterr().err
    with pytest.raises(tenants.NoSuchTenant):
        ask(url, tenants.get, CONTOSO)


@pytest.mark.parametrize(
    ("find", "replacement", "line", "told"),
    [
        (CONTOSO.upper(), "nonsense", 3, "id is no Entra id"),
        ("region: CH", "region: Switzerland", 5, "region"),
        ("region: CH", "colour: red", 5, "colour is not known here"),
        ("region: CH", "colour: red", 3, "region is missing"),
        ("[tenant_admin]", "[king]", 10, "roles"),
        ("acceptanceSlaSeconds: 15", "acceptanceSlaSeconds: -1", 16, "acceptanceSlaSeconds"),
        ("licence: contact_center", "licence: gold", 15, "licence"),
        ("name: Contoso", "name: Contoso\n    name: Twice", 5, "name is said twice"),
        (ALICE, ADAM, 11, f"{ADAM} is declared twice"),
        ("- name: Sales", "- name: Sales\n      - name: sales", 20, "sales is declared twice"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    find: str,
    replacement: str,
    line: int,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert set_up(FULL.replace(find, replacement)) == 1
    mistakes = capsys.readouterr().err.splitlines()
    assert any(f"line {line}: " in each and told in each for each in mistakes), mistakes


@pytest.mark.parametrize(
    "text", ["", "[]", "tenants: []", "tenants: [", "&a [*a]", "\t- x", "just words", "tenants: {a: b}"]
)
def test_what_is_no_declaration_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert set_up(text) == 1
    assert "line 1" in (told := capsys.readouterr().err) or "line 2" in told
    assert "unexpectedly" not in told
