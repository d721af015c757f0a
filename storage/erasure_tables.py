"""What does the store hold about erasures, and what may not be erased?"""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Text, UniqueConstraint

from storage.schema import CUSTOMER, NOBODY, STAFF, Payload, id_column, refers, table
from storage.types import Moment

erasures = table(  # outlives its customer, so it names nobody but the people of the tenant
    "erasures",
    "id",
    id_column(),
    id_column("customer_id"),
    id_column("batch_id", nullable=True),  # asked for together, by command
    Column("state", String(10), nullable=False, info=NOBODY),  # asked, withdrawn, declined, void, pending, complete
    Column("living", Boolean),  # true until withdrawn, declined or void, else NULL: the unique key lets one live
    id_column("asked_by", nullable=True),  # nobody: an operator, by command
    Column("asked_at", Moment, nullable=False),
    Column("not_before", Moment),  # the tenant's only admin may approve their own request from then on
    id_column("closed_by", nullable=True),  # who approved, declined or withdrew
    Column("closed_at", Moment),
    Column("counts", Payload, nullable=False, info=NOBODY),  # of the dry run, then of what was replaced
    Column("salt", String(32), info=NOBODY),  # of the fingerprints that cards bear; gone with the approval
    Column("fingerprint", String(32), info=NOBODY),  # of what there was to erase when it was asked
    Column("token", String(16), info=NOBODY),  # random, stands for the customer from then on
    Column("sealed", LargeBinary),  # what to search for; says nothing without the half that lies beside the database
    Column("half", String(32), info=NOBODY),  # the name of that half, see storage/erasure/beside.py
    Column("steps", Payload, nullable=False, info=NOBODY),  # name → when and with what result
    Column("attempts", Integer, nullable=False),  # of the step that is being tried
    Column("retry_at", Moment),  # the next attempt; while one runs, the end of the runner's lease
    Column("completed_at", Moment),
    Column("receipt", Text, info=STAFF),  # canonical JSON
    Column("receipt_sha256", String(64), info=NOBODY),
    refers("asked_by", "people", name="fk_erasures_people_asked"),
    refers("closed_by", "people", name="fk_erasures_people_closed"),
    UniqueConstraint("tenant_id", "customer_id", "living"),
    Index(None, "tenant_id", "state", "id"),
)

erased_tasks = table(  # what comes in late for one of them loses what says who it was
    "erased_tasks",
    "task_id",
    Column("task_id", String(200), nullable=False, info=NOBODY),
    id_column("erasure_id"),
    Column("fields", Payload, info=NOBODY),  # these alone, of a task that is another customer's; NULL: all
    refers("erasure_id", "erasures"),
    Index(None, "tenant_id", "erasure_id"),
)

legal_holds = table(
    "legal_holds",
    "id",
    id_column(),
    id_column("customer_id"),
    Column("standing", Boolean),  # true until it is lifted, else NULL: the unique key lets one stand
    Column("reason", String(500), nullable=False, info=CUSTOMER),  # typed by an admin
    id_column("set_by"),
    Column("set_at", Moment, nullable=False),
    id_column("lifted_by", nullable=True),
    Column("lifted_at", Moment),
    refers("customer_id", "customers"),
    refers("set_by", "people", name="fk_legal_holds_people_set"),
    refers("lifted_by", "people", name="fk_legal_holds_people_lifted"),
    UniqueConstraint("tenant_id", "customer_id", "standing"),
)
