## Trace-Dateien

trace-title = Trace-Datei
trace-fallback = Aftercall: Trace-Datei
trace-text = Alles, was über eine Interaktion bekannt ist, für einen Supportfall: Kennungen, Ereignisse in ihrer Reihenfolge, Beteiligte, Ergebnis und Codes, als JSON-Datei.
trace-label = Welche Interaktion? «letzte», eine Zeit, jemand aus der Kundschaft oder eine Kennung
trace-placeholder = 10:02
trace-button = Datei erstellen
trace-which = Von welcher Interaktion?
trace-none = Ich finde keine Interaktion «{ $typed }» in Ihrem Mandanten. Schreiben Sie zum Beispiel «trace letzte», «trace 10:02», «trace Raymond Holt» oder ihre Kennung.
trace-none-at = In den letzten sieben Tagen begann um { $time } keine Interaktion. Nichts wurde exportiert.
trace-nothing = In Ihrem Mandanten gibt es noch keine Interaktion.
trace-told-masked-masked = Hier ist die Trace-Datei. Kundschaft und Team sind darin maskiert, wie Ihre Datenschutzeinstellungen es verlangen.
trace-told-masked-shown = Hier ist die Trace-Datei. Die Kundschaft ist darin maskiert, wie Ihre Datenschutzeinstellungen es verlangen.
trace-told-shown-masked = Hier ist die Trace-Datei. Sie nennt die Kundschaft, weil Ihre Datenschutzeinstellungen sie für niemanden maskieren; das Team ist darin maskiert.
trace-told-shown-shown = Hier ist die Trace-Datei. Sie nennt Kundschaft und Team, weil Ihre Datenschutzeinstellungen sie für niemanden maskieren.
