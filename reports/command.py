"""`dockgrade report`: the options, progress for people (one line) or programs (JSON lines), and what was made at the end.

JSON lines on standard output: {"event": "progress", "done", "total"} …, then {"event": "done", "path", "pages", "rows",
"report_id"}, {"event": "cancelled"} or {"event": "error", "title", "next_step", "exit_code"}.
"""

import argparse
import getpass
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from app.errors import KnownError
from app.settings import Home, Settings, load_settings
from reports.registry import REPORTS
from reports.words import LANGUAGES

if TYPE_CHECKING:
    from types import FrameType

    from reports.period import Period
    from reports.report import ReportProgress

CANCELLED = 3
"""Exit code of a report that was stopped."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `dockgrade report` to its parser."""
    parser.add_argument("name", choices=tuple(REPORTS), metavar="NAME", help=f"one of {', '.join(REPORTS)}")
    parser.add_argument(
        "--from", dest="from_text", metavar="T", help="a date or a time (2025-11-20T06:00); left out: the running shift"
    )
    parser.add_argument("--to", dest="to_text", metavar="T", help="a date, itself included, or a time; left out: now")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write: .pdf or .csv")
    parser.add_argument("--site", metavar="S", help="this site only")
    parser.add_argument("--bench", metavar="B", help="this bench only")
    parser.add_argument("--client", metavar="C", help="this client's goods only")
    parser.add_argument("--language", choices=LANGUAGES, help="language of the report; left out: the bench's own")
    parser.add_argument("--zone", metavar="Z", help="time zone (Europe/Helsinki); left out: the bench's own")
    parser.add_argument("--by", metavar="NAME", help="who asks for it; left out: the user of this computer")
    parser.add_argument("--reprint", type=int, default=0, metavar="N", help="mark it as the Nth reprint")
    parser.add_argument("--json", action="store_true", help="progress and result as JSON lines")


def main(args: argparse.Namespace) -> int:
    """Make the report that was asked for; `args.home` is the home directory.

    Returns 0 when it is written and CANCELLED when it was stopped (interrupt or terminate). Raises KnownError, which carries
    its exit code, when arguments or environment are at fault.
    """
    from reports.report import ReportCancelledError
    from reports.run import run_report

    voice = _Voice(args.name, as_json=args.json)
    try:
        _check_reprint(args.reprint)
        _check_client(args)
        settings = _settings(args.home)
        language, zone = _defaults(args, settings)
        now = datetime.now(UTC)
        with _stop_signals() as stopped:
            result = run_report(
                args.name,
                journal=args.home.journal,
                out=args.out,
                period=_period(args, zone, now),
                site=args.site,
                bench=args.bench,
                client=args.client,
                language=language,
                generated_by=_who(args.by),
                generated_at=now,
                reprint=args.reprint,
                unsent=_unsent(args.home, settings),
                progress=voice.progress,
                cancelled=stopped.is_set,
            )
    except ReportCancelledError:
        voice.cancelled()
        return CANCELLED
    except KnownError as err:
        voice.failed(err)
        raise
    voice.done(result.path, result.pages, result.rows, result.report_id)
    return 0


def _settings(home: Home) -> Settings | None:
    """The settings of the bench; None in a home that has none."""
    return load_settings(home.settings) if home.settings.exists() else None


def _defaults(args: argparse.Namespace, settings: Settings | None) -> tuple[str, str]:
    """Language and time zone: as asked for, else of the bench, else English and this machine's."""
    language = args.language or (settings.bench.language if settings else "en")
    zone = args.zone or (settings.bench.zone if settings else None) or ""
    return language, zone


def _unsent(home: Home, settings: Settings | None) -> int | None:
    """How many events the central server has not acknowledged; None for a bench that has no server. Raises KnownError."""
    if settings is None or settings.central is None:
        return None
    from app.sync.journal import JournalReader
    from app.sync.state import stored_acks, unsent

    journal = JournalReader(home.journal)
    try:
        last = {stream.stream_id: stream.last for stream in journal.streams()}
    finally:
        journal.close()
    return unsent(last, stored_acks(home.mirror))


def _period(args: argparse.Namespace, zone: str, now: datetime) -> "Period":
    from app.store.report_queries import shift_marks, snapshot
    from reports.period import parse_period

    marks = None
    if args.from_text is None and args.to_text is None:
        with snapshot(args.home.journal) as connection:
            marks = shift_marks(connection, args.bench)
    return parse_period(args.from_text, args.to_text, zone=zone, now=now, marks=marks)


def _check_client(args: argparse.Namespace) -> None:
    """Refuse a client of whom the journal knows nothing: an empty report would look like a day without work."""
    if args.client is None:
        return
    from app.store.report_clients import clients
    from app.store.report_queries import snapshot

    with snapshot(args.home.journal) as connection:
        known = clients(connection)
    if args.client in known:
        return
    named = f"Known clients: {', '.join(known)}." if known else "Nothing was received yet, for any client."
    raise KnownError(f"No goods of client {args.client!r} are known here.", named, exit_code=1)


def _check_reprint(number: int) -> None:
    if number < 0:
        raise KnownError(f"Expected 0 or more in --reprint, got {number}.", "0 is the first print.", exit_code=2)


def _who(named: str | None) -> str:
    if named is not None:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # KeyError before Python 3.13: an account without a name
        return ""


@contextmanager
def _stop_signals() -> Iterator[Event]:
    """An event that is set by an interrupt or a request to terminate, so that the report can leave nothing behind."""
    stopped = Event()

    def stop(number: int, frame: "FrameType | None") -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Voice:
    """How the command speaks."""

    def __init__(self, name: str, *, as_json: bool) -> None:
        self._name = name
        self._json = as_json
        self._line = not as_json and sys.stderr.isatty()
        self._percent = -1

    def progress(self, progress: "ReportProgress") -> None:
        percent = 100 * progress.done // progress.total if progress.total else 100
        if self._json:
            _emit(event="progress", done=progress.done, total=progress.total)
        elif self._line and percent != self._percent:
            self._percent = percent
            text = f"{self._name}: {progress.done:,} of {progress.total:,} rows, {percent} %"
            print(f"\r{text}", end="", file=sys.stderr, flush=True)

    def done(self, path: Path, pages: int | None, rows: int, report_id: str) -> None:
        if self._json:
            _emit(event="done", path=str(path), pages=pages, rows=rows, report_id=report_id)
            return
        self._leave_line()
        size = f"{rows:,} rows" if pages is None else f"{rows:,} rows on {pages:,} pages"
        print(f"{path}: {size}, report {report_id}.")

    def cancelled(self) -> None:
        if self._json:
            _emit(event="cancelled")
            return
        self._leave_line()
        print("Cancelled; nothing was written.", file=sys.stderr)

    def failed(self, err: KnownError) -> None:
        if self._json:
            _emit(event="error", title=err.title, next_step=err.next_step, exit_code=err.exit_code)
        else:
            self._leave_line()

    def _leave_line(self) -> None:
        if self._percent >= 0:
            print(file=sys.stderr)


def _emit(**values: object) -> None:
    print(json.dumps(values, ensure_ascii=False), flush=True)
