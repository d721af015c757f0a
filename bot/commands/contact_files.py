"""What does a file of contacts say, line by line?"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from bot.commands.failure import Failed
from bot.doors.event_body import Unreadable, parsed
from bot.doors.event_model import ContactEvent, Refusal

LONGEST_LINE: Final = 1024 * 1024  # bytes
_BOM: Final = b"\xef\xbb\xbf"
_NESTED: Final = ("legs", "issues")  # JSON in a cell
_DELIMITERS: Final = ",;\t|"
_TOO_LONG: Final = b"\x00"  # in the place of a line that is longer than any event

KNOWN_FIELDS: Final = tuple(f.alias or name for name, f in ContactEvent.model_fields.items())


@dataclass(frozen=True)
class Line:
    """`refusal` where the line could not be read; else `said` is what claims to be an event."""

    number: int  # from 1; of several lines that make one record, the last
    said: dict[str, Any] = field(default_factory=dict)
    refusal: Refusal | None = None


def read(file: BinaryIO) -> Iterator[Line]:
    """CSV with a header, or one JSON object a line; a file of any length takes the same memory. Raises `Failed`."""
    lines = _bounded(file)
    number, first = next(((n, line) for n, line in enumerate(lines, 1) if line.strip()), (0, b""))
    first = first.removeprefix(_BOM)
    if first.lstrip().startswith(b"{"):
        yield _from_json(number, first)
        yield from (_from_json(n, line) for n, line in enumerate(lines, number + 1) if line.strip())
    elif first:
        yield from _from_csv(first, lines, number)


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    while raw := file.readline(LONGEST_LINE):
        if len(raw) < LONGEST_LINE or raw.endswith(b"\n"):
            yield raw
            continue
        while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield _TOO_LONG


def _from_json(number: int, raw: bytes) -> Line:
    if raw == _TOO_LONG:
        return Line(number, refusal=Refusal(None, "The line is too long"))
    said = parsed(raw)
    if isinstance(said, Unreadable) or not isinstance(said, dict):
        return Line(number, refusal=Refusal(None, "The line is not a JSON object"))
    return Line(number, said)


def _from_csv(header: bytes, lines: Iterator[bytes], skipped: int) -> Iterator[Line]:
    names, delimiter = _columns(header.decode("utf-8", "surrogateescape"))
    rows = csv.reader((line.decode("utf-8", "surrogateescape") for line in lines), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield Line(
                skipped + rows.line_num, refusal=Refusal(None, "The line is not valid CSV: look for a lone quote")
            )
            continue
        if cells:
            yield _from_cells(skipped + rows.line_num, names, cells)


def _columns(header: str) -> tuple[list[str], str]:
    delimiter = max(_DELIMITERS, key=header.count)
    try:
        names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter))]
    except csv.Error:
        names = []
    if not set(names) & set(KNOWN_FIELDS):
        raise Failed("The file is neither CSV with a header of event fields nor one JSON object a line.")
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        raise Failed(f"The header names a column twice: {', '.join(twice)}.")
    if "taskId" not in names:
        raise Failed("The header lacks the column taskId.")
    return names, delimiter


def _from_cells(number: int, names: list[str], cells: list[str]) -> Line:
    if cells == [_TOO_LONG.decode()]:
        return Line(number, refusal=Refusal(None, "The line is too long"))
    if len(cells) != len(names):
        return Line(number, refusal=Refusal(None, f"The line has {len(cells)} cells, the header {len(names)}"))
    said: dict[str, Any] = {name: cell for name, cell in zip(names, cells, strict=True) if name and cell.strip()}
    for name in _NESTED:
        if name in said:
            said[name] = parsed(said[name].encode(errors="surrogateescape"))
            if isinstance(said[name], Unreadable):
                return Line(number, said, Refusal(name, "Must be JSON"))
    return Line(number, said)
