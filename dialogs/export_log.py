"""How does what the audit log says read in a file? Every row that the card shows a page at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from cards import audit, audit_words
from cards.audit import Asked
from cards.audit_words import Entry
from cards.words import Words
from storage.audit_pages import Wanted
from storage.export_asking import Subject
from storage.export_formats import Cell, Column


def called(words: Words, wanted: Wanted) -> str:
    return title(words, wanted)


def title(words: Words, wanted: Wanted) -> str:
    return words("audit-file" if wanted.customer_id is None else "audit-file-looked")


def filters(words: Words, wanted: Wanted, subject: Subject) -> str:
    return audit.filters(words, _asked(words, wanted), subject.names, str)


def headline(words: Words, wanted: Wanted, subject: Subject) -> str:
    told = audit.title(words, subject.title)
    return f"{told} · {audit.filters(words, _asked(words, wanted), subject.names)}"


def columns(words: Words, _wanted: Wanted) -> list[Column]:
    texts = [Column(key=key, title=words(f"audit-column-{key}")) for key in ("by", "deed", "about", "detail")]
    return [
        Column(key="at", title=words("audit-column-at"), kind="moment"),
        *texts,
        Column(key="action", title=words("audit-column-action")),
        Column(key="outcome", title=words("audit-column-outcome")),
        Column(key="position", title=words("audit-column-position")),
    ]


def rows(words: Words, _file_format: str, _subject: Subject) -> Callable[[Sequence[Entry]], Iterator[Sequence[Cell]]]:
    return lambda found: (tuple(_cells(words, entry)) for entry in found)


def _asked(words: Words, wanted: Wanted) -> Asked:
    """In days, as the card says it."""
    first, last = (at.astimezone(words.zone).date() for at in (wanted.since, wanted.until - timedelta(seconds=1)))
    return Asked(first=first, last=last, kind=wanted.kind)


def _cells(words: Words, entry: Entry) -> Iterable[Cell]:
    yield entry.at
    yield audit_words.who(words, entry, str)
    yield audit_words.deed(words, entry)
    yield audit_words.about(words, entry.about, str)
    yield audit_words.what(words, entry, str)
    yield entry.action
    yield "refused" if entry.refused else "done"
    yield str(entry.position)
