"""What does a file say about itself?

For its reader in words, on a sheet of an Excel file; for programs in the manifest that lies beside each, whose keys are
the same in every language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cards import exports as cards
from cards.words import Words


@dataclass(frozen=True, kw_only=True)
class Told:
    """`customer` and `identifiers`, where it is about one, as the reader may see them. `filters` in words."""

    title: str
    filters: str
    person: str
    tenant: str
    asked_at: datetime
    masked: bool
    customer: str | None = None
    identifiers: Sequence[str] | None = None

    def on_a_sheet(self, words: Words, rows: int) -> list[tuple[str, str]]:
        return cards.about(words, self, rows)

    def manifest(self, words: Words, file_name: str, file_format: str) -> dict[str, Any]:
        """Without what only the finished file knows: rows, size and hash."""
        about = {} if self.customer is None else {"customer": self.customer, "identifiers": self.identifiers}
        return {
            "title": self.title,
            **about,
            "filters": self.filters,
            "file": file_name,
            "format": file_format,
            "tenant": self.tenant,
            "requestedBy": self.person,
            "requestedAt": self.asked_at.isoformat(timespec="seconds"),
            "createdAt": datetime.now(UTC).isoformat(timespec="seconds"),
            "timeZone": str(words.zone),
            "masked": self.masked,
        }
