"""How are interactions of the past loaded from a file?"""

import asyncio
import csv
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, func, select

from bot.cli import status_of
from bot.commands import intake
from bot.doors.event_model import checked
from storage.database import open_database
from storage.tables import audit_log, customers, interactions, legs
from storage.tables import events as stored_events

CONTOSO = "c0000000-0000-4000-8000-000000000001"
FABRIKAM = "f0000000-0000-4000-8000-000000000002"
CALL = {
    "tenantId": CONTOSO,
    "taskId": "t1",
    "callerTelNumber": "+41791234567",
    "customerName": "Zoë; Müller",
    "serviceName": "Support",
    "created": "2026-11-20T08:15:00Z",
    "terminated": "2026-11-20T08:20:00Z",
    "result": "voicemail",
}


@pytest.fixture
def database_url(store_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The commands' database, with two tenants; the file's folder is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFTERCALL_DATABASE_URL", store_url)
    two = ", ".join(
        f"{{id: {entra}, name: {n}, region: CH}}" for entra, n in ((CONTOSO, "Contoso"), (FABRIKAM, "Fabrikam"))
    )
    Path("tenants.yaml").write_text(f"tenants: [{two}]")
    assert status_of(["setup", "tenants.yaml"]) == 0
    return store_url


def counted(url: str) -> dict[str, int]:
    def count(db: Connection) -> dict[str, int]:
        tables = (stored_events, interactions, customers, legs)
        return {t.name: db.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}

    async def ask() -> dict[str, int]:
        db = open_database(url)
        try:
            return await db.read(count)
        finally:
            await db.close()

    return asyncio.run(ask())


def rejected(name: str) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in Path(f"{name}.rejected.ndjson").read_bytes().splitlines()]


def write_lines(*said: dict[str, Any] | bytes) -> None:
    Path("calls.ndjson").write_bytes(b"\n".join(s if isinstance(s, bytes) else orjson.dumps(s) for s in said))


