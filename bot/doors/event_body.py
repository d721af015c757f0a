"""Which events does the body of a request hold?"""

import asyncio
import json
from typing import Any, Final

import orjson
from aiohttp import web

LARGEST_BODY: Final = 5 * 1024 * 1024  # bytes, unpacked
MOST_EVENTS: Final = 5_000
BODY_SECONDS: Final = 60.0

_BOM: Final = b"\xef\xbb\xbf"
_BY_LINE: Final = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")


class BadBody(Exception):
    """Nothing of it was taken. `status` is 400, 408 or 413; the text may be shown to the sender."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class Unreadable:
    """A line that is no JSON, in the place of its event."""


async def received(request: web.Request) -> bytes:
    """The whole body, as far as it is allowed to go. Raises `BadBody`."""
    raw = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while chunk := await request.content.readany():
                raw += chunk
                if len(raw) > LARGEST_BODY:
                    raise BadBody(413, f"A request holds at most {LARGEST_BODY // 1024 // 1024} MiB.")
    except TimeoutError:
        raise BadBody(408, "The body did not arrive in time.") from None
    except (web.RequestPayloadError, OSError):
        raise BadBody(400, "The body could not be read.") from None
    return bytes(raw)


def split(raw: bytes, content_type: str) -> list[Any]:
    """One event, an array, or NDJSON → what claims to be an event, each. Raises `BadBody`."""
    raw = raw.removeprefix(_BOM).strip()
    events = _lines(raw) if content_type in _BY_LINE else _document(raw)
    if len(events) > MOST_EVENTS:
        raise BadBody(413, f"A request holds at most {MOST_EVENTS} events.")
    return events


def _document(raw: bytes) -> list[Any]:
    read = parsed(raw)
    if isinstance(read, Unreadable) and raw[:1] == b"{" and isinstance(parsed(raw.splitlines()[0]), dict):
        return _lines(raw)
    if isinstance(read, dict):
        return [read]
    if isinstance(read, list):
        return read
    raise BadBody(400, "The body is neither a JSON object, nor an array of them, nor one object a line.")


def _lines(raw: bytes) -> list[Any]:
    lines = [line for line in raw.split(b"\n", MOST_EVENTS * 2) if line.strip()]
    events = [parsed(line) for line in lines[: MOST_EVENTS + 1]]
    if all(isinstance(event, Unreadable) for event in events):
        raise BadBody(400, "No line of the body is JSON.")
    return events


def parsed(raw: bytes) -> Any:
    """JSON of any kind. The standard library also reads half surrogates, which then cost their own event only."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(raw.decode(), parse_constant=_refused)
    except (ValueError, RecursionError):
        return Unreadable()


def _refused(constant: str) -> Any:
    raise ValueError(constant)
