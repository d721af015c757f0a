"""Which deeds does the audit log know, and of which kind is each?

A refusal bears the name of the store function that was tried (`history.open_page`), and is of no kind but its own.
"""

from typing import Final

REFUSALS: Final = "refusals"

_LOOKED: Final = (  # at a customer, by their subject or that of an interaction of theirs
    "audit.looked",
    "conclusion.opened",
    "customer.compared",
    "customer.identifiers",
    "customer.looked",
    "customer.opened",
    "erasure.opened",
    "erasure.previewed",
    "history.opened",
    "hold.looked",
    "interaction.opened",
)
LOOKED_AT: Final = (*_LOOKED, "export.asked", "trace.made")  # a file is a look too

_ACTIONS: Final[dict[str, tuple[str, ...]]] = {
    "looks": (
        *_LOOKED,
        "audit.opened",
        "erasure.batch_opened",
        "erasure.receipt",
        "feed.read",
        "interactions.listed",
        "sessions.opened",
        "uncoded.opened",
    ),
    "exports": (
        "export.asked",
        "export.created",
        "export.deleted",
        "export.downloaded",
        "export.failed",
        "export.link_made",
        "export.stopped",
        "export.uploaded",
        "trace.made",
    ),
    "erasures": (
        "erasure.approved",
        "erasure.asked",
        "erasure.completed",
        "erasure.declined",
        "erasure.reapplied",
        "erasure.withdrawn",
        "hold.lifted",
        "hold.placed",
    ),
    "conclusions": ("interaction.concluded", "issue.reported"),
    "codes": (
        "code.applied",
        "code.created",
        "code.edited",
        "code.moved",
        "code.restored",
        "code.retired",
        "code.taken_off",
        "feature.switched",
        "rules.changed",
    ),
    "customers": ("conflict.kept_apart", "customer.merged", "customer.split"),
    "roles": (
        "role.give",
        "role.take",
        "setup.person_add",
        "setup.place_give",
        "setup.place_take",
        "setup.role_give",
        "setup.role_take",
    ),
    "settings": (
        "api_key.create",
        "api_key.revoke",
        "privacy.set",
        "retention.purged",
        "retention.set",
        "service.set",
        "setup.change",
        "setup.service_add",
        "setup.service_remove",
        "setup.tenant_add",
    ),
}
KINDS: Final = (*_ACTIONS, REFUSALS)
ACTIONS: Final = frozenset(action for actions in _ACTIONS.values() for action in actions)


def actions_of(kind: str) -> tuple[str, ...]:
    """Not of refusals."""
    return _ACTIONS[kind]
