## Retention

retention-title = Retention of { $tenant }
retention-fallback = Aftercall: retention
retention-what = Interactions are kept
retention-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
retention-without-end = without end
retention-kept = Interactions are kept for { $months } now.
retention-kept-endless = Interactions are kept without end now.
retention-now = { $kept } { $effect }
retention-effect =
    { $count ->
        [one] With { $months }, { $number } of them ({ $first } to { $last }) would be purged within 24 hours, for good.
       *[other] With { $months }, { $number } of them ({ $first } to { $last }) would be purged within 24 hours, for good.
    }
retention-customers =
    { $count ->
        [one] Of { $number } customer nothing would be left.
       *[other] Of { $number } customers nothing would be left.
    }
retention-held =
    { $count ->
        [one] { $number } more stays, because a legal hold keeps its customer.
       *[other] { $number } more stay, because legal holds keep their customers.
    }
retention-nothing = With { $months }, nothing would be purged now; from then on what is older goes within 24 hours.
retention-final = Their share of the statistics goes with them. It cannot be undone, by anybody.
retention-label = Months
retention-not-months = A whole number of months, please, from 1 to 120. Nothing was changed.
retention-look = Show what it would do
retention-endless = Keep without end
retention-set = Set to { $months }
retention-leave = Leave it
retention-done = What is older is purged within 24 hours; how much it was will stand in the audit log.
retention-longer = Nothing is purged by this. What was purged before stays gone.
retention-stays = The retention stays: { $months }. Nothing was changed.
retention-same = Interactions are kept so already: { $months }. Nothing was changed.
retention-stale = These figures are not of today any more, or the retention has been changed since. Nothing was changed; please look again.
retention-unknown = I did not understand how long. Write for instance “retention 12 months” or “retention without end”. Nothing was changed.
