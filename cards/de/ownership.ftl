## Die eigenen Services

own-which = Welcher Service?
own-label = Service
own-choose = Wählen
own-fallback = Aftercall: Service wählen
own-none = Es gibt noch keinen Service. Nichts wurde verändert; Services kommen mit der Einrichtung des Mandanten.
own-unknown = Unter Ihren Services finde ich «{ $typed }» nicht. Nichts wurde verändert.
own-unknown-yours =
    { $count ->
        [one] Unter Ihren Services finde ich «{ $typed }» nicht. Ihrer ist { $names }. Nichts wurde verändert.
       *[other] Unter Ihren Services finde ich «{ $typed }» nicht. Ihre sind { $names }. Nichts wurde verändert.
    }

## Wer es geändert hat

by-you = von Ihnen, { $moment }
by-person = von { $name }, { $moment }
by-operator = vom Betrieb, { $moment }
by-somebody = jemandem
