"""Which results can a task have, and to which group does each belong?"""

from dataclasses import dataclass
from typing import Final

GROUPS: Final = (
    "handled_by_user",
    "handled_by_system",
    "hangup_by_customer",
    "outbound_accepted",
    "outbound_not_accepted",
    "not_handled",
    "error",
)


@dataclass(frozen=True)
class Result:
    """`number` is what the database holds: never change or reuse one."""

    number: int
    key: str
    group: str


RESULTS: Final = (
    Result(1, "voicemail", "handled_by_system"),
    Result(2, "hangup_before_accept", "hangup_by_customer"),
    Result(3, "hangup_in_ivr", "hangup_by_customer"),
    Result(4, "hangup_in_queue", "hangup_by_customer"),
    Result(5, "hangup_in_ivr_after_queue", "hangup_by_customer"),
    Result(6, "hangup_by_workflow", "handled_by_system"),
    Result(7, "accepted_by_user", "handled_by_user"),
    Result(8, "transferred_by_workflow", "handled_by_system"),
    Result(9, "transferred_by_user", "handled_by_user"),
    Result(10, "transfer_failed", "not_handled"),
    Result(11, "destination_accepted", "outbound_accepted"),
    Result(12, "destination_declined", "outbound_not_accepted"),
    Result(13, "destination_not_reached", "outbound_not_accepted"),
    Result(14, "user_aborted", "outbound_not_accepted"),
    Result(15, "lost_in_queue", "outbound_not_accepted"),
    Result(16, "cancelled_by_external_system", "not_handled"),
    Result(17, "marked_as_handled_by_user", "handled_by_user"),
    Result(18, "marked_as_handled_by_workflow", "handled_by_system"),
    Result(19, "standby_duty_accepted", "handled_by_user"),
    Result(20, "error", "error"),
)

BY_KEY: Final = {r.key: r for r in RESULTS}
BY_NUMBER: Final = {r.number: r for r in RESULTS}
GROUP_OF: Final = {r.key: r.group for group in GROUPS for r in RESULTS if r.group == group}
