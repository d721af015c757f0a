## Interaktionen eines Service

interactions-title = Interaktionen von { $service }
interactions-fallback = Aftercall: Interaktionen eines Service
interactions-which = Interaktionen von welchem Service?
interactions-none = Es gibt keine solche Interaktion.
interactions-show = Zeigen
interactions-unknown = «{ $typed }» habe ich nicht verstanden. Schreiben Sie zum Beispiel «interaktionen Support letzte Woche», mit einem Service, den Sie sehen dürfen.
