"""The invented goods are as good as real ones to every check."""

import re

import pytest

from app.domain.vocabulary import Grade
from app.policy.evaluate import evaluate
from app.policy.facts import Facts
from app.policy.policy import make_policy
from app.policy.shelf import packaged_default
from app.sample.catalogue import SHARED_GTINS, clients, make_catalogue
from app.symbols.parse import parse
from app.symbols.readings import Kind

CATALOGUE = make_catalogue(1)


def test_it_is_large_enough_and_covers_every_category():
    assert len(CATALOGUE.products) >= 300
    assert len({product.client for product in CATALOGUE.products}) >= 6
    by_category = {product.category for product in CATALOGUE.products}
    assert by_category == {"apparel", "electronics", "home", "hygiene", "food", "battery"}
    assert {product.currency for product in CATALOGUE.products} == {"EUR", "NOK", "SEK"}


def test_skus_are_unique_within_a_client_and_titles_differ():
    assert len({(product.client, product.sku) for product in CATALOGUE.products}) == len(CATALOGUE.products)
    assert len({(product.client, product.title) for product in CATALOGUE.products}) == len(CATALOGUE.products)


def test_every_gtin_is_read_as_a_gtin_of_the_demonstration_prefix():
    for product in CATALOGUE.products:
        for gtin in product.gtins:
            first = parse(gtin.removeprefix("0"))[0]
            assert (first.kind, first.value, first.valid) == (Kind.GTIN, gtin, True)
            assert re.fullmatch(r"0952\d{10}", gtin)


def test_a_gtin_belongs_to_one_product_but_for_those_that_are_shared_on_purpose():
    owners = {}
    for product in CATALOGUE.products:
        for gtin in product.gtins:
            owners.setdefault(gtin, set()).add((product.client, product.sku))
    assert [group for group in owners.values() if len(group) > 1] == [{*SHARED_GTINS, *SHARED_GTINS.values()}]
    assert sum(len(product.gtins) == 2 for product in CATALOGUE.products) == 2


def test_there_is_something_of_everything_that_needs_care():
    for flag in ("serialised", "lot_tracked", "expiry_tracked", "hazmat"):
        assert any(getattr(product, flag) for product in CATALOGUE.products)
    assert any(not product.returnable for product in CATALOGUE.products)
    euros = [product.unit_value_cents or 0 for product in CATALOGUE.products if product.currency == "EUR"]
    assert min(euros) < 500
    assert max(product.unit_value_cents or 0 for product in CATALOGUE.products) > 1_000_000  # in crowns


def test_titles_hold_finnish_nordic_baltic_and_cyrillic_letters():
    letters = "".join(product.title for product in CATALOGUE.products)
    assert set("äöåøæõüšžķāīūбжя") - set("ķž") <= set(letters)


def test_the_default_policy_knows_every_category():
    policy = make_policy(packaged_default())
    for product in CATALOGUE.products:
        facts = Facts(product.category, product.client, product.sku, Grade.C, "2026-11-20")
        assert evaluate(policy, facts).rule != "matrix.unknown"


def test_equal_seeds_give_equal_goods_and_others_other_prices_only():
    assert make_catalogue(1) == CATALOGUE
    other = make_catalogue(2)
    assert other != CATALOGUE
    assert [(product.sku, product.gtins, product.title) for product in other.products] == [
        (product.sku, product.gtins, product.title) for product in CATALOGUE.products
    ]


def test_a_sku_that_is_not_there_is_said():
    with pytest.raises(LookupError, match="Expected a product of Huurrekuja, got 'X'"):
        CATALOGUE.find("Huurrekuja", "X")


def test_every_client_ships_with_carriers_that_are_known():
    from app.sample.tracking import CARRIERS

    assert {carrier for client in clients() for carrier in client.carriers} <= set(CARRIERS)
