"""settings.toml as a frozen value that is passed to whoever needs it, and the places inside a home directory.

An unknown key or a value that cannot be is refused with section and key as they stand in the file, so that a typing error never becomes
a silent default. The window waits for this file before it shows anything, so it is read with what Python brings along.
"""

import os
import tomllib
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, TypeGuard, get_args, get_origin
from urllib.parse import urlsplit

from app.errors import KnownError

HOME_VARIABLE = "DOCKGRADE_HOME"


@dataclass(frozen=True, slots=True)
class BenchSettings:
    """[bench].

    Attributes:
        id: unique at the site.
        label_verify: the label must be scanned back before the item is done.
        double_scan_ms: the same code of the same scanner within this time is one scan; 0 takes each.
        pin_roles: who must enter a PIN after the badge.
        rma_pattern: regular expression of RMA numbers, None for the built-in one.
        theme: "light", "dark" or "contrast".
        sound: volume in percent.
    """

    id: str
    site: str
    language: Literal["en", "ru"] = "en"
    label_verify: bool = True
    double_scan_ms: Annotated[int, range(60_001)] = 700
    pin_roles: tuple[Literal["inspector", "lead", "admin"], ...] = ("lead", "admin")
    rma_pattern: str | None = None
    theme: Literal["light", "dark", "contrast"] = "light"
    sound: Annotated[int, range(101)] = 70
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
    hold_ms: int = 45
    min_length: int = 4


LEAST_MEDIA_MM = (55.0, 30.0)
"""Width and height below which an item's label has no room."""


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """One [[printer]].

    Attributes:
        address: "tcp://host:9100" or "file:///folder"; one of another kind is kept for whoever brings a transport for it.
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
    """Read settings.toml.

    Raises KnownError that names the key at fault and what was expected: exit code 2 for settings that are missing or wrong, 3 for a
    file that the system does not let this user read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as err:
        raise KnownError(
            f"There is no {path}.",
            'Make it with at least three lines: [bench], id = "B01" and site = "TMP1". \'dockgrade demo\' makes a whole sample.',
            exit_code=2,
        ) from err
    except UnicodeDecodeError as err:
        raise KnownError(
            f"{path} is not UTF-8 text: byte {err.start + 1} cannot be read.", "Save it as UTF-8.", exit_code=2
        ) from err
    except OSError as err:
        if path.is_dir():
            raise KnownError(f"{path} is a folder.", "Put the settings into a file of that name.", exit_code=2) from err
        raise KnownError(f"{path} cannot be read: {err.strerror}.", "Let this user read it, then start again.") from err
    try:
        settings: Settings = _table(Settings, tomllib.loads(text), _FILE)
        _check(settings)
    except tomllib.TOMLDecodeError as err:
        raise KnownError(f"{path} is not TOML: {err}.", "Correct that line, then start again.", exit_code=2) from err
    except _WrongValueError as err:
        raise KnownError(f"{path}: {err}", err.next_step, exit_code=2) from err
    return settings


class _WrongValueError(Exception):
    """What was expected and what was found, as a sentence, and what to do."""

    def __init__(self, title: str, next_step: str = "Correct that key, then start again.") -> None:
        super().__init__(title)
        self.next_step = next_step


_FILE = "the file"
_NAMES = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}


def _shown(raw: object) -> str:
    """A value as TOML writes it."""
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, str):
        return f'"{raw}"'
    if isinstance(raw, list):
        return f"[{', '.join(map(_shown, raw))}]"
    if isinstance(raw, dict):
        return "a table"
    return str(raw)


def _value(wanted: Any, raw: object, place: str) -> Any:
    """A value of TOML as the type of a field. Raises _WrongValueError with the place, such as "id of [bench]"."""
    kinds = get_args(wanted)
    if get_origin(wanted) is UnionType:  # with None, which TOML cannot say
        return _value(kinds[0], raw, place)
    if get_origin(wanted) is tuple:
        return _list(kinds, raw, place)
    if get_origin(wanted) is Literal:
        if any(raw == kind and type(raw) is type(kind) for kind in kinds):
            return raw
        raise _WrongValueError(f"Expected one of {', '.join(map(_shown, kinds))} in {place}, got {_shown(raw)}.")
    if get_origin(wanted) is Annotated:
        allowed = wanted.__metadata__[0]
        if type(raw) is kinds[0] and raw in allowed:
            return raw
        span = f"{_NAMES[kinds[0]]} from {allowed[0]} to {allowed[-1]}"
        raise _WrongValueError(f"Expected {span} in {place}, got {_shown(raw)}.")
    if wanted is float and type(raw) is int:
        return float(raw)
    if type(raw) is not wanted:
        raise _WrongValueError(f"Expected {_NAMES[wanted]} in {place}, got {_shown(raw)}.")
    return raw


