"""What does the process do from its start to its end?"""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import orjson
import pytest

from storage import audit, seals, tenants
from storage.access import Scope, Who, scope_of
from storage.database import open_database

CONTOSO = "c0000000-0000-4000-8000-000000000001"
BEN = "a1000000-0000-4000-8000-000000000002"
ROOT = Path(__file__).parents[1]
IDENTITY = {
    "AFTERCALL_APP_ID": "b0000000-0000-4000-8000-000000000001",
    "AFTERCALL_APP_PASSWORD": "hush",
    "AFTERCALL_SECRET_KEY": "x" * 64,
}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        port: int = place.getsockname()[1]
        return port


@pytest.fixture
def demo_dir(demo_file: Path, tmp_path: Path) -> Path:
    """A data directory that a demo has used before."""
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "aftercall.db").write_bytes(demo_file.read_bytes())
    return folder


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Runs a command with these arguments and settings; whatever is left of it ends with the test."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, **settings: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
            cwd=ROOT,
            env={**os.environ, "AFTERCALL_OPEN_BROWSER": "0", **settings},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def until_ready(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line.strip())
        if "ready" in line:
            return lines
    pytest.fail(f"The demo ended: {process.stderr.read() if process.stderr else ''}")


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    return process.returncode, errors


def test_the_demo_says_its_keys_serves_and_ends_quietly_on_ctrl_c(start: Start, demo_dir: Path) -> None:
    said = []
    for _ in range(2):
        process = start("demo", "--port", str(port := free_port()), "--data-dir", str(demo_dir))
        said.append(until_ready(process))
        with urlopen(f"http://127.0.0.1:{port}/health/ready") as answer:
            assert answer.status == 200
        assert end(process) == (0, "")
    assert [line.rsplit(" ", 1)[0] for line in said[0][:4]] == [
        "events key Contoso",
        "odata key Contoso",
        "events key Fabrikam",
        "odata key Fabrikam",
    ]
    assert said[0][:4] == said[1][:4]
    assert (demo_dir / "demo-keys.json").stat().st_mode & 0o077 == 0


def test_a_port_that_is_taken_is_told_in_one_sentence(start: Start, demo_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as place:
        process = start("demo", "--port", str(place.getsockname()[1]), "--data-dir", str(demo_dir))
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert re.fullmatch(r"Port \d+ is taken; .*\.\n", errors)


def test_a_production_s_settings_do_not_reach_the_demo(
    start: Start, demo_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERCALL_DATABASE_URL", "postgresql+asyncpg://nobody@127.0.0.1:1/production")
    monkeypatch.setenv("AFTERCALL_HOST", "0.0.0.0")
    monkeypatch.setenv("AFTERCALL_ALLOWED_TENANTS", "d0000000-0000-4000-8000-00000000000d")
    process = start("demo", "--port", str(port := free_port()), "--data-dir", str(demo_dir))
    assert "http://127.0.0.1:" in until_ready(process)[-1]
    assert greeted(port) < 300
    assert end(process)[0] == 0


def greeted(port: int) -> int:
    """The status with which the demo takes an activity of its own channel."""
    activity = {
        "type": "typing",
        "id": "1",
        "channelId": "msteams",
        "serviceUrl": f"http://127.0.0.1:{port}/",
        "channelData": {"tenant": {"id": CONTOSO}},
        "conversation": {"id": "chat", "tenantId": CONTOSO, "conversationType": "personal"},
        "from": {"id": "29:alice", "aadObjectId": "a1000000-0000-4000-8000-000000000001"},
        "recipient": {"id": "28:aftercall"},
    }
    request = Request(f"http://127.0.0.1:{port}/api/messages", orjson.dumps(activity))
    request.add_header("Content-Type", "application/json")
    with urlopen(request) as answer:
        status: int = answer.status
        return status


def test_serve_makes_the_admins_of_the_setting_and_ends_quietly_on_sigterm(start: Start, demo_url: str) -> None:
    process = start(
        "serve",
        AFTERCALL_DATABASE_URL=demo_url,
        AFTERCALL_PORT=str(port := free_port()),
        **IDENTITY,
        AFTERCALL_ADMINS=f"{CONTOSO}:{BEN}, d0000000-0000-4000-8000-000000000009:{BEN}",
    )
    assert process.stderr
    said = [orjson.loads(process.stderr.readline())["message"] for _ in range(2)]
    assert "not set up yet" in said[0]
    assert said[1] == f"Serving on port {port}."
    with urlopen(f"http://127.0.0.1:{port}/health/ready") as answer:
        assert answer.status == 200
    assert "tenant_admin" in asyncio.run(_scope(demo_url)).roles
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 0


async def _scope(url: str) -> Scope:
    db = open_database(url)
    try:
        return await db.read(scope_of, Who(tenant=CONTOSO, person=BEN))
    finally:
        await db.close()


def test_serve_does_not_start_on_a_database_without_its_schema(start: Start, tmp_path: Path) -> None:
    process = start(
        "serve",
        AFTERCALL_DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/empty.db",
        AFTERCALL_PORT=str(free_port()),
        AFTERCALL_DANGEROUSLY_ALLOW_UNAUTHENTICATED="1",
        AFTERCALL_SECRET_KEY="x" * 64,
    )
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors == "The database lacks a migration: run `aftercall migrate`.\n"


async def test_the_worker_seals_the_log_and_ends_when_told(start: Start, demo_url: str) -> None:
    store = open_database(demo_url)
    contoso = (await store.read(tenants.get, CONTOSO)).id
    await store.write(audit.by_command, contoso, "tried")
    process = start("worker", AFTERCALL_DATABASE_URL=demo_url, **IDENTITY)
    for _ in range(300):
        await asyncio.sleep(0.1)
        if (proof := next(p for p in await store.read(seals.verify) if p.tenant == "Contoso")).sealed_rows:
            break
    process.send_signal(signal.SIGTERM)
    _out, told = await asyncio.to_thread(process.communicate, timeout=30)
    assert (proof.sealed_rows, proof.open_rows, proof.broken_at) == (1, 0, None)
    assert (process.returncode, "Traceback" in told) == (0, False)
    await store.close()


def test_a_worker_that_could_not_prove_who_it_is_does_not_start(start: Start, demo_url: str) -> None:
    process = start("worker", AFTERCALL_DATABASE_URL=demo_url, AFTERCALL_SECRET_KEY="x" * 64)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "AFTERCALL_APP_ID is missing" in errors
