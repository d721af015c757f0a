## Dateien

export-ready = Ihre Datei ist bereit
export-ready-fallback = Aftercall: Ihre Datei ist bereit
export-file = Datei
export-rows = Zeilen
export-size = Grösse
export-code = Die Download-Seite fragt nach diesem Code. Er steht nur hier:
export-until = Nur für Sie verfügbar, bis { $moment }.
export-until-short = bis { $moment }
export-download = Herunterladen
export-delete = Löschen
export-deleted = Die Datei ist gelöscht, ihr Link führt nirgends mehr hin.
export-count =
    { $count ->
        [one] { $count } Zeile
       *[other] { $count } Zeilen
    }
export-about-customer = Alles zu { $customer }
export-about-filtered = Interaktionen von { $customer }
export-choice = Als welche Art Datei?
export-choice-fallback = Aftercall: Export
export-as-xlsx = Excel
export-as-csv = CSV
export-as-json = JSON-Zeilen
export-progress = Ihre Datei entsteht
export-progress-fallback = Aftercall: Eine Datei entsteht
export-so-far = { $done } von { $total } Zeilen · { $format }
export-counting = noch ungezählten
export-stop = Stoppen
export-again = Nochmals starten
export-failed = Ihre Datei ist nicht zustande gekommen
export-failed-fallback = Aftercall: Eine Datei ist nicht zustande gekommen
export-failed-text = Abgebrochen { $moment }: { $reason } Davon wurde nichts behalten, und ich habe nichts Neues begonnen.
export-failed-rights = Was Sie sehen dürfen, hat sich inzwischen geändert.
export-failed-gone = Diese Kundin oder diesen Kunden gibt es nicht mehr, oder nicht mehr unter Ihren.
export-failed-disk_full = Auf meiner Festplatte ist kein Platz mehr; bitte melden Sie es dem Betrieb.
export-failed-too_many_rows = Ein Excel-Blatt fasst 1’048’575 Zeilen, es sind mehr; nehmen Sie CSV oder einen kürzeren Zeitraum.
export-failed-given_up = Es kam trotz mehrerer Versuche zu keinem Ende; bitte melden Sie es dem Betrieb.
export-over-cancelled = Gestoppt
export-over-expired = Nicht mehr verfügbar
export-over-text = Es gibt keine Datei, und sonst wurde nichts verändert.
export-over-erased = Jemand wurde anonymisiert und könnte in dieser Datei gestanden haben, wie in jeder mit Kundendaten. Darum wurde sie gelöscht; bitte verlangen Sie sie noch einmal.
export-over-fallback = Aftercall: ein beendeter Export
export-one-at-a-time = Ich bereite noch eine andere Datei für Sie vor. Warten Sie darauf, oder stoppen Sie sie; nichts Neues wurde begonnen.
export-consent = Ihr Export aus Aftercall. Er kommt in Ihr eigenes OneDrive; niemand sonst sieht ihn.
export-declined = In Ordnung, die Datei bleibt hier. Der Link oben führt zur selben Datei.
export-not-there = Dorthin kann ich die Datei nicht legen. Der Link oben führt zur selben Datei.
export-not-uploaded = Die Datei ist nicht in Ihr OneDrive gelangt. Der Link oben führt zur selben Datei.
export-uploading = Ich lege die Datei bereits dorthin.
export-no-address = Ich kann noch keine Dateien herausgeben: Der Betrieb muss mir zuerst meine eigene Adresse nennen (AFTERCALL_PUBLIC_URL). Nichts wurde exportiert.
export-disk-full = Auf meiner Festplatte ist kein Platz mehr für diese Datei. Nichts wurde exportiert; bitte melden Sie es dem Betrieb.
export-state-waiting = wartet
export-state-running = in Arbeit
export-state-done = bereit
export-state-failed = fehlgeschlagen
export-state-cancelled = gestoppt
export-state-expired = nicht mehr verfügbar
export-state-erased = gelöscht, weil jemand anonymisiert wurde
exports-title = Ihre Exporte
exports-text = Drücken Sie auf einen, um zu sehen, wie weit er ist; was bereit ist, erhält einen neuen Link mit neuem Code.
exports-none = Sie haben in letzter Zeit nichts exportiert.
exports-fallback = Aftercall: Ihre Exporte

## Was eine Excel-Datei über sich sagt

export-sheet-data = Daten
export-sheet-about = Über diese Datei
export-about-title = Titel
export-about-filters = Filter
export-about-none = keine
export-about-who = Exportiert von
export-about-when = Exportiert am
export-about-zone = Zeitzone

## Die Spalten einer Datei mit Interaktionen

export-file-customer = kunde
export-file-history = interaktionen
export-identifiers = Kennungen
export-title-customer = Alles zu einer Kundin oder einem Kunden
export-title-history = Interaktionen
export-column-started = Begonnen
export-column-ended = Beendet
export-column-customer = Kunde
export-column-source = Quelle
export-column-service = Service
export-column-initial-service = Erster Service
export-column-queued-service = Erster Service mit Warteschlange
export-column-last-user = Zuletzt verbundene Person
export-column-opening-hours = Öffnungszeiten
export-column-direction = Richtung
export-column-modality = Kanal
export-column-result = Ergebnis
export-column-group = Ergebnisgruppe
export-column-seconds = Dauer (s)
export-column-queue = In der Warteschlange (s)
export-column-ivr = In Ansagen (s)
export-column-connected = Verbunden (s)
export-column-legs = Wem es angeboten wurde
export-column-issues = Gemeldete Probleme
export-column-primary = Primäre Codes
export-column-secondary = Sekundäre Codes
export-column-tags = Tags
export-column-concluded-by = Abgeschlossen von
export-column-concluded-at = Abgeschlossen
export-column-interaction = Interaktion
export-column-task = Vorgang

## Die Seite hinter einem Link

download-title = Herunterladen
download-text = Geben Sie die sechs Ziffern ein, die in Ihrem Chat mit Aftercall beim Link stehen.
download-code = Code
download-wrong = Das ist nicht der Code. Nach fünf falschen führt der Link nirgends mehr hin; «exporte» im Chat gibt einen neuen.
download-button = Herunterladen
download-manifest = Manifest
download-nothing-title = Hier gibt es nichts abzuholen
download-nothing = Dieser Link führt zu keiner Datei, oder nicht mehr. Schreiben Sie «exporte» im Chat mit Aftercall, um einen neuen zu erhalten.
export-erased = Während ich die Datei machte, wurde jemand anonymisiert; ich habe sie verworfen. Bitte verlangen Sie sie in einer Minute noch einmal.
