"""What lies beside the database: which erasures must survive a restored backup, and half of what is searched for?

No personal data is in either. `DATA_DIR/erasures.ndjson` is only ever appended to: a line before an erasure is
committed, and one after. The halves are of use until the job is complete.
"""

import os
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from storage.export_files import DiskFull, room

BEGUN, DONE, VOID = "begun", "done", "void"
_NAME: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_ORPHANED_SECONDS: Final = 3600  # a half whose row was never committed: its transaction had this long


class HalfMissing(Exception):
    """The file that makes the sealed text readable is not there."""


@dataclass(frozen=True)
class Beside:
    """Processes that share a database share this folder too."""

    folder: Path

    @property
    def ledger(self) -> Path:
        return self.folder / "erasures.ndjson"

    def note(self, line: dict[str, Any]) -> None:
        """Durable when it returns. Ends whatever a crash has left of the line before. Raises `DiskFull`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.ledger, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            size = os.fstat(handle).st_size
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            with room():
                _write_all(handle, (b"\n" if torn else b"") + orjson.dumps(line) + b"\n")
                os.fsync(handle)
        finally:
            os.close(handle)
        _sync_folder(self.folder)

    def lines(self) -> Iterator[dict[str, Any]]:
        """In order; what a crash has torn is no line."""
        if not self.ledger.exists():
            return
        with self.ledger.open("rb") as file:
            for raw in file:
                try:
                    said = orjson.loads(raw)
                except orjson.JSONDecodeError:
                    continue
                if isinstance(said, dict):
                    yield said

    def seal(self, plain: bytes) -> tuple[str, bytes]:
        """The name of the file that holds one half, and the other half. Raises `DiskFull`, and then keeps nothing."""
        name, pad = secrets.token_hex(16), secrets.token_bytes(len(plain))
        path = self._half(name)
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with room():
                _write_all(handle, pad)
                os.fsync(handle)
        except DiskFull:
            path.unlink()
            raise
        finally:
            os.close(handle)
        _sync_folder(path.parent)
        return name, _xor(plain, pad)

    def open(self, name: str, sealed: bytes) -> bytes:
        """Raises `HalfMissing`."""
        try:
            pad = self._half(name).read_bytes()
        except FileNotFoundError:
            raise HalfMissing from None
        if len(pad) != len(sealed):
            raise HalfMissing
        return _xor(sealed, pad)

    def forget(self, name: str) -> None:
        """The other half says nothing from now on, wherever a copy of it may lie."""
        self._half(name).unlink(missing_ok=True)

    def has(self, name: str) -> bool:
        return self._half(name).exists()

    def orphans(self, living: set[str]) -> list[str]:
        """Halves that no row knows, and whose transaction must be over."""
        folder = self.folder / "erasures"
        if not folder.is_dir():
            return []
        old = time.time() - _ORPHANED_SECONDS
        found = {path.stem for path in folder.glob("*.half") if path.stat().st_mtime < old}
        return sorted(found - living)

    def _half(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("That is no name of a half.")
        return self.folder / "erasures" / f"{name}.half"


def _xor(one: bytes, other: bytes) -> bytes:
    mixed = int.from_bytes(one, "big") ^ int.from_bytes(other, "big")
    return mixed.to_bytes(len(one), "big")


def _write_all(handle: int, raw: bytes) -> None:
    view = memoryview(raw)
    while view:
        view = view[os.write(handle, view) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
