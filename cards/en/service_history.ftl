## Interactions of a service

interactions-title = Interactions of { $service }
interactions-fallback = Aftercall: interactions of a service
interactions-which = Interactions of which service?
interactions-none = There is no interaction of this kind.
interactions-show = Show
interactions-unknown = I did not understand “{ $typed }”. Write for instance “interactions Support last week hangup in queue”, with a service that you may see.
