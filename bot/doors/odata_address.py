"""What does an address of the feed ask for?

The query is taken apart here, not by the web framework: a text that is not UTF-8 is refused instead of being repaired.
"""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote_to_bytes

import orjson

from storage.feed import SKIP_MOST, Place, Question
from storage.feed_grammar import BadQuestion, NotOffered

PAGE: Final = 20_000  # rows, unless the client wants fewer or more
MOST_ROWS: Final = 2**53
LONGEST_TOKEN: Final = 8_000
_KNOWN: Final = ("$filter", "$select", "$orderby", "$top", "$skip", "$count", "$skiptoken", "$format")
_NOT_OFFERED: Final = ("$apply", "$batch", "$compute", "$deltatoken", "$expand", "$index", "$levels", "$search")
_KEPT: Final = ("$filter", "$select", "$orderby", "$format")  # from page to page
_RESOURCE: Final = re.compile(r"(?P<name>[A-Za-z]+)(?:\((?P<key>.*)\))?(?P<count>/\$count)?", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Resource:
    name: str
    key: str | None
    counts: bool  # /$count


@dataclass(frozen=True, kw_only=True)
class Page:
    """`left` is how many rows are wanted from here on, None: all."""

    size: int
    left: int | None
    skip: int
    place: Place | None


def resource(path: str) -> Resource | None:
    """None: there is no such thing. Raises `BadQuestion` and `NotOffered`."""
    text = _decoded(path)
    if text.startswith(("$batch", "$all", "$crossjoin", "$entity")):
        raise NotOffered(f"{text.partition('(')[0][:20]} is not offered.")
    found = _RESOURCE.fullmatch(text)
    if found is None or (found["key"] is not None and found["count"]):
        return None
    return Resource(name=found["name"], key=found["key"], counts=bool(found["count"]))


def options(query: str) -> dict[str, str]:
    """The system query options. Raises `BadQuestion` for one that does not exist or comes twice."""
    said: dict[str, str] = {}
    for part in filter(None, query.split("&")):
        name, _, value = (_decoded(each.replace("+", " ")) for each in part.partition("="))
        if not name.startswith("$"):
            continue  # a custom option, which means nothing here
        if name in _NOT_OFFERED:
            raise NotOffered(f"{name} is not offered.")
        if name not in _KNOWN:
            raise BadQuestion(f"There is no query option {name[:20]}.")
        if name in said:
            raise BadQuestion(f"{name} is there twice.")
        said[name] = value
    return said


def question(found: Resource, said: Mapping[str, str]) -> Question:
    """Raises `BadQuestion`, also for an option that makes no sense there, and `NotFound`."""
    pointless = {"$format", "$select"} if found.key is not None else {"$filter", "$format"} if found.counts else None
    if pointless is not None and (others := sorted(set(said) - pointless)):
        raise BadQuestion(f"{others[0]} makes no sense here.")
    return Question(
        found.name,
        chosen=said.get("$select"),
        order=said.get("$orderby"),
        condition=said.get("$filter"),
        key=found.key,
    )


def page(said: Mapping[str, str], preferred: int | None) -> Page:
    """Where to begin and when to stop. Raises `BadQuestion`."""
    if "$skiptoken" not in said:
        left = number(said, "$top", None)
        return Page(size=preferred or PAGE, left=left, skip=number(said, "$skip", 0) or 0, place=None)
    if "$top" in said or "$skip" in said:
        raise BadQuestion("Beside $skiptoken there is neither $top nor $skip.")
    match _opened(said["$skiptoken"]):
        case [int(size), int() | None as left, list(place)] if 0 < size <= MOST_ROWS and (left is None or left > 0):
            return Page(size=preferred or size, left=left, skip=0, place=place)
        case _:
            raise BadQuestion("$skiptoken is none of ours.")


def number(said: Mapping[str, str], name: str, default: int | None) -> int | None:
    if name not in said:
        return default
    text = said[name]
    if not (text.isascii() and text.isdigit() and len(text) < 17 and int(text) <= SKIP_MOST):
        raise BadQuestion(f"{name} must be a whole number, 0 or more.")
    return int(text)


def counts(said: Mapping[str, str]) -> bool:
    if said.get("$count", "false") not in ("true", "false"):
        raise BadQuestion("$count must be true or false.")
    return said.get("$count") == "true"


def chosen(of: Question) -> str:
    """What a context URL says of `$select`."""
    return "" if of.names == tuple(of.of.properties) else f"({','.join(of.names)})"


def next_page(said: Mapping[str, str], at: Page, left: int | None, place: Place) -> str:
    """The query of the page after this one."""
    token = urlsafe_b64encode(orjson.dumps([at.size, left, place])).decode().rstrip("=")
    kept = {name: said[name] for name in _KEPT if name in said}
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in {**kept, "$skiptoken": token}.items())


def _opened(token: str) -> Any:
    try:
        if len(token) > LONGEST_TOKEN or not re.fullmatch(r"[\w-]*", token, re.ASCII):
            return None
        return orjson.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, orjson.JSONDecodeError):
        return None


def _decoded(text: str) -> str:
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeError:
        raise BadQuestion("The address is not UTF-8.") from None
