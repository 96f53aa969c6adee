"""settings.toml as a frozen value that is passed to whoever needs it, and the places inside a home directory.

An unknown key or a value of the wrong kind is refused with its path, so that a typing error never becomes a silent default. The window
waits for this file before it shows anything, so it is read with what Python brings along.
"""

import os
import tomllib
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from app.errors import KnownError

HOME_VARIABLE = "DOCKGRADE_HOME"


@dataclass(frozen=True, slots=True)
class BenchSettings:
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


@dataclass(frozen=True, slots=True)
class ScannerSettings:
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


@dataclass(frozen=True, slots=True)
class PrinterSettings:
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


@dataclass(frozen=True, slots=True)
class CentralSettings:
    """[central].

    Attributes:
        url: "postgresql://role@host:port/database?sslmode=verify-full", without the password.
    """

    url: str


@dataclass(frozen=True, slots=True)
class Settings:
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
        settings: Settings = _value(Settings, tomllib.loads(text), "$")
    except tomllib.TOMLDecodeError as err:
        raise KnownError(f"{path} is not TOML: {err}.", "Correct that line, then start again.", exit_code=2) from err
    except _WrongValueError as err:
        raise KnownError(f"{path}: {err}", "Correct that key, then start again.", exit_code=2) from err
    _check(path, settings)
    return settings


class _WrongValueError(Exception):
    """What was expected and what was found, as a sentence."""


_NAMES = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}


def _value(wanted: Any, raw: object, place: str) -> Any:
    """A value of TOML as the type of a field. Raises _WrongValueError with the place, such as "$.bench.id"."""
    kinds = get_args(wanted)
    if is_dataclass(wanted):
        return _table(wanted, raw, place)
    if get_origin(wanted) is UnionType:  # with None, which TOML cannot say
        return _value(kinds[0], raw, place)
    if get_origin(wanted) is tuple:
        return _list(kinds, raw, place)
    if get_origin(wanted) is Literal:
        if any(raw == kind and type(raw) is type(kind) for kind in kinds):
            return raw
        raise _WrongValueError(f"Expected one of {', '.join(map(repr, kinds))} in {place}, got {raw!r}.")
    if wanted is float and type(raw) is int:
        return float(raw)
    if type(raw) is not wanted:
        raise _WrongValueError(f"Expected {_NAMES[wanted]} in {place}, got {raw!r}.")
    return raw


def _table(wanted: Any, raw: object, place: str) -> Any:
    if not isinstance(raw, dict):
        raise _WrongValueError(f"Expected a table in {place}, got {raw!r}.")
    known = {field.name: field for field in fields(wanted)}
    for key in raw:
        if key not in known:
            where = place.removeprefix("$").removeprefix(".") or "the file"
            raise _WrongValueError(f"Expected a key that Dockgrade knows in [{where}], got {key!r}.")
    for name, field in known.items():
        if field.default is MISSING and name not in raw:
            raise _WrongValueError(f"Expected {name} in {place}, got none.")
    return wanted(**{name: _value(known[name].type, value, f"{place}.{name}") for name, value in raw.items()})


def _list(kinds: tuple[Any, ...], raw: object, place: str) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise _WrongValueError(f"Expected a list in {place}, got {raw!r}.")
    wanted = kinds[:1] * len(raw) if kinds[-1] is Ellipsis else kinds
    if len(raw) != len(wanted):
        raise _WrongValueError(f"Expected {len(wanted)} values in {place}, got {len(raw)}.")
    return tuple(
        _value(kind, one, f"{place}[{index}]") for index, (kind, one) in enumerate(zip(wanted, raw, strict=True))
    )


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
