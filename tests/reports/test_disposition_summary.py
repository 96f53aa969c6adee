"""Every figure of the disposition summary against the journal, asked by statements of the tests' own."""

import math
import re
import sqlite3
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.vocabulary import DefectCode, Disposition, Grade
from reports.period import Period
from reports.run import run_report
from tests.reports import paper
from tests.reports.conftest import GENERATED_AT, SHIFT
from tests.reports.journal import START, Rows, amount, rows_of, stamp
from tests.reports.sample_journal import sample_rows

NAME = "disposition-summary"
CLIENTS = ("Nordkap", "Ås & Øygard", "Северный дом")
MINUTE = timedelta(minutes=1)
INSIDE = [START, START + timedelta(milliseconds=1), START + 3 * 60 * MINUTE, SHIFT.to_utc - timedelta(milliseconds=1)]
OUTSIDE = [START - timedelta(milliseconds=1), SHIFT.to_utc, SHIFT.to_utc + timedelta(days=3)]

ITEMS = st.fixed_dictionaries(
    {
        "disposition": st.sampled_from([*(d.value for d in Disposition), None]),
        "proposed": st.sampled_from([d.value for d in Disposition]),
        "grade": st.sampled_from([*(g.value for g in Grade), None]),
        "status": st.sampled_from(["decided", "stowed", "held", "voided"]),
        "quantity": st.integers(1, 9999),
        "unit_value_cents": st.none() | st.integers(0, 10**8),
        "currency": st.sampled_from(["EUR", "NOK", "RUB"]),
        "client": st.sampled_from(CLIENTS),
        "title": st.text("abcXYZåÅøØæÆäÄöÖжЖюЮяЯёЁ =+-@\"',;", min_size=1, max_size=60),
        "serial": st.none() | st.from_regex(r"[A-Z]{2}-[0-9]{3,20}", fullmatch=True),
        "defects": st.lists(st.sampled_from([d.value for d in DefectCode]), max_size=4, unique=True).map("|".join),
        "decided_at": st.sampled_from(INSIDE + OUTSIDE).map(stamp),
        "received_at": st.integers(0, 5000).map(lambda minutes: stamp(START - minutes * MINUTE)),
    }
)
WHERE = (
    "disposition IS NOT NULL AND status NOT IN ('voided', 'held') AND decided_at >= :since AND decided_at < :until"
    " AND (:client IS NULL OR client = :client)"
)


def ask(journal, columns, client=None, more=""):
    """The tests' own statement on the journal."""
    connection = sqlite3.connect(journal)
    try:
        values = {"since": stamp(SHIFT.from_utc), "until": stamp(SHIFT.to_utc), "client": client}
        return connection.execute(f"SELECT {columns} FROM item WHERE {WHERE} {more}", values).fetchall()
    finally:
        connection.close()


def extent(items, units, values):
    words = [f"{items:,} item{'s' if items != 1 else ''}", f"{units:,} unit{'s' if units != 1 else ''}"]
    return " · ".join([*words, *(amount(cents, currency) for currency, cents in sorted(values.items()))])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(items=st.lists(ITEMS, max_size=40), client=st.none() | st.sampled_from(CLIENTS))
def test_all_totals_on_paper_and_in_the_file_equal_the_journal(tmp_path_factory, items, client):
    folder = tmp_path_factory.mktemp("summary")
    journal = rows_of(items).write(folder / "journal.db")
    files = {}
    for suffix in (".pdf", ".csv"):
        result = run_report(
            NAME, journal=journal, out=folder / f"r{suffix}", period=SHIFT, client=client, generated_at=GENERATED_AT
        )
        files[suffix] = result.path.read_bytes()
    facts = ask(journal, "lpn, route, disposition, grade, quantity, unit_value_cents, currency, proposed", client)
    assert result.rows == len(facts)

    records = paper.csv_records(files[".csv"])
    assert sorted(record["LPN"] for record in records) == sorted(fact[0] for fact in facts)
    assert sum(int(record["Units"]) for record in records) == sum(fact[4] for fact in facts)
    for currency in ("EUR", "NOK", "RUB"):
        told = sum(Decimal(record["Value"] or 0) for record in records if record["Currency"] == currency)
        known = sum(fact[4] * fact[5] for fact in facts if fact[6] == currency and fact[5] is not None)
        assert told * 100 == known

    text = paper.flat_text(files[".pdf"])
    if not facts:
        assert "No rows No item was decided in this period with these filters." in text
        return
    groups = defaultdict(lambda: [0, 0, Counter()])
    for _, route, disposition, _, units, cents, currency, _ in facts:
        for key in (("disposition", disposition), ("route", route), ("all", "")):
            group = groups[key]
            group[0] += 1
            group[1] += units
            if cents is not None:
                group[2][currency] += units * cents
    for (kind, name), (count, units, values) in groups.items():
        label = {"disposition": "", "route": f"Total {name.capitalize()}: ", "all": "Grand total: "}[kind]
        assert f"{label}{extent(count, units, values)}" in text, (kind, name)
    units = sum(fact[4] for fact in facts)
    grades = Counter()
    for fact in facts:
        grades[fact[3]] += fact[4]
    for grade_units in grades.values():
        assert f"{grade_units:,} · {percent(grade_units, units)}" in text
    overrides = sum(1 for fact in facts if fact[7] != fact[2])
    assert f"Items decided {len(facts):,} Units decided {units:,}" in text
    assert f"Overrides {overrides:,} {percent(overrides, len(facts))} of items" in text
    unvalued = sum(fact[4] for fact in facts if fact[5] is None)
    told = re.search(r"([\d,]+) units? without a known value", text)
    assert (told[1] if told else "0") == f"{unvalued:,}"
    for lpn, *_ in facts:
        assert text.count(lpn) == 1


