"""Small CSV files, and a look into mirror.db."""

import sqlite3
from pathlib import Path

PRODUCT_HEADER = (
    "sku,gtin,title,category,client,unit_value,currency,weight_g,serialised,lot_tracked,expiry_tracked,"
    "returnable,hazmat,image"
)
RETURN_HEADER = (
    "rma,order,client,customer_ref,carrier,tracking,authorised_on,return_by,line,sku,quantity,reason,serial,"
    "unit_value,currency,requested_outcome"
)
MUG = "MUG-1,9520001000010,Mug,home,Kide,12.50,EUR,300,no,no,no,yes,no,mug.png"
LAMP = "LAMP-1,9520001000027,Lamp,electronics,Kide,149,EUR,1200,yes,no,no,yes,no,"
CREAM = "CREAM-1,9520001000034,Cream,hygiene,Aava,8.90,EUR,90,no,yes,yes,yes,no,"


def write(folder: Path, *lines: str, name: str = "file.csv", header: str = PRODUCT_HEADER) -> Path:
    """A CSV file in UTF-8 with that header and those lines."""
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def write_bytes(folder: Path, data: bytes, name: str = "file.csv") -> Path:
    """A file with exactly those bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


def dump(mirror: Path) -> list[tuple[object, ...]]:
    """Everything in mirror.db but the log of imports; empty without the file or its tables."""
    if not mirror.exists():
        return []
    connection = sqlite3.connect(mirror)
    try:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchall():
            return []
        return [
            (table, *row)
            for table in ("product", "gtin", "expected_line", "meta")
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        ]
    finally:
        connection.close()
