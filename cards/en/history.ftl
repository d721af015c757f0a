## History

history-title = History of { $customer }
history-last = Last interaction: { $line }
history-none = There is no interaction to show.
history-none-left = The filters leave no interaction.
history-range = { $first }–{ $last } of { $total }
history-range-many = { $first }–{ $last } of more than { $total }
history-sorted-up = { $range }, by { $column }, ascending
history-sorted-down = { $range }, by { $column }, descending
history-sorted-newest = { $range }, newest first
history-sorted-oldest = { $range }, oldest first
history-column-started = Started
history-column-source = Source
history-column-initial_service = Initial service
history-column-queued_service = First queued
history-column-last_user = Last user
history-column-opening_hours = Hours
history-column-issues = Issues
history-column-result = Result
history-column-duration = Duration
history-previous = Previous
history-next = Next
history-customer = Customer
history-fallback = Aftercall: history of a customer
