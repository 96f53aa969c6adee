"""The sentence of every code that the bench says."""

from app.bench.messages import Say
from ui.words.text import Text, translate

SAY: dict[Say, Text] = {
    # What to do next.
    Say.SIGN_IN: translate("say", "Scan your badge"),
    Say.ENTER_PIN: translate("say", "Enter your PIN, {name}"),
    Say.SCAN_PARCEL: translate("say", "Scan a parcel"),
    Say.SCAN_ITEM: translate("say", "Scan item {index} of {total}"),
    Say.SCAN_ITEM_BLIND: translate("say", "Scan item {index}"),
    Say.ALL_IN: translate("say", "All items are in: close the parcel"),
    Say.FINISH_ITEM: translate("say", "Go back to item {index}: {title}"),
    Say.STOW_ITEM: translate("say", "Item {index} is in no tote: {title}"),
    Say.LABEL_ITEM: translate("say", "Scan the label of item {index}: {title}"),
    Say.SCAN_SERIAL: translate("say", "Scan the serial number"),
    Say.SCAN_LOT: translate("say", "Scan the lot number"),
    Say.SCAN_EXPIRY: translate("say", "Scan the expiry date"),
    Say.GIVE_GRADE: translate("say", "Choose a grade"),
    Say.ACCEPT_OR_CHANGE: translate("say", "Accept, or scan another grade"),
    Say.PUT_IN_TOTE: translate("say", "Put it in tote {tote}, scan the tote"),
    Say.SCAN_ANY_TOTE: translate("say", "Scan a tote for: {route}"),
    Say.SCAN_LABEL_BACK: translate("say", "Stick the label on and scan it"),
    Say.LABEL_WAITS: translate("say", "Its label waits for the printer. Keep the item apart."),
    Say.LABEL_AGAIN: translate("say", "No label came out: print it again"),
    Say.SETTLE_FIRST: translate("say", "Put it aside: benches disagree"),
    Say.ANSWER: translate("say", "Answer the question"),
    # What became of a scan or a key.
    Say.SIGNED_IN: translate("say", "Signed in: {name}."),
    Say.SIGNED_OUT: translate("say", "Signed out: {name}."),
    Say.BADGE_UNKNOWN: translate("say", "This badge is not known here. Ask a shift lead."),
    Say.BADGE_DISABLED: translate("say", "The badge of {name} is disabled. Ask a shift lead."),
    Say.PIN_WRONG: translate("say", "Wrong PIN. %n tries left.", "", 1),
    Say.PIN_LOCKED: translate("say", "Too many wrong PINs. Try again in %n minutes.", "", 1),
    Say.SIGN_IN_FIRST: translate("say", "Sign in first: scan your badge."),
    Say.LEAD_NEEDED: translate("say", "Only a shift lead can do this. A lead may scan a badge now."),
    Say.PARCEL_OPENED: translate("say", "Parcel {label} opened, %n lines expected.", "", 1),
    Say.PARCEL_RESUMED: translate("say", "Parcel {label} is open again where you left it."),
    Say.PARCEL_PARKED: translate("say", "Parcel {label} is parked. Scan it to go on."),
    Say.PARCEL_PARKED_NAMELESS: translate(
        "say", "The parcel is parked. Open it again from the list of parcels: Ctrl+2."
    ),
    Say.PARCEL_ALREADY_OPEN: translate("say", "Parcel {label} is the one that is open."),
    Say.PARCEL_CLOSED_BEFORE: translate("say", "Parcel {label} was closed at {at}. Open it again?"),
    Say.PARCEL_NOT_EXPECTED: translate("say", "Nobody announced parcel {label}. Receive it without papers?"),
    Say.PARCEL_CLOSED: translate("say", "Parcel {label} closed with %n items.", "", 1),
    Say.OPEN_PARCEL_FIRST: translate("say", "No parcel is open. Scan a parcel first."),
    Say.BLIND_OPENED: translate("say", "Parcel opened without papers. Scan what is in it."),
    Say.ITEM_ADDED: translate("say", "Item {index}: {title}."),
    Say.ITEM_SELECTED: translate("say", "Back at item {index}: {title}."),
    Say.QUANTITY_NOW: translate("say", "Item {index}: %n units, {expected} expected.", "", 1),
    Say.QUANTITY_FIXED: translate("say", "This item has a serial number: it is one unit. Scan the next one."),
    Say.QUANTITY_RANGE: translate(
        "say", "A quantity is 1 to {most}. An item that is not there is undone, not counted down."
    ),
    Say.NOTHING_TO_SPLIT: translate("say", "This is one unit: there is nothing to split."),
    Say.PARCEL_NOT_OPEN: translate("say", "The parcel of this item is not open. Scan the parcel first."),
    Say.ITEM_SPLIT: translate("say", "Split off as item {index}: {title}."),
    Say.ALREADY_ITEM: translate("say", "Already item {index}. Scan it again to add one."),
    Say.NOT_ON_RMA: translate("say", "{title} is not on this return. Take it in?"),
    Say.NOT_ON_RMA_OTHER: translate("say", "{title} is not on this return. It belongs to {rma}."),
    Say.PRODUCT_UNKNOWN: translate("say", "No product has the code {text}. Take it in as an unknown product?"),
    Say.WHICH_PRODUCT: translate("say", "Several products have the code {text}. Which one is it?"),
    Say.WHICH_ONE: translate("say", "{number}: {client}, SKU {sku}: {title}"),
    Say.WHICH_MORE: translate("say", "and %n more: scan or type the SKU", "", 1),
    # No word of "hold": it would hold the item shown, which is not what was scanned.
    Say.UNKNOWN_CODE: translate("say", "{text} is not known here. Scan again, or search for it."),
    Say.UNKNOWN_CODE_PARCEL: translate(
        "say", "{text} is not known here. Scan again, or receive a parcel under this number?"
    ),
    Say.WRONG_CHECK_DIGIT: translate("say", "{text} was misread: its check digit is wrong. Scan again."),
    Say.LABEL_TAKEN_BACK: translate("say", "STOP: label {lpn} counts no more, its item was taken back. Throw it away."),
    Say.LABEL_UNKNOWN_HERE: translate("say", "Label {lpn} was not made at this bench."),
    Say.SAME_SCAN_IGNORED: translate("say", "Ignored: the same scan twice ({text})."),
    Say.SERIAL_DOUBTFUL: translate(
        "say", "{text} looks like another kind of code. Scan it again to take it all the same."
    ),
    Say.SERIAL_TAKEN: translate("say", "Serial {serial} noted."),
    Say.SERIAL_MATCHES: translate("say", "Serial {serial} is the one that was announced."),
    Say.SERIAL_DIFFERS: translate("say", "Serial {serial} is not the one that was announced: {expected}."),
    Say.SERIAL_RETURNED_BEFORE: translate("say", "Serial {serial} was returned before, as {lpn}."),
    Say.SERIAL_ALREADY_HERE: translate("say", "Serial {serial} is item {index} of this parcel already."),
    Say.SERIAL_BLOCKED: translate("say", "Serial {serial} is on the block list."),
    Say.SERIAL_UNREADABLE: translate("say", "Noted: the serial number cannot be read."),
    Say.LOT_TAKEN: translate("say", "Lot {lot} noted."),
    Say.EXPIRY_TAKEN: translate("say", "Expiry date {expiry} noted."),
    Say.EXPIRY_NOT_A_DATE: translate(
        "say", "{text} is not a date. Scan the expiry date, or press Ctrl+F and type it as year-month-day."
    ),
    Say.GRADED: translate("say", "Grade {grade}."),
    Say.FUNCTION_GRADED: translate("say", "Function {function}."),
    Say.DEFECT_ADDED: translate("say", "Defect added: {defect}."),
    Say.DEFECT_REMOVED: translate("say", "Defect removed: {defect}."),
    Say.PROPOSED: translate("say", "Item {index} of {total}, grade {grade}. Proposal: {route}."),
    Say.DECIDED_ANEW: translate("say", "Decided: {disposition}. Throw the old label away: {lpn} counts now."),
    Say.DECIDED_ANEW_OUT: translate(
        "say", "Decided: {disposition}. Take it out of tote {tote}; throw the old label away: {lpn} counts now."
    ),
    Say.DECIDED: translate("say", "Decided: {disposition}."),
    Say.OVERRIDE_WHY: translate("say", "Why “{disposition}”?"),
    Say.APPROVAL_NEEDED: translate("say", "{disposition}: a shift lead has to agree. Lead, scan your badge."),
    Say.APPROVED: translate("say", "{name} agreed: {disposition}."),
    Say.APPROVAL_DENIED: translate("say", "{name} did not agree. Choose something else."),
    Say.DECIDED_ALREADY: translate("say", "Decided already: {disposition}. Undo it first."),
    Say.DECIDED_ASK_LEAD: translate(
        "say", "Decided already: {disposition}. Undo it, or let a shift lead scan a badge and decide otherwise."
    ),
    Say.NO_ITEM: translate("say", "No item is in hand. Scan one first."),
    Say.GRADE_FIRST: translate("say", "Choose a grade first."),
    Say.HOLD_STOWED: translate("say", "{title} is in tote {tote}. Take it out and put it on hold?"),
    Say.HELD: translate("say", "Item {index} is on hold: {title}."),
    Say.HELD_ANEW: translate("say", "Item {index} is on hold. Throw the old label away: {lpn} counts now."),
    Say.RELEASED_ANEW: translate("say", "Item {index} goes on. Throw the old label away: {lpn} counts now."),
    Say.RELEASED: translate("say", "Item {index} goes on: {title}."),
    Say.LABEL_QUEUED: translate("say", "Label {lpn} waits for the printer."),
    Say.LABEL_SENT: translate("say", "Label {lpn} went to the printer."),
    Say.LABEL_CONFIRMED: translate("say", "Label {lpn} is on the item."),
    Say.LABEL_VOID: translate("say", "Label {lpn} is void: throw it away. The item's label is {expected}."),
    Say.LABEL_OF_OTHER: translate("say", "This is label {lpn} of another item. Scan {expected}."),
    Say.LABEL_FAILED: translate("say", "Label {lpn} was not printed: {why}. Print it again."),
    Say.LABEL_LOOK: translate("say", "Look at the printer: did label {lpn} come out? Scan it, or answer."),
    Say.LABEL_COPY: translate("say", "Label {lpn} is printed again as copy {copy}."),
    Say.NO_LABEL: translate("say", "This item has no label yet."),
    Say.STOWED: translate("say", "Item {index} is in tote {tote}."),
    Say.STOWED_UNLABELLED: translate(
        "say", "Item {index} is in tote {tote} without its label, which is not printed yet."
    ),
    Say.UNSTOWED: translate("say", "Item {index} was taken out of tote {tote}."),
    Say.TOTE_OPENED: translate("say", "Tote {tote} opened for: {route}."),
    Say.TOTE_SHOWN: translate("say", "Tote {tote}, {route}: %n items.", "", 1),
    Say.TOTE_NOT_OPEN: translate("say", "Tote {tote} is not open. Scan it again to open it for: {route}."),
    Say.TOTE_CHOOSE_ROUTE: translate("say", "What is tote {tote} for?"),
    Say.TOTE_WRONG_ROUTE: translate("say", "STOP: {tote} is for {tote_route}, this item goes to {item_route}"),
    Say.TOTE_CLOSED_WITH: translate(
        "say", "Tote {tote} was closed at {at} with %n items for: {route}. Is it empty now?", "", 1
    ),
    Say.TOTE_IS_CLOSED: translate("say", "Tote {tote} is closed. Nothing can be taken out of it."),
    Say.TOTE_CLOSED: translate("say", "Tote {tote} ({route}) closed with %n items.", "", 1),
    Say.TOTE_CLOSE_THIS: translate("say", "Close tote {tote} ({route}) with %n items?", "", 1),
    Say.TOTE_EMPTY: translate("say", "Tote {tote} is empty."),
    Say.TOTE_CLOSE_WAITING: translate(
        "say", "%n items in tote {tote} still wait for a decision. Close it and have it taken away?", "", 1
    ),
    Say.TOTE_NONE: translate("say", "No tote was scanned yet. Scan one first."),
    Say.STOWED_ALREADY: translate("say", "The item is in tote {tote} already."),
    Say.ITEMS_UNDECIDED: translate("say", "%n items still need a decision.", "", 1),
    Say.LABELS_NOT_SEEN: translate("say", "%n labels were not scanned back.", "", 1),
    Say.ITEMS_NOT_STOWED: translate("say", "%n items are in no tote yet.", "", 1),
    Say.CLOSE_CONFIRM: translate(
        "say", "Close with differences? Missing: {missing}. Undeclared: {undeclared}. Wrong items: {wrong}."
    ),
    Say.CLOSE_ATTENTION: translate("say", "Close the parcel? Look at this first."),
    Say.LINE_MISSING: translate("say", "Missing: {title}, %n units ({rma})", "", 1),
    Say.LINE_UNDECLARED: translate("say", "Undeclared: {title}, %n units", "", 1),
    Say.PARCEL_EMPTY: translate("say", "Nothing was taken out of it"),
    Say.LINE_SURPLUS: translate("say", "More than announced: {title}, %n units too many", "", 1),
    Say.LINE_WRONG: translate("say", "Wrong item: {title}, %n units", "", 1),
    Say.UNDONE: translate("say", "Taken back: {what}."),
    Say.CHANGED_MEANWHILE: translate("say", "Something has changed about {title} meanwhile. Look at it again."),
    Say.NOTHING_TO_UNDO: translate("say", "There is nothing to take back."),
    Say.UNDO_CONFIRM: translate("say", "Take back “{what}” ({about})?"),
    Say.UNDO_CONFIRM_LABEL: translate(
        "say", "Take back “{what}” ({about})? Its printed label must be thrown away then."
    ),
    Say.ANSWER_FIRST: translate("say", "Nothing was done. First answer what is asked about the goods in your hands."),
    Say.NOT_NOW: translate("say", "“{word}” does not fit here."),
    Say.NOTHING_NEXT: translate("say", "No other item waits here. Scan an item or a parcel."),
    Say.CANCELLED: translate("say", "Cancelled. Nothing was changed."),
    Say.NOTHING_TO_CANCEL: translate("say", "There is nothing to cancel."),
    Say.SHIFT_CLOSED: translate("say", "The shift is closed."),
    Say.LANGUAGE_CHANGED: translate("say", "The screen speaks English now."),
    Say.HELP: translate("say", "Do what stands in large letters. Anything may be scanned at any time."),
    Say.ITEM_IN_CONFLICT: translate("say", "Two benches disagree about {title}. A shift lead has to choose first."),
    Say.PARCEL_IN_CONFLICT: translate(
        "say", "Two benches disagree about parcel {label}. A shift lead has to choose first."
    ),
    Say.CONFLICT_RESOLVED: translate("say", "Settled: the other bench's decisions count no more."),
    Say.CONFLICT_RESOLVED_LABEL: translate(
        "say", "Settled. If the goods carry another label than {lpn} shows now, print it again."
    ),
    Say.DUPLICATE_RESOLVED: translate("say", "Settled: both records are one now."),
    Say.NO_CONFLICT: translate("say", "There is nothing to settle here any more."),
    Say.LABEL_REPLACED: translate("say", "New label {lpn}. Take the old label {old} off the goods."),
    Say.LABEL_PRINTED_TWICE: translate(
        "say", "Two items carry label {lpn}: two benches printed it. Print a new one: Ctrl+K."
    ),
    Say.CHANGED_ELSEWHERE: translate("say", "Bench {bench} has gone on with it since: take it back there."),
    Say.NOTE_KEPT: translate("say", "Note kept."),
    # Warnings that stand beside the item or parcel.
    Say.NOT_RETURNABLE: translate("say", "Must not be returned: {title}"),
    Say.DEADLINE_PASSED: translate("say", "Return period over for %n days", "", 1),
    Say.DEADLINE_LEFT: translate("say", "%n days left to return", "", 1),
    Say.WINDOW_UNKNOWN: translate("say", "Return period unknown"),
    # Devices and disk.
    Say.FRAME_TOO_LONG: translate(
        "say", "Scanner {scanner} sent %n bytes at once: too long for a code. Scan again.", "", 1
    ),
    Say.FRAME_NOT_TEXT: translate("say", "Scanner {scanner} sent something that is no text. Scan again."),
    Say.FRAME_CUT_OFF: translate("say", "Scanner {scanner} broke off in the middle of a code. Scan again."),
    Say.FRAME_NO_READ: translate("say", "Scanner {scanner} saw no code. Scan again."),
    Say.FRAME_NO_END: translate(
        "say",
        "NOT TAKEN: scanner {scanner} does not end its codes with the key of its settings (Enter or Tab). Have it set up.",
    ),
    Say.CONTROL_CHARACTERS: translate("say", "The code holds control characters and was not used: {text}"),
    Say.DISK_FULL: translate("say", "NOT SAVED: the disk is full. Stop and call a shift lead."),
    Say.DISK_READ_ONLY: translate("say", "NOT SAVED: the disk cannot be written. Stop and call a shift lead."),
    Say.DISK_LOCKED: translate("say", "NOT SAVED: another program holds the journal. Scan again."),
    Say.DISK_FAILED: translate("say", "NOT SAVED: the disk refused ({why}). Stop and call a shift lead."),
    Say.UNEXPECTED: translate("say", "Something went wrong inside, report {number} was kept. Scan again."),
}
