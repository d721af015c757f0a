"""Who cleans up after an erasure, outside its transaction, until every step has seen for itself that it is done?

A step does its work and then looks. What it cannot finish now, because somebody reads or a message is on its way, it
says by `NotYet`, and it is tried again. After a kill the runner goes on with the first step that is not noted as done.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from bot.errors import told
from cards import blocks
from storage import exports, substrings, terms
from storage.database import Database, DatabaseFull, Sweeping
from storage.erasure import files, proof, queue, reapply, receipt, scrubbing, searching
from storage.erasure.beside import BEGUN, DONE, VOID, Beside, HalfMissing
from storage.erasure.records import Erasure
from storage.erasure.traces import Traces
from storage.export_files import DiskFull, Folder
from storage.residue import Busy

MOST_PASSES: Final = 5  # of the search, before it rests
TABLES: Final = (
    *("customers", "identifiers", "customer_terms", "identity_conflicts", "interactions", "issues", "events"),
    *("conclusions", "conclusion_tags", "legal_holds", "exports", "erasures"),
)

log = logging.getLogger(__name__)


class NotYet(Exception):
    """The step cannot be finished now; the argument says why, in one word."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the job works. `crash` is called by name at each point at which a test may kill it."""

    db: Database
    beside: Beside
    files: Folder
    crash: Callable[[str], None] = lambda _point: None


@dataclass(frozen=True, kw_only=True)
class Job:
    """One erasure that has steps left."""

    place: Place
    erasure: Erasure

    @property
    def db(self) -> Database:
        return self.place.db

    def traces(self) -> Traces:
        """What to look for. Raises `NotYet` if the other half is not there."""
        try:
            plain = self.place.beside.open(self.erasure.half or "", self.erasure.sealed or b"")
        except (HalfMissing, ValueError):
            raise NotYet("half_missing") from None
        return Traces.from_json(orjson.loads(plain))


async def run(place: Place) -> None:
    """All that is due now, one after the other."""
    for tenant_id, erasure_id in await place.db.read(queue.due, datetime.now(UTC)):
        erasure = await place.db.write(queue.claim, tenant_id, erasure_id, datetime.now(UTC))
        if erasure is not None:
            await _go_on(place, erasure)


async def tidy(place: Place) -> None:
    """Halves and lines whose transaction was never committed, or whose job was killed at its very end."""
    for name in place.beside.orphans(await place.db.read(queue.halves)):
        place.beside.forget(name)
    now = datetime.now(UTC)
    for line in reapply.lines(place.beside):
        if await place.db.read(reapply.came_to_nothing, line, now):
            await asyncio.to_thread(place.beside.note, _line(VOID, line.said, now))


async def _go_on(place: Place, erasure: Erasure) -> None:
    for name, step in STEPS.items():
        if name in erasure.steps:
            continue
        try:
            place.crash(f"{name} begins")
            result = await step(Job(place=place, erasure=erasure))
            place.crash(f"{name} ends")
        except NotYet as exc:
            await _wait(place, erasure, name, str(exc))
            return
        except (DatabaseFull, DiskFull):
            log.error("Step %s of erasure %d found no room and will be tried again.", name, erasure.id)
            await _wait(place, erasure, name, "full")
            return
        except Exception as exc:  # noqa: BLE001  (the last resort of a job, which must outlive any failure)
            log.error("Step %s of erasure %d failed and will be tried again: %s", name, erasure.id, told(exc))
            await _wait(place, erasure, name, "failed")
            return
        erasure = await place.db.write(queue.passed, erasure, name, result, datetime.now(UTC))
        place.crash(f"{name} noted")
    await _complete(place, erasure)


async def _wait(place: Place, erasure: Erasure, step: str, why: str) -> None:
    await place.db.write(queue.later, erasure, step, why, datetime.now(UTC))


async def _complete(place: Place, erasure: Erasure) -> None:
    """The half goes first: what is then left of the other one says nothing, wherever it lies."""
    if erasure.half is not None:
        place.beside.forget(erasure.half)
    place.crash("half forgotten")
    await place.db.write(receipt.complete, erasure, datetime.now(UTC))
    place.crash("completed")


async def _ledger(job: Job) -> dict[str, Any]:
    """The line that was written before the transaction is confirmed."""
    own = {"erasure": str(job.erasure.id), "token": job.erasure.token}
    beside = job.place.beside
    if not _noted(beside, DONE, own):
        await asyncio.to_thread(beside.note, _line(DONE, own, datetime.now(UTC)))
    if not _noted(beside, BEGUN, own) or not _noted(beside, DONE, own):
        raise NotYet("ledger")
    return {}


