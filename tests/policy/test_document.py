"""A document that is wrong is refused with its file, the key at fault and what is allowed there."""

import pytest

from app.errors import KnownError
from app.policy.reading import parse_document, read_document

HEAD = 'version = "1"\nclient = "Kide"\n'
RULE = HEAD + '[[rule]]\nid = "one"\nstage = "client"\nthen = "RTV"\nwhy.en = "x"\n'

WRONG = [
    ("version = [", "kide.toml is not TOML: Invalid value (at end of document).", "Correct that line."),
    ("version = 1", "kide.toml: Expected 'str', got 'int' at version.", "Allowed there: text in quotes"),
    ('client = "Kide"', "kide.toml: Missing key 'version'.", "Allowed there: version, client, currency, rule, matrix"),
    ('version = ""\nclient = "x"', "kide.toml: Expected text at version, got nothing.", "For example"),
    (HEAD + "metrix = 1", "kide.toml: Unknown key 'metrix'.", "Allowed there: version, client, currency, rule, matrix"),
    (HEAD + 'currency = "euro"', "kide.toml: Expected a currency of three capitals at currency, got 'euro'.", '"EUR"'),
    (
        RULE + "when = { graed = 1 }",
        "kide.toml: Unknown key 'graed' at rule[0] (id 'one').when.",
        "Allowed there: category, grade, function, defects, reason, serial_finding, declared, sku, client, expiry,",
    ),
    (
        RULE + 'when = { grade = { inn = ["A"] } }',
        "kide.toml: Unknown key 'inn' at rule[0] (id 'one').when.grade.",
        "Allowed there: in, at_least, at_most.",
    ),
    (
        RULE + 'when = { grade = { in = ["A", "Z"] } }',
        "kide.toml: Unknown word 'Z' at rule[0] (id 'one').when.grade.in[1].",
        "Allowed there: N, A, B, C, D, E.",
    ),
    (
        RULE + 'when = { expiry = "pased" }',
        "kide.toml: Unknown word 'pased' at rule[0] (id 'one').when.expiry.",
        "Allowed there: 'missing', 'passed', within_days.",
    ),
    (
        RULE.replace('"client"\nthen', '"klient"\nthen') + "when = { hazmat = true }",
        "kide.toml: Unknown word 'klient' at rule[0] (id 'one').stage.",
        "Allowed there: safety, serial, client, expiry, rtv, value, condition.",
    ),
    (
        RULE + "when = {}",
        "kide.toml: rule[0] (id 'one'): Expected at least one condition in when, got none",
        "Allowed there: category",
    ),
    (
        RULE + "when = { grade = {} }",
        "kide.toml: rule[0] (id 'one'): Expected something to compare with in when.grade, got nothing.",
        "Fill it",
    ),
    (
        RULE + "when = { sku = [] }",
        "kide.toml: rule[0] (id 'one'): Expected something to compare with in when.sku, got nothing.",
        "Fill it",
    ),
    (
        RULE
        + 'when.hazmat = true\n[[rule]]\nid = "one"\nstage = "rtv"\nthen = "RTV"\nwhen.hazmat = true\nwhy.en = "x"',
        "kide.toml: Expected a name of its own for each rule, got 'one' twice.",
        "Rename",
    ),
    (
        RULE.replace('"RTV"', '"RESTOCK"').replace('stage = "client"', 'stage = "safety"') + "when.hazmat = true",
        "kide.toml: rule[0] (id 'one'): A rule of stage safety cannot restock, got then = RESTOCK.",
        "Allowed: CLEAN, REFURB",
    ),
    (
        RULE.replace('why.en = "x"', 'why.ru = "x"') + "when.hazmat = true",
        "kide.toml: Expected words in English at rule[0] (id 'one').why, got none.",
        "en",
    ),
    (
        RULE.replace('"x"', '"on {expire}"') + "when.hazmat = true",
        "kide.toml: rule[0] (id 'one').why.en: {expire} is no fact.",
        "Allowed in braces: category, client",
    ),
    (
        RULE + 'when.unit_value.below = "5.00"',
        "kide.toml: rule[0] (id 'one').when.unit_value.below: '5.00' has no currency",
        'currency = "EUR"',
    ),
    (
        RULE + 'when.unit_value.below = { EUR = "5,00" }',
        "kide.toml: rule[0] (id 'one').when.unit_value.below: Expected a decimal with a point, got '5,00'.",
        '"100.00"',
    ),
    (
        RULE + "when.expiry.within_days = -1",
        "kide.toml: rule[0] (id 'one'): Expected 0 or more in when.expiry.within_days, got -1.",
        "days",
    ),
    (
        HEAD + "approval.destroy_above = 100.0",
        "kide.toml: Expected 'str | object | null', got 'float'",
        "text in quotes",
    ),
    (HEAD + 'approval.destroy_abov = "1"', "kide.toml: Unknown key 'destroy_abov' at approval.", "destroy_above"),
    (HEAD + 'matrix.home.Q = "RTV"', "kide.toml: Unknown word 'Q' at matrix.home.", "Allowed there: N, A, B, C, D, E."),
    (
        HEAD + 'matrix.home.A = "REPAC"',
        "kide.toml: Unknown word 'REPAC' at matrix.home.A.",
        "Allowed there: RESTOCK, RESTOCK_B, REPACK,",
    ),
    (
        HEAD + 'matrix.home.A = "RTV"\nmatrix."food, home".A = "RTV"',
        "kide.toml: Expected home in one column of the matrix, got it in two.",
        "Take it out",
    ),
    (
        HEAD + 'defects.home = ["DENTED"]',
        "kide.toml: Unknown word 'DENTED' at defects.home[0].",
        "PKG_OPEN, PKG_DAMAGED",
    ),
    (HEAD + 'why.matrix = { en = "x", russian = "y" }', "kide.toml: Expected a language of two letters", "en, ru"),
    (
        'version = "1"\nclient = "*"\nwhy.matrix.en = "x"\nwhy.unknown.en = "x"\nmatrix.home.A = "RTV"',
        "kide.toml: Expected every grade in matrix.home, N, B, C, D, E is missing.",
        "Grades: N, A, B, C, D, E.",
    ),
    (
        'version = "1"\nclient = "*"',
        'kide.toml: Expected a matrix in the document for client = "*", got none.',
        "matrix",
    ),
]


@pytest.mark.parametrize(("text", "title", "next_step"), WRONG)
def test_a_wrong_document_is_refused_in_words(text, title, next_step):
    with pytest.raises(KnownError) as caught:
        parse_document(text, "kide.toml")
    assert caught.value.title.startswith(title)
    assert next_step in caught.value.next_step
    assert caught.value.exit_code == 1


def test_a_file_that_is_not_utf8_is_refused_with_the_byte(tmp_path):
    path = tmp_path / "kide.toml"
    path.write_bytes('version = "1"  # für'.encode("cp1252"))
    with pytest.raises(KnownError, match=r"kide\.toml is not UTF-8: byte 19 is 0xFC\."):
        read_document(path)


def test_a_file_that_is_not_there_is_the_environments_fault(tmp_path):
    with pytest.raises(KnownError, match="cannot be read") as caught:
        read_document(tmp_path / "kide.toml")
    assert caught.value.exit_code == 3


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "kide.toml"
    path.write_text(HEAD, encoding="utf-8-sig")
    assert read_document(path).client == "Kide"
