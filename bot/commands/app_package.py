"""How does the Teams app package come about?"""

import io
import re
import zipfile
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import jsonschema_rs
import orjson

from bot.commands.configuration import read_settings
from bot.commands.failure import Failed
from bot.settings import Settings

_HERE: Final = Path(__file__).parents[2] / "manifest"
_SCHEMAS: Final = Path(__file__).parents[1] / "demo" / "vendor"
_GUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LONGEST_NAME: Final = 32
_STAMP: Final = (2024, 1, 1, 0, 0, 0)  # the same files always give the same package


def pack(out: Path, developer: str, privacy_url: str | None, terms_url: str | None) -> None:
    settings = read_settings()
    urls = {"websiteUrl": settings.public_url, "privacyUrl": privacy_url, "termsOfUseUrl": terms_url}
    if found := [*_problems(settings), *_url_problems(urls), *_name_problems(developer)]:
        raise Failed("\n".join(found))
    manifest = _filled(
        settings, {"name": developer, **{name: url or settings.public_url for name, url in urls.items()}}
    )
    german = orjson.loads((_HERE / "de.json").read_bytes())
    _validate(manifest, "teams-manifest.schema.json")
    _validate(german, "teams-localization.schema.json")
    _write(
        out,
        {
            "manifest.json": orjson.dumps(manifest, option=orjson.OPT_INDENT_2),
            "de.json": orjson.dumps(german, option=orjson.OPT_INDENT_2),
            "color.png": (_HERE / "color.png").read_bytes(),
            "outline.png": (_HERE / "outline.png").read_bytes(),
        },
    )
    print(f"{out} is ready to be uploaded to Teams.")  # noqa: T201  (what the operator asked for)


def _problems(settings: Settings) -> list[str]:
    found = []
    if not _GUID.fullmatch(settings.app_id):
        found.append("AFTERCALL_APP_ID must be the app's id in Microsoft Entra.")
    if not _is_https(settings.public_url):
        found.append("AFTERCALL_PUBLIC_URL must be the https:// address at which Teams reaches the bot.")
    return found


def _url_problems(urls: dict[str, str | None]) -> list[str]:
    options = {"privacyUrl": "--privacy-url", "termsOfUseUrl": "--terms-url"}
    return [
        f"{option} must be an https:// address."
        for name, option in options.items()
        if (url := urls[name]) is not None and not _is_https(url)
    ]


def _name_problems(developer: str) -> list[str]:
    return [] if 0 < len(developer) <= _LONGEST_NAME else [f"--developer must have 1 to {_LONGEST_NAME} characters."]


def _is_https(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname)
    except ValueError:
        return False


def _filled(settings: Settings, developer: dict[str, str]) -> dict[str, Any]:
    manifest: dict[str, Any] = orjson.loads((_HERE / "manifest.json").read_bytes())
    manifest["id"] = manifest["bots"][0]["botId"] = settings.app_id.lower()
    manifest["developer"] = developer
    manifest["validDomains"] = [urlsplit(settings.public_url).hostname]
    return manifest


def _validate(content: dict[str, Any], schema: str) -> None:
    try:
        rules = orjson.loads((_SCHEMAS / schema).read_bytes())
    except FileNotFoundError:
        raise Failed("The official schemas are not on this machine: run `make install`, which fetches them.") from None
    mistakes = [
        f"{'.'.join(map(str, error.instance_path))}: {error.message}."
        for error in jsonschema_rs.Draft4Validator(rules).iter_errors(content)
    ]
    if mistakes:
        raise Failed("\n".join(mistakes))


def _write(out: Path, files: dict[str, bytes]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    try:
        out.write_bytes(packed.getvalue())
    except OSError as exc:
        raise Failed(f"{out} cannot be written: {(exc.strerror or 'unknown reason').lower()}.") from None
