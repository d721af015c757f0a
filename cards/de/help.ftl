## Kleine Worte

talk-thanks = Gern geschehen, { $name }.
talk-bye = Auf Wiedersehen, { $name }.
talk-cancelled = In Ordnung, es läuft nichts. Nichts wurde verändert.

## Hilfe

help-title = Was ich kann
help-text = Schreiben Sie eines davon, oder drücken Sie einen Knopf.
help-fallback = Aftercall: Hilfe
welcome-title = Guten Tag { $name }, ich bin Aftercall
welcome-text = Fragen Sie mich, wer anruft: Ich finde Kundinnen und Kunden über einen Namen, eine Nummer oder einen Teil davon und zeige den letzten Kontakt, sein Ergebnis und den ganzen Verlauf, ohne dass Sie den Chat verlassen.
welcome-fallback = Aftercall: Willkommen

help-conclude = **abschliessen** _letztes, Zeit oder Name, Codes und #Tags_: schliesst ein Gespräch ab, wie «abschliessen letztes Resolved + Outage #vip»
help-uncoded = **offen**: was Sie noch nicht abgeschlossen haben, auch mehrere auf einmal
help-sessions = **gespräche**: Ihre letzten Gespräche
help-customer = **kunde** _Name oder Nummer_: findet eine Kundin oder einen Kunden, auch über einen Teil wie «ray» oder «4567»
help-history = **verlauf** _Name oder Nummer_: alle Kontakte, zum Sortieren, Filtern und Öffnen
help-report = **bericht** _Codes, Ergebnisse oder Kennzahlen, ein Service, ein Zeitraum_: Zahlen mit Diagrammen, etwa «bericht codes Support nach Monat seit März»; **kpi** _letzte Woche pro Tag_
help-export = **export** _Name oder Filter_ als _csv, xlsx oder json_: alles zu einer Kundin oder einem Kunden, oder Interaktionen, als Datei
help-exports = **exporte**: die Dateien, die Sie angefordert haben
help-privacy = **datenschutz** _agenten maskiert_: wer Kundschaft und Team sieht; die Administration entscheidet
help-service = **service** _Name_: Lizenz, SLA-Intervalle, Verantwortliche und Agenten; die Administration stellt sie ein
help-retention = **aufbewahrung** _12 Monate_: wie lange Interaktionen bleiben; zeigt zuerst, was ginge
help-roles = **rollen** _gib Ben verantwortlich für Sales_: wer was darf; die Administration gibt und entzieht
help-audit = **protokoll** _Alice letzte Woche_: wer was getan hat; **protokoll** _wer hat Raymond Holt angesehen_
help-trace = **trace** _letzte, Zeit, Name oder Kennung_: eine Interaktion vollständig, als Datei für einen Supportfall
help-codes = **codes** _Service_: die Codes Ihres Service; auch «codes aus Support bis Freitag», «codes neu primär Rückerstattung»
help-features = **funktionen** _Service_: was in ihm eingeschaltet ist, mit einem Schalter je Funktion
help-anonymize = **anonymisieren** _Name oder Nummer_: entfernt, wer jemand war, zu zweit; die Zahlen bleiben
help-erasures = **anonymisierungen**: Anträge auf Anonymisierung und ihre Quittungen
help-hold = **löschsperre** _Name: Grund_: solange sie besteht, kann niemand die Person anonymisieren
help-lift = **entsperren** _Name oder Nummer_: hebt eine Löschsperre auf
help-conflicts = **konflikte**: Personen, die vielleicht ein und dieselbe sind
help-merge = **zusammenlegen** _Name oder Nummer_: macht aus zwei Personen eine
help-split = **aufteilen** _Name oder Nummer_: macht aus einer Person zwei
help-interactions = **interaktionen** _Support letzte Woche_: was ein Service in einem Zeitraum hatte, ohne jemanden zu nennen
help-legend = **legende**: was Ergebnisse und Kennzahlen bedeuten
help-tenant = **mandant** _Name_: welche Organisation Sie gerade betrachten
help-language = **sprache** _de oder en_: in welcher Sprache ich antworte
help-help = **hilfe**: diese Liste
help-cancel = **abbrechen**: beendet, was gerade läuft

button-help = Hilfe
button-customers = Kunden suchen
button-history = Verlauf
button-codes = Codes
button-features = Funktionen
button-anonymise = Anonymisieren
button-erasures = Anonymisierungen
button-holds = Löschsperre
button-conflicts = Konflikte
button-merge = Zusammenlegen
button-split = Aufteilen
button-interactions = Interaktionen
button-legend = Legende
button-tenants = Mandant
button-privacy = Datenschutz
button-services = Service
button-retention = Aufbewahrung
button-roles = Rollen
button-audit = Audit-Protokoll
button-trace = Trace-Datei
button-language = Sprache
button-reports = Berichte
button-export = Exportieren
button-exports = Meine Exporte

nearest-text = «{ $typed }» kenne ich nicht. Meinten Sie eines davon?
nearest-nothing = Ich verstehe Befehle und Knöpfe. Beginnen Sie mit einem davon:
nearest-fallback = Aftercall: Meinten Sie eines davon?

## Sprache

language-title = In welcher Sprache soll ich antworten?
language-fallback = Aftercall: Sprache
language-en = English
language-de = Deutsch
language-now = Ich antworte ab jetzt auf Deutsch.
language-unknown = Ich spreche bisher Deutsch und Englisch. Nichts wurde verändert.
