"""A shift at the sample site, told as what the scanner reads: every parcel of app/sample/stories.py from badge to close.

Nothing but barcodes: the parcel's label, the goods' own codes, the command sheet, totes, and the labels that the printer has
just given out, whose numbers nobody knows beforehand.
"""

from collections.abc import Callable
from datetime import date, timedelta

from app.sample import tracking
from app.sample.build import DEFAULT_SEED
from app.sample.steps import Inspector, ShiftStep
from app.sample.stories import FOUND_TABLET, SPEAKER_SERIAL

__all__ = ["ShiftStep", "sample_shift"]

RESTOCK, REFURBISH, DISPOSE, HOLD = "T-0301", "T-0302", "T-0303", "T-0304"
"""One tote for each route."""

BLIND_PARCEL = tracking.s10("CC", 70_552_918, "EE")
"""A box that nobody announced."""


def _two_returns(shift: Inspector) -> None:
    jumper, mug = shift.product("Huurrekuja", "HK-HALLA-03"), shift.product("Tuohikori Koti", "TK-MUKI-02")
    shift.open("two_returns", "One box, two returns of two merchants")
    shift.take(jumper)
    shift.judge("N", note="Never worn")
    shift.finish(RESTOCK, note="Restock")
    shift.take(mug, times=3, note="Three mugs are one batch")
    shift.say("SPLIT", "One of them is broken: it gets a label of its own")
    shift.judge("E", "CRACK", note="A broken mug")
    shift.finish(DISPOSE, note="Recycle")
    shift.say("NEXT", "Back to the other two")
    shift.judge("A", note="Like new")
    shift.finish(RESTOCK, note="Restock as B stock")
    shift.close()


def _speaker(shift: Inspector) -> None:
    shift.open("speaker", "A box with an SSCC")
    speaker = shift.product("Fjordlykt Elektronikk", "FE-BRUS-01")
    shift.take_gs1(speaker, serial=SPEAKER_SERIAL, note="One scan: product and serial number, as announced")
    shift.judge("C", note="At first sight")
    shift.say("UNDO", "Wiped clean, it looks better: take the grade back", pause_ms=1500)
    shift.judge("B", "SCRATCH", function="F2", note="A scratch, works well")
    shift.finish(REFURBISH, note="Refurbish")
    shift.close()


def _wrong_serial(shift: Inspector) -> None:
    shift.open("wrong_serial", "A tablet that should be another one")
    shift.take(shift.product("Fjordlykt Elektronikk", "FE-SKJAER-02"))
    shift.scan(FOUND_TABLET, "Its serial number is not the announced one", pause_ms=1400)
    shift.judge("B", note="Looks good, and is the wrong one")
    shift.finish(HOLD, note="Quarantine")
    shift.close()


def _returned_before(shift: Inspector) -> None:
    shift.open("returned_before", "A serial number that came back before")
    shift.take(shift.product("Fjordlykt Elektronikk", "FE-BRUS-01"))
    shift.scan(SPEAKER_SERIAL, "The serial number of the speaker two parcels ago", pause_ms=1400)
    shift.judge("D", "NO_POWER", note="Dead")
    shift.finish(HOLD, note="Quarantine")
    shift.close()


def _late_and_personal(shift: Inspector) -> None:
    shift.open("late", "Its return window ended nine days ago")
    shift.take(shift.product("Tuohikori Koti", "TK-PEITTO-02"))
    shift.open("personal", "A more urgent box comes in: the first one is parked")
    shift.take(shift.product("Tuohikori Koti", "TK-KYLTTI-02"))
    shift.judge("A", note="A name plate with somebody's name")
    shift.finish(HOLD, note="Not returnable: back to the customer")
    shift.close()
    shift.open("late", "Back to the parked one, where it was left")
    shift.judge("B", "PKG_OPEN", note="The duvet, unpacked")
    shift.finish(HOLD, note="Too late: a lead decides")
    shift.close()


def _swollen(shift: Inspector) -> None:
    shift.open("swollen", "A power bank")
    shift.take(shift.product("Инейград", "IG-ISKRA-05"))
    shift.judge("D", "BATTERY_SWOLLEN", note="Swollen")
    shift.say("ACCEPT", "Quarantine")
    shift.label()
    shift.scan(RESTOCK, "The wrong tote: stop, nothing is recorded", pause_ms=1500)
    shift.put_in(HOLD)
    shift.close()


def _creams(shift: Inspector) -> None:
    hand, sun = shift.product("Björkdagg Vård", "BV-HAND-02"), shift.product("Björkdagg Vård", "BV-SOL-03")
    in_date, expired = shift.today + timedelta(days=420), shift.today - timedelta(days=30)
    shift.open("creams", "Creams, which may be sold again only sealed and in date")
    for note in ("Product, lot and expiry in one scan", "The second one of the same lot"):
        shift.take_gs1(hand, lot="N2207", expiry=in_date, note=note)
    shift.judge("N", note="Both sealed")
    shift.finish(RESTOCK, note="Restock")
    shift.take_gs1(sun, lot="K1180", expiry=expired, note="This one has expired")
    shift.judge("N", note="Sealed, but out of date")
    shift.finish(DISPOSE, note="Destroy")
    shift.close()


def _honey(shift: Inspector) -> None:
    shift.open("honey", "Food without a code that says it all")
    shift.take(shift.product("Tuulekuusk Toit", "TT-MESI-04"))
    shift.scan("L0419", "Its lot", pause_ms=1100)
    shift.scan(f"{shift.today - timedelta(days=3):%d.%m.%Y}", "Its date, three days ago", pause_ms=1100)
    shift.judge("N", note="Sealed")
    shift.finish(DISPOSE, note="Destroy")
    shift.close()


