"""kill -9 between any two steps, and within them: what was shown is on disk, and work goes on where it was.

DOCKGRADE_KILLS says how often (25 by default), DOCKGRADE_SEED which moments.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.bench.view import BenchView
from app.domain.lpn import check_lpn
from app.settings import Home
from app.store.verify import verify_journal
from devices.printers.simulator import PrinterSimulator
from tests.faults.life import Acknowledged, Life
from tests.flow.conftest import INSPECTOR
from tests.flow.inspector import BOXES, Inspector
from tests.flow.sites import add_person, code_of, make_home, rows

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL.")

KILLS = int(os.environ.get("DOCKGRADE_KILLS", "25"))
SEED = int(os.environ.get("DOCKGRADE_SEED", "12"))
MOST_STEPS = 6
MOST_STEPS_IN_ALL = 200
"""All boxes take about seventy; more means that the inspector runs in circles."""
LATEST_US = 12_000
"""A whole scan takes one to three milliseconds, its label about ten."""


def picture(view: BenchView) -> tuple[object, ...]:
    """What must be the same after a start: everything but questions, last scans, devices and the print queue's counts."""
    return view.phase, view.person, view.parcel, view.item, view.proposal, view.totes


@dataclass
class Warehouse:
    """A home, its printer, and what we know about it from outside.

    Attributes:
        acknowledged: what the last life had shown last; None before the first.
        owners: the item of each LPN that was ever seen.
        within: how often it was killed between a commit and its picture.
    """

    home: Home
    printer: PrinterSimulator
    inspector: Inspector
    acknowledged: Acknowledged | None = None
    owners: dict[str, str] = field(default_factory=dict)
    within: int = 0

    def check_after_kill(self, told: list[Acknowledged]) -> None:
        """The record is whole and holds everything that was shown."""
        assert verify_journal(self.home.journal).faults == ()
        for shown in told:
            if shown.seq:
                found = rows(self.home.journal, "SELECT lower(hex(hash)) FROM event WHERE seq = ?", shown.seq)
                assert found == [(shown.digest,)], f"event {shown.seq} was shown and is not on disk as it was"
        self._check_numbers()
        self._check_labels()

    def _check_numbers(self) -> None:
        """An LPN belongs to one item for ever, and the numbers only go up."""
        given = rows(
            self.home.journal,
            "SELECT json_extract(body, '$.lpn'), json_extract(body, '$.item_id') FROM event"
            " WHERE kind = 'item_identified' ORDER BY seq",
        )
        for lpn, item_id in given:
            assert self.owners.setdefault(str(lpn), str(item_id)) == item_id
        counters = [check_lpn(str(lpn)).counter for lpn, _ in given]
        assert counters == sorted(set(counters))

    def _check_labels(self) -> None:
        """No label came out twice, and none of which the record knows nothing."""
        stored = [data.rstrip() for (data,) in rows(self.home.journal, "SELECT data FROM print_job")]  # type: ignore[attr-defined]
        for label in self.printer.labels:
            assert self.printer.labels.count(label) == 1
            assert label in stored

    def under_way(self) -> list[tuple[object, ...]]:
        return rows(self.home.journal, "SELECT job FROM print_job WHERE state = 'sending'")

    def check_start(self, view: BenchView) -> None:
        """A life begins where the last one ended."""
        if self.acknowledged is None:
            return
        (last,) = rows(self.home.journal, "SELECT max(seq) FROM event")[0]
        if last == self.acknowledged.seq:
            assert picture(view) == picture(self.acknowledged.view)
        else:
            self.within += 1  # killed between the commit and the picture: it was done, and nobody was told
            later = rows(
                self.home.journal,
                "SELECT count(DISTINCT command_id) FROM event WHERE seq > ?",
                self.acknowledged.seq,
            )
            assert later <= [(2,)], "one scan, and what the printer had to say"


