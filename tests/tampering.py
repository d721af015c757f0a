"""How may the data of a button come back that somebody has tampered with?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from dialogs.router import ACTIONS
from tests.talk import buttons, fields

TYPES: Final[tuple[Any, ...]] = (None, True, 7, -1, 0.5, 2**63 - 1, -(2**63), [], ["1"], [{}], {}, {"value": "1"})
TEXTS: Final = ("", " ", "0", "-1", "1e3", "9" * 19, "9" * 400, "\x00", "null", "١", "\u202e1", "1,1", "|||", "%s{0}")
MARK: Final = "Tamperedwith"  # in what is not ours: it may stand in an answer, never in a log or an audit row
MARKED: Final = (f"=HYPERLINK({MARK})", f"<at>{MARK}</at>", f"[{MARK}](http://x)", f"'; DROP TABLE people; -- {MARK}")
EXTRA: Final[Mapping[str, Any]] = {
    "tenant": "1",
    "tenant_id": 1,
    "person_id": "1",
    "roles": ["tenant_admin"],
    "is_admin": True,
    "masked": False,
    "scope": {"services": None},
    "__proto__": {"is_admin": True},
    MARK: MARK,
}

Data = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Tampered:
    """`by`: who presses, if it is somebody else."""

    kind: str
    data: Data
    by: str | None = None
    times: int = 1


def choose(
    card: Mapping[str, Any], ids: Mapping[str, Sequence[str]], others: Sequence[str], count: int
) -> list[Tampered]:
    """So many of a card's, by turns of each kind; the same each time."""
    random = Random(f"{count} {sorted(str(data) for data in pressed(card))}"[:40])
    by_kind: dict[str, list[Tampered]] = {}
    for data in pressed(card):
        for each in every(data, ids, others):
            by_kind.setdefault(each.kind, []).append(each)
    for several in by_kind.values():
        random.shuffle(several)
    chosen: list[Tampered] = []
    while by_kind and len(chosen) < count:
        chosen += [several.pop() for several in by_kind.values()]
        by_kind = {kind: several for kind, several in by_kind.items() if several}
    return chosen


def pressed(card: Mapping[str, Any]) -> list[Data]:
    """What each button sends that nobody has tampered with."""
    return [{**each.get("data", {}), **fields(dict(card))} for each in buttons(dict(card)) if each.get("data")]


def every(data: Data, ids: Mapping[str, Sequence[str]], others: Sequence[str]) -> Iterator[Tampered]:
    """`ids`: what may stand in the place of an id. `others`: who else might press."""
    for field, value in data.items():
        yield Tampered(kind="missing", data={k: v for k, v in data.items() if k != field})
        for kind, values in (("type", TYPES), ("text", TEXTS), ("mark", MARKED)):
            yield from (Tampered(kind=kind, data={**data, field: wrong}) for wrong in values)
        for known, instead in ids.items():
            if known in str(value):
                yield from (Tampered(kind="id", data={**data, field: str(value).replace(known, i)}) for i in instead)
    yield Tampered(kind="extra", data={**data, **EXTRA})
    yield from (Tampered(kind="extra", data={**data, key: value}) for key, value in EXTRA.items() if key not in data)
    yield from (Tampered(kind="action", data={**data, "action": name}) for name in ACTIONS if name != data["action"])
    yield from (Tampered(kind="person", data=data, by=name) for name in others)
    yield Tampered(kind="replay", data=data, times=3)
