"""Reference data that is missing, damaged or replaced under a running bench."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bench.messages import Say
from app.bench.view import Tone
from app.reference.importer import import_products
from app.settings import Home
from tests.bench.benches import BOX, PRODUCTS
from tests.flow.sites import RunningSite, events, whole


def test_a_bench_without_reference_data_works_blind_and_sees_it_when_it_comes(
    start: Callable[[], RunningSite], badge: str, home: Home, mirror: Path
) -> None:
    home.mirror.unlink()
    site = start()
    site.scan(badge, BOX)
    assert site.view.question is not None
    assert site.view.question.asked.say is Say.PARCEL_NOT_EXPECTED
    site.scan("CANCEL")
    shutil.copyfile(mirror, home.mirror)
    view = site.scan(BOX)
    assert view.parcel is not None
    assert view.parcel.units_expected == 7


@pytest.mark.parametrize("damage", ["noise", "text", "newer"])
def test_reference_data_that_cannot_be_read_is_said_so_and_the_bench_lives(
    site: RunningSite, mirror: Path, damage: str
) -> None:
    broken = site.home.path / "broken.db"
    if damage == "newer":
        shutil.copyfile(mirror, broken)
        connection = sqlite3.connect(broken)
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema_version'")
        connection.commit()
        connection.close()
    else:
        data = mirror.read_bytes()
        broken.write_bytes(b"no database\n" * 999 if damage == "text" else data[:4096] + bytes(len(data) - 4096))
    before = events(site.home)
    broken.replace(site.home.mirror)
    view = site.scan(BOX)
    assert view.notice is not None
    assert (view.notice.said.say, view.notice.tone) == (Say.DISK_FAILED, Tone.ERROR)
    assert "mirror.db" in dict(view.notice.said.params)["why"]
    assert (view.parcel, events(site.home)) == (None, before)
    assert not list(site.home.logs.glob("crash-*")), "a damaged file is nobody's bug"
    fresh = site.home.path / "fresh.db"
    shutil.copyfile(mirror, fresh)
    fresh.replace(site.home.mirror)
    view = site.scan(BOX)
    assert view.parcel is not None
    site.stop()
    whole(site.home)


def test_reference_data_replaced_while_the_bench_runs_is_used_at_once(
    site: RunningSite, tmp_path: Path, mirror: Path
) -> None:
    site.scan(BOX)
    new = tmp_path / "new.db"
    shutil.copyfile(mirror, new)
    table = tmp_path / "more.csv"
    table.write_text(PRODUCTS.replace("Wool jumper, M", "Wool jumper, L"), encoding="utf-8")
    assert import_products(table, new).changed == 1
    new.replace(site.home.mirror)
    view = site.scan("JUMPER")
    assert view.item is not None
    assert view.item.title == "Wool jumper, L"


def test_an_import_runs_while_the_bench_scans_and_neither_waits_for_the_other(
    site: RunningSite, tmp_path: Path
) -> None:
    header, *lines = PRODUCTS.splitlines()
    table = tmp_path / "many.csv"
    many = [f"EXTRA{n},,Extra {n},home,Nordkap,1.00,EUR,1,no,no,no,yes,no," for n in range(40_000)]
    table.write_text("\n".join([header, *lines, *many]) + "\n", encoding="utf-8")
    importing = subprocess.Popen(
        [sys.executable, "-P", "-m", "app", "import", "products", str(table), "--home", str(site.home.path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    during = 0
    site.scan(BOX)
    while importing.poll() is None:
        view = site.scan("MUG", "UNDO")
        assert view.item is None
        during += 1
    assert importing.returncode == 0, importing.stderr.read() if importing.stderr else ""
    assert importing.stderr is not None
    importing.stderr.close()
    assert during > 0
    view = site.scan("EXTRA7")
    assert view.question is not None
    assert view.question.asked.say is Say.NOT_ON_RMA
    assert {Say.DISK_LOCKED, Say.DISK_FAILED, Say.UNEXPECTED} & set(site.watch.sayings()) == set()
    site.stop()
    whole(site.home)
