"""How is a customer anonymised: who asks, who approves, how far is it, where is the receipt?"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from cards import erasure as cards
from cards import erasure_progress
from dialogs import choosing, exports, inputs
from dialogs.announcements import Announcement, Announcements, Notice
from dialogs.choosing import Wanted
from dialogs.commands import Actions, Command
from dialogs.turn import Turn
from storage.access import NotAnAdmin, Stranger
from storage.erasure import approval, batches, by_command, records, requests, scrubbing
from storage.erasure.approval import AskedInCompany, AskerLeft, Changed, TooEarly, WrongName
from storage.erasure.records import AlreadyAnonymised
from storage.erasure.requests import AlreadyAsked, IsTheAsker, NotOpen, NotPossible, NotTheAsker
from storage.sent_cards import Place

_WANTED: Final = Wanted(found="erasures.find", opened="erasures.preview")


async def look_up(turn: Turn, typed: str) -> None:
    """`anonymize ray`: what it would do. Whoever may not do it does not learn whether there is such a customer."""
    await turn.read(requests.allowed)
    customer_id = await choosing.one(turn, typed, _WANTED)
    if customer_id is not None:
        await _preview(turn, customer_id)


async def start(turn: Turn) -> None:
    await look_up(turn, "")


async def find(turn: Turn) -> None:
    await turn.read(requests.allowed)
    customer_id = await choosing.chosen(turn, _WANTED)
    if customer_id is not None:
        await _preview(turn, customer_id)


async def preview(turn: Turn) -> None:
    await _preview(turn, inputs.id_of(turn.action, "customer"))


async def ask(turn: Turn) -> None:
    customer_id = inputs.id_of(turn.action, "customer")
    try:
        seen, sent = await turn.write(requests.ask, customer_id, choosing.place(turn), _now())
    except AlreadyAsked as exc:
        await _show(turn, exc.erasure_id)
    except AlreadyAnonymised:
        await turn.say(turn.words("erasure-already"))
    except NotPossible as exc:
        await turn.show(cards.preview(turn.words, exc.found, alone=False))
    else:
        text = turn.words("erasure-told-nobody") if seen.told == 0 and not seen.alone else ""
        await turn.show(cards.request(turn.words, seen), text=text, card_id=sent)


async def approve(turn: Turn) -> None:
    """With what was typed, on the figures that the card showed."""
    erasure_id = inputs.id_of(turn.action, "erasure")
    typed, seen = inputs.text(turn.action, "name"), inputs.text(turn.action, "seen")
    try:
        await turn.write(approval.approve, turn.beside, erasure_id, typed, seen, _now())
    except (NotPossible, Changed) as exc:
        key = "erasure-changed-now" if isinstance(exc, Changed) else "erasure-not-possible"
        await _show(turn, erasure_id, turn.words(key))
    except TooEarly as exc:
        await turn.say(turn.words("erasure-too-early", moment=turn.words.moment(exc.at)))
    except tuple(_SAID) as exc:
        await turn.say(turn.words(_SAID[type(exc)]))
    except NotOpen:
        await _show(turn, erasure_id, turn.words("erasure-not-open"))
    else:
        await _show(turn, erasure_id)


async def decline(turn: Turn) -> None:
    await _close(turn, requests.decline)


async def withdraw(turn: Turn) -> None:
    await _close(turn, requests.withdraw)


async def open_one(turn: Turn) -> None:
    erasure_id = inputs.id_of(turn.action, "erasure")
    seen, sent = await turn.write(requests.open_one, erasure_id, choosing.place(turn), _now())
    await turn.show(cards.request(turn.words, seen), card_id=sent)


async def show_all(turn: Turn, _rest: str = "") -> None:
    await turn.show(erasure_progress.listing(turn.words, await turn.read(records.list_all)))


async def download(turn: Turn) -> None:
    """The very bytes whose SHA-256 stands on the card, which stays: the file is a message of its own."""
    erasure_id = inputs.id_of(turn.action, "erasure")
    receipt = await turn.write(records.receipt, erasure_id)
    await _show(turn, erasure_id)
    await exports.deliver_bytes(turn, "receipt", f"anonymisation-{erasure_id}.json", receipt.encode())


async def _preview(turn: Turn, customer_id: int) -> None:
    try:
        found, sent, alone = await turn.write(requests.preview, customer_id, choosing.place(turn), _now())
    except AlreadyAsked as exc:
        await _show(turn, exc.erasure_id)
    except AlreadyAnonymised:
        await turn.say(turn.words("erasure-already"))
    else:
        await turn.show(cards.preview(turn.words, found, alone=alone), card_id=sent)


async def _show(turn: Turn, erasure_id: int, text: str = "") -> None:
    seen, sent = await turn.write(requests.look, erasure_id, choosing.place(turn), _now())
    await turn.show(cards.request(turn.words, seen), text=text, card_id=sent)


async def _close(turn: Turn, function: Callable[..., Any]) -> None:
    erasure_id = inputs.id_of(turn.action, "erasure")
    try:
        await turn.write(function, erasure_id, _now())
    except (NotTheAsker, IsTheAsker) as exc:
        await turn.say(turn.words(_SAID[type(exc)]))
    except NotOpen:
        await _show(turn, erasure_id, turn.words("erasure-not-open"))
    else:
        await _show(turn, erasure_id)


async def open_batch(turn: Turn) -> None:
    await _show_batch(turn, inputs.id_of(turn.action, "batch"))


async def approve_batch(turn: Turn) -> None:
    """One transaction each: what is in the way of one stops no other."""
    batch_id = inputs.id_of(turn.action, "batch")
    try:
        ready = await turn.read(batches.ready, batch_id, inputs.text(turn.action, "number"), _now())
    except WrongName:
        await turn.say(turn.words("erasure-wrong-count"))
        return
    for erasure_id in ready:
        try:
            await turn.write(batches.approve, turn.beside, erasure_id, _now())
        except (NotOpen, NotPossible, Changed):
            continue  # the card shows it as it is now
    await _show_batch(turn, batch_id)


async def _show_batch(turn: Turn, batch_id: int) -> None:
    batch, sent = await turn.write(batches.look, batch_id, choosing.place(turn), _now())
    await turn.show(erasure_progress.batch(turn.words, batch), card_id=sent)


async def announce_batch(notice: Notice) -> Announcement | None:
    batch_id = inputs.id_of(notice.content, "batch")
    try:
        batch, sent = await notice.write(batches.look, batch_id, notice.place, _now())
    except NotAnAdmin:
        return None
    return Announcement(card=erasure_progress.batch(notice.words, batch), card_id=sent)


async def announce(notice: Notice) -> Announcement | None:
    """A request, to the admin who may decide; or how it stands now, in place of a card that shows it."""
    erasure_id, card_id = inputs.id_of(notice.content, "erasure"), inputs.number(notice.content, "card")
    replaces = None
    if card_id is not None:
        replaces = await notice.db.read(scrubbing.standing, notice.tenant_id, card_id)
    shown_in = Place(notice.conversation, replaces)
    try:
        seen, sent = await notice.write(requests.look, erasure_id, shown_in, _now())
    except (NotAnAdmin, Stranger):  # no more the business of whoever reads there
        left = Announcement(card=erasure_progress.scrubbed(notice.words), replaces=replaces, only_there=True)
        return left if replaces else None
    if seen.erasure.state != notice.content.get("stage", records.ASKED):
        return None  # what it has become since is said by a later message
    card = cards.request(notice.words, seen)
    return Announcement(card=card, card_id=sent, replaces=replaces, only_there=replaces is not None)


async def scrub(notice: Notice) -> Announcement | None:
    """Whoever reads it, with whatever rights: it names nobody."""
    tenant_id, card_id = inputs.id_of(notice.content, "tenant"), inputs.id_of(notice.content, "card")
    replaces = await notice.db.read(scrubbing.standing, tenant_id, card_id)
    return Announcement(card=erasure_progress.scrubbed(notice.words), replaces=replaces, only_there=True)


def _now() -> datetime:
    return datetime.now(UTC)


_SAID: Final[dict[type[Exception], str]] = {
    WrongName: "erasure-wrong-name",
    IsTheAsker: "erasure-own",
    NotTheAsker: "erasure-not-yours",
    AskedInCompany: "erasure-asked-in-company",
    AskerLeft: "erasure-asker-left",
}

_WORDS: Final = ("anonymize", "anonymise", "anonymisieren", "anonymisiere", "anonymiser", "anonimizza", "anonimizzare")

COMMANDS: Final = (
    Command(words=_WORDS, run=look_up, action="anonymise.ask", for_admins=True),
    Command(
        words=("erasures", "anonymisations", "anonymizations", "anonymisierungen"),
        run=show_all,
        action="erasures",
        for_admins=True,
    ),
)
ACTIONS: Final[Actions] = {
    "erasures": show_all,
    "anonymise.ask": start,
    "erasures.find": find,
    "erasures.preview": preview,
    "erasures.ask": ask,
    "erasures.open": open_one,
    "erasures.approve": approve,
    "erasures.decline": decline,
    "erasures.withdraw": withdraw,
    "erasures.download": download,
    "erasures.batch": open_batch,
    "erasures.approve_batch": approve_batch,
}
ANNOUNCEMENTS: Final[Announcements] = {
    requests.KIND: announce,
    scrubbing.KIND: scrub,
    by_command.KIND: announce_batch,
}
