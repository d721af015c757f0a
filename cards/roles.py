"""How does it read who has which role, and that one was given or taken away?"""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Piece
from cards.changes import Change, signed
from cards.words import Words

DATASET: Final = "people"
ROLES: Final = ("owner", "agent", "tenant_admin", "partner_admin")
MOST_HELD: Final = 30  # roles of one person that are shown
MOST_SERVICES: Final = 60  # to choose from; in others a role is given by writing it
SIZE: Final = 10  # people of a page, as the store gives them


class Held(Protocol):
    @property
    def role(self) -> str: ...
    @property
    def service_id(self) -> int | None: ...
    @property
    def service(self) -> str | None: ...


class Person(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def object_id(self) -> str: ...
    @property
    def upn(self) -> str | None: ...
    @property
    def held(self) -> Sequence[Held]: ...


class Page(Protocol):
    @property
    def tenant(self) -> str: ...
    @property
    def people(self) -> Sequence[Person]: ...
    @property
    def total(self) -> int: ...
    @property
    def first(self) -> int: ...


class Service(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


class Made(Protocol):
    @property
    def person(self) -> Person: ...
    @property
    def services(self) -> Sequence[Service]: ...
    @property
    def held(self) -> Held: ...
    @property
    def given(self) -> bool: ...
    @property
    def change(self) -> Change | None: ...
    @property
    def is_admin(self) -> bool: ...


def listing(words: Words, page: Page) -> Piece:
    """A press on somebody opens them; the field finds those who have no role yet, too."""
    last = page.first + len(page.people) - 1
    shown = words("roles-range", first=page.first, last=last, total=words.number(page.total))
    body = [
        blocks.title(words("roles-title", tenant=blocks.literal(page.tenant))),
        blocks.subtle(shown, spacing="Small"),
        *(_row(words, each) for each in page.people),
        people_field(words),
    ]
    buttons = [blocks.button(words("roles-open"), "roles.open", primary=True)]
    if page.first > 1:
        buttons.append(blocks.button(words("roles-start"), "roles"))
    if page.people and last < page.total:
        data = {"after": page.people[-1].id, "first": last + 1}
        buttons.append(blocks.button(words("roles-next"), "roles", data))
    return blocks.card(words, body, buttons, fallback=words("roles-fallback"))


def which(words: Words, people: Sequence[Person], wanted: dict[str, str | int] | None = None) -> Piece:
    """Several fit: a press on one opens them, or gives (takes) what was wanted."""
    data = wanted or {"action": "roles.open"}
    action = str(data["action"])
    more = {key: value for key, value in data.items() if key != "action"}
    body = [blocks.text(words("roles-which"), weight="Bolder")]
    body += [_row(words, each, action, more) for each in people[:SIZE]]
    return blocks.card(words, body, fallback=words("roles-fallback"))


def person(words: Words, shown: Person, services: Sequence[Service]) -> Piece:
    return _person(words, shown, services, [], [])


def made(words: Words, done: Made) -> Piece:
    """What was given or taken, and the way back."""
    lines = [blocks.text(told(words, done), weight="Bolder")]
    if done.change:
        lines.append(blocks.subtle(" · ".join([signed(words, done.change), words("roles-at-once")])))
    if not done.is_admin:
        return blocks.card(words, lines, fallback=words("roles-fallback"))
    back = [_revert(words, done, done.change)] if done.change else []
    return _person(words, done.person, done.services, lines, back)


def told(words: Words, done: Made) -> str:
    """*Ben Agent is now: Owner of Sales.*"""
    key = ("roles-given" if done.given else "roles-taken") if done.change else "roles-already"
    return words(key, name=blocks.literal(done.person.name), role=named(words, done.held))


def named(words: Words, held: Held) -> str:
    """*Owner of Support*."""
    if held.service is None:
        return words(f"role-{held.role}")
    return words(f"role-{held.role}", service=blocks.literal(held.service))


def people_field(words: Words) -> Piece:
    """Finds people by letters of their name or address."""
    return {
        "type": "Input.ChoiceSet",
        "id": "person",
        "label": words("roles-person"),
        "placeholder": words("roles-placeholder"),
        "style": "filtered",
        "choices": [],
        "choices.data": {"type": "Data.Query", "dataset": DATASET},
    }


def _person(words: Words, shown: Person, services: Sequence[Service], lines: list[Piece], back: list[Piece]) -> Piece:
    body = [
        *lines,
        blocks.title(blocks.literal(shown.name)),
        blocks.subtle(blocks.literal(shown.upn or shown.object_id, 80)),
        *_held(words, shown.held),
        *_giving(words, services),
    ]
    same: dict[str, str | int] = {"person": shown.id}
    buttons = [blocks.button(words("roles-give"), "roles.give", same, primary=True)]
    if shown.held:
        buttons.append(blocks.button(words("roles-take"), "roles.take", same))
    buttons += [*back, blocks.button(words("roles-all"), "roles")]
    return blocks.card(words, body, buttons, fallback=words("roles-fallback"))


def _held(words: Words, held: Sequence[Held]) -> Iterable[Piece]:
    if not held:
        yield blocks.text(words("roles-none"))
        return
    choices = [
        {"title": named(words, each), "value": f"{each.role} {each.service_id or ''}".strip()}
        for each in held[:MOST_HELD]
    ]
    yield {
        "type": "Input.ChoiceSet",
        "id": "held",
        "label": words("roles-held", count=len(held)),
        "style": "expanded",
        "choices": choices,
    }
    if len(held) > MOST_HELD:
        yield blocks.subtle(words("more", count=len(held) - MOST_HELD))


def _giving(words: Words, services: Sequence[Service]) -> Iterable[Piece]:
    roles = [{"title": words(f"role-{role}-alone"), "value": role} for role in ROLES]
    yield {"type": "Input.ChoiceSet", "id": "role", "label": words("roles-role"), "value": "agent", "choices": roles}
    yield {
        "type": "Input.ChoiceSet",
        "id": "service",
        "label": words("roles-service"),
        "placeholder": words("roles-no-service"),
        "choices": [{"title": blocks.clean(s.name), "value": str(s.id)} for s in services[:MOST_SERVICES]],
    }
    if len(services) > MOST_SERVICES:
        yield blocks.subtle(words("roles-more-services"))


def _revert(words: Words, done: Made, change: Change) -> Piece:
    data: dict[str, str | int] = {"person": done.person.id, "held": done.held.role, "change": change.position}
    if done.held.service_id is not None:
        data["held"] = f"{done.held.role} {done.held.service_id}"
    return blocks.button(words("button-revert"), "roles.revert", data)


def _row(words: Words, each: Person, action: str = "roles.open", more: dict[str, str | int] | None = None) -> Piece:
    roles = " · ".join(named(words, held) for held in each.held[:3])
    if len(each.held) > 3:
        roles += f" {words('more', count=len(each.held) - 3)}"
    lines = [
        blocks.text(blocks.literal(each.name), weight="Bolder", color="Accent"),
        blocks.subtle(roles or words("roles-none")),
    ]
    return blocks.row(lines, blocks.tap(action, {**(more or {}), "person": each.id}))
