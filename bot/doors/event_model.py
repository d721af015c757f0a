"""What must an event look like to be taken?"""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal, Self, cast

import orjson
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic.alias_generators import to_camel

from storage.fold import Event
from storage.outcomes import BY_KEY

LARGEST_EVENT: Final = 64 * 1024  # bytes
MOST_SECONDS: Final = 366 * 24 * 3600
MOST_LEGS: Final = 200
MOST_ISSUES: Final = 100
LONGEST_IDENTIFIER: Final = 360  # characters; the store keeps its kind in front of it
_YEARS: Final = range(2000, 2100)
_NUL: Final = b"\\u0000"


class Refusal(Exception):
    """The event cannot be taken. `field` is the path of what is wrong with it, None for the event as a whole."""

    def __init__(self, field: str | None, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


def _timestamp(value: object) -> object:
    if isinstance(value, str) and value[4:5] == "-":
        return value
    raise ValueError("Must be a date and time with its offset, such as 2026-11-20T08:15:00Z")


def _in_utc(value: datetime) -> datetime:
    if value.year not in _YEARS:
        raise ValueError(f"The year must lie between {_YEARS.start} and {_YEARS.stop - 1}")
    return value.astimezone(UTC)


def _known_result(value: str) -> str:
    if value not in BY_KEY:
        raise ValueError("Must be one of the results of the API's description")
    return value


def _storable(value: str) -> str:
    """A single character can stand for eighteen; what is stored is the long form."""
    if len(unicodedata.normalize("NFKC", value).casefold()) > LONGEST_IDENTIFIER:
        raise ValueError(f"Must be at most {LONGEST_IDENTIFIER} characters long, ligatures written out")
    return value


def _named(field: str) -> str:
    """`caller_upn` → `callerUPN`, all others as usual."""
    return to_camel(field).replace("Upn", "UPN")


Instant = Annotated[AwareDatetime, BeforeValidator(_timestamp), AfterValidator(_in_utc)]
Seconds = Annotated[int, Field(ge=0, le=MOST_SECONDS)]
ResultKey = Annotated[str, AfterValidator(_known_result), WithJsonSchema({"type": "string", "enum": list(BY_KEY)})]
Id = Annotated[str, Field(min_length=1, max_length=200)]
Upn = Annotated[str, Field(max_length=320)]
Storable = AfterValidator(_storable)


class _Said(BaseModel):
    """Unknown fields are kept; a blank optional one counts as absent."""

    model_config = ConfigDict(alias_generator=_named, extra="allow", hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, value: object) -> object:
        if isinstance(value, dict) and "" in value.values():
            return {name: None if said == "" else said for name, said in value.items()}
        return value


class Leg(_Said):
    """One agent was offered the task."""

    user_id: Annotated[str, Field(max_length=64)] | None = None
    user_upn: Upn | None = None
    started_at: Instant | None = None
    ended_at: Instant | None = None
    outcome: (
        Literal[
            "accepted",
            "declined",
            "rona",
            "cancelled",
            "transferred_internally",
            "transferred_externally",
            "internal_transfer_failed",
        ]
        | None
    ) = None


class Issue(_Said):
    """Somebody noted that something went wrong."""

    reported_by: Upn | None = None
    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    at: Instant


class ContactEvent(_Said):
    """Something happened to a task. Later events complete earlier ones, in whatever order they come."""

    event_id: Id
    event: Literal["created", "queued", "connected", "updated", "terminated"]
    occurred_at: Instant
    tenant_id: Annotated[str, Field(min_length=1, max_length=36, description="The tenant's id in Microsoft Entra")]
    task_id: Id
    call_chain_id: Annotated[str, Field(max_length=200)] | None = None
    direction: Literal["Inbound", "Outbound"] | None = None
    modality: Literal["Audio", "InstantMessaging", "Email", "ExternalTask"] | None = None
    service_id: Annotated[str, Field(max_length=100)] | None = None
    service_name: Annotated[str, Field(max_length=200)] | None = None
    created: Instant | None = None
    terminated: Instant | None = None
    caller_tel_number: Annotated[str, Field(max_length=100), Storable] | None = None
    caller_upn: Annotated[Upn, Storable] | None = None
    customer_identifier: Annotated[str, Field(max_length=300), Storable] | None = None
    customer_name: Annotated[str, Field(max_length=400)] | None = None
    last_connected_user_id: Annotated[str, Field(max_length=64)] | None = None
    last_connected_user_upn: Upn | None = None
    first_queued_service_name: Annotated[str, Field(max_length=200)] | None = None
    opening_hours: Annotated[str, Field(max_length=50)] | None = None
    result: ResultKey | None = None
    queue_seconds: Seconds | None = None
    ivr_seconds: Seconds | None = None
    connected_seconds: Seconds | None = None
    legs: Annotated[list[Leg], Field(max_length=MOST_LEGS)] | None = None
    issues: Annotated[list[Issue], Field(max_length=MOST_ISSUES)] | None = None


class Answer(BaseModel):
    """What became of one event."""

    model_config = ConfigDict(alias_generator=_named, populate_by_name=True)

    event_id: str | None
    status: Literal["accepted", "duplicate", "rejected"]
    field: str | None = None
    reason: str | None = None

    @classmethod
    def of(cls, event_id: str, became: str) -> Self:
        """`became` is what the store says: `accepted`, `duplicate` or `rejected: <reason>`."""
        status, _, reason = became.partition(": ")
        return cls(event_id=event_id, status=cast(Any, status), reason=reason or None)

    @classmethod
    def rejected(cls, said: object, refusal: Refusal) -> Self:
        event_id = said.get("eventId") if isinstance(said, dict) else None
        shown = _shown(event_id, 200) if isinstance(event_id, str) else None
        return cls(event_id=shown, status="rejected", field=refusal.field, reason=refusal.reason)


def checked(said: object) -> tuple[ContactEvent, Event]:
    """The event as read and as the store takes it. Raises `Refusal`."""
    if not isinstance(said, dict):
        raise Refusal(None, "An event is a JSON object")
    _fits(said)
    try:
        read = ContactEvent.model_validate(said)
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_input=False)[0]
        raise Refusal(_path(first["loc"]), _reason(first["type"], first["msg"])) from None
    payload: dict[str, Any] = read.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return read, Event(
        event_id=read.event_id, event=read.event, occurred_at=read.occurred_at, task_id=read.task_id, payload=payload
    )


def _fits(said: Mapping[str, Any]) -> None:
    """Either database can hold it: no NUL, no half of a surrogate pair, no number or depth beyond measure."""
    try:
        raw = orjson.dumps(said)
    except (orjson.JSONEncodeError, RecursionError):
        raise Refusal(_first_bad(said), "Holds text, a number or a nesting that cannot be stored") from None
    if len(raw) > LARGEST_EVENT:
        raise Refusal(None, f"An event is at most {LARGEST_EVENT // 1024} KiB")
    if _NUL in raw and (field := _first_bad(said)) is not None:
        raise Refusal(field, "Holds a NUL character")


def _first_bad(said: Mapping[str, Any]) -> str | None:
    return next((_shown(name) for name, value in said.items() if _bad(name) or _bad(value)), None)


def _bad(value: object) -> bool:
    try:
        raw = orjson.dumps(value)
    except (orjson.JSONEncodeError, RecursionError):
        return True
    return _NUL in raw.replace(b"\\\\", b"")


def _shown(text: str, length: int = 100) -> str:
    return text.encode(errors="replace").decode().replace("\0", "?")[:length]


def _path(location: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")


def _reason(kind: str, message: str) -> str:
    return "Is required" if kind == "missing" else message.removeprefix("Value error, ")
