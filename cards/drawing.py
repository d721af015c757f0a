"""How is a chart drawn, where Teams does not draw it?

As SVG, on a light ground of its own, so that it can be read on a dark card too. Series differ by colour, by the dashes
of their lines and by the marks on them.
"""

import math
from collections.abc import Iterable
from typing import Final

from cards.charts import COLOURS, Chart, Series
from cards.lettering import fitted, width, written

WIDTH: Final = 480  # small, so that its letters can be read on a phone
HEIGHT: Final = 270

_INK: Final = "#3b3a39"
_GRID: Final = "#d2d0ce"
_LEFT: Final = 52
_RIGHT: Final = WIDTH - 16
_BOTTOM: Final = HEIGHT - 34
_TEXT: Final = 9.5  # the height of a capital, in pixels
_DASHES: Final = ("", "9 5", "2 5", "12 4 2 4", "5 3", "1 3", "14 6")
_COLOURS: Final = tuple(colour for _name, colour in COLOURS)


def svg(chart: Chart) -> str:
    body = _ring(chart) if chart.kind == "ring" else _plotted(chart)
    ground = f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="8" fill="#ffffff" stroke="{_GRID}"/>'
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{"".join(body)}</svg>'


def _plotted(chart: Chart) -> Iterable[str]:
    several = len(chart.series) > 1
    top, legend = _legend(chart.series, lines=chart.kind == "lines") if several else (26.0, [])
    yield from legend
    highest = 100.0 if chart.percent else _round_up(_highest(chart))
    yield from _scale(highest, top, percent=chart.percent)
    yield from _below(chart.labels)
    if chart.kind == "lines":
        for number, series in enumerate(chart.series):
            yield from _line(series, number, highest, top)
    else:
        yield from _columns(chart, highest, top)


def _legend(series: tuple[Series, ...], *, lines: bool) -> tuple[float, list[str]]:
    """Above the plot, in as many rows as it needs; and where the plot may begin."""
    x, y, found = float(_LEFT), 26.0, []
    for number, each in enumerate(series):
        name = fitted(each.name, _TEXT, 200)
        wide = 30 + width(name, _TEXT) + 22
        if x > _LEFT and x + wide > _RIGHT:
            x, y = float(_LEFT), y + 20
        found.append(_sample(number, x, y, lines=lines) + written(name, x + 30, y, _TEXT, colour=_INK))
        x += wide
    return y + 20, found


def _sample(number: int, x: float, y: float, *, lines: bool) -> str:
    colour, middle = _COLOURS[number], y - _TEXT / 2
    if not lines:
        return f'<rect x="{x:.1f}" y="{y - 11:.1f}" width="22" height="12" rx="2" fill="{colour}"/>'
    return _stroke([(x, middle), (x + 24, middle)], number) + _mark(x + 12, middle, number)


def _scale(highest: float, top: float, *, percent: bool) -> Iterable[str]:
    steps = 4 if percent or highest >= 4 else max(1, int(highest))
    for step in range(steps + 1):
        value = highest * step / steps
        y = _y(value, highest, top)
        line = f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" stroke="{_GRID if step else _INK}"/>'
        label = _number(value) + (" %" if percent else "")
        yield line + written(label, _LEFT - 8, y + _TEXT / 2, _TEXT, colour=_INK, anchor="end")


def _below(labels: tuple[str, ...]) -> Iterable[str]:
    """As many as have room; the last one is always there."""
    room = (_RIGHT - _LEFT) / len(labels)
    widest = max(width(label, _TEXT) for label in labels) + 12
    every = math.ceil(min(widest, 140) / room)
    for place, label in enumerate(labels):
        if (len(labels) - 1 - place) % every == 0:
            shown = fitted(label, _TEXT, max(room * every - 8, 30))
            x = min(_x(place, len(labels)), WIDTH - 6 - width(shown, _TEXT) / 2)
            yield written(shown, x, HEIGHT - 14, _TEXT, colour=_INK, anchor="middle")


def _line(series: Series, number: int, highest: float, top: float) -> Iterable[str]:
    """Broken where there is no value."""
    piece: list[tuple[float, float]] = []
    for place, value in enumerate((*series.values, None)):
        if value is not None:
            piece.append((_x(place, len(series.values)), _y(value, highest, top)))
            continue
        if len(piece) > 1:
            yield _stroke(piece, number)
        yield from (_mark(x, y, number) for x, y in piece)
        piece = []


