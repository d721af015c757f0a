"""How does a table become a file, with a manifest beside it?

A file grows by rows, is settled from time to time, and can be taken up again from any such place.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, BinaryIO

import orjson

from storage import export_formats, export_sheets
from storage.export_files import Folder, room
from storage.export_formats import Cell, Column


class StillOpen(Exception):
    """Somebody else is writing this very file."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What is the same for every row. `sheet_names` are those of an Excel file, in the reader's language."""

    columns: Sequence[Column]
    file_format: str
    zone: tzinfo
    sheet_names: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Made:
    name: str  # in the folder
    rows: int
    size: int
    sha256: str


def write(
    folder: Folder,
    layout: Layout,
    rows: Sequence[Sequence[Cell]],
    about: Sequence[tuple[str, str]],
    manifest: dict[str, Any],
) -> Made:
    """All at once. Raises `DiskFull`, and then keeps nothing. See `Draft.finish` and `seal`."""
    name = folder.new_name()
    try:
        draft = Draft(folder, name, layout)
        try:
            draft.add(rows)
            for _ in draft.finish(about):
                pass
        finally:
            draft.close()
        made = seal(folder, name, len(rows), manifest)
        folder.tidy(name)
        return made
    except BaseException:
        folder.remove(name)
        raise


class Draft:
    """A file that is being written, by nobody else. Of an Excel file, its rows. Any step may raise `DiskFull`."""

    def __init__(self, folder: Folder, name: str, layout: Layout, rows: int = 0, size: int = 0) -> None:
        """Goes on behind `rows` and `size`, dropping what lies beyond them, or anew where so much is not there.

        Raises `StillOpen`.
        """
        self._folder = folder
        self._name = name
        self._layout = layout
        self._is_sheet = layout.file_format == "xlsx"
        with room():
            self._file = folder.open(folder.rows(name) if self._is_sheet else folder.data(name))
        try:
            self.anew = self._take_up(rows, size)
        except BaseException:
            self.close()
            raise

    def _take_up(self, rows: int, size: int) -> bool:
        """Whether it is begun anew."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StillOpen from None
        anew = os.fstat(self._file.fileno()).st_size < size
        rows, size = (0, 0) if anew else (rows, size)
        self._file.truncate(size)
        self._file.seek(size)
        columns, zone, file_format = self._layout.columns, self._layout.zone, self._layout.file_format
        if self._is_sheet:
            self._encode = export_sheets.encoder(columns, zone, rows)
        else:
            self._encode = export_formats.encoder(columns, file_format, zone)
        if not size:
            self._write(export_formats.head(columns, file_format))
        return anew

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._write(self._encode(rows))

    def settle(self) -> int:
        """The size up to which it is durable."""
        with room():
            return _settled(self._file)

    def finish(self, about: Sequence[tuple[str, str]]) -> Iterator[None]:
        """Makes an Excel file of its rows, which says `about` itself; others are what they shall be already.

        Yields after each piece.
        """
        self.settle()
        if not self._is_sheet:
            return
        self._file.seek(0)
        layout = self._layout
        with room(), self._folder.open(self._folder.data(self._name)) as made:
            made.truncate(0)
            yield from export_sheets.assemble(layout.columns, about, layout.sheet_names, self._file, made)
            _settled(made)

    def close(self) -> None:
        """Also where there was no room for what it still holds."""
        try:
            self._file.close()
        except OSError:
            return

    def _write(self, data: bytes) -> None:
        with room():
            self._file.write(data)


def keep(folder: Folder, raw: bytes, manifest: dict[str, Any]) -> Made:
    """Bytes as they are. Raises `DiskFull`, and then keeps nothing."""
    name = folder.new_name()
    try:
        with room(), folder.open(folder.data(name)) as file:
            file.write(raw)
        return seal(folder, name, 1, manifest)
    except BaseException:
        folder.remove(name)
        raise


def seal(folder: Folder, name: str, rows: int, manifest: dict[str, Any]) -> Made:
    """Hashes what is there, and writes the manifest beside it."""
    with folder.data(name).open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = os.fstat(file.fileno()).st_size
    told = {**manifest, "rows": rows, "size": size, "sha256": sha256}
    with room(), folder.open(folder.manifest(name)) as beside:
        beside.truncate(0)
        beside.write(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        _settled(beside)
    return Made(name=name, rows=rows, size=size, sha256=sha256)


def _settled(file: BinaryIO) -> int:
    file.flush()
    os.fsync(file.fileno())
    return file.tell()
