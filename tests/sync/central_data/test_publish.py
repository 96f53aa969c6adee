"""Publishing reference data: only the difference goes out, numbered without gaps, explained like an import."""

import csv
import json
import sqlite3
import threading
from contextlib import closing

import psycopg
import pytest

from app.errors import KnownError
from app.reference.file_kinds import PRODUCTS, RETURNS
from app.reference.importer import import_products
from app.sync.central.publish import publish

pytestmark = [pytest.mark.postgres, pytest.mark.in_shards_too]


def write(path, rows, kind=PRODUCTS):
    names = kind.columns.names
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def product(number, **changes):
    return {
        "sku": f"SKU-{number}",
        "gtin": "",
        "title": f"Thing {number}",
        "category": "home",
        "client": "Acme",
        "unit_value": "9.90",
        "currency": "EUR",
    } | changes


def expected(number, line=1, **changes):
    return {"rma": f"RMA-{number}", "client": "Acme", "line": line, "sku": "SKU-1", "quantity": 1} | changes


def changes(database, feed="products"):
    return database.psql(
        f"SELECT seq, op, key, row_version FROM dockgrade.ref_change WHERE feed = '{feed}' ORDER BY seq"
    )


def rows(database, feed="products"):
    return dict(database.psql(f"SELECT key, body FROM dockgrade.ref_row WHERE feed = '{feed}'"))


def head(database, feed="products"):
    return database.psql(f"SELECT last_seq FROM dockgrade.ref_head WHERE feed = '{feed}'")[0][0]


def test_a_file_goes_out_once_and_publishing_it_again_changes_nothing(central_database, tmp_path):
    path = write(tmp_path / "products.csv", [product(n, gtin="4006381333931|96385074") for n in range(3)])
    first = publish("products", path, central_database.url)
    assert (first.result.added, first.result.changed, first.result.unchanged, first.last_seq) == (3, 0, 0, 3)
    assert [seq for seq, *_ in changes(central_database)] == [1, 2, 3]
    again = publish("products", path, central_database.url)
    assert (again.result.added, again.result.changed, again.result.unchanged, again.last_seq) == (0, 0, 3, 3)
    assert len(changes(central_database)) == 3


def test_a_body_holds_the_fields_of_the_bench_s_own_table_in_their_order(central_database, tmp_path):
    path = write(tmp_path / "products.csv", [product(1, title="Blåbær «søt»", gtin="4006381333931", serialised="yes")])
    publish("products", path, central_database.url)
    ((key, body),) = rows(central_database).items()
    assert json.loads(key) == ["SKU-1", "Acme"]
    named = dict(zip(PRODUCTS.fields, json.loads(body), strict=True))
    assert (named["title"], named["gtins"], named["serialised"]) == ("Blåbær «søt»", "04006381333931", 1)
    import_products(path, tmp_path / "mirror.db")
    with closing(sqlite3.connect(tmp_path / "mirror.db")) as mirror:
        (row,) = mirror.execute(f"SELECT {', '.join(PRODUCTS.fields)} FROM product")
    assert tuple(named.values()) == row


def test_only_what_is_new_or_different_gets_the_next_numbers(central_database, tmp_path):
    path = tmp_path / "products.csv"
    publish("products", write(path, [product(n) for n in range(4)]), central_database.url)
    write(path, [product(0), product(1, title="Another name"), product(2), product(9)])
    done = publish("products", path, central_database.url)
    assert (done.result.added, done.result.changed, done.result.unchanged) == (1, 1, 2)
    assert [(seq, json.loads(key)[0], version) for seq, _, key, version in changes(central_database)[4:]] == [
        (5, "SKU-1", 5),
        (6, "SKU-9", 6),
    ]
    assert len(rows(central_database)) == 5
    assert head(central_database) == 6


def test_bad_rows_are_told_as_an_import_tells_them_and_the_good_ones_go_out(central_database, tmp_path):
    content = [product(1), product(2, unit_value="1,234"), product(1, title="Twice"), product(3, title="")]
    path = write(tmp_path / "products.csv", content)
    done = publish("products", path, central_database.url).result
    told = import_products(path, tmp_path / "mirror.db")
    assert done.bad == told.bad
    assert (done.bad_count, done.added) == (3, 1)


def test_strict_refuses_all_for_one_bad_row(central_database, tmp_path):
    path = write(tmp_path / "products.csv", [product(1), product(2, weight_g="heavy")])
    done = publish("products", path, central_database.url, strict=True).result
    assert done.refused
    assert changes(central_database) == []


def test_a_dry_run_says_what_would_go_out_and_changes_nothing(central_database, tmp_path):
    path = write(tmp_path / "products.csv", [product(1), product(2)])
    done = publish("products", path, central_database.url, dry_run=True).result
    assert (done.added, done.dry_run, done.written) == (2, True, False)
    assert changes(central_database) == []
    assert database_feeds(central_database) == []


def database_feeds(database):
    return database.psql("SELECT feed FROM dockgrade.ref_head WHERE last_seq > 0")


