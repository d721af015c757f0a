## Legend

legend-title = Legend
legend-results = What the results of an interaction mean
legend-line = **{ $label }**: { $meaning }
legend-kpis = Key figures
legend-na = Where there is nothing to divide by, a key figure reads “n/a”, never 0 %.
legend-fallback = Aftercall: legend of results and key figures

group-handled_by_user = Handled by user
group-handled_by_system = Handled by system
group-hangup_by_customer = Hangup by customer
group-outbound_accepted = Outbound accepted
group-outbound_not_accepted = Outbound not accepted
group-not_handled = Not handled
group-error = Error

result-voicemail = Voicemail
result-hangup_before_accept = Hangup before Accept
result-hangup_in_ivr = Hangup in IVR
result-hangup_in_queue = Hangup in Queue
result-hangup_in_ivr_after_queue = Hangup in IVR after Queue
result-hangup_by_workflow = Hangup by Workflow
result-accepted_by_user = Accepted by User
result-transferred_by_workflow = Transferred by Workflow
result-transferred_by_user = Transferred by User
result-transfer_failed = Transfer failed
result-destination_accepted = Destination Accepted
result-destination_declined = Destination Declined
result-destination_not_reached = Destination Not Reached
result-user_aborted = User aborted
result-lost_in_queue = Lost in Queue
result-cancelled_by_external_system = Cancelled by External System
result-marked_as_handled_by_user = Marked as Handled by User
result-marked_as_handled_by_workflow = Marked as Handled by Workflow
result-standby_duty_accepted = Standby Duty Accepted
result-error = Other or error

meaning-voicemail = the workflow recorded the conversation as a voice message.
meaning-hangup_before_accept = the customer hung up before the call could be answered.
meaning-hangup_in_ivr = the customer hung up during announcements or prompts, before the queue.
meaning-hangup_in_queue = the customer hung up while the task was queued.
meaning-hangup_in_ivr_after_queue = the task had left the queue, and the customer hung up during the announcements after it.
meaning-hangup_by_workflow = the workflow disconnected the session.
meaning-accepted_by_user = a user answered.
meaning-transferred_by_workflow = the workflow transferred the task.
meaning-transferred_by_user = a user transferred the task.
meaning-transfer_failed = the workflow or a user tried to transfer, without success.
meaning-destination_accepted = outbound or on behalf: the person called accepted.
meaning-destination_declined = outbound or on behalf: the person called declined.
meaning-destination_not_reached = outbound or on behalf: the person called did not pick up in time.
meaning-user_aborted = outbound or on behalf: the user gave up while it was dialling.
meaning-lost_in_queue = outbound task: the maximum time in the queue was reached.
meaning-cancelled_by_external_system = external task: cancelled from outside, by a dashboard widget or a flow.
meaning-marked_as_handled_by_user = e-mail: a user marked it as handled.
meaning-marked_as_handled_by_workflow = e-mail: a workflow marked it as handled.
meaning-standby_duty_accepted = a number of the standby duty list accepted.
meaning-error = anything else, or a technical error.

kpi-reachability = Reachability
kpi-acceptance = Acceptance SLA
kpi-hangup = Hangup SLA
meaning-reachability = share of queued tasks that users handled.
meaning-acceptance = share of tasks accepted in the waiting queue that were accepted within the SLA interval.
meaning-hangup = share of calls hung up in the waiting queue that ended before the SLA interval had elapsed.
formula-reachability = queued and handled by a user ÷ queued
formula-acceptance = accepted within the service’s SLA ÷ accepted
formula-hangup = hung up in the queue before the SLA ÷ hung up in the queue
