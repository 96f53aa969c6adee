"""Rows as a busy bench leaves them, for reports of any length."""

import random
from datetime import datetime, timedelta

from app.domain.vocabulary import DefectCode, Disposition, Grade, ReasonCode
from tests.reports.journal import START, Rows, stamp

PRODUCTS = (
    ("Nordkap Elektronikk", "AUR-20-G", "Aurora 20 W speaker, graphite", 4990, "EUR", True),
    ("Nordkap Elektronikk", "BRK-H7", "Brekke noise-cancelling headphones, black", 12900, "NOK", True),
    ("Tunturi Wool", "TUN-JMP-M", "Tunturi wool jumper, M", 8950, "EUR", False),
    ("Tunturi Wool", "TUN-SOCK-43", "Villasukat, harmaa, 43–45", 1490, "EUR", False),
    ("Ås & Øygard Hjem", "AOH-LMP-2", "Bordlampe «Ærfugl», messing", 64900, "NOK", False),
    ("Ås & Øygard Hjem", "AOH-CUP-6", "Kaffekopper, sett på seks", 29900, "NOK", False),
    ("Северный дом", "SD-ЧН-15", "Чайник «Ладога» 1,5 л, нержавеющая сталь", 249000, "RUB", False),
    ("Lumi Care", "LUM-HC-75", "Hand cream 75 ml", 690, "EUR", False),
    ("Lumi Care", "LUM-PB-10", "Power bank 10 000 mAh", 2990, "EUR", True),
)
PEOPLE = ("Anna Korhonen", "Jari Mäkinen", "Ольга Соколова", "Bjørn Ødegård")
CARRIERS = (
    ("UPS", "1Z999AA1{:010d}"),
    ("Posti", "JJFI6543210{:09d}"),
    ("Bring", "3707252{:011d}"),
    ("DHL", "JD01460{:011d}"),
)
_MATRIX = {
    "N": (Disposition.RESTOCK,),
    "A": (Disposition.RESTOCK, Disposition.REPACK, Disposition.RESTOCK_B),
    "B": (Disposition.RESTOCK_B, Disposition.CLEAN),
    "C": (Disposition.REFURB, Disposition.DONATE),
    "D": (Disposition.REPAIR, Disposition.RECYCLE, Disposition.RTV),
    "E": (Disposition.RECYCLE, Disposition.DESTROY, Disposition.QUARANTINE),
}


def sample_rows(items: int, *, seed: int = 7, hours: float = 8.0, start: datetime = START) -> Rows:
    """A shift that looks like one: parcels of a few items each, most of them decided, some open, parked, held, in trouble."""
    rng = random.Random(seed)
    rows = Rows()
    if not items:
        return rows
    totes = {route: [f"T-{number:04d}" for number in numbers] for route, numbers in _TOTES.items()}
    for route, codes in totes.items():
        for code in codes:
            rows.tote(
                code,
                route=route,
                opened_at=stamp(start + timedelta(minutes=rng.randrange(60))),
                opened_by=rng.choice(PEOPLE),
            )
    parcel = 0
    number = 0
    while number < items:
        parcel += 1
        size = min(rng.choice((1, 1, 2, 2, 3, 5)), items - number)
        at = start + timedelta(hours=hours * number / items)
        carrier, pattern = rng.choice(CARRIERS)
        rma = f"RMA-{204000 + parcel}"
        person = rng.choice(PEOPLE)
        product = rng.choice(PRODUCTS)
        tail = number > items * 0.97
        status = rng.choice(("open", "parked")) if tail else "closed"
        blind = rng.random() < 0.05
        rows.parcel(
            f"p{parcel}",
            label="" if blind else pattern.format(rng.randrange(10**9)),
            carrier=carrier,
            rmas="" if blind else rma,
            clients="" if blind else product[0],
            status=status,
            blind=int(blind),
            return_by=None
            if rng.random() < 0.3
            else (start + timedelta(days=rng.randrange(-3, 20))).date().isoformat(),
            expected_units=0 if blind else size + (1 if tail else 0),
            received_units=size,
            received_at=stamp(at - timedelta(minutes=rng.randrange(5, 600))),
            received_by=person,
            closed_at=stamp(at + timedelta(minutes=9)) if status == "closed" else None,
            closed_by=person if status == "closed" else None,
        )
        rows.line(f"p{parcel}", rma=rma, expected=size + (1 if tail else 0), received=size)
        for _ in range(size):
            number += 1
            _sample_item(
                rows, rng, number, f"p{parcel}", rma, person, at, product, totes, undecided=tail and rng.random() < 0.6
            )
    _sample_incidents(rows, rng, start, hours)
    for tote in rows.tables["tote"]:
        inside = [item for item in rows.tables["item"] if item["tote"] == tote["code"]]
        tote["items"] = len(inside)
        tote["units"] = sum(item["quantity"] for item in inside)
    return rows


