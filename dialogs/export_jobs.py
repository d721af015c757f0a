"""How does a file come about that takes longer than a turn?

One function for each attempt. It goes on from what is durable, so it may be interrupted anywhere.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from cards import exports as cards
from cards.words import words_for
from dialogs import export_contents
from dialogs.export_contents import Rows
from dialogs.export_told import Told
from storage import access, export_jobs, export_writing
from storage.access import NotAnAdmin, NotAnOwner, NoTenantChosen, NotFound, Scope, Stranger
from storage.database import Database
from storage.export_asking import Subject
from storage.export_files import DiskFull, Folder
from storage.export_jobs import Job, Position, RightsChanged
from storage.export_sheets import MOST_ROWS
from storage.export_writing import Draft, Layout, StillOpen

P = ParamSpec("P")
T = TypeVar("T")

ROWS_A_READ: Final = 1_000  # on PostgreSQL the turns wait while they are put together
SETTLED_SECONDS: Final = 1.0
TOLD_SECONDS: Final = 3.0  # between two changes of the card
PIECES_AT_ONCE: Final = 8  # megabytes of rows that go into an Excel file before somebody looks whether it was stopped


class TooManyRows(Exception):
    """More than an Excel sheet holds."""


class NotOurs(Exception):
    """The file was stopped, or somebody else has taken it over."""


async def make(db: Database, files: Folder, job: Job) -> None:
    """One attempt. What cannot be made is told to the person; anything else is raised, and tried again later."""
    try:
        await _Making(db, files, job).run()
    except NotOurs:
        if not await db.read(export_jobs.is_taken_over, job):
            await asyncio.to_thread(files.remove, job.file)
    except StillOpen:
        await db.write(export_jobs.put_aside, job, datetime.now(UTC))
    except (NotAnOwner, NotAnAdmin, Stranger, NoTenantChosen, RightsChanged):
        await _give_up(db, files, job, "rights")
    except NotFound:
        await _give_up(db, files, job, "gone")
    except DiskFull:
        await _give_up(db, files, job, "disk_full")
    except TooManyRows:
        await _give_up(db, files, job, "too_many_rows")


async def _give_up(db: Database, files: Folder, job: Job, error: str) -> None:
    if await db.write(export_jobs.fail, job, error, datetime.now(UTC)):
        await asyncio.to_thread(files.remove, job.file)


class _Making:
    def __init__(self, db: Database, files: Folder, job: Job) -> None:
        self._db = db
        self._files = files
        self._job = job
        self._content = export_contents.of(job.kind)
        reader = job.params["reader"]
        self._words = words_for(reader["locale"], reader["zone"], reader["language"])
        self._settled = self._told = time.monotonic()

    async def run(self) -> None:
        job = self._job
        about = await self._read(export_jobs.subject, job)
        if job.rows_total is None:
            await self._count()
        layout = self._layout()
        draft = await asyncio.to_thread(Draft, self._files, job.file, layout, job.position.rows, job.position.size)
        try:
            position = await self._fill(draft, Position() if draft.anew else job.position, about)
            await self._finish(draft, position, about)
        finally:
            await asyncio.to_thread(draft.close)
        manifest = self._told_of(about).manifest(self._words, job.file_name, job.format)
        made = await asyncio.to_thread(export_writing.seal, self._files, job.file, position.rows, manifest)
        self._ours(await self._db.write(export_jobs.finish, job, made, datetime.now(UTC)))
        await asyncio.to_thread(self._files.tidy, job.file)

    async def _count(self) -> None:
        total = await self._read(export_jobs.count, self._job)
        if self._job.format == "xlsx" and total > MOST_ROWS:
            raise TooManyRows
        self._ours(await self._db.write(export_jobs.counted, self._job, total, datetime.now(UTC)))

    def _layout(self) -> Layout:
        return Layout(
            columns=self._content.columns(self._words, self._job.wanted),
            file_format=self._job.format,
            zone=self._words.zone,
            sheet_names=cards.sheet_names(self._words),
        )

    async def _fill(self, draft: Draft, position: Position, about: Subject) -> Position:
        rows = self._content.rows(self._words, self._job.format, about)
        while True:
            found, edge = await self._read(export_jobs.page, self._job, position.edge, ROWS_A_READ)
            if not found:
                return await self._settle(draft, position)
            await asyncio.to_thread(_add, draft, rows, found)
            position = Position(rows=position.rows + len(found), size=position.size, edge=edge)
            if time.monotonic() - self._settled > SETTLED_SECONDS:
                position = await self._settle(draft, position)

    async def _settle(self, draft: Draft, position: Position) -> Position:
        size = await asyncio.to_thread(draft.settle)
        position = Position(rows=position.rows, size=size, edge=position.edge)
        await self._keep(position)
        return position

    async def _keep(self, position: Position) -> None:
        """Renews the lease too."""
        self._settled = time.monotonic()
        tell = self._settled - self._told > TOLD_SECONDS
        if tell:
            self._told = self._settled
        self._ours(await self._db.write(export_jobs.keep, self._job, position, datetime.now(UTC), tell=tell))

    async def _finish(self, draft: Draft, position: Position, about: Subject) -> None:
        pieces = draft.finish(self._told_of(about).on_a_sheet(self._words, position.rows))
        while not await asyncio.to_thread(_poured, pieces):
            if time.monotonic() - self._settled > SETTLED_SECONDS:
                await self._keep(position)

    def _told_of(self, about: Subject) -> Told:
        return Told(
            title=self._content.title(self._words, self._job.wanted),
            filters=self._content.filters(self._words, self._job.wanted, about),
            person=about.person,
            tenant=about.tenant,
            asked_at=self._job.created_at,
            masked=self._job.masked,
            customer=about.title,
            identifiers=about.identifiers,
        )

    async def _read(self, function: Callable[Concatenate[Any, Scope, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """With the rights that the person has at this moment."""
        job = self._job
        return await self._db.read(access.scoped_to, job.tenant_id, job.person_id, function, *args, **kwargs)

    def _ours(self, kept: bool) -> None:
        if not kept:
            raise NotOurs


def _add(draft: Draft, rows: Rows, found: Sequence[Any]) -> None:
    draft.add(rows(found))


def _poured(pieces: Iterable[None]) -> bool:
    """Whether that was all."""
    return sum(1 for _ in zip(range(PIECES_AT_ONCE), pieces, strict=False)) < PIECES_AT_ONCE
