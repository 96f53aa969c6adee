"""The default policy says what the site's matrix says, cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import Declared, DefectCode, Disposition, FunctionGrade, Grade, ReasonCode, Route
from app.policy.evaluate import Proposal, evaluate
from app.policy.facts import Facts
from app.policy.policy import make_policy
from app.policy.shelf import packaged_default

POLICY = make_policy(packaged_default())
TODAY = "2026-11-20"

MATRIX = """
            N          A          B          C       D       E
apparel     RESTOCK    REPACK     CLEAN      DONATE  RECYCLE RECYCLE
electronics RESTOCK    REFURB     REFURB     REFURB  REPAIR  RECYCLE
home        RESTOCK    RESTOCK_B  RESTOCK_B  REFURB  REPAIR  RECYCLE
hygiene     RESTOCK    DESTROY    DESTROY    DESTROY DESTROY DESTROY
food        RESTOCK    DESTROY    DESTROY    DESTROY DESTROY DESTROY
battery     QUARANTINE QUARANTINE QUARANTINE RECYCLE RECYCLE RECYCLE
hazmat      QUARANTINE QUARANTINE QUARANTINE RECYCLE RECYCLE RECYCLE
"""
ENGLISH = {
    "apparel": "Apparel",
    "electronics": "Electronics",
    "home": "Home",
    "hygiene": "Hygiene",
    "food": "Food",
    "battery": "Battery",
    "hazmat": "Dangerous goods",
}
RUSSIAN = {
    "apparel": "Одежда",
    "electronics": "Электроника",
    "home": "Товары для дома",
    "hygiene": "Гигиена",
    "food": "Продукты",
    "battery": "Аккумуляторы",
    "hazmat": "Опасный груз",
}


def cells():
    header, *rows = [line.split() for line in MATRIX.strip().splitlines()]
    for category, *codes in rows:
        for grade, code in zip(header, codes, strict=True):
            yield category, Grade(grade), Disposition(code)


@pytest.mark.parametrize(("category", "grade", "code"), list(cells()))
def test_every_cell_gives_its_code_with_its_words_and_inputs(category, grade, code):
    facts = Facts(category, "Anyone", "SKU-1", grade, TODAY, expiry="2027-01-31", expiry_tracked=True)
    assert evaluate(POLICY, facts) == Proposal(
        code=code,
        rule=f"matrix.{category}.{grade}",
        policy_version="2026-11-01",
        why=(
            ("en", f"{ENGLISH[category]}, grade {grade}"),
            ("ru", f"{RUSSIAN[category]}, состояние {grade}"),
        ),
        inputs=(("category", category), ("grade", str(grade))),
    )


def test_the_category_is_the_same_in_capitals():
    assert evaluate(POLICY, Facts("Apparel", "", "", Grade.C, TODAY)).rule == "matrix.apparel.C"


@pytest.mark.parametrize("category", ["", "garden", "*", "matrix"])
@pytest.mark.parametrize("grade", list(Grade))
def test_goods_that_no_column_covers_wait_for_a_lead(category, grade):
    assert evaluate(POLICY, Facts(category, "", "", grade, TODAY)) == Proposal(
        code=Disposition.EXCEPTION,
        rule="matrix.unknown",
        policy_version="2026-11-01",
        why=(
            ("en", "No rule covers these goods: a lead decides"),
            ("ru", "Для этого товара нет правила: решает старший смены"),
        ),
        inputs=(("category", category), ("grade", str(grade))),
    )


@pytest.mark.parametrize("grade", list(Grade))
def test_goods_flagged_as_hazmat_take_the_hazmat_column_whatever_their_category_is(grade):
    flagged = evaluate(POLICY, Facts("home", "", "", grade, TODAY, hazmat=True))
    column = evaluate(POLICY, Facts("hazmat", "", "", grade, TODAY))
    assert (flagged.code, flagged.rule) == (column.code, column.rule)
    assert flagged.inputs == (("category", "home"), ("grade", str(grade)), ("hazmat", "yes"))


ANY_FACTS = st.builds(
    Facts,
    category=st.sampled_from([*ENGLISH, "", "garden"]),
    client=st.sampled_from(["Anyone", ""]),
    sku=st.just("SKU-1"),
    grade=st.sampled_from(Grade),
    today=st.just(TODAY),
    function=st.none() | st.sampled_from(FunctionGrade),
    defects=st.lists(st.sampled_from(DefectCode), unique=True, max_size=4).map(tuple),
    reason=st.sampled_from([*ReasonCode, "", "eigenes Wort"]),
    declared=st.sampled_from(Declared),
    serial_finding=st.sampled_from(["", "matches", "differs", "returned_before", "blocked", "unreadable"]),
    unit_value_cents=st.none() | st.integers(0, 500_000),
    currency=st.sampled_from(["EUR", "NOK", "SEK", "ISK", ""]),
    quantity=st.integers(1, 40),
    expiry=st.none() | st.dates().map(str),
    expiry_tracked=st.booleans(),
    return_by=st.none() | st.dates().map(str),
    returnable=st.booleans(),
    hazmat=st.booleans(),
)
RULE_IDS = {rule.id for rule in POLICY.rules}


@given(ANY_FACTS)
def test_whatever_the_facts_a_proposal_is_complete(facts):
    proposal = evaluate(POLICY, facts)
    assert proposal.code in Disposition
    assert proposal.rule in RULE_IDS or proposal.rule.startswith("matrix.")
    assert dict(proposal.why).keys() == {"en", "ru"}
    assert all(text and "{" not in text for _, text in proposal.why)
    assert proposal.inputs
    assert evaluate(POLICY, facts) == proposal


@given(ANY_FACTS)
def test_safety_beats_everything(facts):
    dangerous = {DefectCode.BATTERY_SWOLLEN, DefectCode.RECALL} & set(facts.defects) or facts.reason == "RECALL"
    leaking = DefectCode.LEAK in facts.defects and (
        facts.hazmat or facts.category in {"battery", "hazmat", "electronics"}
    )
    if dangerous or leaking:
        assert evaluate(POLICY, facts).code is Disposition.QUARANTINE


@given(ANY_FACTS)
def test_goods_of_doubtful_identity_never_leave_the_hold(facts):
    doubtful = facts.serial_finding in {"differs", "returned_before", "blocked"}
    if doubtful or {DefectCode.SERIAL_MISMATCH, DefectCode.COUNTERFEIT} & set(facts.defects):
        assert evaluate(POLICY, facts).code is Disposition.QUARANTINE


@given(ANY_FACTS)
def test_hygiene_and_food_are_restocked_only_sealed_and_in_date(facts):
    if facts.category in {"hygiene", "food"} and evaluate(POLICY, facts).code.route is Route.RESTOCK:
        assert facts.grade is Grade.N
        assert facts.expiry is None or facts.expiry >= TODAY
        assert facts.expiry is not None or not facts.expiry_tracked
        assert not {DefectCode.PKG_OPEN, DefectCode.EXPIRED, DefectCode.SOILED} & set(facts.defects)
