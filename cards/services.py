"""How does it read what a service is set up as, and a change of that?"""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Piece
from cards.changes import Change, signed
from cards.roles import people_field
from cards.words import Words

LICENCES: Final = ("contact_center", "enterprise_routing", "none")
MOST_PEOPLE: Final = 40  # to choose from, of those who have a place
MOST_SECONDS: Final = 24 * 3600
_SHOWN: Final = 12  # names of a line


class Service(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def licence(self) -> str | None: ...
    @property
    def acceptance_sla_seconds(self) -> int: ...
    @property
    def hangup_sla_seconds(self) -> int: ...


class Panel(Protocol):
    @property
    def service(self) -> Service: ...
    @property
    def owners(self) -> Sequence[tuple[int, str]]: ...
    @property
    def members(self) -> Sequence[tuple[int, str]]: ...
    @property
    def last(self) -> Change | None: ...
    @property
    def can_set(self) -> bool: ...


class Changed(Protocol):
    @property
    def before(self) -> Service: ...
    @property
    def panel(self) -> Panel: ...
    @property
    def names(self) -> Sequence[str]: ...


def panel(words: Words, shown: Panel) -> Piece:
    return _card(words, shown, [], None)


def changed(words: Words, made: Changed) -> Piece:
    """What was and is, and the way back."""
    told = [blocks.text(_line(words, made, name), weight="Bolder", spacing="Small") for name in made.names]
    if not told:
        told = [blocks.text(words("service-already"), weight="Bolder")]
    last = made.panel.last
    if made.names and last:
        told.append(blocks.subtle(signed(words, last)))
        if made.names != ("licence",):
            told.append(blocks.subtle(words("service-kpi")))
    return _card(words, made.panel, told, last if made.names else None)


def choice(words: Words, services: Sequence[Service]) -> Piece:
    """Several are theirs: which one?"""
    body = [blocks.text(words("service-which"), weight="Bolder")]
    body += [
        blocks.row(
            [blocks.text(blocks.literal(s.name), color="Accent")], blocks.tap("services.open", {"service": s.id})
        )
        for s in services[:MOST_PEOPLE]
    ]
    return blocks.card(words, body, fallback=words("service-fallback"))


def _card(words: Words, shown: Panel, told: list[Piece], back: Change | None) -> Piece:
    service, same = shown.service, {"service": shown.service.id}
    body = [blocks.title(words("service-title", service=blocks.literal(service.name))), *told]
    if not shown.can_set:
        body += [blocks.facts(_facts(words, shown)), blocks.subtle(words("service-admins"), spacing="Small")]
        return blocks.card(words, body, fallback=words("service-fallback"))
    body += [*_settings(words, service), *_places(words, shown)]
    buttons = [
        blocks.button(words("service-save"), "services.set", same, primary=True),
        blocks.button(words("service-add"), "services.add", same),
    ]
    if shown.owners or shown.members:
        buttons.append(blocks.button(words("service-take"), "services.take", same))
    if back:
        buttons.append(blocks.button(words("button-revert"), "services.revert", {**same, "change": back.position}))
    buttons.append(blocks.button(words("roles-all"), "roles"))
    return blocks.card(words, body, buttons, fallback=words("service-fallback"))


def _line(words: Words, made: Changed, name: str) -> str:
    before, after = (_value(words, name, service) for service in (made.before, made.panel.service))
    return words("changed-line", what=words(f"service-{name}"), before=before, after=after)


def _value(words: Words, name: str, service: Service) -> str:
    if name == "licence":
        return words(f"licence-{service.licence or 'none'}")
    return words("duration-seconds", seconds=words.number(getattr(service, name)))


def _facts(words: Words, shown: Panel) -> Iterable[tuple[str, str]]:
    for name in ("licence", "acceptance_sla_seconds", "hangup_sla_seconds"):
        yield words(f"service-{name}"), _value(words, name, shown.service)
    yield words("service-owners"), _names(words, shown.owners)
    yield words("service-members"), _names(words, shown.members)


def _names(words: Words, people: Sequence[tuple[int, str]]) -> str:
    names = ", ".join(blocks.literal(name, 40) for _id, name in people[:_SHOWN])
    if len(people) > _SHOWN:
        names += f" {words('more', count=len(people) - _SHOWN)}"
    return names or words("service-nobody")


def _settings(words: Words, service: Service) -> Iterable[Piece]:
    licences = [{"title": words(f"licence-{key}"), "value": key} for key in LICENCES]
    label, value = words("service-licence"), service.licence or "none"
    yield {"type": "Input.ChoiceSet", "id": "licence", "label": label, "value": value, "choices": licences}
    for name in ("acceptance_sla_seconds", "hangup_sla_seconds"):
        yield {
            "type": "Input.Number",
            "id": name,
            "label": words(f"service-{name}-field"),
            "value": getattr(service, name),
            "min": 1,
            "max": MOST_SECONDS,
            "isRequired": True,
            "errorMessage": words("service-not-seconds"),
        }


def _places(words: Words, shown: Panel) -> Iterable[Piece]:
    """Who has a place, to take away; and somebody, to give them one."""
    yield blocks.heading(words("service-people"))
    yield blocks.facts(
        [
            (words("service-owners"), _names(words, shown.owners)),
            (words("service-members"), _names(words, shown.members)),
        ]
    )
    every = [("owner", *each) for each in shown.owners] + [("agent", *each) for each in shown.members]
    if every:
        yield {
            "type": "Input.ChoiceSet",
            "id": "held",
            "label": words("service-take-label"),
            "placeholder": words("service-take-placeholder"),
            "choices": [
                {"title": words(f"service-{role}", name=blocks.clean(name, 40)), "value": f"{role} {person_id}"}
                for role, person_id, name in every[:MOST_PEOPLE]
            ],
        }
        if len(every) > MOST_PEOPLE:
            yield blocks.subtle(words("service-more"))
    yield people_field(words)
    places = [{"title": words(f"service-as-{role}"), "value": role} for role in ("agent", "owner")]
    yield {"type": "Input.ChoiceSet", "id": "role", "label": words("service-as"), "value": "agent", "choices": places}
