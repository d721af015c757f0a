## Privacy

privacy-title = Privacy of { $tenant }
privacy-text = Masking hides on display; the data itself is not changed by it. Administrators always see all.
privacy-fallback = Aftercall: privacy settings
privacy-shown = shown
privacy-masked = masked
privacy-agents = Customers, for agents
privacy-owners = Customers, for owners
privacy-partners = Customers, for partners
privacy-users = Names of colleagues
privacy-feed = Customers, in the reporting feed
privacy-all = All privacy settings
privacy-already = { $line }, as it was already. Nothing was changed.
privacy-unknown = I do not know this setting. Write for instance “privacy agents masked”; there are agents, owners, partners, users and feed, each masked or shown. Nothing was changed.
privacy-meanwhile = This setting has been changed again since. Nothing was changed now; this is how it stands.

privacy-turn-agents-masked = Mask for agents
privacy-turn-agents-shown = Show to agents
privacy-turn-owners-masked = Mask for owners
privacy-turn-owners-shown = Show to owners
privacy-turn-partners-masked = Mask for partners
privacy-turn-partners-shown = Show to partners
privacy-turn-users-masked = Mask colleagues
privacy-turn-users-shown = Show colleagues
privacy-turn-feed-masked = Mask in the feed
privacy-turn-feed-shown = Show in the feed

privacy-agents-masked = From now on agents see “+41 •• ••• •• 67” and “R••• H•••” in cards, search, exports and traces, and find customers by a whole name or number alone. The data itself is not changed, and you still see all.
privacy-agents-shown = From now on agents see names and identifiers of the customers of their services.
privacy-owners-masked = From now on owners see “+41 •• ••• •• 67” and “R••• H•••” in cards, search, exports and traces, and find customers by a whole name or number alone. The data itself is not changed, and you still see all.
privacy-owners-shown = From now on owners see names and identifiers of the customers of their services.
privacy-partners-masked = From now on partners see “+41 •• ••• •• 67” and “R••• H•••” in cards and search, and find customers by a whole name or number alone. Trace files are masked as long as customers are masked for anybody. The data itself is not changed, and you still see all.
privacy-partners-shown = From now on partners see names and identifiers of all customers of your tenant. Trace files hold them too, unless customers are masked for agents or owners.
privacy-users-masked = From now on everybody but administrators sees colleagues as “Agent 7KQ4X”, always the same for a person. Your own name stays visible to you, and you still see all.
privacy-users-shown = From now on everybody sees the names of the colleagues they may see something of.
privacy-feed-masked = From now on the reporting feed holds “+41 •• ••• •• 67” in place of identifiers. What reports have fetched already stays with them until they are refreshed in full.
privacy-feed-shown = From now on the reporting feed holds the identifiers of customers. Whoever has its key sees them.
