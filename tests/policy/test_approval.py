"""What a lead must agree to."""

import pytest
from msgspec.structs import replace

from app.domain.vocabulary import Disposition, Grade
from app.policy.evaluate import Proposal, approval_needed
from app.policy.facts import Facts
from app.policy.policy import make_policy
from app.policy.reading import parse_document
from app.policy.shelf import packaged_default

POLICY = make_policy(packaged_default())
FACTS = Facts("home", "Anyone", "SKU-1", Grade.C, "2026-11-20")


def needed(proposed, chosen, policy=POLICY, **facts):
    proposal = Proposal(Disposition(proposed), "rule", policy.version, (), ())
    return approval_needed(policy, proposal, Disposition(chosen), replace(FACTS, **facts))


@pytest.mark.parametrize(
    ("proposed", "chosen", "why"),
    [
        ("DESTROY", "RESTOCK", "upgrade"),
        ("RECYCLE", "REPACK", "upgrade"),
        ("EXCEPTION", "RESTOCK_B", "upgrade"),
        ("QUARANTINE", "RESTOCK", "upgrade"),
        ("QUARANTINE", "RECYCLE", "quarantine"),
        ("QUARANTINE", "REFURB", "quarantine"),
        ("QUARANTINE", "EXCEPTION", ""),
        ("EXCEPTION", "REFURB", ""),
        ("RECYCLE", "REFURB", ""),
        ("REFURB", "RESTOCK", ""),
        ("RESTOCK", "DESTROY", ""),
        ("RESTOCK", "RESTOCK", ""),
    ],
)
def test_leaving_the_proposal_for_a_better_route_asks_a_lead(proposed, chosen, why):
    assert needed(proposed, chosen) == why


@pytest.mark.parametrize(
    ("chosen", "facts", "why"),
    [
        ("DESTROY", {"unit_value_cents": 10_000, "currency": "EUR"}, ""),
        ("DESTROY", {"unit_value_cents": 10_001, "currency": "EUR"}, "destroy_value"),
        ("RECYCLE", {"unit_value_cents": 10_001, "currency": "EUR"}, "destroy_value"),
        ("DONATE", {"unit_value_cents": 10_001, "currency": "EUR"}, ""),
        ("DESTROY", {"unit_value_cents": 4_000, "currency": "EUR", "quantity": 3}, "destroy_value"),
        ("DESTROY", {"unit_value_cents": 100_000, "currency": "NOK"}, ""),
        ("DESTROY", {"unit_value_cents": 130_000, "currency": "NOK"}, "destroy_value"),
        ("DESTROY", {"unit_value_cents": 1, "currency": "ISK"}, "destroy_value"),  # no limit in that currency: ask
        ("DESTROY", {"unit_value_cents": None}, ""),
    ],
)
def test_destroying_above_a_value_asks_a_lead_even_when_the_policy_proposed_it(chosen, facts, why):
    assert needed(chosen, chosen, **facts) == why


def test_a_client_sets_its_own_limits_and_keeps_the_others():
    document = parse_document(
        'version = "1"\nclient = "Kide"\n[approval]\nupgrade_route = false\ndestroy_above = { EUR = "20.00" }',
        "kide.toml",
    )
    policy = make_policy(document, packaged_default())
    assert needed("DESTROY", "RESTOCK", policy) == ""
    assert needed("QUARANTINE", "RECYCLE", policy) == "quarantine"
    assert needed("DESTROY", "DESTROY", policy, unit_value_cents=2001, currency="EUR") == "destroy_value"
