"""How does one row of the audit log read: who did what, about whom or what?"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from cards import blocks
from cards.words import Words

LONGEST: Final = 40  # characters of a name
_OPERATED: Final = ("setup.", "api_key.", "erasure.", "role.")  # by a command on the machine, or by a setting
_OF_SERVICE: Final = ("owner", "agent")
_ROLES: Final = ("tenant_admin", "partner_admin", *_OF_SERVICE)
_SWITCHES: Final = ("codes", "caller", "issues")
_PRIVACY: Final = ("agents", "owners", "partners", "users", "feed")
_REFUSED_BY: Final = {  # of what somebody was refused, by the modules that refuse it
    "audit": "audit_pages",
    "codes": "codes code_changes code_forms code_lists code_meant features ownership promotion rules switches",
    "conclusions": "batches conclude conclusions forms receipts suggestions uncoded wrapups",
    "customers": "customers glances search",
    "erasures": "erasure holds",
    "exports": "downloads export export_asking exports",
    "identities": "conflicts merging",
    "interactions": "details filter_choices filter_lists filters history interactions issues service_history",
    "reports": "report_pages reports",
    "roles": "roles staff",
    "settings": "privacy retention service_settings",
    "tenants": "people",
    "traces": "trace trace_choice",
}
_AREAS: Final = {module: area for area, modules in _REFUSED_BY.items() for module in modules.split()}


class About(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def customer(self) -> str | None: ...


class Entry(Protocol):
    @property
    def position(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> str | None: ...
    @property
    def action(self) -> str: ...
    @property
    def refused(self) -> bool: ...
    @property
    def about(self) -> About | None: ...
    @property
    def other(self) -> About | None: ...
    @property
    def detail(self) -> Mapping[str, Any]: ...


Shown = Callable[[str], str]
"""A name as it may stand in a text."""


def literal(name: str) -> str:
    return blocks.literal(name, LONGEST)


def who(words: Words, entry: Entry, shown: Shown = literal) -> str:
    if entry.by is not None:
        return shown(entry.by)
    if entry.action == "feed.read":
        return words("audit-by-key")
    if entry.refused:
        return words("audit-by-somebody")
    operated = entry.action.startswith(_OPERATED) and entry.action != "erasure.completed"
    return words("audit-by-operator" if operated else "audit-by-itself")


def what(words: Words, entry: Entry, shown: Shown = literal) -> str:
    """*opened the history of a customer: Raymond Holt*."""
    about = ", ".join(filter(None, _subjects(words, entry, shown)))
    told = ": ".join(filter(None, (deed(words, entry), about)))
    return " · ".join([told, *_details(words, entry)])


def deed(words: Words, entry: Entry) -> str:
    if entry.refused:
        return words("audit-refused", area=words(f"audit-area-{area(entry.action)}"))
    return words(key(entry.action))


def key(action: str) -> str:
    return f"audit-{action.replace('.', '-')}"


def area(tried: str) -> str:
    """Of the function that refused somebody."""
    return _AREAS.get(tried.partition(".")[0], "other")


def about(words: Words, subject: About | None, shown: Shown = literal) -> str:
    """The name that it has now; *Support, today 10:15 (Raymond Holt)* of an interaction."""
    match subject:
        case None:
            return ""
        case _ if subject.kind == "interaction" and subject.at is not None:
            service = shown(subject.name) if subject.name else words("interaction-unknown-service")
            told = f"{service}, {words.moment(subject.at)}"
            return f"{told} ({shown(subject.customer)})" if subject.customer else told
        case _ if subject.name:
            return shown(subject.name)
        case _:
            return words("audit-gone") if subject.kind in ("customer", "interaction", "person", "service") else ""


def _subjects(words: Words, entry: Entry, shown: Shown) -> Iterable[str]:
    yield about(words, entry.about, shown)
    role = entry.detail.get("role", entry.detail.get("place"))
    if entry.refused or role not in _ROLES:
        yield about(words, entry.other, shown)
    elif role in _OF_SERVICE and entry.other:
        yield words(f"role-{role}", service=about(words, entry.other, shown))
    else:
        yield words(f"role-{role}-alone")


def _details(words: Words, entry: Entry) -> Iterable[str]:
    """Counts and names of settings."""
    told = entry.detail
    match entry.action:
        case "privacy.set" if told.get("setting") in _PRIVACY:
            now = words("privacy-shown" if told["shown"] else "privacy-masked")
            yield f"{words('privacy-' + told['setting'])}: {now}"
        case "retention.set":
            yield f"{_months(words, told.get('before'))} → {_months(words, told.get('after'))}"
        case "feature.switched" if told.get("feature") in _SWITCHES:
            now = words("feature-is-on" if told["on"] else "feature-is-off")
            yield f"{words('feature-' + told['feature'])}: {now}"
        case "service.set":
            yield ", ".join(words(f"service-{name}") for name in sorted(told.get("after", ())))
        case "audit.opened" if told.get("kind"):
            yield words(f"audit-kind-{told['kind']}")
        case "export.asked" | "export.created":
            yield str(told.get("format", "")).upper()
    if isinstance(told.get("rows"), int):
        yield words("export-count", count=told["rows"])
    if isinstance(told.get("codes"), list) and len(told["codes"]) > 1:
        yield words("more", count=len(told["codes"]) - 1)


def _months(words: Words, count: int | None) -> str:
    return words("retention-without-end") if count is None else words("retention-months", count=count)
