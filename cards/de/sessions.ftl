## Meine Gespräche

sessions-title = Ihre Gespräche
sessions-none = Sie haben noch keine geführt.
sessions-which = Auf «{ $typed }» passen mehrere Ihrer letzten Gespräche. Welches ist gemeint?
sessions-open = nicht abgeschlossen
sessions-going-on = noch verbunden, nicht abgeschlossen
sessions-without-codes = ohne Codes
sessions-previous = Neuere
sessions-next = Frühere
sessions-fallback = Aftercall: Ihre Gespräche
button-sessions = Meine Gespräche

## Was noch offen ist

uncoded-title =
    { $count ->
        [one] Eines Ihrer Gespräche ist nicht abgeschlossen.
        [2] Zwei Ihrer Gespräche sind nicht abgeschlossen.
        [3] Drei Ihrer Gespräche sind nicht abgeschlossen.
        [4] Vier Ihrer Gespräche sind nicht abgeschlossen.
        [5] Fünf Ihrer Gespräche sind nicht abgeschlossen.
        [6] Sechs Ihrer Gespräche sind nicht abgeschlossen.
        [7] Sieben Ihrer Gespräche sind nicht abgeschlossen.
        [8] Acht Ihrer Gespräche sind nicht abgeschlossen.
        [9] Neun Ihrer Gespräche sind nicht abgeschlossen.
        [10] Zehn Ihrer Gespräche sind nicht abgeschlossen.
        [500] 500 oder mehr Ihrer Gespräche sind nicht abgeschlossen.
       *[other] { $count } Ihrer Gespräche sind nicht abgeschlossen.
    }
uncoded-title-service =
    { $count ->
        [one] Ein Gespräch in { $service } ist nicht abgeschlossen.
        [500] 500 oder mehr Gespräche in { $service } sind nicht abgeschlossen.
       *[other] { $count } Gespräche in { $service } sind nicht abgeschlossen.
    }
uncoded-of = Diese sind von { $service }, dessen Codes eigene sind.
uncoded-hint = Die ältesten zuerst, aus den letzten 90 Tagen. Haken Sie an, was dieselben Codes bekommt.
uncoded-conclude = Abschliessen
uncoded-one-by-one = Einzeln durchgehen
uncoded-next = Weiter
uncoded-other = { $service } ({ $count })
uncoded-none = Auf Sie wartet nichts: Alles ist abgeschlossen.
uncoded-pick-some = Bitte haken Sie mindestens eines an. Nichts wurde verändert.
uncoded-confirm =
    { $count ->
        [one] Ein Gespräch mit { $what } abschliessen? Das ist endgültig.
        [2] Zwei Gespräche mit { $what } abschliessen? Das ist endgültig.
        [3] Drei Gespräche mit { $what } abschliessen? Das ist endgültig.
       *[other] { $count } Gespräche mit { $what } abschliessen? Das ist endgültig.
    }
uncoded-without-tags = Ohne Tags.
uncoded-yes =
    { $count ->
        [one] Ja, abschliessen
        [2] Ja, beide abschliessen
        [3] Ja, drei abschliessen
       *[other] Ja, { $count } abschliessen
    }
uncoded-back = Zurück
uncoded-result = Jetzt abgeschlossen: { $done }. Noch offen: { $left }.
uncoded-fallback = Aftercall: was nicht abgeschlossen ist
button-uncoded = Was offen ist

## Meldungen

issue-button = Problem melden
issue-title = Was stimmt damit nicht?
issue-label = Ihre Notiz
issue-hint = Wer den Verlauf öffnet, sieht die Notiz. Bitte schreiben Sie über die Kundschaft nicht mehr als nötig.
issue-length = Bitte schreiben Sie zwischen 1 und { $most } Zeichen. Nichts wurde gemeldet.
issue-send = Melden
issue-cancel = Lassen
issue-reported = Notiert. Wer den Verlauf dieses Gesprächs öffnet, sieht es.
issue-known = Genau das hatten Sie schon gemeldet; es ist einmal notiert.
issue-show = Gespräch zeigen
issue-off = Meldungen sind für diesen Service ausgeschaltet. Nichts wurde verändert.
issue-many = Zu diesem Gespräch gibt es so viele Meldungen, dass es keine weiteren nimmt. Nichts wurde verändert.
issue-fallback = Aftercall: ein Problem melden
