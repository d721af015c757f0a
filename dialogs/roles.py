"""Who may do what? A tenant admin looks, gives a role and takes one away."""

import re
from dataclasses import dataclass
from typing import Any, Final

from cards import blocks
from cards import roles as cards
from dialogs import inputs
from dialogs.commands import Actions, Command
from dialogs.role_words import Reading, readings, verb
from dialogs.turn import Turn
from storage import roles, services, staff
from storage.access import Scope
from storage.changes import ChangedMeanwhile
from storage.roles import LastAdmin, Made
from storage.services import NoSuchService
from storage.staff import Person

SUGGESTIONS: Final = 15
_OBJECT_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Meant:
    """What a sentence means in this tenant: the people it may speak of, and the service (None: it names none)."""

    reading: Reading
    people: list[Person]
    service_id: int | None

    @property
    def has_service(self) -> bool:
        return self.reading.service is None or self.service_id is not None


async def show(turn: Turn, typed: str = "") -> None:
    """`roles`, `roles ben`, `roles give Ben owner of Sales`."""
    given, rest = verb(typed)
    if given is not None:
        await _obey(turn, rest, given=given)
    elif rest:
        await _look_up(turn, rest)
    else:
        await _list(turn)


async def open_person(turn: Turn) -> None:
    """Without anybody chosen, all."""
    if inputs.number(turn.action, "person") is None:
        await _list(turn)
    else:
        await _open(turn, inputs.id_of(turn.action, "person"))


async def give(turn: Turn) -> None:
    role, service_id = inputs.text(turn.action, "role"), inputs.number(turn.action, "service")
    person_id = inputs.id_of(turn.action, "person")
    if role in staff.OF_SERVICE and service_id is None:
        await _open(turn, person_id, turn.words("roles-choose-service"))
        return
    await _make(turn, person_id, role, service_id if role in staff.OF_SERVICE else None, given=True)


async def take(turn: Turn) -> None:
    person_id = inputs.id_of(turn.action, "person")
    if not inputs.text(turn.action, "held"):
        await _open(turn, person_id, turn.words("roles-choose-held"))
        return
    await _make(turn, person_id, *held(turn), given=False)


async def revert(turn: Turn) -> None:
    person_id, position = inputs.id_of(turn.action, "person"), inputs.id_of(turn.action, "change")
    try:
        await _done(turn, await turn.write(roles.revert, person_id, *held(turn), position))
    except LastAdmin:
        await _open(turn, person_id, turn.words("roles-last-admin"))
    except ChangedMeanwhile:
        await _open(turn, person_id, turn.words("roles-meanwhile"))


async def suggest(turn: Turn, typed: str) -> list[tuple[str, str]]:
    """(id, name and address) for the field of people."""
    found = await turn.read(staff.suggest, typed, SUGGESTIONS)
    return [(str(i), " · ".join(blocks.clean(each) for each in (name, upn) if each)) for i, name, upn in found]


def held(turn: Turn) -> tuple[str, int | None]:
    """Role and service as the card names them: *owner 123*."""
    role, _, service = inputs.text(turn.action, "held").partition(" ")
    return role, inputs.id_of({"service": service}, "service") if service else None


def told(turn: Turn, made: Made) -> str:
    """In one line, for another card than that of the person."""
    return cards.told(turn.words, made)


async def _obey(turn: Turn, text: str, *, given: bool) -> None:
    found = await turn.read(_understood, readings(text))
    if found is None:
        await _list(turn, turn.words("roles-unknown"))
        return
    role, service, new = found.reading.role, found.service_id, _OBJECT_ID.fullmatch(found.reading.person)
    if not found.has_service:
        await turn.say(turn.words("roles-service-unknown", typed=blocks.literal(found.reading.service or "")))
    elif len(found.people) == 1:
        await _make(turn, found.people[0].id, role, service, given=given)
    elif found.people:
        await turn.show(cards.which(turn.words, found.people, _wanted(role, service, given=given)))
    elif new and given:
        await _done(turn, await turn.write(roles.give_to_new, new[0].lower(), role, service))
    else:
        await turn.say(turn.words("roles-nobody", typed=blocks.literal(found.reading.person)))


def _understood(db: Any, scope: Scope, every: list[Reading]) -> Meant | None:
    """The reading of which all is known here; else one of which the service is, else any."""
    found = [_meant(db, scope, each) for each in every]
    best = sorted(found, key=lambda each: (not each.has_service, not each.people))
    if not best:
        staff.meant(db, scope, "", 1)  # who may not ask is told so, whatever they wrote
    return best[0] if best else None


def _meant(db: Any, scope: Scope, reading: Reading) -> Meant:
    people = staff.meant(db, scope, reading.person, cards.SIZE)
    try:
        service_id = services.get(db, scope.tenant_id, reading.service).id if reading.service else None
    except NoSuchService:
        service_id = None
    return Meant(reading, people, service_id)


def _wanted(role: str, service_id: int | None, *, given: bool) -> dict[str, str | int]:
    """What a press on one of several people does."""
    if given:
        return {"action": "roles.give", "role": role} | ({"service": service_id} if service_id else {})
    return {"action": "roles.take", "held": f"{role} {service_id or ''}".strip()}


async def _look_up(turn: Turn, typed: str) -> None:
    people = await turn.read(staff.meant, typed, cards.SIZE)
    if len(people) == 1:
        await _open(turn, people[0].id)
    elif people:
        await turn.show(cards.which(turn.words, people))
    else:
        await turn.say(turn.words("roles-nobody", typed=blocks.literal(typed)))


async def _make(turn: Turn, person_id: int, role: str, service_id: int | None, *, given: bool) -> None:
    try:
        await _done(turn, await turn.write(roles.give if given else roles.take, person_id, role, service_id))
    except LastAdmin:
        await _open(turn, person_id, turn.words("roles-last-admin"))


async def _done(turn: Turn, made: Made) -> None:
    if made.change:
        turn.forget_person(made.person.object_id)
    await turn.show(cards.made(turn.words, made))


async def _open(turn: Turn, person_id: int, text: str = "") -> None:
    person, every = await turn.read(staff.open_person, person_id)
    await turn.show(cards.person(turn.words, person, every), text=text)


async def _list(turn: Turn, text: str = "") -> None:
    after, first = inputs.number(turn.action, "after"), inputs.number(turn.action, "first")
    page = await turn.read(staff.list_page, after=after, first=first or 1)
    await turn.show(cards.listing(turn.words, page), text=text)


COMMANDS: Final = (Command(words=("roles", "rollen"), run=show, action="roles", for_admins=True),)
ACTIONS: Final[Actions] = {
    "roles": show,
    "roles.open": open_person,
    "roles.give": give,
    "roles.take": take,
    "roles.revert": revert,
}
