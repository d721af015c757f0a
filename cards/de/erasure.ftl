## Jemanden anonymisieren

erasure-title = { $name } anonymisieren?
erasure-what = Das würde geschehen. Niemand kann es rückgängig machen. Noch ist nichts verändert.
erasure-fallback = Aftercall: Was eine Anonymisierung täte
erasure-asked-fallback = Aftercall: Antrag auf eine Anonymisierung
erasure-pending-fallback = Aftercall: Eine Anonymisierung läuft
erasure-complete-fallback = Aftercall: Quittung einer Anonymisierung
erasure-closed-fallback = Aftercall: Ein Antrag auf eine Anonymisierung ist geschlossen

erasure-count-identifiers =
    { $count ->
        [one] Kennung und der Name werden ersetzt
       *[other] Kennungen und der Name werden ersetzt
    }
erasure-count-interactions =
    { $count ->
        [one] Interaktion sagt nicht mehr, wer es war
       *[other] Interaktionen sagen nicht mehr, wer es war
    }
erasure-count-events =
    { $count ->
        [one] gespeichertes Ereignis wird bereinigt
       *[other] gespeicherte Ereignisse werden bereinigt
    }
erasure-count-issues =
    { $count ->
        [one] Problemnotiz nennt die Person
       *[other] Problemnotizen nennen die Person
    }
erasure-count-tags =
    { $count ->
        [one] Tag nennt die Person
       *[other] Tags nennen die Person
    }
erasure-count-conflicts =
    { $count ->
        [one] Zuordnungskonflikt wird geschlossen
       *[other] Zuordnungskonflikte werden geschlossen
    }
erasure-count-exports =
    { $count ->
        [one] Exportdatei wird gelöscht, in der die Person stehen kann
       *[other] Exportdateien werden gelöscht, in denen die Person stehen kann
    }
erasure-count-cards =
    { $count ->
        [one] meiner früheren Karten wird überschrieben
       *[other] meiner früheren Karten werden überschrieben
    }
erasure-stays = Anzahlen, Dauern, Ergebnisse, Codes und Kennzahlen bleiben, wie sie sind, auf die Zeile genau.
erasure-nobody-else = Niemand sonst trägt diesen Namen.
erasure-nameless = Es ist kein Name bekannt, nur was oben steht.
erasure-namesakes = Andere gleichen Namens, an denen sich nichts ändert:
erasure-needs = Dazu braucht es eine zweite Person aus der Administration, die den Namen eintippt.
erasure-needs-alone = Sie sind allein in der Administration: 24 Stunden nach dem Antrag können Sie ihn selbst genehmigen.
erasure-open = Noch nicht: Eine Interaktion ist offen ({ $service }, seit { $moment }). Anonymisieren geht, sobald sie beendet ist. Nichts wurde verändert.
erasure-no-service = ohne Service
erasure-held = Es besteht eine Löschsperre von { $person }, { $moment }: Bis sie aufgehoben ist, wird nichts anonymisiert. Nichts wurde verändert.
erasure-ask = Genehmigung beantragen
erasure-leave = Jetzt nicht
erasure-back = Zurück zur Karte

erasure-waiting = Beantragt. Nichts ändert sich, bevor eine andere Person aus der Administration genehmigt; Sie können den Antrag noch zurückziehen.
erasure-alone = Beantragt. Noch ist nichts verändert. Sie sind allein in der Administration: Ab { $moment } können Sie selbst genehmigen.
erasure-alone-since = Beim Antrag gab es noch jemanden in der Administration. Jetzt sind Sie allein: Ziehen Sie den Antrag zurück und stellen Sie ihn neu, dann geht es nach 24 Stunden.
erasure-please = { $person } beantragt, diese Person endgültig zu anonymisieren ({ $moment }). Bitte prüfen Sie die Zahlen selbst; sie sind eben gezählt.
erasure-changed = Seit dem Antrag hat sich etwas verändert. Das sind die Zahlen von jetzt.
erasure-type-name = Zum Genehmigen tippen Sie den Namen genau ein
erasure-type-number = Zum Genehmigen tippen Sie die Nummer oder Adresse von oben ein
erasure-approve = Genehmigen
erasure-decline = Ablehnen
erasure-withdraw = Zurückziehen

erasure-withdrawn = Zurückgezogen von { $person }, { $moment }. Nichts wurde verändert.
erasure-declined = Abgelehnt von { $person }, { $moment }. Nichts wurde verändert.
erasure-void = Die Person dieses Antrags gibt es nicht mehr; er ist hinfällig. Nichts wurde verändert.
erasure-operator = der Betrieb
erasure-by = { $person }, { $moment }
erasure-asked-by = Beantragt
erasure-approved-by = Genehmigt
erasure-completed = Vollständig
erasure-id = Quittung

