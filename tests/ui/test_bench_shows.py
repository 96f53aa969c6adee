"""The bench page is a function of its view."""

import itertools

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from app.bench.messages import Say
from app.bench.view import Phase, Tone
from app.domain.vocabulary import DefectCode, Route
from tests.ui.conftest import Stage
from tests.ui.hands import tile_named
from tests.ui.site import JUMPER, SPEAKER, parcel, said
from tests.ui.views import STATES
from ui.pages.bench_layout import Mode, Pane, boxes, pane_of
from ui.theme.metrics import metrics_for
from ui.widgets.banner import banner_text
from ui.widgets.outcome import other_totes, target_of
from ui.widgets.proposal import proposal_text
from ui.widgets.rows import row_facts
from ui.words.words import words_for

ENGLISH = words_for("en")
PANES = {
    "idle": Pane.IDLE,
    "parcel-open": Pane.PROMPT,
    "identified": Pane.JUDGE,
    "needs-serial": Pane.NEEDS,
    "graded": Pane.JUDGE,
    "decided": Pane.OUTCOME,
    "done": Pane.OUTCOME,
    "held": Pane.OUTCOME,
    "held-for-lead": Pane.OUTCOME,
    "not-expected": Pane.QUESTION_PAGE,
    "closing": Pane.QUESTION_SIDE,
    "why": Pane.QUESTION_WORK,
    "already-item": Pane.QUESTION_TILES,
}


@pytest.mark.parametrize("name", PANES)
def test_each_state_has_its_working_area(name: str) -> None:
    assert pane_of(STATES[name], Mode.NONE) is PANES[name]


def test_an_item_without_its_parcel_is_still_shown() -> None:
    """A label brings back an item of a parcel that is closed."""
    assert pane_of(replace(STATES["done"], parcel=None), Mode.NONE) is Pane.OUTCOME


def test_what_the_operator_opened_gives_way_to_a_question() -> None:
    assert pane_of(STATES["graded"], Mode.OVERRIDE) is Pane.OVERRIDE
    assert pane_of(STATES["identified"], Mode.OVERRIDE) is Pane.JUDGE  # nothing is proposed yet
    assert pane_of(STATES["warnings"], Mode.QUANTITY) is Pane.QUANTITY
    assert pane_of(STATES["why"], Mode.QUANTITY) is Pane.QUESTION_WORK


@pytest.mark.parametrize("size", [(1280, 758), (1024, 726), (1920, 1023)])
def test_places_do_not_overlap(size: tuple[int, int]) -> None:
    places = boxes(*size, metrics_for(size[0], size[1] + 42))
    column = (places.banner, places.item, places.grades, places.tiles, places.primary, places.actions)
    for above, below in itertools.pairwise(column):
        assert above.bottom() < below.top()
    assert not places.parcel.intersects(places.item)
    assert places.proposal.contains(places.change)
    assert not places.change.intersects(places.primary)
    assert not places.actions.intersects(places.scans)
    assert places.scans.right() < size[0]


# What is shown.


def test_the_next_step_stands_in_large_letters() -> None:
    text = banner_text(STATES["graded"], ENGLISH)
    assert text.headline == "Accept, or scan another grade"
    assert text.detail == "Item 2 of 3, grade C. Proposal: Refurbish."
    assert text.where == "RMA-204417"
    assert text.about == "Nordkap Elektronikk · return by 2 Dec 2026"


def test_at_a_stop_the_refusal_stands_in_large_letters() -> None:
    text = banner_text(STATES["stop"], ENGLISH)
    assert text.tone is Tone.STOP
    assert text.headline.startswith("STOP: T-0502 is for Dispose")
    assert text.detail == "Put it in tote T-0440, scan the tote"


def test_a_question_stands_in_large_letters_and_once() -> None:
    text = banner_text(STATES["approval"], ENGLISH)
    assert text.headline == "Restock as new: a shift lead has to agree. Lead, scan your badge."
    assert text.detail == ""
    assert text.tone is Tone.WARNING
    other = replace(STATES["approval"], notice=said(Say.NOT_NOW, Tone.WARNING, word="NEXT"))
    assert banner_text(other, ENGLISH).detail == "“Next item” does not fit here."


@pytest.mark.parametrize(
    ("days", "about", "due"),
    [
        (11, "Nordkap Elektronikk · return by 2 Dec 2026", Tone.CALM),
        (3, "3 days left to return", Tone.WARNING),
        (1, "1 day left to return", Tone.WARNING),
        (-1, "Return period over for 1 day", Tone.ERROR),
        (None, "Nordkap Elektronikk · return by 2 Dec 2026", Tone.CALM),
    ],
)
def test_the_deadline_asks_for_attention_in_time(days: int | None, about: str, due: Tone) -> None:
    text = banner_text(replace(STATES["graded"], parcel=parcel(days_left=days)), ENGLISH)
    assert (text.about, text.due) == (about, due)


