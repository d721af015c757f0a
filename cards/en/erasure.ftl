## Anonymising a customer

erasure-title = Anonymise { $name }?
erasure-what = This is what it would do. It cannot be undone, by anybody. Nothing has been changed yet.
erasure-fallback = Aftercall: what anonymising would do
erasure-asked-fallback = Aftercall: a request to anonymise a customer
erasure-pending-fallback = Aftercall: a customer is being anonymised
erasure-complete-fallback = Aftercall: the receipt of an anonymisation
erasure-closed-fallback = Aftercall: a request to anonymise a customer is closed

erasure-count-identifiers =
    { $count ->
        [one] identifier, and the name, replaced
       *[other] identifiers, and the name, replaced
    }
erasure-count-interactions =
    { $count ->
        [one] interaction that will say no more who it was
       *[other] interactions that will say no more who it was
    }
erasure-count-events =
    { $count ->
        [one] stored event cleaned
       *[other] stored events cleaned
    }
erasure-count-issues =
    { $count ->
        [one] issue note that names the customer
       *[other] issue notes that name the customer
    }
erasure-count-tags =
    { $count ->
        [one] tag that names the customer
       *[other] tags that name the customer
    }
erasure-count-conflicts =
    { $count ->
        [one] identity conflict closed
       *[other] identity conflicts closed
    }
erasure-count-exports =
    { $count ->
        [one] export file deleted, which may name the customer
       *[other] export files deleted, which may name the customer
    }
erasure-count-cards =
    { $count ->
        [one] of my earlier cards rewritten
       *[other] of my earlier cards rewritten
    }
erasure-stays = Counts, durations, results, codes and key figures stay as they are, to the row.
erasure-nobody-else = No other customer bears this name.
erasure-nameless = No name is known, only what stands above.
erasure-namesakes = Others of the same name, who stay as they are:
erasure-needs = It needs a second administrator, who types the name.
erasure-needs-alone = You are the only administrator: it can be approved, by you, 24 hours after you have asked.
erasure-open = Not yet: there is an open interaction ({ $service }, since { $moment }). Anonymising is possible once it has ended. Nothing was changed.
erasure-no-service = no service
erasure-held = A legal hold stands, set by { $person }, { $moment }: nothing may be anonymised before it is lifted. Nothing was changed.
erasure-ask = Ask for approval
erasure-leave = Not now
erasure-back = Back to the customer

erasure-waiting = Asked. Nothing is changed until another administrator approves; you can still withdraw.
erasure-alone = Asked. Nothing is changed yet. You are the only administrator: you can approve it yourself from { $moment } on.
erasure-alone-since = Asked when there was another administrator. You are the only one now: withdraw and ask again, then it can be approved after 24 hours.
erasure-please = { $person } asks to anonymise this customer for good ({ $moment }). Please check the figures yourself; they have just been counted.
erasure-changed = Since it was asked something has changed. These are the figures of now.
erasure-type-name = To approve, type the customer’s name exactly
erasure-type-number = To approve, type the number or address above
erasure-approve = Approve
erasure-decline = Decline
erasure-withdraw = Withdraw

erasure-withdrawn = Withdrawn by { $person }, { $moment }. Nothing was changed.
erasure-declined = Declined by { $person }, { $moment }. Nothing was changed.
erasure-void = The customer of this request is not there any more, so it ended. Nothing was changed.
erasure-operator = the operator
erasure-by = { $person }, { $moment }
erasure-asked-by = Asked by
erasure-approved-by = Approved by
erasure-completed = Complete
erasure-id = Receipt

erasure-pending-title = Anonymised in the records
erasure-pending = I am now checking files, indexes and my own earlier messages. It is complete when every step has been verified.
erasure-step-search = Everything stored was searched
erasure-step-index = Search index
erasure-step-files = Export files
erasure-step-memory = Memory
erasure-step-pages = Freed pages of the database
erasure-step-cards = My earlier cards
erasure-step-proof = Proof: nothing is left to find
erasure-why-busy = Somebody is still reading what was before; I will try again.
erasure-why-cards = Teams has not taken all of them yet; I will try again.
erasure-why-half-missing = A file beside the database is missing: please tell the operator.
erasure-why-failed = That failed and has been noted; I will try again.
erasure-why-full = There is no room left on my disk; I will go on when there is.
erasure-look = Look again
erasure-complete-title = Anonymised
erasure-complete = Complete: a search of everything stored finds no trace of this customer.
erasure-cards-gone =
    { $count ->
        [one] One card was gone already, or had never arrived.
       *[other] { $count } cards were gone already, or had never arrived.
    }
erasure-cards-closed =
    { $count ->
        [one] One card stands in a chat that is closed to me; it is rewritten as soon as the chat is open again.
       *[other] { $count } cards stand in chats that are closed to me; they are rewritten as soon as the chats are open again.
    }
erasure-cards-refused =
    { $count ->
        [one] One card could not be rewritten, because Teams refused it: please delete it in the chat.
       *[other] { $count } cards could not be rewritten, because Teams refused them: please delete them in the chats.
    }
erasure-download = Download the receipt
erasure-scrubbed = This card showed a customer whose data has been anonymised.

erasures-title = Anonymisations
erasures-none = None has been asked for.
erasures-fallback = Aftercall: anonymisations
erasures-asked-by = Asked by { $person }, { $moment }
erasures-withdrawn = Withdrawn
erasures-declined = Declined
erasures-void = Ended without effect
erasures-pending = Being checked
erasures-complete = Complete
erasures-asked = Waits for approval

erasure-already = This customer has been anonymised. Nothing was changed.
erasure-told-nobody = No other administrator has a chat with me yet. They find the request by writing *erasures* to me.
erasure-wrong-name = That is not the name on the card. Nothing was changed; please type it exactly.
erasure-not-open = This request is closed already. Nothing was changed.
erasure-own = You have asked for it yourself: another administrator decides. Nothing was changed.
erasure-not-yours = Only who has asked can withdraw it; you can decline it. Nothing was changed.
erasure-too-early = You are the only administrator and can approve it from { $moment } on. Nothing was changed.
erasure-asked-in-company = When it was asked there was another administrator. Withdraw it and ask again; then it can be approved after 24 hours. Nothing was changed.
erasure-asker-left = Who has asked is no administrator any more. Decline it and ask anew. Nothing was changed.
erasure-changed-now = Something has changed since this card was shown. Nothing was approved; please look at the figures again.
erasure-not-possible = Something stands in the way now. Nothing was changed.

batch-title =
    { $count ->
        [one] The operator asks to anonymise one customer
       *[other] The operator asks to anonymise { $count } customers
    }
batch-text = Nothing is changed until an administrator approves. Press one to see its figures, to approve or to decline it alone.
batch-ready =
    { $count ->
        [one] one interaction
       *[other] { $count } interactions
    }
batch-not-ready =
    { $count ->
        [one] one interaction · something has changed or is in the way: press to look
       *[other] { $count } interactions · something has changed or is in the way: press to look
    }
batch-type = To approve these for good, type their number: { $count }
batch-approve = Approve all of them
erasure-wrong-count = That is not the number on the card. Nothing was changed; please look at the card again.
