"""Colours can be told apart and read, sizes follow the window, the style template is filled."""

import pytest

from app.bench.view import Tone
from app.domain.vocabulary import Route
from ui.theme.metrics import DRAWN_FOR, Metrics, metrics_for
from ui.theme.palettes import THEMES, theme_named
from ui.theme.style import style_sheet
from ui.theme.theme import Theme, Tint, contrast, palette

ALL = list(THEMES.values())
BY_NAME = {"argvalues": ALL, "ids": [theme.name for theme in ALL]}
TEXT, PARTS = 4.5, 3.0


def tints(theme: Theme) -> dict[str, Tint]:
    return {name: getattr(theme, name) for name in ("restock", "refurbish", "dispose", "hold", "error")}


def test_contrast_is_the_ratio_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize("theme", **BY_NAME)
def test_texts_can_be_read_on_every_ground(theme: Theme) -> None:
    low = {
        (ink, ground): contrast(getattr(theme, ink), getattr(theme, ground))
        for ink in ("text", "muted", "faint")
        for ground in ("bg", "surface", "raised")
        if contrast(getattr(theme, ink), getattr(theme, ground)) < TEXT
    }
    assert low == {}
    assert contrast(theme.chosen, theme.on_chosen) >= TEXT


@pytest.mark.parametrize("theme", **BY_NAME)
def test_a_meaning_can_be_read_in_all_its_strengths(theme: Theme) -> None:
    for name, tint in tints(theme).items():
        for ground in (tint.wash, theme.bg, theme.surface, theme.raised, tint.on_ink):
            assert contrast(tint.ink, ground) >= TEXT, (name, ground)
        assert contrast(theme.text, tint.wash) >= TEXT, name
        assert contrast(theme.muted, tint.wash) >= TEXT, name


@pytest.mark.parametrize("theme", **BY_NAME)
def test_what_can_be_pressed_has_an_edge_that_is_seen(theme: Theme) -> None:
    for ground in (theme.bg, theme.surface, theme.raised):
        assert contrast(theme.control, ground) >= PARTS
        assert contrast(theme.chosen, ground) >= PARTS
        assert contrast(theme.focus, ground) >= PARTS


@pytest.mark.parametrize("theme", **BY_NAME)
def test_routes_and_tones_have_their_own_colours(theme: Theme) -> None:
    assert len({theme.of_route(route).ink for route in Route}) == len(Route)
    assert theme.of_tone(Tone.ERROR) is theme.error
    assert theme.of_tone(Tone.STOP) is theme.error
    assert theme.of_tone(Tone.WARNING) is theme.hold
    assert theme.of_tone(Tone.OK) is theme.restock


@pytest.mark.parametrize("theme", **BY_NAME)
def test_the_style_template_is_filled(theme: Theme) -> None:
    sheet = style_sheet(theme, Metrics())
    assert "$" not in sheet
    assert theme.control in sheet
    assert palette(theme).window().color().name().upper() == theme.bg


def test_an_unknown_theme_is_the_light_one() -> None:
    assert theme_named("neon") is THEMES["light"]


def test_sizes_follow_the_window() -> None:
    assert metrics_for(*DRAWN_FOR).scale == 1.0
    assert metrics_for(*DRAWN_FOR).touch == 72
    assert metrics_for(*DRAWN_FOR).primary == 96
    assert metrics_for(*DRAWN_FOR).gap == 12
    assert 0.84 <= metrics_for(1024, 768).scale < 1.0
    assert 1.3 < metrics_for(1920, 1080).scale < 1.5
    assert metrics_for(10, 10).scale == metrics_for(200, 200).scale  # never smaller than can be read
    assert metrics_for(9000, 9000).scale == metrics_for(8000, 8000).scale
