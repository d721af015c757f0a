## Das Audit-Protokoll

audit-title = Audit-Protokoll
audit-fallback = Aftercall: Audit-Protokoll
audit-none = In diesem Zeitraum steht nichts davon im Protokoll.
audit-other = Jemand anderes, andere Handlungen, anderer Zeitraum
audit-placeholder = Alice Verweigerungen letzte Woche
audit-other-period = Anderer Zeitraum
audit-period-placeholder = letzte 7 Tage
audit-unknown = «{ $typed }» habe ich nicht verstanden. Schreiben Sie zum Beispiel «protokoll Alice letzte Woche», «protokoll Verweigerungen gestern» oder «protokoll wer hat Raymond Holt angesehen».
audit-looked-title = Wer { $customer } angesehen hat
audit-looked =
    { $count ->
        [one] Einmal in diesem Zeitraum, durch { $people }.
       *[other] { $count }-mal in diesem Zeitraum, durch { $people }.
    }
audit-people =
    { $count ->
        [one] eine Person
       *[other] { $count } Personen
    }
audit-looked-lists = Geöffnete Karten, Verläufe und Interaktionen sowie angeforderte Dateien. Wer in einer Liste unter anderen steht, gilt nicht als angesehen.
audit-file = Audit-Protokoll
audit-file-looked = Wer jemanden angesehen hat

audit-column-at = Wann
audit-column-by = Wer
audit-column-deed = Handlung
audit-column-about = Worüber
audit-column-detail = In Worten
audit-column-action = Aktion
audit-column-outcome = Ausgang
audit-column-position = Nummer

audit-kind-looks = Einsichten
audit-kind-exports = Exporte
audit-kind-erasures = Anonymisierungen und Löschsperren
audit-kind-conclusions = Abschlüsse und Meldungen
audit-kind-codes = Codes, Schalter und Regeln
audit-kind-customers = zusammengelegt und aufgeteilt
audit-kind-roles = Rollen
audit-kind-settings = Einstellungen
audit-kind-refusals = Verweigerungen

audit-by-key = Ein Schlüssel des Berichtsfeeds
audit-by-somebody = Jemand ohne Rolle
audit-by-operator = Der Betrieb
audit-by-itself = Aftercall von selbst
audit-gone = nicht mehr vorhanden

audit-refused = wurde verweigert: { $area }
audit-area-customers = Kundschaft
audit-area-interactions = Interaktionen und Verläufe
audit-area-conclusions = Abschlüsse
audit-area-codes = Codes, Schalter und Regeln
audit-area-reports = Berichte
audit-area-exports = Exporte
audit-area-erasures = Anonymisierungen und Löschsperren
audit-area-identities = Zusammenlegen und Aufteilen
audit-area-roles = Rollen
audit-area-settings = Einstellungen
audit-area-audit = das Audit-Protokoll
audit-area-tenants = ein anderer Mandant
audit-area-traces = Trace-Dateien
audit-area-other = etwas anderes

audit-audit-looked = hat gefragt, wer jemanden angesehen hat
audit-audit-opened = hat das Audit-Protokoll gelesen
audit-conclusion-opened = hat den Abschluss einer Interaktion geöffnet
audit-customer-compared = hat zwei Personen verglichen
audit-customer-identifiers = hat die Kennungen einer Person geöffnet
audit-customer-looked = hat eine Person zum Zusammenlegen geöffnet
audit-customer-opened = hat eine Kundenkarte geöffnet
audit-erasure-opened = hat einen Antrag auf Anonymisierung geöffnet
audit-erasure-previewed = hat nachgesehen, was eine Anonymisierung täte
audit-history-opened = hat einen Verlauf geöffnet
audit-hold-looked = hat nach einer Löschsperre gesehen
audit-interaction-opened = hat eine Interaktion geöffnet
audit-erasure-batch_opened = hat eine Liste zum Anonymisieren geöffnet
audit-erasure-receipt = hat die Quittung einer Anonymisierung geholt
audit-feed-read = hat Kundschaft im Berichtsfeed gelesen
audit-interactions-listed = hat Interaktionen aufgelistet
audit-sessions-opened = hat die eigenen Interaktionen aufgelistet
audit-uncoded-opened = hat aufgelistet, was nicht abgeschlossen ist
audit-export-asked = hat eine Datei angefordert
audit-export-created = hat eine Datei erhalten
audit-export-deleted = hat eine Datei gelöscht
audit-export-downloaded = hat eine Datei heruntergeladen
audit-export-failed = hat keine Datei erhalten, weil sie nicht zustande kam
audit-export-link_made = hat einen neuen Link zu einer Datei erhalten
audit-export-stopped = hat eine Datei gestoppt
audit-export-uploaded = hat eine Datei ins eigene OneDrive genommen
audit-trace-made = hat die Trace-Datei einer Interaktion erhalten
audit-erasure-approved = hat eine Anonymisierung genehmigt
audit-erasure-asked = hat eine Anonymisierung beantragt
audit-erasure-completed = hat eine Anonymisierung abgeschlossen
audit-erasure-declined = hat eine Anonymisierung abgelehnt
audit-erasure-reapplied = hat in einer zurückgespielten Sicherung erneut anonymisiert
audit-erasure-withdrawn = hat einen Antrag auf Anonymisierung zurückgezogen
audit-hold-lifted = hat eine Löschsperre aufgehoben
audit-hold-placed = hat eine Löschsperre gesetzt
audit-interaction-concluded = hat eine Interaktion abgeschlossen
audit-issue-reported = hat ein Problem mit einer Interaktion gemeldet
audit-code-applied = hat einen Code zugewiesen
audit-code-created = hat einen Code erstellt
audit-code-edited = hat einen Code bearbeitet
audit-code-moved = hat einen Code verschoben
audit-code-restored = hat einen Code wiederhergestellt
audit-code-retired = hat einen Code stillgelegt
audit-code-taken_off = hat einen Code weggenommen
audit-feature-switched = hat eine Funktion geschaltet
audit-rules-changed = hat die Regeln des Abschliessens geändert
audit-conflict-kept_apart = hat zwei Personen auseinandergehalten
audit-customer-merged = hat zwei Personen zusammengelegt
audit-customer-split = hat eine Person aufgeteilt
audit-role-give = hat eine Rolle gegeben
audit-role-take = hat eine Rolle entzogen
audit-setup-person_add = hat eine Person erfasst
audit-setup-place_give = hat einen Platz in einem Service gegeben
audit-setup-place_take = hat einen Platz in einem Service entzogen
audit-setup-role_give = hat eine Rolle gegeben
audit-setup-role_take = hat eine Rolle entzogen
audit-api_key-create = hat einen API-Schlüssel erstellt
audit-api_key-revoke = hat einen API-Schlüssel widerrufen
audit-privacy-set = hat eine Datenschutzeinstellung geändert
audit-retention-purged = hat Abgelaufenes gelöscht
audit-retention-set = hat die Aufbewahrung geändert
audit-service-set = hat Einstellungen eines Service geändert
audit-setup-change = hat eine Einstellung geändert
audit-setup-service_add = hat einen Service erfasst
audit-setup-service_remove = hat einen Service entfernt
audit-setup-tenant_add = hat den Mandanten erfasst
