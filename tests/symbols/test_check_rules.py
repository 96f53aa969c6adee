import pytest

from app.symbols.carrier import carrier_table
from app.symbols.check_rules import CheckRule


@pytest.mark.parametrize(
    ("rule", "payload", "character"),
    [
        (CheckRule("weighted", weights=(3, 1)), "400638133393", "1"),
        (CheckRule("weighted", weights=(3, 1), add=1), "00000000000", "9"),
        (CheckRule("weighted", weights=(2, 1), digit_sum=True), "49015420323751", "8"),
        (CheckRule("weighted", weights=(1, 2), letter_offset=3), "5R8939035756712", "7"),
        (CheckRule("weighted", weights=(1, 3, 7), modulus=11, complement=False), "98657878885", "5"),
        # Remainder ten is written as 0.
        (CheckRule("weighted", weights=(1,), modulus=11, complement=False), "55", "0"),
        # UPU S10's own example, and the two values that have no digit of their own.
        (
            CheckRule(
                "weighted", (8, 6, 4, 2, 3, 5, 9, 7), direction="left", modulus=11, exceptions=((10, 0), (11, 5))
            ),
            "47312482",
            "9",
        ),
        (CheckRule("weighted", (1,), modulus=11, exceptions=((10, 0), (11, 5))), "1", "0"),
        (CheckRule("weighted", (1,), modulus=11, exceptions=((10, 0), (11, 5))), "0", "5"),
        (CheckRule("remainder", modulus=7, complement=False), "331881002", "5"),
        (CheckRule("mod37_36"), "01015026003653", "C"),
    ],
)
def test_a_rule_gives_the_published_check_character(rule: CheckRule, payload: str, character: str) -> None:
    assert rule.check_character(payload) == character


def test_weights_run_from_the_side_that_the_rule_says() -> None:
    right = CheckRule("weighted", weights=(3, 1), complement=False)
    left = CheckRule("weighted", weights=(3, 1), direction="left", complement=False)
    assert right.check_character("12") == "7"
    assert left.check_character("12") == "5"


@pytest.mark.parametrize(
    ("serial", "digit"), [("47312482", "9"), ("00000000", "5"), ("00000015", "5"), ("00000008", "0")]
)
def test_s10_in_the_table_is_the_standards_rule(serial: str, digit: str) -> None:
    total = sum(int(figure) * weight for figure, weight in zip(serial, (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    assert digit == {10: "0", 11: "5"}.get(11 - total % 11, str(11 - total % 11))
    assert carrier_table().s10_check.check_character(serial) == digit
