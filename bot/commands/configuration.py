"""How does a command learn what the operator has set?"""

from typing import Any

from pydantic import ValidationError

from bot.commands.failure import Failed
from bot.settings import Settings
from storage import address


def read_settings(**fixed: Any) -> Settings:
    """From the environment and `.env`, but for what the command itself fixes. Names every unreadable setting."""
    try:
        settings = Settings(**fixed)
    except ValidationError as exc:
        raise Failed("\n".join(_sentence(error["loc"], error["msg"]) for error in exc.errors())) from None
    if problem := address.problem(settings.database_url):
        raise Failed(problem)
    return settings


def _sentence(location: tuple[int | str, ...], message: str) -> str:
    name = "_".join(str(part) for part in location[:1]).upper()
    return f"AFTERCALL_{name} cannot be read: {message[:1].lower()}{message[1:]}."
