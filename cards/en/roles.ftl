## Roles

role-tenant_admin = Tenant admin
role-partner_admin = Partner admin
role-owner = Owner of { $service }
role-agent = Agent in { $service }
role-tenant_admin-alone = Tenant admin
role-partner_admin-alone = Partner admin
role-owner-alone = Owner of a service
role-agent-alone = Agent in a service

roles-title = Roles in { $tenant }
roles-fallback = Aftercall: roles
roles-range = { $first }–{ $last } of { $total } people with a role, by name. A press opens one.
roles-person = Somebody else
roles-placeholder = Name or address
roles-open = Open
roles-start = From the start
roles-next = Next
roles-all = All roles
roles-which = Several people fit. Which one?
roles-none = No role.
roles-held =
    { $count ->
        [one] Has this role
       *[other] Has these roles
    }
roles-role = Give a role
roles-service = In this service (owners and agents)
roles-no-service = Choose a service
roles-more-services = There are more services than fit here; write for instance “roles give Ben owner of Sales”.
roles-give = Give
roles-take = Take away
roles-given = { $name } is now: { $role }.
roles-taken = { $name } no longer is: { $role }.
roles-already = { $name }, { $role }: it was so already. Nothing was changed.
roles-at-once = It counts from their next press.
roles-meanwhile = This has been changed again since. Nothing was changed now; this is how it stands.
roles-last-admin = This is the last administrator of your tenant, and a tenant needs one. Nothing was changed; make somebody else an administrator first.
roles-choose-service = Owners and agents have their role in a service: please choose one. Nothing was changed.
roles-choose-held = Please choose the role that is to be taken away. Nothing was changed.
roles-nobody = I know nobody called “{ $typed }” in your tenant. Somebody new is given a role by their object id of Microsoft Entra. Nothing was changed.
roles-unknown = I did not understand which role. Write for instance “roles give Ben owner of Sales” or “roles take Ben tenant admin”. Nothing was changed.
roles-service-unknown = I find no service “{ $typed }” in your tenant. Nothing was changed.
