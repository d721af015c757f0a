## What was changed about codes

changed-fallback = Aftercall: codes were changed
changed-pair = { $before } → { $after }
changed-nothing = none
changed-description = Description
changed-state = State
changed-living = can be picked
changed-retired = retired
changed-kept = Reports keep it, under the name it had.
changed-undo = Undo
changed-order = Change the order
changed-default-off = The timer sets no default code any more: it was this one.

made-primary = { $name } exists as a primary code.
made-secondary = { $name } exists as a secondary code.
made-unseen = Agents do not see it yet, because it is added to no service.
edited = { $name } is changed.
edited-not = Nothing was changed: { $name } reads like that already.
edited-text = What was concluded before keeps the old name in the reports.
now-retired = { $name } is retired: nobody can pick it any more, in any service.
already-retired = Nothing was changed: { $name } is retired already.
now-restored = { $name } is back, at the places that it had.
already-restored = Nothing was changed: { $name } is not retired.
exists = Nothing was changed: a code called { $name } exists already, perhaps in other case.
exists-retired = Nothing was changed: a code called { $name } exists already, and is retired. It can be brought back.
exists-open = Open it
not-at-home = Only owners of the service where it was made, and administrators, edit or retire that code. Nothing was changed; you can take it off your own service.
too-many-codes = A service offers up to 50 codes of a kind. Nothing was changed; please take one off first.
code-is-retired = A retired code cannot be added. Nothing was changed; its owners can bring it back.

added =
    { $count ->
        [one] { $service } now offers { $names }.
       *[other] { $service } now offers { $count } more codes: { $names }.
    }
taken-off =
    { $count ->
        [one] { $names } can no longer be picked in { $service }.
       *[other] { $count } codes can no longer be picked in { $service }: { $names }.
    }
moved = { $name }: place { $before } → { $after }
list-same = Nothing was changed: the codes of { $service } are like that already.

## A pasted list

pasted-made =
    { $count ->
        [0] No code was created.
        [one] One code was created.
       *[other] { $count } codes were created.
    }
pasted-unseen = Agents do not see them yet, because they are added to no service.
pasted-refused =
    { $count ->
        [one] One line was left out
       *[other] { $count } lines were left out
    }
pasted-empty = Line { $line }: no name
pasted-long = Line { $line }: longer than 120 characters
pasted-unreadable = Line { $line }: no letter or digit, or control characters
pasted-description = Line { $line }: the description is longer than 500 characters, or has control characters
pasted-exists = Line { $line }: a code of that name exists
pasted-cut = Only the first 100 lines were read.
pasted-add =
    { $count ->
        [one] Add it to { $service }
       *[other] Add all to { $service }
    }
pasted-again = Paste more
