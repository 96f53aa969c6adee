"""Icons that stand for tones, routes, states and categories; never without a word beside them."""

from app.bench.view import Tone
from app.domain.vocabulary import PrintState, Route

TONE_ICON: dict[Tone, str] = {
    Tone.CALM: "next",
    Tone.OK: "check",
    Tone.WARNING: "warning",
    Tone.ERROR: "error",
    Tone.STOP: "stop",
}

ROUTE_ICON: dict[Route, str] = {
    Route.RESTOCK: "restock",
    Route.REFURBISH: "refurbish",
    Route.DISPOSE: "dispose",
    Route.HOLD: "hold",
}

PRINT_ICON: dict[PrintState, str] = {
    PrintState.QUEUED: "clock",
    PrintState.SENDING: "printer",
    PrintState.SENT: "printer",
    PrintState.CONFIRMED: "check",
    PrintState.UNKNOWN: "warning",
    PrintState.FAILED: "error",
    PrintState.VOIDED: "close",
}

PRINT_TONE: dict[PrintState, Tone] = {
    PrintState.QUEUED: Tone.WARNING,
    PrintState.SENDING: Tone.CALM,
    PrintState.SENT: Tone.CALM,
    PrintState.CONFIRMED: Tone.OK,
    PrintState.UNKNOWN: Tone.WARNING,
    PrintState.FAILED: Tone.ERROR,
    PrintState.VOIDED: Tone.WARNING,
}

_CATEGORY_ICON = {
    "apparel": "apparel",
    "electronics": "electronics",
    "home": "home",
    "hygiene": "hygiene",
    "food": "food",
    "battery": "battery",
    "hazmat": "hazmat",
}


def category_icon(category: str) -> str:
    """The icon of a product's category; a plain box for words that only the client knows."""
    return _CATEGORY_ICON.get(category, "product")
