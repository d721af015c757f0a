## Times

moment-today = today { $time }
moment-yesterday = yesterday { $time }
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-even = { $minutes } min
duration-hours = { $hours } h { $minutes } min
days-range = { $first } to { $last }
not-available = n/a

## When something does not go

error-unexpected = Something went wrong on my side, and it has been noted. Please try again in a moment; if you changed something, look first whether it is there.
error-full = There is no room left on my disk, so this was not carried out. Please tell the operator; then try again.
error-stranger = I can help people with a role in Aftercall, and you have none yet. Please ask an administrator of your organisation.
error-not-found = I find nothing like that among what you may see. Nothing was changed.
error-not-an-owner = Only owners of a service and administrators can do that. Nothing was changed; please ask an owner of your service.
error-not-an-admin = Only administrators of your tenant can do that. Nothing was changed; please pass your wish on to one of them.
error-not-for-partners = As a partner you look on: agents, owners and administrators of the tenant do this. Nothing was changed.
error-not-understood = I cannot read what this button sent. Nothing was changed; please start again from a new card.
private-answered = I have answered you in our private chat; customers are not discussed here.
private-unreachable = Customers are not discussed here, and I have no private chat with you yet. Please add me in Teams under Apps, and ask me there. Nothing was changed.

## When something has been changed

changed-line = { $what }: { $before } → { $after }
changed-by-you = By you, { $moment }
changed-by = By { $name }, { $moment }
changed-by-somebody = { $moment }
button-revert = Revert

## Charts

chart-alt = Chart: { $title }. The table below it tells the same.
