## Concluding an interaction

conclude-title = How did it go?
conclude-title-with = How did it go with { $customer }?
conclude-going-on = You are still connected.
conclude-going-on-with = You are connected with { $customer }.
conclude-recent = Their last contacts
conclude-final = Final once submitted.
conclude-submit = Submit
conclude-half-hour = In half an hour
conclude-shift = At the end of the shift
conclude-now = Conclude it now
conclude-button = Conclude
conclude-deferred = All right. I bring it back { $moment }. Until then it is under *uncoded*.
conclude-deferred-shift = All right. I bring back what is then still open { $moment }. Until then it is under *uncoded*.
conclude-deferred-often = I have brought it back often enough. Nothing was changed: it waits under *uncoded*.
conclude-fallback = Aftercall: conclude an interaction

conclude-nothing = I find no interaction of yours to conclude. Nothing was changed.
conclude-not-found = I find none of your latest interactions with “{ $typed }”. Nothing was changed; *my sessions* lists them.
conclude-no-such-time = None of your latest interactions began at { $time }. Nothing was changed; *my sessions* lists them.
conclude-latest-open = Your latest one is concluded already; this is the latest that is open.
conclude-took-tag = Please check: I took *{ $typed }* as a tag, because no code is called that.
conclude-took-code = Please check: I read *{ $typed }* as *{ $code }*.
conclude-took-customer = Please check: I read *{ $typed }* as { $customer }.
conclude-took-first = Only { $most } primary can be given; *{ $code }* is left out.
conclude-left-out = I do not know what to do with “{ $typed }”: it is no code, and too long for a tag.

conclude-off = Codes and tags are off for this service at the moment. Nothing was changed; an owner of the service can switch them on.
conclude-changed = The codes of this service have changed meanwhile. Nothing is submitted yet; here are those that count now. What still holds is kept.
conclude-too-few = Please pick a code first. Nothing is submitted yet.
conclude-too-many = Of the primary codes { $most } can be given. Nothing is submitted yet.
conclude-too-many-more = Of the secondary codes { $most } can be given. Nothing is submitted yet.
conclude-too-many-tags = An interaction takes { $most } tags. Nothing is submitted yet.
conclude-tag-too-long = A tag has { $most } characters at the most. Nothing is submitted yet.
conclude-empty = Please pick a code, or write a tag. Nothing is submitted yet.

concluded-by = { $person } concluded that one, { $moment }, with *{ $what }*. I changed nothing.
concluded-by-you = You concluded that one, { $moment }, with *{ $what }*. That is final; I changed nothing.
concluded-by-timer = The default of the service concluded that one, { $moment }, with *{ $what }*. I changed nothing.

## Codes and tags to pick

picks-code = Code
picks-codes = Codes (up to { $most })
picks-code-missing = Please pick a code.
picks-more = More, as many as fit
picks-no-codes = { $service } offers no codes at the moment. It can be concluded with tags, or without.
picks-tags = Tags
picks-tags-placeholder = vip, second call
picks-often = Frequent tags
picks-often-placeholder = Type to find one

## Receipts

receipt-title = Concluded
receipt-nobody = Unknown caller
receipt-nothing = neither codes nor tags
receipt-by = Final · by { $person }, { $moment }
receipt-by-you = Final · by you, { $moment }
receipt-by-timer = Final · by the default of the service, { $moment }
receipt-fallback = Aftercall: an interaction is concluded
