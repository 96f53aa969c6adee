"""The two kinds of file that are imported: their columns, and the tables their rows go into."""

from dataclasses import dataclass

from app.reference.csv_file import Columns

PRODUCT_COLUMNS = Columns(
    names=(
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
    ),
    required=frozenset({"sku", "gtin", "title", "category", "client"}),
    together=(("unit_value", "currency"),),
)
RETURN_COLUMNS = Columns(
    names=(
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
    ),
    required=frozenset({"rma", "client", "line", "sku", "quantity"}),
    together=(("unit_value", "currency"),),
)


_COLUMN_OF = {
    "title_key": "title",
    "gtins": "gtin",
    "unit_value_cents": "unit_value",
    "rma_key": "rma",
    "order_no": "order",
    "tracking_key": "tracking",
    "serial_key": "serial",
}
"""The column of a file that a table's column of another name is made of."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file.

    Attributes:
        name: "products" or "returns".
        table: where its rows go.
        key: the table's primary key.
        fields: the table's columns, in the order in which `prepare` gives the values.
        noun: one row in words.
    """

    name: str
    table: str
    key: tuple[str, ...]
    fields: tuple[str, ...]
    columns: Columns
    noun: str

    def values(self, absent: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The table's columns that are no key, but for those that follow from columns that a file does not have."""
        return tuple(name for name in self.fields if name not in self.key and _COLUMN_OF.get(name, name) not in absent)


PRODUCTS = FileKind(
    name="products",
    table="product",
    key=("sku", "client"),
    fields=(
        "client",
        "sku",
        "title",
        "title_key",
        "category",
        "gtins",
        "unit_value_cents",
        "currency",
        "weight_g",
        "serialised",
        "lot_tracked",
        "expiry_tracked",
        "returnable",
        "hazmat",
        "image",
    ),
    columns=PRODUCT_COLUMNS,
    noun="product",
)
RETURNS = FileKind(
    name="returns",
    table="expected_line",
    key=("rma", "line"),
    fields=(
        "rma",
        "line",
        "rma_key",
        "client",
        "order_no",
        "customer_ref",
        "carrier",
        "tracking",
        "tracking_key",
        "authorised_on",
        "return_by",
        "sku",
        "quantity",
        "reason",
        "serial",
        "serial_key",
        "unit_value_cents",
        "currency",
        "requested_outcome",
    ),
    columns=RETURN_COLUMNS,
    noun="expected return line",
)
