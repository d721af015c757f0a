"""Which lines of a file were not taken, and why? Said in a report beside it, a line each, without what they held."""

from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import orjson


class Rejections:
    """The report of one run at `path`. There is none when there is nothing to report."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file:
            self._file.close()

    def add(self, line: int, field: str | None, reason: str) -> None:
        if self._file is None:
            self._file = self.path.open("wb", buffering=0)
        self._file.write(orjson.dumps({"line": line, "field": field, "reason": reason}) + b"\n")
        self.count += 1
