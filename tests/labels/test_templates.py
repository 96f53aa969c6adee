from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.vocabulary import Disposition, FunctionGrade, Grade, Route
from app.labels.placing import plan_symbols
from app.labels.templates import ItemLabelFacts, badge_label, item_label, tote_label
from app.labels.words import label_words
from devices.label import Code128, LabelDocument, LabelError, Matrix2D
from devices.printers.code128 import code128_runs
from devices.printers.layout import Bars, Block, Modules, Rectangle, Words, arrange, dots_per_mm
from devices.printers.raster import render_png
from devices.printers.typeface import typeface
from devices.printers.zpl import encode_zpl
from tests.devices.printers.reading import FONTS, picture, row_runs, symbols, values
from tests.devices.printers.zpl_reading import names

LPN = "R7K3Q000123O"
MEDIA = {"small": (57.0, 32.0), "wide": (100.0, 50.0), "tall": (101.6, 152.4)}
DPI = [203, 300, 600]

FACTS = ItemLabelFacts(
    lpn=LPN,
    title="Aurora 20 W portable speaker with charging cradle, graphite, second edition for the Nordic market",
    sku="AUR-20-G",
    grade=Grade.C,
    function=FunctionGrade.F2,
    disposition=Disposition.REFURB,
    route=Route.REFURBISH,
    defects=("Scratch", "Accessory missing"),
    serial="AU-88213-0042-X",
    quantity=1,
    client="Nordkap Elektronikk",
    bench="B07",
    site="TMP1",
    inspector="Inspector 12",
    decided_at="2026-11-22T14:32:11+02:00",
    rma="RMA-204417",
)
FULL = replace(
    FACTS,
    title="Наушники " * 40,
    sku="W" * 60,
    serial="W" * 60,
    lot="W" * 60,
    expiry="2026-12-01",
    client="Щ" * 60,
    rma="W" * 60,
    inspector="W" * 60,
    site="W" * 60,
    bench="W" * 60,
    defects=("Не хватает принадлежности",) * 12,
    quantity=999_999,
    disposition=Disposition.RETURN_TO_CUSTOMER,
    route=Route.HOLD,
    copy=True,
)
TRACKED = replace(FACTS, sku="CREAM-1", serial="", lot="L2406-118B", expiry="2026-12-01", defects=("Package open",))
BARE = ItemLabelFacts(LPN, "", "", None, None, Disposition.EXCEPTION, Route.HOLD)


def item(facts, media="wide", dpi=203, language="en"):
    width, height = MEDIA[media]
    return item_label(facts, width_mm=width, height_mm=height, dpi=dpi, language=language)


def printed(document):
    return picture(render_png(document, FONTS))


def words_on(document):
    found = []
    for thing in arrange(document, FONTS).items:
        if isinstance(thing, Words):
            found.append(thing.text)
        elif isinstance(thing, Block):
            found.append(thing.words.text)
    return found


def boxes(document):
    """Every item as (left, top, right, bottom) with the clear space it needs."""
    found = []
    for thing in arrange(document, FONTS).items:
        match thing:
            case Bars():
                quiet = 10 * min(thing.runs)
                found.append((thing, thing.x - quiet, thing.y, thing.x + thing.width + quiet, thing.y + thing.height))
            case Modules():
                quiet, side = thing.module_dots, thing.width
                found.append((thing, thing.x - quiet, thing.y - quiet, thing.x + side + quiet, thing.y + side + quiet))
            case Words():
                line = typeface(FONTS.path(thing.face)).draw(thing.text, thing.cap)
                top = thing.baseline - line.above
                found.append((thing, thing.x, top, thing.x + thing.width, top + line.bitmap.height))
            case Block():
                area = thing.area
                found.append((thing, area.x, area.y, area.x + area.width, area.y + area.height))
            case Rectangle():
                found.append((thing, thing.x, thing.y, thing.x + thing.width, thing.y + thing.height))
    return found


def assert_nothing_touches(document):
    layout = arrange(document, FONTS)
    found = boxes(document)
    for thing, left, top, right, bottom in found:
        assert left >= 0, thing
        assert top >= 0, thing
        assert right <= layout.width, thing
        assert bottom <= layout.height, thing
    for (one, l1, t1, r1, b1), (other, l2, t2, r2, b2) in combinations(found, 2):
        if isinstance(one, Rectangle) and isinstance(other, Rectangle):
            continue  # the sides of a frame meet
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1, (one, other)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("media", MEDIA)
@pytest.mark.parametrize("facts", [FACTS, FULL, TRACKED, BARE], ids=["usual", "full", "tracked", "bare"])
def test_nothing_touches_anything_and_nothing_leaves_the_media(facts, media, dpi, language):
    for marked in (facts, replace(facts, copy=True), replace(facts, copy=True, voided=True)):
        assert_nothing_touches(item(marked, media, dpi, language))


