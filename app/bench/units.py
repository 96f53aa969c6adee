"""What a unit tells about itself: serial number, lot and expiry, taken when they are asked for and judged."""

from calendar import monthrange
from datetime import date

from app.bench import grading
from app.bench.messages import Say, message
from app.bench.view import Tone
from app.bench.work import Work
from app.domain.catalogue import ExpectedLine
from app.domain.events import ItemAmended
from app.domain.item import ItemState
from app.domain.parcel import received_by_line
from app.domain.refusal import Refused
from app.domain.serials import same_serial
from app.domain.vocabulary import Declared, DefectCode


def take_needed(work: Work, item: ItemState, text: str, value: str | None = None) -> None:
    """Take what the current item waits for: its serial, lot or expiry."""
    if item.needs == "serial":
        take_serial(work, item, value or text)
    elif item.needs == "lot":
        work.on_item(item.item_id, ItemAmended(item.item_id, lot=value or text))
        work.say(Say.LOT_TAKEN, Tone.OK, lot=value or text)
    else:
        expiry = value or _as_date(text)
        if expiry is None:
            work.say(Say.EXPIRY_NOT_A_DATE, Tone.ERROR, text=text)
            return
        work.on_item(item.item_id, ItemAmended(item.item_id, expiry=expiry))
        work.say(Say.EXPIRY_TAKEN, Tone.OK, expiry=expiry)


def ask_doubtful(work: Work, item: ItemState, text: str) -> None:
    """The scan looks like another kind of code: take it as the serial or lot all the same? Scanning it again says yes."""
    work.ask(
        "doubtful",
        message(Say.SERIAL_DOUBTFUL, text=text),
        "CONFIRM",
        "CANCEL",
        repeat_text=text,
        item_id=item.item_id,
        text=text,
    )


def take_serial(work: Work, item: ItemState, serial: str) -> None:
    """Take the serial number of an item that waits for it, and judge it."""
    twin = next(
        (
            other
            for other in work.items()
            if same_serial(other.identified.serial, serial) and other.item_id != item.item_id
        ),
        None,
    )
    if twin is not None and twin.identified.sku == item.identified.sku:
        work.say(Say.SERIAL_ALREADY_HERE, Tone.WARNING, serial=serial, index=work.index_of(twin))
        return
    facts = item.identified
    line = _line_naming(work, item, serial)
    if line is None:
        finding = judge_serial(work, facts.sku, facts.client, serial, facts.expected_serial)
        work.on_item(item.item_id, ItemAmended(item.item_id, serial=serial, serial_finding=finding))
    else:  # two units of one product came out in another order than announced
        finding = judge_serial(work, facts.sku, facts.client, serial, line.serial)
        work.on_item(
            item.item_id,
            ItemAmended(
                item.item_id,
                serial=serial,
                serial_finding=finding,
                rma=line.rma,
                line=line.line,
                expected_serial=line.serial,
                reason=line.reason,
            ),
        )
    say_serial(work, work.need_item())


def corrects_serial(item: ItemState, text: str) -> bool:
    """Whether a scan is the announced serial of an item for which another one was read at first."""
    facts = item.identified
    return item.decided is None and facts.serial_finding == "differs" and same_serial(facts.expected_serial, text)


def correct_serial(work: Work, item: ItemState, serial: str) -> None:
    """Another barcode on the box was read for the serial first: take the right one, and judge the item anew."""
    take_serial(work, item, serial)
    item = work.need_item()
    if item.graded is not None and item.held_reason is None:
        grading.judge_again(work, item, without=DefectCode.SERIAL_MISMATCH)
        say_serial(work, item)


def _line_naming(work: Work, item: ItemState, serial: str) -> ExpectedLine | None:
    """Another line of the same product, still open, that announces exactly this serial."""
    parcel = work.parcel(item.identified.parcel_id)
    facts = item.identified
    if parcel is None or facts.declared is not Declared.EXPECTED or same_serial(facts.expected_serial, serial):
        return None
    counts = received_by_line(work.items(parcel.parcel_id))
    for line in parcel.received.lines:
        if line.sku == facts.sku and same_serial(line.serial, serial) and counts[line.rma, line.line] < line.quantity:
            return line
    return None


