"""Does somebody want a file that is ready among their own files, as Teams asks them?

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
The link of the file's card stays, whatever the answer.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from cards.words import Words
from dialogs import inputs
from dialogs.announcements import Announcement, Announcements, Notice
from dialogs.turn import Turn
from storage import downloads, export_notices
from storage.access import NotAnOwner, NoTenantChosen, NotFound, Stranger
from storage.exports import Export

CONSENT: Final = "application/vnd.microsoft.teams.card.file.consent"
INFO: Final = "application/vnd.microsoft.teams.card.file.info"
LARGEST: Final = 250_000_000  # bytes; larger ones are fetched by the link
_LONGEST_URL: Final = 4_000


async def offer(notice: Notice) -> Announcement | None:
    """Teams shows the question in its own card."""
    export = await notice.read(downloads.own, int(notice.content["export"]), datetime.now(UTC))
    return None if (export.size or 0) > LARGEST else Announcement(card=None, file=consent(notice.words, export))


def consent(words: Words, export: Export) -> dict[str, Any]:
    context = {"export": str(export.id)}
    content = {
        "description": words("export-consent"),
        "sizeInBytes": export.size,
        "acceptContext": context,
        "declineContext": context,
    }
    return {"contentType": CONSENT, "name": export.file_name, "content": content}


async def answer(turn: Turn) -> None:
    """To the invoke `fileConsent/invoke`, whose value is the action."""
    said = turn.action or {}
    if said.get("action") != "accept":
        await turn.say(turn.words("export-declined"))
        return
    try:
        export = await turn.read(downloads.own, inputs.id_of(_part(said, "context"), "export"), datetime.now(UTC))
    except (NotFound, Stranger, NotAnOwner, NoTenantChosen):
        await turn.say(turn.words("error-not-found"))
        return
    await _upload(turn, export, _part(said, "uploadInfo"))


async def _upload(turn: Turn, export: Export, place: Mapping[str, Any]) -> None:
    url = place.get("uploadUrl")
    if not isinstance(url, str) or len(url) > _LONGEST_URL or not turn.uploads.allows(url) or export.file is None:
        await turn.say(turn.words("export-not-there"))
        return

    async def then(arrived: bool) -> None:
        if not arrived:
            await turn.say(turn.words("export-not-uploaded"))
            return
        await turn.write(downloads.uploaded, export.id, datetime.now(UTC))
        await turn.attach(_info(export, place))

    if not turn.uploads.begin(url, turn.files.data(export.file), then):
        await turn.say(turn.words("export-uploading"))


def _info(export: Export, place: Mapping[str, Any]) -> dict[str, Any]:
    """The card that opens the file where it is now."""
    extension = export.file_name.rpartition(".")[2]
    content = {"uniqueId": _text(place, "uniqueId"), "fileType": _text(place, "fileType") or extension}
    return {
        "contentType": INFO,
        "name": _text(place, "name") or export.file_name,
        "contentUrl": _text(place, "contentUrl"),
        "content": content,
    }


def _part(said: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = said.get(key)
    return value if isinstance(value, dict) else {}


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return value[:_LONGEST_URL] if isinstance(value, str) else ""


ANNOUNCEMENTS: Final[Announcements] = {export_notices.FILE: offer}
