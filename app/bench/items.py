"""Items at the bench: identified, counted, split."""

from msgspec import Struct
from msgspec.structs import replace

from app.bench import units
from app.bench.messages import Say, message
from app.bench.parcels import is_done, need_parcel
from app.bench.products import clients_of, gtin_of
from app.bench.view import Sound, Tone
from app.bench.work import Work
from app.domain.catalogue import ExpectedLine, Product
from app.domain.events import ItemIdentified
from app.domain.item import ItemState, set_quantity, split
from app.domain.parcel import ParcelState, line_for, received_by_line
from app.domain.refusal import Refused
from app.domain.serials import same_serial
from app.domain.vocabulary import Declared, ItemStatus
from app.symbols.readings import Reading


def product_scanned(
    work: Work,
    product: Product,
    text: str,
    *,
    gtin: str | None = None,
    serial: str | None = None,
    lot: str | None = None,
    expiry: str | None = None,
) -> None:
    """A product was scanned while a parcel is open: find out which unit it is."""
    parcel = need_parcel(work)
    items = work.items()
    same = [item for item in items if (item.identified.sku, item.identified.client) == (product.sku, product.client)]
    if serial is not None:
        twin = next((item for item in same if same_serial(item.identified.serial, serial)), None)
        if twin is not None:
            work.move(item_id=twin.item_id)
            work.say(Say.SERIAL_ALREADY_HERE, Tone.WARNING, serial=serial, index=work.index_of(twin))
            return
    waiting = next((item for item in same if item.needs == "serial"), None)
    if waiting is not None:
        work.move(item_id=waiting.item_id)
        if serial is None:
            work.say(Say.SCAN_SERIAL, Tone.CALM, sound=Sound.TICK, title=product.title)
        else:
            units.take_serial(work, waiting, serial)
        return
    line = line_for(parcel, items, product.sku, product.client, serial)
    found = Find(product, text, gtin, serial, lot, expiry, line)
    if parcel.blind:
        if same and not product.serialised:
            _ask_again(work, found, same)
        else:
            add(work, found, Declared.BLIND)
        return
    if line is None:
        _ask_undeclared(work, found)
        return
    if received_by_line(items)[line.rma, line.line] < line.quantity:
        batch = _open_batch(same, found, Declared.EXPECTED) if not product.serialised else None
        if batch is not None and batch.identified.line == line.line and batch.identified.rma == line.rma:
            count_up(work, batch, line.quantity)
        else:
            add(work, found, Declared.EXPECTED)
        return
    if same and not product.serialised:
        _go_on_or_ask(work, found, same)
    else:
        _ask_undeclared(work, found)


def product_read(work: Work, product: Product, text: str, reading: Reading | None) -> None:
    """A product was scanned, with whatever else its symbol holds; `reading` None when its number was read alone."""
    product_scanned(
        work,
        product,
        text,
        gtin=gtin_of(reading) if reading else None,
        serial=reading.field("serial") if reading else None,
        lot=reading.field("lot") if reading else None,
        expiry=reading.field("expiry") if reading else None,
    )


class Find(Struct, frozen=True):
    """What a scan of a product told.

    Attributes:
        text: as it was scanned; scanning it again answers the question it raised.
        line: the expected line it belongs to; None when it is on none.
    """

    product: Product
    text: str
    gtin: str | None = None
    serial: str | None = None
    lot: str | None = None
    expiry: str | None = None
    line: ExpectedLine | None = None


def _open_batch(same: list[ItemState], found: Find, declared: Declared) -> ItemState | None:
    """A batch of the same goods that is still only counted, so that one more unit can join it."""
    for item in reversed(same):
        facts = item.identified
        if (
            item.status is ItemStatus.IDENTIFIED
            and item.graded is None
            and facts.declared is declared
            and facts.lot == found.lot  # of tracked goods each unit shows its own lot and date, or is asked for them
            and facts.expiry == found.expiry
        ):
            return item
    return None


