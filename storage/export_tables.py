"""What does the store hold about files that leave it?

The files lie in a folder (storage/export_files.py); a row says what one holds, how far it is, and who may fetch it.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, UniqueConstraint

from storage.schema import NOBODY, Payload, id_column, refers, table
from storage.types import Moment

Edge = tuple[str, ...]
"""Where a page of rows ended, in the words of whoever reads them (storage/export_contents.py)."""

exports = table(
    "exports",
    "id",
    id_column(),
    id_column("person_id"),  # whose it is: nobody else gets it
    Column("kind", String(20), nullable=False, info=NOBODY),  # report, customer, history, trace, audit, receipt
    Column("format", String(10), nullable=False, info=NOBODY),  # csv, xlsx, json
    Column("state", String(10), nullable=False, info=NOBODY),  # waiting, running, done, failed, cancelled, expired
    Column("under_way", Boolean),  # true while waiting or running, else NULL: the unique key lets one run at a time
    Column("params", Payload, nullable=False, info=NOBODY),  # ids and filters, never a name or a typed text
    Column("services", Payload, info=NOBODY),  # whose data it may hold; NULL: all of the tenant
    Column("masked", Boolean, nullable=False),  # customers stand in it as a masked viewer sees them
    id_column("customer_id", nullable=True),  # whom it is about
    Column("holds_customers", Boolean, nullable=False),  # an anonymisation must reach it
    Column("position", Payload, info=NOBODY),  # the last row that is durably in the file, and where that ends
    Column("rows_done", Integer, nullable=False),
    Column("rows_total", Integer),  # counted before the first row is written
    Column("file", String(64), info=NOBODY),  # random name in the folder
    Column("file_name", String(120), nullable=False, info=NOBODY),  # as whoever fetches it sees it; names no customer
    Column("size", BigInteger),
    Column("sha256", String(64), info=NOBODY),
    Column("link", Integer, nullable=False),  # rises with each link that is made: an older one is dead
    Column("code_hash", String(64), info=NOBODY),  # keyed, of the six digits; NULL: no link is alive
    Column("wrong_tries", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),  # how often a runner has taken it up
    Column("leased_until", Moment),  # by the runner that works on it
    id_column("card_id", nullable=True),  # of the ledger: where its progress is shown
    Column("error", String(40), info=NOBODY),  # which situation, see dialogs/exports.py
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("expires_at", Moment, nullable=False),
    Column("downloaded_at", Moment),  # the last time
    refers("person_id", "people"),
    UniqueConstraint("tenant_id", "person_id", "under_way"),
    Index(None, "tenant_id", "state", "expires_at"),
    Index(None, "tenant_id", "customer_id"),
)
