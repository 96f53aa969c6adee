"""`devices monitor` as somebody reads it who sets a scanner up; `identify` and the bench by the site's own settings."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import Dockgrade

_SCANNER = '[[scanner]]\nname = "left"\nkind = "serial"\nport = "{port}"\nmax_length = 40\n'


def test_a_scanner_that_is_not_there_is_told_in_words(dockgrade: Dockgrade, home: Path) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(_SCANNER.format(port="/dev/no-such-scanner"))
    ran = dockgrade("devices", "monitor", "--seconds", "1")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "left: connecting (/dev/no-such-scanner)"
    assert ran.out.splitlines()[1].startswith("left: not there, nothing answers at that port (")
    lost = dockgrade("devices", "monitor", "--seconds", "1", "--json").facts[1]
    assert (lost["scanner"], lost["state"], lost["reason"]) == ("left", "lost", "absent")


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
def test_what_a_scanner_sends_is_shown_at_once_with_what_it_means(home: Path) -> None:
    from devices.scanners.simulator import PtyScanner

    scanner = PtyScanner(baud=0)
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(_SCANNER.format(port=scanner.port).replace("[[scanner]]", 'rma_pattern = "K[0-9]+"\n[[scanner]]', 1))
    command = [sys.executable, "-P", "-m", "app", "devices", "monitor", "--home", str(home)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        assert child.stdout.readline().startswith("left: connecting")
        assert child.stdout.readline().startswith("left: ready, scan something")
        scanner.send("k17")
        assert child.stdout.readline() == "left: k17\n"
        assert child.stdout.readline().startswith("  rma: K17. ")
        scanner.send("B-SECRETCODE")
        while (line := child.stdout.readline()).startswith("  "):
            pass
        assert line.startswith("left: ")
        assert "SECRETCODE" not in line
        scanner.send("9" * 50)
        assert "bytes, longer than max_length allows" in child.stdout.readline()
    finally:
        child.terminate()
        child.wait(30)
        child.stdout.close() if child.stdout else None
        scanner.close()


def test_identify_goes_by_the_form_of_the_site(dockgrade: Dockgrade, home: Path) -> None:
    def kinds(text: str) -> list[str]:
        [told] = map(json.loads, dockgrade("identify", "--json", text).out.splitlines())
        return [reading["kind"] for reading in told["readings"]]

    assert "rma" not in kinds("K1700")
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write('rma_pattern = "K[0-9]+"\n')
    assert "rma" in kinds("K1700")
    assert "rma" not in kinds("RMA-1003")


@pytest.mark.parametrize("command", [("run",), ("identify", "K1700")])
def test_a_form_that_is_no_regular_expression_is_refused_before_any_scan(
    dockgrade: Dockgrade, home: Path, command: tuple[str, ...]
) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write('rma_pattern = "(["\n')
    ran = dockgrade(*command)
    assert ran.code == 2
    assert "Expected a regular expression in rma_pattern of [bench], got '(['" in ran.err


def test_an_address_of_no_known_kind_is_not_blamed_on_the_platform(dockgrade: Dockgrade, home: Path) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write('[[printer]]\nname = "label"\naddress = "cups://10.0.0.7"\n')
    ran = dockgrade("devices", "test")
    assert ran.code == 1
    assert ran.out.startswith(
        "label at cups://10.0.0.7: this kind of address is not known (expected an address that starts with"
    )


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "soon"])
def test_a_time_that_nobody_can_listen_for_is_refused(dockgrade: Dockgrade, seconds: str) -> None:
    ran = dockgrade("devices", "monitor", "--seconds", seconds)
    assert ran.code == 2
    assert f"--seconds: expected seconds, more than 0, got '{seconds}'" in ran.err


def test_identify_says_at_a_terminal_that_it_waits_for_a_text(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.cli import main

    for terminal in (True, False):
        typed = StringIO("6430000000047\n")
        monkeypatch.setattr(typed, "isatty", lambda answer=terminal: answer)
        monkeypatch.setattr("sys.stdin", typed)
        assert main(["identify", "--home", str(home)]) == 0
        said = capsys.readouterr()
        assert "gtin" in said.out
        assert bool(said.err) is terminal


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            'zone = "Europe/Helsinky"\n',
            "Expected a time zone such as Europe/Helsinki in bench.zone, got 'Europe/Helsinky'.",
        ),
        ('[[scanner]]\nname = "w"\nkind = "wedge"\nlayout = "xx"\n', "settings.toml, scanner: "),
    ],
)
def test_a_test_of_the_devices_notices_what_would_keep_the_bench_from_starting(
    dockgrade: Dockgrade, home: Path, tmp_path: Path, wrong: str, said: str
) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(f'{wrong}[[printer]]\nname = "label"\naddress = "{tmp_path.as_uri()}"\n')
    ran = dockgrade("devices", "test")
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_two_scanners_that_type_are_refused_with_their_names_and_what_to_do(dockgrade: Dockgrade, home: Path) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write('[[scanner]]\nname = "left"\nkind = "wedge"\n[[scanner]]\nname = "right"\nkind = "wedge"\n')
    for command in (("run",), ("devices", "test")):
        ran = dockgrade(*command)
        assert ran.code == 2
        assert 'Expected at most one [[scanner]] with kind = "wedge", got 2: "left", "right".' in ran.err
        assert "Keep one of them" in ran.err
        assert "Traceback" not in ran.err
