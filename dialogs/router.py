"""Which behaviour does a turn get? Card action first, then command, else the nearest commands."""

from typing import Final

from rapidfuzz import fuzz, process

from cards import customers as customer_cards
from cards import filter_menu as filter_cards
from cards import help as cards
from cards import picks
from cards import roles as role_cards
from dialogs import (
    audit,
    codes,
    conclude,
    customers,
    erasure,
    export_asking,
    export_upload,
    exports,
    features,
    filter_menu,
    help,  # noqa: A004  named as its command
    history,
    holds,
    identities,
    inputs,
    interactions,
    issues,
    language,
    legend,
    privacy,
    reports,
    retention,
    roles,
    rules,
    services,
    sessions,
    tenants,
    trace,
    uncoded,
)
from dialogs.announcements import Announcements
from dialogs.commands import Actions, Command, heard
from dialogs.filter_state import NotOurs
from dialogs.turn import Turn
from storage.access import NotAnAdmin, NotAnOwner, NoTenantChosen, NotForPartners, NotFound, Stranger
from storage.audit import refused

_NEAR: Final = 65  # of 100, by which a word is as good as a command
_MOST_OFFERED: Final = 4

ANYWHERE: Final[tuple[Command, ...]] = (*help.COMMANDS, *legend.COMMANDS, *language.COMMANDS)
IN_PRIVATE: Final[tuple[Command, ...]] = (
    *customers.COMMANDS,
    *history.COMMANDS,
    *interactions.COMMANDS,
    *conclude.COMMANDS,
    *sessions.COMMANDS,
    *uncoded.COMMANDS,
    *codes.COMMANDS,
    *features.COMMANDS,
    *reports.COMMANDS,
    *export_asking.COMMANDS,
    *exports.COMMANDS,
    *services.COMMANDS,
    *privacy.COMMANDS,
    *retention.COMMANDS,
    *roles.COMMANDS,
    *audit.COMMANDS,
    *trace.COMMANDS,
    *erasure.COMMANDS,
    *holds.COMMANDS,
    *identities.COMMANDS,
    *tenants.COMMANDS,
)
COMMANDS: Final = (*ANYWHERE, *IN_PRIVATE)

_ACTIONS_ANYWHERE: Final[Actions] = {**help.ACTIONS, **legend.ACTIONS, **language.ACTIONS}


async def route(turn: Turn) -> None:
    """Whatever comes is answered; what a person may not do or see, in one sentence."""
    try:
        await (_type(turn) if turn.action is None else _press(turn))
    except NoTenantChosen:
        await tenants.ask(turn)
    except inputs.Unreadable:
        await turn.db.write(refused, turn.who, "router.unreadable")
        await turn.say(turn.words("error-not-found"))
    except NotFound:
        await turn.say(turn.words("error-not-found"))
    except NotOurs:
        await turn.say(turn.words("filters-not-ours"))
    except NotAnOwner:
        await turn.say(turn.words("error-not-an-owner"))
    except NotForPartners:
        await turn.say(turn.words("error-not-for-partners"))
    except NotAnAdmin:
        await turn.say(turn.words("error-not-an-admin"))
    except Stranger:
        await turn.say(turn.words("error-stranger"))


async def suggest(turn: Turn, dataset: str, typed: str) -> list[tuple[str, str]]:
    """(value, title) for a field that suggests while somebody types; nothing where nothing may be seen."""
    find = _SUGGEST.get(dataset)
    if find is None or not turn.personal:
        return []
    try:
        return await find(turn, typed)
    except (NoTenantChosen, NotAnAdmin, Stranger):
        return []


async def _press(turn: Turn) -> None:
    name = (turn.action or {}).get("action")
    run = ACTIONS.get(name) if isinstance(name, str) else None
    if run is None:
        await turn.say(turn.words("error-not-understood"))
    elif name not in _ACTIONS_ANYWHERE and not turn.personal:
        await _in_private(turn)
    else:
        await run(turn)


async def _type(turn: Turn) -> None:
    found = heard(turn.text, COMMANDS)
    if found is None:
        await turn.show(cards.nearest(turn.words, turn.text if turn.personal else "", _nearest(turn)))
        return
    command, rest = found
    if command in IN_PRIVATE and not turn.personal:
        await _in_private(turn)
    else:
        await command.run(turn, rest[: inputs.LONGEST])


async def _in_private(turn: Turn) -> None:
    """Of customers, and of who may do what, nothing is said where others read along: not even a refusal."""
    answered = await turn.privately(route)
    await turn.say(turn.words("private-answered" if answered else "private-unreachable"))


def _nearest(turn: Turn) -> list[str]:
    """Actions of the commands that look like the first word, then those that are always worth a try."""
    told = [c for c in COMMANDS if c.is_for(turn.profile.roles)]
    actions = {word: command.action for command in told for word in command.words}
    first = turn.text.casefold().partition(" ")[0][:40]
    near = process.extract(first, list(actions), scorer=fuzz.ratio, score_cutoff=_NEAR) if first else []
    offered = [action for word, *_ in near if (action := actions[word])]
    return list(dict.fromkeys([*offered, "customers.ask", "history.ask", "help"]))[:_MOST_OFFERED]


ACTIONS: Final[Actions] = {
    **_ACTIONS_ANYWHERE,
    **customers.ACTIONS,
    **history.ACTIONS,
    **interactions.ACTIONS,
    **filter_menu.ACTIONS,
    **conclude.ACTIONS,
    **sessions.ACTIONS,
    **uncoded.ACTIONS,
    **issues.ACTIONS,
    **codes.ACTIONS,
    **features.ACTIONS,
    **rules.ACTIONS,
    **reports.ACTIONS,
    **export_asking.ACTIONS,
    **exports.ACTIONS,
    **services.ACTIONS,
    **privacy.ACTIONS,
    **retention.ACTIONS,
    **roles.ACTIONS,
    **audit.ACTIONS,
    **trace.ACTIONS,
    **erasure.ACTIONS,
    **holds.ACTIONS,
    **identities.ACTIONS,
    **tenants.ACTIONS,
}

_SUGGEST: Final = {
    customer_cards.DATASET: customers.suggest,
    picks.CODES: conclude.suggest_codes,
    picks.TAGS: conclude.suggest_tags,
    role_cards.DATASET: roles.suggest,
    filter_cards.DATASETS["service"]: filter_menu.suggest_services,
    filter_cards.DATASETS["user"]: filter_menu.suggest_people,
    filter_cards.DATASETS["code"]: filter_menu.suggest_codes,
}

ANNOUNCEMENTS: Final[Announcements] = {  # what is said outside a turn, by the kind of the outbox
    **conclude.ANNOUNCEMENTS,
    **exports.ANNOUNCEMENTS,
    **export_upload.ANNOUNCEMENTS,
    **uncoded.ANNOUNCEMENTS,
    **erasure.ANNOUNCEMENTS,
}