def percent(part, whole):
    return f"{math.floor(Decimal(1000 * part) / whole + Decimal('0.5')) / 10:.1f}%"


@settings(max_examples=15)
@given(minutes=st.lists(st.integers(0, 6000), min_size=1, max_size=30))
def test_median_and_p90_are_by_nearest_rank(tmp_path_factory, minutes):
    rows = Rows()
    rows.parcel()
    for each in minutes:
        rows.item(received_at=stamp(START - each * MINUTE), decided_at=stamp(START))
    folder = tmp_path_factory.mktemp("cycle")
    journal = rows.write(folder / "journal.db")
    result = run_report(NAME, journal=journal, out=folder / "r.pdf", period=SHIFT, generated_at=GENERATED_AT)
    text = paper.flat_text(result.path.read_bytes())
    ranked = sorted(minutes)
    for label, share in (("Cycle time, median", 0.5), ("Cycle time, P90", 0.9)):
        value = next(each for n, each in enumerate(ranked, 1) if n >= share * len(ranked) - 1e-9)
        days, rest = divmod(value, 1440)
        hours, rest_minutes = divmod(rest, 60)
        told = (
            f"{days} d {hours} h" if days else f"{hours} h {rest_minutes:02d} min" if hours else f"{rest_minutes} min"
        )
        assert f"{label} {told if value else '0 s'} " in text


def test_matrix_cells_hold_units_share_and_value(run):
    rows = rows_of(
        [
            {"disposition": "REFURB", "grade": "C", "quantity": 3, "unit_value_cents": 1000, "currency": "EUR"},
            {"disposition": "REFURB", "grade": "C", "quantity": 1, "unit_value_cents": 500, "currency": "NOK"},
            {"disposition": "REPACK", "grade": "A", "quantity": 4, "unit_value_cents": None, "currency": ""},
            {"disposition": "EXCEPTION", "grade": None, "quantity": 8, "unit_value_cents": 1, "currency": "EUR"},
        ]
    )
    text = paper.flat_text(run(NAME, rows)[0])
    assert "E beyond repair No grade Total" in text
    assert "Refurbish REFURB – – – 4 · 25.0% EUR 30.00 NOK 5.00 – – – 4 · 25.0% EUR 30.00 NOK 5.00" in text
    assert "Repack and restock REPACK – 4 · 25.0% – – – – – 4 · 25.0%" in text
    assert "Clear up first EXCEPTION – – – – – – 8 · 50.0% EUR 0.08 8 · 50.0% EUR 0.08" in text
    assert "Hold 50.0% 8 units" in text
    assert "Value EUR 30.08 NOK 5.00 4 units without a known value" in text


def test_amounts_of_different_currencies_are_never_added(run):
    rows = rows_of([{"unit_value_cents": 1000, "currency": "EUR"}, {"unit_value_cents": 1000, "currency": "NOK"}])
    text = paper.flat_text(run(NAME, rows)[0])
    assert "20.00" not in text
    assert "Grand total: 2 items · 2 units · EUR 10.00 · NOK 10.00" in text


def test_a_row_says_everything_about_its_item(run):
    rows = Rows()
    rows.parcel(label="JJFI6543210099999999")
    rows.item(
        rma="RMA-204417", sku="AUR-20-G", title="Høyttaler «Ærfugl»", serial="AU-88213", grade="C", function_grade="F3",
        defects="SCRATCH|DENT", reason="NOT_AS_DESCRIBED", tote="T-0312", inspector="Ольга Соколова", quantity=2,
    )  # fmt: skip
    line = next(line for line in paper.whole_text(run(NAME, rows)[0]).split("\n") if "AU-88213" in line)
    assert line == (
        "08:10 JJFI6543210099999999 RMA-204417 R7K2M000001X AUR-20-G Høyttaler «Ærfugl» AU-88213 C F3 scratch, dent"
        " not as described T-0312 Ольга Соколова 2 EUR 99.80"
    )


