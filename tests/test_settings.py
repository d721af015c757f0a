"""May the process start like this?"""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.settings import is_loopback, problems
from tests.conftest import configured

GOOD = {"app_id": "an-app", "app_password": "a-password", "secret_key": "k" * 32, "public_url": "https://bot.example"}


def test_what_production_needs_is_enough() -> None:
    assert problems(configured(**GOOD)) == []


def test_all_that_is_missing_is_named_at_once() -> None:
    found = "\n".join(problems(configured()))
    for name in ("AFTERCALL_APP_ID", "AFTERCALL_APP_PASSWORD", "AFTERCALL_SECRET_KEY"):
        assert name in found


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"app_id": ""}, "APP_ID"),
        ({"app_password": ""}, "credential"),
        ({"app_managed_identity": True}, "More than one credential"),
        ({"app_password": "", "app_certificate_path": Path("nowhere.pem")}, "APP_CERTIFICATE_PATH"),
        ({"secret_key": ""}, "SECRET_KEY"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"service_url_hosts": ""}, "SERVICE_URL_HOSTS"),
        ({"login_url": "http://login.example"}, "LOGIN_URL"),
        ({"channel_openid_url": "http://127.0.0.1.example/"}, "CHANNEL_OPENID_URL"),
        ({"public_url": "http://bot.example"}, "PUBLIC_URL"),
        ({"dangerously_allow_unauthenticated": True, "host": "0.0.0.0"}, "DANGEROUSLY_ALLOW_UNAUTHENTICATED"),
        ({"dangerously_allow_unauthenticated": True, "host": "192.0.2.1", "app_id": ""}, "loopback"),
    ],
)
def test_each_unsafe_setting_is_named(changed: dict[str, Any], named: str) -> None:
    [found] = [sentence for sentence in problems(configured(**GOOD | changed)) if named in sentence]
    assert found.endswith(".")


def test_a_loopback_may_be_asked_without_tls() -> None:
    loopback = {"login_url": "http://127.0.0.1:4000", "channel_openid_url": "http://localhost:4000/openid"}
    assert problems(configured(**GOOD | loopback)) == []


def test_the_switch_on_a_loopback_needs_no_app_id() -> None:
    assert problems(configured(dangerously_allow_unauthenticated=True, secret_key="k" * 32)) == []


def test_values_that_are_none_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERCALL_PORT", "many")
    monkeypatch.setenv("AFTERCALL_LOG_FORMAT", "xml")
    with pytest.raises(ValidationError) as told:
        configured()
    assert {error["loc"][0] for error in told.value.errors()} == {"port", "log_format"}
    assert "many" not in str(told.value)


@pytest.mark.parametrize("written", ["A, b,,", '["A", "b"]', " a ,B "])
def test_a_list_is_written_with_commas_or_as_json(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("AFTERCALL_ALLOWED_TENANTS", written)
    assert configured().allowed_tenants == ("a", "b")


def test_no_secret_is_shown_with_the_settings() -> None:
    shown = repr(configured(**GOOD, database_url="postgresql+asyncpg://user:very-secret@host/db"))
    assert "a-password" not in shown
    assert "kkkk" not in shown
    assert "very-secret" not in shown


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost", "LOCALHOST", "::ffff:127.0.0.1"]
)
def test_what_means_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "", "localhost.example", "127.0.0.1.example", "128.0.0.1", "2130706433"]
)
def test_what_may_mean_another(host: str) -> None:
    assert not is_loopback(host)
