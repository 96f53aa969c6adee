"""Expected lines whose product nobody has told of yet: they go in, and each is named."""

from pathlib import Path

import pytest

from app.reference.importer import UNKNOWN_KEPT, import_products, import_returns
from app.reference.staging import UnknownProduct
from tests.reference.files import MUG, RETURN_HEADER, write


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    return tmp_path / "mirror.db"


def test_lines_without_a_product_are_all_told_and_only_the_first_kept(tmp_path: Path, mirror: Path) -> None:
    import_products(write(tmp_path, MUG), mirror)
    known = "RMA-0,,Kide,,,,,,1,MUG-1,1,,,,,"
    others = [f"RMA-{n},,Kide,,,,,,1,GONE-{n},1,,,,," for n in range(1, UNKNOWN_KEPT + 6)]
    path = write(
        tmp_path, known.replace("Kide", "Aava"), known.replace("RMA-0", "RMA-X"), *others, header=RETURN_HEADER
    )
    told: list[UnknownProduct] = []
    result = import_returns(path, mirror, dry_run=True, unknown=told.append)
    assert [one.line for one in told] == [2, *range(4, UNKNOWN_KEPT + 9)], "another client's product is not this one's"
    assert result.unknown == tuple(told[:UNKNOWN_KEPT])
    assert result.unknown_count == len(told)
    assert told[1] == UnknownProduct(line=4, rma="RMA-1", rma_line=1, client="Kide", sku="GONE-1")
    path = write(tmp_path, *others, header=RETURN_HEADER)
    assert import_returns(path, mirror, warn_unknown=False).unknown_count == 0
