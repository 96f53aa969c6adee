"""What a unit tells about itself: serial number, lot and expiry, taken when they are asked for and judged."""

from datetime import date

from app.bench.messages import Say
from app.bench.view import Tone
from app.bench.work import Work
from app.domain.events import ItemAmended
from app.domain.item import ItemState
from app.domain.refusal import Refused


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


def take_serial(work: Work, item: ItemState, serial: str) -> None:
    """Take the serial number of an item that waits for it, and judge it."""
    twin = next(
        (other for other in work.items() if other.identified.serial == serial and other.item_id != item.item_id), None
    )
    if twin is not None and twin.identified.sku == item.identified.sku:
        work.say(Say.SERIAL_ALREADY_HERE, Tone.WARNING, serial=serial, index=work.index_of(twin))
        return
    facts = item.identified
    finding = judge_serial(work, facts.sku, facts.client, serial, facts.expected_serial)
    work.on_item(item.item_id, ItemAmended(item.item_id, serial=serial, serial_finding=finding))
    say_serial(work, work.need_item())


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
    return "matches" if serial == expected else "differs"


def earlier_return(work: Work, sku: str, client: str, serial: str) -> str | None:
    """The LPN under which a unit with this serial came back before; None when it never did."""
    row = work.desk.journal.connection.execute(
        "SELECT lpn FROM item WHERE sku = ? AND serial = ? AND client = ? AND status <> 'voided' AND parcel_id <> ?"
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
    """An expiry date as printed on goods: YYYY-MM-DD, YYMMDD or DD.MM.YYYY, as ISO; None when it is none of them."""
    digits = text.strip()
    try:
        if len(digits) == 6 and digits.isdigit():
            return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])).isoformat()
        if digits.count(".") == 2:
            day, month, year = (int(part) for part in digits.split("."))
            return date(year, month, day).isoformat()
        return date.fromisoformat(digits).isoformat()
    except ValueError:
        return None
