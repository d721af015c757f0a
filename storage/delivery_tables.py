"""What does the store hold about what the bot says: where, what is to be said, and what was shown to whom?"""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, String, UniqueConstraint

from storage.schema import NOBODY, Payload, id_column, refers, table
from storage.types import Moment

conversations = table(
    "conversations",
    "conversation",
    Column("conversation", String(400), nullable=False, info=NOBODY),  # id of the Bot Framework
    id_column("person_id", nullable=True),  # whose personal chat it is
    Column("kind", String(20), nullable=False, info=NOBODY),  # personal, groupChat, channel
    Column("service_url", String(400), nullable=False, info=NOBODY),
    Column("locale", String(20), nullable=False, info=NOBODY),
    Column("zone", String(60), nullable=False, info=NOBODY),
    Column("installed", Boolean, nullable=False),
    Column("welcomed", Boolean, nullable=False),
    Column("parked_at", Moment),  # Teams said 403: nothing is sent until the next install
    Column("seen_at", Moment, nullable=False),
    refers("person_id", "people"),
    Index(None, "tenant_id", "person_id"),
)

outbox = table(
    "outbox",
    "id",
    id_column(),
    Column("conversation", String(400), nullable=False, info=NOBODY),
    id_column("person_id"),  # to whom: the message is made with their rights, in their language
    Column("cause", String(200), nullable=False, info=NOBODY),  # said once only: `wrapup:<interaction>:<person>`
    Column("kind", String(40), nullable=False, info=NOBODY),  # which message
    Column("content", Payload, nullable=False, info=NOBODY),  # ids, from which the message is made when it is sent
    Column("state", String(10), nullable=False, info=NOBODY),  # waiting, sending, sent, parked, failed, moot
    Column("attempts", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),  # with `id` the order within a conversation
    Column("retry_at", Moment),  # the next attempt; while it is sending, the end of the sender's lease
    Column("sent_at", Moment),
    UniqueConstraint("tenant_id", "cause"),
    Index("ix_outbox_conversation", "tenant_id", "conversation", "state", "due_at", "id"),
    Index(None, "tenant_id", "state", "due_at"),
    ForeignKeyConstraint(["tenant_id", "conversation"], ["conversations.tenant_id", "conversations.conversation"]),
)

sent_cards = table(
    "sent_cards",
    "id",
    id_column(),
    Column("conversation", String(400), nullable=False, info=NOBODY),
    Column("activity_id", String(200), info=NOBODY),  # unknown until it has been delivered
    id_column("person_id"),  # to whom
    Column("kind", String(40), nullable=False, info=NOBODY),  # which card
    Column("sent_at", Moment, nullable=False),
    refers("person_id", "people"),
    Index(None, "tenant_id", "conversation", "activity_id"),
)

card_subjects = table(
    "card_subjects",
    "subject_kind subject_id card_id",
    Column("subject_kind", String(20), nullable=False, info=NOBODY),  # customer, interaction, erasure
    id_column("subject_id"),
    id_column("card_id"),
    refers("card_id", "sent_cards"),
    Index(None, "tenant_id", "card_id"),
)
