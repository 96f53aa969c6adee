import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.check_digits import ALPHANUMERIC
from app.domain.lpn import (
    MAX_COUNTER,
    SERIES_ALPHABET,
    LpnParts,
    SeriesExhaustedError,
    check_lpn,
    is_lpn_shape,
    make_lpn,
    random_series,
)

SERIES = st.text(SERIES_ALPHABET, min_size=4, max_size=4)
COUNTERS = st.integers(0, MAX_COUNTER)
LOOK_ALIKES = {"O": "0", "I": "1", "L": "1"}


@given(SERIES, COUNTERS)
def test_an_lpn_that_was_made_is_read_back(series: str, counter: int) -> None:
    lpn = make_lpn(series, counter)
    assert is_lpn_shape(lpn)
    assert check_lpn(lpn) == LpnParts(lpn, series, counter)


@given(SERIES, COUNTERS)
def test_a_scanner_may_send_lower_case(series: str, counter: int) -> None:
    lpn = make_lpn(series, counter)
    assert check_lpn(lpn.lower()).lpn == lpn


@given(SERIES, COUNTERS, st.integers(0, 11), st.sampled_from(ALPHANUMERIC + ALPHANUMERIC.lower()[10:]))
def test_any_single_wrong_character_is_detected(series: str, counter: int, place: int, character: str) -> None:
    lpn = make_lpn(series, counter)
    changed = lpn[:place] + character + lpn[place + 1 :]
    meant = character.upper()
    if meant == lpn[place] or (0 < place < 11 and LOOK_ALIKES.get(meant) == lpn[place]):
        assert check_lpn(changed).lpn == lpn  # the same code, spelt otherwise
    else:
        with pytest.raises(ValueError, match="Expected"):
            check_lpn(changed)


def is_lpn(text: str) -> bool:
    try:
        check_lpn(text)
    except ValueError:
        return False
    return True


def test_nearly_all_neighbours_that_changed_places_are_detected() -> None:
    """The standard promises every single wrong character, and transpositions but for a few."""
    rng = random.Random(37)
    lpns = [make_lpn(random_series(rng), rng.randrange(MAX_COUNTER)) for _ in range(500)]
    swapped = [
        lpn[:place] + lpn[place + 1] + lpn[place] + lpn[place + 2 :]
        for lpn in lpns
        for place in range(11)
        if lpn[place] != lpn[place + 1]
    ]
    assert sum(map(is_lpn, swapped)) < len(swapped) * 0.005


def test_letters_typed_for_the_digits_they_look_like_are_understood() -> None:
    lpn = make_lpn("10ZA", 100_110)
    assert check_lpn("R" + "iOza" + "LooIl0" + lpn[-1].lower()) == LpnParts(lpn, "10ZA", 100_110)


def test_a_look_alike_in_place_of_the_check_character_is_not_put_right() -> None:
    with_zero = next(lpn for lpn in (make_lpn("7K3Q", counter) for counter in range(5000)) if lpn.endswith("0"))
    with pytest.raises(ValueError, match="Expected check character 0, got O"):
        check_lpn(with_zero[:-1] + "O")


def test_the_check_character_decides_and_both_are_named() -> None:
    assert make_lpn("7K3Q", 1) == "R7K3Q000001U"
    with pytest.raises(ValueError, match=r"^Expected check character U, got V\.$"):
        check_lpn("R7K3Q000001V")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Expected an LPN of 12 characters, got 0."),
        ("R7K3Q000001", "Expected an LPN of 12 characters, got 11."),
        ("X7K3Q000001U", "Expected an LPN of the form R, 4 letters or digits, 6 digits, check character"),
        ("R7K3QA00001U", "Expected an LPN of the form"),
        ("R7K3Q00000١U", "Expected an LPN of the form"),
        ("R7K3U000001U", "Expected a series without the letter U, got '7K3U'."),
    ],
)
def test_what_is_no_lpn_is_refused_with_both_sides_named(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="Expected") as refused:
        check_lpn(text)
    assert str(refused.value).startswith(message)


def test_a_used_up_series_asks_for_a_new_one() -> None:
    assert check_lpn(make_lpn("7K3Q", MAX_COUNTER)).counter == MAX_COUNTER
    with pytest.raises(SeriesExhaustedError, match=r"Expected a counter up to 999999, got 1000000.*draw a new one"):
        make_lpn("7K3Q", MAX_COUNTER + 1)


@pytest.mark.parametrize("series", ["", "7K3", "7K3QQ", "7K3U", "7k3q", "7K3-", "OIL0"])
def test_a_series_that_is_none_is_refused(series: str) -> None:
    with pytest.raises(ValueError, match="Expected a series"):
        make_lpn(series, 1)


def test_a_negative_counter_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected a counter from 0 to 999999, got -1"):
        make_lpn("7K3Q", -1)


@given(st.integers())
def test_a_drawn_series_makes_lpns(seed: int) -> None:
    series = random_series(random.Random(seed))
    assert check_lpn(make_lpn(series, 1)).series == series


def test_drawn_series_differ() -> None:
    rng = random.Random(1)
    assert len({random_series(rng) for _ in range(100)}) > 95
