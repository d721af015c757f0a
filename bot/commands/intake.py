"""How are interactions of the past loaded from a file?"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.commands.contact_files import Line, read
from bot.commands.failure import Failed
from bot.commands.rejections import Rejections
from bot.commands.store import in_store
from bot.doors.event_model import Refusal, checked
from storage import audit, events, tenants
from storage.database import Database
from storage.fold import Event

LINES_A_TRANSACTION: Final = 500


def load(file: Path, tenant: str | None) -> None:
    """Says what became of the lines. Fails if none could be taken, or when it was interrupted."""
    rejections = Rejections(file.with_name(f"{file.name}.rejected.ndjson"))
    try:
        with file.open("rb") as source, rejections:
            counts = in_store(lambda db: _Load(db, source, rejections).run(tenant))
    except KeyboardInterrupt:
        raise Failed("Interrupted. What was loaded stays: run the same command again to load the rest.") from None
    except OSError as exc:
        raise Failed(f"{exc.filename or file}: {os.strerror(exc.errno or 0)}.") from None
    story = f"{counts['accepted']:,} accepted, {counts['duplicate']:,} known already, {counts['rejected']:,} rejected"
    if counts["rejected"] and not counts["accepted"] + counts["duplicate"]:
        raise Failed(f"No line could be taken; {rejections.path} says why.")
    print(f"{story} (see {rejections.path})." if counts["rejected"] else f"{story}.")  # noqa: T201


class _Load:
    """One run over one file."""

    def __init__(self, db: Database, source: BinaryIO, rejections: Rejections) -> None:
        self._db = db
        self._source = source
        self._rejections = rejections
        self._tenants: dict[str, int] = {}  # by Entra id
        self._by_tenant: Counter[tuple[int, str]] = Counter()

    async def run(self, tenant: str | None) -> Counter[str]:
        """How many lines were `accepted`, `duplicate` and `rejected`."""
        default = await self._default(tenant)
        self._tenants = {each.entra_id: each.id for each in await self._db.read(tenants.list_all)}
        lines = read(self._source)
        try:
            with _bar() as bar:
                task = bar.add_task("", total=self._source.seek(0, os.SEEK_END) or None)
                self._source.seek(0)
                while part := list(islice(lines, LINES_A_TRANSACTION)):
                    await self._take(part, default)
                    bar.update(task, completed=self._source.tell(), description=f"{part[-1].number:,} lines")
        finally:
            await self._audit()
        return Counter({"rejected": self._rejections.count, **self._totals()})

    async def _default(self, tenant: str | None) -> str | None:
        try:
            return (await self._db.read(tenants.get, tenant)).entra_id if tenant else None
        except tenants.NoSuchTenant:
            raise Failed(f"There is no tenant {tenant}, or more than one: take its Entra id.") from None

    async def _take(self, part: Sequence[Line], default: str | None) -> None:
        """One transaction for each tenant that the lines name."""
        taken: dict[int, list[tuple[Line, Event]]] = {}
        for line in part:
            try:
                tenant_id, event = self._checked(line, default)
            except Refusal as exc:
                self._rejections.add(line.number, exc.field, exc.reason)
            else:
                taken.setdefault(tenant_id, []).append((line, event))
        for tenant_id, pairs in taken.items():
            answers = await self._db.write(events.accept, tenant_id, [event for _, event in pairs])
            for (line, _), answer in zip(pairs, answers, strict=True):
                self._note(tenant_id, line, answer)

    def _checked(self, line: Line, default: str | None) -> tuple[int, Event]:
        if line.refusal:
            raise line.refusal
        contact, event = checked(completed(line.said, default))
        if (tenant_id := self._tenants.get(contact.tenant_id.lower())) is None:
            raise Refusal("tenantId", "No such tenant is set up")
        return tenant_id, event

    def _note(self, tenant_id: int, line: Line, answer: str) -> None:
        status, _, reason = answer.partition(": ")
        if status == "rejected":
            self._rejections.add(line.number, None, reason)
        else:
            self._by_tenant[tenant_id, status] += 1

    def _totals(self) -> dict[str, int]:
        totals = {"accepted": 0, "duplicate": 0}
        for (_, status), count in self._by_tenant.items():
            totals[status] += count
        return totals

    async def _audit(self) -> None:
        for tenant_id in {tenant_id for tenant_id, _ in self._by_tenant}:
            counts = {status: count for (tenant, status), count in self._by_tenant.items() if tenant == tenant_id}
            await self._db.write(audit.by_command, tenant_id, "events.import", **counts)


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def completed(said: dict[str, Any], default_tenant: str | None) -> dict[str, Any]:
    """With what a list of contacts need not say. The same line always gets the same id: a repetition is harmless."""
    full = {name: value for name, value in said.items() if value not in (None, "")}
    full.setdefault("event", "terminated" if "terminated" in full else "updated")
    if moment := full.get("terminated") or full.get("created"):
        full.setdefault("occurredAt", moment)
    if default_tenant:
        full.setdefault("tenantId", default_tenant)
    if "eventId" not in full:
        content = json.dumps(full, sort_keys=True)
        full["eventId"] = f"import-{hashlib.sha256(content.encode()).hexdigest()[:40]}"
    return full
