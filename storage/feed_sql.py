"""How does what the reporting feed shows read in the SQL of either database?

The database writes the JSON itself, thousands of rows at a time: a row never becomes a Python object, and the thread
that reads holds the interpreter for one moment a batch.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Boolean, Integer, LargeBinary, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

_PG_UTC: Final = "({0}) AT TIME ZONE 'UTC'"


class Iso(FunctionElement[str]):
    """A moment as *2026-11-20T08:15:00.000Z*."""

    type = String()
    inherit_cache = True
    sqlite = "strftime('%Y-%m-%dT%H:%M:%fZ', ({0}) / 1000.0, 'unixepoch')"
    postgresql = f"""to_char({_PG_UTC}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""


class Day(FunctionElement[str]):
    """The date of a moment, in UTC, as *2026-11-20*."""

    type = String()
    inherit_cache = True
    sqlite = "date(({0}) / 1000.0, 'unixepoch')"
    postgresql = f"to_char({_PG_UTC}, 'YYYY-MM-DD')"


class NumberOf(FunctionElement[int]):
    """Year, month and so on of a moment: its format for `strftime`, then its name for `to_char`."""

    type = Integer()
    inherit_cache = True
    sqlite = "CAST(strftime({1}, ({0}) / 1000.0, 'unixepoch') AS INTEGER)"
    postgresql = f"CAST(to_char({_PG_UTC}, {{2}}) AS INTEGER)"


class Millis(FunctionElement[int]):
    """A moment as milliseconds since 1970."""

    type = Integer()
    inherit_cache = True
    sqlite = "{0}"
    postgresql = "CAST(extract(epoch FROM {0}) * 1000 AS BIGINT)"


class ByCodePoint(FunctionElement[str]):
    """A text in an order that depends on no language."""

    type = String()
    inherit_cache = True
    sqlite = "{0}"
    postgresql = '({0}) COLLATE "C"'


class Unindexed(FunctionElement[Any]):
    """The same value, for which SQLite's planner takes no index: see storage/feed.py for the order it must keep."""

    inherit_cache = True
    sqlite = "+({0})"
    postgresql = "({0})"


class PlaceOf(FunctionElement[int]):
    """Where a text holds another: 1 at its start, 0 nowhere; case counts, and no character stands for others."""

    type = Integer()
    inherit_cache = True
    sqlite = "instr({0}, {1})"
    postgresql = "strpos({0}, {1})"


class LastOf(FunctionElement[str]):
    """So many characters at the end of a text, at least one."""

    type = String()
    inherit_cache = True
    sqlite = "substr({0}, -{1})"
    postgresql = "right({0}, {1})"


class IsNumber(FunctionElement[bool]):
    """A plus and digits, as numbers lie in the store."""

    type = Boolean()
    inherit_cache = True
    sqlite = "({0} GLOB '+[0-9]*' AND substr({0}, 2) NOT GLOB '*[^0-9]*')"
    postgresql = "{0} ~ '^[+][0-9]+$'"


class HasFiveDigits(FunctionElement[bool]):
    """In whatever grouping: as many as a number has that reaches somebody."""

    type = Boolean()
    inherit_cache = True
    sqlite = "{0} GLOB '*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*'"
    postgresql = "{0} ~ '([0-9].*){{5}}'"


class Names(FunctionElement[bool]):
    """Whether a word of the first text is one of the terms in `search_text` (storage/terms.py), or a word of a name."""

    type = Boolean()
    inherit_cache = True
    sqlite = (
        "EXISTS (SELECT 1 FROM json_each('[' || replace(json_quote({0}), ' ', '\",\"') || ']') AS w"
        " WHERE length(w.value) > 1 AND (instr({1}, char(31) || w.value || char(31)) > 0"
        " OR instr(' ' || lower({2}) || ' ', ' ' || w.value || ' ') > 0))"
    )
    postgresql = (
        "EXISTS (SELECT 1 FROM unnest(string_to_array({0}, ' ')) AS w"
        " WHERE length(w) > 1 AND (strpos({1}, chr(31) || w || chr(31)) > 0"
        " OR strpos(' ' || lower({2}) || ' ', ' ' || w || ' ') > 0))"
    )


class Flag(FunctionElement[str]):
    """A truth value, for a `Member`."""

    type = String()
    inherit_cache = True
    sqlite = "json(CASE WHEN {0} THEN 'true' ELSE 'false' END)"
    postgresql = "CAST({0} AS TEXT)"


class Number(FunctionElement[str]):
    """A whole number, for a `Member`."""

    type = String()
    inherit_cache = True
    sqlite = "{0}"
    postgresql = "CAST({0} AS TEXT)"


class Plain(FunctionElement[str]):
    """A text in which JSON escapes nothing, for a `Member`: an id, a date."""

    type = String()
    inherit_cache = True
    sqlite = "{0}"
    postgresql = "'\"' || {0} || '\"'"


class Text(FunctionElement[str]):
    """Any text, for a `Member`."""

    type = String()
    inherit_cache = True
    sqlite = "{0}"
    postgresql = "CAST(to_json({0}) AS TEXT)"


class Member(FunctionElement[str]):
    """Of a JSON object: its name, and a `Flag`, `Number`, `Plain` or `Text`."""

    type = String()
    inherit_cache = True
    sqlite = "{0}, {1}"
    postgresql = "'\"' || {0} || '\":' || coalesce({1}, 'null')"


class RowJson(FunctionElement[str]):
    """A JSON object of `Member`s.

    PostgreSQL's own functions for it look up the type of each value in each row, and take half as long again.
    """

    type = String()
    inherit_cache = True
    sqlite = "json_object({all})"
    postgresql = "'{{' || concat_ws(',', {all}) || '}}'"


class PlacesJson(FunctionElement[str]):
    """A JSON array."""

    inherit_cache = True
    sqlite = "json_array({all})"
    postgresql = "json_build_array({all})"


class Joined(FunctionElement[bytes]):
    """The texts of all rows, in their order, with another between them; in UTF-8, which nobody has to decode."""

    type = LargeBinary()
    inherit_cache = True
    sqlite = "CAST(group_concat({0}, {1}) AS BLOB)"
    postgresql = "convert_to(string_agg(CAST({0} AS TEXT), {1}), 'UTF8')"


class MadeRows(FunctionElement[str]):
    """The elements of a JSON array as rows of one column, `value`."""

    inherit_cache = True
    sqlite = "json_each({0})"
    postgresql = "json_array_elements(CAST({0} AS JSON))"


class Cell(FunctionElement[str]):
    """The text at a place of a JSON array."""

    type = String()
    inherit_cache = True
    sqlite = "CAST(json_extract({0}, '$[' || {1} || ']') AS TEXT)"
    postgresql = "({0} ->> {1})"


def _written(dialect: str) -> Callable[..., str]:
    def write(element: Any, compiler: Any, **options: Any) -> str:
        arguments = [compiler.process(clause, **options) for clause in element.clauses]
        template: str = getattr(element, dialect)
        return template.format(*arguments, all=", ".join(arguments))

    return write


for _element in (
    *(Iso, Day, NumberOf, Millis, ByCodePoint, Unindexed, PlaceOf, LastOf, IsNumber, HasFiveDigits, Names),
    *(Flag, Number, Plain, Text, Member, RowJson, PlacesJson, Joined, MadeRows, Cell),
):
    for _dialect in ("sqlite", "postgresql"):
        compiles(_element, _dialect)(_written(_dialect))
