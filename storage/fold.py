"""What do the events of one task say together?

Events come late, twice and in any order. So nothing is added up as they arrive: an interaction is always folded anew
from all events of its task, ordered by when they occurred, and a later event's word replaces an earlier one's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

_COPIED: Final = {
    "callChainId": "call_chain_id",
    "direction": "direction",
    "modality": "modality",
    "openingHours": "opening_hours",
    "result": "result",
    "queueSeconds": "queue_seconds",
    "ivrSeconds": "ivr_seconds",
    "connectedSeconds": "connected_seconds",
}


@dataclass(frozen=True, kw_only=True)
class Event:
    """What an event says, checked. `payload` is the JSON object as it came; its moments are ISO 8601 in UTC."""

    event_id: str
    event: str  # created, queued, connected, updated, terminated
    occurred_at: datetime
    task_id: str
    payload: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Task:
    """All that is known of one task. `columns` are those of `interactions`; `said` keeps the last word on the rest.

    `named_at` is when the customer's name was last said, None if it never was.
    """

    columns: dict[str, Any]
    said: dict[str, Any]
    issues: list[dict[str, Any]]
    named_at: datetime | None


def fold(events: Iterable[Event], base: Mapping[str, Any] | None) -> Task:
    """`base` is the stored row of an interaction whose events are not in the store (it was loaded in bulk), or None."""
    ordered = sorted(events, key=lambda e: (e.occurred_at, e.event_id))
    said: dict[str, Any] = {}
    issues: dict[tuple[str, str], dict[str, Any]] = {}
    for each in ordered:
        said |= {key: value for key, value in each.payload.items() if value is not None}
        issues |= {(i["at"], i["text"]): i for i in each.payload.get("issues") or []}
    columns = dict(base or {})
    columns |= {column: said[key] for key, column in _COPIED.items() if key in said}
    columns["started_at"] = _started(said, ordered, base)
    columns["terminated_at"] = _terminated(said, ordered) or columns.get("terminated_at")
    columns["last_event_at"] = max([e.occurred_at for e in ordered] + ([base["last_event_at"]] if base else []))
    columns["queued"] = bool(columns.get("queued")) or "queueSeconds" in said or _any(ordered, "queued")
    if columns["terminated_at"] is None:
        columns["seconds"] = None
    else:
        columns["seconds"] = max(0, round((columns["terminated_at"] - columns["started_at"]).total_seconds()))
        connected = "lastConnectedUserId" in said or _any(ordered, "connected")
        columns["result"] = columns.get("result") or ("accepted_by_user" if connected else "error")
    named_at = next((e.occurred_at for e in reversed(ordered) if e.payload.get("customerName")), None)
    return Task(columns=columns, said=said, issues=list(issues.values()), named_at=named_at)


def _started(said: dict[str, Any], ordered: list[Event], base: Mapping[str, Any] | None) -> datetime:
    if "created" in said:
        return datetime.fromisoformat(said["created"])
    earliest: datetime = min([e.occurred_at for e in ordered] + ([base["started_at"]] if base else []))
    return earliest


def _terminated(said: dict[str, Any], ordered: list[Event]) -> datetime | None:
    if "terminated" in said:
        return datetime.fromisoformat(said["terminated"])
    return next((e.occurred_at for e in reversed(ordered) if e.event == "terminated"), None)


def _any(ordered: list[Event], kind: str) -> bool:
    return any(e.event == kind for e in ordered)