def test_a_parcel_of_several_returns_names_the_first() -> None:
    assert banner_text(STATES["many-rows"], ENGLISH).where == "RMA-204417 and 2 more"
    assert banner_text(STATES["blind"], ENGLISH).where == "No papers"


def test_the_proposal_says_why_in_the_operators_language() -> None:
    text = proposal_text(STATES["graded"], ENGLISH)
    assert text.title == "Refurbish  ·  REFURB"
    assert text.lines == ("Electronics in grade C: worth refurbishing, not worth selling as they are",)
    assert text.source == "Rule matrix.electronics.C, policy 2026-11-01"
    russian = proposal_text(STATES["graded"], words_for("ru"))
    assert russian.title == "Доработка  ·  Восстановить"
    assert russian.lines[0].startswith("Электроника")
    finnish = replace(STATES["graded"].proposal, why=(("en", "only English"),))
    assert proposal_text(replace(STATES["graded"], proposal=finnish), words_for("ru")).lines == ("only English",)


def test_an_approval_and_an_override_are_told() -> None:
    assert (
        proposal_text(STATES["graded-dispose"], ENGLISH).lines[1]
        == "A shift lead has to agree: its value is above the limit"
    )
    assert proposal_text(STATES["identified"], ENGLISH).route is None


def test_an_item_on_hold_tells_why_and_who_put_it_there() -> None:
    by = "Put on hold by Inspector 12, 20 Nov 14:05"
    assert proposal_text(STATES["held"], ENGLISH).lines == ("Block list: serial reported stolen", by)
    asked = proposal_text(STATES["held-for-lead"], ENGLISH)
    assert (asked.title, asked.route) == ("On hold", Route.HOLD)
    assert asked.lines == ("A shift lead has to agree to “Return to customer”: its value is above the limit", by)
    without_note = replace(STATES["held"], item=replace(STATES["held"].item, note=""))
    assert proposal_text(without_note, ENGLISH).lines == ("Somebody has to look at it before it goes on.", by)
    in_tote = replace(without_note, phase=Phase.DONE)
    assert proposal_text(in_tote, ENGLISH).lines[1] == by


def test_rows_tell_units_and_what_is_odd() -> None:
    assert row_facts(JUMPER, ENGLISH) == "1 of 1 · grade A · R7K2M0012340"
    assert row_facts(SPEAKER, ENGLISH) == "1 of 1 · serial AU-88213"
    undeclared = STATES["many-rows"].parcel.rows[4]
    assert row_facts(undeclared, ENGLISH).startswith("undeclared · 1 pcs · grade B")


def test_the_item_goes_into_the_suggested_tote() -> None:
    target = target_of(STATES["decided"])
    assert (target.code, target.route, target.next_step) == ("T-0440", Route.REFURBISH, True)
    assert [tote.code for tote in other_totes(STATES["decided"])] == ["T-0441"]
    assert not target_of(STATES["decided-scan-back"]).next_step  # the label comes first
    assert target_of(STATES["done"]).stowed
    assert other_totes(STATES["done"]) == ()
    assert target_of(STATES["decided-no-tote"]) is None


def test_only_what_differs_is_painted_again(stage: Stage) -> None:
    page = stage.show(STATES["graded"]).bench
    kept = [part.composition.parts() for part in (page.parcel, page.item, page.proposal, page.primary)]
    item = replace(STATES["graded"].item, defects=(DefectCode.DENT,))
    stage.show(replace(STATES["graded"], item=item))
    again = [part.composition.parts() for part in (page.parcel, page.item, page.proposal, page.primary)]
    assert [one is other for one, other in zip(kept, again, strict=True)] == [True, True, False, True] or kept[
        2
    ] == again[2]
    assert tile_named(page, "Dent").face.chosen
    assert not tile_named(page, "Scratch").face.chosen


def test_the_label_is_shown_when_its_picture_comes(stage: Stage) -> None:
    page = stage.show(STATES["decided"]).bench
    picture = QPixmap(80, 40)
    picture.fill(Qt.GlobalColor.red)
    page.show_label(picture)
    centre = page.outcome.label.grab().toImage()
    assert centre.pixelColor(centre.width() // 2, centre.height() // 2).name() == "#ff0000"
