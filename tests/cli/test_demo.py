"""The sample shift, as `make run` plays it where there is no display."""

from pathlib import Path

import pytest

from app.store.verify import verify_journal
from tests.cli.conftest import Dockgrade


@pytest.mark.timeout(300)
def test_the_sample_shift_leaves_pictures_labels_reports_and_a_whole_record(dockgrade: Dockgrade, home: Path) -> None:
    (home / "settings.toml").unlink()
    ran = dockgrade("demo", "--headless")
    assert ran.code == 0, ran.err
    assert verify_journal(home / "journal.db").faults == ()
    assert len(list((home / "screenshots").glob("*.png"))) > 15
    labels = list((home / "labels").glob("*.zpl"))
    assert len(labels) > 15
    assert all(path.with_suffix(".png").exists() for path in labels)
    assert len(list((home / "reports").iterdir())) == 4
    summary = (home / "summary.txt").read_text(encoding="utf-8")
    assert "18 parcels received, 18 closed" in summary
    assert "the record is whole" in summary