def _go_on_or_ask(work: Work, found: Find, same: list[ItemState]) -> None:
    """All that were awaited are there: the scan means those that still wait to be judged, else perhaps one more."""
    undecided = {ItemStatus.IDENTIFIED, ItemStatus.GRADED}
    others = [
        item
        for item in same
        if item.status in undecided
        and item.item_id != work.session.item_id
        and found.lot in {None, item.identified.lot}
    ]
    current = work.item()
    if not others or (current in same and current.graded is None):
        _ask_again(work, found, same)
        return
    work.move(item_id=others[0].item_id)
    work.say(Say.ITEM_SELECTED, Tone.OK, index=work.index_of(others[0]), title=others[0].identified.title)


def _ask_again(work: Work, found: Find, same: list[ItemState]) -> None:
    work.ask(
        "again",
        message(Say.ALREADY_ITEM, index=work.index_of(same[-1]), title=same[-1].identified.title),
        "CONFIRM",
        "CANCEL",
        repeat_text=found.text,
        found=found,
        of_others=work.item() not in same,
    )


def add_again(work: Work, found: Find) -> None:
    """One more of what is there already: it joins the batch that is still being counted, or becomes an item of its own."""
    parcel = need_parcel(work)
    same = [
        item
        for item in work.items()
        if (item.identified.sku, item.identified.client) == (found.product.sku, found.product.client)
    ]
    declared = Declared.BLIND if parcel.blind else Declared.UNDECLARED
    batch = _open_batch(same, found, declared)
    if batch is not None:
        count_up(work, batch, None)
    else:
        add(work, replace(found, line=None), declared)


def _ask_undeclared(work: Work, found: Find) -> None:
    parcel = need_parcel(work)
    awaited = work.around.reference.expected_elsewhere(found.product.sku, found.product.client)
    rma = next(
        (rma for rma in awaited if rma not in parcel.received.rmas and not is_done(work, rma, found.product.sku)), ""
    )
    if rma:
        asked = message(Say.NOT_ON_RMA_OTHER, title=found.product.title, rma=rma)
        choices: tuple[str, ...] = ("UNDECLARED", "WRONG-ITEM", "NEXT", "CANCEL")
    else:
        asked = message(Say.NOT_ON_RMA, title=found.product.title)
        choices = ("UNDECLARED", "WRONG-ITEM", "CANCEL")
    work.ask("undeclared", asked, *choices, repeat_text=found.text, repeat_word="UNDECLARED", found=found, rma=rma)


def unknown_product(work: Work, gtin: str, text: str) -> None:
    """A GTIN that no catalogue knows: it can still be taken in, under its number."""
    clients = clients_of(need_parcel(work))
    product = Product(
        sku=gtin.lstrip("0") or gtin, client=clients[0] if clients else "", title=text, category="", gtins=(gtin,)
    )
    found = Find(product, text, gtin)
    work.ask(
        "unknown_product",
        message(Say.PRODUCT_UNKNOWN, text=text),
        "UNDECLARED",
        "CANCEL",
        repeat_text=text,
        repeat_word="UNDECLARED",
        found=found,
        rma="",
    )


def add(work: Work, found: Find, declared: Declared) -> None:
    """Identify a new item."""
    parcel = need_parcel(work)
    product, line = found.product, found.line if declared is Declared.EXPECTED else None
    reference_line = line or (parcel.received.lines[0] if parcel.received.lines else None)
    item_id = work.uow.begin("item")
    expected_serial = line.serial if line else None
    finding = (
        units.judge_serial(work, product.sku, product.client, found.serial, expected_serial) if found.serial else ""
    )
    event = ItemIdentified(
        item_id=item_id,
        parcel_id=parcel.parcel_id,
        lpn=work.uow.next_lpn(),
        sku=product.sku,
        title=product.title,
        category=product.category,
        client=product.client,
        declared=declared,
        gtin=found.gtin or (product.gtins[0] if product.gtins else None),
        serial=found.serial,
        lot=found.lot,
        expiry=found.expiry,
        rma=line.rma if line else None,
        line=line.line if line else None,
        reason=line.reason if line else "",
        expected_serial=expected_serial,
        unit_value_cents=line.unit_value_cents
        if line and line.unit_value_cents is not None
        else product.unit_value_cents,
        currency=(line.currency if line else "") or product.currency,
        weight_g=product.weight_g,
        serialised=product.serialised,
        lot_tracked=product.lot_tracked,
        expiry_tracked=product.expiry_tracked,
        returnable=product.returnable,
        hazmat=product.hazmat,
        return_by=reference_line.return_by if reference_line else None,
        image=product.image,
        serial_finding=finding,
    )
    work.on_item(item_id, event)
    work.move(item_id=item_id)
    item = work.need_item()
    if found.serial:
        units.say_serial(work, item)
    else:
        work.say(Say.ITEM_ADDED, Tone.OK, index=work.index_of(item), title=product.title)


