"""How does it read how long interactions are kept, and what another time would do?"""

from datetime import datetime
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Piece
from cards.changes import Change, signed
from cards.words import Words

LONGEST: Final = 120  # months


class Retention(Protocol):
    @property
    def tenant(self) -> str: ...
    @property
    def months(self) -> int | None: ...
    @property
    def last(self) -> Change | None: ...


class Forecast(Protocol):
    @property
    def now(self) -> Retention: ...
    @property
    def months(self) -> int: ...
    @property
    def interactions(self) -> int: ...
    @property
    def customers(self) -> int: ...
    @property
    def held(self) -> int: ...
    @property
    def first(self) -> datetime | None: ...
    @property
    def last(self) -> datetime | None: ...


class Changed(Protocol):
    @property
    def before(self) -> int | None: ...
    @property
    def retention(self) -> Retention: ...


def retention(words: Words, shown: Retention) -> Piece:
    body = [blocks.title(_title(words, shown)), blocks.text(_kept(words, shown))]
    if shown.last:
        body.append(blocks.subtle(signed(words, shown.last)))
    body.append(
        {
            "type": "Input.Number",
            "id": "months",
            "label": words("retention-label"),
            "value": shown.months or 24,
            "min": 1,
            "max": LONGEST,
            "isRequired": True,
            "errorMessage": words("retention-not-months"),
        }
    )
    buttons = [blocks.button(words("retention-look"), "retention.look", primary=True)]
    if shown.months is not None:
        data = {"to": _key(None), "was": _key(shown.months)}
        buttons.append(blocks.button(words("retention-endless"), "retention.set", data))
    return blocks.card(words, body, buttons, fallback=words("retention-fallback"))


def forecast(words: Words, shown: Forecast, now: datetime) -> Piece:
    """What it would do: nothing is set before the press."""
    body = [
        blocks.title(_title(words, shown.now)),
        blocks.text(_line(words, shown.now.months, shown.months), weight="Bolder"),
        blocks.text(words("retention-now", kept=_kept(words, shown.now), effect=_effect(words, shown))),
    ]
    if shown.customers:
        gone = words("retention-customers", count=shown.customers, number=words.number(shown.customers))
        body.append(blocks.text(gone, spacing="Small"))
    if shown.held:
        held = words("retention-held", count=shown.held, number=words.number(shown.held))
        body.append(blocks.text(held, spacing="Small"))
    if shown.interactions:
        body.append(blocks.text(words("retention-final"), spacing="Small"))
    same = {"to": _key(shown.months), "was": _key(shown.now.months)}
    data = {**same, "shown": str(int(now.timestamp()))}
    buttons = [
        blocks.button(words("retention-set", months=span(words, shown.months)), "retention.set", data),
        blocks.button(words("retention-leave"), "retention.leave"),
    ]
    return blocks.card(words, body, buttons, fallback=words("retention-fallback"))


def changed(words: Words, made: Changed) -> Piece:
    now = made.retention
    body = [
        blocks.title(_title(words, now)),
        blocks.text(_line(words, made.before, now.months), weight="Bolder"),
        blocks.text(words("retention-done" if _shorter(made) else "retention-longer"), spacing="Small"),
    ]
    if now.last:
        body.append(blocks.subtle(signed(words, now.last), spacing="Small"))
    buttons = [blocks.button(words("button-retention"), "retention")]
    return blocks.card(words, body, buttons, fallback=words("retention-fallback"))


def stays(words: Words, shown: Retention) -> str:
    return words("retention-stays", months=span(words, shown.months))


def _title(words: Words, shown: Retention) -> str:
    return words("retention-title", tenant=blocks.literal(shown.tenant))


def _kept(words: Words, shown: Retention) -> str:
    if shown.months is None:
        return words("retention-kept-endless")
    return words("retention-kept", months=span(words, shown.months))


def _effect(words: Words, shown: Forecast) -> str:
    months = span(words, shown.months)
    if not shown.interactions or shown.first is None or shown.last is None:
        return words("retention-nothing", months=months)
    return words(
        "retention-effect",
        months=months,
        count=shown.interactions,
        number=words.number(shown.interactions),
        first=words.date(shown.first),
        last=words.date(shown.last),
    )


def _line(words: Words, before: int | None, after: int | None) -> str:
    return words("changed-line", what=words("retention-what"), before=span(words, before), after=span(words, after))


def _shorter(made: Changed) -> bool:
    after = made.retention.months
    return after is not None and (made.before is None or after < made.before)


def span(words: Words, months: int | None) -> str:
    return words("retention-without-end") if months is None else words("retention-months", count=months)


def _key(months: int | None) -> str:
    return "none" if months is None else str(months)