@pytest.mark.parametrize(
    ("width", "height"), [(55, 30), (60, 40), (76, 51), (80, 50), (95, 45), (100, 100), (105, 148)]
)
def test_media_between_the_usual_ones_is_laid_out_too(width, height):
    for facts in (FACTS, FULL, BARE):
        document = item_label(facts, width_mm=width, height_mm=height, dpi=203, language="ru")
        assert_nothing_touches(document)
        assert set(values(printed(document))) == {LPN.encode()}


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("media", MEDIA)
def test_the_lpn_is_read_from_every_label(media, dpi):
    assert set(values(printed(item(FULL, media, dpi, "ru")))) == {LPN.encode()}


_LPNS = st.from_regex(r"R[0-9A-HJKMNP-TV-Z]{4}[0-9]{6}[0-9A-Z]", fullmatch=True)


@given(_LPNS, st.sampled_from(list(MEDIA)))
@settings(max_examples=30)
def test_any_lpn_fits_and_is_read(lpn, media):
    found = symbols(printed(item(replace(FACTS, lpn=lpn), media)))
    # Many digits make a code so short that small media take wide bars too, and then no DataMatrix is needed.
    assert found in ([("]C0", lpn.encode())], [("]C0", lpn.encode()), ("]d1", lpn.encode())])
    assert len(found) == 1 or media == "small"


@given(_LPNS, st.sampled_from(list(MEDIA)), st.sampled_from(DPI))
def test_any_lpn_finds_room_at_every_resolution(lpn, media, dpi):
    document = item(replace(FACTS, lpn=lpn), media, dpi)
    (bars,) = [element for element in document.elements if isinstance(element, Code128)]
    least = 0.24 if media == "small" else 0.33
    assert bars.module_dots / dots_per_mm(dpi) >= least
    assert bars.height_mm >= 12
    arrange(document, FONTS)


def test_bars_are_three_dots_a_module_with_quiet_zones_at_203_dpi():
    margin, *runs = row_runs(printed(item(FACTS)), 150)
    expected = [run * 3 for run in code128_runs(LPN)]
    assert margin >= 30
    assert runs[: len(expected)] == expected
    assert runs[len(expected)] >= 30


@pytest.mark.parametrize(("dpi", "dots"), [(203, 3), (300, 4), (600, 9)])
def test_bars_keep_their_size_at_other_resolutions(dpi, dots):
    (bars,) = [element for element in item(FACTS, "wide", dpi).elements if isinstance(element, Code128)]
    assert bars.module_dots == dots


@pytest.mark.parametrize(
    ("width", "module_dots", "matrix_dots"),
    [(66.0, 3, None), (65.9, 2, 5), (55.25, 2, 5), (55.2, 2, None), (44.0, 2, None), (43.9, None, 5), (11.25, None, 5)],
)
def test_bars_come_before_a_datamatrix_and_wide_bars_before_narrow_ones(width, module_dots, matrix_dots):
    plan = plan_symbols(LPN, width, 203)
    assert (plan.module_dots, plan.matrix_module_dots) == (module_dots, matrix_dots)
    assert plan.bars_mm + plan.matrix_mm <= width


def test_a_width_for_no_symbol_at_all_is_refused():
    with pytest.raises(LabelError, match=r"at least 11\.2 mm wide for .* got 11\.0 mm"):
        plan_symbols(LPN, 11.0, 203)


def test_narrow_media_has_narrow_bars_and_a_datamatrix_of_five_dots():
    elements = item(FACTS, "small").elements
    (bars,) = [element for element in elements if isinstance(element, Code128)]
    (matrix,) = [element for element in elements if isinstance(element, Matrix2D)]
    assert bars.module_dots == 2
    assert matrix.module_dots == 5
    assert not [element for element in item(FACTS, "wide").elements if isinstance(element, Matrix2D)]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("media", MEDIA)
@pytest.mark.parametrize("disposition", list(Disposition))
def test_route_grade_disposition_and_lpn_are_never_cut(disposition, media, language):
    facts = replace(FACTS, disposition=disposition, route=disposition.route, copy=True, quantity=12)
    found = words_on(item(facts, media, 203, language))
    assert label_words(language).routes[disposition.route] in found
    assert label_words(language).copy in found
    assert {"C", "F2", LPN, "× 12"} <= set(found)
    assert disposition.value in "".join(found)


@pytest.mark.parametrize("media", MEDIA)
def test_the_route_is_the_largest_word_and_can_be_read_from_an_arm_s_length(media):
    # Signs are read from a distance of 200 heights of their capital letters: 3 mm at 60 cm; twice that for a glance.
    layout = arrange(item(replace(FACTS, copy=True), media), FONTS)
    heights = {block.words.text: block.words.cap / 8 for block in layout.items if isinstance(block, Block)}
    assert heights["REFURBISH"] >= (3 if media == "small" else 6)
    assert heights["REFURBISH"] > heights["COPY"]


@pytest.mark.parametrize("media", MEDIA)
def test_no_text_is_smaller_than_a_head_prints_well(media):
    for facts in (FACTS, FULL):
        for thing in arrange(item(facts, media, 203, "ru"), FONTS).items:
            if isinstance(thing, Words):
                assert thing.cap >= 12, thing.text