_TOTES = {"restock": (101, 102), "refurbish": (201,), "dispose": (301,), "hold": (401,)}


def _sample_item(rows, rng, number, parcel_id, rma, person, at, product, totes, *, undecided):
    client, sku, title, cents, currency, serialised = product
    grade = rng.choices(list(Grade), (8, 24, 26, 22, 12, 8))[0].value
    proposed = rng.choice(_MATRIX[grade])
    override = rng.random() < 0.04
    decided = rng.choice(list(Disposition)) if override else proposed
    override = decided != proposed
    defects = rng.sample(list(DefectCode), {"N": 0, "A": 0, "B": 1, "C": 2, "D": 2, "E": 3}[grade])
    decided_at = at + timedelta(minutes=rng.randrange(1, 9), seconds=rng.randrange(60))
    received = next(p for p in reversed(rows.tables["parcel"]) if p["parcel_id"] == parcel_id)["received_at"]
    held = undecided and rng.random() < 0.4
    item = rows.item(
        number,
        parcel_id=parcel_id,
        rma=rma,
        client=client,
        sku=sku,
        title=title,
        serial=f"{sku[:2]}-{rng.randrange(10**5):05d}" if serialised else None,
        quantity=1 if serialised else rng.choice((1, 1, 1, 2, 3)),
        reason=rng.choice(list(ReasonCode)).value,
        status=("held" if held else rng.choice(("identified", "graded"))) if undecided else "stowed",
        grade=grade,
        defects="|".join(defects),
        proposed=proposed.value,
        disposition=None if undecided else decided.value,
        override_reason="CONDITION_WORSE" if override and not undecided else None,
        approver="Kari Lead" if override and not undecided else None,
        held_reason="operator" if held else None,
        tote=None if undecided else rng.choice(totes[decided.route.value]),
        unit_value_cents=None if rng.random() < 0.01 else cents,
        currency=currency,
        inspector=person,
        received_at=received,
        identified_at=stamp(at),
        decided_at=None if undecided else stamp(decided_at),
        stowed_at=None if undecided else stamp(decided_at + timedelta(seconds=20)),
    )
    job = f"j{number:06d}"
    if not undecided:
        state = rng.choices(("confirmed", "sent", "queued", "unknown", "failed"), (940, 25, 10, 15, 10))[0]
        detail = {"failed": "connection refused", "unknown": "connection reset after 412 of 1,180 bytes"}.get(state, "")
        rows.label(job, item["item_id"], item["lpn"], state=state, detail=detail, changed_at=stamp(decided_at))
        rows.event(
            f"item:{item['item_id']}", "disposition_decided", decided_at, person, code=decided.value, proposal=proposed.value,
            override_reason=item["override_reason"], approver=item["approver"],
        )  # fmt: skip


def _sample_incidents(rows, rng, start, hours):
    items = rows.tables["item"]
    for index in range(max(2, len(items) // 60)):
        item = rng.choice(items)
        key, at = f"item:{item['item_id']}", start + timedelta(hours=hours * rng.random())
        person = rng.choice(PEOPLE)
        if index % 3 == 0:
            rows.event(key, "item_held", at, person, reason="operator")
        elif index % 3 == 1:
            for kind in ("disposition_decided", "label_requested"):
                rows.event(
                    key,
                    "event_reversed",
                    at,
                    person,
                    command=f"u{index}",
                    event_id="x",
                    reversed_kind=kind,
                    reason="undo",
                )
        else:
            rows.event(key, "label_failed", at, "", job="j", copy=0, reason="connection reset", certain=False)
    for outcome, text in (
        ("unknown_code", "https://example.com/q?x=1"),
        ("sign_in_first", "6417645113204"),
        ("wrong_check_digit", "R7K2M000001A"),
    ):
        for _ in range(rng.randrange(1, 6)):
            rows.event(
                "bench:B07",
                "scan_noted",
                start + timedelta(hours=hours * rng.random()),
                text=text,
                scanner="left",
                outcome=outcome,
                aim="",
            )
    rows.event(
        "bench:B07", "shift_closed", start + timedelta(hours=hours, minutes=-1), "Kari Lead", counts=[],
        note="Gate 4 is out of order; Posti comes to gate 2. Cage with lithium goods is full, pick-up is ordered for 16:00.",
    )  # fmt: skip
