"""How does a table become an Excel file that never calculates what somebody is called?

xlsxwriter makes a workbook without rows: styles, headings, a sheet that says what the file is. The rows are written
apart, as they come, and are put into it at the end: so a file that was interrupted goes on where it stopped, and a
million rows take no memory. Every text is an inline string, which Excel never reads as a formula, number or link.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape

from storage.export_formats import UNSEEN, Cell, Column, Encode

MOST_ROWS: Final = 1_048_575  # below the headings; Excel has no more
LONGEST: Final = 32_767  # characters in a cell
_DAY_NONE: Final = datetime(1899, 12, 30, tzinfo=UTC)  # from which Excel counts days
_WIDTHS: Final = {"text": 24, "number": 12, "share": 12, "seconds": 14, "moment": 20}
_NOT_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ESCAPED_BY_EXCEL: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MOMENT, _SHARE = 2, 3  # styles, by the order of their first use in `_empty`
_DIMENSION: Final = re.compile(rb'<dimension ref="[^"]*"/>')
_ROWS: Final = "xl/worksheets/sheet1.xml"
_PIECE: Final = 1 << 20  # bytes


def encoder(columns: Sequence[Column], zone: tzinfo, first: int) -> Encode:
    """`first` is the number of rows that are there already. What it makes is `<row>` after `<row>`."""
    writers = [(_letters(place), _WRITE[column.kind](zone)) for place, column in enumerate(columns)]

    def encode(rows: Iterable[Sequence[Cell]]) -> bytes:
        nonlocal first
        made = []
        for first, row in enumerate(rows, first + 1):  # noqa: B020  counts on from call to call
            number = first + 1  # the headings are row 1
            cells = [
                write(f'<c r="{letters}{number}"', cell)
                for (letters, write), cell in zip(writers, row, strict=True)
                if cell not in (None, "")
            ]
            made.append(f'<row r="{number}">{"".join(cells)}</row>')
        return "".join(made).encode()

    return encode


def assemble(
    columns: Sequence[Column], about: Sequence[tuple[str, str]], names: tuple[str, str], rows: BinaryIO, into: BinaryIO
) -> Iterator[None]:
    """Writes the workbook from the encoded `rows`, yielding after each piece. `names`: of its two sheets."""
    empty = zipfile.ZipFile(io.BytesIO(_empty(columns, about, names)))
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        for part in empty.namelist():
            if part != _ROWS:
                book.writestr(part, empty.read(part))
                continue
            before, end, after = empty.read(part).partition(b"</sheetData>")
            with book.open(part, "w", force_zip64=True) as sheet:
                sheet.write(_DIMENSION.sub(b"", before))  # it knows of the headings alone
                while piece := rows.read(_PIECE):
                    sheet.write(piece)
                    yield
                sheet.write(end + after)


def _empty(columns: Sequence[Column], about: Sequence[tuple[str, str]], names: tuple[str, str]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]  # 2 MB, in every process, for what few turns make

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        styles = [book.add_format({"num_format": look}) for look in ("yyyy-mm-dd hh:mm:ss", "0.0 %")]
        data, sheet = book.add_worksheet(_sheet_name(names[0])), book.add_worksheet(_sheet_name(names[1]))
        for place, column in enumerate(columns):
            data.set_column(place, place, _WIDTHS[column.kind])
            data.write_string(0, place, _cleaned(column.title), bold)
        data.freeze_panes(1, 0)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 80)
        for place, (label, value) in enumerate(about):
            sheet.write_string(place, 0, _cleaned(label), bold)
            sheet.write_string(place, 1, _cleaned(value))
            for far, style in enumerate(styles, 3):
                sheet.write_blank(place, far, None, style)
    return made.getvalue()


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31]


def _cleaned(text: str) -> str:
    return _NOT_XML.sub("\ufffd", UNSEEN.sub("", text))[:LONGEST]


def _string(start: str, text: Any) -> str:
    shown = escape(_ESCAPED_BY_EXCEL.sub("_x005F_", _cleaned(text)))
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _number(start: str, number: Any) -> str:
    return f"{start}><v>{number}</v></c>"


def _share(start: str, number: Any) -> str:
    return f'{start} s="{_SHARE}"><v>{number}</v></c>'


def _moments(zone: tzinfo) -> Callable[[str, Any], str]:
    def write(start: str, at: Any) -> str:
        local = at.astimezone(zone).replace(tzinfo=UTC)  # Excel knows no zones
        return f'{start} s="{_MOMENT}"><v>{(local - _DAY_NONE).total_seconds() / 86400:.8f}</v></c>'

    return write


_WRITE: Final[dict[str, Callable[[tzinfo], Callable[[str, Any], str]]]] = {
    "text": lambda _zone: _string,
    "number": lambda _zone: _number,
    "share": lambda _zone: _share,
    "seconds": lambda _zone: _number,
    "moment": _moments,
}


def _letters(place: int) -> str:
    """0 is A, 26 is AA."""
    text = ""
    while place >= 0:
        text = chr(ord("A") + place % 26) + text
        place = place // 26 - 1
    return text
