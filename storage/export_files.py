"""Where do files lie until they are fetched?

In a folder of the data directory that this user alone can read, under random names. Beside each lies its manifest:
what it holds, who asked, and the SHA-256 of the very bytes.
"""

import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

_NAME: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_PARTS: Final = ("data", "manifest", "rows")
_ORPHANED_SECONDS: Final = 3600  # a file without a row: its writer had this long to store one
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DiskFull(Exception):
    """There is no room for the file, and nothing of it was kept."""


class Folder:
    """`DATA_DIR/exports`. Processes that share a database share it too."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def new_name(self) -> str:
        return secrets.token_hex(16)

    def data(self, name: str) -> Path:
        """What is fetched."""
        return self._part(name, "data")

    def manifest(self, name: str) -> Path:
        """What tells about it: JSON."""
        return self._part(name, "manifest")

    def rows(self, name: str) -> Path:
        """What an Excel file is made of, until it is."""
        return self._part(name, "rows")

    def open(self, path: Path) -> BinaryIO:
        """For reading and writing; made if it is not there. Nobody else may read it."""
        self._path.mkdir(parents=True, mode=0o700, exist_ok=True)
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+b")

    def has(self, name: str) -> bool:
        """Whether anything of it lies here."""
        return any(self._part(name, part).exists() for part in _PARTS)

    def remove(self, name: str) -> None:
        """With all that lies beside it."""
        for part in _PARTS:
            self._part(name, part).unlink(missing_ok=True)

    def tidy(self, name: str) -> None:
        """What the finished file needs no more."""
        self.rows(name).unlink(missing_ok=True)

    def _part(self, name: str, part: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("That is no name of a file in here.")
        return self._path / f"{name}.{part}"

    def orphans(self, living: set[str], before: float | None = None) -> list[str]:
        """Names of files that no row knows, last written before that time; by default so long ago that nobody can be
        writing them any more."""
        if not self._path.is_dir():
            return []
        old = time.time() - _ORPHANED_SECONDS if before is None else before
        found = {path.name.split(".")[0] for path in self._path.iterdir() if path.stat().st_mtime < old}
        return sorted(name for name in found - living if _NAME.fullmatch(name))


@contextmanager
def room() -> Iterator[None]:
    """Raises `DiskFull` for what the operating system says in its own words."""
    try:
        yield
    except OSError as exc:
        if exc.errno in _FULL:
            raise DiskFull from exc
        raise
