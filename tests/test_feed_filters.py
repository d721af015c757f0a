"""Does a filter let through exactly the rows that it describes?

Each filter is made twice: as text, and as a function of a row's JSON in Python that knows nothing of the first.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.feed import START, FeedClient

Row = dict[str, Any]
Test = Callable[[Row], bool | None]  # None: neither, as a function of null
Made = tuple[str, Test]

TEXTS = ("source", "customerName", "callChainId", "direction", "modality", "openingHours", "result", "taskId")
NUMBERS = ("seconds", "queueSeconds", "connectedSeconds", "issueCount", "ivrSeconds")
MOMENTS = ("startedAt", "terminatedAt", "modifiedAt")
IDS = ("serviceId", "initialServiceId", "queuedServiceId", "lastUserId")
PIECES = ("", "Audio", "chain-a", "•••", "%", "_", "\\", "'", "+41 ••• 67", "R", "a", "accepted_by_user", "é", "𝕏", "O")
ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
}
CLOCK = {"year": (0, 4), "month": (5, 7), "day": (8, 10), "hour": (11, 13), "minute": (14, 16), "second": (17, 19)}
BEFORE_AND_AFTER = {"contains": str.__contains__, "startswith": str.startswith, "endswith": str.endswith}


def compared(read: Callable[[Row], Any], comparator: str, value: Any) -> Test:
    def holds(row: Row) -> bool:
        found = read(row)
        if comparator in ORDER:
            return found is not None and value is not None and ORDER[comparator](found, value)
        return bool(found == value) == (comparator == "eq")

    return holds


def written(value: Any) -> str:
    return (
        "null"
        if value is None
        else f"'{value.replace(chr(39), chr(39) * 2)}'"
        if isinstance(value, str)
        else str(value)
    )


COMPARATORS = st.sampled_from(["eq", "ne", *ORDER])
_LOW = START.replace(microsecond=0)


@st.composite
def plain(draw: st.DrawFn) -> Made:
    name, value = draw(
        st.tuples(st.sampled_from(TEXTS), st.sampled_from(PIECES) | st.none())
        | st.tuples(
            st.sampled_from(NUMBERS), st.integers(-2, 400) | st.sampled_from([2**31 - 1, 10**25, 2.5]) | st.none()
        )
    )
    comparator = draw(COMPARATORS)
    test = compared(lambda row: row[name], comparator, value)
    if draw(st.booleans()):
        return f"{name} {comparator} {written(value)}", test
    flipped = {"gt": "lt", "lt": "gt", "ge": "le", "le": "ge"}.get(comparator, comparator)
    return f"{written(value)} {flipped} {name}", test


@st.composite
def moments(draw: st.DrawFn) -> Made:
    name, comparator = draw(st.sampled_from(MOMENTS)), draw(COMPARATORS)
    at = draw(st.integers(0, 90 * 24 * 3600 * 1000).map(lambda ms: _LOW.timestamp() + ms / 1000))
    if draw(st.booleans()):  # a moment that there is: rows are 31 hours and a millisecond apart
        at = START.timestamp() + 31 * 3600 * draw(st.integers(0, 59)) + draw(st.integers(0, 59)) / 1000
    moment = datetime.fromtimestamp(round(at, 3), START.tzinfo)
    finer = draw(st.sampled_from(["", "", "4"]))  # finer than any moment that is kept
    text = moment.isoformat(timespec="milliseconds").replace("+00:00", finer + "Z")

    def exactly(row: Row) -> Any:
        return None if row[name] is None else row[name].replace("Z", "0Z" if finer else "Z")

    return f"{name} {comparator} {text}", compared(exactly, comparator, text)


@st.composite
def ids(draw: st.DrawFn) -> Made:
    name, other = draw(st.sampled_from(IDS)), draw(st.sampled_from(IDS))
    if draw(st.booleans()):
        comparator = draw(st.sampled_from(["eq", "ne"]))
        return f"{name} {comparator} {other}", lambda row: (row[name] == row[other]) == (comparator == "eq")
    comparator, value = draw(COMPARATORS), draw(st.sampled_from([7, 999999999999999999, None]))
    test = compared(lambda row: row[name] and int(row[name]), comparator, value)
    return f"{name} {comparator} {written(value and str(value))}", test


@st.composite
def functions(draw: st.DrawFn) -> Made:
    if draw(st.booleans()):
        function, name = draw(st.sampled_from(sorted(BEFORE_AND_AFTER))), draw(st.sampled_from(TEXTS))
        piece = draw(st.sampled_from(PIECES))
        holds = BEFORE_AND_AFTER[function]
        return (
            f"{function}({name},{written(piece)})",
            lambda row: None if row[name] is None else holds(row[name], piece),
        )
    part, name, comparator = draw(st.sampled_from(sorted(CLOCK))), draw(st.sampled_from(MOMENTS)), draw(COMPARATORS)
    start, end = CLOCK[part]
    value = draw(st.sampled_from([0, 1, 2, 4, 5, 12, 58, 59, 2026]))
    test = compared(lambda row: None if row[name] is None else int(row[name][start:end]), comparator, value)
    return f"{part}({name}) {comparator} {value}", test


@st.composite
def others(draw: st.DrawFn) -> Made:
    day = f"2026-0{draw(st.integers(2, 4))}-{draw(st.integers(10, 28))}"
    chosen = draw(st.lists(st.sampled_from(PIECES) | st.none(), min_size=1, max_size=4))
    name, comparator = draw(st.sampled_from(TEXTS)), draw(COMPARATORS)
    listed = ",".join(written(each) for each in chosen)
    made: Made = draw(
        st.sampled_from(
            [
                ("queued", lambda row: row["queued"]),
                ("queued ne true", lambda row: not row["queued"]),
                ("false eq queued", lambda row: not row["queued"]),
                (f"contains({name},'a') eq true", lambda row: row[name] is not None and "a" in row[name]),
                (f"startedOn {comparator} {day}", compared(lambda row: row["startedOn"], comparator, day)),
                (f"date(startedAt) {comparator} {day}", compared(lambda row: row["startedOn"], comparator, day)),
                (f"{name} in ({listed})", lambda row: row[name] in chosen),
                ("startedAt lt terminatedAt", lambda row: row["terminatedAt"] is not None),
            ]
        )
    )
    return made


def negated(made: Made) -> Made:
    text, test = made
    return f"not ({text})", lambda row: None if (found := test(row)) is None else not found


def both(one: Made, other: Made) -> Made:
    def holds(row: Row) -> bool | None:
        said = {one[1](row), other[1](row)}
        return False if False in said else None if None in said else True

    return f"({one[0]}) and ({other[0]})", holds


def either(one: Made, other: Made) -> Made:
    def holds(row: Row) -> bool | None:
        said = {one[1](row), other[1](row)}
        return True if True in said else None if None in said else False

    return f"({one[0]}) or ({other[0]})", holds


FILTERS = st.recursive(
    plain() | moments() | ids() | functions() | others(),
    lambda inner: inner.map(negated) | st.builds(both, inner, inner) | st.builds(either, inner, inner),
    max_leaves=5,
)


async def test_a_filter_finds_what_python_finds(feed: FeedClient) -> None:
    rows = (await feed.get("Interactions")).rows
    own = str(feed.world.services["Support"])
    loop = asyncio.get_running_loop()

    @settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(made=FILTERS, key=st.sampled_from(["contoso", "support"]))
    def check(made: Made, key: str) -> None:
        text, holds = made
        wanted = [row["id"] for row in rows if holds(row) and (key == "contoso" or row["serviceId"] == own)]
        said = asyncio.run_coroutine_threadsafe(feed.ask("Interactions", key, filter=text), loop).result()
        assert said.status == 200, said.body
        assert [row["id"] for row in said.rows] == wanted

    await asyncio.to_thread(check)


async def test_a_moment_between_two_milliseconds_equals_none(feed: FeedClient) -> None:
    first = (await feed.get("Interactions")).rows[0]
    exact, finer = first["startedAt"], first["startedAt"].replace("Z", "4Z")
    for moment, found in ((exact, ("eq", "ge", "le")), (finer, ("ne", "lt", "le"))):
        for comparator in ("eq", "ne", *ORDER):
            said = await feed.ask("Interactions", filter=f"id eq '{first['id']}' and startedAt {comparator} {moment}")
            assert bool(said.rows) == (comparator in found)
