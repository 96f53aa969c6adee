"""The sample site: its data, its people, and a scanner and printer that are simulated on real ports."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from app.domain.vocabulary import Role
from app.errors import KnownError
from app.people.badges import badge_hash
from app.people.person import Person
from app.people.pins import hash_pin
from app.settings import Home, Settings, load_settings
from app.store.engine import connect_reader
from app.store.journal import Journal
from app.store.owner import Ownership
from app.store.people import PUT_PERSON, person_by_name, person_values
from app.store.unit_of_work import wall_text
from devices.printers.simulator import PrinterSimulator
from devices.scanners.simulator import PtyScanner

INSPECTOR = ("Inspector 12", Role.INSPECTOR, "B-SAMPLE-INSPECTOR-12", None, "en")
SECOND = ("Inspector 7", Role.INSPECTOR, "B-SAMPLE-INSPECTOR-07", None, "ru")
LEAD = ("Lead 1", Role.LEAD, "B-SAMPLE-LEAD-01", "4711", "en")
"""Names, roles, badge codes, PINs and languages. They are public on purpose: nobody works at this site."""

PEOPLE = (INSPECTOR, SECOND, LEAD)

_LOCK = "demo.lock"
"""Made at each start of a sample site, and left there: what tells it from a bench that somebody works at."""


_PLAYED = ("journal.db", "journal.db-wal", "journal.db-shm", "labels", "screenshots", "reports", "summary.txt")
"""What a shift leaves behind."""


@contextmanager
def _journal_alone(home: Home) -> Iterator[None]:
    """Have the journal alone. Raises JournalBusyError while a bench works in the same directory."""
    owner = Ownership(home.owner)
    try:
        yield
    finally:
        owner.release()


class SampleSite:
    """A home directory with life in it, and devices as long as the `with` lasts.

    Attributes:
        home: the directory.
        settings: as written there.
        scanner: send a text, and the bench reads it on its serial port.
        printer: takes labels on TCP.
        today: the day that the sample's deadlines are counted from.
    """

    def __init__(self, home: Home) -> None:
        """Make the site where there is none yet; one that is there is used as it is.

        Raises KnownError when the directory is a bench's own, or cannot be written.
        """
        _refuse_a_bench(home)
        self.home = home
        self.scanner = PtyScanner(baud=0 if os.environ.get("DOCKGRADE_FAST_SCANNER") else 9600)
        self.printer = PrinterSimulator()
        self.today = datetime.now(UTC).date()
        self._owner = Ownership(home.path / _LOCK)
        try:
            with _journal_alone(home):
                self.settings = self._prepare()
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        """The devices run already: the settings name their ports."""
        return self

    def begin_again(self) -> None:
        """Put what was played before aside, so that the shift finds its parcels unopened; nothing is deleted."""
        if not self.home.journal.exists():
            return
        connection = connect_reader(self.home.journal)
        try:
            played = connection.execute("SELECT count(*) FROM parcel").fetchone()[0]
        finally:
            connection.close()
        if not played:
            return
        with _journal_alone(self.home):
            aside = self.home.path / "earlier" / datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
            aside.mkdir(parents=True)
            for name in _PLAYED:
                path = self.home.path / name
                if path.exists():
                    path.rename(aside / name)
            _add_people(self.home, self.settings)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Switch the devices off."""
        self.scanner.close()
        self.printer.stop()
        self._owner.release()

    def _prepare(self) -> Settings:
        from app.sample.build import write_sample_site

        self.printer.start()
        today = self.today
        write_sample_site(
            self.home.path,
            today=today,
            scanner_port=self.scanner.port,
            printer_address=self.printer.address,
        )
        _import(self.home)  # again each day: the deadlines move along
        settings = load_settings(self.home.settings)
        _add_people(self.home, settings)
        return settings


def _refuse_a_bench(home: Home) -> None:
    """A sample has people whose badges and PIN everybody knows, and puts aside what was played: nothing for a bench at work."""
    if (home.path / _LOCK).exists() or not (home.settings.exists() or home.journal.exists()):
        return
    raise KnownError(
        f"{home.path} is the home of a bench, not of a sample.",
        "Choose a folder for the sample with --home; nothing was changed.",
        exit_code=2,
    )


def _import(home: Home) -> None:
    from app.reference.importer import import_products, import_returns

    for importer, name in ((import_products, "products.csv"), (import_returns, "returns.csv")):
        result = importer(home.path / name, home.mirror)
        if result.bad:
            raise KnownError(
                f"{name}, line {result.bad[0].line}: {result.bad[0].reason}", "Delete the sample site and start again."
            )


def _add_people(home: Home, settings: Settings) -> None:
    journal = Journal(home.journal, bench_id=settings.bench.id, site=settings.bench.site)
    try:
        for name, role, badge, pin, language in PEOPLE:
            if person_by_name(journal.connection, name) is None:
                made = wall_text(datetime.now(UTC))
                pin_hash = hash_pin(pin) if pin else None
                person = Person(name, role, language, badge_hash(badge), pin_hash, False, 0, None, made)
                journal.connection.execute(PUT_PERSON, person_values(person))
    finally:
        journal.close()
