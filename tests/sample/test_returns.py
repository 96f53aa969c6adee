"""The expected returns are many, plausible, and full of trouble."""

from collections import Counter
from datetime import date

from app.domain.vocabulary import ReasonCode
from app.sample.catalogue import make_catalogue
from app.sample.returns import make_returns
from app.sample.stories import make_stories

TODAY = date(2026, 11, 20)
CATALOGUE = make_catalogue(1)
LINES = make_returns(CATALOGUE, 1, TODAY)


def test_there_are_at_least_120_returns_of_all_clients_and_carriers():
    assert len({line.rma for line in LINES}) >= 120
    assert len({line.client for line in LINES}) >= 6
    assert len({line.carrier for line in LINES}) >= 10


def test_every_line_names_a_product_of_its_client():
    for line in LINES:
        product = CATALOGUE.find(line.client, line.sku)
        assert line.title == product.title
        assert line.quantity == 1 or not product.serialised
        assert line.serial is None or product.serialised
        assert line.reason in set(ReasonCode)
        assert line.currency == product.currency


def test_lines_are_numbered_from_one_without_gaps():
    by_rma = {}
    for line in LINES:
        by_rma.setdefault(line.rma, []).append(line.line)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_rma.values())


def test_the_trouble_is_built_in():
    today = TODAY.isoformat()
    boxes = Counter(
        line.tracking for line in {(line.rma, line.tracking): line for line in LINES}.values() if line.tracking
    )
    serials = Counter((line.sku, line.serial) for line in LINES if line.serial)
    products = [CATALOGUE.find(line.client, line.sku) for line in LINES]
    assert [count for count in boxes.values() if count > 1] == [2]
    assert [count for count in serials.values() if count > 1] == [2]
    assert sum(line.return_by is not None and line.return_by < today for line in LINES) >= 5
    assert sum(line.return_by is not None and line.return_by >= today for line in LINES) >= 100
    assert any(line.quantity > 1 for line in LINES)
    assert any(not line.tracking for line in LINES)
    assert any(not product.returnable for product in products)
    assert any(product.hazmat for product in products)
    assert any(product.expiry_tracked for product in products)
    assert any(line.unit_value_cents == 200 for line in LINES)


def test_equal_seed_and_day_give_equal_returns_and_the_dates_follow_the_day():
    assert make_returns(CATALOGUE, 1, TODAY) == LINES
    assert make_returns(CATALOGUE, 2, TODAY) != LINES
    later = make_stories(CATALOGUE, date(2027, 1, 1))["late"].lines[0]
    assert (later.authorised_on, later.return_by) == ("2026-12-26", "2026-12-23")
