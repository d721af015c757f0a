## Ein Code wird aufgeschrieben

code-fallback = Aftercall: ein Formular für Codes
code-new-title = Neuer Code
code-edit-primary = Primären Code bearbeiten
code-edit-secondary = Sekundären Code bearbeiten
code-edit-text = Was bereits abgeschlossen ist, behält in den Berichten den alten Namen.
code-name = Name
code-name-missing = Bitte geben Sie einen Namen von höchstens 120 Zeichen ein.
code-kind = Art
code-kind-missing = Bitte wählen Sie eine der beiden.
code-kind-primary = Primär: Genau einer wird gewählt, wenn die Regeln nichts anderes sagen
code-kind-secondary = Sekundär: So viele wie passen
code-description = Beschreibung (freiwillig)
code-save = Speichern
code-cancel = Abbrechen
code-paste = Liste einfügen

code-paste-title = Viele Codes auf einmal
code-paste-text = Ein Code pro Zeile, bis zu 100 Zeilen. Eine Beschreibung kann nach einem Tabulator oder nach « - » stehen.
code-lines = Codes
code-lines-example = Rückerstattung - das Geld geht zurück
code-lines-missing = Bitte fügen Sie mindestens eine Zeile ein.
code-create-all = Anlegen

name-empty = Ein Code braucht einen Namen. Nichts wurde verändert.
name-long = Dieser Name ist länger als 120 Zeichen. Nichts wurde verändert; bitte kürzen Sie ihn.
name-unreadable = Ein Name braucht mindestens einen Buchstaben oder eine Ziffer und darf keine Steuerzeichen enthalten. Nichts wurde verändert.
name-description = Eine Beschreibung hat höchstens 500 Zeichen und keine Steuerzeichen. Nichts wurde verändert.
code-no-kind = Primär (einer wird gewählt) oder sekundär (so viele wie passen)? Bitte wählen Sie. Noch wurde nichts verändert.
code-no-lines = Es war keine Zeile zu lesen. Nichts wurde verändert.

## Codes werden ausgewählt

code-add-title = { $service } Codes zuweisen
code-take-off-title = { $service } Codes wegnehmen
code-primary = { $name } (primär)
code-secondary = { $name } (sekundär)
code-codes = Codes
code-codes-missing = Bitte wählen Sie mindestens einen.
code-none-chosen = Kein Code war gewählt. Nichts wurde verändert.
code-add = Zuweisen
code-take-off = Wegnehmen
code-none-addable = Es gibt keinen weiteren Code, der sich zuweisen liesse.
code-some = { $shown } von { $total }
code-part = Nur Namen mit
code-narrow = Diese zeigen
code-order-title = Reihenfolge der Codes von { $service }
code-order-primary = Primäre Codes, in der Reihenfolge der Auswahl
code-order-secondary = Sekundäre Codes, in der Reihenfolge der Auswahl
code-order-missing = Bitte wählen Sie den Code, der verschoben wird.
code-place = An Stelle
code-up = Nach oben
code-down = Nach unten
code-to-place = An diese Stelle
code-no-place = An welche Stelle? Bitte wählen Sie einen Code und eine Zahl ab 1. Nichts wurde verändert.
