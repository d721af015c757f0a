"""Who is told of a file: how far it is, and whether it is wanted among the person's own?

In the person's own chat, by the outbox.
"""

from typing import Final

from sqlalchemy import Connection

from storage import outbox

CARD: Final = "export"  # kinds of the outbox: the card that shows a file
FILE: Final = "export_file"  # the question whether it is wanted among the person's own files


def tell(db: Connection, tenant_id: int, person_id: int, export_id: int, state: str, moment: str = "") -> None:
    """In place of the card that shows the file, unless it has another state by then."""
    content = {"export": str(export_id), "state": state}
    outbox.put(db, tenant_id, person_id, cause=f"{CARD}:{export_id}:{state}:{moment}", kind=CARD, content=content)


def offer(db: Connection, tenant_id: int, person_id: int, export_id: int) -> None:
    """Puts Teams' question."""
    content = {"export": str(export_id)}
    outbox.put(db, tenant_id, person_id, cause=f"{FILE}:{export_id}", kind=FILE, content=content)
