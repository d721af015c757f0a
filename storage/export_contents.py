"""What can a file hold, a page at a time: interactions, or the audit log?

Each is a module with the same functions, the kind of the file says which one. What is new is another such module, and
one like it in dialogs/export_contents.py.
"""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from sqlalchemy import Connection

from storage import audit_pages, export_interactions, export_log, export_rows
from storage.access import Scope
from storage.export_tables import Edge
from storage.exports import Reach

Wanted = export_rows.Wanted | audit_pages.Wanted


class Content(Protocol):
    """Each function asks for the rights anew; `wanted` is of its own kind."""

    def begin(self, db: Connection, scope: Scope, wanted: Any, file_format: str, /) -> tuple[Any, Reach]:
        """When it is asked for: what is wanted, narrowed to what the person may export."""
        ...

    def note(self, db: Connection, scope: Scope, wanted: Any, export_id: int, file_format: str, /) -> None:
        """In the audit log, that it was asked for."""
        ...

    def names(self, db: Connection, scope: Scope, wanted: Any, /) -> Any:
        """Of what leaves some rows out, as the reader may see them."""
        ...

    def count(self, db: Connection, scope: Scope, wanted: Any, /) -> int: ...

    def page(
        self, db: Connection, scope: Scope, wanted: Any, edge: Edge | None, most: int, /
    ) -> tuple[Sequence[Any], Edge | None]: ...

    def packed(self, wanted: Any, /) -> dict[str, Any]:
        """As it lies in the row of the file: ids and filters, never a name or a typed text."""
        ...

    def unpacked(self, row: Any, /) -> Any: ...


_OF: Final[dict[str, Content]] = {
    "customer": export_interactions,
    "history": export_interactions,
    "audit": export_log,
}


def of(kind: str) -> Content:
    return _OF[kind]


def kind_of(wanted: Wanted) -> str:
    if isinstance(wanted, audit_pages.Wanted):
        return "audit"
    return "history" if wanted.customer_id is None else "customer"
