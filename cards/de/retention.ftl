## Aufbewahrung

retention-title = Aufbewahrung in { $tenant }
retention-fallback = Aftercall: Aufbewahrung
retention-what = Interaktionen werden aufbewahrt
retention-months =
    { $count ->
        [one] { $count } Monat
       *[other] { $count } Monate
    }
retention-without-end = ohne Ende
retention-kept = Zurzeit beträgt die Aufbewahrung { $months }.
retention-kept-endless = Zurzeit werden Interaktionen ohne Ende aufbewahrt.
retention-now = { $kept } { $effect }
retention-effect =
    { $count ->
        [one] Beträgt sie { $months }, wird { $number } davon ({ $first } bis { $last }) innert 24 Stunden endgültig gelöscht.
       *[other] Beträgt sie { $months }, werden { $number } davon ({ $first } bis { $last }) innert 24 Stunden endgültig gelöscht.
    }
retention-customers =
    { $count ->
        [one] Von { $number } Person bliebe nichts übrig.
       *[other] Von { $number } Kundinnen und Kunden bliebe nichts übrig.
    }
retention-held =
    { $count ->
        [one] { $number } weitere bleibt, weil eine Löschsperre sie schützt.
       *[other] { $number } weitere bleiben, weil Löschsperren sie schützen.
    }
retention-nothing = Beträgt sie { $months }, wird jetzt nichts gelöscht; was älter wird, geht ab dann innert 24 Stunden.
retention-final = Ihr Anteil an den Statistiken geht mit. Rückgängig machen kann das niemand.
retention-label = Monate
retention-not-months = Bitte eine ganze Zahl Monate von 1 bis 120. Nichts wurde verändert.
retention-look = Zeigen, was das bewirkt
retention-endless = Ohne Ende aufbewahren
retention-set = Auf { $months } setzen
retention-leave = Lassen
retention-done = Was älter ist, wird innert 24 Stunden gelöscht; wie viel es war, steht dann im Audit-Protokoll.
retention-longer = Dadurch wird nichts gelöscht. Was schon gelöscht ist, bleibt es.
retention-stays = Die Aufbewahrung bleibt: { $months }. Nichts wurde verändert.
retention-same = So ist es schon: { $months }. Nichts wurde verändert.
retention-stale = Diese Zahlen sind nicht mehr von heute, oder die Aufbewahrung wurde seither geändert. Nichts wurde verändert; bitte sehen Sie noch einmal nach.
retention-unknown = Ich habe nicht verstanden, wie lange. Schreiben Sie zum Beispiel «aufbewahrung 12 Monate» oder «aufbewahrung ohne Ende». Nichts wurde verändert.
