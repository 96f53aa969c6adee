"""Tracking numbers made here are proved by the reader of app.symbols, which has its rules from the carriers."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sample.tracking import CARRIERS, tracking_number
from app.symbols.parse import parse
from app.symbols.readings import Kind

WITHOUT_CHECK_DIGIT = {"Matkahuolto"}


@pytest.mark.parametrize("carrier", CARRIERS)
@given(seed=st.integers(0, 10_000))
def test_a_number_is_read_as_its_carriers_with_a_right_check_digit(carrier, seed):
    number = tracking_number(carrier, random.Random(seed))
    readings = [
        (reading.carrier, reading.valid)
        for reading in parse(number)
        if reading.kind is Kind.TRACKING and reading.value == number
    ]
    assert (carrier, carrier not in WITHOUT_CHECK_DIGIT) in readings
