"""Where in a set-up file is the mistake?"""

from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from bot.commands.failure import Failed
from bot.commands.setup_file import SetupFile
from storage.declarations import Tenant

Place = tuple[int | str, ...]  # keys and positions, from the outermost inwards
Mistake = tuple[int, str]  # the line, and what is wrong there


def read(file: Path) -> list[Tenant]:
    """Raises `Failed`, which names every mistake with its line."""
    try:
        return _read(file.read_text("utf-8"))
    except UnicodeDecodeError:
        raise Failed(f"{file} is not text in UTF-8.") from None
    except _Mistaken as exc:
        raise Failed("\n".join(f"{file}, line {line}: {what}." for line, what in sorted(exc.mistakes))) from None


class _Mistaken(Exception):
    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__()
        self.mistakes = mistakes


def _read(text: str) -> list[Tenant]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
        lines = dict(_lines(root, ())) if root else {}
    except yaml.MarkedYAMLError as exc:
        line = exc.problem_mark.line + 1 if exc.problem_mark else 1
        raise _Mistaken((line, f"this is not YAML ({exc.problem})")) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise _Mistaken((1, "this is not YAML")) from None
    if root is None:
        raise _Mistaken((1, "the file is empty"))
    if twice := list(_twice(root)):
        raise _Mistaken(*twice)
    try:
        declared = SetupFile.model_validate(content)
    except ValidationError as exc:
        raise _Mistaken(*_unfit(exc, lines)) from None
    if repeated := list(_repeated(declared, lines)):
        raise _Mistaken(*repeated)
    return [tenant.declared() for tenant in declared.tenants]


def _lines(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*place, key.value))
            yield (*place, key.value), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _lines(value, (*place, position))


def _twice(node: yaml.Node) -> Iterator[Mistake]:
    """Of two equal keys YAML would silently take the last."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if str(key.value) in seen:
                yield key.start_mark.line + 1, f"{key.value} is said twice"
            seen.add(str(key.value))
            yield from _twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _twice(value)


def _unfit(exc: ValidationError, lines: dict[Place, int]) -> Iterator[Mistake]:
    for error in exc.errors(include_url=False, include_input=False):
        place = error["loc"]
        field = next((str(part) for part in reversed(place) if isinstance(part, str)), "the file")
        yield _line(place, lines), f"{field} {_plain(error['type'], error['msg'])}"


def _plain(kind: str, message: str) -> str:
    plain = {
        "missing": "is missing",
        "extra_forbidden": "is not known here",
        "string_pattern_mismatch": "is no Entra id",
    }
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    return plain.get(kind) or f"{message[:1].lower()}{message[1:]}"


def _repeated(file: SetupFile, lines: dict[Place, int]) -> Iterator[Mistake]:
    seen: set[tuple[object, ...]] = set()
    for number, tenant in enumerate(file.tenants):
        here: Place = ("tenants", number)
        parts: list[tuple[Place, tuple[object, ...]]] = [(here, (tenant.id,))]
        parts += [((*here, "people", n), (tenant.id, "person", p.id)) for n, p in enumerate(tenant.people or ())]
        parts += [
            ((*here, "services", n), (tenant.id, "service", s.id or s.name.lower()))
            for n, s in enumerate(tenant.services or ())
        ]
        for place, what in parts:
            if what in seen:
                yield _line(place, lines), f"{what[-1]} is declared twice"
            seen.add(what)


def _line(place: Place, lines: dict[Place, int]) -> int:
    """Of what is missing: the line of what lacks it."""
    while place not in lines and place:
        place = place[:-1]
    return lines[place]
