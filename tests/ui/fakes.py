"""A program behind the window that records what it is asked and answers from fixed facts."""

from dataclasses import dataclass, field
from pathlib import Path

from app.domain.commands import Command
from devices.events import ScannerEvent
from ui.preferences import Preferences


@dataclass
class FakeCore:
    """Records commands, scans and the end."""

    queries: object = None
    reports: tuple[str, ...] = ("disposition-summary", "shift-handover")
    report_folder: Path = Path()
    commands: list[Command] = field(default_factory=list)
    heard: list[ScannerEvent] = field(default_factory=list)
    label: bytes | None = None
    stopped: bool = False
    saved: list[Preferences] = field(default_factory=list)

    def submit(self, command: Command) -> None:
        self.commands.append(command)

    def hear(self, event: ScannerEvent) -> None:
        self.heard.append(event)

    def label_preview(self, item_id: str) -> bytes | None:
        return self.label

    def stop(self) -> None:
        self.stopped = True
