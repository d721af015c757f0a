"""How do the switches of a service read, and the throwing of one?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Piece
from cards.ownership import Service, by
from cards.words import Words

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Switch(Protocol):
    @property
    def on(self) -> bool: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def changed_at(self) -> datetime | None: ...
    @property
    def changed_by(self) -> int | None: ...
    @property
    def turned_at(self) -> datetime | None: ...


class Panel(Protocol):
    @property
    def service(self) -> Service: ...
    @property
    def licensed(self) -> bool: ...
    @property
    def switches(self) -> Mapping[str, Switch]: ...
    @property
    def names(self) -> Mapping[int, str]: ...
    @property
    def primary(self) -> int: ...
    @property
    def secondary(self) -> int: ...
    @property
    def needs_primary(self) -> bool: ...
    @property
    def waiting(self) -> int: ...
    @property
    def reader(self) -> int: ...


class Thrown(Protocol):
    @property
    def feature(self) -> str: ...
    @property
    def before(self) -> Switch: ...
    @property
    def after(self) -> Switch: ...
    @property
    def changed(self) -> bool: ...
    @property
    def panel(self) -> Panel: ...


def panel(words: Words, shown: Panel, notices: Sequence[str] = ()) -> Piece:
    """All switches of the section, each with a button to throw it."""
    body = [blocks.text(each, weight="Bolder") for each in notices]
    body.append(blocks.title(words("features-title", service=blocks.literal(shown.service.name))))
    if not shown.licensed:
        body.append(blocks.text(words("features-unlicensed"), color="Warning"))
    for name, switch in shown.switches.items():
        body += _switch(words, shown, name, switch)
    if shown.switches["codes"].on:
        body += _usable(words, shown)
    buttons = [_throw(words, shown, name, switch) for name, switch in shown.switches.items() if shown.licensed]
    buttons += [
        blocks.button(words("feature-to-codes"), "codes.place", {"service": shown.service.id}),
        blocks.button(words("feature-to-rules"), "rules.ask", {"service": shown.service.id}),
    ]
    return blocks.card(words, body, buttons, fallback=words("features-fallback"))


def thrown(words: Words, shown: Thrown) -> Piece:
    """Before → after, by whom and when, and the way back."""
    of, after = shown.panel, shown.after
    body = [blocks.text(_told(words, shown), weight="Bolder")]
    pairs = []
    for name, switch in of.switches.items():
        state = _state(words, switch)
        if name == shown.feature and shown.changed:
            state = words("feature-change", before=_state(words, shown.before), after=state)
        elif shown.changed:
            state = words("feature-unchanged", state=state)
        pairs.append((words(f"feature-{name}"), state))
    body.append(blocks.facts(pairs))
    body += [blocks.subtle(line, spacing="Small") for line in _who(words, of, after)]
    body += _consequences(words, shown)
    return blocks.card(words, body, _next(words, shown), fallback=words("features-fallback"))


def ask_date(words: Words, service: Service, feature: str, *, on: bool, today: str) -> Piece:
    """Until when? A day, and perhaps a time of it. `today` as *2026-11-23*."""
    said = words(f"feature-ask-{'on' if on else 'off'}-{feature}", service=blocks.literal(service.name))
    day: Piece = {
        "type": "Input.Date",
        "id": "day",
        "label": words("feature-day"),
        "min": today,
        "isRequired": True,
        "errorMessage": words("feature-day-missing"),
    }
    time: Piece = {"type": "Input.Time", "id": "time", "label": words("feature-time")}
    data: blocks.Data = {"service": service.id, "feature": feature, "on": int(on)}
    buttons = [
        blocks.button(words("feature-set-date"), "features.until", data, primary=True),
        blocks.button(words("feature-all"), "features.panel", {"service": service.id}, with_inputs=False),
    ]
    return blocks.card(
        words, [blocks.text(said, weight="Bolder"), day, time], buttons, fallback=words("features-fallback")
    )


def until(words: Words, at: datetime) -> str:
    """*the end of Friday, 27 November 2026*, *today 17:00*: behind *until*."""
    if (local := at.astimezone(words.zone)).hour or local.minute:
        return words.moment(at)
    return words("until-end-of-day", day=words.day(at - timedelta(minutes=1)))


def sent(at: datetime) -> int:
    """A moment in a card's data: milliseconds since 1970."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def moment(sent: int) -> datetime:
    """The same, back. Raises `OverflowError`."""
    return _EPOCH + timedelta(milliseconds=sent)


