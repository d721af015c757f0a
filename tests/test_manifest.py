"""Is the app package what Teams takes?"""

import struct
import zipfile
from pathlib import Path
from typing import Any

import orjson
import pytest
import time_machine

from bot.cli import status_of
from cards import words
from tests.samples import LISTED

APP_ID = "B0000000-0000-4000-8000-000000000001"
HERE = Path(__file__).parents[1]


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder that the command runs in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFTERCALL_APP_ID", APP_ID)
    monkeypatch.setenv("AFTERCALL_PUBLIC_URL", "https://bot.contoso.example:8443/aftercall")
    return tmp_path


def packed(folder: Path, *options: str) -> dict[str, bytes]:
    assert status_of(["manifest", "--out", "app.zip", *options]) == 0
    with zipfile.ZipFile(folder / "app.zip") as package:
        return {name: package.read(name) for name in package.namelist()}


def commands(manifest: dict[str, Any]) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = manifest["bots"][0]["commandLists"][0]["commands"]
    return listed


def test_the_package_holds_a_manifest_filled_in_and_two_icons(configured: Path) -> None:
    files = packed(configured)
    assert set(files) == {"manifest.json", "de.json", "color.png", "outline.png"}
    manifest = orjson.loads(files["manifest.json"])
    assert manifest["id"] == manifest["bots"][0]["botId"] == APP_ID.lower()
    assert manifest["validDomains"] == ["bot.contoso.example"]
    assert manifest["bots"][0]["scopes"] == ["personal", "team", "groupChat"]
    assert manifest["bots"][0]["supportsFiles"] is True


def test_the_same_settings_give_the_same_bytes(configured: Path) -> None:
    packed(configured)
    first = (configured / "app.zip").read_bytes()
    with time_machine.travel("2031-01-01"):
        packed(configured)
    assert (configured / "app.zip").read_bytes() == first


def test_who_offers_it_can_be_named(configured: Path) -> None:
    privacy = "https://contoso.example/privacy"
    manifest = orjson.loads(packed(configured, "--developer", "Contoso", "--privacy-url", privacy)["manifest.json"])
    assert (manifest["developer"]["name"], manifest["developer"]["privacyUrl"]) == ("Contoso", privacy)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("AFTERCALL_APP_ID", "", "AFTERCALL_APP_ID"),
        ("AFTERCALL_APP_ID", "not-a-guid", "AFTERCALL_APP_ID"),
        ("AFTERCALL_PUBLIC_URL", "", "AFTERCALL_PUBLIC_URL"),
        ("AFTERCALL_PUBLIC_URL", "http://bot.contoso.example", "AFTERCALL_PUBLIC_URL"),
        ("AFTERCALL_PUBLIC_URL", "https://[", "AFTERCALL_PUBLIC_URL"),
    ],
)
def test_a_setting_that_teams_would_refuse_is_named(
    configured: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    told: str,
) -> None:
    monkeypatch.setenv(name, value)
    assert status_of(["manifest", "--out", "app.zip"]) == 1
    assert told in capsys.readouterr().err
    assert not (configured / "app.zip").exists()


def test_what_the_official_schema_refuses_is_not_packed(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    too_long = "https://contoso.example/" + "x" * 2048
    assert status_of(["manifest", "--out", "app.zip", "--privacy-url", too_long]) == 1
    assert "developer.privacyUrl" in capsys.readouterr().err
    assert not (configured / "app.zip").exists()


@pytest.mark.parametrize(("name", "size"), [("color", 192), ("outline", 32)])
def test_the_icons_have_the_size_that_teams_wants(name: str, size: int) -> None:
    raw = (HERE / "manifest" / f"{name}.png").read_bytes()
    assert raw.startswith(b"\x89PNG")
    assert struct.unpack(">II", raw[16:24]) == (size, size)


def test_every_command_of_the_help_is_in_the_manifest_in_both_languages() -> None:
    english = orjson.loads((HERE / "manifest" / "manifest.json").read_bytes())
    german = orjson.loads((HERE / "manifest" / "de.json").read_bytes())
    titles = {
        "en": [command["title"] for command in commands(english)],
        "de": [german[f"bots[0].commandLists[0].commands[{n}].title"] for n in range(len(commands(english)))],
    }
    for language, in_manifest in titles.items():
        say = words.words_for(language, "UTC")
        in_help = [say(f"help-{name}").split("**")[1] for name in LISTED]
        assert in_manifest == in_help


def test_the_manifest_bears_the_version_of_the_distribution() -> None:
    manifest = orjson.loads((HERE / "manifest" / "manifest.json").read_bytes())
    assert f'version = "{manifest["version"]}"' in (HERE / "pyproject.toml").read_text()
