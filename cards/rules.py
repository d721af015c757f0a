"""How does an owner set what a conclusion of a service has?"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Final, Protocol

from babel.dates import format_time

from cards import blocks
from cards.blocks import Piece
from cards.codes import Code, back
from cards.ownership import Service
from cards.words import Words

NO_DEFAULT: Final = "0"
COUNTS: Final = ("primary_least", "primary_most", "secondary_most", "tags_most", "default_after_minutes")


class Rules(Protocol):
    @property
    def primary_least(self) -> int: ...
    @property
    def primary_most(self) -> int: ...
    @property
    def secondary_most(self) -> int | None: ...
    @property
    def tags_most(self) -> int: ...
    @property
    def shift_ends(self) -> int: ...
    @property
    def default_code_id(self) -> int | None: ...
    @property
    def default_after_minutes(self) -> int | None: ...


def form(words: Words, service: Service, rules: Rules, primary: Sequence[Code]) -> Piece:
    """`primary` are the codes that the timer may set."""
    body = [blocks.title(words("rules-title", service=blocks.literal(service.name)))]
    body += [_number(words, "primary_least", rules.primary_least), _number(words, "primary_most", rules.primary_most)]
    body += [_number(words, "secondary_most", rules.secondary_most, needed=False)]
    body += [_number(words, "tags_most", rules.tags_most), _shift(words, rules.shift_ends)]
    body += [
        blocks.heading(words("rules-timer")),
        blocks.subtle(words("rules-timer-text")),
        _default(words, rules, primary),
    ]
    body.append(_number(words, "default_after_minutes", rules.default_after_minutes, needed=False))
    here: blocks.Data = {"service": service.id}
    buttons = [
        blocks.button(words("rules-save"), "rules.set", here, primary=True),
        blocks.button(words("codes-features"), "features.panel", here, with_inputs=False),
        back(words, service),
    ]
    return blocks.card(words, body, buttons, fallback=words("rules-fallback"))


def changed(words: Words, service: Service, before: Rules, after: Rules, codes: Sequence[Code], now: datetime) -> Piece:
    """Each rule that is another now, before → after; `codes` hold the names of the timer's."""
    pairs = []
    for rule in (*COUNTS, "shift_ends", "default_code_id"):
        old, new = (_shown(words, each, rule, codes) for each in (before, after))
        if old != new:
            pairs.append((words(f"rules-{rule}"), words("changed-pair", before=old, after=new)))
    told = words("rules-changed" if pairs else "rules-same", service=blocks.literal(service.name))
    body = [blocks.text(told, weight="Bolder")]
    if pairs:
        body += [blocks.facts(pairs), blocks.subtle(words("by-you", moment=words.moment(now)), spacing="Small")]
    body += _timer(words, after, codes)
    buttons = [blocks.button(words("feature-to-rules"), "rules.ask", {"service": service.id}), back(words, service)]
    return blocks.card(words, body, buttons, fallback=words("rules-fallback"))


def _shown(words: Words, rules: Rules, rule: str, codes: Sequence[Code]) -> str:
    value: int | None = getattr(rules, rule)
    if rule == "shift_ends":
        return format_time(_clock(value or 0), "short", locale=words.locale)
    if rule == "default_code_id":
        name = next((blocks.literal(c.name) for c in codes if c.id == value), None)
        return name or words("rules-no-default" if value is None else "rules-gone")
    if value is None:
        return words("rules-any" if rule == "secondary_most" else "rules-none")
    return words.number(value)


def _timer(words: Words, rules: Rules, codes: Sequence[Code]) -> Iterable[Piece]:
    """No code is set by itself unless somebody wanted it: so it is told plainly."""
    if rules.default_code_id is not None:
        name = _shown(words, rules, "default_code_id", codes)
        minutes = words.number(rules.default_after_minutes or 0)
        yield blocks.text(words("rules-timer-sets", name=name, minutes=minutes), color="Warning", spacing="Small")


def _number(words: Words, rule: str, value: int | None, *, needed: bool = True) -> Piece:
    field: Piece = {"type": "Input.Number", "id": rule, "label": words(f"rules-{rule}"), "min": 0}
    if needed:
        field |= {"isRequired": True, "errorMessage": words("rules-number-missing")}
    else:
        field["placeholder"] = words("rules-any" if rule == "secondary_most" else "rules-none")
    return field if value is None else {**field, "value": value}


def _shift(words: Words, minutes: int) -> Piece:
    return {
        "type": "Input.Time",
        "id": "shift_ends",
        "label": words("rules-shift_ends"),
        "value": f"{_clock(minutes):%H:%M}",
        "isRequired": True,
        "errorMessage": words("rules-time-missing"),
    }


def _default(words: Words, rules: Rules, primary: Sequence[Code]) -> Piece:
    chosen = str(rules.default_code_id) if rules.default_code_id in {c.id for c in primary} else NO_DEFAULT
    none = {"title": words("rules-no-default"), "value": NO_DEFAULT}
    return {
        "type": "Input.ChoiceSet",
        "id": "default_code_id",
        "label": words("rules-default_code_id"),
        "value": chosen,
        "choices": [none, *({"title": blocks.clean(c.name), "value": str(c.id)} for c in primary)],
    }


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60, tzinfo=UTC)
