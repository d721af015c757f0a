"""How does a request to erase somebody look: what it would do, what stands in the way, who decides?

While it waits for approval the card names the customer, so that nobody is mistaken; cards/erasure_progress.py has what
follows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

from cards import blocks, erasure_progress
from cards.blocks import Piece
from cards.erasure_progress import Erasure, asker, counts
from cards.words import Words

MOST_IDENTIFIERS: Final = 8
LONGEST: Final = 110  # characters of the name: as long as it may have to be typed


class Open(Protocol):
    @property
    def service(self) -> str | None: ...
    @property
    def since(self) -> datetime: ...


class Hold(Protocol):
    @property
    def reason(self) -> str: ...
    @property
    def set_by(self) -> str: ...
    @property
    def set_at(self) -> datetime: ...


class Namesake(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def identifiers(self) -> Sequence[str]: ...
    @property
    def last_contact_at(self) -> datetime: ...


class DryRun(Protocol):
    @property
    def customer_id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def named(self) -> bool: ...
    @property
    def identifiers(self) -> Sequence[str]: ...
    @property
    def counts(self) -> Mapping[str, int]: ...
    @property
    def namesakes(self) -> Sequence[Namesake]: ...
    @property
    def open(self) -> Open | None: ...
    @property
    def held(self) -> Hold | None: ...
    @property
    def possible(self) -> bool: ...
    @property
    def fingerprint(self) -> str: ...


class Seen(Protocol):
    @property
    def erasure(self) -> Erasure: ...
    @property
    def found(self) -> DryRun | None: ...
    @property
    def mine(self) -> bool: ...
    @property
    def alone(self) -> bool: ...
    @property
    def changed(self) -> bool: ...


def preview(words: Words, found: DryRun, *, alone: bool) -> Piece:
    """Before anybody is asked."""
    buttons = [blocks.button(words("erasure-back"), "customers.open", {"customer": found.customer_id})]
    body = [blocks.title(words("erasure-title", name=_name(found))), blocks.text(words("erasure-what"))]
    body += _dry_run(words, found)
    if found.possible:
        body.append(blocks.text(words("erasure-needs-alone" if alone else "erasure-needs"), spacing="Medium"))
        ask = blocks.button(words("erasure-ask"), "erasures.ask", {"customer": found.customer_id}, primary=True)
        leave = blocks.button(words("erasure-leave"), "customers.open", {"customer": found.customer_id})
        buttons = [ask, leave]
    return blocks.card(words, body, buttons, fallback=words("erasure-fallback"))


def request(words: Words, seen: Seen) -> Piece:
    """As it stands, for its reader."""
    match seen.erasure.state:
        case "asked" if seen.found is not None:
            return _asked(words, seen, seen.found)
        case "pending":
            return erasure_progress.pending(words, seen.erasure)
        case "complete":
            return erasure_progress.receipt(words, seen.erasure)
        case _:
            return erasure_progress.closed(words, seen.erasure)


def _asked(words: Words, seen: Seen, found: DryRun) -> Piece:
    erasure = seen.erasure
    of_this: dict[str, str | int] = {"erasure": erasure.id}
    body = [blocks.title(words("erasure-title", name=_name(found)))]
    if seen.changed:
        body.append(blocks.text(words("erasure-changed"), weight="Bolder", color="Attention"))
    decides = not seen.mine or (seen.alone and erasure.not_before is not None)
    if seen.mine:
        body.append(blocks.text(_waiting(words, seen)))
    else:
        body.append(blocks.text(asker(words, erasure, "erasure-please")))
    body += _dry_run(words, found)
    buttons = []
    if decides and found.possible:
        body.append(_field(words, found))
        seen_now = {**of_this, "seen": found.fingerprint}
        buttons.append(blocks.button(words("erasure-approve"), "erasures.approve", seen_now))
    if seen.mine:
        buttons.append(blocks.button(words("erasure-withdraw"), "erasures.withdraw", of_this))
    else:
        buttons.append(blocks.button(words("erasure-decline"), "erasures.decline", of_this))
    return blocks.card(words, body, buttons, fallback=words("erasure-asked-fallback"))


def _waiting(words: Words, seen: Seen) -> str:
    if not seen.alone:
        return words("erasure-waiting")
    if seen.erasure.not_before is None:
        return words("erasure-alone-since")
    return words("erasure-alone", moment=words.moment(seen.erasure.not_before))


def _field(words: Words, found: DryRun) -> Piece:
    label = "erasure-type-name" if found.named else "erasure-type-number"
    return {
        "type": "Input.Text",
        "id": "name",
        "label": words(label),
        "isRequired": True,
        "errorMessage": words(label),
        "maxLength": 200,
    }


def _dry_run(words: Words, found: DryRun) -> Iterable[Piece]:
    yield from _in_the_way(words, found)
    others = [blocks.literal(i, 60) for i in found.identifiers if i != found.title][:MOST_IDENTIFIERS]
    if (more := len(found.identifiers) - MOST_IDENTIFIERS) > 0:
        others.append(words("more", count=more))
    if others:
        yield blocks.subtle(" · ".join(others))
    yield blocks.facts(counts(words, found.counts))
    yield blocks.text(words("erasure-stays"), spacing="Small")
    if not found.namesakes:
        yield blocks.text(words("erasure-nobody-else" if found.named else "erasure-nameless"), spacing="Small")
        return
    yield blocks.text(words("erasure-namesakes"), weight="Bolder", spacing="Medium")
    for each in found.namesakes:
        known = [blocks.literal(i, 40) for i in each.identifiers[:3]]
        contact = words("customer-last-contact", moment=words.moment(each.last_contact_at))
        yield blocks.text(" · ".join([blocks.literal(each.name), *known, contact]), spacing="Small")


def _in_the_way(words: Words, found: DryRun) -> Iterable[Piece]:
    if found.open:
        service = blocks.literal(found.open.service or words("erasure-no-service"))
        told = words("erasure-open", service=service, moment=words.moment(found.open.since))
        yield blocks.text(told, weight="Bolder", color="Attention")
    if found.held:
        moment = words.moment(found.held.set_at)
        told = words("erasure-held", person=blocks.literal(found.held.set_by), moment=moment)
        yield blocks.text(told, weight="Bolder", color="Attention")
        yield blocks.text(blocks.literal(found.held.reason, 200), spacing="Small")


def _name(found: DryRun) -> str:
    return blocks.literal(found.title, LONGEST)
