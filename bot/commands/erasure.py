"""How does an operator have many customers anonymised, and how again after a backup was restored?"""

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rich.console import Console

from bot import erasing
from bot.commands.configuration import read_settings
from bot.commands.failure import Failed
from bot.commands.store import in_store
from bot.erasing import Place
from storage import tenants
from storage.access import NotFound
from storage.database import Database
from storage.erasure import by_command, reapply
from storage.erasure.beside import Beside
from storage.erasure.dry_run import DryRun
from storage.erasure.records import AlreadyAnonymised
from storage.erasure.requests import AlreadyAsked
from storage.export_files import Folder
from storage.tenants import Tenant

LONGEST_LINE: Final = 400  # characters
MOST_LINES: Final = 10_000
COUNTED: Final = ("identifiers", "interactions", "issues", "exports", "cards")
ROUNDS: Final = 5  # in which the steps are tried that need no Teams


@dataclass(frozen=True)
class Line:
    number: int
    text: str


def anonymize(tenant: str, file: Path, *, yes: bool, dry_run: bool) -> None:
    """Asks for each customer of the list; an administrator approves in chat."""
    lines = _read(file)
    found, refused = in_store(lambda db: _look(db, tenant, lines))
    _show(found, refused)
    if not found:
        raise Failed("None of these can be anonymised; nothing was changed.")
    if dry_run:
        print(f"{len(found)} could be asked for; nothing was changed.")  # noqa: T201
        return
    if not yes:
        _confirm(len(found))
    asked, told = in_store(lambda db: _ask(db, tenant, [each.customer_id for _line, each in found]))
    print(_asked(asked, told, len(refused)))  # noqa: T201


def apply_again() -> None:
    """After a backup was restored. Safe to repeat."""
    settings = read_settings()
    beside = Beside(settings.data_dir)
    files = Folder(settings.data_dir / "exports")
    print(in_store(lambda db: _again(Place(db=db, beside=beside, files=files))))  # noqa: T201


def _read(file: Path) -> list[Line]:
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Failed(f"{file} cannot be read as UTF-8 text.") from None
    lines = [Line(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    lines = [line for line in lines if line.text and not line.text.startswith("#")]
    if len(lines) > MOST_LINES:
        raise Failed(f"A list has at most {MOST_LINES:,} lines.")
    return lines


async def _look(
    db: Database, tenant: str, lines: Sequence[Line]
) -> tuple[list[tuple[Line, DryRun]], list[tuple[Line, str]]]:
    """What can be asked for, and why the others cannot."""
    of_tenant = await _tenant(db, tenant)
    found: dict[int, tuple[Line, DryRun]] = {}
    refused: list[tuple[Line, str]] = []
    for line in lines:
        try:
            dry = await _one(db, of_tenant, line)
        except _Refused as exc:
            refused.append((line, str(exc)))
            continue
        if dry.customer_id in found:
            refused.append((line, f"the same customer as line {found[dry.customer_id][0].number}"))
        else:
            found[dry.customer_id] = (line, dry)
    return list(found.values()), refused


class _Refused(Exception):
    """The text says why."""


async def _one(db: Database, tenant: Tenant, line: Line) -> DryRun:
    if len(line.text) > LONGEST_LINE:
        raise _Refused("longer than a name can be")
    try:
        customer_id = await db.read(by_command.find, tenant.id, tenant.region, line.text)
        dry = await db.read(by_command.look, tenant.id, customer_id, datetime.now(UTC))
    except NotFound:
        raise _Refused("no customer has this id, number, address or name") from None
    except by_command.Several:
        raise _Refused("several customers have this name: take an id or a number") from None
    except AlreadyAnonymised:
        raise _Refused("anonymised already") from None
    except AlreadyAsked:
        raise _Refused("asked for already, and not decided") from None
    if dry.open:
        raise _Refused("has an open interaction")
    if dry.held:
        raise _Refused("a legal hold stands")
    return dry


async def _tenant(db: Database, tenant: str) -> Tenant:
    try:
        return await db.read(tenants.get, tenant)
    except tenants.NoSuchTenant:
        raise Failed(f"There is no tenant {tenant}, or more than one: take its Entra id.") from None


async def _ask(db: Database, tenant: str, customer_ids: Sequence[int]) -> tuple[int, int]:
    of_tenant = await _tenant(db, tenant)
    return await db.write(by_command.ask, of_tenant.id, customer_ids, datetime.now(UTC))


def _show(found: Sequence[tuple[Line, DryRun]], refused: Sequence[tuple[Line, str]]) -> None:
    for line, dry in found:
        counts = [f"{dry.counts[name]} {name}" for name in COUNTED]
        print(f"line {line.number}: {dry.title}: {', '.join(counts)}")  # noqa: T201  (what the operator asked for)
        for other in dry.namesakes:
            print(f"  another of the same name stays: {', '.join(other.identifiers[:2]) or other.id}")  # noqa: T201
    for line, why in refused:
        print(f"line {line.number}: refused: {why}")  # noqa: T201


def _confirm(count: int) -> None:
    if not sys.stdin.isatty():
        raise Failed("Nothing was changed. Repeat with --yes if you mean it.")
    Console().print(f"Ask the administrators to anonymise {count} for good? (y/N) ", end="")
    if input().strip().lower() not in ("y", "yes"):
        raise Failed("Nothing was changed.")


def _asked(asked: int, told: int, refused: int) -> str:
    story = f"{asked} asked for, {refused} refused. Nothing is changed until an administrator approves in chat: "
    if told:
        return story + f"{told} of them have been told."
    return story + "none has a chat with the bot yet; whoever does finds it by writing `erasures`."


async def _again(place: Place) -> str:
    became: Counter[str] = Counter()
    for line in reapply.lines(place.beside):
        became[await place.db.write(reapply.apply, place.beside, line, datetime.now(UTC))] += 1
    for _round in range(ROUNDS):
        await erasing.run(place)
        await asyncio.sleep(0.3)
    pending = await place.db.read(reapply.pending)
    parts = [f"{became[reapply.AGAIN]} anonymised again", f"{became[reapply.ALREADY]} were already"]
    if became[reapply.NEVER]:
        parts.append(f"{became[reapply.NEVER]} had been begun and never committed")
    if became[reapply.NO_TENANT]:
        parts.append(f"{became[reapply.NO_TENANT]} of tenants that are not set up")
    story = ", ".join(parts) + "."
    return story if not pending else f"{story} {pending} still have steps left: `aftercall serve` goes on with them."
