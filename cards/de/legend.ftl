## Legende

legend-title = Legende
legend-results = Was die Ergebnisse einer Interaktion bedeuten
legend-line = **{ $label }**: { $meaning }
legend-kpis = Kennzahlen
legend-na = Wo es nichts zu teilen gibt, steht «n/a» und nie 0 %.
legend-fallback = Aftercall: Legende der Ergebnisse und Kennzahlen

group-handled_by_user = Von Benutzern erledigt
group-handled_by_system = Vom System erledigt
group-hangup_by_customer = Von der Kundschaft aufgelegt
group-outbound_accepted = Ausgehend, angenommen
group-outbound_not_accepted = Ausgehend, nicht angenommen
group-not_handled = Nicht erledigt
group-error = Fehler

result-voicemail = Voicemail
result-hangup_before_accept = Vor der Annahme aufgelegt
result-hangup_in_ivr = Im IVR aufgelegt
result-hangup_in_queue = In der Warteschlange aufgelegt
result-hangup_in_ivr_after_queue = Im IVR nach der Warteschlange aufgelegt
result-hangup_by_workflow = Durch Workflow beendet
result-accepted_by_user = Von Benutzer angenommen
result-transferred_by_workflow = Durch Workflow weitergeleitet
result-transferred_by_user = Von Benutzer weitergeleitet
result-transfer_failed = Weiterleitung fehlgeschlagen
result-destination_accepted = Ziel hat angenommen
result-destination_declined = Ziel hat abgelehnt
result-destination_not_reached = Ziel nicht erreicht
result-user_aborted = Von Benutzer abgebrochen
result-lost_in_queue = In der Warteschlange verloren
result-cancelled_by_external_system = Von externem System abgebrochen
result-marked_as_handled_by_user = Von Benutzer als erledigt markiert
result-marked_as_handled_by_workflow = Durch Workflow als erledigt markiert
result-standby_duty_accepted = Von der Bereitschaft angenommen
result-error = Anderes oder Fehler

meaning-voicemail = Der Workflow hat das Gespräch als Sprachnachricht aufgenommen.
meaning-hangup_before_accept = Es wurde aufgelegt, bevor jemand antworten konnte.
meaning-hangup_in_ivr = Es wurde während Ansagen oder Abfragen aufgelegt, vor der Warteschlange.
meaning-hangup_in_queue = Es wurde in der Warteschlange aufgelegt.
meaning-hangup_in_ivr_after_queue = Die Aufgabe hatte die Warteschlange verlassen, und während der Ansagen danach wurde aufgelegt.
meaning-hangup_by_workflow = Der Workflow hat die Verbindung getrennt.
meaning-accepted_by_user = Jemand aus dem Team hat geantwortet.
meaning-transferred_by_workflow = Der Workflow hat weitergeleitet.
meaning-transferred_by_user = Jemand aus dem Team hat weitergeleitet.
meaning-transfer_failed = Workflow oder Team wollten weiterleiten, ohne Erfolg.
meaning-destination_accepted = Ausgehend oder im Auftrag: Die angerufene Person hat angenommen.
meaning-destination_declined = Ausgehend oder im Auftrag: Die angerufene Person hat abgelehnt.
meaning-destination_not_reached = Ausgehend oder im Auftrag: Die angerufene Person hat nicht rechtzeitig abgenommen.
meaning-user_aborted = Ausgehend oder im Auftrag: Während des Wählens wurde abgebrochen.
meaning-lost_in_queue = Ausgehende Aufgabe: Die längste erlaubte Wartezeit war erreicht.
meaning-cancelled_by_external_system = Externe Aufgabe: von aussen abgebrochen, durch ein Dashboard-Widget oder einen Flow.
meaning-marked_as_handled_by_user = E-Mail: von einer Person als erledigt markiert.
meaning-marked_as_handled_by_workflow = E-Mail: von einem Workflow als erledigt markiert.
meaning-standby_duty_accepted = Eine Nummer der Bereitschaftsliste hat angenommen.
meaning-error = Alles andere, oder ein technischer Fehler.

kpi-reachability = Erreichbarkeit
kpi-acceptance = Annahme-SLA
kpi-hangup = Auflege-SLA
meaning-reachability = Anteil der Aufgaben in der Warteschlange, die Benutzer erledigt haben.
meaning-acceptance = Anteil der in der Warteschlange angenommenen Aufgaben, die innerhalb des SLA-Intervalls angenommen wurden.
meaning-hangup = Anteil der in der Warteschlange aufgelegten Anrufe, die vor Ablauf des SLA-Intervalls endeten.
formula-reachability = in der Warteschlange und von Benutzern erledigt ÷ in der Warteschlange
formula-acceptance = innerhalb des SLA des Service angenommen ÷ angenommen
formula-hangup = in der Warteschlange vor Ablauf des SLA aufgelegt ÷ in der Warteschlange aufgelegt
