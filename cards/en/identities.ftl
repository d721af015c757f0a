## One customer or two

conflicts-title = One customer or two?
conflicts-text = Events have named these pairs together. Press one to compare them.
conflicts-none = No event has named two customers together.
conflicts-seen =
    { $count ->
        [one] one event, { $moment }
       *[other] { $count } events, the last one { $moment }
    }
conflicts-fallback = Aftercall: one customer or two?
merge-with = With whom is { $name } one and the same?
merge-compare = Compare
merge-title = One and the same?
merge-text = Merged, they are one customer with all identifiers and interactions. It can be taken back by splitting them.
merge-name = Name
merge-do = Merge into one
merge-apart = Keep them apart
merge-done = { $name } is one customer now
merge-undo = Split them again
merge-kept-apart = { $one } and { $other } stay two. They are listed again if another event names both.
merge-self = That is the same customer. Nothing was changed.
split-title = Which of these are not { $name }’s?
split-text = What you choose becomes a customer of its own, with the interactions that came from there. It can be taken back by merging them.
split-which = Identifiers
split-name = Name of the new customer, if known
split-nothing = Choose at least one. Nothing was changed.
split-all = One identifier has to stay. Nothing was changed.
split-one = There is only one identifier: nothing can be split off.
split-do = Split off
split-done = These are two customers now
split-new = The new one
split-undo = Merge them again
split-fallback = Aftercall: identifiers of a customer
identity-anonymised = One of them has been anonymised: there is nobody to be merged with or split off. Nothing was changed.
