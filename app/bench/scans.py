"""What a scan means now: each reading of the text is held against what the bench is doing.

Order: our own codes first, since nothing else looks like them; then what the current item waits for; then goods and
parcels that are known; then what is at least well-formed; and what is left is explained, never swallowed.
"""

import re

from app.bench import items, parcels, printing, products, signing, totes, units
from app.bench.controls import answer, control
from app.bench.messages import Say
from app.bench.view import Sound, Tone
from app.bench.work import Work
from app.domain.commands import RegisterScan
from app.domain.item import ItemState
from app.domain.serials import MAX_LENGTH, same_serial
from app.domain.vocabulary import ItemStatus, ParcelStatus, PrintState
from app.symbols.parse import DEFAULT_RMA_PATTERN, parse
from app.symbols.readings import Kind, Reading

_CONTROL = re.compile(r"[\x00-\x1c\x1e\x1f\x7f\ud800-\udfff]")
"""What no barcode holds: control characters other than GS (data in GS1 symbols), and halves of characters."""

_TOKEN = re.compile(r"B-[0-9A-Z_-]{8,}", re.IGNORECASE)
"""Anything in a text that could be a badge's token, wherever it stands."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


_PARCEL_CODE = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z /-]{4,38})[0-9A-Za-z]")
"""What a carrier prints below the bars of a number of its own."""

_OWN_CODES = {Kind.LPN, Kind.TOTE, Kind.COMMAND, Kind.BADGE}
_OTHER_CODES = {Kind.TRACKING, Kind.SSCC, Kind.RMA, Kind.GTIN, Kind.DIGITAL_LINK}
"""What a serial or lot may look like by chance, and mostly is when it looks like it."""


def shown(text: str, limit: int = 60) -> str:
    """A scanned text made harmless for screens and the record: badges hidden, control characters visible, cut to length."""
    text = clean = _TOKEN.sub(signing.HIDDEN_BADGE, text)
    if not text.isprintable():
        clean = _UNSAFE.sub(lambda found: "␝" if found.group() == "\x1d" else "�", text)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def on_scan(work: Work, scan: RegisterScan) -> None:
    """Do what the scan asks for in the present state."""
    text = scan.text.strip(" \t\r\n")  # GS (0x1D) is data, though Python takes it for white space
    if _CONTROL.search(text):
        work.note_scan(shown(text), scan.scanner, Say.CONTROL_CHARACTERS, scan.aim)
        work.say(Say.CONTROL_CHARACTERS, Tone.ERROR, text=shown(text))
        return
    pattern = work.around.settings.rma_pattern
    readings = parse(text, scan.aim, rma_pattern=re.compile(pattern, re.IGNORECASE) if pattern else DEFAULT_RMA_PATTERN)
    first = readings[0]
    if first.kind is Kind.COMMAND and first.valid:
        control(work, first.value)
        return
    if first.kind is Kind.BADGE and first.valid:
        signing.badge_scanned(work, first.value, scan.scanner)
        return
    if work.session.person is None:
        # Whatever is read now may be half of a badge: it is told, and its text is kept nowhere.
        work.note_scan(signing.HIDDEN_TEXT, scan.scanner, Say.SIGN_IN_FIRST, scan.aim)
        work.say(Say.SIGN_IN_FIRST, Tone.WARNING)
        return
    pending = work.session.pending
    if pending is not None and pending.repeat_text is not None and pending.repeat_text == text:
        answer(work, pending.repeat_word)
        return
    other_goods = work.asks_about_other_goods
    work.drop_question()
    if not _understood(work, text, readings, other_goods=other_goods):
        _unknown(work, scan, text, readings)


def _understood(work: Work, text: str, readings: tuple[Reading, ...], *, other_goods: bool) -> bool:
    """`other_goods`: the operator has something in hand that is not taken in, so the item of before waits for none of this."""
    first = readings[0]
    if first.kind is Kind.LPN and first.valid:
        _label(work, first.value)
        return True
    if first.kind is Kind.TOTE and first.valid:
        totes.tote_scanned(work, first.value, text)
        return True
    item = None if other_goods else work.item()
    if item is not None and units.corrects_serial(item, text):
        units.correct_serial(work, item, text)
        return True
    if item is not None and item.needs and _needed(work, item, text, readings):
        return True
    if work.session.parcel_id is None:
        return _parcel(work, text, readings) or _goods(work, text, readings)
    return _goods(work, text, readings) or _parcel(work, text, readings)


def _label(work: Work, lpn: str) -> None:
    """An item's own label: proof that it was printed, or the way back to that item."""
    found = printing.lpn_scanned(work, lpn)
    item = work.item(found[0]) if found else None
    if found is None or item is None:
        known, now = printing.made_here(work, lpn)
        if now is not None:
            work.say(Say.LABEL_VOID, Tone.STOP, lpn=lpn, expected=now.identified.lpn)
        elif known or found is not None:
            work.say(Say.LABEL_TAKEN_BACK, Tone.STOP, lpn=lpn)
        else:
            work.say(Say.LABEL_UNKNOWN_HERE, Tone.ERROR, lpn=lpn)
        return
    if found[2]:
        work.say(Say.LABEL_PRINTED_TWICE, Tone.STOP, lpn=lpn)
        return
    current = work.item()
    verify = work.around.settings.label_verify
    if printing.may_be_seen(work, item) and (
        current is None or item.item_id == current.item_id or not _awaits_label(current)
    ):
        go_to(work, item)
        printing.confirm(work, item, "scan")
        return
    if verify and current is not None and _awaits_label(current) and item.item_id != current.item_id:
        work.say(Say.LABEL_OF_OTHER, Tone.STOP, lpn=lpn, expected=current.identified.lpn)
        return
    go_to(work, item)
    if work.said is None:
        work.say(Say.ITEM_SELECTED, Tone.OK, index=work.index_of(item), title=item.identified.title)