def _line(what: str, said: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    at = now.isoformat(timespec="seconds")
    return {"v": 1, "what": what, "at": at, "erasure": said["erasure"], "token": said["token"]}


def _noted(beside: Beside, what: str, own: Mapping[str, Any]) -> bool:
    return any(line.get("what") == what and own.items() <= line.items() for line in beside.lines())


async def _search(job: Job) -> dict[str, Any]:
    """Pass after pass, until one finds nothing."""
    found, region = job.traces(), await job.db.read(searching.region_of, job.erasure.tenant_id)
    cleaned = 0
    for _pass in range(MOST_PASSES):
        told_in = 0
        for look in searching.PLACES:
            after: searching.Cursor = None
            while True:
                after, tasks = await job.db.read(look, job.erasure, region, found, after)
                if tasks:
                    told_in += len(tasks)
                    await job.db.write(searching.clean, job.erasure, found, sorted(tasks))
                    job.place.crash("search cleaned")
                if after is None:
                    break
                await job.db.write(queue.renew, job.erasure, datetime.now(UTC))
        if told_in == 0:
            return {"elsewhere": cleaned}
        cleaned += told_in
    raise NotYet("search")


async def _index(job: Job) -> dict[str, Any]:
    if not await job.db.write(substrings.settle):
        raise NotYet("index")
    return {}


async def _files(job: Job) -> dict[str, Any]:
    """Of this erasure, and of others that wait for the same. Random names: they may be noted."""
    await job.db.write(files.close_begun, job.erasure)
    names = await job.db.read(files.names, job.erasure)
    for name in names:
        await asyncio.to_thread(job.place.files.remove, name)
    await job.db.write(files.removed, job.erasure, names)
    await _orphans(job)
    if await job.db.read(files.living, job.erasure):
        raise NotYet("files")
    return {"removed": names}


async def _orphans(job: Job) -> None:
    """Files of turns that died before a row knew of them, or that live and will be told that they came too late."""
    read = files.clean_at(job.erasure) or job.erasure.closed_at
    assert read is not None
    last = read + exports.LONGEST_TURN
    known = await job.db.read(exports.living_files)
    found = await asyncio.to_thread(job.place.files.orphans, known, last.timestamp())
    if found and datetime.now(UTC) < last + exports.LONGEST_TURN:
        raise NotYet("files")
    for name in found:
        await asyncio.to_thread(job.place.files.remove, name)


async def _memory(_job: Job) -> dict[str, Any]:
    """In this process. In another one they go with it."""
    terms.forget()
    blocks.forget()
    return {}


async def _pages(job: Job) -> dict[str, Any]:
    xid = job.erasure.steps.get("transaction", {}).get("xid")
    assert isinstance(job.db, Sweeping)
    try:
        return await job.db.sweep(TABLES, int(xid) if xid else None)
    except Busy:
        raise NotYet("busy") from None


async def _cards(job: Job) -> dict[str, Any]:
    await job.db.write(scrubbing.put, job.erasure)
    job.place.crash("cards put")
    became = await job.db.read(scrubbing.state, job.erasure, datetime.now(UTC))
    if became.under_way:
        raise NotYet("cards")
    return {key: count for key, count in became._asdict().items() if key != "under_way"}


async def _proof(job: Job) -> dict[str, Any]:
    """A file that was begun in time may have been committed only since: it goes too, and is looked for once more."""
    tables = await job.db.read(proof.left, job.erasure, job.traces())
    living = await job.db.read(files.living, job.erasure)
    names = await job.db.read(files.names, job.erasure)
    for name in job.erasure.steps.get("files", {}).get("removed", []):  # by a maker that had not heard of it yet
        await asyncio.to_thread(job.place.files.remove, name)
    if living or names:
        await STEPS["files"](job)
    if tables or living or names:
        log.error("Erasure %d is not clean yet: %s", job.erasure.id, ", ".join(tables) or "exports")
        raise NotYet("proof")
    return {}


STEPS: Final[Mapping[str, Callable[[Job], Awaitable[dict[str, Any]]]]] = {
    "ledger": _ledger,
    "search": _search,
    "index": _index,
    "files": _files,
    "memory": _memory,
    "pages": _pages,
    "cards": _cards,
    "proof": _proof,
}
"""In this order. Cards may take long, where Teams is away; by then nothing is left in our own files."""
