## Trace files

trace-title = Trace file
trace-fallback = Aftercall: trace file
trace-text = Everything known of one interaction, for a support case: ids, events in their order, legs, outcome and codes, as a JSON file.
trace-label = Which interaction? “last”, a time, a customer, or an id
trace-placeholder = 10:02
trace-button = Make the file
trace-which = Of which interaction?
trace-none = I find no interaction “{ $typed }” in your tenant. Write for instance “trace last”, “trace 10:02”, “trace Raymond Holt” or its id.
trace-none-at = No interaction began at { $time } in the last seven days. Nothing was exported.
trace-nothing = There is no interaction in your tenant yet.
trace-told-masked-masked = Here is the trace file. Customers and colleagues are masked in it, as your privacy settings say.
trace-told-masked-shown = Here is the trace file. Customers are masked in it, as your privacy settings say.
trace-told-shown-masked = Here is the trace file. It names the customer, because your privacy settings mask customers for nobody; colleagues are masked in it.
trace-told-shown-shown = Here is the trace file. It names the customer and colleagues, because your privacy settings mask them for nobody.
