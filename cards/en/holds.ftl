## Legal holds

hold-title = Keep { $name } from being anonymised?
hold-text = While a legal hold stands, nobody can anonymise this customer. Write why; it stands in the request of whoever tries.
hold-reason = Reason
hold-no-reason = A hold needs a reason. Nothing was changed.
hold-place = Place the hold
hold-leave = Leave it
hold-stands = { $name }: a legal hold stands
hold-signed = by { $person }, { $moment }
hold-means = Nobody can anonymise this customer until an administrator lifts it.
hold-lift = Lift the hold
hold-lifted = { $name }: no legal hold stands any more.
hold-none = No legal hold stands for this customer. Nothing was changed.
hold-again = Place one again
hold-fallback = Aftercall: a legal hold
