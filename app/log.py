"""The log: JSON lines in logs/dockgrade.log, kept small by rotation, with badges and PINs taken out."""

import json
import logging
import re
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

MAX_BYTES = 2_000_000
KEPT_FILES = 5

_SECRET = re.compile(r"\b[Bb]-[0-9A-Za-z_-]{6,}|(?<=pin=)\S+|(?<=pin': ')[^']+", re.ASCII)


def without_secrets(text: str) -> str:
    """The text with badge codes and PINs replaced."""
    return _SECRET.sub("[hidden]", text)


class JsonFormatter(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Put a record into one line."""
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "room": record.name,
            "thread": record.threadName,
            "said": without_secrets(record.getMessage()),
        }
        if record.exc_info:
            entry["trace"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)


def start_log(folder: Path, level: int = logging.INFO) -> None:
    """Write the program's log into a folder; a folder that cannot be written costs the log, not the work."""
    root = logging.getLogger()
    root.setLevel(level)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "dockgrade.log", maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    root.addHandler(handler)
