"""How is the database brought to the newest schema?"""

from bot.commands.configuration import read_settings
from bot.commands.failure import Failed
from storage import migrate as storage_migrate
from storage.database import DatabaseUnavailable


def migrate() -> None:
    url = read_settings().database_url
    try:
        storage_migrate.migrate(url)
    except (DatabaseUnavailable, OSError):
        raise Failed("The database of AFTERCALL_DATABASE_URL does not answer.") from None
    print("The database has the newest schema.")  # noqa: T201  (what the operator asked for)
