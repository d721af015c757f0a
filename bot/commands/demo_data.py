"""Is there a database with the demo's data?"""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.commands.failure import Failed
from storage import demo, demo_bulk
from storage.database import Database, open_database
from storage.migrate import migrate

DATABASE: Final = "aftercall.db"
INTERACTIONS_A_CUSTOMER: Final = 5  # where only one of the sizes is given
_MADE: Final = "made-on.txt"
_STALE_DAYS: Final = 7

_log = Console(stderr=True)


def prepare(data_dir: Path, customers: int | None, interactions: int | None) -> str:
    """The URL of a migrated database with data: made the first time, and filled up to the sizes asked for."""
    file = data_dir / DATABASE
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _make(data_dir)
    except OSError as exc:
        raise Failed(f"{data_dir} cannot be used for the demo's data: {os.strerror(exc.errno or 0).lower()}.") from None
    _tell_age(data_dir)
    migrate(_url(file))
    asyncio.run(_with(_url(file), demo.complete))
    if customers or interactions:
        interactions = interactions or (customers or 0) * INTERACTIONS_A_CUSTOMER
        asyncio.run(_fill(_url(file), customers or interactions // INTERACTIONS_A_CUSTOMER, interactions))
    return _url(file)


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file.absolute()}"


def _make(data_dir: Path) -> None:
    """Under another name until it is whole: an interrupted start leaves nothing half done."""
    unfinished = data_dir / f"unfinished-{os.getpid()}.db"
    try:
        migrate(_url(unfinished))
        asyncio.run(_seed(_url(unfinished)))
        (data_dir / _MADE).write_text(datetime.now(UTC).date().isoformat(), "ascii")
        unfinished.rename(data_dir / DATABASE)
    finally:
        for leftover in data_dir.glob(f"{unfinished.name}*"):
            leftover.unlink()


async def _seed(url: str) -> None:
    with _progress("Making demo data") as show:
        await _with(url, lambda db: demo.seed(db, show))


async def _fill(url: str, customers: int, interactions: int) -> None:
    with _progress("Filling up") as show:
        await _with(url, lambda db: demo_bulk.fill(db, customers, interactions, show))


async def _with(url: str, work: Callable[[Database], Coroutine[None, None, None]]) -> None:
    db = open_database(url)
    try:
        await work(db)
    finally:
        await db.close()


@contextmanager
def _progress(title: str) -> Iterator[demo.Progress]:
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_log, transient=True, disable=not _log.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _tell_age(data_dir: Path) -> None:
    try:
        made = date.fromisoformat((data_dir / _MADE).read_text("ascii").strip())
    except (OSError, ValueError):
        return
    days = (datetime.now(UTC).date() - made).days
    if days > _STALE_DAYS:
        _log.print(f"The demo's data is {days} days old; remove {data_dir} for fresh dates.")
