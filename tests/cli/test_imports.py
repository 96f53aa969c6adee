"""`dockgrade import`: what it tells of a file that is right and yet doubtful, and where it begins no home."""

from pathlib import Path

import pytest

from tests.bench.benches import PRODUCTS, write_mirror
from tests.cli.conftest import Dockgrade

_HEADER = "rma,client,line,sku,quantity\n"


def _returns(folder: Path, unknown: int) -> Path:
    """One line whose product is known, then lines whose product nobody has told of."""
    path = folder / "more.csv"
    lines = ["RMA-1,Nordkap,1,MUG,1\n", *(f"RMA-{n},Nordkap,1,GONE-{n},1\n" for n in range(3, unknown + 3))]
    path.write_text(_HEADER + "".join(lines), encoding="utf-8")
    return path


def test_lines_of_products_that_nobody_knows_are_named(dockgrade: Dockgrade, home: Path, tmp_path: Path) -> None:
    write_mirror(home)
    ran = dockgrade("import", "returns", _returns(tmp_path, 2))
    assert ran.code == 0
    told = ran.out[ran.out.index("  Note: 2 lines") :].splitlines()
    assert told == [
        "  Note: 2 lines name a product that is not in the catalogue.",
        "    line 3: RMA-3 line 1, SKU 'GONE-3' of Nordkap",
        "    line 4: RMA-4 line 1, SKU 'GONE-4' of Nordkap",
        "    Import these products as well, or correct the SKU and import the file again.",
        "3 rows read: 3 added, 0 changed, 0 unchanged, 0 bad.",
    ]


def test_of_many_unknown_products_the_first_are_shown_and_json_names_every_one(
    dockgrade: Dockgrade, home: Path, tmp_path: Path
) -> None:
    write_mirror(home)
    path = _returns(tmp_path, 25)
    ran = dockgrade("import", "returns", path, "--dry-run")
    assert ran.code == 0
    assert ran.out.count("SKU 'GONE-") == 20
    assert "    … and 5 more; --json names every one\n" in ran.out
    facts = dockgrade("import", "returns", path, "--json").facts
    unknown = [fact for fact in facts if fact["event"] == "unknown_product"]
    assert [fact["line"] for fact in unknown] == list(range(3, 28))
    assert unknown[0] == {
        "event": "unknown_product",
        "line": 3,
        "rma": "RMA-3",
        "rma_line": 1,
        "client": "Nordkap",
        "sku": "GONE-3",
    }
    assert facts[-1]["unknown_products"] == 25


def test_a_folder_that_is_no_home_is_not_made_one(dockgrade: Dockgrade, tmp_path: Path) -> None:
    path, folder = tmp_path / "products.csv", tmp_path / "elsewhere"
    path.write_text(PRODUCTS, encoding="utf-8")
    folder.mkdir()
    ran = dockgrade("import", "products", path, at=folder)
    assert ran.code == 1
    assert f"Expected the home of a bench in {folder}, got a folder without settings.toml." in ran.err
    assert "Traceback" not in ran.err
    assert list(folder.iterdir()) == []


def test_the_folder_one_is_in_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["import", "products", ".", "--home", str(tmp_path)]) == 2
    assert f"got the folder {tmp_path.resolve()}." in capsys.readouterr().err
    assert main(["sheet", "--out", "."]) == 2
    assert f"Write {tmp_path.resolve() / 'NAME'}." in capsys.readouterr().err
