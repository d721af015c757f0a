"""Does a file of the audit log come about whole, whatever happens on the way?"""

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from dialogs import export_jobs as jobs
from storage import audit, customers, exports
from storage.access import NotAnAdmin
from storage.audit_pages import Wanted
from storage.database import Database
from storage.exports import Export
from tests.exporting import ADMIN, AGENT, HERE, OWNER, House, a_house
from tests.test_export_jobs import Dying, PowerCut, comparable, dismiss
from tests.told import tell, told

EVER = Wanted(since=datetime(2020, 1, 1, tzinfo=UTC), until=datetime(2100, 1, 1, tzinfo=UTC))
HELD = Wanted(since=EVER.since, until=EVER.until, kind="erasures")
FORMATS = ("csv", "xlsx", "json")
CALLS = 2 + 1 + 6 + 6 + 1  # subject and count, counted; reads and steps; finished


@pytest.fixture
async def house(store: Database, tmp_path: Path) -> House:
    """With thirty rows of one kind in its log."""
    made = await a_house(store, tmp_path)
    scope, one = await made.scope(ADMIN), await made.customer_id()

    def fill(db: Any) -> None:
        for _ in range(30):
            audit.record(db, scope, "hold.placed", "customer", one)

    await store.write(fill)
    return made


@pytest.fixture
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven rows a read, each read durable."""
    monkeypatch.setattr(jobs, "ROWS_A_READ", 7)
    monkeypatch.setattr(jobs, "SETTLED_SECONDS", -1.0)


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.usefixtures("in_small_steps")
async def test_wherever_its_maker_dies_the_file_comes_out_the_same(house: House, file_format: str) -> None:
    await house.asks_for(HELD, file_format=file_format)
    whole = await house.makes()
    for alive in range(1, CALLS + 1):
        await house.asks_for(HELD, file_format=file_format)
        with pytest.raises(PowerCut) if alive < CALLS else nullcontext():
            await house.makes(db=Dying(house.store, alive))
        if alive < CALLS:
            again = await house.claims(late=True)
            assert again.position.rows > 0 or alive < 5
            assert comparable(await house.makes(again), file_format) == comparable(whole, file_format)


@pytest.mark.usefixtures("in_small_steps")
async def test_it_holds_what_was_there_when_it_was_asked_for_the_newest_first(house: House) -> None:
    export = await house.asks_for(EVER, file_format="json")
    scope = await house.scope(ADMIN)

    def set_privacy(db: Any) -> None:
        audit.record(db, scope, "privacy.set")

    class Busy(Dying):
        """Something is done with every step."""

        async def _answer(self, ask: Any, *args: Any, **kwargs: Any) -> Any:
            answer = await ask(*args, **kwargs)
            await self._store.write(set_privacy)
            return answer

    rows = [orjson.loads(line) for line in (await house.makes(db=Busy(house.store, 0))).splitlines()]
    assert [row["action"] for row in rows[-31:-1]] == ["hold.placed"] * 30
    asked = next(n for n, row in enumerate(rows) if row["action"] == "export.asked")
    assert {row["action"] for row in rows[:asked]} <= {"privacy.set"}
    positions = [int(row["position"]) for row in rows]
    assert positions == sorted(positions, reverse=True)
    assert (await house.row(export)).kind == "audit"


async def test_only_an_admin_gets_one(house: House) -> None:
    for who in (OWNER, AGENT):
        with pytest.raises(NotAnAdmin):
            await house.asks_for(EVER, who)


async def failed(house: House, export: Export) -> tuple[Any, ...]:
    row = await house.row(export)
    return row.state, row.error, row.file, house.lying_there()


@pytest.mark.usefixtures("in_small_steps")
async def test_who_is_no_admin_any_more_gets_none_and_half_of_it_is_removed(house: House) -> None:
    export = await house.asks_for(HELD)

    class Dismissing(Dying):
        async def _answer(self, ask: Any, *args: Any, **kwargs: Any) -> Any:
            if self._alive == 0:
                await self._store.write(dismiss)
            self._alive -= 1
            return await ask(*args, **kwargs)

    await house.makes(db=Dismissing(house.store, 5))
    assert await failed(house, export) == ("failed", "rights", None, [])


@pytest.mark.usefixtures("in_small_steps")
async def test_one_that_is_stopped_goes_no_further_and_leaves_nothing(house: House) -> None:
    export = await house.asks_for(HELD)
    with pytest.raises(PowerCut):
        await house.makes(db=Dying(house.store, 6))
    [half, *_] = house.lying_there()
    name = await house.store.write(exports.cancel, await house.scope(ADMIN), export.id)
    assert half.name.startswith(str(name))
    house.files.remove(str(name))
    assert await failed(house, export) == ("cancelled", None, None, [])
    await house.asks_for(HELD)


async def test_names_are_those_of_the_moment_at_which_a_page_is_read(house: House) -> None:
    one = await house.customer_id()
    await house.store.write(customers.open_card, await house.scope(ADMIN), one, HERE)
    await house.asks_for(Wanted(since=EVER.since, until=EVER.until, customer_id=one), file_format="json")
    renamed = {"callerTelNumber": "+41791234567", "customerName": "Ray Holt"}
    await tell(house.store, house.tenant_id, told("later", minute=70, **renamed))
    raw = await house.makes()
    assert b'"about":"Ray Holt"' in raw
    assert b"Raymond" not in raw
