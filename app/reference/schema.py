"""The tables of mirror.db: what clients told us beforehand, the catalogue and the expected returns.

The file can be built again from its sources at any time; the bench reads it and never writes it. Keys are unique indices
rather than primary keys, so that all indices of an empty table can be made in one go after its rows, not row by row.
"""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()

product = Table(
    "product",
    metadata,
    Column("id", Integer, primary_key=True),  # of this mirror alone: it may be another after the next first import
    Column("client", Text, nullable=False),
    Column("sku", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_key", Text, nullable=False),  # for searching: see app.reference.keys
    Column("category", Text, nullable=False),  # in lower case
    Column("gtins", Text, nullable=False),  # 14 digits each, "|" between
    Column("unit_value_cents", Integer),
    Column("currency", Text, nullable=False),
    Column("weight_g", Integer),
    Column("serialised", Integer, nullable=False),
    Column("lot_tracked", Integer, nullable=False),
    Column("expiry_tracked", Integer, nullable=False),
    Column("returnable", Integer, nullable=False),
    Column("hazmat", Integer, nullable=False),
    Column("image", Text, nullable=False),
)
Index("product_by_key", product.c.sku, product.c.client, unique=True)
Index("product_name", product.c.sku, product.c.client, product.c.title)
"""For the lines of a return, which show the product's title and nothing else of it."""
Index("product_by_title", product.c.title_key)

gtin = Table(
    "gtin",
    metadata,
    Column("gtin14", Text, primary_key=True),
    Column("product_id", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

expected_line = Table(
    "expected_line",
    metadata,
    Column("rma", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("rma_key", Text, nullable=False),
    Column("client", Text, nullable=False),
    Column("order_no", Text, nullable=False),
    Column("customer_ref", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("tracking", Text, nullable=False),
    Column("tracking_key", Text, nullable=False),
    Column("authorised_on", Text),  # ISO date
    Column("return_by", Text),  # ISO date
    Column("sku", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("serial", Text),
    Column("serial_key", Text),
    Column("unit_value_cents", Integer),
    Column("currency", Text, nullable=False),
    Column("requested_outcome", Text, nullable=False),
)
Index("expected_line_by_key", expected_line.c.rma, expected_line.c.line, unique=True)
Index("expected_line_by_rma", expected_line.c.rma_key)
Index("expected_line_by_tracking", expected_line.c.tracking_key)
Index("expected_line_by_sku", expected_line.c.sku, expected_line.c.client)
Index("expected_line_by_serial", expected_line.c.serial_key)
Index("expected_line_by_order", expected_line.c.order_no.collate("NOCASE"))
Index("expected_line_by_customer_ref", expected_line.c.customer_ref.collate("NOCASE"))

import_run = Table(
    "import_run",
    metadata,
    Column("run", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),  # of the file
    Column("kind", Text, nullable=False),  # "products" or "returns"
    Column("file_name", Text, nullable=False),
    Column("at", Text, nullable=False),  # UTC, ISO 8601, Z
    Column("rows", Integer, nullable=False),  # read
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("bad", Integer, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""`schema_version`."""
