"""With which keys may one try the doors of the demo?"""

import asyncio
import json
import os
from pathlib import Path
from typing import Final

from bot.demo.cast import TENANT_NAMES
from storage import keys, tenants
from storage.database import Database, open_database

_FILE: Final = "demo-keys.json"  # the demo says its keys at every start, so it must know them


def of_demo(database_url: str, data_dir: Path) -> dict[tuple[str, str], str]:
    """(door, tenant's Entra id) → key. The same at every start, unless one was revoked."""
    file = data_dir / _FILE
    remembered = _remembered(file)
    found = asyncio.run(_valid(database_url, remembered))
    if found != remembered:
        _remember(file, found)
    return found


async def _valid(database_url: str, remembered: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    db = open_database(database_url)
    try:
        return {
            (door, tenant): await _valid_key(db, door, tenant, remembered.get((door, tenant), ""))
            for tenant in TENANT_NAMES
            for door in keys.DOORS
        }
    finally:
        await db.close()


async def _valid_key(db: Database, door: str, tenant: str, text: str) -> str:
    known = await db.read(keys.find, text, door)
    if known is not None and known.tenant == tenant:
        return text
    return await db.write(keys.create, (await db.read(tenants.get, tenant)).id, door)


def _remembered(file: Path) -> dict[tuple[str, str], str]:
    try:
        lines = json.loads(file.read_text("utf-8"))
        return {(door, tenant): str(text) for door, tenant, text in lines}
    except (FileNotFoundError, ValueError, TypeError):
        return {}


def _remember(file: Path, found: dict[tuple[str, str], str]) -> None:
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as private:
        json.dump([[door, tenant, text] for (door, tenant), text in found.items()], private)