def _awaits_label(item: ItemState) -> bool:
    decided = item.status in {ItemStatus.DECIDED, ItemStatus.STOWED} and item.label_job is not None
    return decided and item.label_state is not PrintState.CONFIRMED


def go_to(work: Work, item: ItemState) -> None:
    """Make an item the current one, with its parcel around it."""
    parcel_id = work.parcel_id_of(item)
    if parcel_id != work.session.parcel_id:
        parcel = work.parcel(parcel_id)
        if parcel is not None and parcel.status is ParcelStatus.CLOSED:
            parcels.park_open(work)
            work.move(parcel_id=None)
        elif parcel is not None:
            parcels.reopen(work, parcel)
            work.said = None
    work.move(item_id=item.item_id)


def _needed(work: Work, item: ItemState, text: str, readings: tuple[Reading, ...]) -> bool:
    """Take the serial, lot or expiry that the current item waits for, unless the scan clearly is something else."""
    needs = item.needs
    for reading in readings:
        if reading.kind in {Kind.GS1, Kind.DIGITAL_LINK} and (value := reading.field(needs)):
            gtin = reading.field("gtin")
            if gtin is None or gtin == item.identified.gtin or gtin in _gtins(work, item):
                units.take_needed(work, item, text, value)
                return True
            return False
    code = text.upper()
    if products.meant(work, readings, text)[0] or parcels.expected_lines(work, code) or parcels.find_parcel(work, code):
        return False
    if any(r.kind in _OWN_CODES for r in readings) or not text or len(text) > MAX_LENGTH or "\x1d" in text:
        return False  # one of our own codes misread, or no code at all: explained below, never taken for a serial
    if needs != "expiry" and any(r.valid and r.kind in _OTHER_CODES for r in readings):
        units.ask_doubtful(work, item, text)
        return True
    units.take_needed(work, item, text)
    return True


def _gtins(work: Work, item: ItemState) -> tuple[str, ...]:
    product = work.around.reference.product(item.identified.client, item.identified.sku)
    return product.gtins if product else ()