def _columns(chart: Chart, highest: float, top: float) -> Iterable[str]:
    wide = min(46.0, (_RIGHT - _LEFT) / len(chart.labels) * 0.66)
    for place in range(len(chart.labels)):
        below = 0.0
        for number, series in enumerate(chart.series):
            value = series.values[place] or 0
            y, height = _y(below + value, highest, top), _y(below, highest, top) - _y(below + value, highest, top)
            x = _x(place, len(chart.labels)) - wide / 2
            if value:
                box = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{height:.1f}"'
                yield f'<rect {box} fill="{_COLOURS[number]}" stroke="#ffffff" stroke-width=".8"/>'
            below += value
        if len(chart.labels) <= 16 and below:
            y = _y(below, highest, top) - 5
            yield written(_number(below), _x(place, len(chart.labels)), y, _TEXT, colour=_INK, anchor="middle")


def _ring(chart: Chart) -> Iterable[str]:
    values = [value or 0 for value in chart.series[0].values]
    total, start = sum(values) or 1, 0.0
    x, y, radius, thick = 112.0, HEIGHT / 2, 74.0, 36.0
    circle = f'<circle cx="{x}" cy="{y}" r="{radius}" fill="none"'
    around = 2 * math.pi * radius
    for number, value in enumerate(values):
        part = around * value / total
        dash = f'stroke-dasharray="{max(part - 1.5, 0.1):.2f} {around:.2f}" stroke-dashoffset="{-start:.2f}"'
        colour = _COLOURS[number % len(_COLOURS)]
        turned = f'transform="rotate(-90 {x} {y})"'
        yield f'{circle} stroke="{colour}" stroke-width="{thick}" {dash} {turned}/>' if value else ""
        start += part
    yield written(_number(sum(values)), x, y + 7, 14, colour=_INK, anchor="middle", bold=True)
    yield from _beside(chart.labels, values)


def _beside(labels: tuple[str, ...], values: list[float]) -> Iterable[str]:
    row = min(30.0, (HEIGHT - 40) / len(labels))
    y = HEIGHT / 2 - row * (len(labels) - 1) / 2 + _TEXT / 2
    for number, (label, value) in enumerate(zip(labels, values, strict=True)):
        sample = _sample(number % len(_COLOURS), 218, y, lines=False)
        shown = fitted(label, _TEXT, 160)
        yield sample + written(shown, 248, y, _TEXT, colour=_INK)
        yield written(_number(value), _RIGHT, y, _TEXT, colour=_INK, anchor="end")
        y += row


def _stroke(points: list[tuple[float, float]], number: int) -> str:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dash = f' stroke-dasharray="{_DASHES[number]}"' if _DASHES[number] else ""
    return f'<path d="{path}" fill="none" stroke="{_COLOURS[number]}" stroke-width="2.2"{dash}/>'


def _mark(x: float, y: float, number: int) -> str:
    """Round, square, on its corner, pointing up, pointing down, a cross, a bar."""
    shapes = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"',
        f'<path d="M{x - 3.6:.1f} {y - 3.6:.1f}h7.2v7.2h-7.2z"',
        f'<path d="M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5-5z"',
        f'<path d="M{x:.1f} {y - 5:.1f}l5 8.6h-10z"',
        f'<path d="M{x:.1f} {y + 5:.1f}l5-8.6h-10z"',
        f'<path d="M{x - 1.5:.1f} {y - 5:.1f}h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z"',
        f'<path d="M{x - 5:.1f} {y - 2:.1f}h10v4h-10z"',
    )
    return f'{shapes[number]} fill="{_COLOURS[number]}" stroke="#ffffff" stroke-width="1"/>'


def _x(place: int, count: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (place + 0.5) / count


def _y(value: float, highest: float, top: float) -> float:
    return _BOTTOM - (_BOTTOM - top) * value / highest


def _highest(chart: Chart) -> float:
    if chart.kind == "lines":
        return max((v for s in chart.series for v in s.values if v is not None), default=0.0)
    return max(sum(s.values[place] or 0 for s in chart.series) for place in range(len(chart.labels)))


def _round_up(value: float) -> float:
    """To a number that four steps reach evenly: 4, 8, 12, 20, 40, 80, 120, 200 …"""
    if value <= 4:
        return max(1.0, math.ceil(value))
    power: int = 10 ** math.floor(math.log10(value))
    for factor in (1.2, 2, 4, 8, 12):
        if value <= factor * power and factor * power % 4 == 0:
            return float(factor * power)
    return 20.0 * power


def _number(value: float) -> str:
    """*1 204*, *0.5*."""
    return f"{value:,.1f}".removesuffix(".0").replace(",", " ")
