"""settings.toml as a frozen value that is passed to whoever needs it, and the places inside a home directory.

An unknown key or a value of the wrong kind is refused with its path, so that a typing error never becomes a silent default.
"""

import os
import re
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from app.errors import KnownError

HOME_VARIABLE = "DOCKGRADE_HOME"


class BenchSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[bench].

    Attributes:
        id: unique at the site.
        label_verify: the label must be scanned back before the item is done.
        double_scan_ms: the same code of the same scanner within this time is one scan.
        pin_roles: who must enter a PIN after the badge.
        rma_pattern: regular expression of RMA numbers, None for the built-in one.
        theme: "light", "dark" or "contrast".
    """

    id: str
    site: str
    language: str = "en"
    label_verify: bool = True
    double_scan_ms: int = 700
    pin_roles: tuple[Literal["inspector", "lead", "admin"], ...] = ("lead", "admin")
    rma_pattern: str | None = None
    theme: Literal["light", "dark", "contrast"] = "light"
    sound: int = 70
    zone: str | None = None


class ScannerSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One [[scanner]].

    Attributes:
        port: serial device, e.g. "/dev/ttyACM0" or "COM3"; `usb` ("vid:pid[:serial]") finds it wherever it is plugged in.
        layout: keyboard layout that a wedge scanner is programmed for.
        prefix_key: character that a slow wedge scanner is programmed to send first.
    """

    name: str
    kind: Literal["serial", "wedge"]
    port: str | None = None
    usb: str | None = None
    baud: int = 9600
    bytesize: Literal[7, 8] = 8
    parity: Literal["N", "E", "O"] = "N"
    stopbits: Literal[1, 2] = 1
    terminator: str | None = None
    prefix: str = ""
    suffix: str = ""
    max_length: int = 4096
    no_read: tuple[str, ...] = ()
    layout: str = "us"
    prefix_key: str | None = None
    hold_ms: int = 30
    min_length: int = 4


class PrinterSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One [[printer]].

    Attributes:
        address: "tcp://host:9100" or "file:///folder".
        media_mm: width and height of a label.
    """

    name: str
    language: Literal["zpl"] = "zpl"
    address: str = "tcp://127.0.0.1:9100"
    dpi: Literal[203, 300, 600] = 203
    media_mm: tuple[float, float] = (100.0, 50.0)


class CentralSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[central].

    Attributes:
        url: "postgresql://role@host:port/database?sslmode=verify-full", without the password.
    """

    url: str


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    bench: BenchSettings
    scanner: tuple[ScannerSettings, ...] = ()
    printer: tuple[PrinterSettings, ...] = ()
    central: CentralSettings | None = None


class Home:
    """The places in a home directory; nothing is made by asking for them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings = path / "settings.toml"
        self.policy = path / "policy"
        self.journal = path / "journal.db"
        self.mirror = path / "mirror.db"
        self.owner = path / "owner.lock"
        self.agent = path / "agent.lock"
        self.secret = path / "central.password"
        self.logs = path / "logs"
        self.reports = path / "reports"
        self.labels = path / "labels"


def default_home() -> Path:
    """DOCKGRADE_HOME, or the platform's data directory."""
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("dockgrade", appauthor=False))


def load_settings(path: Path) -> Settings:
    """Read settings.toml. Raises KnownError that names the key at fault and what was expected."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as err:
        raise KnownError(
            f"There is no {path}.",
            'Make it with at least three lines: [bench], id = "B01" and site = "TMP1". \'dockgrade demo\' makes a whole sample.',
        ) from err
    except (OSError, UnicodeDecodeError) as err:
        raise KnownError(f"{path} cannot be read: {err}.", "Save it as UTF-8 text that this user may read.") from err
    try:
        settings = msgspec.convert(tomllib.loads(text), Settings)
    except tomllib.TOMLDecodeError as err:
        raise KnownError(f"{path} is not TOML: {err}.", "Correct that line, then start again.", exit_code=2) from err
    except msgspec.ValidationError as err:
        raise KnownError(f"{path}: {_in_words(str(err))}", "Correct that key, then start again.", exit_code=2) from err
    _check(path, settings)
    return settings


_UNKNOWN_KEY = re.compile(r"Object contains unknown field `(\w+)`(?: - at `\$\.?([^`]*)`)?")


def _in_words(text: str) -> str:
    """A validation message as a sentence that names the key."""
    found = _UNKNOWN_KEY.fullmatch(text)
    if found:
        return f"Expected a key that Dockgrade knows in [{found[2] or 'the file'}], got {found[1]!r}."
    return f"{text}."


def _check(path: Path, settings: Settings) -> None:
    for name, value in (("bench.id", settings.bench.id), ("bench.site", settings.bench.site)):
        if not value.strip():
            raise KnownError(f"{path}: Expected text in {name}, got nothing.", "Give the bench its name.", exit_code=2)
    names = [scanner.name for scanner in settings.scanner] + [printer.name for printer in settings.printer]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise KnownError(
            f"{path}: Expected a name of its own for each device, got {doubled[0]!r} twice.",
            "Rename one of them.",
            exit_code=2,
        )
    if sum(scanner.kind == "wedge" for scanner in settings.scanner) > 1:
        raise KnownError(
            f"{path}: Expected at most one scanner of kind wedge, got more.",
            "Qt does not tell keyboards apart: one entry hears every wedge that is programmed alike.",
            exit_code=2,
        )
    for scanner in settings.scanner:
        if scanner.kind == "serial" and not (scanner.port or scanner.usb):
            raise KnownError(
                f"{path}: Scanner {scanner.name!r} is serial and has neither port nor usb.",
                'Add port = "/dev/ttyACM0" (or "COM3"), or usb = "vid:pid".',
                exit_code=2,
            )
