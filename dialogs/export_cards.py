"""Which card shows a file, as far as it is?

A file that is ready shows with a new link and a new code, whenever its card is made: the pair before is dead.
"""

import secrets
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from cards import exports as cards
from cards.words import Words
from dialogs import export_contents
from dialogs.links import Links
from dialogs.turn import Scoped
from storage import exports
from storage.export_asking import View
from storage.exports import Export

PURPOSE: Final = "downloads"


class Reader(Protocol):
    """A turn, or a notice that is due."""

    @property
    def words(self) -> Words: ...
    @property
    def links(self) -> Links: ...

    async def write(self, function: Scoped[..., Any], /, *args: Any, **kwargs: Any) -> Any: ...


async def shown(reader: Reader, view: View) -> dict[str, Any]:
    export, words = view.export, reader.words
    about = headline(words, view)
    if export.state == "failed":
        return cards.failed(words, export, about)
    if export.state in ("waiting", "running"):
        return cards.progress(words, export, about)
    if export.state != "done" or export.expires_at <= datetime.now(UTC):
        return cards.over(words, export, about)
    code = new_code()
    renewed = await reader.write(exports.renew_link, export.id, code_hash(reader.links, export.id, code))
    return cards.ready(words, renewed, address(reader.links, renewed), code, about)


def headline(words: Words, view: View) -> str:
    """*Everything held on Raymond Holt*, *Interactions: Support · 16 Nov 2026 – 22 Nov 2026*."""
    if view.wanted is None or view.subject is None:
        return ""
    return export_contents.of(view.export.kind).headline(words, view.wanted, view.subject)


def new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06}"


def code_hash(links: Links, export_id: int, code: str) -> str:
    return links.digest("download code", f"{export_id} {code}")


def address(links: Links, export: Export) -> str:
    return links.to(PURPOSE, f"{export.tenant_id} {export.id} {export.link}", export.expires_at)
