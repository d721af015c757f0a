"""How does it read that codes were made, changed, retired, added, taken off or moved?"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Data, Piece
from cards.codes import KINDS, LONGEST_NAME, Code, add_one, back, of_codes, used
from cards.ownership import Service
from cards.words import Words

MOST_NAMED: Final = 20  # codes of a list in one line
MOST_TOLD: Final = 10  # lines of a pasted list


class Edit(Protocol):
    @property
    def before(self) -> Code: ...
    @property
    def after(self) -> Code: ...
    @property
    def default_off(self) -> bool: ...


class Change(Protocol):
    @property
    def service(self) -> Service: ...
    @property
    def before(self) -> Sequence[Code]: ...
    @property
    def after(self) -> Sequence[Code]: ...
    @property
    def came(self) -> Sequence[Code]: ...
    @property
    def went(self) -> Sequence[Code]: ...
    @property
    def places(self) -> Sequence[tuple[int, int]]: ...
    @property
    def default_off(self) -> bool: ...


class Refused(Protocol):
    @property
    def line(self) -> int: ...
    @property
    def why(self) -> str: ...


def created(words: Words, service: Service, code: Code, now: datetime) -> Piece:
    """It exists, and shows nowhere yet."""
    body = [
        blocks.text(words(f"made-{code.kind}", name=_name(code)), weight="Bolder"),
        blocks.text(words("made-unseen"), spacing="Small"),
        *_by_you(words, now),
    ]
    here: Data = {"service": service.id, "code": code.id}
    buttons = [
        add_one(words, service, code),
        blocks.button(words("codes-edit"), "codes.edit_form", here),
        blocks.button(words("codes-all"), "codes.all", {"service": service.id}),
    ]
    return blocks.card(words, body, buttons, fallback=words("changed-fallback"))


def pasted(
    words: Words, service: Service, made: Sequence[Code], refused: Sequence[Refused], now: datetime, *, is_cut: bool
) -> Piece:
    """How many were made, and of each line that was not, why."""
    body = [blocks.text(words("pasted-made", count=len(made)), weight="Bolder")]
    if made:
        body += [blocks.text(_names(words, made), spacing="Small"), *_by_you(words, now)]
        body.append(blocks.text(words("pasted-unseen"), spacing="Small"))
    if refused:
        body.append(blocks.heading(words("pasted-refused", count=len(refused))))
        lines = [words(f"pasted-{each.why}", line=str(each.line)) for each in refused[:MOST_TOLD]]
        body += [blocks.subtle(line) for line in lines]
        if len(refused) > MOST_TOLD:
            body.append(blocks.subtle(words("more", count=len(refused) - MOST_TOLD)))
    if is_cut:
        body.append(blocks.text(words("pasted-cut"), color="Warning", spacing="Small"))
    buttons = []
    if made:
        label = words("pasted-add", service=blocks.clean(service.name, 20), count=len(made))
        buttons.append(blocks.button(label, "codes.add", of_codes(made, service), primary=True))
    buttons.append(blocks.button(words("pasted-again"), "codes.paste_form", {"service": service.id}))
    return blocks.card(words, body, [*buttons, back(words, service)], fallback=words("changed-fallback"))


def edited(words: Words, service: Service, edit: Edit, now: datetime) -> Piece:
    before, after = edit.before, edit.after
    body = [blocks.text(words("edited" if before != after else "edited-not", name=_name(after)), weight="Bolder")]
    pairs = []
    if before.name != after.name:
        pairs.append((words("code-name"), words("changed-pair", before=_name(before), after=_name(after))))
    if before.description != after.description:
        said = [blocks.literal(d or words("changed-nothing"), 500) for d in (before.description, after.description)]
        pairs.append((words("changed-description"), words("changed-pair", before=said[0], after=said[1])))
    if pairs:
        body += [blocks.facts(pairs), *_by_you(words, now)]
        body.append(blocks.text(words("edited-text"), spacing="Small"))
    here: Data = {"service": service.id, "code": after.id}
    buttons = [blocks.button(words("codes-edit"), "codes.edit_form", here), back(words, service)]
    return blocks.card(words, body, buttons, fallback=words("changed-fallback"))


def retired(words: Words, service: Service, edit: Edit, uses: int, most: int, now: datetime) -> Piece:
    """Or brought back, or neither, because it was so already."""
    before, after = edit.before, edit.after
    state = "retired" if after.retired else "restored"
    told = words(f"now-{state}" if before != after else f"already-{state}", name=_name(after))
    body = [blocks.text(told, weight="Bolder")]
    if before != after:
        states = [words("changed-retired" if each.retired else "changed-living") for each in (before, after)]
        pair = words("changed-pair", before=states[0], after=states[1])
        body.append(blocks.facts([(words("changed-state"), pair)]))
        body += _by_you(words, now)
    if after.retired:
        body.append(blocks.text(f"{words('changed-kept')} {used(words, uses, most)}", spacing="Small"))
    body += _default_off(words, edit.default_off)
    here: Data = {"service": service.id, "code": after.id}
    undo = blocks.button(words("codes-restore" if after.retired else "codes-retire"), _opposite(after), here)
    return blocks.card(words, body, [undo, back(words, service)], fallback=words("changed-fallback"))


def changed(words: Words, change: Change, now: datetime) -> Piece:
    """The list of each kind that is another now: before → after, and the way back."""
    service = change.service
    body = [blocks.text(_told(words, change), weight="Bolder")]
    for kind in KINDS:
        before, after = ([c for c in each if c.kind == kind] for each in (change.before, change.after))
        if [c.id for c in before] != [c.id for c in after]:
            pair = words("changed-pair", before=_names(words, before), after=_names(words, after))
            body.append(blocks.facts([(words(f"codes-kind-{kind}"), pair)]))
    if change.before != change.after:
        body += _by_you(words, now)
    if change.went:
        body.append(blocks.text(words("changed-kept"), spacing="Small"))
    body += _default_off(words, change.default_off)
    kind = (*change.came, *change.after)[0].kind if change.after else ""
    buttons = [*_undo(words, change)]
    if kind and not change.went:
        data: Data = {"service": service.id, "kind": kind}
        buttons.append(blocks.button(words("changed-order"), "codes.order_form", data))
    return blocks.card(words, body, [*buttons, back(words, service)], fallback=words("changed-fallback"))


def exists(words: Words, service: Service, code: Code) -> Piece:
    """Under the sentence that the name is taken."""
    here: Data = {"service": service.id, "code": code.id}
    buttons = [blocks.button(words("exists-open"), "codes.open", here), back(words, service)]
    text = words("exists-retired" if code.retired else "exists", name=_name(code))
    return blocks.card(words, [blocks.text(text)], buttons, fallback=words("changed-fallback"))


def moved(words: Words, change: Change, now: datetime) -> str:
    """Above the order, which is shown again: from which place to which."""
    if change.before == change.after:
        return words("list-same", service=_service(change))
    [(code_id, was)] = change.places
    code = next(c for c in change.after if c.id == code_id)
    place = [c.id for c in change.after if c.kind == code.kind].index(code_id) + 1
    told = words("moved", name=_name(code), before=str(was), after=str(place))
    return f"{told}, {words('by-you', moment=words.moment(now))}"


def _service(change: Change) -> str:
    return blocks.literal(change.service.name)


def _told(words: Words, change: Change) -> str:
    service = _service(change)
    if change.came:
        return words("added", service=service, names=_names(words, change.came), count=len(change.came))
    if change.went:
        return words("taken-off", service=service, names=_names(words, change.went), count=len(change.went))
    return words("list-same", service=service)


def _undo(words: Words, change: Change) -> Iterable[Piece]:
    """By its counterpart, so that what others have done since stays."""
    if change.came:
        data = of_codes(change.came, change.service)
        yield blocks.button(words("changed-undo"), "codes.take_off", data)
    elif change.went:
        places = ",".join(f"{code}:{place}" for code, place in change.places)
        yield blocks.button(words("changed-undo"), "codes.put_back", {"service": change.service.id, "places": places})


def _names(words: Words, codes: Sequence[Code]) -> str:
    if not codes:
        return words("changed-nothing")
    shown = [blocks.literal(each.name, 40) for each in codes[:MOST_NAMED]]
    rest = [words("more", count=len(codes) - MOST_NAMED)] if len(codes) > MOST_NAMED else []
    return ", ".join([*shown, *rest])


def _name(code: Code) -> str:
    return blocks.literal(code.name, LONGEST_NAME)


def _opposite(code: Code) -> str:
    return "codes.restore" if code.retired else "codes.retire"


def _default_off(words: Words, off: bool) -> Iterable[Piece]:
    if off:
        yield blocks.text(words("changed-default-off"), color="Warning", spacing="Small")


def _by_you(words: Words, now: datetime) -> Iterable[Piece]:
    yield blocks.subtle(words("by-you", moment=words.moment(now)), spacing="Small")