def meanwhile(words: Words, shown: Thrown) -> str:
    """Why a change was not taken back: somebody has thrown the switch since."""
    of, found = shown.panel, shown.after
    told = words.moment(found.changed_at or _EPOCH)
    if found.changed_by == of.reader:
        return words("feature-meanwhile-you", moment=told)
    name = of.names.get(found.changed_by or 0) or words("by-somebody")
    return words("feature-meanwhile-person", name=blocks.literal(name), moment=told)


def _switch(words: Words, of: Panel, name: str, switch: Switch) -> Iterable[Piece]:
    line = words("feature-line", feature=words(f"feature-{name}"), state=_state(words, switch))
    lines = [blocks.text(line), blocks.subtle(words(f"feature-about-{name}"))]
    lines += [blocks.subtle(each) for each in _who(words, of, switch)] or [blocks.subtle(words("feature-untouched"))]
    yield blocks.group(lines, spacing="Medium")


def _state(words: Words, switch: Switch) -> str:
    state = "on" if switch.on else "off"
    if switch.until is None:
        return words(f"feature-is-{state}")
    return words(f"feature-until-{state}", until=until(words, switch.until))


def _who(words: Words, of: Panel, switch: Switch) -> list[str]:
    if switch.turned_at is not None:
        return [words("feature-by-itself", moment=words.moment(switch.turned_at))]
    if switch.changed_at is None:
        return []
    return [by(words, switch.changed_at, switch.changed_by, of.names, of.reader)]


def _told(words: Words, shown: Thrown) -> str:
    """First whether something was changed, and until when."""
    after, state = shown.after, "on" if shown.after.on else "off"
    service = blocks.literal(shown.panel.service.name)
    key = "turned" if shown.changed else "already"
    said = words(f"feature-{key}-{state}-{shown.feature}", service=service)
    if after.until is None:
        return said
    then = words(f"feature-then-{'off' if after.on else 'on'}", until=until(words, after.until))
    return f"{said} {then}"


def _consequences(words: Words, shown: Thrown) -> Iterable[Piece]:
    of = shown.panel
    if shown.feature != "codes":
        return
    if shown.after.on:
        yield from _usable(words, of)
    elif of.waiting:
        yield blocks.text(words("feature-waiting", count=of.waiting), spacing="Small")


def _usable(words: Words, of: Panel) -> Iterable[Piece]:
    """A switch that is on and of no use is the trap that nobody sees: it is told plainly."""
    if of.needs_primary and not of.primary:
        key = "feature-no-primary" if of.secondary else "feature-no-codes"
        yield blocks.text(words(key), color="Warning", spacing="Small")
        return
    counts = words("count-primary", count=of.primary), words("count-secondary", count=of.secondary)
    yield blocks.text(words("feature-can-pick", primary=counts[0], secondary=counts[1]), spacing="Small")


def _next(words: Words, shown: Thrown) -> Iterable[Piece]:
    of, after = shown.panel, shown.after
    here: blocks.Data = {"service": of.service.id, "feature": shown.feature}
    if shown.changed and after.changed_at is not None:
        back = {**here, "on": int(shown.before.on), "seen": sent(after.changed_at)}
        back |= {"until": sent(shown.before.until)} if shown.before.until else {}
        yield blocks.button(words("feature-revert"), "features.revert", back)
    if after.until is not None or not after.on:
        label = words("feature-other-date" if after.until else "feature-some-date")
        yield blocks.button(label, "features.date", {**here, "on": int(after.on)})
    if shown.feature == "codes" and after.on and of.needs_primary and not of.primary:
        yield blocks.button(words("feature-to-add"), "codes.add_form", {"service": of.service.id}, primary=True)
    yield blocks.button(words("feature-all"), "features.panel", {"service": of.service.id})


def _throw(words: Words, of: Panel, name: str, switch: Switch) -> Piece:
    to = "off" if switch.on else "on"
    data: blocks.Data = {"service": of.service.id, "feature": name, "on": int(not switch.on)}
    return blocks.button(words(f"feature-turn-{to}-{name}"), "features.switch", data)
