## Tenant

tenant-title = Which tenant?
tenant-text = You look after several. I list nothing before you have chosen one.
tenant-current = You are looking at { $tenant }.
tenant-own = Your tenant is { $tenant }; it comes with your sign-in.
tenant-chosen = You are now looking at { $tenant }.
tenant-again = Now please ask me about a customer.
tenant-chosen-fallback = Aftercall: a tenant is chosen
tenant-unknown = I find no tenant “{ $typed }” among yours. Nothing was changed.
tenant-label = Tenant
tenant-choose = Choose
tenant-fallback = Aftercall: choose a tenant
