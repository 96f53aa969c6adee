"""Everything the bench says to its operator, as codes with parameters; the windows put them into words.

A text is never built here: one code is one sentence in each language, with plural forms by `count`.
"""

from enum import StrEnum

from msgspec import Struct


class Say(StrEnum):
    """Codes of sentences. The comment names the parameters; `count` chooses the plural form."""

    # What to do next (headlines).
    SIGN_IN = "sign_in"
    ENTER_PIN = "enter_pin"  # name
    SCAN_PARCEL = "scan_parcel"
    SCAN_ITEM = "scan_item"  # index, total
    SCAN_ITEM_BLIND = "scan_item_blind"  # index
    ALL_IN = "all_in"  # every expected unit is here and decided: close the parcel
    FINISH_ITEM = "finish_item"  # index, title: an earlier item still needs a decision
    STOW_ITEM = "stow_item"  # index, title: an earlier item is decided and in no tote
    LABEL_ITEM = "label_item"  # index, title: the label of an item in its tote was not scanned back
    SCAN_SERIAL = "scan_serial"  # title
    SCAN_LOT = "scan_lot"  # title
    SCAN_EXPIRY = "scan_expiry"  # title
    GIVE_GRADE = "give_grade"
    ACCEPT_OR_CHANGE = "accept_or_change"
    PUT_IN_TOTE = "put_in_tote"  # tote
    SCAN_ANY_TOTE = "scan_any_tote"  # route: no tote of that route is open here
    SCAN_LABEL_BACK = "scan_label_back"  # lpn
    LABEL_WAITS = "label_waits"  # its printer cannot print now
    LABEL_AGAIN = "label_again"  # it was not printed, for certain
    SETTLE_FIRST = "settle_first"  # the item in hand is in conflict: it waits for a lead
    ANSWER = "answer"  # a question stands on the screen

    # What became of a scan or key.
    SIGNED_IN = "signed_in"  # name
    SIGNED_OUT = "signed_out"  # name
    BADGE_UNKNOWN = "badge_unknown"
    BADGE_DISABLED = "badge_disabled"  # name
    PIN_WRONG = "pin_wrong"  # count: tries left
    PIN_LOCKED = "pin_locked"  # count: minutes
    SIGN_IN_FIRST = "sign_in_first"
    LEAD_NEEDED = "lead_needed"
    PARCEL_OPENED = "parcel_opened"  # label, count: lines
    PARCEL_RESUMED = "parcel_resumed"  # label
    PARCEL_PARKED = "parcel_parked"  # label
    PARCEL_PARKED_NAMELESS = "parcel_parked_nameless"  # it has no code that could be scanned
    PARCEL_ALREADY_OPEN = "parcel_already_open"  # label
    PARCEL_CLOSED_BEFORE = "parcel_closed_before"  # label, at   (question: CONFIRM reopens)
    PARCEL_NOT_EXPECTED = "parcel_not_expected"  # label        (question: BLIND receives it)
    PARCEL_CLOSED = "parcel_closed"  # label, count: items
    OPEN_PARCEL_FIRST = "open_parcel_first"
    BLIND_OPENED = "blind_opened"  # label
    ITEM_ADDED = "item_added"  # index, title
    ITEM_SELECTED = "item_selected"  # index, title
    QUANTITY_NOW = "quantity_now"  # index, count, expected
    QUANTITY_FIXED = "quantity_fixed"  # it has a serial number of its own
    QUANTITY_RANGE = "quantity_range"  # most
    NOTHING_TO_SPLIT = "nothing_to_split"
    PARCEL_NOT_OPEN = "parcel_not_open"  # that of the item in hand
    ITEM_SPLIT = "item_split"  # index, title
    ALREADY_ITEM = "already_item"  # index, title                (question: the same scan again adds one)
    NOT_ON_RMA = "not_on_rma"  # title                           (question: UNDECLARED or WRONG-ITEM)
    NOT_ON_RMA_OTHER = (
        "not_on_rma_other"  # title, rma          (the same; it is expected in another parcel: NEXT switches)
    )
    PRODUCT_UNKNOWN = (
        "product_unknown"  # text                  (question: UNDECLARED takes it in as an unknown product)
    )
    WHICH_PRODUCT = "which_product"  # text                      (question: CHOICE-n, of the details)
    WHICH_ONE = "which_one"  # number, title, sku, client
    WHICH_MORE = "which_more"  # count: further products that have the code
    UNKNOWN_CODE = "unknown_code"  # text
    UNKNOWN_CODE_PARCEL = "unknown_code_parcel"  # text          (question: BLIND receives a parcel under it)
    WRONG_CHECK_DIGIT = "wrong_check_digit"  # text, reason
    LABEL_TAKEN_BACK = "label_taken_back"  # lpn: its item is void
    LABEL_UNKNOWN_HERE = "label_unknown_here"  # lpn
    SAME_SCAN_IGNORED = "same_scan_ignored"  # text
    SERIAL_DOUBTFUL = (
        "serial_doubtful"  # text: looks like another code (question: the same scan again takes it all the same)
    )
    SERIAL_TAKEN = "serial_taken"  # serial
    SERIAL_MATCHES = "serial_matches"  # serial
    SERIAL_DIFFERS = "serial_differs"  # serial, expected
    SERIAL_RETURNED_BEFORE = "serial_returned_before"  # serial, lpn
    SERIAL_ALREADY_HERE = "serial_already_here"  # serial, index
    SERIAL_BLOCKED = "serial_blocked"  # serial
    SERIAL_UNREADABLE = "serial_unreadable"
    LOT_TAKEN = "lot_taken"  # lot
    EXPIRY_TAKEN = "expiry_taken"  # expiry
    EXPIRY_NOT_A_DATE = "expiry_not_a_date"  # text
    GRADED = "graded"  # grade
    FUNCTION_GRADED = "function_graded"  # function
    DEFECT_ADDED = "defect_added"  # defect
    DEFECT_REMOVED = "defect_removed"  # defect
    PROPOSED = "proposed"  # index, total, grade, route
    DECIDED_ANEW = "decided_anew"  # disposition, lpn: of the new label; an earlier one must be thrown away
    DECIDED_ANEW_OUT = "decided_anew_out"  # disposition, lpn, tote: the same, and it has to come out of its tote
    DECIDED = "decided"  # disposition, route
    OVERRIDE_WHY = "override_why"  # disposition                 (question: a WHY-… word)
    APPROVAL_NEEDED = "approval_needed"  # disposition, why      (question: a lead's badge; HOLD parks it)
    APPROVED = "approved"  # name, disposition
    APPROVAL_DENIED = "approval_denied"  # name
    DECIDED_ALREADY = "decided_already"  # disposition: undo first
    DECIDED_ASK_LEAD = "decided_ask_lead"  # disposition: undo first, or a lead decides otherwise
    NO_ITEM = "no_item"
    GRADE_FIRST = "grade_first"
    HOLD_STOWED = "hold_stowed"  # title, tote                  (question: HOLD again)
    HELD = "held"  # index, title
    HELD_ANEW = "held_anew"  # index, lpn: of the new label; an earlier one must be thrown away
    RELEASED_ANEW = "released_anew"  # index, lpn: the same
    RELEASED = "released"  # index, title
    LABEL_QUEUED = "label_queued"  # lpn
    LABEL_SENT = "label_sent"  # lpn
    LABEL_CONFIRMED = "label_confirmed"  # lpn
    LABEL_OF_OTHER = "label_of_other"  # lpn, expected: another item's label was scanned back
    LABEL_VOID = "label_void"  # lpn, expected: the item has another label now
    LABEL_FAILED = "label_failed"  # lpn, why
    LABEL_LOOK = "label_look"  # lpn: nobody knows whether it was printed (question: PRINTED-OK or REPRINT, or scan it)
    LABEL_COPY = "label_copy"  # lpn, copy
    NO_LABEL = "no_label"
    STOWED = "stowed"  # index, tote
    STOWED_UNLABELLED = "stowed_unlabelled"  # index, tote: its label is not printed
    UNSTOWED = "unstowed"  # index, tote
    TOTE_OPENED = "tote_opened"  # tote, route
    TOTE_SHOWN = "tote_shown"  # tote, route, count
    TOTE_NOT_OPEN = "tote_not_open"  # tote, route              (question: the same scan again opens it for the route)
    TOTE_CHOOSE_ROUTE = "tote_choose_route"  # tote             (question: a TOTE-OPEN-… word)
    TOTE_WRONG_ROUTE = "tote_wrong_route"  # tote, tote_route, item_route
    TOTE_CLOSED_WITH = "tote_closed_with"  # tote, at, route, count (question: a TOTE-OPEN-… word says that it is empty)
    TOTE_IS_CLOSED = "tote_is_closed"  # tote: what is in it stays in it
    TOTE_CLOSED = "tote_closed"  # tote, route, count
    TOTE_CLOSE_THIS = "tote_close_this"  # tote, route, count (question: TOTE-CLOSE again)
    TOTE_EMPTY = "tote_empty"  # tote
    TOTE_CLOSE_WAITING = "tote_close_waiting"  # tote, count
    TOTE_NONE = "tote_none"
    STOWED_ALREADY = "stowed_already"  # tote
    ITEMS_UNDECIDED = "items_undecided"  # count
    LABELS_NOT_SEEN = "labels_not_seen"  # count: labels that were not scanned back (part of the closing question)
    ITEMS_NOT_STOWED = "items_not_stowed"  # count             (part of the closing question)
    CLOSE_CONFIRM = "close_confirm"  # missing, undeclared, wrong (question: CLOSE again)
    CLOSE_ATTENTION = (
        "close_attention"  # nothing is missing or wrong, but something is left to look at (question: CLOSE again)
    )
    LINE_MISSING = "line_missing"  # title, rma, count: units
    LINE_UNDECLARED = "line_undeclared"  # title, count: units
    PARCEL_EMPTY = "parcel_empty"  # nothing was taken out of it
    LINE_SURPLUS = "line_surplus"  # title, count: units more than announced
    LINE_WRONG = "line_wrong"  # title, count: units
    UNDONE = "undone"  # what: a kind of event
    CHANGED_MEANWHILE = "changed_meanwhile"  # title: another bench did something since it was asked about
    NOTHING_TO_UNDO = "nothing_to_undo"
    UNDO_CONFIRM = "undo_confirm"  # what, about                       (question: UNDO again)
    UNDO_CONFIRM_LABEL = "undo_confirm_label"  # what, about           (the same; a label of it may be on paper)
    ANSWER_FIRST = "answer_first"  # about goods that are not taken in yet
    NOT_NOW = "not_now"  # word
    NOTHING_NEXT = "nothing_next"  # no item here waits for anything
    CANCELLED = "cancelled"
    NOTHING_TO_CANCEL = "nothing_to_cancel"
    SHIFT_CLOSED = "shift_closed"
    LANGUAGE_CHANGED = "language_changed"
    HELP = "help"
    NOTE_KEPT = "note_kept"

    # Between benches.
    ITEM_IN_CONFLICT = "item_in_conflict"  # title: nothing is decided until a lead has chosen
    PARCEL_IN_CONFLICT = "parcel_in_conflict"  # label
    CONFLICT_RESOLVED = "conflict_resolved"
    CONFLICT_RESOLVED_LABEL = "conflict_resolved_label"  # lpn: the goods may carry the other side's label
    DUPLICATE_RESOLVED = "duplicate_resolved"
    NO_CONFLICT = "no_conflict"
    LABEL_REPLACED = "label_replaced"  # lpn, old: the old label must come off the goods
    LABEL_PRINTED_TWICE = "label_printed_twice"  # lpn: two items carry it
    CHANGED_ELSEWHERE = "changed_elsewhere"  # bench: it has gone on with what was to be undone

    # Warnings that stand beside the item or parcel.
    NOT_RETURNABLE = "not_returnable"  # title
    DEADLINE_PASSED = "deadline_passed"  # count: days
    DEADLINE_LEFT = "deadline_left"  # count: days
    WINDOW_UNKNOWN = "window_unknown"

    # Devices and disk.
    FRAME_TOO_LONG = "frame_too_long"  # scanner, count: bytes
    FRAME_NOT_TEXT = "frame_not_text"  # scanner
    FRAME_CUT_OFF = "frame_cut_off"  # scanner
    FRAME_NO_READ = "frame_no_read"  # scanner
    FRAME_NO_END = "frame_no_end"  # scanner
    CONTROL_CHARACTERS = "control_characters"  # text
    DISK_FULL = "disk_full"
    DISK_READ_ONLY = "disk_read_only"
    DISK_LOCKED = "disk_locked"
    DISK_FAILED = "disk_failed"  # why
    UNEXPECTED = "unexpected"  # number of the crash bundle


class Message(Struct, frozen=True):
    """One sentence to be said: its code, its parameters by name, and the number that chooses the plural form."""

    say: Say
    params: tuple[tuple[str, str], ...] = ()
    count: int | None = None


def message(say: Say, *, count: int | None = None, **params: object) -> Message:
    """Make a Message; parameters become text here, once."""
    return Message(say, tuple([(name, str(value)) for name, value in params.items()]), count)
