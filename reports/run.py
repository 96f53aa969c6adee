"""Runs one report: reads the journal once, writes a file beside its target, and puts it in place when it is whole."""

import glob
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import app
from app.errors import KnownError
from app.store.report_queries import Bench, benches, snapshot
from reports.export import write_csv
from reports.files import not_written
from reports.page import Frame, print_pages
from reports.period import Period
from reports.registry import report_kind
from reports.report import Body, Meter, ReportCancelledError, ReportKind, ReportProgress, Request
from reports.words import Words, load_words

__all__ = ["ReportCancelledError", "ReportProgress", "ReportResult", "run_report"]

SUFFIXES = (".pdf", ".csv")

_SHOWN_POLICIES = 3
_LEFTOVER_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class ReportResult:
    """A report that was written.

    Attributes:
        pages: None for a CSV file.
        rows: rows of its tables; of a CSV file, its lines below the header.
    """

    path: Path
    pages: int | None
    rows: int
    report_id: str


def run_report(
    name: str,
    *,
    journal: Path,
    out: Path,
    period: Period,
    site: str | None = None,
    bench: str | None = None,
    client: str | None = None,
    language: str = "en",
    generated_by: str = "",
    generated_at: datetime,
    policy_version: str = "",
    reprint: int = 0,
    unsent: int | None = None,
    progress: Callable[[ReportProgress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ReportResult:
    """Write a report; its kind follows from the ending of `out`. The same journal and arguments give the same bytes.

    Args:
        site, bench, client: None for all.
        generated_at: aware; ages are counted to it.
        policy_version: shown when no row names one.
        reprint: 0 for the first print, n for the nth reprint.
        unsent: facts that wait for the central server; None while the bench has none.
        cancelled: asked every few hundred rows.

    Raises KnownError when the environment or the arguments are at fault, ReportCancelledError when `cancelled` says so. In both
    cases nothing is left behind, and a file that stood there before stands there still.
    """
    kind = report_kind(name)
    _check_suffix(out)
    words = load_words(language)
    request = Request(
        name, period, site, bench, client, words, generated_by, generated_at, policy_version, reprint, unsent
    )
    meter = Meter(progress, cancelled)
    _sweep(out)
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        with snapshot(journal) as connection:
            held = benches(connection)
            _check_place("site", site, {each.site for each in held})
            _check_place("bench", bench, {each.bench_id for each in held})
            body = kind.read(connection, request)
            with part.open("xb") as file:
                pages, rows = _write(kind, body, request, held, meter, file, out.suffix.lower())
        part.replace(out)
    except OSError as err:
        raise not_written(err, out) from err
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return ReportResult(out, pages, rows, request.report_id)


def _write(
    kind: ReportKind,
    body: Body,
    request: Request,
    held: Sequence[Bench],
    meter: Meter,
    file: BinaryIO,
    suffix: str,
) -> tuple[int | None, int]:
    if suffix == ".csv":
        meter.start(body.csv_rows)
        return None, write_csv(file, body.header(), body.records(meter))
    meter.start(body.rows)
    frame = _frame(request, body, held)
    return print_pages(kind.paper, frame, file, lambda sheet: body.draw(sheet, meter)), body.rows


def _frame(request: Request, body: Body, held: Sequence[Bench]) -> Frame:
    words, period = request.words, request.period
    zone = period.local_zone
    title = words.say(f"{request.name.replace('-', '_')}.title")
    generated = words.moment(request.generated_at.astimezone(zone))
    by = "page.generated_by" if request.generated_by else "page.generated"
    versions = body.policy_versions or tuple(filter(None, [request.policy_version]))
    shown = ", ".join(versions[:_SHOWN_POLICIES]) + (", …" if len(versions) > _SHOWN_POLICIES else "")
    policy = words.say("page.policy", versions=shown) if versions else words.say("page.no_policy")
    every = words.say("page.all")
    sites = {each.site for each in held}
    names = {each.bench_id for each in held}
    # Where the journal knows one only, its name says more than "all".
    site = request.site or (next(iter(sites)) if len(sites) == 1 else every)
    bench = request.bench or (next(iter(names)) if len(names) == 1 else every)
    return Frame(
        title=title,
        facts=(
            ((words.say("page.period"), period_words(period, words)),),
            ((words.say("page.zone"), zone_words(period)),),
            (
                (words.say("page.site"), site),
                (words.say("page.bench"), bench),
                (words.say("page.client"), request.client or every),
            ),
        ),
        foot=f"{words.say(by, at=generated, name=request.generated_by)} · Dockgrade {app.__version__} · {policy}",
        page_of=lambda page, pages: words.say("page.page", page=words.number(page), pages=words.number(pages)),
        reprint=words.say("page.reprint", n=request.reprint) if request.reprint else "",
        report_id=request.report_id,
        author=request.generated_by or "Dockgrade",
        subject=f"{period_words(period, words)} {zone_words(period)}",
        generated_at=request.generated_at.astimezone(UTC),
        version=app.__version__,
        language=words.language,
    )


def period_words(period: Period, words: Words) -> str:
    """A period in the reader's words: a day, days, or from minute to minute."""
    days = period.whole_days
    if days is not None:
        first, last = days
        return words.date(first) if first == last else f"{words.date(first)} – {words.date(last)}"
    start, end = (moment.astimezone(period.local_zone) for moment in (period.from_utc, period.to_utc))
    until = f"{end:%H:%M}" if start.date() == end.date() else words.moment(end)
    return f"{words.moment(start)} – {until}"


def zone_words(period: Period) -> str:
    """The name of the period's time zone and how far it is from UTC at its ends."""
    offsets = []
    for moment in (period.from_utc, period.to_utc):
        local = moment.astimezone(period.local_zone)
        text = f"{local:%z}"
        offsets.append(f"UTC{text[:3]}:{text[3:5]}")
    shown = " / ".join(dict.fromkeys(offsets))
    return f"{period.zone} ({shown})" if period.zone else shown


def _check_suffix(out: Path) -> None:
    suffix = out.suffix.lower()
    if suffix in SUFFIXES:
        return
    if suffix == ".xlsx":
        raise KnownError(
            f"Expected a file that ends in .pdf or .csv, got {out.name}: reports as .xlsx are not there yet.",
            "Use .pdf or .csv; a spreadsheet opens .csv.",
            exit_code=2,
        )
    raise KnownError(
        f"Expected a file that ends in .pdf or .csv, got {out.name}.", "Name the file with one of these.", exit_code=2
    )


def _check_place(kind: str, wanted: str | None, known: set[str]) -> None:
    if wanted is not None and wanted not in known:
        held = ", ".join(sorted(known)) or "none at all"
        raise KnownError(
            f"Expected a {kind} whose work is in this journal ({held}), got {wanted!r}.",
            f"Correct --{kind}, or leave it out.",
            exit_code=2,
        )


def _sweep(out: Path) -> None:
    """Take away what a run that was killed long ago has left beside the target."""
    for left in out.parent.glob(f".{glob.escape(out.name)}.*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFTOVER_S:
                left.unlink()
