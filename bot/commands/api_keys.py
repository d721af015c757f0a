"""How does an operator give a program a key, and take it away?"""

import sys
from datetime import datetime
from typing import Final

from rich.console import Console
from rich.table import Table

from bot.commands.failure import Failed
from bot.commands.store import in_store
from storage import keys, services, tenants
from storage.database import Database
from storage.keys import Key

_WIDE: Final = 200  # columns, where the list goes into a file or another program


def create(tenant: str, door: str, service: str | None) -> None:
    """The key alone goes to stdout, so that it can be passed on."""
    print(in_store(lambda db: _create(db, tenant, door, service)))  # noqa: T201
    print("This key is shown once: keep it now.", file=sys.stderr)  # noqa: T201


def show_all() -> None:
    table = Table("Key", "Tenant", "For", "Service", "Created", "Revoked", box=None, pad_edge=False)
    for key in in_store(lambda db: db.read(keys.list_all)):
        table.add_row(*_cells(key))
    console = Console() if sys.stdout.isatty() else Console(width=_WIDE)
    console.print(table)


def revoke(name: str) -> None:
    try:
        revoked = in_store(lambda db: db.write(keys.revoke, name))
    except keys.NoSuchKey:
        raise Failed("There is no such key; `aftercall api-key list` shows them all.") from None
    print("Revoked." if revoked else "It was revoked before.")  # noqa: T201


async def _create(db: Database, tenant: str, door: str, service: str | None) -> str:
    try:
        tenant_id = (await db.read(tenants.get, tenant)).id
        service_id = (await db.read(services.get, tenant_id, service)).id if service else None
    except tenants.NoSuchTenant:
        raise Failed(f"There is no tenant {tenant}, or more than one: take its Entra id.") from None
    except services.NoSuchService:
        raise Failed(f"{tenant} has no service {service}, or more than one: take its serviceId.") from None
    return await db.write(keys.create, tenant_id, door, service_id)


def _cells(key: Key) -> tuple[str, ...]:
    return (
        key.name,
        key.tenant_name,
        key.door,
        key.service_name or "all",
        _minute(key.created_at),
        _minute(key.revoked_at) if key.revoked_at else "",
    )


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
