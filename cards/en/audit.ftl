## The audit log

audit-title = Audit log
audit-fallback = Aftercall: audit log
audit-none = Nothing of this kind stands in the log for this period.
audit-other = Somebody else, another kind of deed, another period
audit-placeholder = Alice refusals last week
audit-other-period = Another period
audit-period-placeholder = last 7 days
audit-unknown = I did not understand “{ $typed }”. Write for instance “audit Alice last week”, “audit refusals yesterday” or “audit who looked at Raymond Holt”.
audit-looked-title = Who looked at { $customer }
audit-looked =
    { $count ->
        [one] Once in this period, by { $people }.
       *[other] { $count } times in this period, by { $people }.
    }
audit-people =
    { $count ->
        [one] one person
       *[other] { $count } people
    }
audit-looked-lists = Opened cards, histories and interactions, and files asked for. A list in which a customer stood among others is no look at them.
audit-file = Audit log
audit-file-looked = Who looked at a customer

audit-column-at = When
audit-column-by = Who
audit-column-deed = Deed
audit-column-about = About
audit-column-detail = In words
audit-column-action = Action
audit-column-outcome = Outcome
audit-column-position = Number

audit-kind-looks = looks
audit-kind-exports = exports
audit-kind-erasures = anonymisations and holds
audit-kind-conclusions = conclusions and issues
audit-kind-codes = codes, switches and rules
audit-kind-customers = customers merged and split
audit-kind-roles = roles
audit-kind-settings = settings
audit-kind-refusals = refusals

audit-by-key = A key of the reporting feed
audit-by-somebody = Somebody without a role
audit-by-operator = The operator
audit-by-itself = Aftercall itself
audit-gone = no longer there

audit-refused = was refused: { $area }
audit-area-customers = customers
audit-area-interactions = interactions and histories
audit-area-conclusions = conclusions
audit-area-codes = codes, switches and rules
audit-area-reports = reports
audit-area-exports = exports
audit-area-erasures = anonymisations and holds
audit-area-identities = merging and splitting customers
audit-area-roles = roles
audit-area-settings = settings
audit-area-audit = the audit log
audit-area-tenants = another tenant
audit-area-traces = trace files
audit-area-other = something else

audit-audit-looked = asked who looked at a customer
audit-audit-opened = read the audit log
audit-conclusion-opened = opened the conclusion of an interaction
audit-customer-compared = compared two customers
audit-customer-identifiers = opened the identifiers of a customer
audit-customer-looked = opened a customer to merge them
audit-customer-opened = opened the card of a customer
audit-erasure-opened = opened a request to anonymise a customer
audit-erasure-previewed = looked at what anonymising a customer would do
audit-history-opened = opened the history of a customer
audit-hold-looked = looked for a hold on a customer
audit-interaction-opened = opened an interaction
audit-erasure-batch_opened = opened a list of customers to anonymise
audit-erasure-receipt = fetched the receipt of an anonymisation
audit-feed-read = read customers in the reporting feed
audit-interactions-listed = listed interactions
audit-sessions-opened = listed their own interactions
audit-uncoded-opened = listed what is not concluded
audit-export-asked = asked for a file
audit-export-created = got a file made
audit-export-deleted = deleted a file
audit-export-downloaded = downloaded a file
audit-export-failed = got no file, because it could not be made
audit-export-link_made = got a new link to a file
audit-export-stopped = stopped a file
audit-export-uploaded = took a file into their OneDrive
audit-trace-made = got a trace file of an interaction
audit-erasure-approved = approved to anonymise a customer
audit-erasure-asked = asked to anonymise a customer
audit-erasure-completed = completed the anonymisation of a customer
audit-erasure-declined = declined to anonymise a customer
audit-erasure-reapplied = anonymised again in a restored backup
audit-erasure-withdrawn = withdrew a request to anonymise a customer
audit-hold-lifted = lifted the hold on a customer
audit-hold-placed = placed a hold on a customer
audit-interaction-concluded = concluded an interaction
audit-issue-reported = reported an issue with an interaction
audit-code-applied = applied a code
audit-code-created = created a code
audit-code-edited = edited a code
audit-code-moved = moved a code
audit-code-restored = restored a code
audit-code-retired = retired a code
audit-code-taken_off = took a code off
audit-feature-switched = switched a feature
audit-rules-changed = changed the rules of a conclusion
audit-conflict-kept_apart = kept two customers apart
audit-customer-merged = merged two customers
audit-customer-split = split a customer in two
audit-role-give = gave a role
audit-role-take = took a role away
audit-setup-person_add = added a person
audit-setup-place_give = gave a place in a service
audit-setup-place_take = took a place in a service away
audit-setup-role_give = gave a role
audit-setup-role_take = took a role away
audit-api_key-create = made an API key
audit-api_key-revoke = revoked an API key
audit-privacy-set = changed a privacy setting
audit-retention-purged = purged what had expired
audit-retention-set = changed how long interactions are kept
audit-service-set = changed settings of a service
audit-setup-change = changed a setting
audit-setup-service_add = added a service
audit-setup-service_remove = removed a service
audit-setup-tenant_add = added the tenant