erasure-pending-title = In den Daten anonymisiert
erasure-pending = Jetzt prüfe ich Dateien, Indexe und meine eigenen früheren Nachrichten. Vollständig ist es, wenn jeder Schritt nachgeprüft ist.
erasure-step-search = Alles Gespeicherte durchsucht
erasure-step-index = Suchindex
erasure-step-files = Exportdateien
erasure-step-memory = Arbeitsspeicher
erasure-step-pages = Freigewordene Seiten der Datenbank
erasure-step-cards = Meine früheren Karten
erasure-step-proof = Nachweis: Nichts ist mehr zu finden
erasure-why-busy = Jemand liest noch, was vorher war; ich versuche es wieder.
erasure-why-cards = Teams hat noch nicht alle angenommen; ich versuche es wieder.
erasure-why-half-missing = Neben der Datenbank fehlt eine Datei: Bitte wenden Sie sich an den Betrieb.
erasure-why-failed = Das ist missglückt und festgehalten; ich versuche es wieder.
erasure-why-full = Auf meiner Festplatte ist kein Platz mehr; ich mache weiter, sobald wieder welcher da ist.
erasure-look = Nachsehen
erasure-complete-title = Anonymisiert
erasure-complete = Vollständig: Eine Suche in allem Gespeicherten findet keine Spur dieser Person.
erasure-cards-gone =
    { $count ->
        [one] Eine Karte war schon weg oder nie angekommen.
       *[other] { $count } Karten waren schon weg oder nie angekommen.
    }
erasure-cards-closed =
    { $count ->
        [one] Eine Karte steht in einem Chat, der mir verschlossen ist; sie wird überschrieben, sobald er wieder offen ist.
       *[other] { $count } Karten stehen in Chats, die mir verschlossen sind; sie werden überschrieben, sobald diese wieder offen sind.
    }
erasure-cards-refused =
    { $count ->
        [one] Eine Karte liess sich nicht überschreiben, Teams hat es abgelehnt: Bitte löschen Sie sie im Chat.
       *[other] { $count } Karten liessen sich nicht überschreiben, Teams hat es abgelehnt: Bitte löschen Sie sie in den Chats.
    }
erasure-download = Quittung herunterladen
erasure-scrubbed = Diese Karte zeigte eine Person, deren Daten anonymisiert wurden.

erasures-title = Anonymisierungen
erasures-none = Keine wurde beantragt.
erasures-fallback = Aftercall: Anonymisierungen
erasures-asked-by = Beantragt von { $person }, { $moment }
erasures-withdrawn = Zurückgezogen
erasures-declined = Abgelehnt
erasures-void = Hinfällig
erasures-pending = Wird geprüft
erasures-complete = Vollständig
erasures-asked = Wartet auf Genehmigung

erasure-already = Diese Person ist anonymisiert. Nichts wurde verändert.
erasure-told-nobody = Sonst hat niemand aus der Administration einen Chat mit mir. Mit *anonymisierungen* finden sie den Antrag.
erasure-wrong-name = Das ist nicht der Name auf der Karte. Nichts wurde verändert; bitte tippen Sie ihn genau ein.
erasure-not-open = Dieser Antrag ist schon geschlossen. Nichts wurde verändert.
erasure-own = Sie haben ihn selbst gestellt: Darüber entscheidet jemand anderes aus der Administration. Nichts wurde verändert.
erasure-not-yours = Zurückziehen kann nur, wer den Antrag gestellt hat; Sie können ihn ablehnen. Nichts wurde verändert.
erasure-too-early = Sie sind allein in der Administration und können ab { $moment } genehmigen. Nichts wurde verändert.
erasure-asked-in-company = Beim Antrag gab es noch jemanden in der Administration. Ziehen Sie ihn zurück und stellen Sie ihn neu; dann geht es nach 24 Stunden. Nichts wurde verändert.
erasure-asker-left = Wer den Antrag gestellt hat, ist nicht mehr in der Administration. Lehnen Sie ihn ab und stellen Sie ihn neu. Nichts wurde verändert.
erasure-changed-now = Seit diese Karte erschien, hat sich etwas verändert. Nichts ist genehmigt; bitte sehen Sie die Zahlen noch einmal an.
erasure-not-possible = Jetzt steht etwas im Weg. Nichts wurde verändert.

batch-title =
    { $count ->
        [one] Der Betrieb beantragt, eine Person zu anonymisieren
       *[other] Der Betrieb beantragt, { $count } Personen zu anonymisieren
    }
batch-text = Nichts ändert sich, bevor jemand aus der Administration genehmigt. Drücken Sie auf eine Zeile, um die Zahlen zu sehen und einzeln zu genehmigen oder abzulehnen.
batch-ready =
    { $count ->
        [one] eine Interaktion
       *[other] { $count } Interaktionen
    }
batch-not-ready =
    { $count ->
        [one] eine Interaktion · etwas hat sich verändert oder steht im Weg: drücken Sie darauf
       *[other] { $count } Interaktionen · etwas hat sich verändert oder steht im Weg: drücken Sie darauf
    }
batch-type = Um sie endgültig zu genehmigen, tippen Sie ihre Anzahl ein: { $count }
batch-approve = Alle genehmigen
erasure-wrong-count = Das ist nicht die Anzahl auf der Karte. Nichts wurde verändert; bitte sehen Sie die Karte noch einmal an.
