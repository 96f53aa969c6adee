"""`dockgrade label` and a label that only waits to be drawn."""

import sqlite3
from pathlib import Path

from app.domain.vocabulary import Disposition, Route
from app.labels.facts import ItemLabelFacts
from app.labels.maker import PrinterLabels
from app.settings import PrinterSettings
from tests.bench.benches import BenchWalk
from tests.cli.conftest import Dockgrade


def test_a_label_that_cannot_be_drawn_is_said_so(dockgrade: Dockgrade, worked: BenchWalk, home: Path) -> None:
    with sqlite3.connect(home / "journal.db") as connection:
        (lpn,) = connection.execute("SELECT lpn FROM item").fetchone()
        facts = ItemLabelFacts(lpn, "Mug", "MUG", None, None, Disposition.RESTOCK, Route.RESTOCK)
        order = PrinterLabels(PrinterSettings("small", media_mm=(50.0, 25.0))).order(facts, "en")
        connection.execute("UPDATE print_job SET document = ?, data = x'', sha256 = ''", (order,))
    connection.close()
    out = home / "x.png"
    ran = dockgrade("label", lpn, "--out", out)
    assert (ran.code, out.exists()) == (1, False)
    assert "at least 55 x 30 mm" in ran.err
    assert "Traceback" not in ran.err
