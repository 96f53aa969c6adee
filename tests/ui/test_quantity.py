"""Digits of a quantity that nobody has confirmed: they count for nothing, and never vanish without a word."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from app.bench.messages import Say
from app.bench.view import BenchView, Phase
from app.domain.commands import Control
from tests.ui.conftest import Stage
from tests.ui.hands import key
from tests.ui.site import DECIDING, said
from tests.ui.views import STATES
from ui.pages.bench_layout import Mode

SAYS = "Quantity 12 was typed but not confirmed: it does not count."


def counted(**changes: object) -> BenchView:
    return replace(STATES["warnings"], **{"enabled": DECIDING, **changes})  # type: ignore[arg-type]  # its fields by name


def typed(stage: Stage, number: str) -> None:
    stage.show(counted(phase=Phase.IDENTIFIED))
    key(stage, Qt.Key.Key_F9)
    for digit in number:
        key(stage, digit)


def banner(stage: Stage) -> str:
    return stage.frame.bench.banner.accessibleName()


def test_a_scan_of_a_grade_leaves_the_typed_digits_where_they_are(stage: Stage) -> None:
    typed(stage, "12")
    stage.show(counted(phase=Phase.GRADED))
    assert stage.frame.bench.mode is Mode.QUANTITY
    assert SAYS not in banner(stage)
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == [Control("QTY-12")]


@pytest.mark.parametrize("state", ["decided", "graded", "parcel-open"])
def test_a_scan_that_takes_the_item_away_counts_no_digits_and_says_so(stage: Stage, state: str) -> None:
    typed(stage, "12")
    gone = replace(STATES[state], notice=said(Say.PROPOSED, index=1, total=2, grade="A", route="restock"))
    stage.show(gone)
    assert (stage.frame.bench.mode, stage.core.commands) == (Mode.NONE, [])
    assert SAYS in banner(stage)
    stage.show(replace(gone, scans=()))
    assert SAYS in banner(stage), "until something else is said"
    stage.show(replace(gone, notice=replace(said(Say.UNDONE, what="item_graded"), number=99)))
    assert SAYS not in banner(stage)


def test_digits_that_are_left_for_the_note_are_said_to_count_for_nothing(stage: Stage) -> None:
    typed(stage, "12")
    key(stage, Qt.Key.Key_F5)
    assert stage.frame.bench.mode is Mode.NOTE
    assert SAYS in banner(stage)


def test_a_pad_without_digits_closes_without_a_word(stage: Stage) -> None:
    typed(stage, "")
    stage.show(counted(phase=Phase.GRADED))
    assert stage.frame.bench.mode is Mode.NONE
    assert "does not count" not in banner(stage)


def test_what_went_wrong_stays_in_sight_beside_the_digits(stage: Stage) -> None:
    typed(stage, "12")
    stage.show(replace(STATES["decided"], notice=STATES["conflict"].notice))
    assert SAYS in banner(stage)
    assert "Aurora 20 W speaker" in banner(stage)
