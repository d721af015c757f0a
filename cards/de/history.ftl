## Verlauf

history-title = Verlauf von { $customer }
history-last = Letzte Interaktion: { $line }
history-none = Es gibt keine Interaktion zu zeigen.
history-none-left = Die Filter lassen keine Interaktion übrig.
history-range = { $first }–{ $last } von { $total }
history-range-many = { $first }–{ $last } von mehr als { $total }
history-sorted-up = { $range }, nach { $column }, aufsteigend
history-sorted-down = { $range }, nach { $column }, absteigend
history-sorted-newest = { $range }, neueste zuerst
history-sorted-oldest = { $range }, älteste zuerst
history-column-started = Beginn
history-column-source = Quelle
history-column-initial_service = Erster Service
history-column-queued_service = Erste Queue
history-column-last_user = Zuletzt mit
history-column-opening_hours = Öffnung
history-column-issues = Meldung
history-column-result = Ergebnis
history-column-duration = Dauer
history-previous = Zurück
history-next = Weiter
history-customer = Kundenkarte
history-fallback = Aftercall: Verlauf
