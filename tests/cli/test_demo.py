"""The sample shift, as `make run` plays it where there is no display."""

from pathlib import Path

import pytest
from PIL import Image

from app.cli.sample import SampleSite
from app.settings import Home
from app.store.owner import Ownership
from app.store.verify import verify_journal
from tests.cli.conftest import Dockgrade


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


@pytest.mark.timeout(300)
def test_the_sample_shift_leaves_pictures_labels_reports_and_a_whole_record(
    dockgrade: Dockgrade, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    (home / "settings.toml").unlink()
    ran = dockgrade("demo", "--headless")
    assert ran.code == 0, ran.err
    assert verify_journal(home / "journal.db").faults == ()
    pictures = sorted((home / "screenshots").iterdir())
    assert len(pictures) > 15
    assert {size_of(path) for path in pictures} == {(1280, 800)}
    labels = list((home / "labels").glob("*.zpl"))
    assert len(labels) > 15
    assert all(path.with_suffix(".png").exists() for path in labels)
    assert len(list((home / "reports").iterdir())) == 4
    summary = (home / "summary.txt").read_text(encoding="utf-8")
    assert "18 parcels received, 18 closed" in summary
    assert "the record is whole" in summary


def test_a_bench_at_work_is_not_made_a_sample(dockgrade: Dockgrade, home: Path) -> None:
    dockgrade("user", "add", "Inspector 3")
    before = {path.name: path.read_bytes() for path in home.iterdir() if path.suffix != ".db-shm"}
    ran = dockgrade("demo", "--headless")
    assert ran.code == 2
    assert f"{home} is the home of a bench" in ran.err
    assert {path.name: path.read_bytes() for path in home.iterdir() if path.suffix != ".db-shm"} == before


def test_a_sample_that_a_window_works_at_is_left_to_it(dockgrade: Dockgrade, home: Path) -> None:
    (home / "settings.toml").unlink()
    SampleSite(Home(home)).__exit__(None, None, None)
    before = (home / "settings.toml").read_bytes(), (home / "journal.db").read_bytes()
    window = Ownership(Home(home).owner)
    try:
        ran = dockgrade("demo", "--headless")
    finally:
        window.release()
    assert ran.code != 0
    assert "already running" in ran.err
    assert ((home / "settings.toml").read_bytes(), (home / "journal.db").read_bytes()) == before
