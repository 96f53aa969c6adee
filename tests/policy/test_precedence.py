"""Which rule wins when several would fire, and what it says it looked at."""

import pytest

from app.domain.vocabulary import DefectCode, Disposition, FunctionGrade, Grade
from app.policy.evaluate import Proposal, evaluate
from app.policy.facts import Facts
from app.policy.policy import make_policy
from app.policy.shelf import packaged_default

POLICY = make_policy(packaged_default())


def facts(category="electronics", grade=Grade.B, **more):
    return Facts(category, "Anyone", "SKU-1", grade, "2026-11-20", **more)


EVERYTHING_AT_ONCE = {
    "defects": (DefectCode.BATTERY_SWOLLEN, DefectCode.COUNTERFEIT, DefectCode.EXPIRED, DefectCode.DATA_PRESENT),
    "serial_finding": "blocked",
    "returnable": False,
    "return_by": "2026-01-01",
    "expiry": "2026-01-01",
    "unit_value_cents": 100,
    "currency": "EUR",
}


def without(*names, defects=()):
    kept = {name: value for name, value in EVERYTHING_AT_ONCE.items() if name not in names}
    return kept | {"defects": defects}


@pytest.mark.parametrize(
    ("given", "rule", "code"),
    [
        (facts(**EVERYTHING_AT_ONCE), "battery-swollen", "QUARANTINE"),
        (facts(**without(defects=(DefectCode.COUNTERFEIT,))), "counterfeit", "QUARANTINE"),
        (facts(**without()), "serial-blocked", "QUARANTINE"),
        (facts(**without("serial_finding", defects=(DefectCode.DATA_PRESENT,))), "data-present", "REFURB"),
        (facts(**without("serial_finding")), "non-returnable", "RETURN_TO_CUSTOMER"),
        (facts(grade=Grade.N, **without("serial_finding")), "non-returnable-as-new", "EXCEPTION"),
        (facts(**without("serial_finding", "returnable")), "window-passed", "EXCEPTION"),
        (facts(**without("serial_finding", "returnable", "return_by")), "expiry-passed", "DESTROY"),
        (
            facts(
                defects=(DefectCode.EXPIRED,),
                **{k: v for k, v in EVERYTHING_AT_ONCE.items() if k in {"unit_value_cents", "currency"}},
            ),
            "expired-marked",
            "DESTROY",
        ),
        (facts(unit_value_cents=100, currency="EUR"), "value-floor", "RECYCLE"),
        (facts(), "matrix.electronics.B", "REFURB"),
    ],
)
def test_stages_are_asked_in_order(given, rule, code):
    proposal = evaluate(POLICY, given)
    assert (proposal.rule, proposal.code) == (rule, Disposition(code))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            facts("food", Grade.N, expiry="2026-11-19", expiry_tracked=True),
            Proposal(
                Disposition.DESTROY,
                "expiry-passed",
                "2026-11-01",
                (("en", "Expired on 2026-11-19"), ("ru", "Срок годности истёк 2026-11-19")),
                (("expiry", "2026-11-19"), ("today", "2026-11-20")),
            ),
        ),
        (
            facts("home", Grade.C, unit_value_cents=299, currency="EUR"),
            Proposal(
                Disposition.RECYCLE,
                "value-floor",
                "2026-11-01",
                (
                    ("en", "Worth 2.99 EUR: less than the work on it"),
                    ("ru", "Стоит 2.99 EUR: меньше, чем работа с ним"),
                ),
                (("category", "home"), ("hazmat", "no"), ("grade", "C"), ("unit_value", "2.99 EUR")),
            ),
        ),
        (
            facts(defects=(DefectCode.SCRATCH, DefectCode.LEAK)),
            Proposal(
                Disposition.QUARANTINE,
                "leak",
                "2026-11-01",
                (("en", "Leaking: must not touch other goods"), ("ru", "Протекает: не должно касаться других товаров")),
                (("defects", "SCRATCH|LEAK"), ("category", "electronics")),
            ),
        ),
    ],
)
def test_a_proposal_names_just_what_its_rule_looked_at(given, expected):
    assert evaluate(POLICY, given) == expected


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (facts("food", Grade.N, expiry="2026-11-20", expiry_tracked=True), "RESTOCK"),  # the last day is still in date
        (facts("food", Grade.N, expiry=None, expiry_tracked=True), "QUARANTINE"),
        (facts("food", Grade.N, expiry=None, expiry_tracked=False), "RESTOCK"),
        (facts("hygiene", Grade.N, defects=(DefectCode.PKG_OPEN,)), "DESTROY"),
        (facts(reason="RECALL"), "QUARANTINE"),
        (facts("home", Grade.B, defects=(DefectCode.LEAK,)), "RESTOCK_B"),
        (facts("home", Grade.B, defects=(DefectCode.LEAK,), hazmat=True), "QUARANTINE"),
        (facts(serial_finding="matches"), "REFURB"),
        (facts(serial_finding="unreadable", unit_value_cents=10_000, currency="EUR"), "REFURB"),
        (facts(serial_finding="unreadable", unit_value_cents=10_001, currency="EUR"), "EXCEPTION"),
        (facts(defects=(DefectCode.EMPTY_BOX,)), "EXCEPTION"),
        (facts(defects=(DefectCode.ACCOUNT_LOCK, DefectCode.DATA_PRESENT)), "QUARANTINE"),
        (facts(grade=Grade.E, defects=(DefectCode.DATA_PRESENT,)), "DESTROY"),
        (facts(grade=Grade.D, defects=(DefectCode.DATA_PRESENT,)), "REPAIR"),
        (facts(returnable=False, reason="DEFECTIVE"), "REFURB"),  # a fault may always come back
        (facts(return_by="2026-11-20"), "REFURB"),  # the last day counts
        (facts(return_by="2026-11-19", reason="WARRANTY"), "REFURB"),
        (facts(grade=Grade.N, defects=(DefectCode.CRACK,)), "EXCEPTION"),
        (facts(grade=Grade.N, defects=(DefectCode.PKG_OPEN,)), "REFURB"),
        (facts("apparel", Grade.N, defects=(DefectCode.TAG_MISSING,)), "REPACK"),
        (facts("apparel", Grade.N, defects=(DefectCode.TAG_MISSING, DefectCode.STAIN)), "EXCEPTION"),
        (facts(grade=Grade.A, defects=(DefectCode.NO_POWER,)), "REPAIR"),
        (facts(grade=Grade.E, defects=(DefectCode.NO_POWER,)), "RECYCLE"),
        (facts(grade=Grade.A, function=FunctionGrade.F5), "REPAIR"),
        (facts(grade=Grade.A, function=FunctionGrade.F4), "REFURB"),
        (facts("home", Grade.C, unit_value_cents=300, currency="EUR"), "REFURB"),
        (facts("home", Grade.C, unit_value_cents=299, currency="ISK"), "REFURB"),  # no limit in that currency
        (facts("home", Grade.C, unit_value_cents=3499, currency="NOK"), "RECYCLE"),
        (facts("home", Grade.N, unit_value_cents=100, currency="EUR"), "RESTOCK"),
    ],
)
def test_the_default_policy_at_its_edges(given, code):
    assert evaluate(POLICY, given).code == Disposition(code)
