"""The sample site as files that the rest of the program takes without a word."""

from datetime import date
from pathlib import Path

import pytest

from app.policy.shelf import PolicyShelf
from app.reference.importer import import_products, import_returns
from app.reference.lookup import Lookup
from app.sample.build import write_sample_site
from app.sample.catalogue import make_catalogue
from app.sample.returns import make_returns
from app.settings import load_settings

TODAY = date(2026, 11, 20)


def build(home: Path, *, seed: int = 1, port: str = "/dev/pts/7", address: str = "tcp://127.0.0.1:9100") -> None:
    write_sample_site(home, seed=seed, today=TODAY, scanner_port=port, printer_address=address)


def contents(home: Path) -> dict[str, str]:
    return {
        str(path.relative_to(home)): path.read_text(encoding="utf-8")
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("seed", [1, 2, 20261101])
def test_both_files_go_in_without_a_bad_row_and_come_out_equal(tmp_path, seed):
    build(tmp_path, seed=seed)
    mirror = tmp_path / "mirror.db"
    products = import_products(tmp_path / "products.csv", mirror, strict=True)
    returns = import_returns(tmp_path / "returns.csv", mirror, strict=True)
    assert (products.bad, products.warnings, returns.bad, returns.warnings) == ((), (), (), ())
    lookup = Lookup(mirror)
    catalogue = make_catalogue(seed)
    for product in catalogue.products:
        assert lookup.product(product.client, product.sku) == product
    for line in make_returns(catalogue, seed, TODAY):
        assert line in lookup.returns_by_rma(line.rma)
        assert not line.tracking or line in lookup.returns_by_tracking(line.tracking)


def test_settings_and_policies_are_as_the_program_wants_them(tmp_path):
    build(tmp_path, port=r"COM3", address="tcp://127.0.0.1:9107")
    settings = load_settings(tmp_path / "settings.toml")
    assert (settings.bench.id, settings.bench.site, settings.bench.language, settings.bench.label_verify) == (
        "B07",
        "TMP1",
        "en",
        True,
    )
    assert [(scanner.kind, scanner.port) for scanner in settings.scanner] == [("serial", "COM3")]
    assert [(printer.language, printer.address) for printer in settings.printer] == [("zpl", "tcp://127.0.0.1:9107")]
    shelf = PolicyShelf.load(tmp_path / "policy")
    assert [policy.client for policy in shelf.policies()] == ["*", "Fjordlykt Elektronikk"]
    assert shelf.for_client("Fjordlykt Elektronikk").client == "Fjordlykt Elektronikk"


def test_the_same_seed_and_day_write_the_same_bytes(tmp_path):
    build(tmp_path / "one")
    build(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert set(contents(tmp_path / "one")) == {
        "products.csv",
        "returns.csv",
        "settings.toml",
        "policy/default.toml",
        "policy/fjordlykt-elektronikk.toml",
    }


def test_a_site_that_is_there_keeps_its_files_and_gets_the_new_addresses(tmp_path):
    build(tmp_path)
    (tmp_path / "returns.csv").write_text("mine\n", encoding="utf-8")
    settings = tmp_path / "settings.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("baud = 9600", "baud = 115200"), encoding="utf-8")
    before = contents(tmp_path)
    build(tmp_path, seed=2, port="/dev/pts/12", address="tcp://127.0.0.1:40001")
    after = contents(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {"settings.toml"}
    changed = load_settings(settings)
    assert (changed.scanner[0].port, changed.scanner[0].baud) == ("/dev/pts/12", 115200)
    assert changed.printer[0].address == "tcp://127.0.0.1:40001"
    assert changed.bench == load_settings(settings).bench


def test_a_port_with_a_backslash_survives(tmp_path):
    build(tmp_path, port="\\\\.\\COM12")
    build(tmp_path, port="\\\\.\\COM13")
    assert load_settings(tmp_path / "settings.toml").scanner[0].port == "\\\\.\\COM13"
