"""Does a file hold what was meant, and does a spreadsheet leave it alone?"""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import orjson
import pytest

from storage import export_sheets, export_writing
from storage.export_files import DiskFull, Folder
from storage.export_formats import Cell, Column
from storage.export_writing import Layout
from tests.samples import HOSTILE

COLUMNS = (
    Column(key="name", title="Name"),
    Column(key="uses", title="Uses", kind="number"),
    Column(key="share", title="Share", kind="share"),
    Column(key="at", title="At", kind="moment"),
)
AT = datetime(2026, 11, 23, 9, 15, 30, 250_000, tzinfo=UTC)
STARTS = [*"=+-@\t\r\n\0＝＋－＠", "\u202e=", "\u200b="]
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(folder: Path, file_format: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    layout = Layout(
        columns=COLUMNS,
        file_format=file_format,
        zone=ZoneInfo("Europe/Zurich"),
        sheet_names=("Data", "About: [all]"),
    )
    files = Folder(folder)
    return files.data(
        export_writing.write(files, layout, rows, [("Title", "=1+1"), ("Filters", "none")], {}).name
    ).read_bytes()


def of_csv(raw: bytes) -> list[list[str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))


def of_sheet(raw: bytes, number: int = 1) -> list[dict[str, Any]]:
    """A row as its cells by column letter; a formula anywhere is a failure."""
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        assert book.testzip() is None
        shared = [
            "".join(t.text or "" for t in item.iter(f"{NS}t"))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    assert list(sheet.iter(f"{NS}f")) == []
    assert list(sheet.iter(f"{NS}hyperlink")) == []
    rows = []
    for place, row in enumerate(sheet.iter(f"{NS}row"), 1):
        assert row.get("r") == str(place)
        cells: dict[str, Any] = {}
        for cell in row:
            letters = (cell.get("r") or "").removesuffix(str(place))
            value = cell.findtext(f"{NS}v")
            inline = cell.find(f"{NS}is/{NS}t")
            if cell.get("t") == "s":
                cells[letters] = shared[int(value or "")]
            elif inline is not None:
                assert cell.get("t") == "inlineStr"
                cells[letters] = inline.text or ""
            elif value is not None:
                cells[letters] = float(value)
        rows.append(cells)
    return rows


def test_csv_is_read_back_as_it_was(tmp_path: Path) -> None:
    rows = [('Zoë "Zo" Müller, Łukasz;\nSöhne', 12, 0.25, AT), ("", None, None, None)]
    assert of_csv(written(tmp_path, "csv", rows)) == [
        ["Name", "Uses", "Share", "At"],
        ['Zoë "Zo" Müller, Łukasz;\nSöhne', "12", "0.25", "2026-11-23 10:15:30"],
        ["", "", "", ""],
    ]
    assert written(tmp_path, "csv", rows).count(b"\r\n") == 3


def test_json_lines_hold_exactly_what_is_stored(tmp_path: Path) -> None:
    rows = [(text, 1, 0.5, AT) for text in HOSTILE] + [("\x07\u202e", None, None, None)]
    read = [orjson.loads(line) for line in written(tmp_path, "json", rows).splitlines()]
    assert [each["name"] for each in read] == [*HOSTILE, "\x07\u202e"]
    assert read[0] == {"name": HOSTILE[0], "uses": 1, "share": 0.5, "at": "2026-11-23T09:15:30.250Z"}


def test_excel_reads_texts_numbers_and_moments_as_such(tmp_path: Path) -> None:
    raw = written(tmp_path, "xlsx", [("Raymond Holt", 12, 0.25, AT), (None, -3, None, None)])
    assert of_sheet(raw) == [
        {"A": "Name", "B": "Uses", "C": "Share", "D": "At"},
        {"A": "Raymond Holt", "B": 12, "C": 0.25, "D": pytest.approx(46349 + (10 * 3600 + 930.25) / 86400, abs=1e-6)},
        {"B": -3},
    ]
    about = of_sheet(raw, 2)
    assert [(row["A"], row["B"]) for row in about] == [("Title", "=1+1"), ("Filters", "none")]


@pytest.mark.parametrize("start", STARTS, ids=ascii)
def test_no_text_is_calculated(tmp_path: Path, start: str) -> None:
    text = f'{start}HYPERLINK("http://x","{start}")'
    [_, [cell, *_]] = of_csv(written(tmp_path, "csv", [(text, 1, 1, AT)]))
    assert cell[0] not in "=+-@\t\r\n\0＝＋－＠"
    assert "HYPERLINK" in cell
    [_, row] = of_sheet(written(tmp_path, "xlsx", [(text, 1, 1, AT)]))
    assert "HYPERLINK" in row["A"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|", "\n", "\r\n"], ids=ascii)
def test_nor_is_what_a_spreadsheet_would_split_off(tmp_path: Path, separator: str) -> None:
    """One that expects semicolons reads a line of commas in its own way."""
    raw = written(tmp_path, "csv", [(f"a{separator}=1+1", 1, 1, AT)]).decode("utf-8-sig")
    for other in (";", ",", "\t", "|"):
        for row in csv.reader(io.StringIO(raw, newline=""), delimiter=other, quoting=csv.QUOTE_NONE):
            assert [cell for cell in row if cell.strip('"').startswith(("=", "+"))] == []


@pytest.mark.parametrize("number", ["+41 79 123 45 67", "+41791234567", "0041791234567", "1e5", "-1", "007", "1/2"])
def test_a_phone_number_stays_a_text(tmp_path: Path, number: str) -> None:
    [_, [cell, *_]] = of_csv(written(tmp_path, "csv", [(number, 1, 1, AT)]))
    assert cell.strip() == number
    assert cell.startswith("\u00a0")
    [_, row] = of_sheet(written(tmp_path, "xlsx", [(number, 1, 1, AT)]))
    assert row["A"] == number


@pytest.mark.parametrize(
    "text", [*HOSTILE, "_x000D_", "</t></is></c><c><f>1+1</f></c>", "\ufffe\x00\x1b]]>", "a" * 40_000]
)
def test_what_people_wrote_breaks_no_file(tmp_path: Path, text: str) -> None:
    [_, [cell, *_]] = of_csv(written(tmp_path, "csv", [(text, 1, 1, AT)]))
    [_, row] = of_sheet(written(tmp_path, "xlsx", [(text, 1, 1, AT)]))
    for shown in (cell, row["A"]):
        assert not set(shown) & set("\u202e\u2066\u200b\ufeff\x00\x1b")
    assert len(row["A"]) <= export_sheets.LONGEST
    assert "_x005F_" not in row["A"].replace("_x005F_x000D_", "")


def test_a_file_that_has_no_room_leaves_nothing(tmp_path: Path) -> None:
    class Full(Folder):
        """A folder on a disk that has room for a little."""

        def open(self, path: Path) -> Any:
            file = super().open(path)
            writes = file.write

            class Short:
                def write(self, data: bytes) -> int:
                    if len(data) > 1000:
                        writes(data[:1000])
                        file.flush()
                        raise OSError(28, "No space left on device")
                    return int(writes(data))

                def __getattr__(self, name: str) -> Any:
                    return getattr(file, name)

                def __enter__(self) -> "Short":
                    return self

                def __exit__(self, *_: object) -> None:
                    file.close()

            return Short()

    layout = Layout(columns=COLUMNS, file_format="csv", zone=UTC, sheet_names=("a", "b"))
    with pytest.raises(DiskFull):
        export_writing.write(Full(tmp_path), layout, [("x" * 100, 1, 1, AT)] * 100, [], {})
    assert list(tmp_path.iterdir()) == []
