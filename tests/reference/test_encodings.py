"""Files in other encodings than UTF-8 are refused before anything is changed."""

import pytest

from app.errors import KnownError
from app.reference.importer import import_products
from tests.reference.files import CREAM, MUG, PRODUCT_HEADER, dump, write, write_bytes


def test_bytes_that_are_not_utf8_leave_the_old_state(tmp_path):
    mirror = tmp_path / "mirror.db"
    import_products(write(tmp_path, MUG), mirror)
    before = dump(mirror)
    data = f"{PRODUCT_HEADER}\n{CREAM.replace('Cream', 'Crème')}\n".encode("cp1252")
    with pytest.raises(KnownError, match="is not UTF-8"):
        import_products(write_bytes(tmp_path, data), mirror)
    assert dump(mirror) == before
