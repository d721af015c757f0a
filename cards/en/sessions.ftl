## My sessions

sessions-title = Your interactions
sessions-none = You have had none yet.
sessions-which = Several of your latest interactions fit “{ $typed }”. Which one?
sessions-open = not concluded
sessions-going-on = still connected, not concluded
sessions-without-codes = without codes
sessions-previous = Newer
sessions-next = Earlier
sessions-fallback = Aftercall: your interactions
button-sessions = My sessions

## What is still open

uncoded-title =
    { $count ->
        [one] One of your interactions is not concluded.
        [2] Two of your interactions are not concluded.
        [3] Three of your interactions are not concluded.
        [4] Four of your interactions are not concluded.
        [5] Five of your interactions are not concluded.
        [6] Six of your interactions are not concluded.
        [7] Seven of your interactions are not concluded.
        [8] Eight of your interactions are not concluded.
        [9] Nine of your interactions are not concluded.
        [10] Ten of your interactions are not concluded.
        [500] 500 or more of your interactions are not concluded.
       *[other] { $count } of your interactions are not concluded.
    }
uncoded-title-service =
    { $count ->
        [one] One interaction in { $service } is not concluded.
        [500] 500 or more interactions in { $service } are not concluded.
       *[other] { $count } interactions in { $service } are not concluded.
    }
uncoded-of = These are in { $service }, whose codes are its own.
uncoded-hint = The oldest first, of the last 90 days. Tick those that get the same codes.
uncoded-conclude = Conclude
uncoded-one-by-one = One by one
uncoded-next = Next
uncoded-other = { $service } ({ $count })
uncoded-none = Nothing waits for you: all is concluded.
uncoded-pick-some = Please tick at least one. Nothing was changed.
uncoded-confirm =
    { $count ->
        [one] Conclude one interaction with { $what }? This is final.
        [2] Conclude two interactions with { $what }? This is final.
        [3] Conclude three interactions with { $what }? This is final.
       *[other] Conclude { $count } interactions with { $what }? This is final.
    }
uncoded-without-tags = Without tags.
uncoded-yes =
    { $count ->
        [one] Yes, conclude it
        [2] Yes, conclude both
        [3] Yes, conclude three
       *[other] Yes, conclude { $count }
    }
uncoded-back = Back
uncoded-result = Concluded now: { $done }. Still open: { $left }.
uncoded-fallback = Aftercall: what is not concluded
button-uncoded = What is open

## Issue reports

issue-button = Report an issue
issue-title = What is wrong with it?
issue-label = Your note
issue-hint = Whoever opens its history sees the note. Please write no more about the customer than is needed.
issue-length = Please write between 1 and { $most } characters. Nothing was reported.
issue-send = Report
issue-cancel = Leave it
issue-reported = Noted. Whoever opens the history of this interaction sees it.
issue-known = You had reported just that already; it is noted once.
issue-show = Show the interaction
issue-off = Issue reports are off for this service. Nothing was changed.
issue-many = This interaction has so many issue reports that it takes no more. Nothing was changed.
issue-fallback = Aftercall: report an issue
