"""How is a word written where no font can be relied on?

A server often has no font, and text in a picture would vanish. So each letter is a few strokes of our own, on a grid
with capitals from 0 to 8, small letters from 3, the baseline at 8 and tails down to 10. The same picture comes out
everywhere. Letters of other scripts are written in Latin ones.
"""

import unicodedata
from typing import Final

from anyascii import anyascii

HEIGHT: Final = 8.0  # of a capital, on the grid
_GAP: Final = 1.6  # between two letters
_BLANK: Final = 3.0

_BOWL: Final = "Q4 3 2 3Q0 3 0 5.5Q0 8 2 8Q4 8 4 5.5"
_LOWER_LOOP: Final = "Q0 4 0 6Q0 8 2.3 8Q4.6 8 4.6 6Q4.6 4 2.3 3.8Z"
_SMALL_RING: Final = "q-1.2 0-1.2 1.6q0 1.6 1.2 1.6q1.2 0 1.2-1.6q0-1.6-1.2-1.6z"
_STROKES: Final = {  # width and path
    "A": (5.0, "M0 8L2.5 0L5 8M1 5H4"),
    "B": (4.8, "M0 4H2.8Q4.8 4 4.8 6Q4.8 8 2.8 8H0V0H2.6Q4.4 0 4.4 2Q4.4 4 2.6 4"),
    "C": (5.0, "M5 1.6Q4.2 0 2.7 0Q0 0 0 4Q0 8 2.7 8Q4.2 8 5 6.4"),
    "D": (5.0, "M0 0V8H2Q5 8 5 4Q5 0 2 0Z"),
    "E": (4.4, "M4.4 0H0V8H4.4M0 4H3.8"),
    "F": (4.2, "M4.2 0H0V8M0 4H3.6"),
    "G": (5.0, "M4.9 1.5Q4.1 0 2.7 0Q0 0 0 4Q0 8 2.7 8Q5 8 5 5.6V4.6H3"),
    "H": (5.0, "M0 0V8M5 0V8M0 4H5"),
    "I": (0.0, "M0 0V8"),
    "J": (3.0, "M3 0V6Q3 8 1.5 8Q0 8 0 6.4"),
    "K": (4.6, "M0 0V8M4.4 0L0 4.9M1.6 3.2L4.6 8"),
    "L": (4.0, "M0 0V8H4"),
    "M": (6.0, "M0 8V0L3 5.6L6 0V8"),
    "N": (5.0, "M0 8V0L5 8V0"),
    "O": (5.4, "M2.7 0Q0 0 0 4Q0 8 2.7 8Q5.4 8 5.4 4Q5.4 0 2.7 0Z"),
    "P": (4.6, "M0 8V0H2.6Q4.6 0 4.6 2.2Q4.6 4.4 2.6 4.4H0"),
    "Q": (5.4, "M2.7 0Q0 0 0 4Q0 8 2.7 8Q5.4 8 5.4 4Q5.4 0 2.7 0ZM3.4 6.2L5.4 8.6"),
    "R": (4.8, "M0 8V0H2.6Q4.6 0 4.6 2.2Q4.6 4.4 2.6 4.4H0M2.6 4.4L4.8 8"),
    "S": (4.6, "M4.4 1.4Q3.8 0 2.3 0Q.3 0 .3 2Q.3 3.6 2.4 4Q4.6 4.4 4.6 6Q4.6 8 2.3 8Q.6 8 0 6.5"),
    "T": (5.0, "M0 0H5M2.5 0V8"),
    "U": (5.0, "M0 0V5.4Q0 8 2.5 8Q5 8 5 5.4V0"),
    "V": (5.0, "M0 0L2.5 8L5 0"),
    "W": (7.0, "M0 0L1.75 8L3.5 1.6L5.25 8L7 0"),
    "X": (5.0, "M0 0L5 8M5 0L0 8"),
    "Y": (5.0, "M0 0L2.5 4L5 0M2.5 4V8"),
    "Z": (4.8, "M0 0H4.8L0 8H4.8"),
    "a": (4.0, f"M4 3V8M4 5.5{_BOWL}"),
    "b": (4.0, f"M0 0V8M4 5.5{_BOWL}"),
    "c": (3.8, "M3.8 4Q3.2 3 2.1 3Q0 3 0 5.5Q0 8 2.1 8Q3.2 8 3.8 7"),
    "d": (4.0, f"M4 0V8M4 5.5{_BOWL}"),
    "e": (4.0, "M0 5.4H4Q4 3 2 3Q0 3 0 5.5Q0 8 2.2 8Q3.3 8 3.9 7"),
    "f": (2.8, "M2.8 .3Q1.1 -.3 1.1 1.8V8M0 3H2.6"),
    "g": (4.0, f"M4 3V8Q4 10 2 10Q.8 10 .2 9.3M4 5.5{_BOWL}"),
    "h": (4.0, "M0 0V8M0 5Q.6 3 2.2 3Q4 3 4 5V8"),
    "i": (0.0, "M0 3V8M0 .9V1"),
    "j": (1.2, "M1.2 3V8.6Q1.2 10 0 10M1.2 .9V1"),
    "k": (3.8, "M0 0V8M3.6 3L0 6M1.4 4.9L3.8 8"),
    "l": (0.0, "M0 0V8"),
    "m": (6.4, "M0 3V8M0 4.6Q.6 3 1.8 3Q3.2 3 3.2 4.6V8M3.2 4.6Q3.8 3 5 3Q6.4 3 6.4 4.6V8"),
    "n": (4.0, "M0 3V8M0 5Q.6 3 2.2 3Q4 3 4 5V8"),
    "o": (4.0, f"M4 5.5{_BOWL}"),
    "p": (4.0, f"M0 3V10M4 5.5{_BOWL}"),
    "q": (4.0, f"M4 3V10M4 5.5{_BOWL}"),
    "r": (2.4, "M0 3V8M0 5.3Q.5 3 2.4 3.1"),
    "s": (3.6, "M3.4 4Q2.9 3 1.8 3Q.2 3 .2 4.3Q.2 5.2 1.8 5.5Q3.6 5.8 3.6 6.8Q3.6 8 1.8 8Q.6 8 0 7"),
    "t": (2.8, "M1.1 1V6.4Q1.1 8 2.8 7.8M0 3H2.6"),
    "u": (4.0, "M0 3V6Q0 8 1.8 8Q3.4 8 4 6M4 3V8"),
    "v": (4.0, "M0 3L2 8L4 3"),
    "w": (5.6, "M0 3L1.4 8L2.8 4L4.2 8L5.6 3"),
    "x": (3.8, "M0 3L3.8 8M3.8 3L0 8"),
    "y": (4.0, "M0 3L2 8M4 3L2 8Q1.4 10 0 10"),
    "z": (3.8, "M0 3H3.8L0 8H3.8"),
    "0": (4.6, "M2.3 0Q0 0 0 4Q0 8 2.3 8Q4.6 8 4.6 4Q4.6 0 2.3 0Z"),
    "1": (4.6, "M1 1.6L2.8 0V8"),
    "2": (4.6, "M.2 2Q.2 0 2.3 0Q4.4 0 4.4 2Q4.4 3.6 0 8H4.6"),
    "3": (4.6, "M.2 0H4.4L2 3.2Q4.6 3.2 4.6 5.6Q4.6 8 2.2 8Q.7 8 0 6.8"),
    "4": (4.6, "M3.4 8V0L0 5.6H4.6"),
    "5": (4.6, "M4.2 0H.7L.3 3.6Q1 3 2.2 3Q4.6 3 4.6 5.5Q4.6 8 2.2 8Q.7 8 0 6.9"),
    "6": (4.6, "M4 .6Q3.2 0 2.4 0Q0 0 0 5Q0 8 2.3 8Q4.6 8 4.6 5.5Q4.6 3.1 2.4 3.1Q.3 3.1 0 5"),
    "7": (4.6, "M0 0H4.6L1.6 8"),
    "8": (4.6, f"M2.3 3.8Q.2 3.6 .2 1.9Q.2 0 2.3 0Q4.4 0 4.4 1.9Q4.4 3.6 2.3 3.8{_LOWER_LOOP}"),
    "9": (4.6, "M.6 7.4Q1.4 8 2.2 8Q4.6 8 4.6 3Q4.6 0 2.3 0Q0 0 0 2.5Q0 4.9 2.2 4.9Q4.3 4.9 4.6 3"),
    ".": (0.0, "M0 7.8V8"),
    ",": (0.6, "M.6 7.6Q.7 9 0 9.6"),
    ":": (0.0, "M0 3.8V4M0 7.8V8"),
    ";": (0.6, "M.6 3.8V4M.6 7.6Q.7 9 0 9.6"),
    "-": (2.6, "M0 5H2.6"),
    "_": (4.0, "M0 9H4"),
    "+": (4.0, "M2 3V7M0 5H4"),
    "=": (4.0, "M0 4H4M0 6H4"),
    "*": (3.0, "M1.5 0V3M.2 .7L2.8 2.3M2.8 .7L.2 2.3"),
    "/": (3.0, "M3 0L0 8.6"),
    "%": (6.4, f"M1.2 .2{_SMALL_RING}M5.2 4.6{_SMALL_RING}M5.4 0L1 8"),
    "#": (4.8, "M1.7 1L.9 7.6M4 1L3.2 7.6M.2 3H4.8M0 5.5H4.6"),
    "&": (5.0, "M5 8L1.4 2.6Q.8 0 2.3 0Q3.8 0 3.6 1.6Q3.5 2.7 1.6 3.8Q0 4.8 0 6Q0 8 2 8Q4 8 4.8 5"),
    "(": (1.6, "M1.6 -.6Q0 1.5 0 4.2Q0 7 1.6 9"),
    ")": (1.6, "M0 -.6Q1.6 1.5 1.6 4.2Q1.6 7 0 9"),
    "'": (0.0, "M0 0V2"),
    '"': (1.6, "M0 0V2M1.6 0V2"),
    "!": (0.0, "M0 0V5.4M0 7.8V8"),
    "?": (3.8, "M0 1.8Q0 0 1.9 0Q3.8 0 3.8 1.9Q3.8 3.4 1.9 4.4V5.6M1.9 7.8V8"),
    "<": (3.6, "M3.6 2.5L0 5L3.6 7.5"),
    ">": (3.6, "M0 2.5L3.6 5L0 7.5"),
}
_MARKS: Final = {  # above a letter: left, middle and right of it, higher and lower
    "\u0300": "M{l} {t}L{m} {h}",
    "\u0301": "M{m} {h}L{r} {t}",
    "\u0302": "M{l} {h}L{m} {t}L{r} {h}",
    "\u0308": "M{l} {t}v.1M{r} {t}v.1",
}


