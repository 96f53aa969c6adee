"""A policy as rows, and the doubts about it."""

from app.domain.vocabulary import Disposition
from app.policy.listing import Doubt, PolicyRow, check_file, describe, doubts
from app.policy.policy import make_policy
from app.policy.reading import parse_document
from app.policy.shelf import packaged_default, packaged_default_text

DEFAULT = make_policy(packaged_default())


def test_every_rule_and_cell_is_a_row_in_the_order_of_asking():
    rows = describe(DEFAULT)
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) == len(DEFAULT.rules) + 7 * 6
    assert rows[0] == PolicyRow(
        position=1,
        stage="safety",
        id="battery-swollen",
        when="defect BATTERY_SWOLLEN",
        then=Disposition.QUARANTINE,
        why=DEFAULT.rules[0].why,
        of="*",
    )
    assert rows[-1].id == "matrix.hazmat.E"
    order = ["safety", "serial", "client", "expiry", "rtv", "value", "condition", "matrix"]
    assert [row.stage for row in rows] == sorted((row.stage for row in rows), key=order.index)


def test_the_default_policy_leaves_no_doubts():
    assert list(doubts(DEFAULT)) == []


def test_a_rule_behind_a_wider_one_and_missing_words_are_doubted(tmp_path):
    path = tmp_path / "kide.toml"
    path.write_text(
        'version = "1"\nclient = "Kide"\n'
        '[[rule]]\nid = "wide"\nstage = "rtv"\nwhen = { grade.in = ["E"] }\nthen = "RTV"\nwhy = { en = "x", ru = "y" }\n'
        '[[rule]]\nid = "narrow"\nstage = "rtv"\nwhen = { grade.in = ["E"], hazmat = true }\nthen = "PARTS"\nwhy.en = "x"\n',
        encoding="utf-8",
    )
    policy, found = check_file(path)
    assert policy.version == "1/2026-11-01"
    assert found == (
        Doubt("narrow", "It never decides: 'wide' is asked before and catches all of its goods."),
        Doubt("narrow", "Its words are missing in: ru."),
    )


def test_a_default_document_is_checked_on_its_own(tmp_path):
    path = tmp_path / "default.toml"
    path.write_text(packaged_default_text(), encoding="utf-8")
    assert check_file(path) == (DEFAULT, ())
    assert parse_document(packaged_default_text(), "x").is_default
