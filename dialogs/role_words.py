"""Which role is meant by *Ben owner of Sales*?

Names of people and of services may hold the very words: *Alice Agent owner of Sales*. So every way to read a sentence
is given, and the store tells which of them names somebody and something that exist.
"""

from typing import Final, NamedTuple

_GIVE: Final = "give grant add gib vergib erteile"
_TAKE: Final = "take revoke remove withdraw entziehe entzieh nimm"
_ROLES: Final = {
    "tenant_admin": ("tenant admin", "admin", "administrator", "mandanten-admin", "mandantenadmin"),
    "partner_admin": ("partner admin", "partner-admin", "partner", "partneradmin"),
    "owner": ("owner", "verantwortlich", "verantwortliche", "verantwortlicher"),
    "agent": ("agent", "agentin", "member", "mitglied"),
}
_VERBS: Final = dict.fromkeys(_GIVE.split(), True) | dict.fromkeys(_TAKE.split(), False)
_ROLE: Final = {word: role for role, words in _ROLES.items() for word in words}
_LONGEST: Final = max(len(word.split()) for word in _ROLE)
_BEFORE_SERVICE: Final = {"of", "in", "for", "at", "von", "für", "im", "bei"}
_MOST_WORDS: Final = 40


class Reading(NamedTuple):
    person: str
    role: str
    service: str | None


def verb(typed: str) -> tuple[bool | None, str]:
    """Whether to give (True) or to take away (False), and the rest; None: neither."""
    first, _, rest = typed.partition(" ")
    given = _VERBS.get(first.casefold())
    return (given, typed) if given is None else (given, rest.strip())


def readings(text: str) -> list[Reading]:
    """A role in the tenant stands alone, one in a service with its name."""
    words = text.split()[:_MOST_WORDS]
    found = []
    for start in range(1, len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            role = _ROLE.get(" ".join(words[start:end]).casefold())
            if role is None:
                continue
            service = words[end:]
            if service and service[0].casefold() in _BEFORE_SERVICE:
                service = service[1:]
            if bool(service) == (role in ("owner", "agent")):
                found.append(Reading(" ".join(words[:start]), role, " ".join(service) or None))
    return found
