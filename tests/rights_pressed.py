"""Which line of tests/rights_table.py is each button under, and what does it send?"""

from collections.abc import Mapping
from typing import Final

from cards.uncoded import PICKED
from tests.rights_table import Try

_SERVICE: Final = {"service": "<service>"}
_CODE: Final = {**_SERVICE, "code": "<code>"}
_SWITCH: Final = {**_SERVICE, "feature": "codes", "on": "0"}
_CUSTOMER: Final = {"customer": "<customer>"}
_CALL: Final = {"interaction": "<interaction>"}
_SEVERAL: Final = {**_SERVICE, "picked": "<interaction>,<also>", "codes": "<code>"}
_DAYS: Final = {"since": "<long_ago>", "until": "<today>"}
_PERIOD: Final = {**_SERVICE, **_DAYS}
_LOG: Final = {**_DAYS, **_CUSTOMER, "person": "<person>"}
_REPORT: Final = {"asked": "codes|<service>|week|<long_ago>|<today>"}
_FILE: Final = {"export": "<file>"}
_PERSON: Final = {"person": "<person>"}
_AGENCY: Final = {**_PERSON, "held": "agent <service>"}
_REQUEST: Final = {"erasure": "<erasure_asked>"}
_BATCH: Final = {"batch": "<batch>"}
_TWO: Final = {"one": "<customer>", "other": "<second>"}
_RULES: Final = {
    "primary_least": "0",
    "primary_most": "2",
    "secondary_most": "",
    "tags_most": "3",
    "shift_ends": "18:00",
}
_PANEL: Final = {"licence": "none", "acceptance_sla_seconds": "11", "hangup_sla_seconds": "12"}
_CONCLUDED: Final = "conclusions conclusion_codes"
_MOVED: Final = "contacts customer_terms customers identifiers interactions"
_ERASED: Final = "customer_terms customers erased_tasks erasures events exports identifiers interactions"

