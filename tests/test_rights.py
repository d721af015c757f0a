"""Does each role do what the table says, with what is theirs, a colleague's, another tenant's, and nobody's?"""

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Final

import aiohttp
import pytest

from dialogs.commands import heard
from dialogs.router import ACTIONS, COMMANDS
from tests.conftest import StartBot
from tests.rights_pressed import PRESSED
from tests.rights_table import ROLES, Try, is_about_something, right
from tests.rights_typed import TYPED
from tests.trial import PLACES, Begin, Seen, trials
from tests.wire import Connector
from tests.world import SECRETS, STAFF

NAMES: Final = dict(zip(ROLES, ("alice", "olga", "adam", "petra", "petra"), strict=True))
EVERY: Final = {**{f"[{name}]": each for name, each in PRESSED.items()}, **TYPED}  # a button by its action in brackets
HIDDEN_FROM: Final = {  # the names of whose customers never stand in an answer
    "agent": ("Bookings", "Hotline"),
    "owner": ("Bookings", "Hotline"),
    "admin": ("Hotline",),
    "partner": ("Helpdesk", "Bookings", "Hotline"),
    "partner, allowed": ("Hotline",),
}
ALLOWED: Final = "UPDATE tenants SET partners_see_customers = true"
NOTED: Final = {"audit_log", "sent_cards", "card_subjects"}  # what is only looked at leaves a trace too
NO_DETAIL: Final = (None, {"person": "a1000000-0000-4000-8000-000000000099"})  # nothing that was typed


@pytest.fixture
async def begin(
    store_url: str, start_bot: StartBot, connector: Connector, http: aiohttp.ClientSession
) -> AsyncIterator[Begin]:
    async with trials(store_url, start_bot, connector, http) as beginning:
        yield beginning


def test_every_button_and_every_command_has_a_line() -> None:
    assert set(PRESSED) == set(ACTIONS)
    assert {found[0] for typed in TYPED if (found := heard(typed, COMMANDS))} == set(COMMANDS)


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_may_do_what_the_table_says_and_nothing_else(begin: Begin, role: str) -> None:
    trial = await begin(NAMES[role], ALLOWED if role == "partner, allowed" else "")
    faults = []
    for written, each in EVERY.items():
        absent: Seen | None = None
        for place in PLACES if is_about_something(written, each) else ("own",):
            expected, seen = right(each.line, role, place), await trial.tries(written, each, place)
            absent = seen if place == "nowhere" else absent
            found = [*_faults(written, each, expected, seen, absent), *_told(seen, HIDDEN_FROM[role])]
            faults += [f"{written} ({place}): {fault}" for fault in found]
    assert not faults, "\n".join(faults)


async def test_an_admin_of_another_tenant_finds_nothing_of_this_one(begin: Begin) -> None:
    trial = await begin("fiona")
    faults = []
    for written, each in EVERY.items():
        if is_about_something(written, each):
            expected, absent = right(each.line, "admin", "elsewhere"), await trial.tries(written, each, "nowhere")
            for place in ("own", "other"):
                seen = await trial.tries(written, each, place)
                found = [*_faults(written, each, expected, seen, absent), *_told(seen, ("Helpdesk", "Bookings"))]
                faults += [f"{written} ({place}): {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["mona", "nobody"])
async def test_whoever_has_no_role_is_told_whom_to_ask_and_nothing_else(begin: Begin, name: str) -> None:
    trial = await begin(name)
    faults = []
    for written, each in EVERY.items():
        seen = await trial.tries(written, each, "own")
        faults += [f"{written}: {fault}" for fault in _faults(written, each, "stranger", seen, None)]
    assert not faults, "\n".join(faults)


async def test_a_role_that_is_given_or_taken_counts_from_the_next_press_of_any_button(begin: Begin) -> None:
    trial = await begin("mona")
    adam = replace(trial.person, name="adam", object_id=STAFF["adam"].object_id)
    [(mona,)] = await trial.world.run(f"SELECT id FROM people WHERE object_id = '{STAFF['mona'].object_id}'")
    service = trial.world.things["Helpdesk"]["service"]
    of_mona = {"person": str(mona), "role": "owner", "service": service, "held": f"owner {service}"}
    faults = []
    for written in (f"[{name}]" for name in PRESSED):
        each = EVERY[written]
        for action, expected in (("roles.give", right(each.line, "owner", "own")), ("roles.take", "stranger")):
            await adam.executes({"action": "roles.give", **of_mona})
            await adam.executes({"action": action, **of_mona})
            seen = await trial.tries(written, each, "own")
            faults += [f"{written} after {action}: {fault}" for fault in _faults(written, each, expected, seen, None)]
    assert not faults, "\n".join(faults)


def _faults(written: str, each: Try, expected: str, seen: Seen, absent: Seen | None) -> Iterator[str]:
    if seen.status != 200:
        yield f"status {seen.status}"
    is_named = not written.startswith("[") and expected == "hidden"  # by a name, which the answer repeats
    if seen.said != expected and not (is_named and seen.said == "yes"):
        yield f"{seen.said}, not {expected}"
    if expected == "yes":
        yield from _faults_of_done(each, seen)
    else:
        yield from _faults_of_refused(seen, is_named=is_named)
    if expected == "hidden" and absent is not None and not seen.reads_as(absent):
        yield f"what is not theirs reads otherwise than what is not there: {seen.unnamed} {absent.unnamed}"


def _told(seen: Seen, hidden: Iterable[str]) -> list[str]:
    return [f"tells of {SECRETS[place]}" for place in hidden if SECRETS[place] in seen.unnamed]


def _faults_of_done(each: Try, seen: Seen) -> Iterator[str]:
    if seen.changed - NOTED != set(each.effect.split()):
        yield f"changes {sorted(seen.changed - NOTED)}"
    if any("refused" in row for row in seen.audited):
        yield "is done, and noted as refused"


def _faults_of_refused(seen: Seen, *, is_named: bool) -> Iterator[str]:
    """A name that nobody bears is no refusal: the audit log says nothing of it, whoever bears it elsewhere."""
    if seen.changed - {"audit_log"}:
        yield f"is refused, and changes {sorted(seen.changed)}"
    if not seen.audited and not is_named:
        yield "is refused, and not noted"
    for _actor, _action, outcome, kind, subject, detail in seen.audited:
        if outcome != "refused" or kind or subject or json.loads(detail or "null") not in NO_DETAIL:
            yield f"is noted as {seen.audited}"
