## Datenschutz

privacy-title = Datenschutz von { $tenant }
privacy-text = Maskieren verbirgt in der Anzeige; an den Daten selbst ändert es nichts. Die Administration sieht immer alles.
privacy-fallback = Aftercall: Einstellungen zum Datenschutz
privacy-shown = sichtbar
privacy-masked = maskiert
privacy-agents = Kundschaft, für Agenten
privacy-owners = Kundschaft, für Verantwortliche
privacy-partners = Kundschaft, für Partner
privacy-users = Namen der Kolleginnen und Kollegen
privacy-feed = Kundschaft, im Datenfeed der Berichte
privacy-all = Alle Einstellungen
privacy-already = { $line }, wie schon bisher. Nichts wurde verändert.
privacy-unknown = Diese Einstellung kenne ich nicht. Schreiben Sie zum Beispiel «datenschutz agenten maskiert»; es gibt agenten, verantwortliche, partner, kollegen und feed, je maskiert oder sichtbar. Nichts wurde verändert.
privacy-meanwhile = Diese Einstellung wurde seither noch einmal geändert. Jetzt wurde nichts verändert; so steht sie.

privacy-turn-agents-masked = Für Agenten maskieren
privacy-turn-agents-shown = Agenten zeigen
privacy-turn-owners-masked = Für Verantwortliche maskieren
privacy-turn-owners-shown = Verantwortlichen zeigen
privacy-turn-partners-masked = Für Partner maskieren
privacy-turn-partners-shown = Partnern zeigen
privacy-turn-users-masked = Namen im Team maskieren
privacy-turn-users-shown = Namen im Team zeigen
privacy-turn-feed-masked = Im Feed maskieren
privacy-turn-feed-shown = Im Feed zeigen

privacy-agents-masked = Ab jetzt sehen Agenten in Karten, Suche, Exporten und Traces «+41 •• ••• •• 67» und «R••• H•••» und finden Kundinnen und Kunden nur über den ganzen Namen oder die ganze Nummer. Die Daten selbst sind unverändert, und Sie sehen weiterhin alles.
privacy-agents-shown = Ab jetzt sehen Agenten Namen und Kennungen der Kundschaft ihrer Services.
privacy-owners-masked = Ab jetzt sehen Verantwortliche in Karten, Suche, Exporten und Traces «+41 •• ••• •• 67» und «R••• H•••» und finden Kundinnen und Kunden nur über den ganzen Namen oder die ganze Nummer. Die Daten selbst sind unverändert, und Sie sehen weiterhin alles.
privacy-owners-shown = Ab jetzt sehen Verantwortliche Namen und Kennungen der Kundschaft ihrer Services.
privacy-partners-masked = Ab jetzt sehen Partner in Karten und Suche «+41 •• ••• •• 67» und «R••• H•••» und finden Kundinnen und Kunden nur über den ganzen Namen oder die ganze Nummer. Trace-Dateien sind maskiert, solange die Kundschaft für jemanden maskiert ist. Die Daten selbst sind unverändert, und Sie sehen weiterhin alles.
privacy-partners-shown = Ab jetzt sehen Partner Namen und Kennungen der ganzen Kundschaft Ihres Mandanten. Auch Trace-Dateien enthalten sie, ausser die Kundschaft ist für Agenten oder Verantwortliche maskiert.
privacy-users-masked = Ab jetzt sehen alle ausser der Administration Kolleginnen und Kollegen als «Agent 7KQ4X», für dieselbe Person immer gleich. Den eigenen Namen sieht jede und jeder, und Sie sehen weiterhin alles.
privacy-users-shown = Ab jetzt sehen alle die Namen der Kolleginnen und Kollegen, von denen sie etwas sehen dürfen.
privacy-feed-masked = Ab jetzt enthält der Datenfeed «+41 •• ••• •• 67» anstelle der Kennungen. Was Berichte schon geholt haben, bleibt dort bis zur nächsten vollständigen Aktualisierung.
privacy-feed-shown = Ab jetzt enthält der Datenfeed die Kennungen der Kundschaft. Wer den Schlüssel hat, sieht sie.
