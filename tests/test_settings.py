"""settings.toml is read whole or refused with the key at fault."""

import subprocess
import sys

import pytest

from app.errors import KnownError
from app.settings import PrinterSettings, ScannerSettings, load_settings
from devices.errors import DeviceError
from devices.printers.transports import open_transport

BENCH = '[bench]\nid = "B07"\nsite = "TMP1"\n'
SCANNER = '[[scanner]]\nname = "s"\nkind = "serial"\nport = "p"\n'
PRINTER = '[[printer]]\nname = "p"\n'


def read(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_values_come_as_they_were_written_and_the_others_as_the_defaults(tmp_path):
    text = f'{BENCH}sound = 0\npin_roles = ["lead"]\n{SCANNER}bytesize = 7\nno_read = ["NR", "?"]\n{PRINTER}media_mm = [57, 32.5]'
    settings = read(tmp_path, text)
    assert (settings.bench.id, settings.bench.sound, settings.bench.pin_roles) == ("B07", 0, ("lead",))
    assert (settings.bench.theme, settings.bench.zone, settings.central) == ("light", None, None)
    assert settings.scanner == (ScannerSettings("s", "serial", "p", bytesize=7, no_read=("NR", "?")),)
    assert settings.printer == (PrinterSettings("p", media_mm=(57.0, 32.5)),)
    assert isinstance(settings.printer[0].media_mm[0], float)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BENCH}sound = 1.0", "Expected a whole number from 0 to 100 in sound of [bench], got 1.0."),
        (f"{BENCH}sound = true", "Expected a whole number from 0 to 100 in sound of [bench], got true."),
        (f"{BENCH}sound = 900", "Expected a whole number from 0 to 100 in sound of [bench], got 900."),
        (
            f"{BENCH}double_scan_ms = -4",
            "Expected a whole number from 0 to 60000 in double_scan_ms of [bench], got -4.",
        ),
        (f"{BENCH}label_verify = 1", "Expected true or false in label_verify of [bench], got 1."),
        (f"{BENCH}zone = 3", "Expected text in zone of [bench], got 3."),
        (f'{BENCH}language = "de"', 'Expected one of "en", "ru" in language of [bench], got "de".'),
        (f'{BENCH}theme = "x"', 'Expected one of "light", "dark", "contrast" in theme of [bench], got "x".'),
        (f'{BENCH}pin_roles = ["lead", "x"]', 'in value 2 in pin_roles of [bench], got "x".'),
        (f'{BENCH}pin_roles = "lead"', 'Expected a list in pin_roles of [bench], got "lead".'),
        (f"{BENCH}{SCANNER}stopbits = true", 'Expected one of 1, 2 in stopbits of [[scanner]] "s", got true.'),
        (f"{BENCH}{SCANNER}colour = 1", 'Expected a key that Dockgrade knows in [[scanner]] "s", got colour.'),
        (f"{BENCH}{SCANNER}[[scanner]]\nbaud = 1", "Expected name in [[scanner]] 2, got none."),
        (f"{BENCH}{PRINTER}media_mm = [1]", 'Expected 2 values in media_mm of [[printer]] "p", got 1.'),
        (
            f"{BENCH}{PRINTER}media_mm = [54.9, 30]",
            'at least 55 by 30 in media_mm of [[printer]] "p", got 54.9 by 30.',
        ),
        (f"{BENCH}{PRINTER}media_mm = [100, 29]", "got 100 by 29."),
        (f"{BENCH}{PRINTER}media_mm = [true, 1]", 'a number in value 1 in media_mm of [[printer]] "p", got true.'),
        (f'{BENCH}[scanner]\nname = "s"', "Expected sections [[scanner]], got [scanner]."),
        (f'scanner = ["s"]\n{BENCH}', 'Expected sections [[scanner]], got scanner = ["s"].'),
        (f"[{BENCH.replace(']', ']]', 1)}", "Expected one section [bench], got [[bench]]."),
        ("bench = 3", "Expected one section [bench], got bench = 3."),
        ('[bench]\nid = "B07"', "Expected site in [bench], got none."),
        ('[bench]\nid = " "\nsite = "T"', "Expected text in id of [bench], got nothing."),
        ("", "Expected [bench] in the file, got none."),
        ("[x]", "Expected a section that Dockgrade knows in the file, got [x]."),
        ("x = 1", "Expected a key that Dockgrade knows in the file, got x."),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(tmp_path, text, expected):
    with pytest.raises(KnownError) as caught:
        read(tmp_path, text)
    assert expected in caught.value.title
    assert caught.value.next_step
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.7",
        "10.0.0.7:9100",
        "tcp:10.0.0.7",
        "TCP://10.0.0.7",
        "tcp://",
        "tcp://:9100",
        "tcp://h:0",
        "tcp://h:port",
        "tcp://h:70000",
        "tcp://h/queue",
        "tcp://[::1",
        "file://labels",
        "file:/labels",
        "://h",
    ],
)
def test_an_address_that_no_printer_can_have_is_a_wrong_setting(tmp_path, address):
    with pytest.raises(KnownError) as caught:
        read(tmp_path, f'{BENCH}{PRINTER}address = "{address}"')
    assert f'"file:///FOLDER" in address of [[printer]] "p", got "{address}".' in caught.value.title
    assert caught.value.exit_code == 2
    with pytest.raises(DeviceError):
        open_transport(address)


@pytest.mark.parametrize(
    "address",
    [
        "tcp://10.0.0.7",
        "tcp://printer-1.example:9100/",
        "tcp://[fe80::1]:9100",
        "file:///srv/a%20b",
        "file://localhost/a",
    ],
)
def test_an_address_that_a_transport_takes_is_taken(tmp_path, address):
    assert read(tmp_path, f'{BENCH}{PRINTER}address = "{address}"').printer[0].address == address
    open_transport(address)


def test_a_kind_of_address_that_only_another_part_may_know_keeps_no_bench_from_starting(tmp_path):
    settings = read(tmp_path, f'{BENCH}{PRINTER}address = "usb://0a5f:0166/ZD421"')
    assert settings.printer[0].address == "usb://0a5f:0166/ZD421"


def test_reading_the_settings_imports_nothing_that_python_does_not_bring_along():
    code = "import sys, app.settings; print({name.partition('.')[0] for name in sys.modules} & {'msgspec', 'PySide6', 'devices', 'socket'})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_bytes(b'[bench]\nid = "B\xff"\n'), "is not UTF-8 text: byte 16 cannot be read"),
    ],
)
def test_settings_that_are_no_text_are_told_in_words(tmp_path, make, said):
    make(tmp_path / "settings.toml")
    with pytest.raises(KnownError, match=said):
        load_settings(tmp_path / "settings.toml")
