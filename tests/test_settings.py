"""settings.toml is read whole or refused with the key at fault."""

import subprocess
import sys

import pytest

from app.errors import KnownError
from app.settings import PrinterSettings, ScannerSettings, load_settings

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
        (f"{BENCH}sound = 1.0", "Expected a whole number in $.bench.sound, got 1.0."),
        (f"{BENCH}sound = true", "Expected a whole number in $.bench.sound, got True."),
        (f"{BENCH}label_verify = 1", "Expected true or false in $.bench.label_verify, got 1."),
        (f"{BENCH}zone = 3", "Expected text in $.bench.zone, got 3."),
        (f'{BENCH}theme = "x"', "Expected one of 'light', 'dark', 'contrast' in $.bench.theme, got 'x'."),
        (f'{BENCH}pin_roles = ["lead", "x"]', "in $.bench.pin_roles[1], got 'x'."),
        (f'{BENCH}pin_roles = "lead"', "Expected a list in $.bench.pin_roles, got 'lead'."),
        (f"{BENCH}{SCANNER}stopbits = true", "Expected one of 1, 2 in $.scanner[0].stopbits, got True."),
        (f"{BENCH}{SCANNER}colour = 1", "Expected a key that Dockgrade knows in [scanner[0]], got 'colour'."),
        (f"{BENCH}{PRINTER}media_mm = [1]", "Expected 2 values in $.printer[0].media_mm, got 1."),
        (f"{BENCH}{PRINTER}media_mm = [true, 1]", "Expected a number in $.printer[0].media_mm[0], got True."),
        (f'{BENCH}[scanner]\nname = "s"', "Expected a list in $.scanner, got {'name': 's'}."),
        ("bench = 3", "Expected a table in $.bench, got 3."),
        ('[bench]\nid = "B07"', "Expected site in $.bench, got none."),
        ("[x]", "Expected a key that Dockgrade knows in [the file], got 'x'."),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(tmp_path, text, expected):
    with pytest.raises(KnownError) as caught:
        read(tmp_path, text)
    assert expected in caught.value.title
    assert caught.value.exit_code == 2


def test_reading_the_settings_imports_nothing_that_python_does_not_bring_along():
    code = "import sys, app.settings; print({name.partition('.')[0] for name in sys.modules} & {'msgspec', 'PySide6'})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
