## Codes of a service

codes-title = Codes of { $service }
codes-fallback = Aftercall: codes
codes-are-on = Codes and tags are on. A press on a code opens it.
codes-are-off = Codes and tags are off: agents pick none of these until they are on.
codes-until-on = Codes and tags are on until { $until }.
codes-until-off = Codes and tags are off until { $until }.
codes-kind-primary = Primary codes
codes-kind-secondary = Secondary codes
codes-none-primary = None yet.
codes-none-secondary = None yet.
codes-more =
    { $count ->
        [one] and { $count } more; “Order” has it
       *[other] and { $count } more; “Order” has them all
    }
codes-numbered = { $number }\. { $name }
codes-new = New code
codes-add = Add
codes-order = Order
codes-take-off = Take off
codes-all = All codes
codes-features = Features
codes-of = Codes of { $service }
codes-edit = Edit
codes-retire = Retire
codes-restore = Bring back
codes-add-to = Add to { $service }

## One code, and all of them

codes-is-primary = primary
codes-is-secondary = secondary
codes-retired-primary = primary, retired
codes-retired-secondary = secondary, retired
codes-in = Offered in { $services }.
codes-in-more =
    { $count ->
        [one] Offered in { $services } and one other service.
       *[other] Offered in { $services } and { $count } other services.
    }
codes-elsewhere =
    { $count ->
        [one] Offered in one service of others.
       *[other] Offered in { $count } services of others.
    }
codes-nowhere = Offered in no service: no agent sees it.
codes-used =
    { $count ->
        [0] No interaction of yours has it so far.
        [one] One interaction of your services has it.
       *[other] { $count } interactions of your services have it.
    }
codes-used-much = More than { $count } interactions of your services have it.
codes-of-others = Only owners of the service where it was made, and administrators, edit or retire it.
codes-every = All codes of the tenant
codes-range = { $first }–{ $last } of { $total }, by name
codes-no-code = There is no code yet.
codes-line = **{ $name }** · { $kind }
codes-previous = Previous
codes-next = Next
codes-which = There are two codes called “{ $name }”. Which one?
codes-unknown = I find no code “{ $typed }”. Nothing was changed.
codes-look = These lists have all names:
