from datetime import UTC, date, datetime, timedelta

import pytest

from app.errors import KnownError
from app.store.report_queries import ShiftMarks
from reports.period import LONGEST_SHIFT, Period, SystemZone, parse_period, zone_of

HELSINKI = "Europe/Helsinki"
NOW = datetime(2025, 11, 20, 13, 30, tzinfo=UTC)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def parse(start, end, zone=HELSINKI, now=NOW, marks=None):
    return parse_period(start, end, zone=zone, now=now, marks=marks)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # A date is the whole local day, the end included.
        ("2025-11-19", "2025-11-19", (utc(2025, 11, 18, 22), utc(2025, 11, 19, 22))),
        ("2025-11-17", "2025-11-19", (utc(2025, 11, 16, 22), utc(2025, 11, 19, 22))),
        # A day on which clocks change has 25 or 23 hours.
        ("2025-10-26", "2025-10-26", (utc(2025, 10, 25, 21), utc(2025, 10, 26, 22))),
        ("2025-03-30", "2025-03-30", (utc(2025, 3, 29, 22), utc(2025, 3, 30, 21))),
        # A time is a moment; without an offset it is local.
        ("2025-11-20T06:00", "2025-11-20T14:00", (utc(2025, 11, 20, 4), utc(2025, 11, 20, 12))),
        ("2025-11-20 06:00:30", "2025-11-20T14:00Z", (utc(2025, 11, 20, 4, 0, 30), utc(2025, 11, 20, 14))),
        ("2025-11-20T06:00+01:00", "2025-11-20", (utc(2025, 11, 20, 5), utc(2025, 11, 20, 22))),
        (" 2025-11-20 ", None, (utc(2025, 11, 19, 22), NOW)),
    ],
)
def test_dates_and_times_become_a_period(start, end, expected):
    period = parse(start, end)
    assert (period.from_utc, period.to_utc) == expected
    assert period.zone == HELSINKI