@pytest.mark.parametrize("media", ["wide", "tall"])
def test_everything_about_the_item_is_there(media):
    found = " ".join(words_on(item(FACTS, media)))
    for fact in ("Aurora 20 W", "AUR-20-G", "AU-88213-0042-X", "Scratch, Accessory missing", "Nordkap Elektronikk"):
        assert fact in found
    for fact in ("RMA-204417", "TMP1 · B07", "Inspector 12", "2026-11-22 14:32"):
        assert fact in found
    assert "14:32:11" not in found


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("media", MEDIA)
def test_lot_and_expiry_are_printed_whole_with_their_words(media, language):
    words = label_words(language)
    found = " ".join(words_on(item(TRACKED, media, 203, language)))
    for word, value in ((words.lot, "L2406-118B"), (words.expiry, "2026-12-01")):
        assert word in found
        assert value in found
    untracked = " ".join(words_on(item(FACTS, media, 203, language)))
    assert words.expiry not in untracked
    assert words.lot not in untracked


@pytest.mark.parametrize("media", MEDIA)
def test_an_expiry_date_is_whole_however_long_everything_else_is(media):
    assert "2026-12-01" in " ".join(words_on(item(FULL, media, 203, "ru")))


def test_a_single_unit_has_no_count():
    assert not [word for word in words_on(item(FACTS)) if "×" in word]


def test_only_a_copy_is_marked_as_one():
    assert "COPY" not in words_on(item(FACTS))
    assert "COPY" in words_on(item(replace(FACTS, copy=True)))


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("media", MEDIA)
def test_a_void_label_says_so_and_holds_nothing_to_scan(media, dpi):
    document = item(replace(FACTS, voided=True), media, dpi)
    assert not [element for element in document.elements if isinstance(element, (Code128, Matrix2D))]
    assert values(printed(document)) == []
    found = words_on(document)
    assert "VOID" in found
    assert "Do not use this label" in found
    assert "REFURBISH" not in found
    assert LPN in found


@pytest.mark.parametrize("media", MEDIA)
def test_a_document_survives_the_print_queue(media):
    document = item(FULL, media, 203, "ru")
    again = LabelDocument.from_json(document.to_json())
    assert again == document
    assert encode_zpl(again, FONTS) == encode_zpl(document, FONTS)


_JUNK = st.text(st.sampled_from("^~\\_XZAFDJ&\x00\x1d\r\n ЖéW-·"), max_size=30)


@given(_JUNK, _JUNK, _JUNK, st.sampled_from(list(MEDIA)))
def test_scanned_and_imported_text_never_becomes_a_command(title, serial, client, media):
    facts = replace(FACTS, title=title, serial=serial, client=client, sku=serial, defects=(client, title), rma=title)
    document = item(facts, media)
    found = names(encode_zpl(document, FONTS))
    assert found.count("^XA") == found.count("^XZ") == 1
    assert not [name for name in found if name.startswith("~")]
    assert_nothing_touches(document)


def test_a_language_without_words_prints_in_english_and_says_so():
    document = item(FACTS, language="fi")
    assert document.language == "en"
    assert "REFURBISH" in words_on(document)


@pytest.mark.parametrize(("width", "height"), [(54, 32), (57, 29), (25, 25)])
def test_media_that_is_too_small_is_refused_with_the_least_size_named(width, height):
    message = f"at least 55 x 30 mm, got {width} x {height} mm"
    with pytest.raises(LabelError, match=message):
        item_label(FACTS, width_mm=width, height_mm=height, dpi=203, language="en")
    with pytest.raises(LabelError, match=message):
        tote_label("T-1", Route.HOLD, width_mm=width, height_mm=height, dpi=203, language="en")
    with pytest.raises(LabelError, match=message):
        badge_label("A", "B-1", width_mm=width, height_mm=height, dpi=203, language="en")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("media", MEDIA)
def test_a_tote_label_is_read_and_says_its_route(media, dpi, language):
    width, height = MEDIA[media]
    for disposition in (None, Disposition.RETURN_TO_CUSTOMER):
        document = tote_label(
            "T-0312", Route.HOLD, width_mm=width, height_mm=height, dpi=dpi, language=language, disposition=disposition
        )
        assert_nothing_touches(document)
        assert set(values(printed(document))) == {b"T-0312"}
        found = words_on(document)
        assert {label_words(language).routes[Route.HOLD], "T-0312"} <= set(found)
        assert (disposition is None) == ("RETURN_TO_CUSTOMER" not in " ".join(found))


@pytest.mark.parametrize("code", ["B-9XK2M4Q7WT", "B-" + "9XK2M4Q7WT" * 3])
@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("media", MEDIA)
def test_a_badge_is_read_and_its_secret_is_not_printed_in_clear(media, dpi, code):
    width, height = MEDIA[media]
    document = badge_label("Айно Виртанен", code, width_mm=width, height_mm=height, dpi=dpi, language="ru")
    assert_nothing_touches(document)
    assert set(values(printed(document))) == {code.encode()}
    found = words_on(document)
    assert "Айно Виртанен" in found
    assert not [word for word in found if code in word or code[2:8] in word]
    assert code.encode() not in encode_zpl(document, FONTS)
