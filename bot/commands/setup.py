"""How does an operator declare tenants, services, people and roles?"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from bot.commands.failure import Failed
from bot.commands.setup_reading import read
from bot.commands.store import in_store
from storage import setup
from storage.database import Database
from storage.declarations import Change, Tenant
from storage.setup_services import UnknownPerson

_SIGNS: Final = {"add": ("+", "green"), "change": ("~", "yellow"), "remove": ("-", "red"), "spared": (" ", "dim")}


def set_up(file: Path, *, prune: bool, dry_run: bool, yes: bool) -> None:
    """Shows what is other than declared and makes it so; `yes` answers the only question that is ever asked."""
    declared = read(file)
    try:
        changes = in_store(lambda db: _run(db, declared, prune=prune, dry_run=dry_run, without_admin=yes))
    except setup.NoAdminLeft as exc:
        _confirm(str(exc))
        changes = in_store(lambda db: _run(db, declared, prune=prune, dry_run=dry_run, without_admin=True))
    except UnknownPerson as exc:
        raise Failed(f"Service {exc.service} names {exc.person}, who is not among the people of the tenant.") from None
    _conclude(changes, dry_run=dry_run)


async def _run(
    db: Database, declared: Sequence[Tenant], *, prune: bool, dry_run: bool, without_admin: bool
) -> list[Change]:
    changes = await db.write(setup.preview, declared, prune=prune, without_admin=without_admin)
    _show(changes)
    if dry_run or not any(change.kind != "spared" for change in changes):
        return changes
    return await db.write(setup.apply, declared, prune=prune, without_admin=without_admin)


def _confirm(tenant: str) -> None:
    if not sys.stdin.isatty():
        raise Failed(
            f"That would leave {tenant} without a tenant admin; nothing was changed. Repeat with --yes if you mean it."
        )
    Console().print(f"[red]That leaves {tenant} without a tenant admin.[/red] Go on? (y/N) ", end="")
    if input().strip().lower() not in ("y", "yes"):
        raise Failed("Nothing was changed.")


def _show(changes: Sequence[Change]) -> None:
    console = Console(highlight=False)
    for change in changes:
        sign, style = _SIGNS[change.kind]
        told = f"{sign} {change.tenant}: {change.what}"
        if change.kind == "change":
            told += f": {change.before} → {change.after}"
        console.print(Text(told, style=style), soft_wrap=True)


def _conclude(changes: Sequence[Change], *, dry_run: bool) -> None:
    done = sum(change.kind != "spared" for change in changes)
    spared = len(changes) - done
    if not done:
        story = "Nothing to change."
    elif dry_run:
        story = f"{done} to change; nothing was changed."
    else:
        story = f"{done} changed."
    print(story + (f" {spared} not declared stayed; --prune removes them." if spared else ""))  # noqa: T201