@pytest.mark.parametrize(
    "text",
    ["20.11.2025", "20251120", "2025-11-20T25", "yesterday", "", "2025-W47-4", "٢٠٢٥-11-20", "2025-11-20T06:00+25:00"],
)
def test_what_is_no_date_is_refused_with_both_sides(text):
    with pytest.raises(KnownError) as caught:
        parse(text, None)
    assert "Expected a date (2025-11-20) or a time (2025-11-20T06:00) in --from" in caught.value.title
    assert repr(text) in caught.value.title
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "said", "step"),
    [
        ("2025-02-30", "a day from 01 to 28 in --from", "2025-02 has 28 days."),
        ("2024-02-30T06:00", "a day from 01 to 29 in --from", "2024-02 has 29 days."),
        ("2025-11-00", "a day from 01 to 30 in --from", "2025-11 has 30 days."),
        ("2025-13-01", "a month from 01 to 12 in --from", "Write year, month, day in this order."),
        ("2025-11-20T25:00", "an hour from 00 to 23 in --from", "The end of a day is 00:00 of the next."),
        ("2025-11-20T24:00", "an hour from 00 to 23 in --from", "The end of a day is 00:00 of the next."),
        ("2025-11-20T06:60", "a minute from 00 to 59 in --from", "Correct the minute."),
        ("2025-11-20T06:00:60Z", "a second from 00 to 59 in --from", "Correct the second."),
        ("0001-01-01", "a year from 1971 to 2999 in --from", "Nothing was recorded in that year; give another."),
        ("0000-01-01", "a year from 1971 to 2999 in --from", "Nothing was recorded in that year; give another."),
        ("9999-12-31", "a year from 1971 to 2999 in --from", "Nothing was recorded in that year; give another."),
    ],
)
def test_a_day_or_a_time_that_does_not_exist_is_told_so(text, said, step):
    for zone in (HELSINKI, "UTC"):
        with pytest.raises(KnownError) as caught:
            parse(text, None, zone)
        assert caught.value.title == f"Expected {said}, got {text!r}."
        assert caught.value.next_step == step
        assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-11-20", "2025-11-19", "2025-11-20 and 2025-11-19"),
        ("2025-11-20T06:00", "2025-11-20T06:00", "2025-11-20T06:00 and 2025-11-20T06:00"),
        ("2025-12-01", None, "2025-12-01, which has not come yet"),
        ("2025-12-01", "2025-12-02", "before now (2025-11-20 15:30), got 2025-12-01"),
        (None, "2025-11-20", "--to 2025-11-20 alone"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_both_sides(start, end, said):
    with pytest.raises(KnownError) as caught:
        parse(start, end)
    assert said in caught.value.title
    assert caught.value.exit_code == 2


def test_without_dates_the_running_shift_begins_where_the_last_one_ended():
    marks = ShiftMarks("2025-11-20T04:00:00.000Z", "2025-11-19T20:00:00.000Z", worked_since=True)
    period = parse(None, None, marks=marks)
    assert (period.from_utc, period.to_utc) == (utc(2025, 11, 20, 4), NOW)


def test_right_after_closing_a_shift_its_report_is_still_that_of_the_shift():
    marks = ShiftMarks("2025-11-20T13:25:00.000Z", "2025-11-20T04:00:00.000Z", worked_since=False)
    period = parse(None, None, marks=marks)
    assert (period.from_utc, period.to_utc) == (utc(2025, 11, 20, 4), utc(2025, 11, 20, 13, 25))


@pytest.mark.parametrize("marks", [None, ShiftMarks(None, None, worked_since=False)])
def test_where_no_shift_was_ever_closed_it_begins_at_midnight(marks):
    assert parse(None, None, marks=marks) == Period(utc(2025, 11, 19, 22), NOW, HELSINKI)


def test_a_shift_closed_long_ago_says_nothing_about_this_one():
    old = (NOW - LONGEST_SHIFT - timedelta(minutes=1)).isoformat()
    assert parse(None, None, marks=ShiftMarks(old, None, worked_since=True)).from_utc == utc(2025, 11, 19, 22)
    recent = NOW - LONGEST_SHIFT + timedelta(minutes=1)
    assert parse(None, None, marks=ShiftMarks(recent.isoformat(), None, worked_since=True)).from_utc == recent


def test_the_first_shift_that_was_closed_began_at_its_midnight():
    marks = ShiftMarks("2025-11-20T13:25:00.000Z", None, worked_since=False)
    assert parse(None, None, marks=marks).from_utc == utc(2025, 11, 19, 22)


def test_exactly_at_midnight_the_period_is_the_day_that_ended():
    midnight = utc(2025, 11, 19, 22)
    assert parse(None, None, now=midnight).from_utc == utc(2025, 11, 18, 22)


def test_an_unknown_zone_is_refused():
    with pytest.raises(KnownError, match="Expected a time zone such as Europe/Helsinki, got 'Mars/Olympus'"):
        zone_of("Mars/Olympus")
    with pytest.raises(KnownError):
        zone_of("../../etc/passwd")


def test_a_period_knows_whether_it_is_days_or_lies_within_one():
    days = parse("2025-11-17", "2025-11-19")
    assert days.whole_days == (date(2025, 11, 17), date(2025, 11, 19))
    assert not days.within_one_day
    assert parse("2025-11-19", "2025-11-19").within_one_day
    shift = parse("2025-11-20T06:00", "2025-11-20T14:00")
    assert shift.whole_days is None
    assert shift.within_one_day
    assert not parse("2025-11-19T22:00", "2025-11-20T06:00").within_one_day


def test_this_machines_zone_goes_there_and_back():
    moment = utc(2025, 7, 1, 12, 0)
    local = moment.astimezone(SystemZone())
    assert local.astimezone(UTC) == moment
    assert local.utcoffset() == moment.astimezone().utcoffset()
