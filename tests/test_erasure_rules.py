"""May one person alone forget a customer, and what may come between the asking and the approval?"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, text
from sqlalchemy.util import await_only

from storage import holds, merging
from storage.access import NotAnAdmin, NotFound, Scope
from storage.database import Database
from storage.erasure import approval, records, requests
from storage.erasure.approval import AskedInCompany, AskerLeft, Changed, TooEarly, WrongName
from storage.erasure.beside import Beside
from storage.erasure.records import AlreadyAnonymised
from storage.erasure.requests import AlreadyAsked, IsTheAsker, NotOpen, NotPossible, NotTheAsker, Seen
from storage.tables import events, roles
from tests.erasures import CHAT, HERS, NOW, an_admin, customer_of, scope
from tests.test_erasure import rows_of
from tests.test_erasure_killed import stands
from tests.told import START, a_tenant, tell, told

GRAY: Any = {"customerName": "Dorain Gray", "callerTelNumber": "+41446681234"}
HOLT: Any = {"customerName": "Raymond Holt", "callerTelNumber": "+41791234567"}
OVER: Any = {"terminated": START.isoformat()}


@dataclass
class Case:
    """Adam asks to forget Dorain Gray, Anna decides; Fiona administers another tenant."""

    store: Database
    beside: Beside
    tenant_id: int
    adam: Scope
    anna: Scope
    fiona: Scope
    gray: int

    async def ask(self, now: datetime = NOW) -> Seen:
        return (await self.store.write(requests.ask, self.adam, self.gray, CHAT, now))[0]

    async def look(self, asked: Seen, now: datetime = NOW) -> Seen:
        return (await self.store.write(requests.look, self.anna, asked.erasure.id, HERS, now))[0]

    async def approve(
        self, asked: Seen, by: Scope | None = None, typed: str = "Dorain Gray", now: datetime = NOW
    ) -> records.Erasure:
        """On the figures that were shown when it was asked."""
        assert asked.found is not None
        seen = asked.found.fingerprint
        return await self.store.write(
            approval.approve, by or self.anna, self.beside, asked.erasure.id, typed, seen, now
        )

    async def refused(self, why: type[Exception], asked: Seen, **how: Any) -> None:
        """And nothing has changed: not the customer, not the request, nothing beside the database."""
        before = await self.store.read(stands)
        with pytest.raises(why):
            await self.approve(asked, **how)
        assert await self.store.read(stands) == before
        assert list(self.beside.lines()) == []
        assert not (self.beside.folder / "erasures").exists()

    async def leaves(self, who: Scope) -> None:
        await self.store.write(lambda db: db.execute(delete(roles).where(roles.c.person_id == who.person_id)) and None)

    async def calls(self, task: str, who: Any = GRAY, **said: Any) -> None:
        await tell(self.store, self.tenant_id, told(task, **who, **said))


@pytest.fixture
async def case(store: Database, tmp_path: Path) -> Case:
    tenant_id = await a_tenant(store)
    fabrikam = await a_tenant(store, "Fabrikam", "DE")
    adam, anna = await an_admin(store, tenant_id, "Adam"), await an_admin(store, tenant_id, "Anna")
    await tell(store, tenant_id, told("g1", **GRAY, **OVER), told("h1", minute=1, **HOLT, **OVER))
    gray = await store.read(customer_of, tenant_id, "g1")
    fiona = await an_admin(store, fabrikam, "Fiona")
    return Case(store, Beside(tmp_path), tenant_id, adam, anna, fiona, gray)


async def test_two_people_forget_a_customer(case: Case) -> None:
    asked = await case.ask()
    done = await case.approve(asked)
    assert (done.state, done.asked_by, done.closed_by) == ("pending", "Adam", "Anna")
    assert await case.store.read(stands) == {done.id: ("pending", False)}
    with pytest.raises(AlreadyAnonymised):
        await case.ask()
    with pytest.raises(NotOpen):
        await case.approve(asked)


async def test_nobody_approves_what_they_have_asked_for(case: Case) -> None:
    await case.refused(IsTheAsker, await case.ask(), by=case.adam)


async def test_who_is_no_admin_and_who_is_another_tenants_learn_nothing(case: Case) -> None:
    asked = await case.ask()
    owner = scope(case.tenant_id, case.anna.person_id, "service_owner")
    await case.refused(NotAnAdmin, asked, by=owner)
    await case.refused(NotFound, asked, by=case.fiona)


async def test_the_name_is_typed_as_it_stands_there(case: Case) -> None:
    asked = await case.ask()
    for typed in ("Dorian Gray", "dorain gray", "Dorain", "+41 44 668 12 34", ""):
        await case.refused(WrongName, asked, typed=typed)
    assert (await case.approve(asked, typed=" Dorain  Gray ")).state == "pending"


@pytest.mark.parametrize("typed", ["044 668 12 99", "0041446681299"])
async def test_a_number_without_a_name_is_typed_in_any_way(case: Case, typed: str) -> None:
    await case.calls("n1", {"callerTelNumber": "+41446681299"}, **OVER)
    case.gray = await case.store.read(customer_of, case.tenant_id, "n1")
    asked = await case.ask()
    await case.refused(WrongName, asked, typed="044 668 12 98")
    assert (await case.approve(asked, typed=typed)).state == "pending"


async def test_the_only_admin_waits_a_day(case: Case) -> None:
    await case.leaves(case.anna)
    asked = await case.ask()
    await case.refused(TooEarly, asked, by=case.adam, now=NOW + timedelta(hours=23, minutes=59))
    assert (await case.approve(asked, by=case.adam, now=NOW + timedelta(hours=24))).state == "pending"


async def test_who_is_not_alone_any_more_after_a_day_approves_nothing(case: Case) -> None:
    await case.leaves(case.anna)
    asked = await case.ask()
    await an_admin(case.store, case.tenant_id, "Cora")
    await case.refused(IsTheAsker, asked, by=case.adam, now=NOW + timedelta(days=2))


async def test_who_asked_in_company_and_is_alone_since_asks_again(case: Case) -> None:
    asked = await case.ask()
    await case.leaves(case.anna)
    await case.refused(AskedInCompany, asked, by=case.adam, now=NOW + timedelta(days=2))
    await case.store.write(requests.withdraw, case.adam, asked.erasure.id, NOW)
    again = await case.ask(NOW)
    assert again.erasure.not_before == NOW + timedelta(hours=24)


async def test_what_an_admin_asked_who_is_none_any_more_is_not_approved(case: Case) -> None:
    asked = await case.ask()
    await case.leaves(case.adam)
    await case.refused(AskerLeft, asked)


async def test_more_than_was_shown_is_not_erased_unseen(case: Case) -> None:
    asked = await case.ask()
    await case.calls("g2", minute=5, **OVER)
    await case.refused(Changed, asked)
    seen = await case.look(asked)
    assert seen.changed
    assert (await case.approve(seen)).counts["interactions"] == 2


async def test_a_hold_set_meanwhile_stops_it_until_it_is_lifted(case: Case) -> None:
    asked = await case.ask()
    await case.store.write(holds.place, case.anna, case.gray, "a lawsuit", HERS)
    await case.refused(NotPossible, asked)
    with pytest.raises(AlreadyAsked):
        await case.ask()
    await case.store.write(holds.lift, case.anna, case.gray, HERS)
    assert (await case.approve(asked)).state == "pending"


async def test_an_interaction_that_is_open_stops_it_until_a_day_has_passed(case: Case) -> None:
    now = START + timedelta(hours=1)
    await case.calls("g2", kind="connected", minute=5)
    with pytest.raises(NotPossible):
        await case.ask(now)
    asked = await case.ask(START + timedelta(hours=24, minutes=6))
    await case.refused(NotPossible, asked, now=now)
    assert (await case.approve(asked, now=START + timedelta(hours=24, minutes=6))).state == "pending"


async def test_only_who_has_asked_withdraws_and_only_another_declines(case: Case) -> None:
    asked = await case.ask()
    with pytest.raises(NotTheAsker):
        await case.store.write(requests.withdraw, case.anna, asked.erasure.id, NOW)
    with pytest.raises(IsTheAsker):
        await case.store.write(requests.decline, case.adam, asked.erasure.id, NOW)
    with pytest.raises(NotFound):
        await case.store.write(requests.decline, case.fiona, asked.erasure.id, NOW)
    await case.store.write(requests.withdraw, case.adam, asked.erasure.id, NOW)
    await case.refused(NotOpen, asked)
    again = await case.ask()
    await case.store.write(requests.decline, case.anna, again.erasure.id, NOW)
    await case.refused(NotOpen, again)
    with pytest.raises(NotOpen):
        await case.store.write(requests.withdraw, case.adam, again.erasure.id, NOW)


async def test_a_request_for_somebody_who_was_merged_into_another_is_void(case: Case) -> None:
    holt = await case.store.read(customer_of, case.tenant_id, "h1")
    asked = await case.ask()
    await case.store.write(merging.merge, case.anna, holt, case.gray, holt, str, HERS)
    with pytest.raises(NotOpen):
        await case.approve(asked)
    assert (await case.store.read(records.get, case.tenant_id, asked.erasure.id)).state == "void"


async def test_a_request_for_somebody_with_whom_another_was_merged_shows_both(case: Case) -> None:
    holt = await case.store.read(customer_of, case.tenant_id, "h1")
    asked = await case.ask()
    await case.store.write(merging.merge, case.anna, case.gray, holt, case.gray, str, HERS)
    await case.refused(Changed, asked)
    done = await case.approve(await case.look(asked))
    assert (done.counts["interactions"], done.counts["identifiers"]) == (2, 2)
    with pytest.raises(AlreadyAnonymised):
        await case.store.write(merging.own, case.anna, case.gray, str, HERS)


async def test_a_request_for_somebody_who_was_split_shows_who_is_left(case: Case) -> None:
    holt = await case.store.read(customer_of, case.tenant_id, "h1")
    await case.store.write(merging.merge, case.anna, case.gray, holt, case.gray, str, HERS)
    asked = await case.ask()
    chosen = ["phone:41791234567"]
    await case.store.write(merging.split, case.anna, case.gray, chosen, "Raymond Holt", str, HERS)
    await case.refused(Changed, asked)
    done = await case.approve(await case.look(asked))
    assert (done.counts["interactions"], done.counts["identifiers"]) == (1, 1)


async def test_of_two_who_approve_at_once_one_does(case: Case) -> None:
    cora = await an_admin(case.store, case.tenant_id, "Cora")
    asked = await case.ask()
    became = await asyncio.gather(
        *(case.approve(asked, by=who) for who in (case.anna, cora) * 3), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in became) == ["Erasure", *["NotOpen"] * 5]
    assert [line["what"] for line in case.beside.lines()] == ["begun"]


@pytest.mark.parametrize("again", range(2))
async def test_an_approval_and_a_withdrawal_at_once_do_not_both_happen(case: Case, again: int) -> None:
    asked = await case.ask()
    both = [case.approve(asked), case.store.write(requests.withdraw, case.adam, asked.erasure.id, NOW)]
    became = await asyncio.gather(*(both if again % 2 else reversed(both)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in became) == ["Erasure", "NotOpen"]
    [(state, known)] = (await case.store.read(stands)).values()
    assert (state, known) in (("pending", False), ("withdrawn", True))


@pytest.mark.parametrize("again", range(2))
async def test_an_approval_and_a_hold_at_once_do_not_both_happen(case: Case, again: int) -> None:
    asked = await case.ask()
    both = [case.approve(asked), case.store.write(holds.place, case.anna, case.gray, "a lawsuit", HERS)]
    became = await asyncio.gather(*(both if again % 2 else reversed(both)), return_exceptions=True)
    [(state, _known)] = (await case.store.read(stands)).values()
    held = await case.store.read(holds.standing, case.tenant_id, case.gray)
    assert (state, held is None) in (("pending", True), ("asked", False))
    assert {type(each) for each in became} & {NotPossible, AlreadyAnonymised}


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_a_hold_that_is_just_being_set_is_waited_for(case: Case) -> None:
    """SQLite has one writer anyway."""
    asked, placed, go_on = await case.ask(), asyncio.Event(), asyncio.Event()

    def place(db: Connection) -> None:
        holds.place(db, case.anna, case.gray, "a lawsuit", HERS)
        placed.set()
        await_only(go_on.wait())

    setting = asyncio.create_task(case.store.write(place))
    await placed.wait()
    approving = asyncio.create_task(case.approve(asked))
    while not await case.store.read(lambda db: db.execute(_WAITING).scalar_one()):
        assert not approving.done()
    go_on.set()
    await setting
    with pytest.raises(NotPossible):
        await approving


_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


async def test_events_that_come_in_while_it_is_approved_say_nothing_afterwards(case: Case, tmp_path: Path) -> None:
    asked = await case.ask()
    later = [case.calls("g1", kind="updated", minute=9 + n, event_id=f"late-{n}", note="Dorain Gray") for n in range(8)]
    await asyncio.gather(*later[:4], case.approve(asked), *later[4:])
    assert await case.store.read(stands) == {asked.erasure.id: ("pending", False)}

    assert "Dorain" not in str(await case.store.read(rows_of, events))


async def test_of_two_who_ask_at_once_one_does_and_the_other_sees_it(case: Case) -> None:
    asking = [case.store.write(requests.ask, who, case.gray, CHAT, NOW) for who in (case.adam, case.anna) * 2]
    became = await asyncio.gather(*asking, return_exceptions=True)
    assert sorted(type(each).__name__ for each in became) == [*["AlreadyAsked"] * 3, "tuple"]
    assert len(await case.store.read(stands)) == 1


@pytest.mark.parametrize("again", range(2))
async def test_an_approval_and_a_merging_at_once_do_not_both_happen(case: Case, again: int) -> None:
    holt = await case.store.read(customer_of, case.tenant_id, "h1")
    asked = await case.ask()
    both = [case.approve(asked), case.store.write(merging.merge, case.anna, holt, case.gray, holt, str, HERS)]
    became = await asyncio.gather(*(both if again else reversed(both)), return_exceptions=True)
    state = (await case.store.read(records.get, case.tenant_id, asked.erasure.id)).state
    assert (state, {type(each) for each in became if isinstance(each, Exception)}) in (
        ("pending", {AlreadyAnonymised}),
        ("void", {NotOpen}),
    )
