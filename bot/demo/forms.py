"""What may the page ask the demo for? The bodies of its requests."""

from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, Field, field_validator


class Form(BaseModel):
    """What every request says about the browser."""

    locale: str = Field(default="en-US", max_length=40)
    zone: str = Field(default="UTC", max_length=60)

    @field_validator("zone")
    @classmethod
    def known(cls, zone: str) -> str:
        """A zone that this machine does not know is read as UTC, not refused."""
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return "UTC"
        return zone


class Typed(Form):
    """A message; `key` is its id, so that a repeat is known."""

    key: str = Field(min_length=1, max_length=60)
    text: str = Field(min_length=1, max_length=28_000)


class Submitted(Form):
    """An Action.Submit; `text` and `shown` come with a messageBack only."""

    card: str
    data: Any = None
    text: str = ""
    shown: str = ""


class Pressed(Form):
    """An Action.Execute."""

    card: str
    action: dict[str, Any]
    trigger: Literal["manual", "automatic"] = "manual"


class Answered(Form):
    """Whether somebody wants a file that Teams asks about."""

    card: str
    accepted: bool


class Searched(Form):
    """A Data.Query of a typeahead field."""

    dataset: str
    typed: str = Field(max_length=200)
    top: int = Field(default=15, ge=1, le=50)


class Called(Form):
    """A call to simulate, by the caller's name in the menu; none: any of them."""

    caller: str | None = None
