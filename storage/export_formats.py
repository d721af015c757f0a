"""How does a row read in a file?

CSV is for spreadsheets: UTF-8 with a byte order mark, RFC 4180, every text in quotes, moments where the reader is. A
spreadsheet calculates what starts with `=`, `+`, `-` or `@`, so a text that does, at its start or behind a separator,
gets a no-break space in front, and so does a text of digits, which would lose its zeros: it stays a text, looks as it
was, and `strip()` takes the space off again. JSON lines are for programs: texts as they are stored, moments in UTC.
XLSX has a file of its own, storage/export_sheets.py.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final, Literal, TypeVar

import orjson

FORMATS: Final = ("csv", "xlsx", "json")
MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/x-ndjson",
}

Cell = str | int | float | datetime | None
T = TypeVar("T")
Encode = Callable[[Iterable[Sequence[Any]]], bytes]

# Controls other than tab and line break, direction marks and overrides: they hide or turn round what stands there.
UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CALCULATED: Final = re.compile("^(?=[=+\\-@\t\r\n＝＋－＠])|(?<=[;,|\t\r\n])(?=[=+\\-@＝＋－＠])")
_PLAIN: Final = re.compile("[A-Za-z][A-Za-z0-9 .:_À-ɏ-]*")  # most texts: no separator, nothing unseen, no number
_WHOLE: Final = re.compile(r"\+?[0-9]{1,40}")  # ids, numbers as machines write them
_NUMBER: Final = re.compile(r"[\d\s.,:/'’()%eE-]{1,40}")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True)
class Column:
    """`key` names it in JSON, in every language the same; `share` is a part of 1, `seconds` a duration."""

    key: str
    title: str
    kind: Literal["text", "number", "share", "seconds", "moment"] = "text"


def head(columns: Sequence[Column], file_format: str) -> bytes:
    """What stands before the first row."""
    if file_format != "csv":
        return b""
    return _BYTE_ORDER_MARK + _lines([[_quoted(column.title) for column in columns]])


def encoder(columns: Sequence[Column], file_format: str, zone: tzinfo) -> Encode:
    return _json_lines(columns) if file_format == "json" else _csv(columns, zone)


def _csv(columns: Sequence[Column], zone: tzinfo) -> Encode:
    writers = [_CSV[column.kind](zone) for column in columns]

    def encode(rows: Iterable[Sequence[Cell]]) -> bytes:
        written = [each_once(*one) for one in zip(writers, zip(*rows, strict=True), strict=False)]
        return _lines(zip(*written, strict=True))

    return encode


def each_once(write: Callable[[Any], T], column: Sequence[Any]) -> list[T]:
    """Of each cell what `write` makes of it; of the many that are the same it is asked once."""
    made = {cell: write(cell) for cell in set(column)}
    return [made[cell] for cell in column]


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    return "".join([",".join(cells) + "\r\n" for cells in rows]).encode("utf-8", "replace")


def _quoted(text: Any) -> str:
    if not text:
        return ""
    if _PLAIN.fullmatch(text := str(text)):
        return f'"{text}"'
    if _WHOLE.fullmatch(text):
        return f'"\u00a0{text}"'
    seen = UNSEEN.sub("", text)
    shown = f"\u00a0{seen}" if _NUMBER.fullmatch(seen) else _CALCULATED.sub("\u00a0", seen)
    return '"' + shown.replace('"', '""') + '"'


def _plain(number: Any) -> str:
    return "" if number is None else str(number)


def _moments(zone: tzinfo) -> Callable[[Any], str]:
    return lambda at: "" if at is None else at.astimezone(zone).isoformat(" ", "seconds")[:19]


_CSV: Final[dict[str, Callable[[tzinfo], Callable[[Any], str]]]] = {
    "text": lambda _zone: _quoted,
    "number": lambda _zone: _plain,
    "share": lambda _zone: _plain,
    "seconds": lambda _zone: _plain,
    "moment": _moments,
}


def _json_lines(columns: Sequence[Column]) -> Encode:
    keys = [column.key for column in columns]

    def encode(rows: Iterable[Sequence[Cell]]) -> bytes:
        return b"".join(
            orjson.dumps(dict(zip(keys, row, strict=True)), _utc, orjson.OPT_PASSTHROUGH_DATETIME) + b"\n"
            for row in rows
        )

    return encode


def _utc(value: Any) -> str:
    if not isinstance(value, datetime):
        raise TypeError(type(value).__name__)
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
