"""Scans that were refused, in the shift handover: what a scanner misreads all day is told to whoever mends it."""

from tests.reports import paper
from tests.reports.journal import Rows, minutes

NAME = "shift-handover"


def test_refused_scans_are_counted_by_outcome_and_doubles_are_none(run):
    rows = Rows()
    for minute, outcome, text in (
        (1, "unknown_code", "first"), (2, "unknown_code", "=last"), (3, "wrong_check_digit", "R7K2M000001A"),
        (4, "same_scan_ignored", "6417645113204"), (-1, "unknown_code", "before the shift"),
    ):  # fmt: skip
        rows.event("bench:B07", "scan_noted", minutes(minute), text=text, scanner="left", outcome=outcome, aim="")
    text = paper.flat_text(run(NAME, rows)[0])
    assert "Refused scans in this period 3 scans What Count Last Scanner Code" in text
    assert "Code not known 2 08:02 left =last Wrong check digit 1 08:03 left R7K2M000001A Total 3" in text


def test_a_code_that_was_typed_came_from_the_keyboard_and_a_scanner_keeps_its_name(run):
    def rows():
        made = Rows()
        for minute, scanner, outcome in ((1, "keyboard", "unknown_code"), (2, "left", "wrong_check_digit")):
            made.event("bench:B07", "scan_noted", minutes(minute), text="X", scanner=scanner, outcome=outcome, aim="")
        return made

    text = paper.flat_text(run(NAME, rows(), language="ru")[0])
    assert "Код неизвестен 1 08:01 клавиатура X" in text
    assert "Не сходится контрольная цифра 1 08:02 left X" in text
    lines = run(NAME, rows(), ".csv", language="ru")[0].decode("utf-8-sig").splitlines()
    assert [source for line in lines for source in ("клавиатура", "left") if source in line] == ["клавиатура", "left"]
