"""Cards of the privacy settings, filled with the ordinary, the longest and the most hostile."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from cards import privacy as cards
from cards.words import Words
from storage.changes import Change
from storage.privacy import SETTINGS, Changed, Setting

CHANGE: Final = Change(
    position=2**40, at=datetime(2026, 11, 23, 14, 12, tzinfo=UTC), by="Adam Admin", mine=True, detail={"shown": False}
)
HOSTILE: Final = "**bold** [x](http://x) <at>all</at>\u202e"


def privacy_cards(words: Words) -> dict[str, dict[str, Any]]:
    """By a name."""
    untouched = [Setting(name=name, shown=name != "partners", last=None) for name in SETTINGS]
    changed = [replace(each, shown=False, last=CHANGE) for each in untouched]
    by_hostile = [replace(each, last=replace(CHANGE, by=HOSTILE * 9, mine=False)) for each in untouched]
    made = {
        "privacy": cards.settings(words, "Contoso", untouched),
        "privacy, all changed": cards.settings(words, "Contoso", changed),
        "hostile privacy": cards.settings(words, HOSTILE * 9, by_hostile),
        "hostile privacy changed": cards.changed(
            words, Changed(tenant=HOSTILE, setting=by_hostile[0], was_shown=False)
        ),
    }
    for each in changed:
        shown = replace(each, shown=True)
        made[f"privacy of {each.name} masked"] = cards.changed(words, Changed(tenant="C", setting=each, was_shown=True))
        made[f"privacy of {each.name} shown"] = cards.changed(
            words, Changed(tenant="C", setting=shown, was_shown=False)
        )
        made[f"privacy of {each.name} as before"] = cards.changed(
            words, Changed(tenant="C", setting=shown, was_shown=True)
        )
    return made
