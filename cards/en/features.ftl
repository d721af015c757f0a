## The switches of a service

features-title = Features of { $service }
features-fallback = Aftercall: the features of a service
features-unlicensed = This service has no licence for them: they need Enterprise Routing or Contact Center. An administrator sets the licence.
feature-not-licensed = **{ $service }** has no licence for this: it needs Enterprise Routing or Contact Center. Nothing was changed; an administrator sets the licence.
feature-codes = Codes and tags
feature-caller = Caller information
feature-issues = Issue reports
feature-about-codes = Agents conclude interactions with codes and tags.
feature-about-caller = Agents’ cards show who calls, and the last three interactions of that customer; else only service and time.
feature-about-issues = Agents may report an issue with an interaction.
feature-line = **{ $feature }**: { $state }
feature-is-on = on
feature-is-off = off
feature-until-on = on until { $until }
feature-until-off = off until { $until }
feature-change = { $before } → { $after }
feature-unchanged = { $state }, unchanged
feature-untouched = as from the start
feature-by-itself = by itself, { $moment }
until-end-of-day = the end of { $day }

feature-turned-on-codes = Codes and tags are on for { $service }.
feature-turned-off-codes = Codes and tags are off for { $service }.
feature-already-on-codes = Nothing was changed: codes and tags are on for { $service } already.
feature-already-off-codes = Nothing was changed: codes and tags are off for { $service } already.
feature-turned-on-caller = Caller information is on for { $service }.
feature-turned-off-caller = Caller information is off for { $service }.
feature-already-on-caller = Nothing was changed: caller information is on for { $service } already.
feature-already-off-caller = Nothing was changed: caller information is off for { $service } already.
feature-turned-on-issues = Issue reports are on for { $service }.
feature-turned-off-issues = Issue reports are off for { $service }.
feature-already-on-issues = Nothing was changed: issue reports are on for { $service } already.
feature-already-off-issues = Nothing was changed: issue reports are off for { $service } already.
feature-then-on = This lasts until { $until }; then it comes back on by itself.
feature-then-off = This lasts until { $until }; then it goes off by itself.

feature-waiting =
    { $count ->
        [one] One interaction of the last seven days has no conclusion yet; it stays open.
       *[other] { $count } interactions of the last seven days have no conclusion yet; they stay open.
    }
feature-can-pick = Agents can pick { $primary } and { $secondary }.
count-primary =
    { $count ->
        [0] no primary code
        [one] one primary code
       *[other] { $count } primary codes
    }
count-secondary =
    { $count ->
        [0] no secondary code
        [one] one secondary code
       *[other] { $count } secondary codes
    }
feature-no-codes = No code is applied to this service yet: codes and tags are on, but agents can conclude nothing until there is a primary code.
feature-no-primary = No primary code is applied to this service, and a conclusion needs one: agents can conclude nothing until there is one.
feature-meanwhile-you = You switched this again ({ $moment }). I took nothing back; this is how it is now.
feature-meanwhile-person = { $name } switched this after you ({ $moment }). I did not undo that; nothing was changed, and this is how it is now.

feature-turn-on-codes = Switch codes and tags on
feature-turn-off-codes = Switch codes and tags off
feature-turn-on-caller = Switch caller information on
feature-turn-off-caller = Switch caller information off
feature-turn-on-issues = Switch issue reports on
feature-turn-off-issues = Switch issue reports off
feature-revert = Revert
feature-other-date = Other date
feature-some-date = Until a date
feature-all = All features
feature-to-codes = Codes
feature-to-rules = Rules
feature-to-add = Add codes

## Until when

feature-ask-on-codes = Until when shall codes and tags be on for { $service }?
feature-ask-off-codes = Until when shall codes and tags be off for { $service }?
feature-ask-on-caller = Until when shall caller information be on for { $service }?
feature-ask-off-caller = Until when shall caller information be off for { $service }?
feature-ask-on-issues = Until when shall issue reports be on for { $service }?
feature-ask-off-issues = Until when shall issue reports be off for { $service }?
feature-day = Day
feature-day-missing = Please choose a day.
feature-time = Time (else until the end of the day)
feature-set-date = Set
feature-no-moment = I cannot read until when. Nothing was changed; write for instance “until Friday”, “until 27 November” or “for 3 days”.
feature-not-in-time = That moment is past, or more than a year ahead. Nothing was changed.
