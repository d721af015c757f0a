"""How does an event read in a trace that may not say who the customer was, or who of the tenant's people it was?

What happened stays, and so does every field that nobody has described. What says who it was is masked as everywhere
else; in what nobody has described, whatever says a name or an identifier of the task, or looks like an address or an
international number.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, or_, select

from storage import masking
from storage.erasure import material, payloads
from storage.erasure.payloads import IDENTIFIERS, NAME, REPLACED, Payload
from storage.erasure.traces import Traces
from storage.tables import customers, people
from storage.terms import Identifier, identify, readable

_LOOKS_PERSONAL: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w|\+\d[\d\s().\-/]{5,}\d")
_USERS: Final = ("lastConnectedUserId", "lastConnectedUserUPN")
_OF_LEG: Final = ("userId", "userUPN")
_OF_ISSUE: Final = ("reportedBy",)


@dataclass(frozen=True, kw_only=True)
class Masks:
    """`traces` None: customers are shown. `users` None: people are; else their pseudonyms by folded id and address."""

    region: str
    traces: Traces | None
    users: Mapping[str, str] | None

    def of(self, payload: Payload) -> dict[str, Any]:
        if self.traces is None and self.users is None:
            return dict(payload)
        left = payloads.masked(payload, self._says)
        if self.traces is not None:
            left |= self._identity(left, self.traces)
        return left if self.users is None else self._of_users(left)

    def _says(self, text: str) -> bool:
        if self.traces is not None and (self.traces.near(text) or _LOOKS_PERSONAL.search(text)):
            return True
        folded = text.casefold()
        return any(user in folded for user in self.users or ())

    def _identity(self, payload: Payload, traces: Traces) -> dict[str, Any]:
        """Name and identifiers, for what is there; of a note only that there is one."""
        masked: dict[str, Any] = {}
        if (name := payload.get(NAME)) is not None:
            masked[NAME] = masking.name(name) if isinstance(name, str) else masking.DOTS
        for field, kind in IDENTIFIERS.items():
            if (said := payload.get(field)) is not None:
                known = identify(kind, said, self.region) if isinstance(said, str) else None
                shown = known and masking.identifier(known.kind, readable(known.key, known.value))
                masked[field] = shown or masking.DOTS
        if issues := payload.get("issues"):
            masked["issues"] = [_without_text(issue, traces) for issue in issues]
        return masked

    def _of_users(self, payload: dict[str, Any]) -> dict[str, Any]:
        left = self._pseudonyms(payload, _USERS)
        for part, fields in (("legs", _OF_LEG), ("issues", _OF_ISSUE)):
            if left.get(part):
                left[part] = [self._pseudonyms(each, fields) for each in left[part]]
        return left

    def _pseudonyms(self, part: Payload, fields: Iterable[str]) -> dict[str, Any]:
        known = self.users or {}
        told = {f: known.get(str(part[f]).casefold(), masking.DOTS) for f in fields if part.get(f) is not None}
        return {**part, **told}


def traces(db: Connection, tenant_id: int, region: str, customer_id: int | None, events: Sequence[Payload]) -> Traces:
    """What says who it was: what is known of the customer, and what the events of the task say."""
    names = {e[NAME] for e in events if isinstance(e.get(NAME), str)}
    said = (identify(k, e[f], region) for e in events for f, k in IDENTIFIERS.items() if isinstance(e.get(f), str))
    found = {each.key: each for each in said if each}
    if customer_id is not None:
        c = customers.c
        names.add(db.execute(select(c.name).where(c.tenant_id == tenant_id, c.id == customer_id)).scalar())
        known = material.known(db, tenant_id, customer_id)
        found |= {r.key: Identifier(r.kind, r.value, r.key) for r in known if not r.value.startswith(REPLACED)}
    living = sorted(name for name in names if name and not name.startswith(REPLACED))
    return Traces(names=tuple(living), identifiers=tuple(found.values()), shared=frozenset())


def users(db: Connection, tenant_id: int, events: Sequence[Payload]) -> dict[str, str]:
    """Pseudonyms of all whom the events name, by folded id and address."""
    said = {str(v) for e in events for v in _named(e) if v is not None}
    p = people.c
    query = select(p.id, p.object_id, p.upn).where(
        p.tenant_id == tenant_id, or_(p.object_id.in_(said), p.upn.in_(said))
    )
    found = dict.fromkeys((each.casefold() for each in said), masking.DOTS)
    for row in db.execute(query):
        found |= {key.casefold(): masking.user(row.id) for key in (row.object_id, row.upn) if key}
    return found


def _without_text(issue: Payload, traces: Traces) -> dict[str, Any]:
    """Who reported it is one of the people, unless it is the customer."""
    left = {**issue, "text": masking.DOTS}
    by = issue.get("reportedBy")
    return left | {"reportedBy": masking.DOTS} if isinstance(by, str) and traces.near(by) else left


def _named(event: Payload) -> Iterable[Any]:
    yield from (event.get(field) for field in _USERS)
    yield from (leg.get(field) for leg in event.get("legs") or [] for field in _OF_LEG)
    yield from (issue.get(field) for issue in event.get("issues") or [] for field in _OF_ISSUE)
