import io

import numpy as np

from app.domain.vocabulary import Route
from reports.charts import PATTERN_OF_ROUTE, Bar, bars_height, draw_bars
from reports.page import Paper, print_pages
from tests.reports import paper
from tests.reports.test_table import FRAME

DPI = 300


def bars_picture(bars):
    """The chart as grey values, from a page that shows nothing else there."""
    out = io.BytesIO()
    print_pages(Paper.LANDSCAPE, FRAME, out, lambda sheet: draw_bars(sheet, bars, sheet.left, sheet.y, 300))
    return paper.picture(out.getvalue(), dpi=DPI)


def grain(picture, row, columns):
    """What a reader of a grey copy has to go by: how dark a bar is, and how often ink and paper alternate along a line."""
    line = picture[row, columns] < 128
    return round(float(line.mean()), 2), int(np.count_nonzero(np.diff(line.astype(int))))


def test_every_route_is_told_apart_without_colour():
    assert set(PATTERN_OF_ROUTE) == set(Route)
    bars = [Bar("x", 10, "10", PATTERN_OF_ROUTE[route]) for route in Route]
    picture = bars_picture(bars)
    scale = DPI / 72
    first = int((33 * 72 / 25.4) * scale)  # margin and head above the chart
    columns = slice(int((10 * 72 / 25.4 + 40) * scale), int((10 * 72 / 25.4 + 200) * scale))
    height = int(bars_height(1) * scale)
    grains = [grain(picture, first + number * height + height // 2, columns) for number in range(len(bars))]
    darkness = [dark for dark, _ in grains]
    changes = [change for _, change in grains]
    restock, refurbish, dispose, hold = range(4)
    assert darkness[restock] > 0.95  # solid
    assert darkness[hold] < 0.02  # hollow
    assert changes[refurbish] > 20  # hatched
    assert changes[dispose] > 1.3 * changes[refurbish]  # hatched twice


def test_no_bars_of_nothing_break_the_chart():
    bars = [Bar("nothing", 0, "0", PATTERN_OF_ROUTE[Route.HOLD])]
    assert bars_picture(bars).min() < 255
