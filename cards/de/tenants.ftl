## Mandant

tenant-title = Welcher Mandant?
tenant-text = Sie betreuen mehrere. Bevor Sie einen gewählt haben, liste ich nichts auf.
tenant-current = Sie betrachten { $tenant }.
tenant-own = Ihr Mandant ist { $tenant }; er steht mit Ihrer Anmeldung fest.
tenant-chosen = Sie betrachten jetzt { $tenant }.
tenant-again = Fragen Sie mich nun bitte nach einem Kunden.
tenant-chosen-fallback = Aftercall: ein Mandant ist gewählt
tenant-unknown = Unter Ihren Mandanten finde ich «{ $typed }» nicht. Nichts wurde verändert.
tenant-label = Mandant
tenant-choose = Wählen
tenant-fallback = Aftercall: Mandant wählen
