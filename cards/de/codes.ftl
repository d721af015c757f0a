## Die Codes eines Service

codes-title = Codes von { $service }
codes-fallback = Aftercall: Codes
codes-are-on = Codes und Tags sind eingeschaltet. Ein Druck auf einen Code öffnet ihn.
codes-are-off = Codes und Tags sind ausgeschaltet: Bis dahin wählt niemand einen dieser Codes.
codes-until-on = Codes und Tags sind eingeschaltet bis { $until }.
codes-until-off = Codes und Tags sind ausgeschaltet bis { $until }.
codes-kind-primary = Primäre Codes
codes-kind-secondary = Sekundäre Codes
codes-none-primary = Noch keine.
codes-none-secondary = Noch keine.
codes-more =
    { $count ->
        [one] und { $count } weiterer; «Ordnen» hat ihn
       *[other] und { $count } weitere; «Ordnen» hat sie alle
    }
codes-numbered = { $number }\. { $name }
codes-new = Neuer Code
codes-add = Zuweisen
codes-order = Ordnen
codes-take-off = Wegnehmen
codes-all = Alle Codes
codes-features = Funktionen
codes-of = Codes von { $service }
codes-edit = Bearbeiten
codes-retire = Stilllegen
codes-restore = Zurückholen
codes-add-to = { $service } zuweisen

## Ein Code, und alle

codes-is-primary = primär
codes-is-secondary = sekundär
codes-retired-primary = primär, stillgelegt
codes-retired-secondary = sekundär, stillgelegt
codes-in = Zur Auswahl in { $services }.
codes-in-more =
    { $count ->
        [one] Zur Auswahl in { $services } und einem weiteren Service.
       *[other] Zur Auswahl in { $services } und { $count } weiteren Services.
    }
codes-elsewhere =
    { $count ->
        [one] Zur Auswahl in einem Service von anderen.
       *[other] Zur Auswahl in { $count } Services von anderen.
    }
codes-nowhere = Keinem Service zugewiesen: Niemand kann ihn wählen.
codes-used =
    { $count ->
        [0] Bisher hat ihn keine Interaktion Ihrer Services.
        [one] Eine Interaktion Ihrer Services hat ihn.
       *[other] { $count } Interaktionen Ihrer Services haben ihn.
    }
codes-used-much = Mehr als { $count } Interaktionen Ihrer Services haben ihn.
codes-of-others = Bearbeiten und stilllegen dürfen ihn nur die Verantwortlichen des Service, in dem er entstand, und die Administration.
codes-every = Alle Codes des Mandanten
codes-range = { $first }–{ $last } von { $total }, nach Namen
codes-no-code = Es gibt noch keinen Code.
codes-line = **{ $name }** · { $kind }
codes-previous = Zurück
codes-next = Weiter
codes-which = Zwei Codes heissen «{ $name }». Welcher ist gemeint?
codes-unknown = Einen Code «{ $typed }» finde ich nicht. Nichts wurde verändert.
codes-look = In diesen Listen stehen alle Namen:
