"""Is each of a thousand interactions concluded once, whatever arrives, how often, and in which process?"""

import asyncio
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, text

from storage import conclusions, forms
from storage.access import Scope
from storage.conclusions import AlreadyConcluded
from storage.database import Database, open_database
from storage.delivery_tables import sent_cards
from storage.sent_cards import WRAPUP, Place
from tests.team import Team, a_team, ended
from tests.told import tell

INTERACTIONS = int(os.environ.get("AFTERCALL_TEST_RACES", "250"))  # 1,000 for the proof
AT_ONCE = 100  # submissions, of 25 calls
_FORK = multiprocessing.get_context("forkserver")

Submission = tuple[int, Scope, list[int], list[str]]


@pytest.fixture
async def team(store: Database) -> Team:
    return await a_team(store)


async def calls_of(team: Team, count: int) -> list[int]:
    tasks = [f"race-{number}" for number in range(count)]
    for part in parts(tasks, 250):
        await tell(team.store, team.tenant_id, *(ended(task, 1) for task in part))
    return [await team.id_of(task) for task in tasks]


def four_ways(team: Team, calls: Sequence[int]) -> list[Submission]:
    """Four different submissions for each call, in any order but close together."""
    ids = team.ids
    choices: list[tuple[Scope, list[int], list[str]]] = [
        (team.ann, ids("Resolved"), []),
        (team.ann, ids("Escalated", "Outage"), ["vip"]),
        (team.bob, ids("Resolved"), []),
        (team.admin, ids("Callback"), ["router"]),
    ]
    random, wanted = Random(3), []
    for part in parts(calls, AT_ONCE // len(choices)):
        together = [(call, *choice) for call in part for choice in choices]
        random.shuffle(together)
        wanted += together
    return wanted


Answer = tuple[int, str]
"""The call, and who had won it; "" for the winner."""


async def submit(store: Database, wanted: Sequence[Submission]) -> list[Answer]:

    async def one(call: int, who: Scope, codes: list[int], tags: list[str]) -> Answer:
        try:
            await store.write(conclusions.conclude, who, call, codes, tags, datetime.now(UTC))
        except AlreadyConcluded as exc:
            return call, exc.receipt.person or "somebody"
        return call, ""

    return [answer for part in parts(wanted, AT_ONCE) for answer in await asyncio.gather(*(one(*e) for e in part))]


async def one_winner_each(team: Team, calls: Sequence[int], answers: Sequence[Answer]) -> None:
    winners = [call for call, lost_to in answers if lost_to == ""]
    assert sorted(winners) == sorted(calls)
    assert len([1 for _call, lost_to in answers if lost_to]) == 3 * len(calls), "each loser learns who has won"
    heads, picked, tagged = await team.concluded()
    assert sorted(row.interaction_id for row in heads) == sorted(calls)
    assert sorted(row.subject_id for row in await team.audited("interaction.concluded")) == sorted(calls)
    by_call = {row.interaction_id: row for row in heads}
    for call in calls:
        codes = sorted(row.code_id for row in picked if row.interaction_id == call)
        tags = [row.tag for row in tagged if row.interaction_id == call]
        assert by_call[call].fingerprint == conclusions.fingerprint(codes, tags), "nothing of two is mixed"


@pytest.mark.timeout(600)
async def test_of_four_who_submit_at_once_one_wins_each_call(team: Team) -> None:
    calls = await calls_of(team, INTERACTIONS)
    await one_winner_each(team, calls, await submit(team.store, four_ways(team, calls)))


@pytest.mark.timeout(600)
async def test_of_four_who_submit_in_two_processes_one_wins_each_call(team: Team, store_url: str) -> None:
    calls = await calls_of(team, INTERACTIONS)
    wanted = four_ways(team, calls)
    at_once, answers = _FORK.Barrier(2), _FORK.SimpleQueue()
    processes = [_FORK.Process(target=elsewhere, args=(store_url, half, at_once, answers)) for half in halves(wanted)]
    for process in processes:
        process.start()
    both = [answer for _ in processes for answer in await asyncio.to_thread(answers.get)]
    for process in processes:
        await asyncio.to_thread(process.join)
    await one_winner_each(team, calls, both)


async def test_who_only_looks_before_writing_concludes_twice(team: Team) -> None:
    """The control: the tests above can fail."""
    await team.store.write(lambda db: db.execute(text("CREATE TABLE naive (call_id BIGINT, who BIGINT)")) and None)
    calls = await calls_of(team, 40)

    async def naive(call: int, who: Scope) -> None:
        if not await team.store.read(_naive, call):
            await team.store.write(_conclude_naively, call, who.person_id)

    await asyncio.gather(*(naive(call, who) for call in calls for who in (team.ann, team.bob, team.admin)))
    assert any([await team.store.read(_naive, call) > 1 for call in calls])


async def test_a_card_that_is_shown_while_somebody_concludes_turns_into_the_receipt(team: Team) -> None:
    calls = await calls_of(team, 60)

    async def show(call: int) -> None:
        with suppress(AlreadyConcluded):
            await team.store.write(forms.open_form, team.bob, call, Place("a:bob", None), team.now)

    await asyncio.gather(*(each for call in calls for each in (show(call), team.concludes(team.ann, call, "Resolved"))))
    shown = {row.id for row in await team.rows(sent_cards) if row.kind == WRAPUP}
    assert shown
    assert {int(row.content["card"]) for row in await team.messages("receipt")} == shown


def _naive(db: Connection, call: int) -> int:
    return int(db.execute(text("SELECT count(*) FROM naive WHERE call_id = :call"), {"call": call}).scalar_one())


def _conclude_naively(db: Connection, call: int, who: int) -> None:
    db.execute(text("INSERT INTO naive VALUES (:call, :who)"), {"call": call, "who": who})


def parts(every: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (every[start : start + size] for start in range(0, len(every), size))


def halves(wanted: list[Submission]) -> tuple[list[Submission], list[Submission]]:
    return wanted[::2], wanted[1::2]


def elsewhere(url: str, wanted: list[Submission], at_once: Any, answers: Any) -> None:
    """In a process of its own."""

    async def run() -> list[Answer]:
        store = open_database(url)
        found = await submit(store, wanted)
        await store.close()
        return found

    at_once.wait()
    answers.put(asyncio.run(run()))
