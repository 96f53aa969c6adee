"""The program behind the window: the site's parts, as the pages want to see them."""

import logging
import sys
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, tzinfo
from pathlib import Path

from app.bench.view import BenchView
from app.bootstrap import Site
from app.domain.commands import Command
from app.errors import KnownError
from app.settings import Home, Settings
from app.store.engine import connect_reader
from app.store.print_jobs import newest_job
from devices.events import ScannerEvent
from ui.bridge import Bridge
from ui.ports import CentralRecord, Queries, ReportJob, ReportRequest, SeriesRecord
from ui.site_queries import SiteQueries

_log = logging.getLogger(__name__)


def shown_address(url: str) -> str:
    """Host, port and database of an address, without role, password and options. Fit to be shown, however malformed it is."""
    place = url.rpartition("@")[2] if "@" in url else url.rpartition("://")[2]
    return place.partition("?")[0] or "?"


class SiteCore:
    """Implements `ui.ports.Core` over a Site.

    Attributes:
        site: the running parts.
    """

    def __init__(
        self,
        home: Home,
        settings: Settings,
        bridge: Bridge,
        watcher: Callable[[BenchView], None] = lambda _view: None,
    ) -> None:
        """Start everything. Raises KnownError when settings, policies or the home cannot be used; what fails later in the
        runner's thread is told through the bridge.
        `watcher` is called in the runner's thread with each new picture, such as the player of the demonstration.
        """
        self._bridge = bridge
        self._person = ""
        self._watcher = watcher
        self.site = Site(home, settings, self._publish)
        self.site.listeners.append(bridge.publish_device)
        self._queries: SiteQueries | None = None
        self.site.start()
        self.site.runner.ready.add_done_callback(self._on_ready)

    def _publish(self, view: BenchView) -> None:
        """Called in the runner's thread with each new picture."""
        self._person = view.person.name if view.person else ""
        self._bridge.publish(view)
        self._watcher(view)

    def _on_ready(self, ready: "Future[None]") -> None:
        error = ready.exception()
        if error is not None:
            self._bridge.publish_failure(error)
            return
        self.site.start_devices()

    @property
    def queries(self) -> Queries:
        """Answers for the pages; the journal is opened for reading when the first page asks."""
        if self._queries is None:
            self._queries = SiteQueries(self.site.home.journal, self.site.home.mirror)
        return self._queries

    @property
    def zone(self) -> tzinfo:
        """The site's time zone."""
        return self.site.zone

    @property
    def reports(self) -> tuple[str, ...]:
        """Names of the reports that can be made."""
        from reports.registry import REPORTS

        return tuple(REPORTS)

    @property
    def report_folder(self) -> Path:
        """Where reports are kept."""
        return self.site.home.reports

    def submit(self, command: Command) -> None:
        """Hand a command to the bench."""
        self.site.submit(command)

    def draft(self, command: Command | None) -> None:
        """Hold back what is being typed until something is done or scanned."""
        self.site.draft.hold(command)

    def hear(self, event: ScannerEvent) -> None:
        """Take what a scanner that types into the window said."""
        self.site.on_scanner_event(event)

    def label_preview(self, item_id: str) -> bytes | None:
        """The item's label as PNG; None when it has none."""
        from app.labels.maker import encode

        connection = connect_reader(self.site.home.journal)
        try:
            job = newest_job(connection, item_id)
        finally:
            connection.close()
        return encode(job.document, "png") if job is not None else None

    def report_job(self, request: ReportRequest) -> ReportJob:
        """How to make a report in processes of their own: as PDF, then the same rows as CSV beside it."""
        folder = self.report_folder
        folder.mkdir(parents=True, exist_ok=True)
        made = datetime.now(self.zone).strftime("%Y%m%dT%H%M%S")  # as all times in it
        period = f"{request.first}_{request.last}" if request.first else "shift"
        stem = folder / f"{request.name}_{period}_{made}"
        command = [sys.executable, "-P", "-m", "app", "report", request.name, "--home", str(self.site.home.path)]
        command += ["--language", request.language, "--json"]
        if request.first:
            command += ["--from", request.first, "--to", request.last]
        if self._person:
            command += ["--by", self._person]
        return ReportJob(tuple((*command, "--out", str(stem.with_suffix(suffix))) for suffix in (".pdf", ".csv")))

    def central(self) -> CentralRecord:
        """The server and this bench's streams; what cannot be read now is left out."""
        from app.sync.handshake import Mark
        from app.sync.journal import JournalReader
        from app.sync.state import stored_acks

        home, settings = self.site.home, self.site.settings.central
        server = shown_address(settings.url) if settings is not None else ""
        reader = JournalReader(home.journal)
        try:
            acks = stored_acks(home.mirror) if settings is not None else {}
            streams = reader.streams()
        except KnownError as err:
            _log.warning("this bench's streams cannot be shown: %s", err.title)
            return CentralRecord(server)
        finally:
            reader.close()
        return CentralRecord(
            server,
            tuple(
                SeriesRecord(
                    stream.series, stream.current, stream.last.seq, acks.get(stream.stream_id, Mark(0, b"")).seq
                )
                for stream in reversed(streams)
            ),
        )

    def try_server(self) -> None:
        """Try the central server at once."""
        self.site.try_server()

    def stop(self) -> None:
        """End everything; returns when the journal is closed."""
        if self._queries is not None:
            self._queries.close()
            self._queries = None
        self.site.stop()
