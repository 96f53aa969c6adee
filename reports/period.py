"""The time that a report covers: from one moment to another, as people say it (dates, times, "this shift").

A date means the whole local day, its end included; a time is a moment, and as an end it is the first that no longer counts.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from app.errors import KnownError
from app.store.report_queries import ShiftMarks

LONGEST_SHIFT = timedelta(days=4)
"""A shift that was closed longer ago than a long weekend says nothing about the one that runs now."""

_SHAPE = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})([T ](\d{2}):(\d{2})(:(\d{2})(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_YEARS = (1971, 2999)
"""Of which every platform knows the local time."""


class SystemZone(tzinfo):
    """The time zone that this machine is set to, with its changes between summer and winter time."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """Offset at a local time."""
        return moment.replace(tzinfo=None).astimezone().utcoffset() if moment else None

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Unknown: the platform tells the whole offset only."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """None: the platform's names are no names of the time zone database."""
        return None

    def fromutc(self, moment: datetime) -> datetime:
        """A UTC time on this machine's clock."""
        return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first moment inside to the first moment after, both aware and in UTC.

    Attributes:
        zone: name in the time zone database (Europe/Helsinki) that the report's times are shown in; "" for this machine's own.
    """

    from_utc: datetime
    to_utc: datetime
    zone: str = ""

    @property
    def local_zone(self) -> tzinfo:
        """The zone to show times in. Raises KnownError when its name is unknown."""
        return zone_of(self.zone)

    @property
    def whole_days(self) -> tuple[date, date] | None:
        """First and last local day, when the period is made of whole days; else None."""
        start, end = (moment.astimezone(self.local_zone) for moment in (self.from_utc, self.to_utc))
        if start.time() == end.time() == time():
            return start.date(), end.date() - timedelta(days=1)
        return None

    @property
    def within_one_day(self) -> bool:
        """Whether all of it is one local day, so that times need no date."""
        start = self.from_utc.astimezone(self.local_zone)
        last = (self.to_utc - timedelta(microseconds=1)).astimezone(self.local_zone)
        return start.date() == last.date()


def zone_of(name: str) -> tzinfo:
    """The time zone of a name, "" for this machine's own. Raises KnownError for a name that is unknown here."""
    if not name:
        return SystemZone()
    try:
        return ZoneInfo(name)
    except (ValueError, OSError) as err:  # ZoneInfoNotFoundError is a KeyError
        raise _unknown_zone(name) from err
    except KeyError as err:
        raise _unknown_zone(name) from err


def parse_period(
    from_text: str | None, to_text: str | None, *, zone: str, now: datetime, marks: ShiftMarks | None
) -> Period:
    """Read what was given for --from and --to.

    With neither, the period is the running shift: from the end of the last one to now; when nothing was done since then, it is
    the shift that was closed last. Where no shift was ever closed, or not for LONGEST_SHIFT, it begins today at midnight. With
    --from alone it lasts until now.

    Args:
        now: aware.
        marks: the ends of earlier shifts; None where they are unknown.

    Raises KnownError (wrong usage) with what was expected and what was given.
    """
    local_zone = zone_of(zone)
    if from_text is None and to_text is None:
        return _shift(zone, local_zone, now, marks)
    if from_text is None:
        raise _usage(
            f"Expected --from together with --to, got --to {to_text} alone.", "Say with --from where to begin."
        )
    start = _moment(from_text, "--from", local_zone, day_end=False)
    end = now.astimezone(UTC) if to_text is None else _moment(to_text, "--to", local_zone, day_end=True)
    if start >= end:
        given = f"{from_text} and {to_text}" if to_text else f"{from_text}, which has not come yet"
        raise _usage(f"Expected --from before --to, got {given}.", "Exchange them, or leave out --to for 'until now'.")
    if start > now:
        raise _usage(
            f"Expected --from before now ({now.astimezone(local_zone):%Y-%m-%d %H:%M}), got {from_text}.",
            "Nothing has been recorded in the future; give an earlier date.",
        )
    return Period(start, end, zone)


def _shift(zone: str, local_zone: tzinfo, now: datetime, marks: ShiftMarks | None) -> Period:
    now_utc = now.astimezone(UTC)
    last = _stored(marks.last) if marks else None
    if marks is None or last is None or now_utc - last > LONGEST_SHIFT:
        return Period(_midnight_before(now_utc, local_zone), now_utc, zone)
    if marks.worked_since:
        return Period(last, now_utc, zone)
    before = _stored(marks.before)
    if before is None or last - before > LONGEST_SHIFT:
        before = _midnight_before(last, local_zone)
    return Period(before, last, zone)


def _stored(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def _midnight_before(moment: datetime, local_zone: tzinfo) -> datetime:
    """The last local midnight before a moment, itself excluded so that a period never is empty."""
    day = (moment - timedelta(milliseconds=1)).astimezone(local_zone).date()
    return datetime.combine(day, time(), local_zone).astimezone(UTC)


def _moment(text: str, option: str, local_zone: tzinfo, *, day_end: bool) -> datetime:
    written = text.strip()
    shape = _SHAPE.fullmatch(written)
    if not shape:
        raise _no_moment(text, option)
    _check_parts(shape, text, option)
    try:
        if len(written) == len("2025-11-20"):
            day = date.fromisoformat(written) + timedelta(days=1 if day_end else 0)
            return datetime.combine(day, time(), local_zone).astimezone(UTC)
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=local_zone)).astimezone(UTC)
    except (ValueError, OverflowError) as err:
        raise _no_moment(text, option) from err


def _check_parts(shape: re.Match[str], text: str, option: str) -> None:
    """Refuse what has the form of a date or a time and is none."""
    year, month, day, hour, minute, second = (int(shape[group] or 0) for group in (1, 2, 3, 5, 6, 8))
    days = monthrange(year, month)[1] if 1 <= month <= 12 and year else 31
    for what, number, first, last, step in (
        ("a year", year, *_YEARS, "Nothing was recorded in that year; give another."),
        ("a month", month, 1, 12, "Write year, month, day in this order."),
        ("a day", day, 1, days, f"{shape[1]}-{shape[2]} has {days} days."),
        ("an hour", hour, 0, 23, "The end of a day is 00:00 of the next."),
        ("a minute", minute, 0, 59, "Correct the minute."),
        ("a second", second, 0, 59, "Correct the second."),
    ):
        if not first <= number <= last:
            raise _usage(f"Expected {what} from {first:02} to {last:02} in {option}, got {text!r}.", step)


def _no_moment(text: str, option: str) -> KnownError:
    return _usage(
        f"Expected a date (2025-11-20) or a time (2025-11-20T06:00) in {option}, got {text!r}.",
        "Write year, month, day in this order.",
    )


def _unknown_zone(name: str) -> KnownError:
    return _usage(
        f"Expected a time zone such as Europe/Helsinki, got {name!r}.", "Use a name of the time zone database."
    )


def _usage(title: str, next_step: str) -> KnownError:
    return KnownError(title, next_step, exit_code=2)
