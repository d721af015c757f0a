## Rollen

role-tenant_admin = Mandanten-Admin
role-partner_admin = Partner-Admin
role-owner = verantwortlich für { $service }
role-agent = Agent in { $service }
role-tenant_admin-alone = Mandanten-Admin
role-partner_admin-alone = Partner-Admin
role-owner-alone = verantwortlich für einen Service
role-agent-alone = Agent in einem Service

roles-title = Rollen in { $tenant }
roles-fallback = Aftercall: Rollen
roles-range = { $first }–{ $last } von { $total } Personen mit einer Rolle, nach Namen. Ein Druck öffnet eine davon.
roles-person = Jemand anders
roles-placeholder = Name oder Adresse
roles-open = Öffnen
roles-start = Von vorn
roles-next = Weiter
roles-all = Alle Rollen
roles-which = Es passen mehrere Personen. Welche?
roles-none = Keine Rolle.
roles-held =
    { $count ->
        [one] Hat diese Rolle
       *[other] Hat diese Rollen
    }
roles-role = Eine Rolle geben
roles-service = In diesem Service (Verantwortliche und Agenten)
roles-no-service = Service wählen
roles-more-services = Es gibt mehr Services, als hier Platz haben; schreiben Sie zum Beispiel «rollen gib Ben verantwortlich für Sales».
roles-give = Geben
roles-take = Entziehen
roles-given = { $name } ist jetzt: { $role }.
roles-taken = { $name } ist nicht mehr: { $role }.
roles-already = { $name }, { $role }: Das war schon so. Nichts wurde verändert.
roles-at-once = Es gilt ab dem nächsten Knopfdruck der Person.
roles-meanwhile = Das wurde seither noch einmal geändert. Jetzt wurde nichts verändert; so steht es.
roles-last-admin = Das ist die letzte Administratorin oder der letzte Administrator Ihres Mandanten, und ein Mandant braucht jemanden. Nichts wurde verändert; geben Sie die Rolle zuerst jemand anderem.
roles-choose-service = Verantwortliche und Agenten haben ihre Rolle in einem Service: Bitte wählen Sie einen. Nichts wurde verändert.
roles-choose-held = Bitte wählen Sie die Rolle, die entzogen werden soll. Nichts wurde verändert.
roles-nobody = In Ihrem Mandanten kenne ich niemanden namens «{ $typed }». Wer neu ist, erhält eine Rolle über die Objekt-ID von Microsoft Entra. Nichts wurde verändert.
roles-unknown = Ich habe nicht verstanden, welche Rolle. Schreiben Sie zum Beispiel «rollen gib Ben verantwortlich für Sales» oder «rollen entziehe Ben Mandanten-Admin». Nichts wurde verändert.
roles-service-unknown = Einen Service «{ $typed }» finde ich in Ihrem Mandanten nicht. Nichts wurde verändert.
