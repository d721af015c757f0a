## Reports

report-title = Which report?
report-codes = Codes
report-results = Results
report-kpi = Key figures
report-show = Show
report-other = Other period
report-export = Export
report-all-codes = All codes
report-all-results = All results
report-services =
    { $count ->
        [0] none of your services
       *[other] { $count } services
    }
report-all-services = All of mine
report-period = { $days }, { $by }
report-by-day = by day
report-by-week = by week
report-by-month = by month
report-by-year = by year
report-not-over = This period is not over yet: these are the figures up to now.
report-not-begun = This period has not begun: there are no figures yet.
report-choose-kind = Report
report-choose-service = Service
report-choose-period = Period
report-choose-by = Divided
report-days-30 = The last 30 days
report-week-this = This week
report-week-last = Last week
report-month-this = This month
report-month-last = Last month
report-year-this = This year
report-year-last = Last year
report-typed = Or another period, in words
report-typed-placeholder = since March · 3–9 May · Q3 2026
report-period-unknown = I cannot read “{ $typed }” as a period. Try “last month”, “since March” or “3–9 May”.
report-meant = Which of these do you mean?
report-unknown = I find no service or code “{ $typed }” among yours. Nothing was changed.
report-formats = As which kind of file?
report-format-csv = CSV
report-format-xlsx = Excel
report-format-json = JSON lines

report-column-total = Total
report-column-share = Share
report-more =
    { $count ->
        [one] and one more, which the export has
       *[other] and { $count } more, which the export has
    }
report-earlier =
    { $count ->
        [one] One earlier part is in the chart and in the export.
       *[other] { $count } earlier parts are in the chart and in the export.
    }
report-count =
    { $count ->
        [0] No interaction started in this period.
        [one] One interaction started in this period.
       *[other] { $count } interactions started in this period.
    }
report-coverage = { $share } concluded: { $concluded } of { $could } that could be
report-coverage-none = Concluded: n/a. No interaction with an agent ended here that could have been.
report-unreachable =
    { $count ->
        [one] One is not concluded whose agent has no chat with me; it waits under “uncoded”.
       *[other] { $count } are not concluded whose agents have no chat with me; they wait under “uncoded”.
    }
report-unused = Not used in this period: { $names }
report-codes-none = No code was used in this period.
report-line-coverage = Concluded
report-retired = { $name } (retired)
report-uses = Uses
report-part = { $share } ({ $part } of { $whole })
report-formulas = How they are computed
report-behind-codes =
    { $count ->
        [one] { $count } use, in { $share } of the concluded interactions
       *[other] { $count } uses, in { $share } of the concluded interactions
    }
report-behind-results =
    { $count ->
        [one] { $count } interaction, { $share } of all
       *[other] { $count } interactions, { $share } of all
    }
report-fallback-codes = Aftercall: report of codes
report-fallback-results = Aftercall: report of results
report-fallback-kpi = Aftercall: key figures
report-fallback-behind = Aftercall: the interactions behind a figure
report-fallback-form = Aftercall: choose a report

report-export-title = { $kind }, { $services }
report-key-kind = Kind
report-key-name = Code
report-key-result = Result
report-key-group = Group
report-key-from = From
report-key-to = To
report-key-concluded = Concluded
report-key-could = Could be concluded
report-key-queued = Queued
report-key-handled = Queued and handled by a user
report-key-accepted = Accepted
report-key-accepted_in_time = Accepted within the SLA
report-key-hung_up = Hung up in the queue
report-key-hung_up_early = Hung up before the SLA
report-primary = primary
report-secondary = secondary
