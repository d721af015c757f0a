"""What can an operator tell Aftercall to do? Each command imports what it needs when it is called."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.exceptions import Abort, TyperException

from bot import memory
from bot.commands.failure import Failed

cli = typer.Typer(
    name="aftercall",
    help="Aftercall, a Microsoft Teams assistant for contact centres.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
api_key = typer.Typer(help="Keys of the doors for events and reports.", no_args_is_help=True)
audit = typer.Typer(help="The audit log.", no_args_is_help=True)
cli.add_typer(api_key, name="api-key")
erasures = typer.Typer(help="Customers that were anonymised.", no_args_is_help=True)
cli.add_typer(audit, name="audit")
cli.add_typer(erasures, name="erasures")

TenantOption = Annotated[str, typer.Option("--tenant", help="Name or Entra id of the tenant.")]


@cli.command()
def demo(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Default: 3978.")] = None,
    data_dir: Annotated[Path, typer.Option(help="Where the demo keeps its data.", file_okay=False)] = Path("var/demo"),
    customers: Annotated[int | None, typer.Option(min=1, help="How many, for trying a large store.")] = None,
    interactions: Annotated[int | None, typer.Option(min=1, help="How many, for trying a large store.")] = None,
) -> None:
    """Run the bot with demo data and a chat page, on this machine alone."""
    from bot.commands.demo import demo

    demo(port, data_dir, customers, interactions)


@cli.command()
def serve() -> None:
    """Run the bot for Microsoft Teams."""
    from bot.commands.server import serve

    serve()


@cli.command()
def worker() -> None:
    """Run the background jobs only."""
    from bot.commands.worker import work

    work()


@cli.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from bot.commands.migration import migrate

    migrate()


@cli.command("import")
def load(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV or NDJSON.")],
    tenant: Annotated[str | None, typer.Option(help="Tenant of the lines that name none.")] = None,
) -> None:
    """Load interactions from a file; safe to interrupt and to repeat."""
    from bot.commands.intake import load

    load(file, tenant)


@cli.command()
def setup(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="YAML.")],
    prune: Annotated[bool, typer.Option("--prune", help="Also take away what the file's lists leave out.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the difference.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Even if a tenant loses its last admin.")] = False,
) -> None:
    """Declare tenants, services, people and roles."""
    from bot.commands.setup import set_up

    set_up(file, prune=prune, dry_run=dry_run, yes=yes)


@cli.command()
def manifest(
    out: Annotated[Path, typer.Option("--out", dir_okay=False, help="Where the package goes, such as app.zip.")],
    developer: Annotated[str, typer.Option(help="Who offers the app, as Teams shows it.")] = "Aftercall",
    privacy_url: Annotated[str | None, typer.Option(help="Default: AFTERCALL_PUBLIC_URL.")] = None,
    terms_url: Annotated[str | None, typer.Option(help="Default: AFTERCALL_PUBLIC_URL.")] = None,
) -> None:
    """Pack the Teams app, validated."""
    from bot.commands.app_package import pack

    pack(out, developer, privacy_url, terms_url)


@api_key.command("create")
def create_key(
    tenant: TenantOption,
    door: Annotated[Literal["events", "odata"], typer.Option("--for", help="What the key opens.")],
    service: Annotated[str | None, typer.Option(help="Name or serviceId; without it the whole tenant.")] = None,
) -> None:
    """Make a key and show it once."""
    from bot.commands.api_keys import create

    create(tenant, door, service)


@api_key.command("list")
def list_keys() -> None:
    """Show all keys, without their secrets."""
    from bot.commands.api_keys import show_all

    show_all()


@api_key.command("revoke")
def revoke_key(key: Annotated[str, typer.Argument(help="As the list names it, or the whole key.")]) -> None:
    """Make a key useless from now on."""
    from bot.commands.api_keys import revoke

    revoke(key)


@cli.command()
def anonymize(
    tenant: TenantOption,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A customer a line.")],
    yes: Annotated[bool, typer.Option("--yes", help="Ask without a question.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what it would do.")] = False,
) -> None:
    """Ask the administrators of a tenant to anonymise many customers."""
    from bot.commands.erasure import anonymize

    anonymize(tenant, file, yes=yes, dry_run=dry_run)


@erasures.command("reapply")
def reapply_erasures() -> None:
    """After a backup was restored: anonymise again who had been."""
    from bot.commands.erasure import apply_again

    apply_again()


@audit.command("verify")
def verify_audit(
    seal: Annotated[
        list[str] | None, typer.Option(help="One that was printed earlier and must still be there.")
    ] = None,
) -> None:
    """Prove that nobody has changed the audit log."""
    from bot.commands.audit_log import verify

    verify(seal or [])


def main() -> None:
    """Exit status 0 good, 1 failed, 2 wrong usage."""
    memory.share()
    sys.exit(status_of(sys.argv[1:]))


def status_of(arguments: list[str]) -> int:
    """Runs one command; its errors are sentences on stderr, never a traceback."""
    try:
        status = cli(arguments, prog_name="aftercall", standalone_mode=False)
    except TyperException as exc:  # wrong usage
        return _told(exc.format_message(), exc.exit_code)
    except Failed as exc:
        return _told(str(exc), 1)
    except Abort:
        return 1
    except Exception as exc:  # noqa: BLE001  (the last resort: no traceback, and nothing of the text, which may quote data)
        return _told(f"That failed unexpectedly ({type(exc).__name__}). Nothing that was reported as done is lost.", 1)
    return status if isinstance(status, int) else 0


def _told(text: str, status: int) -> int:
    print(text, file=sys.stderr)  # noqa: T201  (the one place where a command's error is told)
    return status
