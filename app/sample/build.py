"""Writing the sample site into a home directory: catalogue, expected returns, policies and settings."""

import csv
import re
from collections.abc import Iterable
from datetime import date
from importlib import resources
from pathlib import Path

from app.domain.catalogue import ExpectedLine, Product
from app.policy.facts import money
from app.policy.shelf import packaged_default_text
from app.sample.catalogue import make_catalogue
from app.sample.returns import make_returns

DEFAULT_SEED = 20261101

CLIENT_POLICY = "fjordlykt-elektronikk.toml"
"""One merchant has an agreement with its vendor; all others live by the default."""

PRODUCT_COLUMNS = (
    "sku",
    "gtin",
    "title",
    "category",
    "client",
    "unit_value",
    "currency",
    "weight_g",
    "serialised",
    "lot_tracked",
    "expiry_tracked",
    "returnable",
    "hazmat",
    "image",
)
RETURN_COLUMNS = (
    "rma",
    "order",
    "client",
    "customer_ref",
    "carrier",
    "tracking",
    "authorised_on",
    "return_by",
    "line",
    "sku",
    "quantity",
    "reason",
    "serial",
    "unit_value",
    "currency",
    "requested_outcome",
)

_SETTINGS = """\
# The sample site. Scanner and printer are simulated while the sample runs; their addresses are filled in at each start.

[bench]
id = "B07"
site = "TMP1"
language = "en"
label_verify = true
zone = "Europe/Helsinki"

[[scanner]]
name = "left"
kind = "serial"
port = {port}
baud = 9600
terminator = "CR"

[[printer]]
name = "label"
language = "zpl"
address = {address}
dpi = 203
media_mm = [100, 50]
"""


def write_sample_site(
    home: Path,
    *,
    seed: int = DEFAULT_SEED,
    today: date,
    scanner_port: str,
    printer_address: str,
) -> None:
    """Write products.csv, returns.csv, settings.toml and policy/ into `home`; equal for equal seed and day.

    Files that are there stay as they are, but for the scanner's port and the printer's address in settings.toml, which are
    new at each start. Raises OSError when the folder cannot be written.
    """
    (home / "policy").mkdir(parents=True, exist_ok=True)
    catalogue = make_catalogue(seed)
    if not (home / "products.csv").exists():
        _write_csv(home / "products.csv", PRODUCT_COLUMNS, map(_product_row, catalogue.products))
    if not (home / "returns.csv").exists():
        _write_csv(home / "returns.csv", RETURN_COLUMNS, map(_return_row, make_returns(catalogue, seed, today)))
    client_policy = resources.files("app.sample").joinpath(CLIENT_POLICY).read_text(encoding="utf-8")
    for name, text in (("default.toml", packaged_default_text()), (CLIENT_POLICY, client_policy)):
        if not (home / "policy" / name).exists():
            _write(home / "policy" / name, text)
    _write_settings(home / "settings.toml", scanner_port, printer_address)


def _write_settings(path: Path, scanner_port: str, printer_address: str) -> None:
    port, address = _toml_string(scanner_port), _toml_string(printer_address)
    if not path.exists():
        _write(path, _SETTINGS.format(port=port, address=address))
        return
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^port = .*$", lambda _: f"port = {port}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^address = .*$", lambda _: f"address = {address}", text, count=1, flags=re.MULTILINE)
    _write(path, text)


def _toml_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write(path: Path, text: str) -> None:
    """Write a file in one step, so that a killed program leaves no half of it."""
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def _write_csv(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    draft = path.with_name(f"{path.name}.new")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    draft.replace(path)


def _product_row(product: Product) -> tuple[object, ...]:
    return (
        product.sku,
        "|".join(gtin.removeprefix("0") for gtin in product.gtins),
        product.title,
        product.category,
        product.client,
        _sum(product.unit_value_cents),
        product.currency,
        product.weight_g,
        _flag(product.serialised),
        _flag(product.lot_tracked),
        _flag(product.expiry_tracked),
        _flag(product.returnable),
        _flag(product.hazmat),
        product.image,
    )


def _return_row(line: ExpectedLine) -> tuple[object, ...]:
    return (
        line.rma,
        line.order,
        line.client,
        line.customer_ref,
        line.carrier,
        line.tracking,
        line.authorised_on,
        line.return_by,
        line.line,
        line.sku,
        line.quantity,
        line.reason,
        line.serial,
        _sum(line.unit_value_cents),
        line.currency,
        line.requested_outcome,
    )


def _sum(cents: int | None) -> str:
    return "" if cents is None else money(cents)


def _flag(value: bool) -> str:  # noqa: FBT001  # it is a cell
    return "yes" if value else "no"
