"""Can a store be opened at this URL?"""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


def problem(url: str) -> str | None:
    """One sentence, which does not quote the URL: it may hold a password."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return "AFTERCALL_DATABASE_URL is no URL of a database."
    match parsed.drivername:
        case "sqlite+aiosqlite":
            in_memory = parsed.database in (None, "", ":memory:")
            return "AFTERCALL_DATABASE_URL must name a file: sqlite+aiosqlite:///file." if in_memory else None
        case "postgresql+asyncpg":
            return None
    return "AFTERCALL_DATABASE_URL must start with sqlite+aiosqlite:/// or postgresql+asyncpg://."
