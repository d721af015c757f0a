## Eine Person oder zwei

conflicts-title = Eine Person oder zwei?
conflicts-text = Ereignisse haben diese Paare zusammen genannt. Drücken Sie auf eines, um die beiden zu vergleichen.
conflicts-none = Kein Ereignis hat zwei Personen zusammen genannt.
conflicts-seen =
    { $count ->
        [one] ein Ereignis, { $moment }
       *[other] { $count } Ereignisse, zuletzt { $moment }
    }
conflicts-fallback = Aftercall: Eine Person oder zwei?
merge-with = Mit wem ist { $name } ein und dieselbe Person?
merge-compare = Vergleichen
merge-title = Ein und dieselbe Person?
merge-text = Zusammengelegt sind sie eine Person mit allen Kennungen und Interaktionen. Aufteilen macht es rückgängig.
merge-name = Name
merge-do = Zusammenlegen
merge-apart = Getrennt lassen
merge-done = { $name } ist jetzt eine Person
merge-undo = Wieder aufteilen
merge-kept-apart = { $one } und { $other } bleiben zwei. Nennt wieder ein Ereignis beide, stehen sie erneut in der Liste.
merge-self = Das ist dieselbe Person. Nichts wurde verändert.
split-title = Was davon gehört nicht { $name }?
split-text = Was Sie wählen, wird eine eigene Person, mit den Interaktionen, die von dort kamen. Zusammenlegen macht es rückgängig.
split-which = Kennungen
split-name = Name der neuen Person, falls bekannt
split-nothing = Wählen Sie mindestens eine. Nichts wurde verändert.
split-all = Eine Kennung muss bleiben. Nichts wurde verändert.
split-one = Es gibt nur eine Kennung: Nichts lässt sich abtrennen.
split-do = Abtrennen
split-done = Das sind jetzt zwei Personen
split-new = Die neue
split-undo = Wieder zusammenlegen
split-fallback = Aftercall: Kennungen einer Person
identity-anonymised = Eine von beiden ist anonymisiert: Da ist niemand mehr, der zusammengelegt oder abgetrennt werden könnte. Nichts wurde verändert.
