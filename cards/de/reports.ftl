## Berichte

report-title = Welcher Bericht?
report-codes = Codes
report-results = Ergebnisse
report-kpi = Kennzahlen
report-show = Anzeigen
report-other = Anderer Zeitraum
report-export = Exportieren
report-all-codes = Alle Codes
report-all-results = Alle Ergebnisse
report-services =
    { $count ->
        [0] keiner Ihrer Services
       *[other] { $count } Services
    }
report-all-services = Alle meine
report-period = { $days }, { $by }
report-by-day = nach Tag
report-by-week = nach Woche
report-by-month = nach Monat
report-by-year = nach Jahr
report-not-over = Dieser Zeitraum ist noch nicht vorbei: Das sind die Zahlen bis jetzt.
report-not-begun = Dieser Zeitraum hat noch nicht begonnen: Es gibt noch keine Zahlen.
report-choose-kind = Bericht
report-choose-service = Service
report-choose-period = Zeitraum
report-choose-by = Aufgeteilt
report-days-30 = Die letzten 30 Tage
report-week-this = Diese Woche
report-week-last = Letzte Woche
report-month-this = Dieser Monat
report-month-last = Letzter Monat
report-year-this = Dieses Jahr
report-year-last = Letztes Jahr
report-typed = Oder ein anderer Zeitraum, in Worten
report-typed-placeholder = seit März · 3.–9. Mai · Q3 2026
report-period-unknown = «{ $typed }» kann ich nicht als Zeitraum lesen. Versuchen Sie es mit «letzten Monat», «seit März» oder «3.–9. Mai».
report-meant = Was davon ist gemeint?
report-unknown = Unter Ihren Services und Codes finde ich «{ $typed }» nicht. Nichts wurde verändert.
report-formats = Als welche Art von Datei?
report-format-csv = CSV
report-format-xlsx = Excel
report-format-json = JSON-Zeilen

report-column-total = Total
report-column-share = Anteil
report-more =
    { $count ->
        [one] und ein weiterer Eintrag, den der Export enthält
       *[other] und { $count } weitere, die der Export enthält
    }
report-earlier =
    { $count ->
        [one] Ein früherer Abschnitt steht im Diagramm und im Export.
       *[other] { $count } frühere Abschnitte stehen im Diagramm und im Export.
    }
report-count =
    { $count ->
        [0] In diesem Zeitraum hat keine Interaktion begonnen.
        [one] In diesem Zeitraum hat eine Interaktion begonnen.
       *[other] In diesem Zeitraum haben { $count } Interaktionen begonnen.
    }
report-coverage = { $share } abgeschlossen: { $concluded } von { $could } möglichen
report-coverage-none = Abgeschlossen: n/a. Hier endete keine Interaktion mit jemandem aus dem Team, die man hätte abschliessen können.
report-unreachable =
    { $count ->
        [one] Eine ist nicht abgeschlossen, deren Agent keinen Chat mit mir hat; sie wartet unter «offen».
       *[other] { $count } sind nicht abgeschlossen, deren Agenten keinen Chat mit mir haben; sie warten unter «offen».
    }
report-unused = In diesem Zeitraum nicht verwendet: { $names }
report-codes-none = In diesem Zeitraum wurde kein Code verwendet.
report-line-coverage = Abgeschlossen
report-retired = { $name } (stillgelegt)
report-uses = Verwendungen
report-part = { $share } ({ $part } von { $whole })
report-formulas = Wie sie berechnet sind
report-behind-codes =
    { $count ->
        [one] { $count } Verwendung, in { $share } der abgeschlossenen Interaktionen
       *[other] { $count } Verwendungen, in { $share } der abgeschlossenen Interaktionen
    }
report-behind-results =
    { $count ->
        [one] { $count } Interaktion, { $share } von allen
       *[other] { $count } Interaktionen, { $share } von allen
    }
report-fallback-codes = Aftercall: Bericht über Codes
report-fallback-results = Aftercall: Bericht über Ergebnisse
report-fallback-kpi = Aftercall: Kennzahlen
report-fallback-behind = Aftercall: die Interaktionen hinter einer Zahl
report-fallback-form = Aftercall: Bericht wählen

report-export-title = { $kind }, { $services }
report-key-kind = Art
report-key-name = Code
report-key-result = Ergebnis
report-key-group = Gruppe
report-key-from = Von
report-key-to = Bis
report-key-concluded = Abgeschlossen
report-key-could = Abschliessbar
report-key-queued = In der Warteschlange
report-key-handled = In der Warteschlange und von Benutzern erledigt
report-key-accepted = Angenommen
report-key-accepted_in_time = Innerhalb des SLA angenommen
report-key-hung_up = In der Warteschlange aufgelegt
report-key-hung_up_early = Vor Ablauf des SLA aufgelegt
report-primary = primär
report-secondary = sekundär
