"""How do the privacy settings of a tenant read, and a change of one?"""

from collections.abc import Sequence
from typing import Protocol

from cards import blocks
from cards.blocks import Piece
from cards.changes import Change, signed
from cards.words import Words


class Setting(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def shown(self) -> bool: ...
    @property
    def last(self) -> Change | None: ...


class Changed(Protocol):
    @property
    def tenant(self) -> str: ...
    @property
    def setting(self) -> Setting: ...
    @property
    def was_shown(self) -> bool: ...
    @property
    def changed(self) -> bool: ...


def settings(words: Words, tenant: str, every: Sequence[Setting]) -> Piece:
    """Each with a button that turns it round."""
    body = [blocks.title(_title(words, tenant)), blocks.text(words("privacy-text"))]
    for each in every:
        body.append(blocks.text(f"**{words(f'privacy-{each.name}')}**: {_state(words, each.shown)}", spacing="Small"))
        if each.last:
            body.append(blocks.subtle(signed(words, each.last)))
    buttons = [_turn(words, each) for each in every]
    return blocks.card(words, body, buttons, fallback=words("privacy-fallback"))


def changed(words: Words, made: Changed) -> Piece:
    """What it was, what it is, what that means, and the way back."""
    setting = made.setting
    line = words(
        "changed-line",
        what=words(f"privacy-{setting.name}"),
        before=_state(words, made.was_shown),
        after=_state(words, setting.shown),
    )
    body = [
        blocks.title(_title(words, made.tenant)),
        blocks.text(line if made.changed else words("privacy-already", line=_now(words, setting))),
        blocks.text(words(f"privacy-{setting.name}-{_key(setting.shown)}"), spacing="Small"),
    ]
    buttons = []
    if setting.last:
        body.append(blocks.subtle(signed(words, setting.last), spacing="Small"))
    if made.changed and setting.last:
        data: dict[str, str | int] = {"setting": setting.name, "change": setting.last.position}
        buttons.append(blocks.button(words("button-revert"), "privacy.revert", data))
    buttons.append(blocks.button(words("privacy-all"), "privacy"))
    return blocks.card(words, body, buttons, fallback=words("privacy-fallback"))


def _turn(words: Words, setting: Setting) -> Piece:
    label = words(f"privacy-turn-{setting.name}-{_key(not setting.shown)}")
    data = {"setting": setting.name, "to": _key(not setting.shown)}
    return blocks.button(label, "privacy.set", data)


def _now(words: Words, setting: Setting) -> str:
    return f"{words(f'privacy-{setting.name}')}: {_state(words, setting.shown)}"


def _title(words: Words, tenant: str) -> str:
    return words("privacy-title", tenant=blocks.literal(tenant))


def _state(words: Words, shown: bool) -> str:
    return words(f"privacy-{_key(shown)}")


def _key(shown: bool) -> str:
    return "shown" if shown else "masked"
