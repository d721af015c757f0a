"""Does a file come about whole, whatever happens on the way?"""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, delete, select, update

from dialogs import export_jobs as jobs
from storage import export_jobs, exports
from storage.access import NotAnOwner, NotFound
from storage.database import Database
from storage.export_asking import AlreadyUnderWay
from storage.export_files import Folder
from storage.tables import audit_log, memberships, roles, tenants
from tests.exporting import ADMIN, AGENT, OWNER, House, a_house
from tests.test_export_formats import of_csv, of_sheet
from tests.told import START, tell, told

FORMATS = ("csv", "xlsx", "json")


@pytest.fixture
async def house(store: Database, tmp_path: Path) -> House:
    return await a_house(store, tmp_path)


@pytest.fixture
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven rows a read, each read durable and told."""
    monkeypatch.setattr(jobs, "ROWS_A_READ", 7)
    monkeypatch.setattr(jobs, "SETTLED_SECONDS", -1.0)
    monkeypatch.setattr(jobs, "TOLD_SECONDS", -1.0)


def tasks_of(raw: bytes, file_format: str) -> list[str]:
    if file_format == "json":
        return [orjson.loads(line)["taskId"] for line in raw.splitlines()]
    if file_format == "csv":
        return [row[25] for row in of_csv(raw)[1:]]
    return [row["Z"] for row in of_sheet(raw)[1:]]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.usefixtures("in_small_steps")
async def test_a_file_of_the_tenant_holds_every_interaction_once(house: House, file_format: str) -> None:
    export = await house.asks(file_format=file_format)
    raw = await house.makes()
    assert sorted(tasks_of(raw, file_format)) == [f"t{n:02d}" for n in range(60)]
    row = await house.row(export)
    assert (row.state, row.under_way, row.rows_done, row.rows_total, row.size) == ("done", None, 60, 60, len(raw))
    assert len(house.lying_there()) == 2  # the file and its manifest


async def test_a_row_holds_what_is_known(house: House) -> None:
    await house.asks(file_format="json", results=frozenset({"hangup_in_queue"}))
    rows = [orjson.loads(line) for line in (await house.makes()).splitlines()]
    first = next(row for row in rows if row["taskId"] == "t01")
    assert first["customer"] == "=Raymond Holt"
    assert first["source"] == "+41791234567"
    assert first["service"] == "Sales"
    assert (first["result"], first["outcomeGroup"]) == ("hangup_in_queue", "hangup_by_customer")
    assert [leg["outcome"] for leg in first["legs"]] == ["rona", "accepted"]
    assert [issue["text"] for issue in first["issues"]] == ["+note 1"]
    assert first["seconds"] == 60
    assert "events" not in first


async def test_everything_held_on_a_customer_is_in_their_file(house: House) -> None:
    customer = await house.customer_id()
    await house.asks(file_format="json", customer_id=customer)
    rows = [orjson.loads(line) for line in (await house.makes()).splitlines()]
    assert sorted(row["taskId"] for row in rows) == [f"t{n:02d}" for n in range(1, 60, 2)]
    assert {tuple(row["identifiers"]) for row in rows} == {("+41 79 123 45 67",)}
    assert [event["taskId"] for event in rows[0]["events"]] == [rows[0]["taskId"]]


async def test_the_manifest_tells_of_the_finished_file(house: House) -> None:
    customer = await house.customer_id()
    await house.asks(customer_id=customer)
    job = await house.claims()
    raw = await house.makes(job)
    manifest = orjson.loads(house.files.manifest(job.file).read_bytes())
    assert (manifest["rows"], manifest["size"], manifest["tenant"]) == (30, len(raw), "Contoso")
    assert (manifest["customer"], manifest["identifiers"]) == ("=Raymond Holt", ["+41 79 123 45 67"])
    assert manifest["requestedBy"] == "admin"


async def test_an_owner_exports_of_their_own_services_alone(house: House) -> None:
    """Of Support the owner is an agent only."""
    await house.asks(OWNER, "json")
    rows = [orjson.loads(line) for line in (await house.makes()).splitlines()]
    assert {row["service"] for row in rows} == {"Sales"}
    await house.asks(OWNER, "json", customer_id=await house.customer_id())
    rows = [orjson.loads(line) for line in (await house.makes()).splitlines()]
    assert {row["service"] for row in rows} == {"Sales"}
    assert "events" not in rows[0]
    with pytest.raises(NotFound):
        await house.asks(OWNER, services=frozenset({house.support}))


async def test_an_agent_exports_nothing(house: House) -> None:
    with pytest.raises(NotAnOwner):
        await house.asks(AGENT)


async def test_a_customer_of_nobody_is_not_there(house: House) -> None:
    with pytest.raises(NotFound):
        await house.asks(customer_id=12345)


async def test_a_masked_owner_gets_a_masked_file(house: House) -> None:
    await house.store.write(
        lambda db: db.execute(update(tenants).values(owners_see_customers=False, users_shown=False))
    )
    await house.asks(OWNER, "json")
    raw = await house.makes()
    assert b"Raymond" not in raw
    assert b"1234567" not in raw
    assert b"note" not in raw
    first = next(row for row in map(orjson.loads, raw.splitlines()) if row["customer"])
    assert first["customer"] == "=••• H•••"
    assert first["source"] == "+41 •• ••• •• 67"
    assert {leg["user"][:6] for leg in first["legs"]} == {"Agent ", "owner"}


async def test_a_period_counts_from_its_start_to_before_its_end(house: House) -> None:
    since, until = START + timedelta(minutes=3), START + timedelta(minutes=6)
    await house.asks(since=since, until=until)
    assert sorted(tasks_of(await house.makes(), "csv")) == [f"t{n:02d}" for n in range(12, 24)]


async def test_one_file_at_a_time_is_made_for_a_person(house: House) -> None:
    await house.asks()
    with pytest.raises(AlreadyUnderWay):
        await house.asks()
    await house.asks(OWNER)
    await house.makes()
    await house.asks()


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.usefixtures("in_small_steps")
async def test_wherever_its_maker_dies_the_file_comes_out_the_same(house: House, file_format: str) -> None:
    """Cut off at its first use of the database, then at the second, and so on, up to where it gets through."""
    await house.asks(file_format=file_format)
    whole = await house.makes()
    for alive in range(1, 40):
        await house.asks(file_format=file_format)
        job = await house.claims()
        with pytest.raises(PowerCut) if alive < CALLS else nullcontext():
            await house.makes(job, db=Dying(house.store, alive))
        if alive >= CALLS:
            break
        again = await house.claims(late=True)
        assert again.file == job.file
        assert again.position.rows > 0 or alive < 5
        assert comparable(await house.makes(again), file_format) == comparable(whole, file_format)
    assert alive == CALLS


CALLS = 2 + 1 + 10 + 10 + 1  # subject and count, counted; reads and steps; finished


class PowerCut(Exception):
    """The machine stops here."""


class Dying:
    """A database that answers so many times, and never again."""

    def __init__(self, store: Database, alive: int) -> None:
        self._store = store
        self._alive = alive

    async def read(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return await self._answer(self._store.read, function, *args, **kwargs)

    async def write(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return await self._answer(self._store.write, function, *args, **kwargs)

    async def _answer(self, ask: Any, *args: Any, **kwargs: Any) -> Any:
        if self._alive == 0:
            raise PowerCut
        self._alive -= 1
        return await ask(*args, **kwargs)

    async def close(self) -> None: ...


def comparable(raw: bytes, file_format: str) -> Any:
    """An Excel file says when it was asked for."""
    return of_sheet(raw) if file_format == "xlsx" else raw


@pytest.mark.usefixtures("in_small_steps")
async def test_a_file_that_is_stopped_goes_no_further_and_leaves_nothing(house: House) -> None:
    export = await house.asks()
    job = await house.claims()

    class Stopping(Dying):
        """The person presses the button while the fifth step is under way."""

        async def _answer(self, ask: Any, *args: Any, **kwargs: Any) -> Any:
            if self._alive == 0:
                await self._store.write(exports.cancel, await house.scope(ADMIN), export.id)
            self._alive -= 1
            return await ask(*args, **kwargs)

    await house.makes(job, db=Stopping(house.store, 5))
    row = await house.row(export)
    assert (row.state, row.under_way, row.file) == ("cancelled", None, None)
    assert house.lying_there() == []
    assert await house.store.write(export_jobs.claim, datetime.now(UTC) + timedelta(days=1), "0" * 32) is None
    await house.asks()


@pytest.mark.usefixtures("in_small_steps")
async def test_who_was_only_slow_is_kept_out_when_somebody_has_taken_over(house: House) -> None:
    export = await house.asks()
    slow = await house.claims()
    taken_over = await house.claims(late=True)
    assert await house.makes(slow) == b""
    assert len(tasks_of(await house.makes(taken_over), "csv")) == 60
    assert (await house.row(export)).state == "done"


@pytest.mark.usefixtures("in_small_steps")
async def test_nobody_writes_where_somebody_still_writes(house: House) -> None:
    """Whoever takes over finds the file still open, and leaves it for later."""
    export = await house.asks()
    job = await house.claims()
    writing = asyncio.Event()
    go_on = asyncio.Event()

    class Slow(Dying):
        async def _answer(self, ask: Any, *args: Any, **kwargs: Any) -> Any:
            if self._alive == 0:
                writing.set()
                await go_on.wait()
            self._alive -= 1
            return await ask(*args, **kwargs)

    first = asyncio.create_task(house.makes(job, db=Slow(house.store, 6)))
    await writing.wait()
    await house.makes(await house.claims(late=True))
    assert (await house.row(export)).state == "running"
    go_on.set()
    await first
    assert (await house.row(export)).state == "running"
    assert len(tasks_of(await house.makes(await house.claims(late=True)), "csv")) == 60


@pytest.mark.usefixtures("in_small_steps")
async def test_a_file_that_was_lost_is_begun_anew(house: House) -> None:
    await house.asks()
    job = await house.claims()
    with pytest.raises(PowerCut):
        await house.makes(job, db=Dying(house.store, 9))
    house.files.remove(job.file)
    assert len(tasks_of(await house.makes(await house.claims(late=True)), "csv")) == 60


async def test_a_file_whose_every_maker_died_is_given_up(house: House) -> None:
    export = await house.asks()
    for attempt in range(export_jobs.MOST_ATTEMPTS):
        now = datetime.now(UTC) + attempt * 2 * export_jobs.LEASE
        assert await house.store.write(export_jobs.claim, now, house.files.new_name())
    assert await house.store.write(export_jobs.claim, now + 2 * export_jobs.LEASE, "0" * 32) is None
    row = await house.row(export)
    assert (row.state, row.error, row.under_way) == ("failed", "given_up", None)


def dismiss(db: Connection) -> None:
    db.execute(delete(roles))


def hide(db: Connection) -> None:
    db.execute(update(tenants).values(owners_see_customers=False))


def lose(db: Connection) -> None:
    db.execute(delete(memberships).where(memberships.c.role == "owner"))


@pytest.mark.parametrize(("who", "change"), [(ADMIN, dismiss), (OWNER, hide), (OWNER, lose)])
@pytest.mark.usefixtures("in_small_steps")
async def test_rights_that_are_lost_on_the_way_end_the_file(
    house: House, who: str, change: Callable[[Connection], None]
) -> None:
    export = await house.asks(who)
    job = await house.claims()

    class Changing(Dying):
        async def _answer(self, ask: Any, *args: Any, **kwargs: Any) -> Any:
            if self._alive == 0:
                await self._store.write(change)
            self._alive -= 1
            return await ask(*args, **kwargs)

    await house.makes(job, db=Changing(house.store, 5))
    row = await house.row(export)
    assert (row.state, row.error, row.file) == ("failed", "rights", None)
    assert house.lying_there() == []


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("room", [0, 900, 6_000])
@pytest.mark.usefixtures("in_small_steps")
async def test_a_full_disk_ends_the_file_and_half_of_it_is_removed(
    house: House, file_format: str, room: int, tmp_path: Path
) -> None:
    export = await house.asks(file_format=file_format)
    job = await house.claims()
    await jobs.make(house.store, Full(tmp_path / "exports", room), job)
    row = await house.row(export)
    assert (row.state, row.error, row.file) == ("failed", "disk_full", None)
    assert house.lying_there() == []


class Full(Folder):
    """A folder with so many bytes of room, all files together."""

    def __init__(self, path: Path, room: int) -> None:
        super().__init__(path)
        self._room = room

    def open(self, path: Path) -> Any:
        return Short(super().open(path), self)

    def take(self, wanted: int) -> int:
        given = min(wanted, self._room)
        self._room -= given
        return given


class Short:
    """A file in it."""

    def __init__(self, file: Any, folder: Full) -> None:
        self._file = file
        self._folder = folder

    def write(self, data: bytes) -> int:
        given = self._folder.take(len(data))
        self._file.write(data[:given])
        if given < len(data):
            raise OSError(28, "No space left on device")
        return given

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "Short":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


async def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_ROWS", 59)
    export = await house.asks(file_format="xlsx")
    await house.makes()
    assert (await house.row(export)).error == "too_many_rows"
    await house.asks()
    assert len(tasks_of(await house.makes(), "csv")) == 60


async def test_what_comes_in_meanwhile_waits_for_the_next_file(house: House) -> None:
    await house.asks(until=START + timedelta(hours=1))
    job = await house.claims()
    await tell(house.store, house.tenant_id, told("late", minute=90, serviceName="Sales"))
    assert "late" not in tasks_of(await house.makes(job), "csv")


async def test_every_step_is_in_the_audit_log_without_anybodys_name(house: House) -> None:
    await house.asks(customer_id=await house.customer_id())
    await house.makes()
    query = select(audit_log).where(audit_log.c.action.like("export%")).order_by(audit_log.c.position)
    rows = await house.store.read(lambda db: db.execute(query).all())
    assert [(r.action, r.subject_kind, r.outcome) for r in rows] == [
        ("export.asked", "customer", "done"),
        ("export.created", "export", "done"),
    ]
    assert "Raymond" not in str([r.detail for r in rows])
