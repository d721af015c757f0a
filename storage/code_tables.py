"""What does the store hold about codes, the switches of a service, and conclusions?"""

from sqlalchemy import Boolean, Column, Index, Integer, String, UniqueConstraint

from storage.schema import CUSTOMER, NOBODY, id_column, modified, refers, table
from storage.types import Moment

codes = table(
    "codes",
    "id",
    id_column(),
    id_column("service_id"),  # its home, where it was created: its owners edit and retire it
    Column("kind", String(10), nullable=False, info=NOBODY),  # primary, secondary
    Column("name", String(120), nullable=False, info=NOBODY),
    Column("name_key", String(400), nullable=False, info=NOBODY),  # without case
    Column("description", String(500), info=NOBODY),
    Column("created_at", Moment, nullable=False),
    Column("retired_at", Moment),  # hidden from selection; reports keep it
    modified(),
    refers("service_id", "services"),
    UniqueConstraint("tenant_id", "kind", "name_key"),
)

service_codes = table(  # the codes that a service offers, in the order that its agents see
    "service_codes",
    "service_id code_id",
    id_column("service_id"),
    id_column("code_id"),
    Column("position", Integer, nullable=False),
    refers("service_id", "services"),
    refers("code_id", "codes"),
)

service_features = table(  # a switch that nobody has touched has no row; see storage/features.py
    "service_features",
    "service_id feature",
    id_column("service_id"),
    Column("feature", String(10), nullable=False, info=NOBODY),  # codes, caller, issues
    Column("is_on", Boolean, nullable=False),
    Column("until", Moment),  # then it goes back by itself
    Column("changed_at", Moment, nullable=False),
    id_column("changed_by", nullable=True),
    refers("service_id", "services"),
    refers("changed_by", "people"),
)

conclusion_rules = table(  # a service without a row has the usual rules; see storage/rules.py
    "conclusion_rules",
    "service_id",
    id_column("service_id"),
    Column("primary_least", Integer, nullable=False),
    Column("primary_most", Integer, nullable=False),
    Column("secondary_most", Integer),  # None: any number
    Column("tags_most", Integer, nullable=False),
    Column("shift_ends", Integer, nullable=False),  # minutes after midnight, where the agent is
    id_column("default_code_id", nullable=True),  # set by the timer, if the owner wants one
    Column("default_after_minutes", Integer),
    Column("default_since", Moment),  # what ended before is not touched
    refers("service_id", "services"),
    refers("default_code_id", "codes"),
)

health_subscriptions = table(  # owners who want the weekly card of a service
    "health_subscriptions",
    "service_id person_id",
    id_column("service_id"),
    id_column("person_id"),
    Column("next_due_at", Moment, nullable=False),
    refers("service_id", "services"),
    refers("person_id", "people"),
)

conclusions = table(  # its key decides who was first: one conclusion an interaction, for ever
    "conclusions",
    "interaction_id",
    id_column("interaction_id"),
    id_column("service_id"),
    id_column("person_id", nullable=True),  # nobody: the timer, with the owner's default
    Column("concluded_at", Moment, nullable=False),
    Column("fingerprint", String(64), nullable=False, info=NOBODY),  # of what was submitted: the same again is no other
    modified(),
    refers("interaction_id", "interactions"),
    refers("service_id", "services"),
    refers("person_id", "people"),
    Index("ix_conclusions_modified", "tenant_id", "modified_at", "interaction_id"),
)

conclusion_codes = table(
    "conclusion_codes",
    "interaction_id code_id",
    id_column("interaction_id"),
    id_column("code_id"),
    Column("kind", String(10), nullable=False, info=NOBODY),
    Column("name", String(120), nullable=False, info=NOBODY),  # as it was then
    Column("position", Integer, nullable=False),
    modified(),
    refers("interaction_id", "conclusions", "interaction_id"),
    refers("code_id", "codes"),
    Index(None, "tenant_id", "code_id", "interaction_id"),
    Index("ix_conclusion_codes_modified", "tenant_id", "modified_at", "interaction_id", "code_id"),
)

conclusion_tags = table(
    "conclusion_tags",
    "interaction_id tag_key",
    id_column("interaction_id"),
    Column("tag_key", String(200), nullable=False, info=CUSTOMER),  # without case
    Column("tag", String(50), nullable=False, info=CUSTOMER),
    Column("position", Integer, nullable=False),
    modified(),
    refers("interaction_id", "conclusions", "interaction_id"),
    Index(None, "tenant_id", "tag_key", "interaction_id"),
    Index("ix_conclusion_tags_modified", "tenant_id", "modified_at", "interaction_id", "tag_key"),
)