def _table(wanted: Any, raw: dict[str, Any], place: str) -> Any:
    known = {field.name: field for field in fields(wanted)}
    for key, value in raw.items():
        if key not in known:
            what, found = ("section", f"[{key}]") if place == _FILE and not _is_plain(value) else ("key", key)
            raise _WrongValueError(
                f"Expected a {what} that Dockgrade knows in {place}, got {found}.", f"Known there: {', '.join(known)}."
            )
    for name, field in known.items():
        if field.default is MISSING and name not in raw:
            missing = f"[{name}]" if place == _FILE else name
            raise _WrongValueError(f"Expected {missing} in {place}, got none.", "Add it, then start again.")
    read = _section if place == _FILE else _value
    return wanted(
        **{
            name: read(known[name].type, value, name if place == _FILE else f"{name} of {place}")
            for name, value in raw.items()
        }
    )


def _section(wanted: Any, raw: object, name: str) -> Any:
    """One [section], or all [[sections]] of a name, each called by the name in it where it has one."""
    if get_origin(wanted) is UnionType:
        wanted = get_args(wanted)[0]
    if is_dataclass(wanted):
        if isinstance(raw, dict):
            return _table(wanted, raw, f"[{name}]")
        found = f"[[{name}]]" if _tables(raw) else f"{name} = {_shown(raw)}"
        raise _WrongValueError(f"Expected one section [{name}], got {found}.", "Correct that line, then start again.")
    if not _tables(raw):
        found = f"[{name}]" if isinstance(raw, dict) else f"{name} = {_shown(raw)}"
        raise _WrongValueError(f"Expected sections [[{name}]], got {found}.", "Correct that line, then start again.")
    return tuple(
        _table(get_args(wanted)[0], one, f"[[{name}]] {_shown(one.get('name', number))}")
        for number, one in enumerate(raw, start=1)
    )


def _is_plain(raw: object) -> bool:
    return not isinstance(raw, dict) and not _tables(raw)


def _tables(raw: object) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(raw, list) and all(isinstance(one, dict) for one in raw)


def _list(kinds: tuple[Any, ...], raw: object, place: str) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise _WrongValueError(f"Expected a list in {place}, got {_shown(raw)}.")
    wanted = kinds[:1] * len(raw) if kinds[-1] is Ellipsis else kinds
    if len(raw) != len(wanted):
        raise _WrongValueError(f"Expected {len(wanted)} values in {place}, got {len(raw)}.")
    return tuple(
        _value(kind, one, f"value {number} in {place}")
        for number, (kind, one) in enumerate(zip(wanted, raw, strict=True), start=1)
    )


def _check(settings: Settings) -> None:
    for name, value in (("id", settings.bench.id), ("site", settings.bench.site)):
        if not value.strip():
            raise _WrongValueError(f"Expected text in {name} of [bench], got nothing.", f"Give the {name} there.")
    names = [scanner.name for scanner in settings.scanner] + [printer.name for printer in settings.printer]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise _WrongValueError(
            f"Expected a name of its own for each device, got {_shown(doubled[0])} twice.", "Rename one of them."
        )
    typing = [scanner.name for scanner in settings.scanner if scanner.kind == "wedge"]
    if len(typing) > 1:
        raise _WrongValueError(
            f'Expected at most one [[scanner]] with kind = "wedge", got {len(typing)}: {", ".join(map(_shown, typing))}.',
            "Keep one of them: a window cannot tell keyboards apart, and one entry hears every scanner that types and is programmed"
            ' alike. A scanner that is to be heard by a name of its own needs kind = "serial".',
        )
    for scanner in settings.scanner:
        if scanner.kind == "serial" and not (scanner.port or scanner.usb):
            raise _WrongValueError(
                f"Scanner {_shown(scanner.name)} is serial and has neither port nor usb.",
                'Add port = "/dev/ttyACM0" (or "COM3"), or usb = "vid:pid".',
            )
    for printer in settings.printer:
        if printer.media_mm[0] < LEAST_MEDIA_MM[0] or printer.media_mm[1] < LEAST_MEDIA_MM[1]:
            raise _WrongValueError(
                f"Expected at least {LEAST_MEDIA_MM[0]:g} by {LEAST_MEDIA_MM[1]:g} in media_mm of [[printer]]"
                f" {_shown(printer.name)}, got {printer.media_mm[0]:g} by {printer.media_mm[1]:g}.",
                "An item's label has no room on less: give the width first, then the height, in millimetres.",
            )
        if not _may_be_an_address(printer.address):
            raise _WrongValueError(
                f'Expected "tcp://HOST:PORT" or "file:///FOLDER" in address of [[printer]] {_shown(printer.name)},'
                f" got {_shown(printer.address)}."
            )


def _may_be_an_address(address: str) -> bool:
    """Whether a printer's address is well formed; the transports of `devices`, which decide, take too long to load before the window."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if not address.startswith(f"{parts.scheme}://"):  # none, or one in capitals, which no transport takes
        return False
    if parts.scheme == "tcp":
        return bool(host) and port != 0 and not parts.path.strip("/")
    if parts.scheme == "file":
        return parts.netloc in {"", "localhost"} and parts.path.startswith("/")
    return bool(parts.scheme)
