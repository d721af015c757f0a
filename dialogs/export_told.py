"""What does a file say about itself?

For its reader in words, on a sheet of an Excel file; for programs in the manifest that lies beside each, whose keys are
the same in every language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cards import exports as cards
from cards import filters as filter_cards
from cards.words import Words
from storage.export_asking import Subject
from storage.export_rows import Wanted
from storage.outcomes import RESULTS


def filters(words: Words, wanted: Wanted, subject: Subject) -> str:
    """In words, results in the order of the legend; nothing where nothing is left out."""
    period = (wanted.since, wanted.until) if wanted.since else None
    results = wanted.results and [r.key for r in RESULTS if r.key in wanted.results]
    told = [cards.filters(words, subject.services, period, results)]
    told.append(filter_cards.told(words, wanted.filters, subject.named, str))
    return " · ".join(filter(None, told))


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
