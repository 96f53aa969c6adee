"""Pictures of labels come from a thread of their own, once each, and none comes after the end."""

import threading

from pytestqt.qtbot import QtBot

from tests.ui.render_states import label_png
from ui.previews import LabelKey, Previews

ONE, OTHER = LabelKey("i1", "R1", 0, voided=False), LabelKey("i1", "R1", 1, voided=False)


def test_a_picture_is_drawn_once_and_kept(qtbot: QtBot) -> None:
    asked: list[tuple[str, threading.Thread]] = []

    def draw(item_id: str) -> bytes:
        asked.append((item_id, threading.current_thread()))
        return label_png()

    previews = Previews(draw)
    assert previews.picture(ONE) is None
    with qtbot.waitSignal(previews.drawn) as drawn:
        assert previews.picture(ONE) is None
    assert drawn.args == [ONE]
    assert previews.picture(ONE).width() > 400
    assert [item for item, _ in asked] == ["i1"]
    assert asked[0][1] is not threading.main_thread()
    with qtbot.waitSignal(previews.drawn):
        previews.picture(OTHER)  # a copy looks different
    previews.stop()


def test_only_the_last_pictures_are_kept(qtbot: QtBot) -> None:
    previews = Previews(lambda _: None)
    for number in range(12):
        with qtbot.waitSignal(previews.drawn):
            previews.picture(LabelKey(f"i{number}", "R1", 0, voided=False))
    assert len(previews._pictures) == 8
    previews.stop()


def test_nothing_is_drawn_after_the_end(qtbot: QtBot) -> None:
    asked: list[str] = []
    previews = Previews(asked.append)
    previews.picture(ONE)
    previews.stop()
    with qtbot.assertNotEmitted(previews.drawn, wait=120):
        previews.picture(OTHER)
    assert asked == []


def test_the_end_waits_for_what_is_being_drawn(qtbot: QtBot) -> None:
    drawing, go_on = threading.Event(), threading.Event()

    def slow(item_id: str) -> None:
        drawing.set()
        go_on.wait(10)

    previews = Previews(slow)
    previews.picture(ONE)
    qtbot.waitUntil(drawing.is_set)
    threading.Timer(0.05, go_on.set).start()
    previews.stop()
    assert go_on.is_set()
