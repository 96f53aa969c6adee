"""The command line as a user and a script see it: facts on standard output, faults in words, exit codes kept."""

import sqlite3
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from app.symbols.control import control_codes
from tests.bench.benches import PRODUCTS, BenchWalk
from tests.cli.conftest import Dockgrade


def test_identify_prints_every_reading_as_one_object_a_line(dockgrade: Dockgrade) -> None:
    ran = dockgrade("identify", "--json", standard_input="6430000000047\n1Z999AA10123456784\n")
    assert ran.code == 0
    assert [fact["text"] for fact in ran.facts] == ["6430000000047", "1Z999AA10123456784"]
    for fact in ran.facts:
        assert set(fact) == {"text", "readings"}
        assert all(set(reading) == {"kind", "value", "carrier", "valid", "reason"} for reading in fact["readings"])
    assert ran.facts[1]["readings"][0]["carrier"] == "UPS"


def test_identify_says_when_a_text_means_nothing(dockgrade: Dockgrade) -> None:
    assert dockgrade("identify", "?").code == 1


def test_the_sheet_lists_every_command_barcode(dockgrade: Dockgrade) -> None:
    ran = dockgrade("sheet", "--json")
    assert ran.code == 0
    assert {fact["code"] for fact in ran.facts} == {code.code for code in control_codes()}
    assert all(set(fact) == {"code", "action", "text"} for fact in ran.facts)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_barcode_of_the_printed_sheet_can_be_scanned(dockgrade: Dockgrade, tmp_path: Path, language: str) -> None:
    out = tmp_path / "sheet.pdf"
    assert dockgrade("sheet", "--out", out, "--language", language).code == 0
    read = set()
    document = pypdfium2.PdfDocument(out)
    try:
        for page in document:
            picture = page.render(scale=300 / 72).to_pil()
            read |= {found.text for found in zxingcpp.read_barcodes(picture)}
    finally:
        document.close()
    assert read == {code.code for code in control_codes()}


def test_people_are_added_listed_changed_and_disabled(dockgrade: Dockgrade, home: Path) -> None:
    added = dockgrade("user", "add", "Inspector 3", "--json")
    assert added.code == 0
    badge = added.facts[0]["badge"]
    assert str(badge).startswith("B-")
    assert dockgrade("user", "add", "Inspector 3").code == 1
    assert dockgrade("user", "role", "Inspector 3", "lead").code == 2
    assert dockgrade("user", "role", "Inspector 3", "lead", "--pin", "4711").code == 0
    assert dockgrade("user", "badge", "Inspector 3", "--json").facts[0]["badge"] != badge
    assert dockgrade("user", "disable", "Inspector 3").code == 0
    listed = dockgrade("user", "list", "--json").facts
    assert listed == [{"name": "Inspector 3", "role": "lead", "language": "en", "pin": True, "disabled": True}]
    assert str(badge).encode() not in (home / "journal.db").read_bytes()


@pytest.mark.parametrize("pin", ["12", "123456789", "12ab", "7777"])
def test_a_pin_of_the_wrong_form_is_refused(dockgrade: Dockgrade, pin: str) -> None:
    ran = dockgrade("user", "add", "Lead 1", "--role", "lead", "--pin", pin)
    assert ran.code == 2
    assert "PIN" in ran.err


def test_a_lead_without_a_pin_is_refused(dockgrade: Dockgrade) -> None:
    ran = dockgrade("user", "add", "Lead 1", "--role", "lead")
    assert ran.code == 2
    assert "Expected a PIN for the role lead, got none." in ran.err


