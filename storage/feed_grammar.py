"""What does a `$filter` say, and is it one that we answer?

The grammar is odata-query's; of what it reads, storage/feed_filter.py makes SQL. Here everything has a bound.
"""

from collections.abc import Iterator
from typing import Any, Final

from odata_query import ast
from odata_query.exceptions import (
    ArgumentCountException,
    ODataException,
    ParsingException,
    TokenizingException,
    UnknownFunctionException,
)
from odata_query.grammar import ODataLexer, ODataParser

MOST_NODES: Final = 1_000
DEEPEST: Final = 16  # brackets and negations within each other; a chain of `and` or of `or` is as deep as its parts
_LITERALS: Final = ("STRING", "INTEGER", "DECIMAL", "BOOLEAN", "NULL", "GUID", "DATE", "DATETIME")
_SHOWN: Final = 20  # characters of what cannot be read


class BadQuestion(Exception):
    """The question cannot be understood: the text says where, and may be shown to who asked."""


class NotOffered(Exception):
    """OData has this, the feed does not; the text says what."""


def parsed(text: str) -> Any:
    """The syntax tree. Raises `BadQuestion`."""
    if "\0" in text:
        raise BadQuestion("$filter holds a NUL character.")
    start = len(text) - len(text.lstrip())
    try:
        tree = ODataParser().parse(_listed(ODataLexer().tokenize(text.strip())))
    except ParsingException as exc:
        raise BadQuestion(_where(text, exc.token, start)) from None
    except TokenizingException as exc:
        raise BadQuestion(_where(text, exc.token, start)) from None
    except UnknownFunctionException as exc:
        raise BadQuestion(f"There is no function {exc.function_name[:_SHOWN]}.") from None
    except ArgumentCountException as exc:
        raise BadQuestion(f"{exc.function_name} has another number of arguments.") from None
    except ODataException:
        raise BadQuestion("$filter cannot be read.") from None
    _bounded(tree)
    return tree


def chain(tree: Any) -> list[Any]:
    """`a and b and c` as a list; anything else as a list of one."""
    parts: list[Any] = []
    kind = type(tree.op) if isinstance(tree, ast.BoolOp) else None
    while isinstance(tree, ast.BoolOp) and type(tree.op) is kind:
        parts.append(tree.right)
        tree = tree.left
    return [tree, *reversed(parts)]


def key_literals(text: str) -> list[tuple[str | None, Any]]:
    """The literals of a key's brackets with their names, None where there is but one. Raises `BadQuestion`."""
    try:
        tokens = [t for t in ODataLexer().tokenize(text) if t.type != "WS"]
    except ODataException:
        raise BadQuestion("The key in brackets cannot be read.") from None
    if len(tokens) == 1 and tokens[0].type in _LITERALS:
        return [(None, tokens[0].value)]
    pairs = [tokens[at : at + 3] for at in range(0, len(tokens), 4)]
    commas = [t.type for t in tokens[3::4]]
    if any(c != "," for c in commas) or not all(_named(pair) for pair in pairs) or len(commas) != len(pairs) - 1:
        raise BadQuestion("The key in brackets cannot be read.")
    return [(name.value.name, value.value) for name, _, value in pairs]


def _named(pair: list[Any]) -> bool:
    return len(pair) == 3 and (pair[0].type, pair[1].type) == ("ODATA_IDENTIFIER", "=") and pair[2].type in _LITERALS


def _listed(tokens: Iterator[Any]) -> Iterator[Any]:
    """The grammar wants a comma in a list of one: `in ('x')` becomes `in ('x',)`."""
    seen: list[str] = []
    for token in tokens:
        if token.type == ")" and seen[-3:-1] == ["IN", "("] and seen[-1] in _LITERALS:
            comma: Any = type(token)()
            comma.type = comma.value = ","
            comma.lineno, comma.index = token.lineno, token.index
            yield comma
        if token.type != "WS":
            seen = [*seen[-2:], token.type]
        yield token


def _where(text: str, token: Any, start: int) -> str:
    if token is None:
        return "$filter ends too early."
    at = start + token.index
    return f"$filter cannot be read at position {at + 1}, near “{text[at : at + _SHOWN]}”."


def _bounded(tree: Any) -> None:
    count, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if count > MOST_NODES:
            raise BadQuestion("$filter has too many parts.")
        if depth > DEEPEST:
            raise BadQuestion("$filter has brackets, functions or negations too deep within each other.")
        waiting += [(part, depth + 1) for part in _parts(node)]


def _parts(node: Any) -> list[Any]:
    match node:
        case ast.BoolOp():
            return chain(node)
        case ast.Compare():
            return [node.left, node.right]
        case ast.UnaryOp():
            return [node.operand]
        case ast.Call():
            return list(node.args)
        case ast.List():
            return list(node.val)
        case _:
            return []  # what we know no more of is refused by the one who meets it
