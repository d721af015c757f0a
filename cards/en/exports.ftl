## Files

export-ready = Your file is ready
export-ready-fallback = Aftercall: your file is ready
export-file = File
export-rows = Rows
export-size = Size
export-code = The download page asks for this code. It stands only here:
export-until = Available to you alone until { $moment }.
export-until-short = until { $moment }
export-download = Download
export-delete = Delete
export-deleted = The file is deleted, and its link is dead.
export-count =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
export-about-customer = Everything held on { $customer }
export-about-filtered = Interactions of { $customer }
export-choice = As which kind of file?
export-choice-fallback = Aftercall: export
export-as-xlsx = Excel
export-as-csv = CSV
export-as-json = JSON lines
export-progress = I am preparing your file
export-progress-fallback = Aftercall: a file is being prepared
export-so-far = { $done } of { $total } rows · { $format }
export-counting = an unknown number of
export-stop = Stop
export-again = Run it again
export-failed = Your file could not be made
export-failed-fallback = Aftercall: a file could not be made
export-failed-text = It stopped { $moment }: { $reason } Nothing of it was kept, and I have not started a new one.
export-failed-rights = what you may see has changed meanwhile.
export-failed-gone = the customer is not there any more, or no longer among yours.
export-failed-disk_full = there is no room left on my disk; please tell the operator.
export-failed-too_many_rows = an Excel sheet holds 1,048,575 rows, and there are more; take CSV, or a shorter period.
export-failed-given_up = it did not come to an end, however often it was tried; please tell the operator.
export-over-cancelled = Stopped
export-over-expired = No longer available
export-over-text = There is no file, and nothing else was changed.
export-over-erased = A customer was anonymised, and this file may have named them, as any file may that holds customers. So it was deleted; please ask for it again.
export-over-fallback = Aftercall: an export that is over
export-one-at-a-time = I am still preparing another file for you. Wait for it, or stop it; nothing new was started.
export-consent = Your export from Aftercall. It comes into your own OneDrive; nobody else sees it.
export-declined = All right, it stays here. The link above leads to the same file.
export-not-there = I cannot put the file there. The link above leads to the same file.
export-not-uploaded = The file did not get into your OneDrive. The link above leads to the same file.
export-uploading = I am already putting the file there.
export-no-address = I cannot hand out files yet: the operator has to tell me my own address (AFTERCALL_PUBLIC_URL). Nothing was exported.
export-disk-full = There is no room left on my disk for this file. Nothing was exported; please tell the operator.
export-state-waiting = waiting
export-state-running = in preparation
export-state-done = ready
export-state-failed = failed
export-state-cancelled = stopped
export-state-expired = no longer available
export-state-erased = deleted, for somebody was anonymised
exports-title = Your exports
exports-text = Press one to see how far it is; one that is ready gives a new link and a new code.
exports-none = You have exported nothing lately.
exports-fallback = Aftercall: your exports

## What an Excel file says about itself

export-sheet-data = Data
export-sheet-about = About
export-about-title = Title
export-about-filters = Filters
export-about-none = none
export-about-who = Exported by
export-about-when = Exported on
export-about-zone = Time zone

## The columns of a file of interactions

export-file-customer = customer
export-file-history = interactions
export-identifiers = Identifiers
export-title-customer = Everything held on a customer
export-title-history = Interactions
export-column-started = Started
export-column-ended = Ended
export-column-customer = Customer
export-column-source = Source
export-column-service = Service
export-column-initial-service = Initial service
export-column-queued-service = First queued service
export-column-last-user = Last connected user
export-column-opening-hours = Opening hours
export-column-direction = Direction
export-column-modality = Channel
export-column-result = Result
export-column-group = Outcome group
export-column-seconds = Duration (s)
export-column-queue = In the queue (s)
export-column-ivr = In announcements (s)
export-column-connected = Connected (s)
export-column-legs = Who was offered it
export-column-issues = Issues reported
export-column-primary = Primary codes
export-column-secondary = Secondary codes
export-column-tags = Tags
export-column-concluded-by = Concluded by
export-column-concluded-at = Concluded
export-column-interaction = Interaction
export-column-task = Task

## The page of a link

download-title = Download
download-text = Type the six digits that stand beside the link in your chat with Aftercall.
download-code = Code
download-wrong = That is not the code. After five wrong ones the link is dead; “exports” in the chat gives a new one.
download-button = Download
download-manifest = Manifest
download-nothing-title = Nothing to fetch here
download-nothing = This link does not lead to a file, or no longer. Write “exports” in your chat with Aftercall for a new one.
export-erased = A customer was anonymised while I made the file, so I have thrown it away. Please ask for it again in a minute.
