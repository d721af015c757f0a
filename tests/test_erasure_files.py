"""Do files that name the customer go too, when they are about somebody else or about nobody?"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import erasing
from bot.erasing import NotYet
from dialogs import export_jobs as jobs
from storage import exports
from storage.audit_pages import Wanted as OfLog
from storage.database import Database
from storage.delivery_tables import outbox
from storage.erasure import records, requests
from storage.erasure_tables import erasures
from storage.export_contents import Wanted
from storage.export_tables import exports as table
from storage.export_writing import keep
from storage.exports import About, ErasedMeanwhile
from storage.ids import new_id
from tests.canaries import NAME, World, a_world
from tests.downloads import address_of, code_of, fetches, sends
from tests.erasures import CHAT, customer_of, finish, hurry, place
from tests.exporting import EVERYTHING, House
from tests.talk import Answer, Person
from tests.talk import words as read
from tests.test_erasure_talk import asked, shown_to
from tests.test_export_formats import of_sheet
from tests.test_export_jobs import Dying
from tests.test_export_talk import ready
from tests.told import START

GONE = ("expired", "erased", None)
OF_LOG = OfLog(since=START, until=datetime(2100, 1, 1, tzinfo=UTC))


@pytest.fixture
async def world(store: Database, tmp_path: Path) -> World:
    return await a_world(store, tmp_path)


@pytest.fixture
def house(world: World) -> House:
    files = place(world.store, world.folder).files
    return House(world.store, world.team.tenant_id, files, world.team.support, world.team.support)


async def of_holt(world: World) -> Wanted:
    holt = await world.store.read(customer_of, world.team.tenant_id, "r1")
    return exports_of(customer_id=holt)


def exports_of(**more: Any) -> Wanted:
    return type(EVERYTHING)(**{**vars(EVERYTHING), **more})


async def rows(world: World) -> list[Any]:
    """Of the files that Adam has asked for."""
    return [row for row in await world.team.rows(table) if row.person_id == world.adam.person_id]


async def told_of(world: World) -> int:
    """How many files Adam is told to ask for again."""
    query = select(outbox.c.content).where(outbox.c.kind == "export", outbox.c.person_id == world.adam.person_id)
    return [c["state"] for c in await world.store.read(lambda db: db.execute(query).scalars().all())].count("expired")


async def test_every_waiting_file_that_could_name_the_customer_goes_and_its_owner_is_told(
    world: World, house: House
) -> None:
    """Somebody else's, a service's, the audit log's; packed or not."""
    for wanted in (await of_holt(world), EVERYTHING, OF_LOG):
        for file_format in ("csv", "xlsx", "json"):
            await house.asks_for(wanted, "adam", file_format)
            raw = await house.makes()
            assert NAME in (str(of_sheet(raw)) if file_format == "xlsx" else raw.decode())
    found, _card, _alone = await world.store.write(
        requests.preview, world.adam, world.customer_id, CHAT, datetime.now(UTC)
    )
    assert found.counts["exports"] == 9 + 2
    complete = await finish(place(world.store, world.folder), await world.approved())
    assert complete.counts["exports"] == 9 + 2
    assert [(row.state, row.error, row.file) for row in await rows(world)] == [GONE] * 9
    assert house.lying_there() == []
    assert await told_of(world) == 9
    assert all(row.kind != "customer" or row.error == "erased" for row in await world.team.rows(table))


@pytest.mark.parametrize("answers", [3, 4, 8])
async def test_one_that_is_being_made_with_the_name_in_it_ends(
    world: World, house: House, answers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "ROWS_A_READ", 1)
    monkeypatch.setattr(jobs, "SETTLED_SECONDS", -1.0)
    where = place(world.store, world.folder)
    await house.claims(late=True)  # the customer's own, which nobody makes any more
    await house.asks_for(EVERYTHING, "adam")

    class Slow(Dying):
        """While it waits for this answer, the customer is erased."""

        async def _answer(self, ask: Any, *args: Any, **kwargs: Any) -> Any:
            self._alive -= 1
            if self._alive == 0:
                await finish(where, await world.approved())
            return await ask(*args, **kwargs)

    assert await house.makes(db=Slow(world.store, answers)) == b""
    assert [(row.state, row.error, row.file) for row in await rows(world)] == [GONE]
    assert (await world.tables(), world.on_disk(), await told_of(world)) == (set(), set(), 1)