def test_import_reports_bad_rows_and_takes_the_good_ones(dockgrade: Dockgrade, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text(PRODUCTS + "BAD,6430000000048,Wrong,home,Nordkap,1,EUR,1,no,no,no,yes,no,\n", encoding="utf-8")
    ran = dockgrade("import", "products", path)
    assert ran.code == 1
    assert "line 10, column gtin" in ran.out
    assert "8 added" in ran.out
    again = dockgrade("import", "products", path, "--json")
    assert again.facts[-1]["unchanged"] == 8
    assert again.facts[-1]["added"] == again.facts[-1]["changed"] == 0


def test_import_tells_every_bad_cell_of_a_row_at_once(dockgrade: Dockgrade, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text(PRODUCTS + ",6430000000048,,home,Nordkap,1.5.5,EURO,heavy,maybe,no,no,yes,no,\n", encoding="utf-8")
    ran = dockgrade("import", "products", path)
    assert ran.code == 1
    for column in ("sku", "gtin", "title", "unit_value", "currency", "weight_g", "serialised"):
        assert f"line 10, column {column}: " in ran.out, column
    assert "8 added" in ran.out
    assert "1 bad" in ran.out
    assert "more bad rows" not in ran.out


def test_import_refuses_everything_when_asked_to_be_strict(dockgrade: Dockgrade, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text(PRODUCTS + "BAD,6430000000048,Wrong,home,Nordkap,1,EUR,1,no,no,no,yes,no,\n", encoding="utf-8")
    assert dockgrade("import", "products", path, "--strict").code == 1
    with sqlite3.connect(home / "mirror.db") as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'product'").fetchone() == (0,)
    connection.close()


def test_import_begins_no_home_by_a_slip_in_its_name(dockgrade: Dockgrade, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text(PRODUCTS, encoding="utf-8")
    slip = tmp_path / "nosuch"
    ran = dockgrade("import", "products", path, at=slip)
    assert ran.code == 1
    assert str(slip) in ran.err
    assert f"dockgrade run --home {slip}" in ran.err
    assert not slip.exists()


def test_import_may_begin_the_default_home(
    dockgrade: Dockgrade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "products.csv"
    path.write_text(PRODUCTS, encoding="utf-8")
    default = tmp_path / "default"
    monkeypatch.setenv("DOCKGRADE_HOME", str(default))
    assert dockgrade("import", "products", path, at=default).code == 0
    assert (default / "mirror.db").exists()


def test_a_dry_run_writes_no_file(dockgrade: Dockgrade, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text(PRODUCTS, encoding="utf-8")
    assert dockgrade("import", "products", path, "--dry-run").code == 0
    assert not (home / "mirror.db").exists()


def test_verify_is_content_with_a_whole_record_and_not_with_a_changed_one(
    dockgrade: Dockgrade, worked: BenchWalk, home: Path
) -> None:
    assert dockgrade("verify").code == 0
    with sqlite3.connect(home / "journal.db") as connection:
        connection.execute("UPDATE item SET grade = 'A'")
    connection.close()
    ran = dockgrade("verify", "--json")
    assert ran.code == 1
    assert "item" in str(ran.facts[0]["faults"])


@pytest.mark.parametrize("suffix", [".zpl", ".pdf", ".png"])
def test_a_label_is_written_in_each_form(dockgrade: Dockgrade, worked: BenchWalk, home: Path, suffix: str) -> None:
    with sqlite3.connect(home / "journal.db") as connection:
        (lpn,) = connection.execute("SELECT lpn FROM item").fetchone()
    connection.close()
    out = home / f"label{suffix}"
    assert dockgrade("label", lpn, "--out", out).code == 0
    assert out.stat().st_size > 100
    if suffix == ".png":
        from PIL import Image

        with Image.open(out) as picture:
            assert {found.text for found in zxingcpp.read_barcodes(picture)} == {lpn}


def test_a_label_nobody_made_is_said_so(dockgrade: Dockgrade, worked: BenchWalk, home: Path) -> None:
    from app.domain.lpn import make_lpn

    assert dockgrade("label", make_lpn("ZZZZ", 1), "--out", home / "x.png").code == 1
    ran = dockgrade("label", "R00000000001", "--out", home / "x.png")
    assert ran.code == 2
    assert "check character" in ran.err


def test_devices_are_listed_and_a_printer_that_is_absent_is_named(dockgrade: Dockgrade, home: Path) -> None:
    assert dockgrade("devices", "list", "--json").code == 0
    assert dockgrade("devices", "test").code == 1
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write('[[printer]]\nname = "label"\naddress = "tcp://127.0.0.1:9"\n')
    ran = dockgrade("devices", "test")
    assert ran.code == 1
    assert ran.out.startswith("label at tcp://127.0.0.1:9: nothing answers there: check address, cable and power (")
    assert dockgrade("devices", "test", "--json").facts[0]["reason"] == "absent"


def test_reports_are_made_from_the_command_line(dockgrade: Dockgrade, worked: BenchWalk, home: Path) -> None:
    for name in ("disposition-summary", "shift-handover"):
        for suffix in (".pdf", ".csv"):
            out = home / f"{name}{suffix}"
            ran = dockgrade("report", name, "--from", "2026-11-20", "--to", "2026-11-20", "--out", out, "--json")
            assert ran.code == 0, ran.err
            assert out.stat().st_size > 100
            assert ran.facts[-1]["event"] == "done"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[bench]\nid = "B07"\nsite = "T"\ncolour = "red"\n', "colour"),
        ('[bench]\nid = 7\nsite = "T"\n', "Expected text in id of [bench], got 7."),
        ("[bench\n", "not TOML"),
        ('[bench]\nid = "B07"\n', "site"),
        ('[bench]\nid = "B07"\nsite = "T"\n[[scanner]]\nname = "s"\nkind = "serial"\n', "neither port nor usb"),
    ],
)
def test_wrong_settings_name_the_key(dockgrade: Dockgrade, home: Path, text: str, expected: str) -> None:
    (home / "settings.toml").write_text(text, encoding="utf-8")
    ran = dockgrade("user", "add", "Inspector 1")
    assert ran.code == 2
    assert expected in ran.err


def test_a_home_without_settings_says_how_to_begin(dockgrade: Dockgrade, home: Path) -> None:
    (home / "settings.toml").unlink()
    ran = dockgrade("run")
    assert ran.code == 2
    assert "settings.toml" in ran.err
    assert "demo" in ran.err


def test_settings_that_are_no_text_or_no_file_are_wrong_settings(dockgrade: Dockgrade, home: Path) -> None:
    (home / "settings.toml").write_bytes(b'[bench]\nid = "B\xf67"\n')
    assert dockgrade("run").code == 2
    (home / "settings.toml").unlink()
    (home / "settings.toml").mkdir()
    assert dockgrade("run").code == 2


def test_wrong_usage_is_exit_code_two(dockgrade: Dockgrade) -> None:
    assert dockgrade("frobnicate").code == 2
    assert dockgrade("import", "products", "/nowhere.csv").code == 2


def test_a_time_zone_that_does_not_exist_is_named(home: Path) -> None:
    from app.bootstrap import local_zone
    from app.errors import KnownError

    with pytest.raises(KnownError, match="Mars/Base"):
        local_zone("Mars/Base")


def test_a_machine_without_a_display_is_told_so_in_words(home: Path) -> None:
    import os
    import subprocess
    import sys

    env = {
        key: value for key, value in os.environ.items() if key not in {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    }
    for display in ("", ":4711"):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "app", "run", "--home", str(home)],
            env=env | {"DISPLAY": display},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 3
        assert "display" in done.stderr


def test_every_option_and_word_of_every_command_is_explained() -> None:
    import argparse

    from app.cli.main import build_parser

    def unexplained(parser: argparse.ArgumentParser) -> list[str]:
        found = []
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                found += [name for child in action.choices.values() for name in unexplained(child)]
            elif not action.help:
                found.append(f"{parser.prog} {action.dest}")
        return found

    assert unexplained(build_parser()) == []


def test_a_change_of_a_person_is_told(dockgrade: Dockgrade) -> None:
    dockgrade("user", "add", "Inspector 3")
    assert dockgrade("user", "role", "Inspector 3", "lead", "--pin", "4711").out == "Inspector 3 is lead now.\n"
    assert dockgrade("user", "disable", "Inspector 3", "--json").facts == [
        {"name": "Inspector 3", "role": "lead", "disabled": True}
    ]


@pytest.mark.parametrize("command", [("label", "R0000000000J"), ("sheet",)])
def test_a_file_that_cannot_be_there_is_refused_in_words(
    dockgrade: Dockgrade, tmp_path: Path, command: tuple[str, ...]
) -> None:
    ran = dockgrade(*command, "--out", tmp_path / "none" / "x.pdf")
    assert (ran.code, ran.err.splitlines()[0]) == (3, f"dockgrade: There is no folder {tmp_path / 'none'}.")
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    ran = dockgrade(*command, "--out", folder)
    assert ran.code == 2
    assert f"got the folder {folder}" in ran.err
    assert list(folder.iterdir()) == []


def test_a_label_that_does_not_fit_leaves_the_file_that_was_there(
    worked: BenchWalk, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.cli import main

    with sqlite3.connect(home / "journal.db") as connection:
        (lpn,) = connection.execute("SELECT lpn FROM item").fetchone()
    connection.close()
    out = home / "label.zpl"
    out.write_bytes(b"before")

    def half(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:10])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", half)
    assert main(["label", lpn, "--out", str(out), "--home", str(home)]) == 3
    assert f"{out} cannot be written: No space left on device." in capsys.readouterr().err
    assert out.read_bytes() == b"before"
    assert [path.name for path in home.glob("*label.zpl*")] == ["label.zpl"]


def test_a_folder_or_a_client_without_a_name_is_not_imported(dockgrade: Dockgrade, tmp_path: Path) -> None:
    ran = dockgrade("import", "products", tmp_path)
    assert ran.code == 2
    assert f"Expected a CSV file, got the folder {tmp_path}." in ran.err
    ran = dockgrade("import", "products", tmp_path / "x.csv", "--client", " ")
    assert ran.code == 2
    assert "--client: expected a name, got nothing" in ran.err
