"""What a scan asks the disk: never all that was ever received."""

import re

from app.domain.vocabulary import Role
from tests.bench.benches import BOX, BenchWalk

WHOLE_TABLE = re.compile(r"SCAN (event|item|parcel|parcel_line|print_job|tote|[a-z])\b|AUTOMATIC")
SHORT = ("SCAN print_job USING INDEX print_job_open",)
"""What is gone through as a whole and stays short."""
PARCELS_BY_STATUS = "parcel_by_status (status=?)"


def asked_for(bench: BenchWalk, scans: tuple[str, ...]) -> set[str]:
    """The statements with which the scans ask the journal."""
    found: list[str] = []
    for scan in scans:
        bench.journal.connection.set_trace_callback(found.append)
        bench.scan(scan)
        bench.journal.connection.set_trace_callback(None)
        bench.printed()
    return {asked for asked in found if asked.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE", "DELETE"))}


def grows(bench: BenchWalk, statement: str) -> list[str]:
    """Steps of its plan that take longer with every year: through whole tables, or all parcels that were ever closed."""
    plan = [step for *_, step in bench.journal.connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    closed = "'closed'" in statement
    long = [step for step in plan if not step.startswith(SHORT)]
    return [step for step in long if WHOLE_TABLE.search(step) or (closed and PARCELS_BY_STATUS in step)]


def test_no_scan_reads_all_that_was_ever_received(bench: BenchWalk) -> None:
    lead = bench.person("Lead 1", Role.LEAD)
    scans = (
        *(BOX, "JUMPER", "GRADE-B", "ACCEPT", "T-1", "T-1", "MUG", "QTY-3", "SPLIT", "DEFECT-STAIN", "GRADE-C", "HOLD"),
        *("T-2", "T-2", "NEXT", "GRADE-A", "ACCEPT", "REPRINT", "T-3", "T-3", "SPEAKER", "AU-88213", "UNDO", "UNDO"),
        *("NO-SERIAL", "GRADE-D", "ACCEPT", "R7K2M0099994", "4006381333931", "CANCEL", "SOCKS", "SOCKS", "PARK"),
        *("RMA-1003", BOX, "CLOSE", "CLOSE", "TOTE-CLOSE", "UNDO", "UNDO", "nothing known", lead, "RELEASE"),
        *("DISPOSE-AS-DONATE", "WHY-OTHER", "UNDO", "UNDO", "SIGN-OUT"),
    )
    asked = asked_for(bench, scans)
    assert sum("print_job WHERE lpn" in statement for statement in asked) == 1
    assert {statement: steps for statement in asked if (steps := grows(bench, statement))} == {}
