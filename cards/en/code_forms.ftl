## A code is written down

code-fallback = Aftercall: a form for codes
code-new-title = New code
code-edit-primary = Edit a primary code
code-edit-secondary = Edit a secondary code
code-edit-text = What was concluded before keeps the old name in the reports.
code-name = Name
code-name-missing = Please give it a name of up to 120 characters.
code-kind = Kind
code-kind-missing = Please choose one of the two.
code-kind-primary = Primary: agents pick exactly one, unless the rules say otherwise
code-kind-secondary = Secondary: agents pick as many as fit
code-description = Description (optional)
code-save = Save
code-cancel = Cancel
code-paste = Paste a list

code-paste-title = Many codes at once
code-paste-text = One code a line, up to 100 lines. A description may stand behind a tab or “ - ”.
code-lines = Codes
code-lines-example = Refund - money goes back
code-lines-missing = Please paste at least one line.
code-create-all = Create them

name-empty = A code needs a name. Nothing was changed.
name-long = That name is longer than 120 characters. Nothing was changed; please shorten it.
name-unreadable = A name needs at least one letter or digit, and no control characters. Nothing was changed.
name-description = A description has up to 500 characters and no control characters. Nothing was changed.
code-no-kind = Primary (agents pick one) or secondary (as many as fit)? Please choose. Nothing was changed yet.
code-no-lines = There was no line to read. Nothing was changed.

## Codes are picked

code-add-title = Add codes to { $service }
code-take-off-title = Take codes off { $service }
code-primary = { $name } (primary)
code-secondary = { $name } (secondary)
code-codes = Codes
code-codes-missing = Please choose at least one.
code-none-chosen = No code was chosen. Nothing was changed.
code-add = Add
code-take-off = Take off
code-none-addable = There is no other code to add.
code-some = { $shown } of { $total }
code-part = Only names with
code-narrow = Show these
code-order-title = Order of the codes of { $service }
code-order-primary = Primary codes, as agents see them
code-order-secondary = Secondary codes, as agents see them
code-order-missing = Please choose the code to move.
code-place = To place
code-up = Up
code-down = Down
code-to-place = To this place
code-no-place = To which place? Please choose a code, and a number from 1. Nothing was changed.