@pytest.mark.timeout(60 + 4 * KILLS)
def test_nothing_that_was_shown_is_lost_however_often_the_power_fails(
    tmp_path: Path, mirror: Path, new_life: Callable[[Home], Life]
) -> None:
    """Inspectors work box after box; the power fails, seeded, some steps and microseconds into each life."""
    chance = random.Random(SEED)
    kills = 0
    number = 0
    with PrinterSimulator() as printer:
        while kills < KILLS:
            number += 1
            home = make_home(tmp_path / f"home{number}", mirror, lines={}, printer=printer.address)
            badge = add_person(home, INSPECTOR)
            before = len(printer.labels)

            def printed(lpn: str, before: int = before) -> bool:
                return any(lpn.encode() in label for label in printer.labels[before:])

            house = Warehouse(home, printer, Inspector(badge, printed))
            house.printer = _OfThisHome(printer, before)  # type: ignore[assignment]
            kills += _until_all_boxes_are_closed(house, new_life, chance, KILLS - kills)


class _OfThisHome:
    """The labels of the printer since this home began."""

    def __init__(self, printer: PrinterSimulator, before: int) -> None:
        self._printer = printer
        self._before = before

    @property
    def labels(self) -> tuple[bytes, ...]:
        return self._printer.labels[self._before :]


def _until_all_boxes_are_closed(
    house: Warehouse, new_life: Callable[[Home], Life], chance: random.Random, kills_left: int
) -> int:
    """Live and die until everything is done; how often it died."""
    kills = 0
    life = new_life(house.home)
    spare: Life | None = None
    while True:
        interrupted = house.under_way()
        view = life.begin()
        house.check_start(view)
        if interrupted:
            _check_unknown(house, interrupted)
        steps = chance.randrange(1, MOST_STEPS + 1) if kills < kills_left else MOST_STEPS_IN_ALL
        if kills < kills_left:
            spare = new_life(house.home)  # loads while this one works
        done = _work(house, life, steps)
        if not done and chance.random() < 0.7:
            _scan_without_waiting(house, life)
            time.sleep(chance.randrange(LATEST_US) / 1e6)
        if done:
            life.end()
            if spare is not None:
                spare.kill()
            _check_all_done(house)
            return kills
        assert steps < MOST_STEPS_IN_ALL, f"The inspector runs in circles: {life.told[-3:]}"
        life.kill()
        kills += 1
        house.acknowledged = life.told[-1]
        house.check_after_kill(life.told)
        assert spare is not None
        life, spare = spare, None


def _work(house: Warehouse, life: Life, steps: int) -> bool:
    """Scan what is next, step by step, each answered; True when everything is done."""
    for _ in range(steps):
        view = life.newest_view()
        word = house.inspector.next_scan(view)
        while word is None:
            life_view = life.newest_view()
            word = house.inspector.next_scan(life_view)
            time.sleep(0.001)
        if word == "":
            return True
        after = view.notice.number if view.notice else 0
        life.scan(code_of(word))
        life.answered(after)
    return False


def _scan_without_waiting(house: Warehouse, life: Life) -> None:
    word = house.inspector.next_scan(life.newest_view())
    if word:
        life.scan(code_of(word))


def _check_unknown(house: Warehouse, interrupted: list[tuple[object, ...]]) -> None:
    """Labels that were on their way when the power failed: nobody knows, and nobody sends them again."""
    deadline = time.monotonic() + 10
    for (job,) in interrupted:
        while (state := rows(house.home.journal, "SELECT state FROM print_job WHERE job = ?", job)[0][0]) == "sending":
            assert time.monotonic() < deadline, "the label is still said to be under way"
            time.sleep(0.005)
        assert state == "unknown"


def _check_all_done(house: Warehouse) -> None:
    """All goods are there once, whatever happened on the way."""
    house.check_after_kill([])
    journal = house.home.journal
    assert rows(journal, "SELECT status, count(*) FROM parcel GROUP BY status") == [("closed", len(BOXES))]
    expected = sorted((unit.sku, unit.quantity, unit.grade, "stowed") for box in BOXES for unit in box.units)
    found = rows(journal, "SELECT sku, sum(quantity), grade, status FROM item GROUP BY parcel_id, sku, grade, status")
    assert sorted(found) == expected
    assert rows(journal, "SELECT count(*) FROM print_job WHERE state NOT IN ('confirmed', 'voided')") == [(0,)]