def test_times_are_local_and_carry_their_date_where_the_period_is_longer_than_a_day(run):
    def rows():
        return rows_of([{"decided_at": stamp(START + timedelta(hours=20)), "serial": "AU-1"}])

    day = Period(START, START + timedelta(hours=40), "Europe/Helsinki")
    assert "11-21 04:00 " in paper.flat_text(run(NAME, rows(), period=day)[0])
    assert "21.11 04:00 " in paper.flat_text(run(NAME, rows(), period=day, language="ru")[0])
    years = Period(START - timedelta(days=400), START + timedelta(hours=40), "Europe/Helsinki")
    assert "2025-11-21 04:00 " in paper.flat_text(run(NAME, rows(), period=years)[0])


@pytest.mark.parametrize(
    ("filters", "kept"),
    [({"site": "TMP1"}, 2), ({"bench": "B07"}, 2), ({"client": "Nordkap"}, 1), ({"client": "nobody"}, 0)],
)
def test_filters_keep_what_they_name(run, filters, kept):
    rows = rows_of([{"client": "Nordkap"}, {"client": "Tunturi"}])
    assert run(NAME, rows, ".csv", **filters)[1].rows == kept


def test_items_of_another_site_or_bench_stay_out(run):
    def rows():
        made = rows_of([{}, {"bench_id": "B08"}, {"bench_id": "B01", "site": "OSL2"}])
        for number, (bench, site) in enumerate((("B08", "TMP1"), ("B01", "OSL2"))):
            made.tables["stream"].append(made.stream(f"other{number}", bench, site))
        return made

    assert run(NAME, rows(), ".csv")[1].rows == 3
    assert run(NAME, rows(), ".csv", site="TMP1")[1].rows == 2
    assert run(NAME, rows(), ".csv", bench="B08")[1].rows == 1
    assert "Site all Bench all" in paper.flat_text(run(NAME, rows())[0])


def test_a_code_of_a_newer_release_is_shown_as_it_is_and_counted(run):
    rows = rows_of([{"disposition": "TO_THE_MOON", "route": "orbit", "grade": "Z"}, {}])
    text = paper.flat_text(run(NAME, rows)[0])
    assert "Total orbit: 1 item · 1 unit · EUR 49.90" in text
    assert "TO_THE_MOON" in text
    assert "Grand total: 2 items · 2 units · EUR 99.80" in text


def test_the_chart_names_each_disposition_with_its_units(run):
    rows = rows_of([{"disposition": "REFURB", "quantity": 3}, {"disposition": "DESTROY"}])
    text = paper.flat_text(run(NAME, rows)[0])
    assert "Units by disposition Refurbish 3 · 75.0% Destroy 1 · 25.0%" in text


def test_the_file_keeps_words_and_codes_and_exact_times(run):
    rows = Rows()
    rows.parcel()
    rows.item(
        title="=1+1", defects="SCRATCH|NO_POWER", client="-Nordkap", quantity=2, decided_at=stamp(START + 10.5 * MINUTE)
    )
    (record,) = paper.csv_records(run(NAME, rows, ".csv")[0])
    expected = {
        "Decided (local time)": "2025-11-20 08:10:30",
        "Decided (UTC)": "2025-11-20T06:10:30.000Z",
        "Cycle time, minutes": "10",
        "Product": "'=1+1",
        "Client": "'-Nordkap",
        "Defects": "scratch, no power",
        "Defect codes": "SCRATCH NO_POWER",
        "Disposition": "Refurbish",
        "Disposition code": "REFURB",
        "Route code": "refurbish",
        "Unit value": "49.90",
        "Value": "99.80",
        "Currency": "EUR",
        "Site": "TMP1",
        "Bench": "B07",
    }
    assert {name: record[name] for name in expected} == expected


def test_the_russian_report_speaks_russian(run):
    text = paper.flat_text(run(NAME, sample_rows(21), language="ru")[0])
    for words in ("Сводка решений", "Решено товаров", "Общий итог: 21 товар ·", "Сверено с товаром", "Доработка ›"):
        assert words in text
    assert not re.search(r"\b(Total|Items|Units|Grand)\b", text)


def test_the_file_in_russian_has_russian_columns(run):
    record = paper.csv_records(run(NAME, sample_rows(3), ".csv", language="ru")[0])[0]
    assert {"Решено (местное время)", "Артикул", "Код решения", "Валюта"} <= set(record)
    assert datetime.fromisoformat(record["Решено (UTC)"])