def count_up(work: Work, batch: ItemState, expected: int | None) -> None:
    """One more unit of a batch that is still being counted."""
    work.on_item(batch.item_id, set_quantity(batch, batch.identified.quantity + 1))
    work.move(item_id=batch.item_id)
    _say_quantity(work, expected)


def change_quantity(work: Work, change: int | None, exact: int | None = None) -> None:
    """Set the number of units of the current batch. What is more than its line announces goes to the product's next open line."""
    item = _countable(work)
    wanted = exact if exact is not None else item.identified.quantity + (change or 0)
    set_quantity(item, wanted)  # refuses what cannot be
    parcel = need_parcel(work)
    line = _line_of(parcel, item)
    room = wanted
    if line is not None:
        others = received_by_line(work.items())[line.rma, line.line] - item.identified.quantity
        room = max(1, line.quantity - others)
    more = _open_lines(work, parcel, item) if wanted > room else []
    if not more:
        work.on_item(item.item_id, set_quantity(item, wanted))
        _say_quantity(work, line.quantity if line else None)
        return
    work.on_item(item.item_id, set_quantity(item, room))
    rest = wanted - room
    for number, (next_line, open_units) in enumerate(more, start=1):
        units_here = rest if number == len(more) else min(rest, open_units)
        if units_here <= 0:
            break
        _put_on_line(work, item, next_line, units_here)
        rest -= units_here
    work.move(item_id=item.item_id)
    _say_quantity(work, line.quantity if line else None)


def _countable(work: Work) -> ItemState:
    item = work.need_item()
    if item.held_reason is not None:
        raise Refused(Say.HELD, index=work.index_of(item), title=item.identified.title)
    if work.parcel_id_of(item) != work.session.parcel_id:
        raise Refused(Say.PARCEL_NOT_OPEN)
    return item


def _line_of(parcel: ParcelState, item: ItemState) -> ExpectedLine | None:
    facts = item.identified
    return next((line for line in parcel.received.lines if (line.rma, line.line) == (facts.rma, facts.line)), None)


def _open_lines(work: Work, parcel: ParcelState, item: ItemState) -> list[tuple[ExpectedLine, int]]:
    """Other lines of the same product with units still to come, and how many."""
    counts, facts = received_by_line(work.items()), item.identified
    return [
        (line, line.quantity - counts[line.rma, line.line])
        for line in parcel.received.lines
        if line.sku == facts.sku
        and line.client in {facts.client, ""}
        and (line.rma, line.line) != (facts.rma, facts.line)
        and counts[line.rma, line.line] < line.quantity
    ]


def _put_on_line(work: Work, like: ItemState, line: ExpectedLine, quantity: int) -> None:
    """Units of a batch that belong to another return: an item of their own on that line."""
    item_id = work.uow.begin("item")
    event = replace(
        like.identified,
        item_id=item_id,
        lpn=work.uow.next_lpn(),
        quantity=quantity,
        rma=line.rma,
        line=line.line,
        reason=line.reason,
        expected_serial=line.serial,
        return_by=line.return_by,
    )
    work.on_item(item_id, event)


def _say_quantity(work: Work, expected: int | None) -> None:
    item = work.need_item()
    quantity = item.identified.quantity
    tone = Tone.WARNING if expected is not None and quantity > expected else Tone.OK
    shown = "" if expected is None else expected
    work.say(Say.QUANTITY_NOW, tone, index=work.index_of(item), count=quantity, expected=shown)


def split_one(work: Work) -> None:
    """Take one unit off the current batch: it becomes an item of its own, to be graded differently."""
    item = _countable(work)
    amended, identified = split(item, work.uow.begin("item"), work.uow.next_lpn())
    work.on_item(item.item_id, amended)
    work.on_item(identified.item_id, identified)
    work.move(item_id=identified.item_id)
    new = work.need_item()
    work.say(Say.ITEM_SPLIT, Tone.OK, index=work.index_of(new), title=new.identified.title)
