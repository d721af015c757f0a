## Zeiten

moment-today = heute { $time }
moment-yesterday = gestern { $time }
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-even = { $minutes } min
duration-hours = { $hours } h { $minutes } min
days-range = { $first } bis { $last }
not-available = n/a

## Wenn etwas nicht geht

error-unexpected = Bei mir ist etwas schiefgegangen; es ist festgehalten. Bitte versuchen Sie es gleich noch einmal; wenn Sie etwas geändert haben, sehen Sie zuerst nach, ob es da ist.
error-full = Auf meiner Festplatte ist kein Platz mehr, darum wurde das nicht ausgeführt. Bitte melden Sie es dem Betrieb und versuchen Sie es danach noch einmal.
error-stranger = Ich helfe Personen mit einer Rolle in Aftercall, und Sie haben noch keine. Bitte wenden Sie sich an die Administration Ihrer Organisation.
error-not-found = Unter dem, was Sie sehen dürfen, finde ich nichts dergleichen. Nichts wurde verändert.
error-not-an-owner = Das dürfen nur die Verantwortlichen eines Service und die Administration. Nichts wurde verändert; bitte wenden Sie sich an die Verantwortlichen Ihres Service.
error-not-an-admin = Das darf nur die Administration Ihres Mandanten. Nichts wurde verändert; bitte geben Sie Ihr Anliegen dorthin weiter.
error-not-for-partners = Als Partner schauen Sie zu: Das tun die Teams der Services, ihre Verantwortlichen und die Administration des Mandanten. Nichts wurde verändert.
error-not-understood = Was dieser Knopf gesendet hat, kann ich nicht lesen. Nichts wurde verändert; bitte beginnen Sie mit einer neuen Karte.
private-answered = Ich habe Ihnen in unserem privaten Chat geantwortet; über Kundinnen und Kunden spreche ich hier nicht.
private-unreachable = Über Kundinnen und Kunden spreche ich hier nicht, und einen privaten Chat haben wir noch nicht. Bitte fügen Sie mich in Teams unter «Apps» hinzu und fragen Sie mich dort. Nichts wurde verändert.

## Wenn etwas geändert wurde

changed-line = { $what }: { $before } → { $after }
changed-by-you = Von Ihnen, { $moment }
changed-by = Von { $name }, { $moment }
changed-by-somebody = { $moment }
button-revert = Rückgängig machen

## Diagramme

chart-alt = Diagramm: { $title }. Die Tabelle darunter sagt dasselbe.