def _goods(work: Work, text: str, readings: tuple[Reading, ...]) -> bool:
    """A product, or a unit known by the serial that a line of the open parcel names."""
    found, reading = products.meant(work, readings, text)
    parcel = work.parcel()
    if not found and parcel is not None:
        line = next((line for line in parcel.received.lines if same_serial(line.serial, text)), None)
        if line is not None:
            product = work.around.reference.product(line.client, line.sku) or products.product_of_line(line)
            items.product_scanned(work, product, text, serial=text)
            return True
    if not found:
        return parcel is not None and _unknown_product(work, text, readings)
    if parcel is None:
        work.say(Say.OPEN_PARCEL_FIRST, Tone.WARNING, title=found[0].title)
    elif len(found) > 1:
        products.ask_which(work, found, text, reading)
    else:
        items.product_read(work, found[0], text, reading)
    return True


def _unknown_product(work: Work, text: str, readings: tuple[Reading, ...]) -> bool:
    for reading in readings:
        if reading.kind is Kind.GTIN and reading.valid and not parcels.expected_lines(work, text.upper()):
            items.unknown_product(work, reading.value, text)
            return True
    return False


def _parcel(work: Work, text: str, readings: tuple[Reading, ...]) -> bool:
    """A parcel: announced, received before, or at least carrying a real carrier's number."""
    codes: dict[str, Reading | None] = {}
    for reading in readings:
        if reading.kind in {Kind.TRACKING, Kind.SSCC, Kind.RMA}:
            codes.setdefault(reading.value, reading)
        if sscc := reading.field("sscc"):
            codes.setdefault(sscc, reading)
    codes.setdefault(text.upper(), None)
    for code, meant in codes.items():
        lines = parcels.expected_lines(work, code)
        if lines:
            parcels.open_by_lines(work, code, lines, meant)
            return True
        known = parcels.find_parcel(work, code)
        if known is not None:
            parcels.resume(work, known, text)
            return True
    for code, meant in codes.items():
        if meant is not None and (meant.valid or meant.kind is Kind.RMA):
            parcels.ask_blind(work, code, meant, text)
            return True
    return False


def _unknown(work: Work, scan: RegisterScan, text: str, readings: tuple[Reading, ...]) -> None:
    """Nothing fits: say what it looked like and why it is not that."""
    wrong = next(
        (r for r in readings if not r.valid and not r.unproven and r.kind not in {Kind.SERIAL, Kind.UNKNOWN, Kind.RMA}),
        None,
    )
    if wrong is not None and wrong is readings[0]:
        work.note_scan(shown(text), scan.scanner, Say.WRONG_CHECK_DIGIT, scan.aim)
        work.say(Say.WRONG_CHECK_DIGIT, Tone.ERROR, text=shown(text), reason=wrong.reason)
        return
    if signing.is_rest_of_badge(work, text):  # a scanner that lost the beginning of it
        work.note_scan(signing.HIDDEN_BADGE, scan.scanner, Say.UNKNOWN_CODE, scan.aim)
        work.say(Say.UNKNOWN_CODE, Tone.ERROR, sound=Sound.ERROR, text=signing.HIDDEN_BADGE)
        return
    work.note_scan(shown(text), scan.scanner, Say.UNKNOWN_CODE, scan.aim)
    if work.session.parcel_id is None and _may_name_a_parcel(text, readings):
        parcels.ask_unknown(work, text.upper())
        return
    work.say(Say.UNKNOWN_CODE, Tone.ERROR, sound=Sound.ERROR, text=shown(text))


def _may_name_a_parcel(text: str, readings: tuple[Reading, ...]) -> bool:
    """Whether an unknown code could stand on a box: some carriers' numbers have no form that could be checked. Goods' codes cannot."""
    harmless = shown(text) == text  # no badge with a letter before it
    return (
        harmless
        and bool(_PARCEL_CODE.fullmatch(text))
        and not any(reading.kind in {Kind.GTIN, Kind.GS1, Kind.DIGITAL_LINK, *_OWN_CODES} for reading in readings)
    )
