"""A whole bench without a window: real journal, real reference data, real policy, real label encoder."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app.bench.bench import Bench, Outcome
from app.bench.desk import Surroundings
from app.bench.messages import Say
from app.bench.view import BenchView, RowView
from app.domain.commands import Command, Control, EnterPin, RecordPrintResult, RegisterScan
from app.domain.vocabulary import PrintState, Role
from app.labels.maker import PrinterLabels
from app.people.badges import badge_hash, new_badge
from app.people.person import Person
from app.people.pins import hash_pin
from app.policy.shelf import PolicyShelf
from app.reference.importer import import_products, import_returns
from app.reference.lookup import Lookup
from app.settings import BenchSettings, PrinterSettings
from app.store.journal import Journal
from app.store.people import PUT_PERSON, person_values
from app.store.verify import verify_journal
from app.symbols.control import control_codes

TODAY = date(2026, 11, 20)
LABELS = PrinterLabels(PrinterSettings(name="label"))

PRODUCTS = """sku,gtin,title,category,client,unit_value,currency,weight_g,serialised,lot_tracked,expiry_tracked,returnable,hazmat,image
JUMPER,6430000000016,"Wool jumper, M",apparel,Nordkap,59.90,EUR,400,no,no,no,yes,no,
SPEAKER,6430000000023,Speaker 20 W,electronics,Nordkap,129.00,EUR,900,yes,no,no,yes,no,
CREAM,6430000000030,Hand cream 75 ml,hygiene,Nordkap,8.50,EUR,90,no,yes,yes,yes,no,
MUG,6430000000047,Mug,home,Nordkap,12.00,EUR,300,no,no,no,yes,no,
BANK,6430000000054,Power bank,battery,Nordkap,39.00,EUR,250,no,no,no,yes,yes,
GIFT,6430000000061,Gift card,home,Nordkap,50.00,EUR,5,no,no,no,no,no,
LAPTOP,6430000000078,Laptop,electronics,Nordkap,1290.00,EUR,1800,yes,no,no,yes,no,
SOCKS,6430000000085,Socks,apparel,Nordkap,4.00,EUR,60,no,no,no,yes,no,
"""

RETURNS = """rma,order,client,customer_ref,carrier,tracking,authorised_on,return_by,line,sku,quantity,reason,serial,unit_value,currency,requested_outcome
RMA-1001,O-1,Nordkap,C1,UPS,1Z999AA10123456784,2026-11-01,2026-12-02,1,JUMPER,1,TOO_SMALL,,59.90,EUR,refund
RMA-1001,O-1,Nordkap,C1,UPS,1Z999AA10123456784,2026-11-01,2026-12-02,2,SPEAKER,1,DEFECTIVE,AU-88213,129.00,EUR,refund
RMA-1001,O-1,Nordkap,C1,UPS,1Z999AA10123456784,2026-11-01,2026-12-02,3,MUG,3,CHANGED_MIND,,12.00,EUR,refund
RMA-1002,O-2,Nordkap,C2,UPS,1Z999AA10123456784,2026-11-01,2026-12-02,1,SOCKS,2,CHANGED_MIND,,4.00,EUR,refund
RMA-1003,O-3,Nordkap,C3,Posti,JJFI63900000000000012,2026-11-01,2026-11-10,1,MUG,2,CHANGED_MIND,,12.00,EUR,refund
RMA-1004,O-4,Nordkap,C4,,,2026-11-01,2026-12-02,1,SPEAKER,1,DEFECTIVE,AU-88213,129.00,EUR,refund
RMA-1005,O-5,Nordkap,C5,,,2026-11-01,2026-12-02,1,LAPTOP,1,DEFECTIVE,LT-1,1290.00,EUR,refund
RMA-1006,O-6,Nordkap,C6,,,2026-11-01,2026-12-02,1,CREAM,2,CHANGED_MIND,,8.50,EUR,refund
RMA-1007,O-7,Nordkap,C7,,,2026-11-01,2026-12-02,1,GIFT,1,CHANGED_MIND,,50.00,EUR,refund
RMA-1008,O-8,Nordkap,C8,,,2026-11-01,2026-12-02,1,BANK,1,DEFECTIVE,,39.00,EUR,refund
"""

GTIN = {
    "JUMPER": "6430000000016",
    "SPEAKER": "6430000000023",
    "CREAM": "6430000000030",
    "MUG": "6430000000047",
    "BANK": "6430000000054",
    "GIFT": "6430000000061",
    "LAPTOP": "6430000000078",
    "SOCKS": "6430000000085",
}
BOX = "1Z999AA10123456784"
CODES = {code.action: code.code for code in control_codes()}


def write_mirror(folder: Path) -> Path:
    """Import the products and returns above."""
    (folder / "products.csv").write_text(PRODUCTS, encoding="utf-8")
    (folder / "returns.csv").write_text(RETURNS, encoding="utf-8")
    mirror = folder / "mirror.db"
    for result in (
        import_products(folder / "products.csv", mirror),
        import_returns(folder / "returns.csv", mirror),
    ):
        assert result.bad == (), result.bad
    return mirror


class BenchWalk:
    """Works a bench as an inspector would: `scan` takes a command word, a SKU of the list above, or any text."""

    bench_id = "B07"

    def __init__(self, folder: Path, mirror: Path, **changes: object) -> None:
        self.folder = folder
        self.path = folder / "journal.db"
        self.now = datetime(TODAY.year, TODAY.month, TODAY.day, 8, 0, tzinfo=UTC)
        self.ns = 0
        self.lookup = Lookup(mirror)
        self.settings = BenchSettings(id=self.bench_id, site="TMP1", **changes)  # type: ignore[arg-type]
        self.badges: dict[str, str] = {}
        self.open()

    def open(self) -> None:
        """Open the journal, as a start of the program does."""
        self.journal = Journal(self.path, bench_id=self.bench_id, site="TMP1")
        around = Surroundings(
            settings=self.settings,
            reference=self.lookup,
            policies=PolicyShelf.load(self.folder / "policy"),
            labels=LABELS,
            zone=ZoneInfo("Europe/Helsinki"),
            crash_folder=self.folder / "logs",
        )
        self.bench = Bench(self.journal, around, clock=self._clock)

    def restart(self) -> None:
        """End without a word, and start again."""
        self.journal.connection.close()
        self.open()

    def _clock(self) -> datetime:
        self.now += timedelta(milliseconds=200)
        return self.now

    def person(self, name: str, role: Role = Role.INSPECTOR, pin: str | None = None, language: str = "en") -> str:
        """Add a person; returns the badge code."""
        badge = new_badge()
        pin_hash = hash_pin(pin) if pin else None
        person = Person(name, role, language, badge_hash(badge), pin_hash, False, 0, None, "2026-11-01T00:00:00.000Z")
        self.journal.connection.execute(PUT_PERSON, person_values(person))
        self.badges[name] = badge
        return badge

    def do(self, command: Command) -> Outcome:
        return self.bench.handle(command)

    def scan(self, *texts: str, aim: str = "", scanner: str = "left") -> BenchView:
        """Scan one after the other, a second apart."""
        for text in texts:
            self.ns += 1_000_000_000
            sent = CODES.get(text) or GTIN.get(text) or text
            self.do(RegisterScan(sent, aim, scanner, self.ns))
        return self.view

    def press(self, *words: str) -> BenchView:
        for word in words:
            self.do(Control(word))
        return self.view

    def pin(self, digits: str) -> BenchView:
        return self.do(EnterPin(digits)).view

    def printed(self) -> None:
        """Let the printer take every waiting label."""
        waiting = "SELECT job, document FROM print_job WHERE state = 'queued'"
        for job, document in self.journal.connection.execute(waiting).fetchall():
            self.do(RecordPrintResult(job, PrintState.SENDING, drawn=LABELS.draw(document)))
            self.do(RecordPrintResult(job, PrintState.SENT))

    def label_back(self) -> BenchView:
        """Take the label off the printer and scan it."""
        self.printed()
        return self.scan(self.lpn)

    def finish(self, grade: str, tote: str) -> BenchView:
        """Grade, accept, scan the label back, put it into a tote that may have to be opened first."""
        self.scan(f"GRADE-{grade}", "ACCEPT")
        self.label_back()
        view = self.scan(tote)
        return self.scan(tote) if view.question is not None else view

    @property
    def view(self) -> BenchView:
        return self.bench.view

    @property
    def said(self) -> Say:
        assert self.view.notice is not None
        return self.view.notice.said.say

    @property
    def asked(self) -> Say | None:
        return self.view.question.asked.say if self.view.question else None

    @property
    def lpn(self) -> str:
        """The number on the label of the item in hand."""
        assert self.view.item is not None
        return self.view.item.lpn

    @property
    def decision(self) -> tuple[str, str, str | None, str | None]:
        """What was decided about the item in hand: disposition, the proposed one, the reason for another one, who approved."""
        made = self.view.proposal
        assert made is not None
        assert made.decided
        return made.code, made.proposed, made.override_reason, made.approver

    def rows(self) -> tuple[RowView, ...]:
        assert self.view.parcel is not None
        return self.view.parcel.rows

    def kinds(self) -> list[str]:
        return [row[0] for row in self.journal.connection.execute("SELECT kind FROM event ORDER BY hlc")]

    def count(self, table: str) -> int:
        return int(self.journal.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def close(self) -> None:
        """End, and check that the record is whole and every projection follows from it."""
        self.journal.close()
        self.lookup.close()
        assert verify_journal(self.path).faults == ()


def sqlite_rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()
