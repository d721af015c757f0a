## Customers

customer-ask-title = Which customer?
customer-ask-text = Write at least three characters of a name, a number or an address. Parts are enough: “ray”, “4567”, “044 123”.
customer-ask-whole = Customers are masked for you. Write a whole number, address or name; parts find nothing.
customer-ask-label = Customer
customer-ask-placeholder = Name or number
customer-ask-button = Look up
customer-ask-fallback = Aftercall: look up a customer
customer-short = At least three characters, please; fewer would fit too many customers.
customer-nobody = I find no customer “{ $typed }” among those you may see.
customer-which =
    { $count ->
        [one] One customer fits “{ $typed }”.
        [2] Two customers fit “{ $typed }”. Which one?
        [3] Three customers fit “{ $typed }”. Which one?
        [4] Four customers fit “{ $typed }”. Which one?
        [5] Five customers fit “{ $typed }”. Which one?
        [6] Six customers fit “{ $typed }”. Which one?
        [7] Seven customers fit “{ $typed }”. Which one?
        [8] Eight customers fit “{ $typed }”. Which one?
        [9] Nine customers fit “{ $typed }”. Which one?
        [10] These ten fit “{ $typed }” best. Which one?
       *[other] { $count } customers fit “{ $typed }”. Which one?
    }
customer-matches-fallback = Aftercall: choose a customer
customer-last-contact = last contact { $moment }
customer-nameless = No name known
customer-fallback = Aftercall: customer card
more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
customer-last = Last interaction
customer-none = No interaction yet.
customer-count =
    { $count ->
        [one] { $count } interaction
       *[other] { $count } interactions
    }
customer-newest = Newest
customer-other = Someone else
