## Was an Codes geändert wurde

changed-fallback = Aftercall: Codes wurden geändert
changed-pair = { $before } → { $after }
changed-nothing = keine
changed-description = Beschreibung
changed-state = Zustand
changed-living = wählbar
changed-retired = stillgelegt
changed-kept = In den Berichten bleibt er, unter dem Namen, den er hatte.
changed-undo = Rückgängig machen
changed-order = Reihenfolge ändern
changed-default-off = Der Zeitgeber setzt keinen Standardcode mehr: Es war dieser.

made-primary = { $name } besteht als primärer Code.
made-secondary = { $name } besteht als sekundärer Code.
made-unseen = Gewählt werden kann er noch nicht, denn er ist keinem Service zugewiesen.
edited = { $name } ist geändert.
edited-not = Nichts wurde verändert: { $name } lautet bereits so.
edited-text = Was bereits abgeschlossen ist, behält in den Berichten den alten Namen.
now-retired = { $name } ist stillgelegt: In keinem Service lässt er sich mehr wählen.
already-retired = Nichts wurde verändert: { $name } ist bereits stillgelegt.
now-restored = { $name } ist zurück, an den Stellen, die er hatte.
already-restored = Nichts wurde verändert: { $name } ist nicht stillgelegt.
exists = Nichts wurde verändert: Einen Code { $name } gibt es bereits, vielleicht in anderer Gross- und Kleinschreibung.
exists-retired = Nichts wurde verändert: Einen Code { $name } gibt es bereits; er ist stillgelegt. Er lässt sich zurückholen.
exists-open = Öffnen
not-at-home = Bearbeiten und stilllegen dürfen diesen Code nur die Verantwortlichen des Service, in dem er entstand, und die Administration. Nichts wurde verändert; Ihrem eigenen Service können Sie ihn wegnehmen.
too-many-codes = Ein Service bietet höchstens 50 Codes einer Art an. Nichts wurde verändert; bitte nehmen Sie zuerst einen weg.
code-is-retired = Ein stillgelegter Code lässt sich nicht zuweisen. Nichts wurde verändert; seine Verantwortlichen können ihn zurückholen.

added =
    { $count ->
        [one] { $service } bietet jetzt { $names } an.
       *[other] { $service } bietet jetzt { $count } Codes mehr an: { $names }.
    }
taken-off =
    { $count ->
        [one] { $names } lässt sich in { $service } nicht mehr wählen.
       *[other] { $count } Codes lassen sich in { $service } nicht mehr wählen: { $names }.
    }
moved = { $name }: Stelle { $before } → { $after }
list-same = Nichts wurde verändert: Die Codes von { $service } stehen bereits so.

## Eine eingefügte Liste

pasted-made =
    { $count ->
        [0] Kein Code wurde angelegt.
        [one] Ein Code wurde angelegt.
       *[other] { $count } Codes wurden angelegt.
    }
pasted-unseen = Gewählt werden können sie noch nicht, denn sie sind keinem Service zugewiesen.
pasted-refused =
    { $count ->
        [one] Eine Zeile wurde ausgelassen
       *[other] { $count } Zeilen wurden ausgelassen
    }
pasted-empty = Zeile { $line }: kein Name
pasted-long = Zeile { $line }: länger als 120 Zeichen
pasted-unreadable = Zeile { $line }: weder Buchstabe noch Ziffer, oder Steuerzeichen
pasted-description = Zeile { $line }: die Beschreibung ist länger als 500 Zeichen oder enthält Steuerzeichen
pasted-exists = Zeile { $line }: ein Code dieses Namens besteht bereits
pasted-cut = Nur die ersten 100 Zeilen wurden gelesen.
pasted-add =
    { $count ->
        [one] { $service } zuweisen
       *[other] Alle { $service } zuweisen
    }
pasted-again = Weitere einfügen
