"""How do figures become a chart, in Teams and where Teams' charts are unknown?

Teams draws `Chart.*` itself. A client that cannot, as the plain JavaScript renderer, shows the `fallback`: a picture
that the bot draws from what its address says, and nothing else. Where the outside cannot reach the bot there is none;
the table below the chart tells the same.
"""

import base64
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

import orjson

from cards import blocks
from cards.blocks import Piece
from cards.words import Words

MOST_LABELS: Final = 31
MOST_SERIES: Final = 7
LONGEST_NAME: Final = 32  # characters
_LARGEST: Final = 16_000  # bytes of a description

Kind = Literal["bars", "stacked", "lines", "ring"]
KINDS: Final[tuple[Kind, ...]] = ("bars", "stacked", "lines", "ring")
COLOURS: Final = (  # Teams' name for each, and ours: at least 4.5 to 1 on white
    ("categoricalBlue", "#1f5fa8"),
    ("categoricalMarigold", "#9a5b00"),
    ("categoricalTeal", "#0b6b63"),
    ("categoricalPurple", "#6b3fb5"),
    ("categoricalRed", "#b3261e"),
    ("categoricalLime", "#4a6b00"),
    ("neutral", "#5f6368"),
)

Picture = Callable[["Chart"], str | None]
"""The address of a chart's picture; None where there can be none."""


class NoChart(ValueError):
    """What was to be read describes no chart."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """A value a label; None: there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """`bars` and `ring` have one series, a value each label. `percent`: the values are from 0 to 100."""

    kind: Kind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    percent: bool = False


def chart(kind: Kind, title: str, labels: list[str], series: list[Series], *, percent: bool = False) -> Chart:
    """Of a bounded size; names as they may be shown."""
    kept = [
        Series(name=blocks.clean(s.name, LONGEST_NAME), values=s.values[-MOST_LABELS:]) for s in series[:MOST_SERIES]
    ]
    shown = [blocks.clean(label, LONGEST_NAME) for label in labels[-MOST_LABELS:]]
    return Chart(kind=kind, title=blocks.clean(title, 80), labels=tuple(shown), series=tuple(kept), percent=percent)


def element(words: Words, shown: Chart, picture: Picture) -> Piece:
    """For a card's body."""
    address = picture(shown)
    fallback: Any = "drop"
    if address:
        alt = words("chart-alt", title=shown.title)
        fallback = {
            "type": "Image",
            "url": address,
            "altText": alt,
            "size": "Stretch",
            "msteams": {"allowExpand": True},
        }
    return {**_DRAWN[shown.kind](shown), "title": shown.title, "fallback": fallback}


def packed(shown: Chart) -> str:
    """What the address of a picture says."""
    series = [[s.name, s.values] for s in shown.series]
    raw = orjson.dumps([shown.kind, shown.title, shown.labels, series, shown.percent])
    return base64.b85encode(zlib.compress(raw, 9)).decode()


def unpacked(said: str) -> Chart:
    """Raises `NoChart`; reads no more than a chart can need, whatever it unfolds to."""
    try:
        raw = zlib.decompressobj().decompress(base64.b85decode(said), _LARGEST)
        kind, title, labels, series, percent = orjson.loads(raw)
        read = [Series(name=_text(name), values=_numbers(values, len(labels))) for name, values in series]
        if kind not in KINDS or not isinstance(percent, bool) or not 0 < len(labels) <= MOST_LABELS:
            raise NoChart
        if not 0 < len(read) <= (1 if kind in ("bars", "ring") else MOST_SERIES):
            raise NoChart
        labels = tuple(_text(label) for label in labels)
        return Chart(kind=kind, title=_text(title), labels=labels, series=tuple(read), percent=percent)
    except (ValueError, TypeError, zlib.error) as exc:
        raise NoChart from exc


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 2 * LONGEST_NAME + 16:
        raise NoChart
    return value


def _numbers(values: object, count: int) -> tuple[float | None, ...]:
    if not isinstance(values, list) or len(values) != count:
        raise NoChart
    if not all(v is None or (isinstance(v, int | float) and 0 <= v < 1e12) for v in values):
        raise NoChart
    return tuple(values)


def _bars(shown: Chart) -> Piece:
    return {
        "type": "Chart.VerticalBar",
        "color": COLOURS[0][0],
        "showBarValues": len(shown.labels) <= 12,
        "data": _points(shown, shown.series[0]),
    }


def _stacked(shown: Chart) -> Piece:
    return {"type": "Chart.VerticalBar.Grouped", "stacked": True, "data": _series(shown)}


def _lines(shown: Chart) -> Piece:
    scale = {"yMin": 0, "yMax": 100} if shown.percent else {"yMin": 0}
    return {"type": "Chart.Line", **scale, "data": _series(shown)}


def _ring(shown: Chart) -> Piece:
    values = shown.series[0].values
    data = [
        {"legend": label, "value": value or 0, "color": COLOURS[n % len(COLOURS)][0]}
        for n, (label, value) in enumerate(zip(shown.labels, values, strict=True))
    ]
    return {"type": "Chart.Donut", "data": data}


def _series(shown: Chart) -> list[Piece]:
    return [
        {"legend": series.name, "color": COLOURS[n][0], "values": _points(shown, series)}
        for n, series in enumerate(shown.series)
    ]


def _points(shown: Chart, series: Series) -> list[Piece]:
    return [{"x": x, "y": y} for x, y in zip(shown.labels, series.values, strict=True) if y is not None]


_DRAWN: Final[dict[Kind, Callable[[Chart], Piece]]] = {
    "bars": _bars,
    "stacked": _stacked,
    "lines": _lines,
    "ring": _ring,
}
