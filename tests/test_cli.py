"""What does an operator read and get back?"""

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest

from bot.cli import status_of
from storage import keys, seals, tenants
from storage.database import open_database

CONTOSO = "c0000000-0000-4000-8000-000000000001"


@pytest.fixture
def database_url(store_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The commands' database: migrated, with the tenant Contoso and its service Support."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFTERCALL_DATABASE_URL", store_url)
    declared = f"tenants: [{{id: {CONTOSO}, name: Contoso, region: CH, services: [{{name: Support}}]}}]"
    (tmp_path / "contoso.yaml").write_text(declared)
    assert status_of(["setup", "contoso.yaml"]) == 0
    return store_url


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["demo", "--port", "99999"],
        ["demo", "--customers", "0"],
        ["import"],
        ["import", "no-such-file.csv"],
        ["setup", "no-such-file.yaml"],
        ["api-key", "create", "--tenant", "Contoso", "--for", "cellar"],
        ["api-key", "create", "--for", "events"],
        ["manifest"],
        ["migrate", "extra"],
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["--help"]) == 0
    told = capsys.readouterr().out
    for command in ("demo", "serve", "migrate", "import", "setup", "api-key", "audit", "manifest"):
        assert re.search(rf"^  {command}\b", told, re.MULTILINE)


@pytest.mark.parametrize(
    "command", [["api-key", "list"], ["audit", "verify"], ["setup", "x.yaml"], ["import", "x.csv"]]
)
def test_a_database_without_the_newest_schema_is_told(
    command: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFTERCALL_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/empty.db")
    (tmp_path / "x.yaml").write_text(f"tenants: [{{id: {CONTOSO}, name: Contoso, region: CH}}]")
    (tmp_path / "x.csv").write_text("taskId\n1\n")
    assert status_of(command) == 1
    assert capsys.readouterr().err == "The database lacks a migration: run `aftercall migrate`.\n"


@pytest.mark.parametrize(
    "url", ["garbage", "mysql://x", "sqlite+aiosqlite://", "postgresql+asyncpg://u:hush@127.0.0.1:1/x"]
)
@pytest.mark.parametrize("command", ["migrate", "serve", "api-key"])
def test_a_database_that_cannot_be_opened_is_told_without_its_password(
    url: str, command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFTERCALL_DATABASE_URL", url)
    monkeypatch.setenv("AFTERCALL_PORT", "0")
    monkeypatch.setenv("AFTERCALL_DANGEROUSLY_ALLOW_UNAUTHENTICATED", "1")
    monkeypatch.setenv("AFTERCALL_SECRET_KEY", "x" * 64)
    assert status_of([command, "list"] if command == "api-key" else [command]) == 1
    told = capsys.readouterr().err
    assert "AFTERCALL_DATABASE_URL" in told
    assert "hush" not in told


def test_migrating_twice_is_harmless(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [status_of(["migrate"]), status_of(["migrate"])] == [0, 0]
    assert capsys.readouterr().err == ""


def test_serve_names_every_bad_setting_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFTERCALL_ADMINS", "only-one-half")
    assert status_of(["serve"]) == 1
    told = capsys.readouterr().err
    for name in ("AFTERCALL_APP_ID", "AFTERCALL_APP_PASSWORD", "AFTERCALL_SECRET_KEY", "AFTERCALL_ADMINS"):
        assert name in told


def test_settings_that_cannot_be_read_are_named_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFTERCALL_PORT", "harbour")
    monkeypatch.setenv("AFTERCALL_LOG_LEVEL", "loud")
    assert status_of(["migrate"]) == 1
    told = capsys.readouterr().err
    assert told.count("AFTERCALL_") == 2
    assert "harbour" not in told


def test_a_key_is_shown_once_listed_without_its_secret_and_revoked(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert status_of(["api-key", "create", "--tenant", "contoso", "--for", "events", "--service", "Support"]) == 0
    key = capsys.readouterr().out.strip()
    assert re.fullmatch(r"ac_1_[0-9a-z]+_[\w-]{43}", key)
    name, secret = key.rsplit("_", key.count("_") - 2)[0], key.split("_", 3)[3]
    status_of(["api-key", "list"])
    listed = capsys.readouterr().out
    assert name in listed
    assert "Support" in listed
    assert secret not in listed
    assert status_of(["api-key", "revoke", name]) == 0
    assert status_of(["api-key", "revoke", key]) == 0
    assert capsys.readouterr().out == "Revoked.\nIt was revoked before.\n"


@pytest.mark.parametrize(
    "command",
    [
        ["api-key", "create", "--tenant", "Nobody", "--for", "events"],
        ["api-key", "create", "--tenant", "Contoso", "--for", "events", "--service", "Cellar"],
        ["api-key", "revoke", "ac_1_zzz"],
    ],
)
def test_what_does_not_exist_is_told_in_one_sentence(
    command: list[str], database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert status_of(command) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


async def _seal(url: str) -> None:
    db = open_database(url)
    await db.write(keys.create, (await db.read(tenants.get, CONTOSO)).id, "events")
    await db.write(seals.seal, await db.write(seals.settled))
    await db.close()


def test_the_audit_log_is_proved_whole_or_the_broken_row_named(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("The log is broken with the means of SQLite.")
    asyncio.run(_seal(database_url))
    capsys.readouterr()
    assert status_of(["audit", "verify"]) == 0
    whole = capsys.readouterr().out
    assert "Contoso: whole" in whole
    head = whole.split()[-1]
    assert status_of(["audit", "verify", "--seal", head]) == 0
    assert status_of(["audit", "verify", "--seal", head, "--seal", "f" * 64]) == 1
    assert f"ends before a seal that it had: {'f' * 64}." in capsys.readouterr().err
    _tamper(database_url.partition("///")[2])
    assert status_of(["audit", "verify"]) == 1
    told = capsys.readouterr()
    assert "BROKEN" in told.out
    assert "Contoso" in told.err


def _tamper(path: str) -> None:
    with sqlite3.connect(path) as db:
        for (trigger,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute(f"drop trigger {trigger}")
        db.execute("update audit_log set action = 'nothing' where position = 1")
    db.close()
