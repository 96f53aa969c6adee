"""The disposition summary with 50,000 detail rows as PDF, against bare reportlab drawing as many texts on as many pages.

The floor measures no text, cuts none, sums nothing and reads no journal.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from app.domain.vocabulary import Disposition
from app.store import schema
from app.store.journal import Journal
from benchmarks.goods import gtin, sku
from benchmarks.measure import Verdict, in_turn, median_ratio, options
from reports.period import Period
from reports.run import ReportResult, run_report

ROWS = 50_000
COLUMNS = 13
ROUNDS = 2
START = datetime(2026, 1, 5, 6, tzinfo=UTC)


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("report", quick=quick)
    rows = 300 if quick else ROWS
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _fill(folder / "journal.db", rows)
        pages = _report(folder)[1].pages or 1
        reports, floors = in_turn(
            1 if quick else ROUNDS, lambda _: _report(folder)[0], lambda _: _draw(folder / "floor.pdf", rows, pages)
        )
    verdict.tell(f"{rows} rows on {pages} pages, report to bare drawing", median_ratio(reports, floors))
    return verdict.exit_code


def _fill(path: Path, rows: int) -> None:
    journal = Journal(path, bench_id="B07", site="TMP1")
    journal.connection.execute("BEGIN")
    names = [column.name for column in schema.item.columns]
    insert = f"INSERT INTO item ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"
    journal.connection.executemany(insert, (_item(number) for number in range(rows)))
    journal.connection.execute("COMMIT")
    journal.close()


def _item(number: int) -> dict[str, object]:
    code = tuple(Disposition)[number % len(Disposition)]
    moment = (START + timedelta(seconds=number % 80_000)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    row: dict[str, object] = dict.fromkeys((column.name for column in schema.item.columns), None)
    return row | {
        "item_id": f"{number:032d}",
        "lpn": f"R7K2M{number:06d}X",
        "parcel_id": f"{number // 3:032d}",
        "rma": f"RMA-{number // 3:07d}",
        "rma_line": 1,
        "client": ("Nordkap", "Halla", "Kide")[number % 3],
        "sku": sku(number),
        "gtin": gtin(number),
        "title": f"Wool jumper {number}",
        "category": "apparel",
        "serial_finding": "",
        "quantity": 1 + number % 3,
        "declared": "expected",
        "reason": "TOO_SMALL",
        "status": "stowed",
        "grade": "NABCDE"[number % 6],
        "defects": "",
        "note": "",
        "conflict": 0,
        "proposed": code.value,
        "disposition": code.value,
        "route": code.route.value,
        "rule_id": "matrix",
        "policy_version": "1",
        "unit_value_cents": 500 + number % 4000,
        "currency": "EUR",
        "inspector": "Inspector 1",
        "label_copy": 0,
        "tote_turn": "",
        "received_at": moment,
        "identified_at": moment,
        "graded_at": moment,
        "decided_at": moment,
        "bench_id": "B07",
        "site": "TMP1",
    }


def _report(folder: Path) -> tuple[int, ReportResult]:
    period = Period(START, START + timedelta(days=1), "UTC")
    started = time.perf_counter_ns()
    result = run_report(
        "disposition-summary",
        journal=folder / "journal.db",
        out=folder / "report.pdf",
        period=period,
        generated_at=START + timedelta(days=1),
    )
    return time.perf_counter_ns() - started, result


def _draw(path: Path, rows: int, pages: int) -> int:
    started = time.perf_counter_ns()
    canvas = Canvas(str(path), pagesize=landscape(A4))
    for page in range(pages):
        canvas.setFont("Helvetica", 7)
        for line in range(rows // pages + (page < rows % pages)):
            for column in range(COLUMNS):
                canvas.drawString(20 + 60 * column, 560 - 12 * line, f"{page * 40 + line:07d}-{column}")
        canvas.showPage()
    canvas.save()
    return time.perf_counter_ns() - started


if __name__ == "__main__":
    sys.exit(main())
