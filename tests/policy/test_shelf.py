"""Which policy a client's goods are judged by."""

import pytest

from app.domain.vocabulary import DefectCode, Disposition, Grade
from app.errors import KnownError
from app.policy.evaluate import evaluate
from app.policy.facts import Facts
from app.policy.shelf import PolicyShelf, packaged_default_text

KIDE = """
version = "2026-11-15"
client = "Kide"

[[rule]]
id = "vendor-takes-defects"
stage = "rtv"
when = { grade.at_most = "D" }
then = "RTV"
why = { en = "The vendor takes defects back", ru = "Поставщик забирает брак" }

[[rule]]
id = "value-floor"
stage = "value"
when = { unit_value.below = { EUR = "1.00" } }
then = "LIQUIDATE"
why = { en = "Cheap", ru = "Дёшево" }

[matrix.apparel]
A = "RESTOCK_B"

[serials]
block = ["sn-1"]

[defects]
apparel = ["STAIN"]
"""


def facts(client="Kide", category="apparel", grade=Grade.B, **more):
    return Facts(category, client, "S-1", grade, "2026-11-20", **more)


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "kide.toml").write_text(KIDE, encoding="utf-8")
    return PolicyShelf.load(tmp_path)


@pytest.mark.parametrize("exists", [True, False])
def test_without_documents_the_packaged_default_stands(tmp_path, exists):
    shelf = PolicyShelf.load(tmp_path if exists else tmp_path / "nowhere")
    assert shelf.for_client("Anyone").client == "*"
    assert [policy.version for policy in shelf.policies()] == ["2026-11-01"]


def test_a_client_is_judged_by_its_own_document_on_top_of_the_default(shelf):
    policy = shelf.for_client("KIDE ")
    assert policy.version == "2026-11-15/2026-11-01"
    assert evaluate(policy, facts(grade=Grade.E)).rule == "vendor-takes-defects"
    assert evaluate(policy, facts(grade=Grade.A)).code is Disposition.RESTOCK_B
    assert evaluate(policy, facts(grade=Grade.B)).code is Disposition.CLEAN
    assert policy.defects_for("Apparel") == (DefectCode.STAIN,)
    assert DefectCode.SCRATCH in policy.defects_for("electronics")
    assert policy.blocks_serial(" SN-1 ")
    assert not shelf.for_client("Other").blocks_serial("SN-1")


def test_a_client_rule_with_the_id_of_a_default_rule_takes_its_place(shelf):
    cheap = {"unit_value_cents": 250, "currency": "EUR"}
    assert evaluate(shelf.for_client("Other"), facts("Other", **cheap)).rule == "value-floor"
    assert evaluate(shelf.for_client("Kide"), facts(**cheap)).rule == "matrix.apparel.B"


def test_a_client_document_cannot_lose_the_safety_rules(shelf, tmp_path):
    swollen = facts(grade=Grade.E, defects=(DefectCode.BATTERY_SWOLLEN,))
    assert evaluate(shelf.for_client("Kide"), swollen).rule == "battery-swollen"
    (tmp_path / "kide.toml").write_text(KIDE.replace('"vendor-takes-defects"', '"battery-swollen"'), encoding="utf-8")
    with pytest.raises(KnownError, match="uses the id 'battery-swollen', which is a safety or serial rule"):
        PolicyShelf.load(tmp_path)


def test_two_documents_for_one_client_are_refused_with_both_names(tmp_path):
    (tmp_path / "a.toml").write_text(KIDE, encoding="utf-8")
    (tmp_path / "b.toml").write_text(KIDE.replace('"Kide"', '"kide"'), encoding="utf-8")
    with pytest.raises(KnownError, match=r"Two policies are for client 'kide': a\.toml and b\.toml") as caught:
        PolicyShelf.load(tmp_path)
    assert caught.value.exit_code == 1


def test_the_home_may_bring_its_own_default(tmp_path):
    text = packaged_default_text().replace('version = "2026-11-01"', 'version = "site-7"')
    (tmp_path / "ours.toml").write_text(text, encoding="utf-8")
    assert PolicyShelf.load(tmp_path).for_client("Anyone").version == "site-7"


def test_only_electronics_get_a_function_grade_by_default(tmp_path):
    policy = PolicyShelf.load(tmp_path).for_client("Anyone")
    assert [name for name in ("apparel", "Electronics", "home", "battery", "") if policy.wants_function(name)] == [
        "Electronics"
    ]


def test_every_category_is_offered_tiles(tmp_path):
    policy = PolicyShelf.load(tmp_path).for_client("Anyone")
    assert policy.defects_for("battery")[0] is DefectCode.BATTERY_SWOLLEN
    assert policy.defects_for("never heard of")[0] is DefectCode.PKG_OPEN


def test_a_version_that_is_the_default_s_too_is_told_once(tmp_path):
    (tmp_path / "kide.toml").write_text(KIDE.replace("2026-11-15", "2026-11-01"), encoding="utf-8")
    assert PolicyShelf.load(tmp_path).for_client("Kide").version == "2026-11-01"
