## Löschsperren

hold-title = { $name } vor dem Anonymisieren bewahren?
hold-text = Solange eine Löschsperre besteht, kann niemand diese Person anonymisieren. Schreiben Sie, warum; es steht dann im Antrag derer, die es versuchen.
hold-reason = Grund
hold-no-reason = Eine Löschsperre braucht einen Grund. Nichts wurde verändert.
hold-place = Sperre setzen
hold-leave = Nichts tun
hold-stands = { $name }: Es besteht eine Löschsperre
hold-signed = von { $person }, { $moment }
hold-means = Niemand kann diese Person anonymisieren, bis jemand aus der Administration die Sperre aufhebt.
hold-lift = Sperre aufheben
hold-lifted = { $name }: Es besteht keine Löschsperre mehr.
hold-none = Für diese Person besteht keine Löschsperre. Nichts wurde verändert.
hold-again = Wieder setzen
hold-fallback = Aftercall: Löschsperre
