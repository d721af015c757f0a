## Kundschaft

customer-ask-title = Wen suchen Sie?
customer-ask-text = Schreiben Sie mindestens drei Zeichen eines Namens, einer Nummer oder einer Adresse. Teile genügen: «ray», «4567», «044 123».
customer-ask-whole = Die Kundschaft ist für Sie maskiert. Schreiben Sie eine ganze Nummer, eine ganze Adresse oder einen ganzen Namen; Teile finden nichts.
customer-ask-label = Kundin oder Kunde
customer-ask-placeholder = Name oder Nummer
customer-ask-button = Suchen
customer-ask-fallback = Aftercall: Kunden suchen
customer-short = Bitte mindestens drei Zeichen; auf weniger passen zu viele.
customer-nobody = Unter der Kundschaft, die Sie sehen dürfen, finde ich «{ $typed }» nicht.
customer-which =
    { $count ->
        [one] Ein Eintrag passt auf «{ $typed }».
        [2] Zwei Einträge passen auf «{ $typed }». Wer ist gemeint?
        [3] Drei Einträge passen auf «{ $typed }». Wer ist gemeint?
        [4] Vier Einträge passen auf «{ $typed }». Wer ist gemeint?
        [5] Fünf Einträge passen auf «{ $typed }». Wer ist gemeint?
        [6] Sechs Einträge passen auf «{ $typed }». Wer ist gemeint?
        [7] Sieben Einträge passen auf «{ $typed }». Wer ist gemeint?
        [8] Acht Einträge passen auf «{ $typed }». Wer ist gemeint?
        [9] Neun Einträge passen auf «{ $typed }». Wer ist gemeint?
        [10] Diese zehn passen am besten auf «{ $typed }». Wer ist gemeint?
       *[other] { $count } Einträge passen auf «{ $typed }». Wer ist gemeint?
    }
customer-matches-fallback = Aftercall: Wer ist gemeint?
customer-last-contact = letzter Kontakt { $moment }
customer-nameless = Kein Name bekannt
customer-fallback = Aftercall: Kundenkarte
more =
    { $count ->
        [one] und { $count } weitere
       *[other] und { $count } weitere
    }
customer-last = Letzte Interaktion
customer-none = Noch keine Interaktion.
customer-count =
    { $count ->
        [one] { $count } Interaktion
       *[other] { $count } Interaktionen
    }
customer-newest = Neueste
customer-other = Jemand anderes