def _something_missing(shift: Inspector) -> None:
    shift.open("something_missing", "Three units announced")
    shift.take(shift.product("Björkdagg Vård", "BV-HANDDUK-02"))
    shift.scan("SE-PROMO/7711", "A voucher that lay in the box: nobody knows its code", pause_ms=1600)
    shift.judge("B", note="Washed once")
    shift.finish(RESTOCK, note="Restock as B stock")
    shift.close("Two units are missing: it says which", discrepancies=True)


def _undeclared(shift: Inspector) -> None:
    jacket, hat = shift.product("Huurrekuja", "HK-TUISKU-06"), shift.product("Huurrekuja", "HK-KIDE-02")
    shift.open("undeclared", "A jacket, and something else in the box")
    shift.take(jacket)
    shift.judge("C", "STAIN", "ODOUR", note="Worn")
    shift.finish(DISPOSE, note="Donate")
    shift.take(hat, note="A hat that nobody announced", gtin=1)
    shift.take(hat, note="Scanned again: undeclared", gtin=1)
    shift.judge("A", note="The hat is like new")
    shift.finish(RESTOCK, note="Repack")
    shift.close("One item more than announced", discrepancies=True)


def _laptop(shift: Inspector) -> None:
    shift.open("laptop", "An expensive one")
    shift.take(shift.product("Fjordlykt Elektronikk", "FE-FJELL-02"))
    shift.scan("BP14-90233", "Its serial number, as announced", pause_ms=1200)
    shift.judge("E", "CRACK", "NO_POWER", note="Crushed on the way")
    shift.say("ACCEPT", "Recycling that much wants a lead")
    shift.say("HOLD", "No lead near: it waits, with the question", pause_ms=1600)
    shift.put_in(HOLD)
    shift.close("The box is empty, the laptop still waits for a lead", discrepancies=True)


def _lamp(shift: Inspector) -> None:
    shift.open("lamp", "A lamp")
    shift.take(shift.product("Tuohikori Koti", "TK-VALO-02"))
    shift.judge("C", "SCRATCH", note="Scratched underneath")
    shift.say("DISPOSE-AS-RESTOCK_B", "Nobody will see that: B stock", pause_ms=1500)
    shift.say("WHY-CONDITION_BETTER", "Why: the condition is better than the grade says")
    shift.label()
    shift.put_in(RESTOCK)
    shift.close()


def _vendor(shift: Inspector) -> None:
    shift.open("vendor", "Headphones under warranty")
    headphones = shift.product("Fjordlykt Elektronikk", "FE-STILLE-04")
    shift.take_gs1(headphones, serial="HS04-55120", note="Product and serial number")
    shift.judge("D", "FUNCTION_FAIL", function="F4", note="One side is silent")
    shift.finish(HOLD, note="The vendor takes it back")
    shift.close()


def _cheap_and_aerosol(shift: Inspector) -> None:
    shift.open("cheap", "A shirt for two euros")
    shift.take(shift.product("Huurrekuja", "HK-SUVI-02"))
    shift.judge("B", "SOILED", note="Lipstick")
    shift.finish(DISPOSE, note="Not worth the washing")
    shift.close()
    shift.open("aerosol", "A spray can")
    spray = shift.product("Björkdagg Vård", "BV-DEO-01")
    shift.take_gs1(spray, lot="D0931", expiry=shift.today + timedelta(days=800), note="Dangerous goods")
    shift.judge("N", "LEAK", note="Leaking")
    shift.finish(HOLD, note="Quarantine")
    shift.close()


def _by_rma(shift: Inspector) -> None:
    shift.open("no_tracking", "No number on the box, but the return slip is inside")
    shift.take(shift.product("Jūrsvece", "JS-CIMDI-05"))
    shift.judge("N", "TAG_MISSING", note="As new, its tag is gone")
    shift.finish(RESTOCK, note="Repack")
    shift.close()


def _blind(shift: Inspector) -> None:
    shift.scan(BLIND_PARCEL, "A box that nobody announced", pause_ms=1800)
    shift.scan(BLIND_PARCEL, "Scanned again: taken in all the same", pause_ms=1300)
    shift.take(shift.product("Jūrsvece", "JS-PLEDS-03"))
    shift.judge("A", note="A blanket like new")
    shift.finish(RESTOCK, note="Restock as B stock")
    shift.close()
    shift.scan(RESTOCK, "The restock tote is full")
    shift.say("TOTE-CLOSE", "It goes to put-away")


_PARCELS: tuple[Callable[[Inspector], None], ...] = (
    _two_returns,
    _speaker,
    _wrong_serial,
    _returned_before,
    _late_and_personal,
    _swollen,
    _creams,
    _honey,
    _something_missing,
    _undeclared,
    _laptop,
    _lamp,
    _vendor,
    _cheap_and_aerosol,
    _by_rma,
    _blind,
)


def sample_shift(badge: str, today: date, seed: int = DEFAULT_SEED) -> tuple[ShiftStep, ...]:
    """The whole shift. `badge` is the code of whoever works; `today` and `seed` are those that the site was made with."""
    shift = Inspector(badge, today, seed)
    for tell in _PARCELS:
        tell(shift)
    shift.say("SIGN-OUT", "End of the shift")
    return tuple(shift.steps)
