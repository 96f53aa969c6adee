"""What each command word says on a button and on the command sheet."""

from app.bench.messages import Say
from app.domain.vocabulary import DefectCode, Disposition, FunctionGrade, Grade, OverrideReason, Route
from ui.words.text import Text, translate
from ui.words.vocabulary import DEFECT, DISPOSITION, FUNCTION, GRADE, OVERRIDE

COMMAND: dict[str, Text] = {
    "ACCEPT": translate("command", "Accept and print"),
    "UNDO": translate("command", "Undo"),
    "HOLD": translate("command", "Hold"),
    "RELEASE": translate("command", "End hold"),
    "NEXT": translate("command", "Next item"),
    "CLOSE": translate("command", "Close parcel"),
    "PARK": translate("command", "Park parcel"),
    "BLIND": translate("command", "Receive without papers"),
    "UNDECLARED": translate("command", "Take in as undeclared"),
    "WRONG-ITEM": translate("command", "Wrong item was sent"),
    "NO-SERIAL": translate("command", "No readable serial"),
    "SPLIT": translate("command", "Split off one unit"),
    "REMOVE": translate("command", "Take out of the tote"),
    "CONFIRM": translate("command", "Yes"),
    "CANCEL": translate("command", "Cancel"),
    "REPRINT": translate("command", "Print label again"),
    "PRINTED-OK": translate("command", "It came out"),
    "SIGN-OUT": translate("command", "Sign out"),
    "HELP": translate("command", "Help"),
    "LANG-EN": translate("command", "English"),
    "LANG-RU": translate("command", "Russian"),
    "QTY-PLUS": translate("command", "One more"),
    "QTY-MINUS": translate("command", "One less"),
    "TOTE-OPEN-RESTOCK": translate("command", "Open tote: restock"),
    "TOTE-OPEN-REFURBISH": translate("command", "Open tote: refurbish"),
    "TOTE-OPEN-DISPOSE": translate("command", "Open tote: dispose"),
    "TOTE-OPEN-HOLD": translate("command", "Open tote: hold"),
    "TOTE-CLOSE": translate("command", "Close tote"),
}

CHOICE: dict[tuple[Say, str], Text] = {
    (Say.ALREADY_ITEM, "CONFIRM"): translate("choice", "Add one"),
    (Say.PARCEL_CLOSED_BEFORE, "CONFIRM"): translate("choice", "Open it again"),
    (Say.NOT_ON_RMA_OTHER, "NEXT"): translate("choice", "Switch to its parcel"),
    (Say.TOTE_NOT_OPEN, "CONFIRM"): translate("choice", "Open the tote"),
    (Say.CLOSE_CONFIRM, "CLOSE"): translate("choice", "Close with differences"),
    (Say.CLOSE_CONFIRM, "CONFIRM"): translate("choice", "Close with differences"),
    (Say.UNDO_CONFIRM, "UNDO"): translate("choice", "Take it back"),
    (Say.UNDO_CONFIRM, "CONFIRM"): translate("choice", "Take it back"),
    (Say.UNDO_CONFIRM_LABEL, "UNDO"): translate("choice", "Take it back"),
    (Say.UNDO_CONFIRM_LABEL, "CONFIRM"): translate("choice", "Take it back"),
    (Say.PRODUCT_UNKNOWN, "UNDECLARED"): translate("choice", "Take in as unknown"),
    (Say.APPROVAL_NEEDED, "HOLD"): translate("choice", "Hold it for the lead"),
    (Say.LABEL_LOOK, "REPRINT"): translate("choice", "No: print again"),
}
"""A word that answers a certain question can say more exactly what it does there."""

ANSWER = translate("command", "Answer {number}")
QUANTITY = translate("command", "Quantity {number}")
GRADE_IS = translate("command", "Grade {grade}: {meaning}")
FUNCTION_IS = translate("command", "Function {grade}: {meaning}")
DEFECT_IS = translate("command", "Defect: {meaning}")
DISPOSE_AS = translate("command", "Decide: {meaning}")
WHY_IS = translate("command", "Because: {meaning}")


def described(word: str) -> tuple[Text, dict[str, object]]:
    """The text of a command word and the values that it names. Raises KeyError for a word that this release does not know."""
    family, dash, rest = word.rpartition("-")
    if word in COMMAND:
        return COMMAND[word], {}
    if family == "QTY" and rest.isdigit():
        return QUANTITY, {"number": rest}
    if family == "CHOICE" and rest.isdigit():
        return ANSWER, {"number": rest}
    if dash and family == "GRADE":
        return GRADE_IS, {"grade": rest, "meaning": GRADE[Grade(rest)]}
    if dash and family == "FUNCTION":
        return FUNCTION_IS, {"grade": rest, "meaning": FUNCTION[FunctionGrade(rest)]}
    if word.startswith("DEFECT-"):
        return DEFECT_IS, {"meaning": DEFECT[DefectCode(word.removeprefix("DEFECT-"))]}
    if word.startswith("DISPOSE-AS-"):
        return DISPOSE_AS, {"meaning": DISPOSITION[Disposition(word.removeprefix("DISPOSE-AS-"))]}
    if word.startswith("WHY-"):
        return WHY_IS, {"meaning": OVERRIDE[OverrideReason(word.removeprefix("WHY-"))]}
    raise KeyError(word)


def short(word: str) -> Text | None:
    """The text of a button that stands among its like, where "Grade C:" would only repeat the heading; None: use `described`."""
    if word.startswith("DEFECT-"):
        return DEFECT[DefectCode(word.removeprefix("DEFECT-"))]
    if word.startswith("DISPOSE-AS-"):
        return DISPOSITION[Disposition(word.removeprefix("DISPOSE-AS-"))]
    if word.startswith("WHY-"):
        return OVERRIDE[OverrideReason(word.removeprefix("WHY-"))]
    return COMMAND.get(word)


def route_of(word: str) -> Route | None:
    """The route that a word leads to, for its colour and icon; None for words without one."""
    if word.startswith("DISPOSE-AS-"):
        return Disposition(word.removeprefix("DISPOSE-AS-")).route
    if word.startswith("TOTE-OPEN-"):
        return Route(word.removeprefix("TOTE-OPEN-").lower())
    return None
