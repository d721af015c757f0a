## Die Schalter eines Service

features-title = Funktionen von { $service }
features-fallback = Aftercall: die Funktionen eines Service
features-unlicensed = Dieser Service hat keine Lizenz dafür: Nötig ist Enterprise Routing oder Contact Center. Die Administration vergibt die Lizenz.
feature-not-licensed = **{ $service }** hat keine Lizenz dafür: Nötig ist Enterprise Routing oder Contact Center. Nichts wurde verändert; die Administration vergibt die Lizenz.
feature-codes = Codes und Tags
feature-caller = Angaben zum Anruf
feature-issues = Problemmeldungen
feature-about-codes = Gespräche werden mit Codes und Tags abgeschlossen.
feature-about-caller = Die Karten zeigen, wer anruft, und die letzten drei Interaktionen dieser Kundschaft; sonst nur Service und Zeit.
feature-about-issues = Zu einer Interaktion kann ein Problem gemeldet werden.
feature-line = **{ $feature }**: { $state }
feature-is-on = ein
feature-is-off = aus
feature-until-on = ein bis { $until }
feature-until-off = aus bis { $until }
feature-change = { $before } → { $after }
feature-unchanged = { $state }, unverändert
feature-untouched = wie von Anfang an
feature-by-itself = von selbst, { $moment }
until-end-of-day = Ende { $day }

feature-turned-on-codes = Codes und Tags sind für { $service } eingeschaltet.
feature-turned-off-codes = Codes und Tags sind für { $service } ausgeschaltet.
feature-already-on-codes = Nichts wurde verändert: Codes und Tags sind für { $service } bereits eingeschaltet.
feature-already-off-codes = Nichts wurde verändert: Codes und Tags sind für { $service } bereits ausgeschaltet.
feature-turned-on-caller = Die Angaben zum Anruf sind für { $service } eingeschaltet.
feature-turned-off-caller = Die Angaben zum Anruf sind für { $service } ausgeschaltet.
feature-already-on-caller = Nichts wurde verändert: Die Angaben zum Anruf sind für { $service } bereits eingeschaltet.
feature-already-off-caller = Nichts wurde verändert: Die Angaben zum Anruf sind für { $service } bereits ausgeschaltet.
feature-turned-on-issues = Die Problemmeldungen sind für { $service } eingeschaltet.
feature-turned-off-issues = Die Problemmeldungen sind für { $service } ausgeschaltet.
feature-already-on-issues = Nichts wurde verändert: Die Problemmeldungen sind für { $service } bereits eingeschaltet.
feature-already-off-issues = Nichts wurde verändert: Die Problemmeldungen sind für { $service } bereits ausgeschaltet.
feature-then-on = Das gilt bis { $until }; dann schaltet es von selbst wieder ein.
feature-then-off = Das gilt bis { $until }; dann schaltet es von selbst aus.

feature-waiting =
    { $count ->
        [one] Eine Interaktion der letzten sieben Tage ist noch nicht abgeschlossen; sie bleibt offen.
       *[other] { $count } Interaktionen der letzten sieben Tage sind noch nicht abgeschlossen; sie bleiben offen.
    }
feature-can-pick = Zur Auswahl stehen { $primary } und { $secondary }.
count-primary =
    { $count ->
        [0] kein primärer Code
        [one] ein primärer Code
       *[other] { $count } primäre Codes
    }
count-secondary =
    { $count ->
        [0] kein sekundärer Code
        [one] ein sekundärer Code
       *[other] { $count } sekundäre Codes
    }
feature-no-codes = Diesem Service ist noch kein Code zugewiesen: Codes und Tags sind eingeschaltet, aber abschliessen lässt sich nichts, bis es einen primären Code gibt.
feature-no-primary = Diesem Service ist kein primärer Code zugewiesen, und ein Abschluss braucht einen: Bis dahin lässt sich nichts abschliessen.
feature-meanwhile-you = Sie haben das inzwischen noch einmal geschaltet ({ $moment }). Ich habe nichts zurückgenommen; so steht es jetzt.
feature-meanwhile-person = { $name } hat das nach Ihnen geschaltet ({ $moment }). Das habe ich nicht rückgängig gemacht; nichts wurde verändert, und so steht es jetzt.

feature-turn-on-codes = Codes und Tags einschalten
feature-turn-off-codes = Codes und Tags ausschalten
feature-turn-on-caller = Angaben zum Anruf einschalten
feature-turn-off-caller = Angaben zum Anruf ausschalten
feature-turn-on-issues = Problemmeldungen einschalten
feature-turn-off-issues = Problemmeldungen ausschalten
feature-revert = Rückgängig machen
feature-other-date = Anderes Datum
feature-some-date = Bis zu einem Datum
feature-all = Alle Funktionen
feature-to-codes = Codes
feature-to-rules = Regeln
feature-to-add = Codes zuweisen

## Bis wann

feature-ask-on-codes = Bis wann sollen Codes und Tags für { $service } eingeschaltet sein?
feature-ask-off-codes = Bis wann sollen Codes und Tags für { $service } ausgeschaltet sein?
feature-ask-on-caller = Bis wann sollen die Angaben zum Anruf für { $service } eingeschaltet sein?
feature-ask-off-caller = Bis wann sollen die Angaben zum Anruf für { $service } ausgeschaltet sein?
feature-ask-on-issues = Bis wann sollen die Problemmeldungen für { $service } eingeschaltet sein?
feature-ask-off-issues = Bis wann sollen die Problemmeldungen für { $service } ausgeschaltet sein?
feature-day = Tag
feature-day-missing = Bitte wählen Sie einen Tag.
feature-time = Uhrzeit (sonst bis Ende des Tages)
feature-set-date = Festlegen
feature-no-moment = Bis wann, kann ich nicht lesen. Nichts wurde verändert; schreiben Sie zum Beispiel «bis Freitag», «bis 27. November» oder «für 3 Tage».
feature-not-in-time = Dieser Zeitpunkt ist vorbei oder mehr als ein Jahr entfernt. Nichts wurde verändert.
