import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.check_digits import ALPHANUMERIC, mod37_36
from app.domain.vocabulary import DefectCode, Disposition, FunctionGrade, Grade, OverrideReason, Route
from app.symbols.control import ControlCode, control_codes, control_words, is_control_word, make_control, read_control

WORDS = [word.word for word in control_words()]


def test_the_sheet_has_every_order_once() -> None:
    assert len(set(WORDS)) == len(WORDS)
    expected = {
        *[
            "ACCEPT",
            "UNDO",
            "HOLD",
            "RELEASE",
            "CLOSE",
            "PARK",
            "BLIND",
            "UNDECLARED",
            "WRONG-ITEM",
            "CANCEL",
            "CONFIRM",
            "SPLIT",
            "NO-SERIAL",
            "REPRINT",
        ],
        *[
            "PRINTED-OK",
            "SIGN-OUT",
            "HELP",
            "LANG-EN",
            "LANG-RU",
            "NEXT",
            "REMOVE",
            "QTY-PLUS",
            "QTY-MINUS",
            "TOTE-CLOSE",
        ],
        *(f"QTY-{number}" for number in (*range(1, 11), 12, 20, 50, 100)),
        *(f"GRADE-{grade}" for grade in Grade),
        *(f"FUNCTION-{grade}" for grade in FunctionGrade),
        *(f"DEFECT-{code}" for code in DefectCode),
        *(f"DISPOSE-AS-{code}" for code in Disposition),
        *(f"WHY-{reason}" for reason in OverrideReason),
        *(f"TOTE-OPEN-{route.name}" for route in Route),
        *(f"CHOICE-{number}" for number in range(1, 7)),
    }
    assert set(WORDS) == expected


def test_every_order_says_what_it_does() -> None:
    assert all(word.text_en and word.text_en == word.text_en.strip() for word in control_words())
    texts = [word.text_en for word in control_words()]
    assert len(set(texts)) == len(texts)


def test_a_code_is_the_word_between_its_prefix_and_its_check_character() -> None:
    assert make_control("GRADE-C") == f"CMD-GRADE-C-{mod37_36('GRADEC')}"
    assert make_control("DEFECT-PKG_OPEN") == f"CMD-DEFECT-PKG_OPEN-{mod37_36('DEFECTPKGOPEN')}"
    assert ControlCode("CMD-ACCEPT-" + mod37_36("ACCEPT"), "ACCEPT", "Accept the proposal") in control_codes()


@pytest.mark.parametrize("code", control_codes(), ids=lambda code: code.action)
def test_every_code_of_the_sheet_is_read_back_in_either_case(code: ControlCode) -> None:
    assert read_control(code.code) == code.action
    assert read_control(code.code.lower()) == code.action


def test_the_sheet_can_be_printed_as_json_and_as_code_128() -> None:
    for code in control_codes():
        assert json.loads(json.dumps({"code": code.code, "action": code.action, "text": code.text}))
        assert code.code.isascii()
        assert code.code.isprintable()


@given(st.integers(1, 9999))
def test_any_quantity_up_to_9999_is_an_order(quantity: int) -> None:
    assert read_control(make_control(f"QTY-{quantity}")) == f"QTY-{quantity}"


@pytest.mark.parametrize(
    "word", ["QTY-0", "QTY-01", "QTY-10000", "QTY-", "QTY--1", "QTY-٣", "GRADE-F", "accept", "", "-"]
)
def test_what_is_no_order_gets_no_code(word: str) -> None:
    assert not is_control_word(word)
    with pytest.raises(ValueError, match="Expected a command word, got"):
        make_control(word)


@given(st.sampled_from(WORDS), st.data())
def test_any_single_wrong_letter_or_digit_is_refused(word: str, data: st.DataObject) -> None:
    code = make_control(word)
    place = data.draw(st.sampled_from([at for at, character in enumerate(code) if at > 3 and character.isalnum()]))
    character = data.draw(st.sampled_from(ALPHANUMERIC.replace(code[place], "")))
    with pytest.raises(ValueError, match="Expected"):
        read_control(code[:place] + character + code[place + 1 :])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CMD-GRADE-C-0", "Expected check character Q behind GRADE-C, got 0."),
        ("CMD-GRADE-C", "Expected check character P behind GRADE, got C."),
        ("CMD-", "Expected CMD-, a word, a hyphen and a check character, got 'CMD-'."),
        ("GRADE-C", "Expected CMD-, a word, a hyphen and a check character, got 'GRADE-C'."),
        ("CMD-ÄÖ-1", "Expected letters A to Z, digits and hyphens, got other characters."),
    ],
)
def test_a_wrong_code_names_both_sides(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="Expected") as refused:
        read_control(text)
    assert str(refused.value) == message


def test_a_well_formed_order_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"Expected a command that this version knows, got FLY\."):
        read_control("CMD-FLY-" + mod37_36("FLY"))
