"""A site as it stands in a warehouse: a home directory, people, scanners on lines and a printer on a port."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import app
from app.bench.messages import Say
from app.bench.scans import shown
from app.bench.view import BenchView, Notice
from app.bootstrap import Site
from app.domain.vocabulary import Role
from app.people.badges import badge_hash, new_badge
from app.people.person import Person
from app.people.pins import hash_pin
from app.reference.importer import import_products, import_returns
from app.settings import Home, load_settings
from app.store.journal import Journal
from app.store.people import PUT_PERSON, person_values
from app.store.verify import verify_journal
from devices.scanners.simulator import PtyScanner
from tests.bench.benches import CODES, GTIN, PRODUCTS, RETURNS, TODAY

PATIENCE_S = 20.0
DOUBLE_SCAN_MS = 150
"""Short, so that a walk that repeats a scan on purpose need not wait long; what the rule does is tested with the bench."""


def write_fresh_mirror(folder: Path) -> Path:
    """The sample goods and returns as of today: the program in these tests lives by the real clock."""
    today = datetime.now(UTC).date()
    returns = RETURNS
    for day in sorted(set(re.findall(r"2026-1\d-\d\d", RETURNS))):
        returns = returns.replace(day, f"<{(today + (date.fromisoformat(day) - TODAY)).isoformat()}>")
    mirror = folder / "mirror.db"
    for importer, table in ((import_products, PRODUCTS), (import_returns, returns.replace("<", "").replace(">", ""))):
        file = folder / f"{importer.__name__}.csv"
        file.write_text(table, encoding="utf-8")
        result = importer(file, mirror)
        assert result.bad == (), result.bad
    return mirror


def make_home(
    folder: Path, mirror: Path | None, *, lines: dict[str, str], printer: str | None, wedge_hold_ms: int = 0
) -> Home:
    """A home directory with settings and reference data.

    Args:
        lines: port by name of each serial scanner.
        printer: address of the label printer, None for a site without one.
        wedge_hold_ms: with a scanner that types, how long its characters are held; 0 for none.
    """
    home = Home(folder)
    folder.mkdir(parents=True, exist_ok=True)
    parts = [f'[bench]\nid = "B07"\nsite = "TMP1"\nzone = "Europe/Helsinki"\ndouble_scan_ms = {DOUBLE_SCAN_MS}\n']
    parts += [f'[[scanner]]\nname = "{name}"\nkind = "serial"\nport = "{port}"\n' for name, port in lines.items()]
    if wedge_hold_ms:
        parts.append(f'[[scanner]]\nname = "wedge"\nkind = "wedge"\nhold_ms = {wedge_hold_ms}\n')
    if printer is not None:
        parts.append(f'[[printer]]\nname = "label"\naddress = "{printer}"\n')
    home.settings.write_text("\n".join(parts), encoding="utf-8")
    if mirror is not None and not home.mirror.exists():
        shutil.copyfile(mirror, home.mirror)
    return home


def add_person(home: Home, name: str, role: Role = Role.INSPECTOR, *, pin: str | None = None) -> str:
    """Add a person to a home that no bench runs on; returns the badge code."""
    badge = new_badge()
    journal = Journal(home.journal, bench_id="B07", site="TMP1")
    pin_hash = hash_pin(pin) if pin else None
    person = Person(name, role, "en", badge_hash(badge), pin_hash, False, 0, None, "2026-11-01T00:00:00.000Z")
    journal.connection.execute(PUT_PERSON, person_values(person))
    journal.close()
    return badge


def is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def dockgrade(home: Home, *arguments: str, without_rights: bool = False) -> subprocess.CompletedProcess[str]:
    """The command line, as a process of its own; without the right of root to write what nobody may write, if asked for."""
    prefix = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if without_rights and is_root() else []
    return subprocess.run(
        [*prefix, sys.executable, "-P", "-m", "app", *arguments, "--home", str(home.path)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        cwd=Path(app.__file__).resolve().parents[1],
    )


def rows(path: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    """What a journal says, read beside the bench that writes it."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=10)
    try:
        return connection.execute(statement, values).fetchall()
    finally:
        connection.close()


def events(home: Home) -> int:
    """How many facts the journal holds."""
    return int(str(rows(home.journal, "SELECT count(*) FROM event")[0][0]))


def whole(home: Home) -> None:
    """The record is whole, and every projection follows from it."""
    assert verify_journal(home.journal).faults == ()


def code_of(word: str) -> str:
    """What a scanner reads for a command word, a SKU of the sample goods, or any text."""
    return CODES.get(word) or GTIN.get(word) or word


class Scanners:
    """Scanners by name, each behind a link as udev makes them: a port keeps its name when it is plugged in again.

    Attributes:
        ports: what the settings name.
    """

    def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
        folder.mkdir()
        self.ports = {name: str(folder / name) for name in names}
        self._plugged: dict[str, PtyScanner] = {}
        for name in names:
            self.plug(name)

    def __getitem__(self, name: str) -> PtyScanner:
        return self._plugged[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.ports)

    def plug(self, name: str) -> None:
        """Plug a scanner in; its terminal has another number than before."""
        scanner = PtyScanner()
        if name in self._plugged:
            self.unplug(name)
        self._plugged[name] = scanner
        Path(self.ports[name]).symlink_to(scanner.port)

    def unplug(self, name: str) -> None:
        """Pull the plug. The link goes first: the next terminal to get that number is somebody else's."""
        Path(self.ports[name]).unlink()
        self._plugged.pop(name).close()

    def close(self) -> None:
        for name in list(self._plugged):
            self.unplug(name)


