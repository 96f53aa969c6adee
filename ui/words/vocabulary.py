"""The words of the trade: every stored code as a person reads it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.bench.view import Phase, Tone
from app.domain.vocabulary import (
    Declared,
    DefectCode,
    Disposition,
    FunctionGrade,
    Grade,
    ItemStatus,
    OverrideReason,
    ParcelStatus,
    PrintState,
    ReasonCode,
    Role,
    Route,
    ToteStatus,
)
from ui.words.text import Text, translate

ROUTE: dict[Route, Text] = {
    Route.RESTOCK: translate("route", "Restock"),
    Route.REFURBISH: translate("route", "Refurbish"),
    Route.DISPOSE: translate("route", "Dispose"),
    Route.HOLD: translate("route", "Hold"),
}

DISPOSITION: dict[Disposition, Text] = {
    Disposition.RESTOCK: translate("disposition", "Restock as new"),
    Disposition.RESTOCK_B: translate("disposition", "Restock as seconds"),
    Disposition.REPACK: translate("disposition", "Repack and restock"),
    Disposition.CLEAN: translate("disposition", "Clean"),
    Disposition.REFURB: translate("disposition", "Refurbish"),
    Disposition.REPAIR: translate("disposition", "Repair"),
    Disposition.RECYCLE: translate("disposition", "Recycle"),
    Disposition.DESTROY: translate("disposition", "Destroy"),
    Disposition.DONATE: translate("disposition", "Donate"),
    Disposition.LIQUIDATE: translate("disposition", "Sell off"),
    Disposition.PARTS: translate("disposition", "Use for parts"),
    Disposition.QUARANTINE: translate("disposition", "Quarantine"),
    Disposition.RTV: translate("disposition", "Return to vendor"),
    Disposition.RETURN_TO_CUSTOMER: translate("disposition", "Return to customer"),
    Disposition.EXCEPTION: translate("disposition", "Clear up first"),
}

GRADE: dict[Grade, Text] = {
    Grade.N: translate("grade", "sealed"),
    Grade.A: translate("grade", "like new"),
    Grade.B: translate("grade", "minor marks"),
    Grade.C: translate("grade", "worn, works"),
    Grade.D: translate("grade", "defective"),
    Grade.E: translate("grade", "beyond repair"),
}

FUNCTION: dict[FunctionGrade, Text] = {
    FunctionGrade.F1: translate("function", "works fully"),
    FunctionGrade.F2: translate("function", "small fault"),
    FunctionGrade.F3: translate("function", "works in part"),
    FunctionGrade.F4: translate("function", "main function fails"),
    FunctionGrade.F5: translate("function", "does not start"),
    FunctionGrade.F6: translate("function", "not safe to test"),
}

DEFECT: dict[DefectCode, Text] = {
    DefectCode.PKG_OPEN: translate("defect", "Package open"),
    DefectCode.PKG_DAMAGED: translate("defect", "Package damaged"),
    DefectCode.TAG_MISSING: translate("defect", "Tag missing"),
    DefectCode.SOILED: translate("defect", "Soiled"),
    DefectCode.STAIN: translate("defect", "Stain"),
    DefectCode.ODOUR: translate("defect", "Odour"),
    DefectCode.SCRATCH: translate("defect", "Scratch"),
    DefectCode.DENT: translate("defect", "Dent"),
    DefectCode.CRACK: translate("defect", "Crack"),
    DefectCode.TEAR: translate("defect", "Tear"),
    DefectCode.PART_MISSING: translate("defect", "Part missing"),
    DefectCode.ACCESSORY_MISSING: translate("defect", "Accessory missing"),
    DefectCode.NO_POWER: translate("defect", "No power"),
    DefectCode.FUNCTION_FAIL: translate("defect", "Function fails"),
    DefectCode.BATTERY_SWOLLEN: translate("defect", "Battery swollen"),
    DefectCode.LEAK: translate("defect", "Leak"),
    DefectCode.DATA_PRESENT: translate("defect", "Data on it"),
    DefectCode.ACCOUNT_LOCK: translate("defect", "Account lock"),
    DefectCode.SERIAL_MISMATCH: translate("defect", "Wrong serial"),
    DefectCode.EMPTY_BOX: translate("defect", "Empty box"),
    DefectCode.COUNTERFEIT: translate("defect", "Counterfeit"),
    DefectCode.EXPIRED: translate("defect", "Expired"),
    DefectCode.RECALL: translate("defect", "Recalled"),
    DefectCode.TRANSIT_DAMAGE: translate("defect", "Transit damage"),
}

REASON: dict[ReasonCode, Text] = {
    ReasonCode.UNSPECIFIED: translate("reason", "no reason given"),
    ReasonCode.CHANGED_MIND: translate("reason", "changed their mind"),
    ReasonCode.TOO_SMALL: translate("reason", "too small"),
    ReasonCode.TOO_LARGE: translate("reason", "too large"),
    ReasonCode.NOT_AS_DESCRIBED: translate("reason", "not as described"),
    ReasonCode.DEFECTIVE: translate("reason", "defective"),
    ReasonCode.DAMAGED_IN_TRANSIT: translate("reason", "damaged in transit"),
    ReasonCode.WRONG_ITEM_SENT: translate("reason", "wrong item was sent"),
    ReasonCode.WRONG_ORDER: translate("reason", "ordered by mistake"),
    ReasonCode.DUPLICATE_ORDER: translate("reason", "ordered twice"),
    ReasonCode.ARRIVED_LATE: translate("reason", "arrived too late"),
    ReasonCode.CHEAPER_ELSEWHERE: translate("reason", "cheaper elsewhere"),
    ReasonCode.MISSING_PARTS: translate("reason", "parts missing"),
    ReasonCode.RECALL: translate("reason", "recalled"),
    ReasonCode.WARRANTY: translate("reason", "warranty claim"),
    ReasonCode.REFUSED_UNDELIVERED: translate("reason", "refused or not delivered"),
}

DECLARED: dict[Declared, Text] = {
    Declared.EXPECTED: translate("declared", "expected"),
    Declared.UNDECLARED: translate("declared", "undeclared"),
    Declared.WRONG_ITEM: translate("declared", "wrong item"),
    Declared.BLIND: translate("declared", "without papers"),
}

OVERRIDE: dict[OverrideReason, Text] = {
    OverrideReason.CONDITION_BETTER: translate("override", "Condition is better"),
    OverrideReason.CONDITION_WORSE: translate("override", "Condition is worse"),
    OverrideReason.CLIENT_INSTRUCTION: translate("override", "Client wants it"),
    OverrideReason.SAFETY: translate("override", "Safety"),
    OverrideReason.LEAD_DECISION: translate("override", "Lead's decision"),
    OverrideReason.OTHER: translate("override", "Another reason"),
}

ROLE: dict[Role, Text] = {
    Role.INSPECTOR: translate("role", "inspector"),
    Role.LEAD: translate("role", "shift lead"),
    Role.ADMIN: translate("role", "administrator"),
}

ITEM_STATUS: dict[ItemStatus, Text] = {
    ItemStatus.IDENTIFIED: translate("item status", "grade it"),
    ItemStatus.GRADED: translate("item status", "decide"),
    ItemStatus.DECIDED: translate("item status", "to tote"),
    ItemStatus.HELD: translate("item status", "on hold"),
    ItemStatus.STOWED: translate("item status", "done"),
    ItemStatus.VOIDED: translate("item status", "taken back"),
}

PARCEL_STATUS: dict[ParcelStatus, Text] = {
    ParcelStatus.OPEN: translate("parcel status", "open"),
    ParcelStatus.PARKED: translate("parcel status", "parked"),
    ParcelStatus.CLOSED: translate("parcel status", "closed"),
    ParcelStatus.VOIDED: translate("parcel status", "taken back"),
}

TOTE_STATUS: dict[ToteStatus, Text] = {
    ToteStatus.OPEN: translate("tote status", "open"),
    ToteStatus.CLOSED: translate("tote status", "closed"),
}

PRINT_STATE: dict[PrintState, Text] = {
    PrintState.QUEUED: translate("print state", "waits for the printer"),
    PrintState.SENDING: translate("print state", "is being sent"),
    PrintState.SENT: translate("print state", "sent to the printer"),
    PrintState.CONFIRMED: translate("print state", "label seen"),
    PrintState.UNKNOWN: translate("print state", "look at the printer"),
    PrintState.FAILED: translate("print state", "not printed"),
    PrintState.VOIDED: translate("print state", "throw the label away"),
}

PHASE: dict[Phase, Text] = {
    Phase.SIGNED_OUT: translate("phase", "Signed out"),
    Phase.PIN: translate("phase", "PIN"),
    Phase.IDLE: translate("phase", "No parcel"),
    Phase.PARCEL_OPEN: translate("phase", "Parcel open"),
    Phase.IDENTIFIED: translate("phase", "Item to grade"),
    Phase.GRADED: translate("phase", "Proposal"),
    Phase.DECIDED: translate("phase", "Decided"),
    Phase.DONE: translate("phase", "In its tote"),
    Phase.HELD: translate("phase", "On hold"),
}

TONE: dict[Tone, Text] = {
    Tone.CALM: translate("tone", "Next"),
    Tone.OK: translate("tone", "OK"),
    Tone.WARNING: translate("tone", "Attention"),
    Tone.ERROR: translate("tone", "Error"),
    Tone.STOP: translate("tone", "Stop"),
}
"""How a tone is read aloud; on the screen it is an icon."""

# Keyed by the stored word: these come as plain strings.
DEVICE_STATE: dict[str, Text] = {
    "connecting": translate("device state", "connecting"),
    "ready": translate("device state", "ready"),
    "lost": translate("device state", "lost"),
    "attention": translate("device state", "needs attention"),
}

DEVICE_REASON: dict[str, Text] = {
    "absent": translate("device reason", "nothing answers there: is it switched on and plugged in?"),
    "busy": translate("device reason", "another program holds it"),
    "denied": translate("device reason", "this user may not open it"),
    "lost": translate("device reason", "it was there and went away: check the cable"),
    "stalled": translate("device reason", "it takes no data: switch it off and on"),
    "misconfigured": translate("device reason", "its settings cannot be right"),
    "needs_attention": translate("device reason", "paper out, head open or paused"),
    "unsupported": translate("device reason", "not possible on this computer"),
    # Not the device's own: what the print thread and the bench say of a label.
    "interrupted": translate("device reason", "something came in between"),
    "unexpected": translate("device reason", "the program is at fault, its log says more"),
}

DEVICE_ROLE: dict[str, Text] = {
    "scanner": translate("device role", "Scanner"),
    "printer": translate("device role", "Printer"),
}

SERIAL_FINDING: dict[str, Text] = {
    "matches": translate("serial finding", "matches"),
    "differs": translate("serial finding", "differs from the announced one"),
    "returned_before": translate("serial finding", "was returned before"),
    "blocked": translate("serial finding", "is on the block list"),
    "unreadable": translate("serial finding", "cannot be read"),
}

APPROVAL: dict[str, Text] = {
    "upgrade": translate("approval", "it is better than the proposed way"),
    "quarantine": translate("approval", "it comes out of quarantine"),
    "destroy_value": translate("approval", "its value is above the limit"),
}
"""Why a lead has to agree, by the policy's code."""