def test_lines_of_json_are_loaded_and_a_second_time_change_nothing(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(CALL, {**CALL, "taskId": "t2"})
    capsys.readouterr()
    assert [status_of(["import", "calls.ndjson"]) for _ in range(2)] == [0, 0]
    assert capsys.readouterr().out.splitlines() == [
        "2 accepted, 0 known already, 0 rejected.",
        "0 accepted, 2 known already, 0 rejected.",
    ]
    assert counted(database_url) == {"events": 2, "interactions": 2, "customers": 1, "legs": 0}
    assert not Path("calls.ndjson.rejected.ndjson").exists()


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8")])
def test_csv_is_loaded_with_lists_as_json_in_a_cell(database_url: str, delimiter: str, encoding: str) -> None:
    said = {**CALL, "eventId": "e1", "legs": '[{"userId": "u1", "outcome": "accepted"}]', "issues": ""}
    with Path("calls.csv").open("w", encoding=encoding, newline="") as file:
        rows = csv.DictWriter(file, list(said), delimiter=delimiter)
        rows.writeheader()
        rows.writerow(said)
    assert status_of(["import", "calls.csv"]) == 0
    assert counted(database_url) == {"events": 1, "interactions": 1, "customers": 1, "legs": 1}


def test_every_line_that_is_not_taken_is_in_the_report_and_stops_no_other(database_url: str) -> None:
    write_lines(
        CALL,
        b"no json",
        b"",
        {**CALL, "taskId": "t2", "result": "nonsense"},
        b"[1]",
        {**CALL, "taskId": "t3", "tenantId": "d0000000-0000-4000-8000-000000000009"},
        {"taskId": "t4"},
        b'{"taskId": "t5", "x": "' + b"x" * (1 << 20) + b'"}',
        {**CALL, "taskId": "t6"},
    )
    assert status_of(["import", "calls.ndjson"]) == 0
    assert [(each["line"], each["field"]) for each in rejected("calls.ndjson")] == [
        (2, None),
        (4, "result"),
        (5, None),
        (6, "tenantId"),
        (7, "occurredAt"),
        (8, None),
    ]
    assert all(each["reason"] for each in rejected("calls.ndjson"))
    assert counted(database_url)["interactions"] == 2


def test_every_row_that_is_no_row_is_in_the_report(database_url: str) -> None:
    Path("calls.csv").write_bytes(
        b"taskId,created,legs,customerName\n"
        b"t1,2026-11-20T08:15:00Z,,\n"
        b"t2\n"
        b"t3,2026-11-20T08:15:00Z,[broken,\n"
        b"t4,2026-11-20T08:15:00Z,,\xff\n"
        b't5,2026-11-20T08:15:00Z,,"lone\n'
    )
    assert status_of(["import", "calls.csv", "--tenant", "Contoso"]) == 0
    assert [(each["line"], each["field"]) for each in rejected("calls.csv")] == [
        (3, None),
        (4, "legs"),
        (5, "customerName"),
        (6, None),
    ]
    assert counted(database_url)["interactions"] == 1


def test_a_later_run_without_rejections_takes_the_report_away(database_url: str) -> None:
    write_lines(CALL, b"no json")
    status_of(["import", "calls.ndjson"])
    assert Path("calls.ndjson.rejected.ndjson").exists()
    write_lines(CALL)
    status_of(["import", "calls.ndjson"])
    assert not Path("calls.ndjson.rejected.ndjson").exists()


def test_lines_of_two_tenants_go_each_to_their_own(database_url: str) -> None:
    write_lines(CALL, {**CALL, "tenantId": FABRIKAM.upper()})
    assert status_of(["import", "calls.ndjson"]) == 0
    assert counted(database_url) == {"events": 2, "interactions": 2, "customers": 2, "legs": 0}


def test_the_same_content_without_an_event_id_gets_the_same_one() -> None:
    assert intake.completed(CALL, None)["eventId"] == intake.completed(dict(reversed(CALL.items())), None)["eventId"]
    assert intake.completed(CALL, None)["eventId"] != intake.completed({**CALL, "taskId": "t2"}, None)["eventId"]


def test_a_run_that_was_cut_off_is_completed_by_the_next(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(*({**CALL, "taskId": f"t{n}"} for n in range(25)))
    monkeypatch.setattr(intake, "LINES_A_TRANSACTION", 10)
    with monkeypatch.context() as interrupted:
        interrupted.setattr(intake, "checked", _interrupting(12))
        assert status_of(["import", "calls.ndjson"]) == 1
    assert "run the same command again" in capsys.readouterr().err
    assert counted(database_url)["interactions"] == 10
    assert status_of(["import", "calls.ndjson"]) == 0
    assert "15 accepted, 10 known already" in capsys.readouterr().out
    assert counted(database_url)["interactions"] == 25


def _interrupting(at: int) -> Any:
    """As `checked`, but somebody presses Ctrl-C at one of the lines."""
    calls = iter(range(at))

    def check(said: object) -> Any:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return checked(said)

    return check


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"hello\nworld\n", "neither CSV"),
        (b"\x00\x01\x02\n", "neither CSV"),
        (b"taskId,created,taskId\n", "twice: taskId"),
        (b"eventId,event\n1,2\n", "lacks the column taskId"),
        (b"taskId\nt1\n", "No line could be taken"),
    ],
)
def test_a_file_of_which_nothing_can_be_taken_fails_in_one_sentence(
    database_url: str, content: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("calls.csv").write_bytes(content)
    assert status_of(["import", "calls.csv"]) == 1
    error = capsys.readouterr().err
    assert told in error
    assert len(error.strip().splitlines()) == 1


def test_an_unknown_default_tenant_fails_before_anything_is_read(database_url: str) -> None:
    write_lines(CALL)
    assert status_of(["import", "calls.ndjson", "--tenant", "Nobody"]) == 1
    assert counted(database_url)["events"] == 0


def test_a_load_is_in_the_audit_log_in_counts(database_url: str) -> None:
    write_lines(CALL, {**CALL, "taskId": "t2"}, {**CALL, "taskId": "t2"})
    status_of(["import", "calls.ndjson"])

    async def loads() -> list[Any]:
        db = open_database(database_url)
        try:
            return await db.read(
                lambda c: list(
                    c.execute(select(audit_log.c.detail).where(audit_log.c.action == "events.import")).scalars()
                )
            )
        finally:
            await db.close()

    assert asyncio.run(loads()) == [{"accepted": 2, "duplicate": 1}]