PRESSED: Final[Mapping[str, Try]] = {
    "help": Try("anybody"),
    "legend": Try("anybody"),
    "language.ask": Try("anybody"),
    "language.choose": Try("anybody", {"language": "de"}, "people"),
    "tenants.ask": Try("anybody"),
    "tenants.choose": Try("choose a tenant", {"tenant": "<tenant>"}, "people"),
    # customers and their history
    "customers.ask": Try("anybody"),
    "customers.find": Try("look", _CUSTOMER),
    "customers.open": Try("look", _CUSTOMER),
    "history.ask": Try("anybody"),
    "history.find": Try("look", _CUSTOMER),
    "history.open": Try("look", _CUSTOMER),
    "details": Try("look", {"id": "<interaction>"}),
    "interactions.ask": Try("anybody"),
    "interactions.show": Try("look", _PERIOD),
    "interactions.other": Try("look", {**_PERIOD, "typed": "last week"}),
    "filters.open": Try("look", _SERVICE),
    "filters.toggle": Try("look", {**_SERVICE, "shown": "result"}),
    "filters.clear": Try("look", {**_SERVICE, "name": "result"}),
    "filters.apply": Try("look", _SERVICE),
    "filters.person": Try("look", {**_SERVICE, **_PERSON}),
    "filters.export": Try("export", _SERVICE),
    "filters.file": Try("export", {**_SERVICE, "format": "csv"}, "exports"),
    # concluding
    "sessions.open": Try("anybody"),
    "conclude.open": Try("conclude", _CALL),
    "conclude.submit": Try(
        "conclude", {**_CALL, "code": "<code>", "tags": "vip"}, f"{_CONCLUDED} conclusion_tags outbox"
    ),
    "conclude.later": Try("conclude", _CALL, "outbox"),
    "conclude.shift": Try("conclude", _CALL, "outbox"),
    "uncoded.open": Try("conclude"),
    "uncoded.check": Try("conclude", {**_SERVICE, f"{PICKED}<interaction>": "true", "code": "<code>"}),
    "uncoded.conclude": Try("conclude", _SEVERAL, _CONCLUDED),
    "uncoded.back": Try("conclude", {"picked": "7", "codes": "7"}),
    "issues.ask": Try("conclude", {"id": "<interaction>"}),
    "issues.report": Try("conclude", {"id": "<interaction>", "text": "The line crackled"}, "interactions issues"),
    # codes, switches and rules
    "codes.ask": Try("configure"),
    "codes.place": Try("configure", _SERVICE),
    "codes.open": Try("configure", _CODE),
    "codes.all": Try("configure", {**_SERVICE, "first": "1"}),
    "codes.new": Try("configure", _SERVICE),
    "codes.paste_form": Try("configure", _SERVICE),
    "codes.edit_form": Try("configure", _CODE),
    "codes.create": Try("configure", {**_SERVICE, "kind": "primary", "name": "New"}, "codes"),
    "codes.create_many": Try("configure", {**_SERVICE, "kind": "primary", "lines": "New\nNewer"}, "codes"),
    "codes.edit": Try("configure", {**_CODE, "name": "Renamed"}, "codes"),
    "codes.retire": Try("configure", _CODE, "codes"),
    "codes.restore": Try("configure", {**_SERVICE, "code": "<retired>"}, "codes"),
    "codes.add_form": Try("configure", _SERVICE),
    "codes.add": Try("configure", {**_SERVICE, "codes": "<spare>"}, "service_codes"),
    "codes.take_off_form": Try("configure", _SERVICE),
    "codes.take_off": Try("configure", {**_SERVICE, "codes": "<code>"}, "service_codes"),
    "codes.put_back": Try("configure", {**_SERVICE, "places": "<spare>:1"}, "service_codes"),
    "codes.order_form": Try("configure", {**_SERVICE, "kind": "primary"}),
    "codes.move": Try("configure", {**_CODE, "to": "down"}, "service_codes"),
    "features.ask": Try("configure"),
    "features.panel": Try("configure", _SERVICE),
    "features.switch": Try("configure", _SWITCH, "service_features"),
    "features.revert": Try("configure", {**_SWITCH, "seen": "<seen>"}, "service_features"),
    "features.date": Try("configure", _SWITCH),
    "features.until": Try("configure", {**_SWITCH, "day": "<tomorrow>"}, "service_features"),
    "rules.ask": Try("configure", _SERVICE),
    "rules.set": Try("configure", {**_SERVICE, **_RULES, "default_code_id": "0"}, "conclusion_rules"),
    # reports and files
    "reports.ask": Try("configure"),
    "reports.choose": Try("configure", {**_SERVICE, "kind": "codes"}),
    "reports.show": Try("configure", _REPORT),
    "reports.other": Try("configure", {"asked": "codes||week|<long_ago>|<today>"}),
    "reports.export": Try("configure", _REPORT),
    "reports.file": Try("configure", {**_REPORT, "format": "csv"}, "exports"),
    "export.ask": Try("export"),
    "export.find": Try("export", _CUSTOMER),
    "export.customer": Try("export", _CUSTOMER),
    "export.start": Try("export", {**_CUSTOMER, "format": "csv"}, "exports"),
    "exports": Try("anybody"),
    "exports.open": Try("fetch a file", _FILE, "exports"),
    "export.again": Try("fetch a file", _FILE, "exports"),
    "export.stop": Try("drop a file", _FILE, "exports"),
    "exports.delete": Try("drop a file", _FILE, "exports"),
    # what tenant admins set
    "services": Try("configure"),
    "services.open": Try("configure", _SERVICE),
    "services.set": Try("administer", {**_SERVICE, **_PANEL}, "services"),
    "services.revert": Try("administer", {**_SERVICE, "change": "<set>"}, "services"),
    "services.add": Try("administer", {**_SERVICE, **_PERSON, "role": "owner"}, "memberships"),
    "services.take": Try("administer", {**_SERVICE, "held": "agent <person>"}, "memberships"),
    "privacy": Try("administer"),
    "privacy.set": Try("administer", {"setting": "agents", "to": "masked"}, "tenants"),
    "privacy.revert": Try("administer", {"setting": "users", "change": "<hidden>"}, "tenants"),
    "retention": Try("administer"),
    "retention.look": Try("administer", {"months": "12"}),
    "retention.set": Try("administer", {"to": "12", "was": "none", "shown": "<now>"}, "tenants"),
    "retention.leave": Try("administer"),
    "roles": Try("administer"),
    "roles.open": Try("administer", _PERSON),
    "roles.give": Try("administer", {**_PERSON, **_SERVICE, "role": "owner"}, "memberships"),
    "roles.take": Try("administer", _AGENCY, "memberships"),
    "roles.revert": Try("administer", {**_AGENCY, "change": "<given>"}, "memberships"),
    "trace": Try("administer"),
    "trace.find": Try("administer", _CUSTOMER),
    "trace.customer": Try("administer", _CUSTOMER),
    "trace.make": Try("administer", {"id": "<interaction>"}, "exports outbox"),
    "audit": Try("administer"),
    "audit.show": Try("administer", _LOG),
    "audit.other": Try("administer", _LOG),
    "audit.find": Try("administer", _CUSTOMER),
    "audit.export": Try("administer", _DAYS),
    "audit.file": Try("administer", {**_LOG, "format": "csv"}, "exports"),
    # anonymising, holds, merging
    "erasures": Try("administer"),
    "anonymise.ask": Try("administer"),
    "erasures.find": Try("administer", _CUSTOMER),
    "erasures.preview": Try("administer", _CUSTOMER),
    "erasures.ask": Try("administer", _CUSTOMER, "erasures outbox"),
    "erasures.open": Try("administer", _REQUEST),
    "erasures.approve": Try(
        "administer", {**_REQUEST, "name": "Dora <secret>", "seen": "<seen_asked>"}, f"{_ERASED} outbox"
    ),
    "erasures.decline": Try("administer", _REQUEST, "erasures outbox"),
    "erasures.withdraw": Try("administer", {"erasure": "<erasure_own_asked>"}, "erasures outbox"),
    "erasures.download": Try("administer", {"erasure": "<erasure_erased>"}, "exports"),
    "erasures.batch": Try("administer", _BATCH),
    "erasures.approve_batch": Try("administer", {**_BATCH, "number": "1"}, f"{_ERASED} outbox"),
    "holds.ask": Try("administer"),
    "holds.find": Try("administer", _CUSTOMER),
    "holds.open": Try("administer", _CUSTOMER),
    "holds.place": Try("administer", {**_CUSTOMER, "reason": "Court case"}, "legal_holds"),
    "holds.lift": Try("administer", {"customer": "<held>"}, "legal_holds"),
    "conflicts": Try("administer"),
    "merge.ask": Try("administer"),
    "split.ask": Try("administer"),
    "identities.find": Try("administer", _CUSTOMER),
    "identities.with": Try("administer", _CUSTOMER),
    "identities.compare": Try("administer", _TWO),
    "identities.merge": Try("administer", _TWO, f"{_MOVED} identity_conflicts"),
    "identities.apart": Try("administer", _TWO, "identity_conflicts"),
    "identities.splitting": Try("administer", _CUSTOMER),
    "identities.open": Try("administer", _CUSTOMER),
    "identities.split": Try("administer", {**_CUSTOMER, "chosen": "<sign>", "name": "New"}, _MOVED),
}