HELD_REASON: dict[str, Text] = {
    "approval": translate("held reason", "a shift lead has to agree"),
    "operator": translate("held reason", "put aside at the bench"),
}

REASONS: dict[str, Text] = {**DEVICE_REASON, **APPROVAL, **HELD_REASON}
"""Whatever a message or an event may give as its reason, by the stored code."""

CATEGORY: dict[str, Text] = {
    "apparel": translate("category", "apparel"),
    "electronics": translate("category", "electronics"),
    "home": translate("category", "home"),
    "hygiene": translate("category", "hygiene"),
    "food": translate("category", "food"),
    "battery": translate("category", "battery"),
    "hazmat": translate("category", "hazardous"),
}

FRAME_PROBLEM: dict[str, Text] = {
    "too_long": translate("frame problem", "too long for a code"),
    "not_text": translate("frame problem", "not text"),
    "cut_off": translate("frame problem", "broke off inside a code"),
    "no_read": translate("frame problem", "the scanner saw no code"),
    "no_end": translate("frame problem", "without the key that ends a code"),
}

READING_KIND: dict[str, Text] = {
    "lpn": translate("reading", "item label"),
    "tote": translate("reading", "tote"),
    "badge": translate("reading", "badge"),
    "command": translate("reading", "command"),
    "rma": translate("reading", "return number"),
    "tracking": translate("reading", "tracking number"),
    "gtin": translate("reading", "product code (GTIN)"),
    "sscc": translate("reading", "shipping unit (SSCC)"),
    "gs1": translate("reading", "GS1 data"),
    "digital_link": translate("reading", "GS1 web address"),
    "imei": translate("reading", "IMEI"),
    "isbn": translate("reading", "ISBN"),
    "serial": translate("reading", "serial number"),
    "unknown": translate("reading", "unknown"),
}

LANGUAGE: dict[str, str] = {"en": "English", "ru": "Русский"}
"""Each language in its own words; the same whatever language the screen speaks."""

WORDED: dict[type[StrEnum], Mapping[Any, Text]] = {
    Route: ROUTE,
    Disposition: DISPOSITION,
    Grade: GRADE,
    FunctionGrade: FUNCTION,
    DefectCode: DEFECT,
    ReasonCode: REASON,
    Declared: DECLARED,
    OverrideReason: OVERRIDE,
    Role: ROLE,
    ItemStatus: ITEM_STATUS,
    ParcelStatus: PARCEL_STATUS,
    ToteStatus: TOTE_STATUS,
    PrintState: PRINT_STATE,
    Phase: PHASE,
    Tone: TONE,
}
"""Every enum of the trade with its texts; what the test of completeness walks through."""