def test_full_takes_out_what_the_file_lacks_of_the_clients_that_it_names(central_database, tmp_path):
    path = tmp_path / "products.csv"
    publish("products", write(path, [product(n) for n in range(3)]), central_database.url)
    publish("products", write(path, [product(7, client="Other")]), central_database.url)
    done = publish("products", write(path, [product(1)]), central_database.url, full=True)
    assert (done.removed, done.result.unchanged, done.last_seq) == (2, 1, 6)
    assert sorted(json.loads(key) for key in rows(central_database)) == [["SKU-1", "Acme"], ["SKU-7", "Other"]]
    assert [op for _, op, _, _ in changes(central_database)] == ["put"] * 4 + ["del"] * 2


def test_a_product_that_was_taken_out_comes_back_with_a_later_version(central_database, tmp_path):
    path = tmp_path / "products.csv"
    publish("products", write(path, [product(1), product(2)]), central_database.url)
    publish("products", write(path, [product(1)]), central_database.url, full=True)
    publish("products", write(path, [product(2)]), central_database.url)
    versions = [version for _, _, key, version in changes(central_database) if json.loads(key)[0] == "SKU-2"]
    assert versions == sorted(set(versions))


def test_full_refuses_a_file_with_a_bad_row_and_one_without_rows(central_database, tmp_path):
    path = tmp_path / "products.csv"
    publish("products", write(path, [product(1), product(2)]), central_database.url)
    write(path, [product(1), product(2, unit_value="x")])
    assert publish("products", path, central_database.url, full=True).result.refused
    with pytest.raises(KnownError, match="no rows"):
        publish("products", write(path, []), central_database.url, full=True)
    assert len(rows(central_database)) == 2


def test_a_line_of_another_client_is_refused(central_database, tmp_path):
    path = tmp_path / "returns.csv"
    publish("returns", write(path, [expected(1)], RETURNS), central_database.url)
    write(path, [expected(2), expected(1, client="Other"), expected(1, line=2)], RETURNS)
    done = publish("returns", path, central_database.url).result
    assert [(bad.line, bad.value) for bad in done.bad] == [(3, "RMA-1")]
    assert "already belongs to Acme" in done.bad[0].reason
    assert done.added == 2
    write(path, [expected(5), expected(1, client="Other")], RETURNS)
    assert publish("returns", path, central_database.url, strict=True).result.refused
    assert len(rows(central_database, "returns")) == 3


def test_products_are_looked_for_in_the_centre_s_catalogue(central_database, tmp_path):
    path = tmp_path / "returns.csv"
    publish("products", write(tmp_path / "products.csv", [product(1)]), central_database.url)
    write(path, [expected(1), expected(2, sku="NOBODY")], RETURNS)
    done = publish("returns", path, central_database.url, dry_run=True).result
    assert done.warnings[-1].startswith("1 lines name a product")


def test_two_who_publish_at_once_leave_a_feed_without_gaps(central_database, tmp_path):
    paths = [
        write(tmp_path / f"{client}.csv", [product(n, client=client) for n in range(200)]) for client in ("A", "B", "C")
    ]
    threads = [threading.Thread(target=publish, args=("products", path, central_database.url)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [seq for seq, *_ in changes(central_database)] == list(range(1, 601))
    assert head(central_database) == 600


@pytest.mark.parametrize("phase", ["compare", "send", "store"])
def test_stopped_in_any_phase_it_leaves_nothing(central_database, tmp_path, phase):
    path = write(tmp_path / "products.csv", [product(n) for n in range(20)])
    reached = []
    done = publish(
        "products",
        path,
        central_database.url,
        progress=lambda progress: reached.append(progress.phase),
        cancelled=lambda: bool(reached) and reached[-1] == phase,
    )
    assert done.result.cancelled
    assert changes(central_database) == []
    assert rows(central_database) == {}


def test_a_server_that_dies_meanwhile_is_told_in_words_and_changes_nothing(central_database, tmp_path):
    path = write(tmp_path / "products.csv", [product(n) for n in range(20)])

    def kill(progress):
        if progress.phase == "store":
            central_database.psql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    with pytest.raises(KnownError):
        publish("products", path, central_database.url, progress=kill)
    assert changes(central_database) == []
    assert publish("products", path, central_database.url).result.added == 20


def test_a_database_without_the_schema_is_named(blank_database, tmp_path):
    path = write(tmp_path / "products.csv", [product(1)])
    with pytest.raises(KnownError, match="no central schema"):
        publish("products", path, blank_database.url)


def test_the_state_is_what_the_changes_add_up_to(central_database, tmp_path):
    path = tmp_path / "products.csv"
    for round_ in range(4):
        publish(
            "products",
            write(path, [product(n, title=f"T{n % (round_ + 1)}") for n in range(round_, 12, 2)]),
            central_database.url,
            full=round_ == 3,
        )
    state: dict[str, str] = {}
    with psycopg.connect(central_database.url) as connection:
        for op, key, body in connection.execute("SELECT op, key, body FROM dockgrade.ref_change ORDER BY seq"):
            if op == "put":
                state[key] = body
            else:
                del state[key]
    assert state == rows(central_database)
