"""What does a line of the log look like?"""

import logging
import sys
from datetime import UTC, datetime

import orjson

from bot.errors import told


class _Lines(logging.Formatter):
    """An error is told by its kind and place: its text may quote somebody's data."""

    def message(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        text = record.getMessage()
        if record.name == "asyncio":  # its further lines show a task, and with it the text of what it raised
            text = text.partition("\n")[0]
        return text + (f" {told(error)}" if error else "")

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return f"{moment} {record.levelname:7} {record.name}: {self.message(record)}"


class _Json(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.message(record),
        }
        return orjson.dumps(line).decode()


def start(level: str, form: str) -> None:
    """Everything that is logged goes to stderr; `form` is `json` or `console`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Lines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
