"""What is left of a stored event when it may not say any more who the customer was?

The fields that tell what happened stay. Those that say who it was lose their value. A note, and whatever field nobody
has described, is replaced as a whole if it says a name or an identifier.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from storage.erasure.traces import Traces
from storage.masking import DOTS
from storage.terms import identify

Payload = Mapping[str, Any]
Says = Callable[[str], bool]

REPLACED: Final = "Anonymized on Request"
NAME: Final = "customerName"
IDENTIFIERS: Final = {"customerIdentifier": "caller", "callerTelNumber": "phone", "callerUPN": "upn"}
PERSONAL: Final = frozenset({NAME, *IDENTIFIERS})
_LEG: Final = frozenset({"userId", "userUPN", "startedAt", "endedAt", "outcome"})
_ISSUE: Final = frozenset({"at", "reportedBy"})
_HAPPENED: Final = frozenset(
    {
        *("eventId", "event", "occurredAt", "tenantId", "taskId", "callChainId", "direction", "modality"),
        *("serviceId", "serviceName", "created", "terminated", "lastConnectedUserId", "lastConnectedUserUPN"),
        *("firstQueuedServiceName", "openingHours", "result", "queueSeconds", "ivrSeconds", "connectedSeconds"),
    }
)


def mark(token: str) -> str:
    """What stands in place of a name, an identifier or a note."""
    return f"{REPLACED} {token}"


def own(payload: Payload, traces: Traces, token: str) -> dict[str, Any]:
    """An event of the customer's own."""
    left = _described(payload, traces, traces.near, mark(token))
    return {key: None if key in PERSONAL else value for key, value in left.items()}


def others(payload: Payload, traces: Traces, token: str, region: str) -> dict[str, Any]:
    """An event of somebody else's, in which this customer is named."""
    left = _described(payload, traces, traces.anywhere, mark(token))
    for field in said(payload, traces, region):
        left[field] = None
    return left


def masked(payload: Payload, says: Says) -> dict[str, Any]:
    """An event in which nothing says who it was, but the fields that are there for it."""
    left: dict[str, Any] = {}
    for key, value in payload.items():
        match key:
            case "legs" | "issues":
                kept = _LEG if key == "legs" else _ISSUE
                left[key] = value and [_but(kept, each, says, DOTS) for each in value]
            case _ if key in _HAPPENED or key in PERSONAL:
                left[key] = value
            case _:
                left[DOTS if says(key) else key] = _rewritten(value, says, DOTS)
    return left


def said(payload: Payload, traces: Traces, region: str) -> list[str]:
    """Which fields say who this customer was."""
    found = [NAME] if traces.anywhere(_text(payload.get(NAME))) else []
    for field, kind in IDENTIFIERS.items():
        known = identify(kind, _text(payload.get(field)), region)
        if known is not None and traces.is_identifier(known.key):
            found.append(field)
    return found


def texts(payload: Payload) -> Iterator[str]:
    """Whatever of it could say who somebody was."""
    for key, value in payload.items():
        if key == "legs":
            yield from _texts([{k: v for k, v in leg.items() if k not in _LEG} for leg in value or []])
        elif key == "issues":
            yield from _texts([{k: v for k, v in issue.items() if k != "at"} for issue in value or []])
        elif key in PERSONAL:
            yield from _texts(value)
        elif key not in _HAPPENED:
            yield from _texts({key: value})


def reduced(payload: Payload, text: Callable[[Mapping[str, Any]], str]) -> dict[str, Any]:
    """An event of which nobody knows any more what could name the customer: only what happened. `text` of an issue."""
    left = {key: value for key, value in payload.items() if key in _HAPPENED}
    if legs := payload.get("legs"):
        left["legs"] = [{key: value for key, value in leg.items() if key in _LEG} for leg in legs]
    if issues := payload.get("issues"):
        left["issues"] = [{"reportedBy": i.get("reportedBy"), "text": text(i), "at": i["at"]} for i in issues]
    return left


def _described(payload: Payload, traces: Traces, says: Says, marked: str) -> dict[str, Any]:
    left: dict[str, Any] = {}
    for key, value in payload.items():
        match key:
            case "legs":
                left[key] = [_but(_LEG, leg, says, marked) for leg in value or []] if value is not None else None
            case "issues":
                left[key] = [_issue(each, traces, says, marked) for each in value] if value is not None else None
            case _ if key in _HAPPENED or key in PERSONAL:
                left[key] = value
            case _:
                left[marked if says(key) else key] = _rewritten(value, says, marked)
    return left


def _issue(issue: Payload, traces: Traces, says: Says, marked: str) -> dict[str, Any]:
    """Who reported it is one of the people, unless it is the customer."""
    left = _but(_ISSUE, issue, says, marked)
    return left | {"reportedBy": marked} if traces.anywhere(_text(issue.get("reportedBy"))) else left


def _but(kept: frozenset[str], part: Payload, says: Says, marked: str) -> dict[str, Any]:
    return {
        key if key in kept or not says(key) else marked: value if key in kept else _rewritten(value, says, marked)
        for key, value in part.items()
    }


def _rewritten(value: Any, says: Says, marked: str) -> Any:
    match value:
        case dict():
            return {marked if says(k) else k: _rewritten(v, says, marked) for k, v in value.items()}
        case list():
            return [_rewritten(each, says, marked) for each in value]
        case bool() | None:
            return value
        case str() | int() | float():
            return marked if says(str(value)) else value
        case _:
            return value


def _texts(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for key, inner in value.items():
                yield key
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
        case bool() | None:
            return
        case _:
            yield str(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