class Watch:
    """Keeps every picture that a bench published."""

    def __init__(self) -> None:
        self.views: list[BenchView] = []
        self._changed = threading.Condition()

    def on_view(self, view: BenchView) -> None:
        with self._changed:
            self.views.append(view)
            self._changed.notify_all()

    @property
    def view(self) -> BenchView:
        with self._changed:
            return self.views[-1]

    def wait_for(self, what: Callable[[BenchView], bool], name: str = "a picture") -> BenchView:
        """Wait until the newest picture is of that kind."""
        with self._changed:
            if not self._changed.wait_for(lambda: bool(self.views) and what(self.views[-1]), PATIENCE_S):
                last = self.views[-1] if self.views else None
                raise AssertionError(f"Waited {PATIENCE_S:.0f} s for {name}; the last picture: {last}")
            return self.views[-1]

    def notices(self) -> list[Notice]:
        """Everything that was said, in order."""
        with self._changed:
            said = {view.notice.number: view.notice for view in self.views if view.notice is not None}
        return [said[number] for number in sorted(said)]

    def sayings(self) -> list[Say]:
        return [notice.said.say for notice in self.notices()]


def _state(view: BenchView, device: str) -> str:
    return next((d.state for d in view.devices if d.name == device), "")


def _known(view: BenchView, device: str) -> bool:
    return _state(view, device) in {"ready", "lost"}


def last_number(view: BenchView) -> int:
    return view.notice.number if view.notice is not None else 0


class RunningSite:
    """A bench that runs without a window, with its scanners in our hands."""

    def __init__(self, home: Home, scanners: Scanners) -> None:
        self.home = home
        self.scanners = scanners
        self.watch = Watch()
        self._sent_at_s: dict[tuple[str, str], float] = {}
        self.site = Site(home, load_settings(home.settings), self.watch.on_view)
        self.site.start()
        self.site.runner.ready.result(PATIENCE_S)
        self.site.start_devices()
        for name in scanners:
            view = self.watch.wait_for(lambda view, name=name: _known(view, name), f"scanner {name}")
            if _state(view, name) == "lost":  # somebody looks for a scanner of theirs under the number of our terminal
                scanners.plug(name)
            self.wait_for_scanner(name, "ready")

    @property
    def view(self) -> BenchView:
        return self.watch.view

    @property
    def said(self) -> Say:
        notice = self.view.notice
        assert notice is not None
        return notice.said.say

    def scan(self, *words: str, scanner: str = "left") -> BenchView:
        """Scan one after the other over the line, each when the one before was answered."""
        for word in words:
            text = code_of(word)
            self._not_the_same_movement(text, scanner)
            before = last_number(self.view)
            self.scanners[scanner].send(text)
            self.watch.wait_for(
                lambda view, text=text, before=before: (
                    last_number(view) > before and bool(view.scans) and view.scans[0].text == shown(text, 28)
                ),
                f"an answer to {word}",
            )
        return self.view

    def _not_the_same_movement(self, text: str, scanner: str) -> None:
        """The same code again so soon would be taken for one movement of the hand."""
        at_s = self._sent_at_s.get((text, scanner), 0.0)
        time.sleep(max(0.0, at_s + (DOUBLE_SCAN_MS + 50) / 1000 - time.monotonic()))
        self._sent_at_s[text, scanner] = time.monotonic()

    def jobs(self) -> list[tuple[object, ...]]:
        """The print queue as stored: state, copy and detail of each label."""
        return rows(self.home.journal, "SELECT state, copy, detail FROM print_job ORDER BY created_at, copy")

    def wait_for_jobs(self, *states: str) -> None:
        """Wait until the labels in the print queue have these states."""
        self.watch.wait_for(lambda _view: tuple(job[0] for job in self.jobs()) == states, f"labels that are {states}")

    def wait_for_printer(self, *states: str) -> BenchView:
        """Wait until the printer's chip shows one of these states."""
        return self.watch.wait_for(
            lambda view: any(d.role == "printer" and d.state in states for d in view.devices), f"a printer {states}"
        )

    def wait_for_scanner(self, name: str, state: str) -> BenchView:
        """Wait until a scanner's chip shows a state."""
        return self.watch.wait_for(lambda view: _state(view, name) == state, f"scanner {name} {state}")

    def stop(self) -> None:
        self.site.stop()


def until(what: Callable[[], bool], name: str) -> None:
    """Wait for something that nothing tells."""
    deadline = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < deadline, f"Waited {PATIENCE_S:.0f} s for {name}."
        time.sleep(0.01)


def texts(readings: Iterable[str]) -> list[str]:
    """How readings look in the list of last scans."""
    return [shown(code_of(text), 28) for text in readings]