def width(text: str, size: float) -> float:
    """In pixels; `size` is the height of a capital."""
    return max(0.0, sum(_advance(letter) for letter, _mark in _letters(text)) - _GAP) * size / HEIGHT


def fitted(text: str, size: float, widest: float) -> str:
    """Cut so that it is no wider than that."""
    if width(text, size) <= widest:
        return text
    while text and width(text + "...", size) > widest:
        text = text[:-1]
    return text.rstrip() + "..."


def written(
    text: str, x: float, y: float, size: float, *, colour: str, anchor: str = "start", bold: bool = False
) -> str:
    """A piece of SVG; `y` is the baseline, `anchor` as SVG has it."""
    x -= width(text, size) * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    scale = size / HEIGHT
    look = f'fill="none" stroke="{colour}" stroke-width="{1.5 if bold else 1.05}"'
    look += ' stroke-linecap="round" stroke-linejoin="round"'
    place = f"translate({x:.1f} {y - size:.1f}) scale({scale:.3f})"
    return f'<g transform="{place}" {look}>{"".join(_placed(text))}</g>'


def _placed(text: str) -> list[str]:
    found, at = [], 0.0
    for letter, mark in _letters(text):
        if letter in _STROKES:
            wide, path = _STROKES[letter]
            found.append(f'<path transform="translate({at:.1f} 0)" d="{path}{_mark(mark, wide, letter)}"/>')
        at += _advance(letter)
    return found


def _advance(letter: str) -> float:
    return (_STROKES[letter][0] if letter in _STROKES else _BLANK) + _GAP


def _letters(text: str) -> list[tuple[str, str]]:
    """Each with the mark above it, if there is one that we draw."""
    found: list[tuple[str, str]] = []
    for sign in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", sign)
        base, mark = apart[0], apart[1:2]
        if base in _STROKES and mark in _MARKS:
            found.append((base, mark))
        else:
            found += [(each, "") for each in anyascii(sign)]
    return found


def _mark(mark: str, wide: float, letter: str) -> str:
    if not mark:
        return ""
    top = -2.2 if letter.isupper() else 0.4
    middle = wide / 2
    return _MARKS[mark].format(l=f"{middle - 1.1:.1f}", r=f"{middle + 1.1:.1f}", m=f"{middle:.1f}", t=top, h=top + 1)
