"""Is the audit log whole?"""

from collections.abc import Sequence

from bot.commands.failure import Failed
from bot.commands.store import in_store
from storage import seals
from storage.seals import Proof


def verify(known: Sequence[str]) -> None:
    """A line for each tenant; a broken chain fails the command, and so does a seal of `known` that is not there."""
    proofs = in_store(lambda db: db.read(seals.verify))
    for proof in proofs:
        print(_line(proof))  # noqa: T201  (what the operator asked for)
    broken = [proof.tenant for proof in proofs if proof.broken_at is not None]
    if broken:
        raise Failed(f"The audit log has been changed: {', '.join(broken)}.")
    missing = in_store(lambda db: db.read(seals.missing, known))
    if missing:
        raise Failed(f"The audit log ends before a seal that it had: {', '.join(missing)}.")


def _line(proof: Proof) -> str:
    if proof.broken_at is not None:
        return f"{proof.tenant}: BROKEN from row {proof.broken_at} on; {proof.sealed_rows} rows before it are whole"
    return (
        f"{proof.tenant}: whole; {proof.sealed_rows} rows sealed, {proof.open_rows} not yet; newest seal {proof.head}"
    )