async def test_one_that_was_begun_before_everything_was_searched_goes_and_a_later_one_names_nobody(
    world: World, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the approval Holt's notes still say it for a while."""
    where, searching = place(world.store, world.folder), erasing.STEPS["search"]

    async def not_yet(_job: erasing.Job) -> dict[str, Any]:
        raise NotYet("search")

    monkeypatch.setattr(erasing, "STEPS", {**erasing.STEPS, "search": not_yet})
    erasure = await world.approved()
    await world.store.write(hurry)
    await erasing.run(where)
    await house.asks_for(await of_holt(world), "adam")
    assert NAME in (await house.makes()).decode()
    await house.asks_for(EVERYTHING, "adam")
    monkeypatch.setattr(erasing, "STEPS", {**erasing.STEPS, "search": searching})
    await finish(where, erasure)
    assert [(row.state, row.error, row.file) for row in await rows(world)] == [GONE] * 2
    assert (house.lying_there(), await told_of(world)) == ([], 2)
    await house.asks_for(await of_holt(world), "adam")
    assert b"Anonymized on Request" in await house.makes()
    assert (world.on_disk(), (await rows(world))[-1].state) == (set(), "done")


async def test_one_that_was_begun_in_time_and_is_seen_only_at_the_end_goes_too(world: World, house: House) -> None:
    """Its transaction took longer than the search, or both fell into the same second."""

    def dies(point: str) -> None:
        if point == "proof begins":
            raise RuntimeError(point)

    erasure = await world.approved()
    for _round in range(3):
        await world.store.write(hurry)
        await erasing.run(place(world.store, world.folder, crash=dies))
    now = await world.store.read(records.get, erasure.tenant_id, erasure.id)
    assert now.steps["waiting"] == {"step": "proof", "why": "failed"}
    await house.asks_for(await of_holt(world), "adam")
    await house.makes()
    await house.asks_for(EVERYTHING, "adam")
    begun = datetime.fromisoformat(now.steps["search"]["at"])
    await world.store.write(lambda db: db.execute(update(table).values(created_at=begun)) and None)
    await finish(place(world.store, world.folder), erasure)
    assert [(row.state, row.error, row.file) for row in await rows(world)] == [GONE] * 2
    assert (house.lying_there(), await told_of(world)) == ([], 2)


async def test_what_a_turn_has_read_before_everything_was_searched_becomes_no_file_afterwards(
    world: World, house: House
) -> None:
    await finish(place(world.store, world.folder), await world.approved())
    past = datetime.now(UTC) - timedelta(hours=1)
    await world.store.write(lambda db: db.execute(update(erasures).values(closed_at=past)) and None)
    about = About(kind="trace", format="json", file_name="trace-1.json", services=None, holds_customers=True)
    made = keep(house.files, NAME.encode(), {})
    with pytest.raises(ErasedMeanwhile):
        await world.store.write(exports.add_made, world.adam, new_id(), about, made, "0" * 64)


async def test_whose_file_it_was_is_told_and_asks_again(adam: Person, anna: Person, olga: Person) -> None:
    await anna.says("hi")
    await olga.says("export support as json")
    file = await ready(olga)
    assert "Dorain Gray" in (await fetches(olga, file)).text
    await asked(adam)
    request = await shown_to(anna, "Adam Admin asks to anonymise this customer for good")
    await anna.presses(Answer(200, None, [request]), "Approve", name="Dorain Gray")
    over = await shown_to(olga, "A customer was anonymised, and this file may have named them")
    assert (over.method, over.activity_id) == ("PUT", file.received[0].activity_id)
    assert "Nothing to fetch here" in (await sends(olga, address_of(file), code_of(file))).text
    assert "deleted, for somebody was anonymised" in "\n".join(read((await olga.says("exports")).card))
    await shown_to(adam, "finds no trace of this customer")
    olga.connector.received.clear()
    await olga.presses(Answer(200, None, [over]), "Run it again")
    body = (await fetches(olga, await ready(olga))).text
    assert "Dorain Gray" not in body
    assert "Anonymized on Request" in body
