"""The reports that can be asked for by name. A new one is a file of its own and a line here.

Each entry imports its report only when it is asked for, so that listing the names costs nothing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.errors import KnownError

if TYPE_CHECKING:
    from reports.report import ReportKind


def _disposition_summary() -> "ReportKind":
    from reports.disposition_summary import KIND

    return KIND


def _shift_handover() -> "ReportKind":
    from reports.shift_handover import KIND

    return KIND


REPORTS: dict[str, Callable[[], "ReportKind"]] = {
    "disposition-summary": _disposition_summary,
    "shift-handover": _shift_handover,
}


def report_kind(name: str) -> "ReportKind":
    """The report of a name. Raises KnownError that names those that exist."""
    if name not in REPORTS:
        raise KnownError(
            f"Expected one of the reports {', '.join(REPORTS)}, got {name!r}.", "Choose one of them.", exit_code=2
        )
    return REPORTS[name]()
