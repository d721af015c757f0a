"""Is a chart's picture drawn from its address, and nothing else from any other?"""

import base64
import struct
import sys
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import orjson
import pytest

from bot.doors import pictures as door
from bot.doors import raster
from cards import charts, drawing
from cards.charts import Chart, NoChart, Series
from dialogs.links import Links
from dialogs.pictures import PURPOSE, pictured
from tests.conftest import PUBLIC_URL, StartBot

SECRET = "a secret of more than sixteen characters"
LINKS = Links(PUBLIC_URL, SECRET)
NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
MONTHS = ["Jan", "Feb", "Mär"]
CHART = charts.chart("bars", "Outage", MONTHS, [Series(name="Outage", values=(12, None, 14))])


def path_of(chart: Chart, links: Links = LINKS) -> str:
    address = pictured(links)(chart)
    assert address is not None
    return address.removeprefix(PUBLIC_URL)


@pytest.fixture
async def url(start_bot: StartBot) -> str:
    return await start_bot(secret_key=SECRET)


async def test_a_picture_is_a_png_that_may_be_kept_for_ever(url: str, http: aiohttp.ClientSession) -> None:
    async with http.get(url + path_of(CHART)) as answer:
        picture = await answer.read()
    assert answer.status == 200
    assert answer.content_type == "image/png"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert struct.unpack(">II", picture[16:24]) == (drawing.WIDTH * raster.ZOOM, drawing.HEIGHT * raster.ZOOM)
    async with http.get(url + path_of(CHART), headers={"If-None-Match": answer.headers["ETag"]}) as again:
        assert (again.status, await again.read()) == (304, b"")
    async with http.get(url + path_of(CHART), headers={"If-None-Match": '"another"'}) as again:
        assert await again.read() == picture


async def test_a_picture_is_drawn_once_and_the_latest_are_kept(
    url: str, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def status(number: int) -> int:
        chart = charts.chart("bars", "x", MONTHS, [Series(name="x", values=(number, 1, 2))])
        async with http.get(url + path_of(chart)) as answer:
            return answer.status

    monkeypatch.setattr(door, "MOST_KEPT", 2)
    assert [await status(n) for n in (1, 2, 1, 3)] == [200] * 4
    monkeypatch.setattr(sys, "executable", "/bin/false")  # from now on nothing can be drawn
    assert [await status(n) for n in (1, 3, 2)] == [200, 200, 503]


async def test_what_cannot_be_drawn_is_said_to_be_so(
    url: str, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_WAITING", 0)
    async with http.get(url + path_of(CHART)) as answer:
        assert answer.status == 503
    with pytest.raises(raster.NotDrawn):
        await raster.png("<svg")


def tampered(path: str) -> str:
    """One letter of what is said is another one."""
    place = path.index("/", 1) + 20
    return path[:place] + ("A" if path[place] != "A" else "B") + path[place + 1 :]


def signed(said: str, *, purpose: str = PURPOSE, days: int = 1) -> str:
    return f"/{PURPOSE}/{LINKS.token(purpose, said, datetime.now(UTC) + timedelta(days=days))}.png"


def squeezed(raw: Any) -> str:
    return base64.b85encode(zlib.compress(orjson.dumps(raw))).decode()


NOT_SIGNED = {
    "tampered": tampered(path_of(CHART)),
    "another signature": path_of(CHART).replace(".png", "A.png"),
    "another server's": path_of(CHART, Links(PUBLIC_URL, "another secret of many characters")),
    "another purpose": signed(charts.packed(CHART), purpose="downloads"),
    "over": signed(charts.packed(CHART), days=-1),
    "no chart": signed("no chart"),
    "too long a title": signed(squeezed(["bars", "x" * 3000, ["a"], [["b", [1]]], False])),
    "short": "/pictures/x.png",
    "empty": "/pictures/.png",
    "endless": "/pictures/" + "A" * 5000 + ".png",
    "odd": "/pictures/%F0%9F%98%80.x.png",
}


@pytest.mark.parametrize("path", NOT_SIGNED.values(), ids=NOT_SIGNED)
async def test_what_this_server_has_not_signed_is_not_there(url: str, http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(url + path) as answer:
        assert answer.status == 404
        assert answer.content_type == "application/problem+json"


NUMBERS = [["a", [1]]]


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        ["pie", "t", ["a"], NUMBERS, False],
        ["bars", "t", [], [["a", []]], False],
        ["bars", "t", ["a"], [], False],
        ["bars", "t", ["a"], NUMBERS * 2, False],
        ["lines", "t", ["a"], NUMBERS * 8, False],
        ["bars", "t", ["a"] * 32, [["a", [1] * 32]], False],
        ["bars", "t", ["a", "b"], NUMBERS, False],
        ["bars", "t", ["a"], [["a", ["1"]]], False],
        ["bars", "t", ["a"], [["a", [-1]]], False],
        ["bars", "t", ["a"], [["a", [1e300]]], False],
        ["bars", "t", [7], NUMBERS, False],
        ["bars", 7, ["a"], NUMBERS, False],
        ["bars", "t", ["a"], [[7, [1]]], False],
        ["bars", "t", ["a" * 200], NUMBERS, False],
        ["bars", "t", ["a"], NUMBERS, 1],
    ],
)
def test_a_description_is_bounded(raw: Any) -> None:
    with pytest.raises(NoChart):
        charts.unpacked(squeezed(raw))


def test_a_description_that_unfolds_without_end_is_not_unfolded() -> None:
    bomb = base64.b85encode(zlib.compress(b"[" * 10_000_000)).decode()
    assert len(bomb) < 20_000
    with pytest.raises(NoChart):
        charts.unpacked(bomb)


@pytest.mark.parametrize("kind", charts.KINDS)
def test_the_largest_chart_fits_an_address_or_has_none(kind: charts.Kind) -> None:
    series = [Series(name=f"{n} Kundendienst für Geschäftskundschaft", values=(1204.5,) * 99) for n in range(9)]
    made = charts.chart(kind, "Kundendienst " * 20, [f"Donnerstag, {n}. November" for n in range(99)], series)
    assert len(made.labels) == 31
    assert len(made.series) == 7
    address = pictured(LINKS)(made)
    assert address is None or len(address) < 2100
    assert charts.unpacked(charts.packed(CHART)) == CHART


def test_without_an_address_of_its_own_the_server_draws_nothing() -> None:
    assert pictured(Links("", SECRET))(CHART) is None


@pytest.mark.parametrize(
    "made",
    [
        charts.chart("lines", "x", MONTHS, [Series(name="n/a", values=(None, None, None))], percent=True),
        charts.chart("stacked", "x", ["a"], [Series(name="none", values=(0,)), Series(name="b", values=(None,))]),
        charts.chart("ring", "x", MONTHS, [Series(name="none", values=(0, None, 0))]),
        charts.chart("bars", "x", ["中文 Привет ß Ł", '<&">', ""], [Series(name="", values=(1, 0.5, 1e11))]),
    ],
)
async def test_what_is_empty_or_odd_is_drawn_too(made: Chart) -> None:
    assert (await raster.png(drawing.svg(made))).startswith(b"\x89PNG")


def test_a_name_is_drawn_and_never_markup() -> None:
    svg = drawing.svg(charts.chart("bars", "x", ['"/><script>'], [Series(name="x", values=(1,))]))
    assert "script" not in svg
    assert drawing.svg(CHART) == drawing.svg(CHART)
