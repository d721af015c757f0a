## Small talk

talk-thanks = You are welcome, { $name }.
talk-bye = See you, { $name }.
talk-cancelled = All right, nothing is running. Nothing was changed.

## Help

help-title = What I can do
help-text = Type one of these, or press a button.
help-fallback = Aftercall: help
welcome-title = Hello { $name }, I am Aftercall
welcome-text = Ask me who is calling: I find a customer by a name, a number or a part of one, and show the last contact, its result and the whole history, without leaving the chat.
welcome-fallback = Aftercall: welcome

help-conclude = **conclude** _last, a time or a name, codes and #tags_: concludes an interaction, as “conclude last Resolved + Outage #vip”
help-uncoded = **uncoded**: what you have not concluded yet, several at once
help-sessions = **sessions**: your latest interactions
help-customer = **customer** _name or number_: finds a customer, even by a part, as “ray” or “4567”
help-history = **history** _name or number_: every contact of a customer, to sort, filter and open
help-report = **report** _codes, results or kpi, a service, a period_: figures with charts, as “report codes Support by month since March”; **kpi** _last week per day_
help-export = **export** _name, or filters_ as _csv, xlsx or json_: everything held on a customer, or interactions, as a file
help-exports = **exports**: the files you have asked for
help-privacy = **privacy** _agents masked_: who sees customers and colleagues; administrators decide
help-service = **service** _name_: its licence, SLA intervals, owners and agents; administrators set them
help-retention = **retention** _12 months_: how long interactions are kept; shows first what would go
help-roles = **roles** _give Ben owner of Sales_: who may do what; administrators give and take
help-audit = **audit** _Alice last week_: who did what; **audit** _who looked at Raymond Holt_
help-trace = **trace** _last, a time, a customer or an id_: an interaction in full, as a file for a support case
help-codes = **codes** _service_: the codes of your service; also “codes off Support until Friday”, “codes create primary Refund”
help-features = **features** _service_: what its agents have, each with a switch
help-anonymize = **anonymize** _customer_: removes who a customer was, with a second administrator; the figures stay
help-erasures = **erasures**: requests to anonymise, and their receipts
help-hold = **hold** _customer: reason_: nobody can anonymise the customer while it stands
help-lift = **lift** _customer_: lets go of a hold
help-conflicts = **conflicts**: customers that may be one and the same
help-merge = **merge** _customer_: makes two customers one
help-split = **split** _customer_: makes one customer two
help-interactions = **interactions** _Support last week_: what a service had in a period, without naming a customer
help-legend = **legend**: what results and key figures mean
help-tenant = **tenant** _name_: which organisation you are looking at
help-language = **language** _en or de_: the language I answer in
help-help = **help**: this list
help-cancel = **cancel**: stops what is going on

button-help = Help
button-customers = Look up a customer
button-history = History
button-codes = Codes
button-features = Features
button-anonymise = Anonymise
button-erasures = Anonymisations
button-holds = Legal hold
button-conflicts = Conflicts
button-merge = Merge
button-split = Split
button-interactions = Interactions
button-legend = Legend
button-tenants = Tenant
button-privacy = Privacy
button-services = Service
button-retention = Retention
button-roles = Roles
button-audit = Audit log
button-trace = Trace file
button-language = Language
button-reports = Reports
button-export = Export
button-exports = My exports

nearest-text = I do not know “{ $typed }”. Did you mean one of these?
nearest-nothing = I read commands and buttons. You can start with one of these:
nearest-fallback = Aftercall: did you mean one of these?

## Language

language-title = In which language shall I answer?
language-fallback = Aftercall: language
language-en = English
language-de = Deutsch
language-now = I answer in English from now on.
language-unknown = I speak English and German so far. Nothing was changed.
