"""Command barcodes: the bench worked by scanner alone.

A code is `CMD-` + word + `-` + check character (ISO/IEC 7064 MOD 37,36 over the letters and digits of the word, hyphens and
underscores left out), so that no half-read barcode ever becomes an order.
"""

import re
from dataclasses import dataclass
from functools import cache

from app.domain.check_digits import mod37_36
from app.domain.vocabulary import DefectCode, Disposition, FunctionGrade, Grade, OverrideReason, Route

PREFIX = "CMD-"
QUANTITIES_ON_SHEET = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100)
MAX_QUANTITY = 9999
MOST_ANSWERS = 6
"""To a question whose answers are only told by their number."""

_QUANTITY = re.compile(r"QTY-[1-9][0-9]{0,3}")
_SHAPE = re.compile(r"CMD-([0-9A-Z_-]+)-([0-9A-Z])")


@dataclass(frozen=True, slots=True)
class ControlWord:
    """An order to the bench.

    Attributes:
        word: what the code carries, e.g. "GRADE-C".
        text_en: what it does, for people; the source string that translations start from.
    """

    word: str
    text_en: str


@dataclass(frozen=True, slots=True)
class ControlCode:
    """A command barcode, as the sheet prints it: what to encode, the order that it gives, and the text beside it."""

    code: str
    action: str
    text: str


_WORKFLOW = (
    ControlWord("ACCEPT", "Accept the proposal"),
    ControlWord("UNDO", "Undo the last step"),
    ControlWord("HOLD", "Put the item on hold"),
    ControlWord("RELEASE", "Release the item from hold"),
    ControlWord("NEXT", "Next item"),
    ControlWord("CLOSE", "Close the parcel"),
    ControlWord("PARK", "Park the parcel"),
    ControlWord("BLIND", "Open as a blind return"),
    ControlWord("UNDECLARED", "Item is not on the return"),
    ControlWord("WRONG-ITEM", "Wrong item was sent"),
    ControlWord("NO-SERIAL", "Item has no serial number"),
    ControlWord("SPLIT", "Split one unit off the batch"),
    ControlWord("REMOVE", "Take the item out of its tote"),
    ControlWord("CONFIRM", "Yes"),
    ControlWord("CANCEL", "No, go back"),
    ControlWord("REPRINT", "Print the label again"),
    ControlWord("PRINTED-OK", "The label is printed"),
    ControlWord("SIGN-OUT", "Sign out"),
    ControlWord("HELP", "Help"),
    ControlWord("LANG-EN", "English"),
    ControlWord("LANG-RU", "Russian"),
    ControlWord("QTY-PLUS", "One more"),
    ControlWord("QTY-MINUS", "One less"),
)

_GRADES = {
    Grade.N: "Grade N: sealed as new",
    Grade.A: "Grade A: like new",
    Grade.B: "Grade B: minor marks, complete",
    Grade.C: "Grade C: worn, dirty or incomplete, works",
    Grade.D: "Grade D: defective, repairable",
    Grade.E: "Grade E: beyond economic repair",
}

_DEFECTS = {
    DefectCode.PKG_OPEN: "Packaging opened",
    DefectCode.PKG_DAMAGED: "Packaging damaged",
    DefectCode.TAG_MISSING: "Tag missing",
    DefectCode.SOILED: "Soiled",
    DefectCode.STAIN: "Stain",
    DefectCode.ODOUR: "Odour",
    DefectCode.SCRATCH: "Scratch",
    DefectCode.DENT: "Dent",
    DefectCode.CRACK: "Crack",
    DefectCode.TEAR: "Tear",
    DefectCode.PART_MISSING: "Part missing",
    DefectCode.ACCESSORY_MISSING: "Accessory missing",
    DefectCode.NO_POWER: "Does not switch on",
    DefectCode.FUNCTION_FAIL: "Function fails",
    DefectCode.BATTERY_SWOLLEN: "Battery swollen",
    DefectCode.LEAK: "Leaks",
    DefectCode.DATA_PRESENT: "Customer's data on it",
    DefectCode.ACCOUNT_LOCK: "Locked to an account",
    DefectCode.SERIAL_MISMATCH: "Serial number differs",
    DefectCode.EMPTY_BOX: "Empty box",
    DefectCode.COUNTERFEIT: "Counterfeit",
    DefectCode.EXPIRED: "Expired",
    DefectCode.RECALL: "Recalled",
    DefectCode.TRANSIT_DAMAGE: "Damaged in transit",
}