def serial_unreadable(work: Work) -> None:
    """The item has a serial that nobody can read: say so, and go on."""
    item = work.need_item()
    if item.needs != "serial":
        raise Refused(Say.NOT_NOW, word="NO-SERIAL")
    work.on_item(item.item_id, ItemAmended(item.item_id, serial_finding="unreadable"))
    work.say(Say.SERIAL_UNREADABLE, Tone.WARNING)


def judge_serial(work: Work, sku: str, client: str, serial: str, expected: str | None) -> str:
    """How a serial number stands to what is known: a serial finding of ItemIdentified."""
    if work.around.policies.for_client(client).blocks_serial(serial):
        return "blocked"
    if earlier_return(work, sku, client, serial) is not None:
        return "returned_before"
    if expected is None:
        return ""
    return "matches" if same_serial(serial, expected) else "differs"


def earlier_return(work: Work, sku: str, client: str, serial: str) -> str | None:
    """The LPN under which a unit with this serial came back before; None when it never did."""
    row = work.desk.journal.connection.execute(
        "SELECT lpn FROM item WHERE sku = ? AND serial = ? COLLATE NOCASE AND client = ? AND status <> 'voided' AND parcel_id <> ?"
        " ORDER BY identified_at DESC LIMIT 1",
        (sku, serial, client, work.session.parcel_id or ""),
    ).fetchone()
    return row[0] if row else None


def say_serial(work: Work, item: ItemState) -> None:
    """Say what was found out about an item's serial number."""
    facts = item.identified
    serial = facts.serial or ""
    match facts.serial_finding:
        case "blocked":
            work.say(Say.SERIAL_BLOCKED, Tone.ERROR, serial=serial)
        case "returned_before":
            lpn = earlier_return(work, facts.sku, facts.client, serial) or ""
            work.say(Say.SERIAL_RETURNED_BEFORE, Tone.WARNING, serial=serial, lpn=lpn)
        case "differs":
            work.say(Say.SERIAL_DIFFERS, Tone.WARNING, serial=serial, expected=facts.expected_serial)
        case "matches":
            work.say(Say.SERIAL_MATCHES, Tone.OK, serial=serial)
        case _:
            work.say(Say.SERIAL_TAKEN, Tone.OK, serial=serial)


def _as_date(text: str) -> str | None:
    """An expiry date as printed on goods, as ISO: YYYY-MM-DD, YYYYMMDD, YYMMDD, DD.MM.YYYY or DD.MM.YY; MM.YYYY and YYYY-MM mean the month's last
    day. None when it is none of them, or of another century.
    """
    digits = text.strip()
    try:
        if len(digits) == 6 and digits.isascii() and digits.isdigit():
            return _six_digits(digits)
        if len(digits) == 8 and digits.isascii() and digits.isdigit():
            return _in_our_time(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        parts = digits.split(".") if "." in digits else digits.split("-")[::-1]
        day, month, year = ("0", *parts) if len(parts) == 2 else parts
        if not all(part.isascii() and part.isdigit() for part in parts):
            return None
        century = 2000 if len(year) == 2 and "." in digits else 0
        return _in_our_time(century + int(year), int(month), int(day))
    except ValueError:
        return None


def _in_our_time(year: int, month: int, day: int) -> str:
    """Raises ValueError for what is no date of this century; day 0 is the month's last."""
    if not 2000 <= year < 2100:
        raise ValueError(year)
    return date(year, month, day or monthrange(year, month)[1]).isoformat()


def _six_digits(digits: str) -> str | None:
    """Six digits mean year, month, day or the reverse: taken only where one of the two is a date, or both are the same."""
    readings = set()
    for year, month, day in ((digits[:2], digits[2:4], digits[4:]), (digits[4:], digits[2:4], digits[:2])):
        try:
            readings.add(date(2000 + int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return readings.pop() if len(readings) == 1 else None
