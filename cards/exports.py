"""How does a file look, from the question to the link, and the list of what was asked for?"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Data, Piece
from cards.words import Words

SHOWN_OF_HASH: Final = 16  # of 64 characters; the manifest has them all
FAILURES: Final = ("rights", "gone", "disk_full", "too_many_rows", "given_up")
_WHOLE: Final = ("receipt", "trace")  # kinds without rows
_UNITS: Final = ("B", "KB", "MB", "GB", "TB")


class Told(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def filters(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def asked_at(self) -> datetime: ...
    @property
    def customer(self) -> str | None: ...
    @property
    def identifiers(self) -> Sequence[str] | None: ...


class Export(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def file_name(self) -> str: ...
    @property
    def rows_done(self) -> int: ...
    @property
    def rows_total(self) -> int | None: ...
    @property
    def error(self) -> str | None: ...
    @property
    def finished_at(self) -> datetime | None: ...
    @property
    def size(self) -> int | None: ...
    @property
    def sha256(self) -> str | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def expires_at(self) -> datetime: ...


def sheet_names(words: Words) -> tuple[str, str]:
    return words("export-sheet-data"), words("export-sheet-about")


def about(words: Words, told: Told, rows: int) -> list[tuple[str, str]]:
    """What an Excel file says about itself, on a sheet of its own."""
    said = [(words("export-about-title"), told.title)]
    if told.customer is not None:
        said.append((words("export-column-customer"), told.customer))
        said.append((words("export-identifiers"), "; ".join(told.identifiers or ())))
    return [
        *said,
        (words("export-about-filters"), told.filters or words("export-about-none")),
        (words("export-rows"), words.number(rows)),
        (words("export-about-who"), told.person),
        (words("export-about-when"), words.short_moment(told.asked_at)),
        (words("export-about-zone"), str(words.zone)),
    ]


def filters(
    words: Words,
    services: Sequence[str] | None,
    period: tuple[datetime, datetime] | None,
    results: Iterable[str] | None,
) -> str:
    """*Support · 16 Nov 2026 – 22 Nov 2026 · Hangup in Queue*; nothing where nothing is left out.

    The second moment of the period is the first behind it.
    """
    said = [", ".join(services)] if services is not None else []
    if period is not None:
        first, behind = period
        said.append(f"{words.date(first)} – {words.date(behind - timedelta(seconds=1))}")
    if results is not None:
        said.append(", ".join(words(f"result-{result}") for result in results))
    return " · ".join(said)


def headline(words: Words, customer: str | None, filters: str) -> str:
    """What a file is about; a customer by name."""
    about = words("export-title-history")
    if customer is not None:
        key = "export-about-filtered" if filters else "export-about-customer"
        about = words(key, customer=blocks.literal(customer))
    return f"{about} · {blocks.literal(filters, 200)}" if filters else about


def choice(words: Words, customer_id: int, customer: str) -> Piece:
    """Everything held on a customer: as which kind of file?"""
    about = [blocks.text(headline(words, customer, ""))]
    return kinds(words, about, "export.start", {"customer": customer_id})


def kinds(words: Words, about: Iterable[Piece], then: str, data: Data) -> Piece:
    """As which kind of file? A press does `then`, with `data` besides."""
    body = [blocks.title(words("export-choice")), *about]
    buttons = [
        blocks.button(words(f"export-as-{kind}"), then, {**data, "format": kind}) for kind in ("xlsx", "csv", "json")
    ]
    return blocks.card(words, body, buttons, fallback=words("export-choice-fallback"))


def progress(words: Words, export: Export, about: str) -> Piece:
    """While it is made; replaced in place as it grows."""
    body = [blocks.title(words("export-progress")), *_about(about), *_bar(export)]
    done = words.number(export.rows_done)
    total = words("export-counting") if export.rows_total is None else words.number(export.rows_total)
    body.append(blocks.subtle(words("export-so-far", done=done, total=total, format=export.format.upper())))
    stop = blocks.button(words("export-stop"), "export.stop", {"export": export.id})
    return blocks.card(words, body, [stop, _all(words)], fallback=words("export-progress-fallback"))


def ready(words: Words, export: Export, address: str, code: str, about: str = "") -> Piece:
    """`code` stands here and nowhere else: the link alone opens nothing."""
    body = [
        blocks.title(words("export-ready")),
        *_about(about),
        blocks.facts(_facts(words, export)),
        blocks.text(words("export-code"), spacing="Medium"),
        blocks.text(code, size="ExtraLarge", weight="Bolder", fontType="Monospace", spacing="None"),
        blocks.subtle(words("export-until", moment=words.moment(export.expires_at)), spacing="Small"),
    ]
    buttons = [
        blocks.link(words("export-download"), address),
        _all(words),
        blocks.button(words("export-delete"), "exports.delete", {"export": export.id}),
    ]
    return blocks.card(words, body, buttons, fallback=words("export-ready-fallback"))


def failed(words: Words, export: Export, about: str) -> Piece:
    """Which situation ended it, that there is no half of it, and the way to another try."""
    at = words.moment(export.finished_at or export.created_at)
    reason = words(f"export-failed-{export.error if export.error in FAILURES else 'given_up'}")
    body = [
        blocks.title(words("export-failed")),
        *_about(about),
        blocks.text(words("export-failed-text", moment=at, reason=reason)),
    ]
    again = blocks.button(words("export-again"), "export.again", {"export": export.id}, primary=True)
    return blocks.card(words, body, [again, _all(words)], fallback=words("export-failed-fallback"))


def over(words: Words, export: Export, about: str) -> Piece:
    """Stopped, deleted, expired, or gone because it may have named somebody who was anonymised: there is no file."""
    state = export.state if export.state in ("cancelled", "expired") else "expired"
    why = blocks.text(words("export-over-erased" if export.error == "erased" else "export-over-text"))
    body = [blocks.title(words(f"export-over-{state}")), *_about(about), why]
    again = blocks.button(words("export-again"), "export.again", {"export": export.id})
    buttons = [again, _all(words)] if about else [_all(words)]
    return blocks.card(words, body, buttons, fallback=words("export-over-fallback"))


def listing(words: Words, exports: Sequence[Export], now: datetime) -> Piece:
    """A press on one shows how far it is; on one that is ready, a new link and a new code."""
    body = [blocks.title(words("exports-title"))]
    body.append(blocks.text(words("exports-text" if exports else "exports-none")))
    body += [_row(words, each, now) for each in exports]
    return blocks.card(words, body, fallback=words("exports-fallback"))


def size(words: Words, count: int) -> str:
    """*37 B*, *1.2 MB*."""
    unit, shown = 0, float(count)
    while shown >= 1000 and unit < len(_UNITS) - 1:
        unit, shown = unit + 1, shown / 1000
    return f"{words.number(count)} B" if unit == 0 else f"{words.decimal(shown)} {_UNITS[unit]}"


def _all(words: Words) -> Piece:
    return blocks.button(words("button-exports"), "exports")


def _about(about: str) -> Iterable[Piece]:
    return [blocks.text(about, spacing="Small")] if about else []


def _bar(export: Export) -> Iterable[Piece]:
    """In two parts, done and to be done."""
    if not export.rows_total:
        return
    done = min(max(round(100 * export.rows_done / export.rows_total), 1), 99)
    parts = [(done, "accent"), (100 - done, "emphasis")]
    columns = [
        {"type": "Column", "width": width, "style": style, "minHeight": "8px", "spacing": "None", "items": []}
        for width, style in parts
    ]
    yield {"type": "ColumnSet", "columns": columns, "spacing": "Small"}


def _facts(words: Words, export: Export) -> Iterable[tuple[str, str]]:
    yield words("export-file"), blocks.literal(export.file_name, 120)
    if export.kind not in _WHOLE:
        yield words("export-rows"), words.number(export.rows_done)
    if export.size is not None:
        yield words("export-size"), size(words, export.size)
    if export.sha256 is not None:
        yield "SHA-256", f"{export.sha256[:SHOWN_OF_HASH]}…"


def _row(words: Words, export: Export, now: datetime) -> Piece:
    state = "expired" if export.expires_at <= now else "erased" if export.error == "erased" else export.state
    lines = [
        blocks.text(blocks.literal(export.file_name, 120), weight="Bolder"),
        blocks.subtle(" · ".join([words(f"export-state-{state}"), *_details(words, export, state)])),
    ]
    if state in ("waiting", "running", "done", "failed", "erased"):
        return blocks.row(lines, blocks.tap("exports.open", {"export": export.id}))
    return blocks.group(lines, separator=True)


def _details(words: Words, export: Export, state: str) -> Iterable[str]:
    if export.kind not in _WHOLE:
        yield words("export-count", count=export.rows_done)
    yield words.moment(export.created_at)
    if state == "done":
        yield words("export-until-short", moment=words.moment(export.expires_at))
