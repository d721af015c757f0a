"""Does any button of a real card, tampered with, do what the person could not do, or tell what they may not know?"""

import json
import logging
import os
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import aiohttp
import pytest

from dialogs.router import ACTIONS
from tests.conftest import StartBot
from tests.rights_pressed import PRESSED
from tests.rights_table import right
from tests.rights_typed import TYPED
from tests.talk import Answer
from tests.tampering import MARK, Data, Tampered, choose, pressed
from tests.trial import SENTENCES, Begin, Trial, trials
from tests.wire import Connector
from tests.world import NUMBERS, PLACES, SECRETS, STAFF, World
from tests.world_kept import Kept, Rows

COUNT: Final = int(os.environ.get("AFTERCALL_TEST_MUTATIONS", "50"))  # of each card
EVERY: Final = {**{f"[{name}]": each for name, each in PRESSED.items()}, **TYPED}
MISTYPED: Final = ("hepl", "audti", "exprot", "erasurse", "servce", "hodl", "megre", "splti", "reprot", "tennant")
SAID: Final = (
    *MISTYPED,
    "anonymze",
    "interactons",
    "interactions Helpdesk mona",
    "audit who looked at",
    "merge Quibblewick",
    "trcae",
    "trace",
    "trace Quibblewick",
)  # where more cards come
LEAST: Final = {"agent": "alice", "owner": "olga", "admin": "adam"}  # whose card it is: the first who may press all
ROLES: Final = {
    **{"alice": "agent", "otis": "agent", "olga": "owner", "otto": "owner"},
    **{"adam": "admin", "fiona": "admin", "petra": "partner", "paula": "partner"},
}
SEES: Final = {"alice": {"Helpdesk"}, "olga": {"Helpdesk"}, "otis": {"Bookings"}, "otto": {"Bookings"}} | {
    "adam": {"Helpdesk", "Bookings"},
    "fiona": {"Hotline"},
}
OF_OTHERS: Final = {"sessions.open", "language.ask", "tenants.choose"}  # buttons that are on no admin's card
NOTED: Final = {"audit_log", "sent_cards", "card_subjects"}
ALSO: Final = {  # what a button reaches with other data than in the table of rights
    "trace.find": {"exports", "outbox"},
    "trace.customer": {"exports", "outbox"},
    "uncoded.conclude": {"conclusion_tags", "outbox"},
    "roles.give": {"roles"},
    "roles.take": {"roles"},
    "roles.revert": {"roles"},
}
EXCEPTION: Final = re.compile(r"Traceback|[a-z]Error\b|[a-z]Exception|sqlite|SELECT |NoneType|File \"")
PERSONAL: Final = re.compile(
    "|".join([*SECRETS.values(), *map(re.escape, NUMBERS.values()), MARK, "[A-Z][a-z]+ Person"])
)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A card that somebody was shown, and the world as it was then."""

    title: str
    card: dict[str, Any]
    about: str | None
    world: Kept


@dataclass(frozen=True, kw_only=True)
class Tamperer:
    """Presses as whom it is told, and judges what comes of it."""

    trial: Trial

    @property
    def world(self) -> World:
        return self.trial.world

    async def press(self, shown: Shown, each: Tampered, name: str) -> list[str]:
        person = replace(self.trial.person, name=name, object_id=STAFF[name].object_id, tenant=STAFF[name].tenant)
        before = await self.world.rows()
        for _time in range(each.times):
            answer = await person.executes(each.data, shown.about)
        after = await self.world.rows()
        if after != before:
            await self.world.put_back(shown.world)
        return [
            *self.faults(each.data, name, answer, before, after),
            *[fault async for fault in self.faults_of_rows(name, before, after)],
        ]

    def faults(self, data: Data, name: str, answer: Answer, before: Rows, after: Rows) -> Iterator[str]:
        said = f"{answer.texts} {answer.body} {[r.content for r in answer.received]}"
        if answer.status != 200 or answer.body["statusCode"] != 200:
            yield f"status {answer.status}: {answer.body}"
        if not answer.texts and "card.adaptive" not in said:
            yield "nothing is said"
        if "an error" in map(SENTENCES.get, answer.texts) or EXCEPTION.search(said):
            yield f"an error: {said}"
        for place in PLACES.keys() - SEES.get(name, set()):
            if SECRETS[place] in said and SECRETS[place] not in str(data):
                yield f"tells of {SECRETS[place]}: {said}"
        action = data.get("action")
        if beyond := changes(before, after) - reached(action if isinstance(action, str) else "", name):
            yield f"changes {sorted(beyond)}: {said}"
        if MARK in str(after["audit_log"] - before["audit_log"]):
            yield "what was typed is in the audit log"

    async def faults_of_rows(self, name: str, before: Rows, after: Rows) -> AsyncIterator[str]:
        for table in changes(before, after) - NOTED:
            for row in after[table] ^ before[table]:
                if not await self.theirs(table, row, name):
                    yield f"changes {table}: {row}"

    async def theirs(self, table: str, row: tuple[Any, ...], name: str) -> bool:
        """In their tenant; and, but for an admin, in a service that they serve or own."""
        named = await self.world.row(table, row)
        things = [self.world.things[place] for place in SEES.get(name, {"Helpdesk", "Bookings"})]
        if named.get("tenant_id", named.get("id")) != int(things[0]["tenant"]):
            return False
        if ROLES[name] == "admin" or table in ("people", "outbox"):
            return True
        if table == "exports":
            return bool(named["person_id"] == (await self.world.run(self._person(name)))[0][0])
        service = named.get("service_id") or await self._service(named["interaction_id"])
        return str(service) in {thing["service"] for thing in things}

    def _person(self, name: str) -> str:
        return f"SELECT id FROM people WHERE object_id = '{STAFF[name].object_id}'"

    async def _service(self, interaction_id: int) -> Any:
        return (await self.world.run(f"SELECT service_id FROM interactions WHERE id = {interaction_id}"))[0][0]


def changes(before: Rows, after: Rows) -> set[str]:
    return {table for table in after if after[table] != before[table]} - {"conversations"}


def reached(action: str, name: str) -> set[str]:
    """The tables that may change when somebody presses."""
    role = ROLES.get(name)
    if role is None or action not in PRESSED or right(PRESSED[action].line, role, "own") != "yes":
        return {"audit_log"}
    return NOTED | set(PRESSED[action].effect.split()) | ALSO.get(action, set())


@pytest.fixture
async def begin(
    store_url: str, start_bot: StartBot, connector: Connector, http: aiohttp.ClientSession
) -> AsyncIterator[Begin]:
    async with trials(store_url, start_bot, connector, http) as beginning:
        yield beginning


@pytest.mark.timeout(300 + 10 * COUNT)
@pytest.mark.parametrize("name", ["alice", "olga", "adam", "petra", "paula"])
async def test_a_card_that_was_tampered_with_does_nothing_that_its_reader_could_not_do(
    begin: Begin, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    trial = await begin(name)
    tamperer = Tamperer(trial=trial)
    others = [each for each in (*ROLES, "mona") if each != name]
    faults: list[str] = []
    caplog.set_level(logging.INFO)
    shown_to = await cards_of(trial, name)
    if name == "adam":
        pressable = {data["action"] for shown in shown_to for data in pressed(shown.card)}
        assert pressable == ACTIONS.keys() - OF_OTHERS, "a button is on no card: it was not tampered with"
    for shown in (each for each in shown_to if name not in LEAST.values() or least(each.card) == name):
        await trial.world.put_back(shown.world)
        for each in choose(shown.card, instead(trial.world), others, COUNT):
            found = await tamperer.press(shown, each, each.by or name)
            faults += [f"{shown.title}, {each.kind}, {each.by or name}, {each.data}: {fault}" for fault in found]
    faults += [f"The log says {r.getMessage()}" for r in caplog.records if r.levelno >= logging.ERROR]
    assert not faults, "\n".join(faults)
    assert not PERSONAL.search(caplog.text)


@pytest.mark.parametrize("half", ["\ud800", "a\udc00b"])
async def test_half_a_character_is_not_read_and_changes_nothing(begin: Begin, half: str) -> None:
    """JSON can hold one, and no database can."""
    trial = await begin("adam")
    before = await trial.world.rows()
    for name, each in PRESSED.items():
        data = {**each.sent, **dict.fromkeys(each.sent, half), "action": name, half: half}
        value = {"action": {"type": "Action.Execute", "data": data}, "trigger": "manual"}
        invoke = trial.person.activity("invoke", name="adaptiveCard/action", value=value)
        body, headers = json.dumps(invoke), {"Content-Type": "application/json"}
        async with trial.person.http.post(
            f"{trial.person.bot_url}/api/messages", data=body, headers=headers
        ) as response:
            assert response.status == 400
    assert await trial.world.rows() == before


async def cards_of(trial: Trial, name: str) -> list[Shown]:
    """By whatever they may say and press, and by each button of what comes: one of each kind of card."""
    found: dict[Any, Shown] = {}
    things = trial.things("own")

    async def keep(title: str, answer: Answer) -> None:
        try:
            card = answer.card
        except AssertionError:
            return
        kind = frozenset((data["action"], *sorted(data)) for data in pressed(card))
        if kind and kind not in found:
            world = await trial.world.keep()
            found[kind] = Shown(title=title, card=card, about=answer.activity_id, world=world)

    for written, each in EVERY.items():
        if right(each.line, ROLES[name], "own") == "yes":
            await trial.renew()
            await keep(written, await trial.does(written, each, things))
    for sentence in SAID:
        await keep(sentence, await trial.person.says(sentence))
    for shown in list(found.values()):
        for data in pressed(shown.card):
            await trial.world.put_back(shown.world)
            await keep(f"{shown.title} → {data['action']}", await trial.person.executes(data, shown.about))
    return list(found.values())


def least(card: dict[str, Any]) -> str | None:
    lines = [PRESSED[data["action"]].line for data in pressed(card)]
    whose = (name for role, name in LEAST.items() if all(right(line, role, "own") == "yes" for line in lines))
    return next(whose, "adam")


def instead(world: World) -> dict[str, list[str]]:
    """What might be put in the place of each id: the same of the other places, other things, nothing."""
    here = world.things["Helpdesk"]
    files = {world.files["alice"], world.files["olga"], world.files["adam"]}
    ids = {
        value: [
            world.things["Bookings"][what],
            world.things["Hotline"][what],
            here["customer"],
            here["service"],
            "7" * 18,
        ]
        for what, value in here.items()
        if value.isdigit() and len(value) > 9
    }
    return ids | {file: [world.files["otto"], world.files["fiona"], here["customer"], "7" * 18] for file in files}
