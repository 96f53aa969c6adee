"""Each condition that a rule may ask for, on both sides of its edge."""

import pytest

from app.domain.vocabulary import Declared, DefectCode, FunctionGrade, Grade
from app.policy.evaluate import evaluate
from app.policy.facts import Facts
from app.policy.policy import make_policy
from app.policy.reading import parse_document
from app.policy.shelf import packaged_default

HEAD = 'version = "1"\nclient = "Kide"\ncurrency = "EUR"\n[[rule]]\nid = "it"\nstage = "safety"\nthen = "PARTS"\nwhy.en = "x"\n'


def fires(when, **facts):
    policy = make_policy(parse_document(f"{HEAD}when = {when}", "kide.toml"), packaged_default())
    merged = {"category": "home", "client": "Kide", "sku": "S-1", "grade": Grade.C, "today": "2026-11-20"} | facts
    return evaluate(policy, Facts(**merged)).rule == "it"


@pytest.mark.parametrize(
    ("when", "yes", "no"),
    [
        ('{ category = ["HOME", "food"] }', {"category": "Home"}, {"category": "apparel"}),
        ('{ client = ["kide"] }', {}, {"client": "Other"}),
        ('{ sku = ["S-1"] }', {}, {"sku": "s-1"}),
        ('{ grade.in = ["A", "C"] }', {"grade": Grade.C}, {"grade": Grade.B}),
        ('{ grade.at_least = "B" }', {"grade": Grade.B}, {"grade": Grade.C}),
        ('{ grade.at_most = "C" }', {"grade": Grade.C}, {"grade": Grade.B}),
        ('{ grade = { at_least = "C", at_most = "B" } }', {"grade": Grade.B}, {"grade": Grade.A}),
        ('{ grade = { in = ["A", "D"], at_most = "B" } }', {"grade": Grade.D}, {"grade": Grade.A}),
        ('{ function.at_most = "F3" }', {"function": FunctionGrade.F3}, {"function": FunctionGrade.F2}),
        ('{ function.at_least = "F6" }', {"function": FunctionGrade.F6}, {"function": None}),
        ('{ defects.any = ["DENT", "TEAR"] }', {"defects": (DefectCode.TEAR,)}, {"defects": (DefectCode.STAIN,)}),
        (
            '{ defects.all = ["DENT", "TEAR"] }',
            {"defects": (DefectCode.TEAR, DefectCode.DENT)},
            {"defects": (DefectCode.TEAR,)},
        ),
        (
            '{ defects = { any = ["DENT"], all = ["TEAR"] } }',
            {"defects": (DefectCode.TEAR, DefectCode.DENT)},
            {"defects": (DefectCode.DENT,)},
        ),
        ('{ reason = ["UNSPECIFIED"] }', {"reason": ""}, {"reason": "WARRANTY"}),
        ('{ serial_finding = ["differs"] }', {"serial_finding": "differs"}, {"serial_finding": ""}),
        ('{ declared = ["blind"] }', {"declared": Declared.BLIND}, {"declared": Declared.EXPECTED}),
        ('{ expiry = "passed" }', {"expiry": "2026-11-19"}, {"expiry": "2026-11-20"}),
        ('{ expiry = "passed" }', {"expiry": "2025-12-31"}, {"expiry": None}),
        ('{ expiry = "missing" }', {"expiry_tracked": True}, {"expiry_tracked": True, "expiry": "2026-11-20"}),
        ('{ expiry = "missing" }', {"expiry_tracked": True}, {"expiry_tracked": False}),
        ("{ expiry.within_days = 30 }", {"expiry": "2026-12-20"}, {"expiry": "2026-12-21"}),
        ("{ expiry.within_days = 30 }", {"expiry": "2026-11-01"}, {"expiry": None}),
        (
            '{ unit_value.below = "5.00" }',
            {"unit_value_cents": 499, "currency": "EUR"},
            {"unit_value_cents": 500, "currency": "EUR"},
        ),
        (
            '{ unit_value.above = "5.5" }',
            {"unit_value_cents": 551, "currency": "EUR"},
            {"unit_value_cents": 550, "currency": "EUR"},
        ),
        (
            '{ unit_value = { above = { SEK = "10" }, below = { SEK = "20" } } }',
            {"unit_value_cents": 1500, "currency": "SEK"},
            {"unit_value_cents": 1500, "currency": "EUR"},
        ),
        ('{ unit_value.below = "5.00" }', {"unit_value_cents": 0, "currency": "EUR"}, {"unit_value_cents": None}),
        ("{ hazmat = true }", {"hazmat": True}, {"hazmat": False}),
        ("{ returnable = false }", {"returnable": False}, {"returnable": True}),
        ('{ return_window = "passed" }', {"return_by": "2026-11-19"}, {"return_by": "2026-11-20"}),
        ('{ return_window = "passed" }', {"return_by": "2026-11-19"}, {"return_by": None}),
        ("{ hazmat = true, returnable = false }", {"hazmat": True, "returnable": False}, {"hazmat": True}),
    ],
)
def test_a_condition_holds_on_one_side_of_its_edge_only(when, yes, no):
    assert fires(when, **yes)
    assert not fires(when, **no)
