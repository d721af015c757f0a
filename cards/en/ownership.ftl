## An owner's services

own-which = Which service?
own-label = Service
own-choose = Choose
own-fallback = Aftercall: choose a service
own-none = There is no service yet. Nothing was changed; services come with the set-up of the tenant.
own-unknown = I find no service “{ $typed }” among yours. Nothing was changed.
own-unknown-yours =
    { $count ->
        [one] I find no service “{ $typed }” among yours. Yours is { $names }. Nothing was changed.
       *[other] I find no service “{ $typed }” among yours. Yours are { $names }. Nothing was changed.
    }

## Who changed it

by-you = by you, { $moment }
by-person = by { $name }, { $moment }
by-operator = by the operator, { $moment }
by-somebody = somebody
