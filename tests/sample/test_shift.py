"""The scripted shift, worked on a whole bench: real journal, real policy, real reference data."""

import pytest

from app.bench.messages import Say
from app.bench.view import Phase, Tone
from app.domain.check_digits import mod37_36
from app.reference.importer import import_products, import_returns
from app.sample.build import DEFAULT_SEED, write_sample_site
from app.sample.shift import ShiftStep, sample_shift
from app.sample.steps import scan_label_of_current_item
from app.symbols.parse import parse
from app.symbols.readings import Kind
from tests.bench.benches import TODAY, BenchWalk, sqlite_rows

DECISIONS = """
HK-HALLA-03     1 N RESTOCK            T-0301 matrix.apparel.N
TK-MUKI-02      2 A RESTOCK_B          T-0301 matrix.home.A
TK-MUKI-02      1 E RECYCLE            T-0303 matrix.home.E
FE-BRUS-01      1 B REFURB             T-0302 matrix.electronics.B
FE-SKJAER-02    1 B QUARANTINE         T-0304 serial-differs
FE-BRUS-01      1 D QUARANTINE         T-0304 serial-returned-before
TK-PEITTO-02    1 B EXCEPTION          T-0304 window-passed
TK-KYLTTI-02    1 A RETURN_TO_CUSTOMER T-0304 non-returnable
IG-ISKRA-05     1 D QUARANTINE         T-0304 battery-swollen
BV-HAND-02      2 N RESTOCK            T-0301 matrix.hygiene.N
BV-SOL-03       1 N DESTROY            T-0303 expiry-passed
TT-MESI-04      1 N DESTROY            T-0303 expiry-passed
BV-HANDDUK-02   1 B RESTOCK_B          T-0301 matrix.home.B
HK-TUISKU-06    1 C DONATE             T-0303 matrix.apparel.C
HK-KIDE-02      1 A REPACK             T-0301 matrix.apparel.A
FE-FJELL-02     1 E -                  T-0304 -
TK-VALO-02      1 C RESTOCK_B          T-0301 matrix.home.C
FE-STILLE-04    1 D RTV                T-0304 vendor-takes-defects
HK-SUVI-02      1 B RECYCLE            T-0303 value-floor
BV-DEO-01       1 N QUARANTINE         T-0304 leak-hazmat
JS-CIMDI-05     1 N REPACK             T-0301 as-new-opened
JS-PLEDS-03     1 A RESTOCK_B          T-0301 matrix.home.A
"""


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """The site after the shift, with what each step was answered."""
    home = tmp_path_factory.mktemp("site")
    write_sample_site(home, today=TODAY, scanner_port="/dev/null", printer_address="tcp://127.0.0.1:9")
    import_products(home / "products.csv", home / "mirror.db", strict=True)
    import_returns(home / "returns.csv", home / "mirror.db", strict=True)
    walk = BenchWalk(home, home / "mirror.db", label_verify=True)
    badge = walk.person("Inspector 12")
    answers = []
    for step in sample_shift(badge, TODAY):
        walk.printed()
        if step.scan is None:
            assert walk.view.item is not None
        walk.scan(step.scan if step.scan is not None else walk.view.item.lpn)
        assert walk.view.notice is not None
        answers.append((step, walk.view.notice, walk.view.phase))
    walk.close()
    return home, answers


def test_only_what_is_meant_to_go_wrong_is_refused(worked):
    _, answers = worked
    refused = [(step.note, notice.said.say) for step, notice, _ in answers if notice.tone in {Tone.ERROR, Tone.STOP}]
    assert refused == [
        ("The wrong tote: stop, nothing is recorded", Say.TOTE_WRONG_ROUTE),
        ("A voucher that lay in the box: nobody knows its code", Say.UNKNOWN_CODE),
    ]
    assert answers[-1][2] is Phase.SIGNED_OUT


def test_every_item_goes_where_its_story_says(worked):
    home, _ = worked
    rows = sqlite_rows(
        home / "journal.db",
        "SELECT sku, quantity, grade, coalesce(disposition, '-'), tote, CASE WHEN disposition IS NULL THEN '-' ELSE rule_id END"
        " FROM item WHERE status <> 'voided' ORDER BY identified_at, lpn",
    )
    expected = [tuple(line.split()) for line in DECISIONS.strip().splitlines()]
    assert sorted(tuple(map(str, row)) for row in rows) == sorted(expected)


def test_every_parcel_is_closed_and_what_was_missing_is_known(worked):
    home, _ = worked
    rows = sqlite_rows(home / "journal.db", "SELECT status, missing_units, undeclared_units, blind FROM parcel")
    assert len(rows) == 18
    assert {row[0] for row in rows} == {"closed"}
    assert sum(row[1] for row in rows) == 2
    assert sum(row[2] for row in rows if not row[3]) == 1
    assert sum(row[3] for row in rows) == 1


def test_goods_of_every_route_lie_in_a_tote_of_that_route(worked):
    home, _ = worked
    rows = sqlite_rows(home / "journal.db", "SELECT code, route, status FROM tote ORDER BY code")
    assert rows == [
        ("T-0301", "restock", "closed"),
        ("T-0302", "refurbish", "open"),
        ("T-0303", "dispose", "open"),
        ("T-0304", "hold", "open"),
    ]


def test_the_scanner_alone_is_enough():
    steps = sample_shift("B-SAMPLE", TODAY, DEFAULT_SEED)
    assert steps[0] == ShiftStep("B-SAMPLE", 800, "The inspector signs in")
    assert all(step.note and step.pause_ms >= 700 for step in steps)
    assert scan_label_of_current_item() in steps
    for step in steps:
        if step.scan is not None and step.scan.startswith("CMD-"):
            [reading] = parse(step.scan)
            assert (reading.kind, reading.valid) == (Kind.COMMAND, True)
            assert step.scan[-1] == mod37_36(reading.value.replace("-", "").replace("_", ""))


def test_every_other_day_has_a_shift_of_its_own():
    assert sample_shift("B-1", TODAY) == sample_shift("B-1", TODAY)
    assert sample_shift("B-1", TODAY) != sample_shift("B-1", TODAY.replace(year=2027))
