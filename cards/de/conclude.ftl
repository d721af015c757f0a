## Ein Gespräch abschliessen

conclude-title = Wie ist es gelaufen?
conclude-title-with = Wie ist es mit { $customer } gelaufen?
conclude-going-on = Sie sind noch verbunden.
conclude-going-on-with = Sie sind mit { $customer } verbunden.
conclude-recent = Letzte Kontakte
conclude-final = Mit dem Absenden endgültig.
conclude-submit = Absenden
conclude-half-hour = In einer halben Stunde
conclude-shift = Am Ende der Schicht
conclude-now = Jetzt abschliessen
conclude-button = Abschliessen
conclude-deferred = In Ordnung. Ich bringe es { $moment } wieder. Bis dahin finden Sie es unter *offen*.
conclude-deferred-shift = In Ordnung. Was dann noch offen ist, bringe ich { $moment } wieder. Bis dahin finden Sie es unter *offen*.
conclude-deferred-often = Ich habe es oft genug wiedergebracht. Nichts wurde verändert: Es wartet unter *offen*.
conclude-fallback = Aftercall: ein Gespräch abschliessen

conclude-nothing = Ich finde kein Gespräch von Ihnen, das abzuschliessen wäre. Nichts wurde verändert.
conclude-not-found = Unter Ihren letzten Gesprächen finde ich keines mit «{ $typed }». Nichts wurde verändert; *meine gespräche* listet sie auf.
conclude-no-such-time = Keines Ihrer letzten Gespräche hat um { $time } begonnen. Nichts wurde verändert; *meine gespräche* listet sie auf.
conclude-latest-open = Ihr letztes Gespräch ist schon abgeschlossen; dies ist das letzte offene.
conclude-took-tag = Bitte prüfen Sie: *{ $typed }* habe ich als Tag genommen, weil kein Code so heisst.
conclude-took-code = Bitte prüfen Sie: *{ $typed }* habe ich als *{ $code }* gelesen.
conclude-took-customer = Bitte prüfen Sie: *{ $typed }* habe ich als { $customer } gelesen.
conclude-took-first = Mehr als { $most } an primären Codes geht nicht; *{ $code }* ist weggelassen.
conclude-left-out = Mit «{ $typed }» kann ich nichts anfangen: Es ist kein Code, und für einen Tag ist es zu lang.

conclude-off = Codes und Tags sind für diesen Service zurzeit ausgeschaltet. Nichts wurde verändert; einschalten können sie die Verantwortlichen des Service.
conclude-changed = Die Codes dieses Service haben sich inzwischen geändert. Abgesendet ist noch nichts; hier sind die jetzt gültigen. Was noch gilt, ist behalten.
conclude-too-few = Bitte wählen Sie zuerst einen Code. Abgesendet ist noch nichts.
conclude-too-many = Von den primären Codes kann man { $most } geben. Abgesendet ist noch nichts.
conclude-too-many-more = Von den sekundären Codes kann man { $most } geben. Abgesendet ist noch nichts.
conclude-too-many-tags = Ein Gespräch nimmt { $most } Tags. Abgesendet ist noch nichts.
conclude-tag-too-long = Ein Tag hat höchstens { $most } Zeichen. Abgesendet ist noch nichts.
conclude-empty = Bitte wählen Sie einen Code, oder schreiben Sie einen Tag. Abgesendet ist noch nichts.

concluded-by = { $person } hat dieses Gespräch { $moment } mit *{ $what }* abgeschlossen. Ich habe nichts verändert.
concluded-by-you = Sie haben dieses Gespräch { $moment } mit *{ $what }* abgeschlossen. Das ist endgültig; ich habe nichts verändert.
concluded-by-timer = Die Vorgabe des Service hat dieses Gespräch { $moment } mit *{ $what }* abgeschlossen. Ich habe nichts verändert.

## Codes und Tags zum Wählen

picks-code = Code
picks-codes = Codes (bis zu { $most })
picks-code-missing = Bitte wählen Sie einen Code.
picks-more = Zusätze, so viele wie passen
picks-no-codes = { $service } bietet zurzeit keine Codes an. Abschliessen lässt es sich mit Tags oder ohne.
picks-tags = Tags
picks-tags-placeholder = vip, zweiter Anruf
picks-often = Häufige Tags
picks-often-placeholder = Zum Finden tippen

## Quittungen

receipt-title = Abgeschlossen
receipt-nobody = Unbekannt
receipt-nothing = weder Codes noch Tags
receipt-by = Endgültig · von { $person }, { $moment }
receipt-by-you = Endgültig · von Ihnen, { $moment }
receipt-by-timer = Endgültig · durch die Vorgabe des Service, { $moment }
receipt-fallback = Aftercall: ein Gespräch ist abgeschlossen
