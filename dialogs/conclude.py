"""How does somebody conclude an interaction: by its card, or in words?"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from cards import blocks
from cards import conclude as cards
from cards import receipts as receipt_cards
from cards import sessions as session_cards
from cards.picks import LONGEST_TAGS, Filled
from cards.words import Words
from dialogs import concluding, inputs, picking
from dialogs.announcements import Announcement, Announcements, Notice
from dialogs.commands import Actions, Command
from dialogs.concluding import Meant
from dialogs.customers import place
from dialogs.picking import Notice as Said
from dialogs.turn import Turn
from storage import conclusions, forms, receipts, suggestions, tags, uncoded, wrapups
from storage.access import NotForPartners
from storage.choices import (
    CodesChanged,
    CodesOff,
    NothingChosen,
    TagTooLong,
    TooFewPrimary,
    TooManyPrimary,
    TooManySecondary,
    TooManyTags,
    Unfit,
)
from storage.conclusions import AlreadyConcluded
from storage.forms import Form
from storage.sent_cards import Place, SentCard
from storage.wrapups import TooOften

LOOKED_AT: Final = 50  # of somebody's interactions, in which a time or a name is looked for
_UNFIT: Final = {
    TooFewPrimary: "conclude-too-few",
    TooManyPrimary: "conclude-too-many",
    TooManySecondary: "conclude-too-many-more",
    TooManyTags: "conclude-too-many-tags",
    TagTooLong: "conclude-tag-too-long",
    NothingChosen: "conclude-empty",
}


async def conclude(turn: Turn, typed: str) -> None:
    """`conclude last Resolved + Outage #vip`: the filled card, to check and to press."""
    now = _now()
    latest = await turn.read(uncoded.latest, now, LOOKED_AT)
    tokens, written = picking.split(typed)
    meant = concluding.which(tokens, latest, turn.words.zone, now)
    if meant.problem:
        await turn.say(_said(turn.words, meant.problem))
    elif len(meant.found) > 1:
        ids = [each.id for each in meant.found]
        sent = await turn.write(receipts.note_these, ids, place(turn), "sessions", now)
        await turn.show(session_cards.which(turn.words, meant.found, latest.concluded, typed), card_id=sent)
    else:
        await _fill(turn, meant, written)


async def open_form(turn: Turn) -> None:
    opened = await _opened(turn, inputs.id_of(turn.action, "interaction"), place(turn))
    if opened:
        form, sent = opened
        await turn.show(cards.form(turn.words, form, going_through=_going_through(turn)), card_id=sent)


async def submit(turn: Turn) -> None:
    """Final, if it is good; else the same card, with what it lacks."""
    interaction_id = inputs.id_of(turn.action, "interaction")
    filled = filled_in(turn)
    try:
        receipt, sent = await turn.write(
            conclusions.submit, interaction_id, filled.codes, filled.tags, place(turn), _now()
        )
    except AlreadyConcluded:
        await _told(turn, interaction_id)
    except CodesOff:
        await turn.say(turn.words("conclude-off"))
    except (CodesChanged, Unfit) as exc:
        await _again(turn, interaction_id, filled, refusal(turn.words, exc))
    else:
        await turn.show(receipt_cards.receipt(turn.words, receipt), card_id=sent)
        await _go_on(turn)


async def later(turn: Turn) -> None:
    """In half an hour."""
    interaction_id = inputs.id_of(turn.action, "interaction")
    try:
        due, sent = await turn.write(wrapups.defer, interaction_id, place(turn), _now())
    except TooOften:
        await turn.say(turn.words("conclude-deferred-often"))
    except AlreadyConcluded:
        await _told(turn, interaction_id)
    except CodesOff:
        await turn.say(turn.words("conclude-off"))
    else:
        await turn.show(cards.deferred(turn.words, interaction_id, due, shift=False), card_id=sent)


async def at_end_of_shift(turn: Turn) -> None:
    interaction_id = inputs.id_of(turn.action, "interaction")
    try:
        due, sent = await turn.write(wrapups.at_end_of_shift, interaction_id, place(turn), turn.words.zone, _now())
    except AlreadyConcluded:
        await _told(turn, interaction_id)
    except CodesOff:
        await turn.say(turn.words("conclude-off"))
    else:
        await turn.show(cards.deferred(turn.words, interaction_id, due, shift=True), card_id=sent)


async def suggest_codes(turn: Turn, typed: str) -> list[tuple[str, str]]:
    found = await turn.read(suggestions.of_codes, typed, _now())
    return [(str(code_id), blocks.clean(name, 120)) for code_id, name in found]


async def suggest_tags(turn: Turn, typed: str) -> list[tuple[str, str]]:
    return [(tag, f"#{blocks.clean(tag)}") for tag in await turn.read(suggestions.of_tags, typed, _now())]


async def announce(notice: Notice) -> Announcement | None:
    """The wrap-up card, by itself."""
    interaction_id = inputs.id_of(notice.content, "interaction")
    try:
        form, sent = await notice.write(forms.open_form, interaction_id, notice.place, _now())
    except (AlreadyConcluded, CodesOff, NotForPartners):
        return None
    return Announcement(card=cards.form(notice.words, form), card_id=sent)


async def announce_receipt(notice: Notice) -> Announcement | None:
    """In place of a card with which it could have been concluded."""
    card_id, interaction_id = inputs.id_of(notice.content, "card"), inputs.id_of(notice.content, "interaction")
    receipt, activity_id = await notice.read(receipts.in_place_of, card_id, interaction_id, _now())
    card = receipt_cards.receipt(notice.words, receipt)
    return Announcement(card=card, card_id=SentCard(notice.tenant_id, card_id), replaces=activity_id)


def filled_in(turn: Turn) -> Filled:
    """What the fields of the card say, as tampered with as the client likes."""
    codes = (*inputs.numbers(turn.action, "code"), *inputs.numbers(turn.action, "more"))
    typed = (inputs.text(turn.action, "tags", LONGEST_TAGS), inputs.text(turn.action, "often", LONGEST_TAGS))
    return Filled(codes=frozenset(codes), tags=tags.normal(typed))


def refusal(words: Words, exc: CodesChanged | Unfit) -> str:
    """What is wrong with a choice, and that nothing has happened."""
    if isinstance(exc, Unfit):
        return words(_UNFIT[type(exc)], most=str(exc.limit))
    return words("conclude-changed")


async def _fill(turn: Turn, meant: Meant, written: Sequence[str]) -> None:
    opened = await _opened(turn, meant.found[0].id, place(turn))
    if opened is None:
        return
    form, sent = opened
    picked = picking.picked(meant.rest, written, form.offer.codes, form.offer.rules.primary_most)
    notices = [_said(turn.words, each) for each in (*meant.notices, *picked.notices)]
    filled = Filled(codes=picked.code_ids, tags=picked.tags)
    await turn.show(cards.form(turn.words, form, filled, notices), card_id=sent)


async def _again(turn: Turn, interaction_id: int, filled: Filled, notice: str) -> None:
    """With what was picked and still holds."""
    opened = await _opened(turn, interaction_id, place(turn))
    if opened:
        form, sent = opened
        again = cards.form(turn.words, form, filled, [notice], going_through=_going_through(turn))
        await turn.show(again, card_id=sent)


async def _opened(turn: Turn, interaction_id: int, where: Place) -> tuple[Form, SentCard] | None:
    """None: somebody has concluded it, or codes are off; then that has been said."""
    try:
        return await turn.write(forms.open_form, interaction_id, where, _now())
    except AlreadyConcluded:
        await _told(turn, interaction_id)
    except CodesOff:
        await turn.say(turn.words("conclude-off"))
    return None


async def _told(turn: Turn, interaction_id: int) -> None:
    """By whom, when and with what; an issue can still be reported."""
    receipt, sent = await turn.write(receipts.open_receipt, interaction_id, place(turn), _now())
    buttons = cards.report_or_go_on(turn.words, receipt.glance, issues=receipt.glance.issues_on)
    card = receipt_cards.receipt(turn.words, receipt, buttons)
    await turn.show(card, text=receipt_cards.already(turn.words, receipt), card_id=sent)


async def _go_on(turn: Turn) -> None:
    """One by one: the next comes as a card of its own."""
    if not _going_through(turn):
        return
    following = await turn.read(uncoded.oldest, _now())
    opened = await _opened(turn, following, Place(turn.conversation, None)) if following else None
    if opened:
        form, sent = opened
        await turn.show(cards.form(turn.words, form, going_through=True), card_id=sent)
    elif not following:
        await turn.say(turn.words("uncoded-none"))


def _going_through(turn: Turn) -> bool:
    return bool(inputs.text(turn.action, "next"))


def _said(words: Words, said: Said) -> str:
    """What was typed is foreign, also when it comes from the person themselves."""
    key, arguments = said
    return words(key, **{name: blocks.literal(value) for name, value in arguments.items()})


def _now() -> datetime:
    return datetime.now(UTC)


COMMANDS: Final = (
    Command(words=("conclude", "abschliessen", "abschließen", "conclure", "concludi"), run=conclude, for_agents=True),
)
ACTIONS: Final[Actions] = {
    "conclude.open": open_form,
    "conclude.submit": submit,
    "conclude.later": later,
    "conclude.shift": at_end_of_shift,
}
ANNOUNCEMENTS: Final[Announcements] = {"wrapup": announce, "receipt": announce_receipt}
