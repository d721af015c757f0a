"""What can an operator set, and may the process start like this?"""

import ipaddress
import json
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SHORTEST_SECRET = 16  # characters

Listed = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """Every setting of the README's table: `AFTERCALL_` and the field's name, from the environment or `.env`."""

    model_config = SettingsConfigDict(
        env_prefix="AFTERCALL_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: str = Field(default="", repr=False)  # may hold a password
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    data_dir: Path = Path("var")
    public_url: str = ""

    app_id: str = ""
    app_password: SecretStr = SecretStr("")
    app_certificate_path: Path | None = None
    app_managed_identity: bool = False
    app_tenant_id: str = ""
    allowed_tenants: Listed = ()
    admins: Listed = ()

    channel_openid_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    channel_issuer: str = "https://api.botframework.com"
    login_url: str = "https://login.microsoftonline.com"
    service_url_hosts: Listed = ("smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com")

    secret_key: SecretStr = SecretStr("")
    open_browser: bool = True
    worker: bool = True
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "console"] = "json"
    dangerously_allow_unauthenticated: bool = False

    @field_validator("allowed_tenants", "admins", "service_url_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = json.loads(value) if value.lstrip().startswith("[") else value.split(",")
        return tuple(str(part).strip().lower() for part in parts if str(part).strip())

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, value: object, info: object) -> object:
        if not isinstance(value, str):
            return value
        return value.upper() if getattr(info, "field_name", "") == "log_level" else value.lower()

    @model_validator(mode="after")
    def _store(self) -> Self:
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite+aiosqlite:///{self.data_dir / 'aftercall.db'}")
        return self

    @property
    def local(self) -> bool:
        """Takes unsigned activities, from this machine only: the demo, and tests."""
        return self.dangerously_allow_unauthenticated and is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether `host`, a name or an address, can only mean this machine."""
    if host.lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def problems(settings: Settings) -> list[str]:
    """Why `serve` must not start: every missing or unsafe setting, a sentence each."""
    return [*_bind(settings), *_identity(settings), *_secrets(settings)]


def _bind(settings: Settings) -> list[str]:
    if settings.dangerously_allow_unauthenticated and not is_loopback(settings.host):
        return [
            "AFTERCALL_DANGEROUSLY_ALLOW_UNAUTHENTICATED is accepted on a loopback bind only: "
            "unset it, or set AFTERCALL_HOST to 127.0.0.1."
        ]
    return []


def _identity(settings: Settings) -> list[str]:
    if settings.local and not settings.app_id:
        return []
    found = []
    if not settings.app_id:
        found.append("AFTERCALL_APP_ID is missing: without it nobody could prove to be Microsoft Teams.")
    ways = (settings.app_password.get_secret_value(), settings.app_certificate_path, settings.app_managed_identity)
    if not any(ways):
        found.append(
            "No credential: set one of AFTERCALL_APP_PASSWORD, AFTERCALL_APP_CERTIFICATE_PATH "
            "and AFTERCALL_APP_MANAGED_IDENTITY=1."
        )
    if sum(map(bool, ways)) > 1:
        found.append("More than one credential is set: keep one, so that it is clear which is used.")
    if settings.app_certificate_path and not settings.app_certificate_path.is_file():
        found.append("AFTERCALL_APP_CERTIFICATE_PATH names no file.")
    if not settings.service_url_hosts:
        found.append("AFTERCALL_SERVICE_URL_HOSTS is empty: no reply could be sent anywhere.")
    return found


def _secrets(settings: Settings) -> list[str]:
    found = []
    if len(settings.secret_key.get_secret_value()) < SHORTEST_SECRET:
        found.append(f"AFTERCALL_SECRET_KEY is missing or shorter than {SHORTEST_SECRET} characters.")
    if not settings.local:
        for name in ("channel_openid_url", "login_url", "public_url"):
            url = str(getattr(settings, name))
            if url and not url.startswith("https://") and not _is_loopback_url(url):
                found.append(f"AFTERCALL_{name.upper()} must start with https://.")
    return found


def _is_loopback_url(url: str) -> bool:
    return url.startswith("http://") and is_loopback(url[len("http://") :].split("/")[0].rsplit(":", 1)[0])
