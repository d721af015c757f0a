"""How does what a file can hold read: interactions, or the audit log? As storage/export_contents.py, by kind."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, Protocol

from cards.words import Words
from dialogs import export_interactions, export_log
from storage.export_asking import Subject
from storage.export_formats import Column

Rows = Callable[[Sequence[Any]], Iterable[Sequence[Any]]]
"""Of a page that was read, what stands in the columns, in their order."""


class Content(Protocol):
    """`wanted`, and the names of a subject, are of its own kind."""

    def called(self, words: Words, wanted: Any, /) -> str:
        """What the file's name is made of; it names no customer."""
        ...

    def title(self, words: Words, wanted: Any, /) -> str: ...

    def filters(self, words: Words, wanted: Any, subject: Subject, /) -> str:
        """In words; nothing where nothing is left out."""
        ...

    def headline(self, words: Words, wanted: Any, subject: Subject, /) -> str:
        """Of the card; it names the customer whom the file is about."""
        ...

    def columns(self, words: Words, wanted: Any, /) -> list[Column]: ...

    def rows(self, words: Words, file_format: str, subject: Subject, /) -> Rows: ...


_OF: Final[dict[str, Content]] = {
    "customer": export_interactions,
    "history": export_interactions,
    "audit": export_log,
}


def of(kind: str) -> Content:
    return _OF[kind]