_DISPOSITIONS = {
    Disposition.RESTOCK: "Restock",
    Disposition.RESTOCK_B: "Restock as B stock",
    Disposition.REPACK: "Repack and restock",
    Disposition.CLEAN: "Clean",
    Disposition.REFURB: "Refurbish",
    Disposition.REPAIR: "Repair",
    Disposition.RECYCLE: "Recycle",
    Disposition.DESTROY: "Destroy",
    Disposition.DONATE: "Donate",
    Disposition.LIQUIDATE: "Liquidate",
    Disposition.PARTS: "Use for parts",
    Disposition.QUARANTINE: "Quarantine",
    Disposition.RTV: "Return to vendor",
    Disposition.RETURN_TO_CUSTOMER: "Return to customer",
    Disposition.EXCEPTION: "Exception",
}

_WHY = {
    OverrideReason.CONDITION_BETTER: "Why: condition is better",
    OverrideReason.CONDITION_WORSE: "Why: condition is worse",
    OverrideReason.CLIENT_INSTRUCTION: "Why: the client says so",
    OverrideReason.SAFETY: "Why: safety",
    OverrideReason.LEAD_DECISION: "Why: the shift lead decided",
    OverrideReason.OTHER: "Why: another reason",
}

_ROUTES = {
    Route.RESTOCK: "Open a tote for restock",
    Route.REFURBISH: "Open a tote for refurbish",
    Route.DISPOSE: "Open a tote for dispose",
    Route.HOLD: "Open a tote for hold",
}


@cache
def control_words() -> tuple[ControlWord, ...]:
    """Every order on the sheet, in the order of the sheet."""
    return (
        *_WORKFLOW,
        *(ControlWord(f"QTY-{number}", f"Quantity {number}") for number in QUANTITIES_ON_SHEET),
        *(ControlWord(f"GRADE-{grade.value}", _GRADES[grade]) for grade in Grade),
        *(ControlWord(f"FUNCTION-{grade.value}", f"Function {grade.value}") for grade in FunctionGrade),
        *(ControlWord(f"DEFECT-{defect.value}", _DEFECTS[defect]) for defect in DefectCode),
        *(ControlWord(f"DISPOSE-AS-{code.value}", _DISPOSITIONS[code]) for code in Disposition),
        *(ControlWord(f"WHY-{reason.value}", _WHY[reason]) for reason in OverrideReason),
        *(ControlWord(f"TOTE-OPEN-{route.value.upper()}", _ROUTES[route]) for route in Route),
        ControlWord("TOTE-CLOSE", "Close the tote"),
        *(ControlWord(f"CHOICE-{number}", f"Answer {number}") for number in range(1, MOST_ANSWERS + 1)),
    )


def make_control(word: str) -> str:
    """The barcode of an order. Raises ValueError when it is none."""
    if not is_control_word(word):
        raise ValueError(f"Expected a command word, got {word!r}.")
    return f"{PREFIX}{word}-{_check_character(word)}"


def control_codes() -> tuple[ControlCode, ...]:
    """All command barcodes, as the sheet prints them."""
    return tuple(ControlCode(make_control(word.word), word.word, word.text_en) for word in control_words())


def is_control_word(word: str) -> bool:
    """Whether the bench knows the order: a word of the sheet, or QTY-n with n from 1 to 9999."""
    return word in _known_words() or _QUANTITY.fullmatch(word) is not None


def read_control(text: str) -> str:
    """The order that a command barcode gives, e.g. "GRADE-C". Either case is read.

    Raises ValueError that says what was expected and what was found.
    """
    if not text.isascii():
        raise ValueError("Expected letters A to Z, digits and hyphens, got other characters.")
    parts = _SHAPE.fullmatch(text.upper())
    if parts is None:
        raise ValueError(f"Expected CMD-, a word, a hyphen and a check character, got {text[:40]!r}.")
    word, found = parts[1], parts[2]
    expected = _check_character(word)
    if expected != found:
        raise ValueError(f"Expected check character {expected} behind {word}, got {found}.")
    if not is_control_word(word):
        raise ValueError(f"Expected a command that this version knows, got {word}.")
    return word


@cache
def _known_words() -> frozenset[str]:
    return frozenset(entry.word for entry in control_words())


def _check_character(word: str) -> str:
    return mod37_36(word.replace("-", "").replace("_", ""))
