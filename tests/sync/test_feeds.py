"""Reference data from the centre: the same rows as an import makes, all at once for a new bench and one by one afterwards."""

import json
import sqlite3

import pytest

from app.reference.file_kinds import PRODUCTS, RETURNS
from app.reference.importer import import_products, import_returns
from app.reference.lookup import Lookup
from app.sync.central import publish as publishing
from tests.bench import benches as goods
from tests.sync.benches import closing_rows

pytestmark = pytest.mark.postgres

AWKWARD = (
    'TRICKY,6430000000092|6430000000108,"ÄÖ ""quoted"" \\back\\ slash, ß",home,Nordkap,1.00,EUR,5,no,no,no,yes,no,\n'
)


def publish(url, kind, path, **how):
    """As an administrator publishes a file; every row of it is good."""
    publishing.publish(kind, path, url, strict=True, **how)


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "products.csv").write_text(goods.PRODUCTS + AWKWARD, encoding="utf-8")
    (folder / "returns.csv").write_text(goods.RETURNS, encoding="utf-8")
    return folder


def rows(mirror, kind):
    with closing_rows(
        mirror, f"SELECT {', '.join(kind.fields)} FROM {kind.table} ORDER BY {', '.join(kind.key)}"
    ) as found:
        return found


def gtins(mirror):
    with closing_rows(
        mirror,
        "SELECT g.gtin14, p.client, p.sku FROM gtin AS g JOIN product AS p ON p.id = g.product_id ORDER BY 1, 2, 3",
    ) as found:
        return found


def imported(files, folder):
    folder.mkdir()
    mirror = folder / "mirror.db"
    import_products(files / "products.csv", mirror)
    import_returns(files / "returns.csv", mirror)
    return mirror


def assert_like(bench, mirror):
    for kind in (PRODUCTS, RETURNS):
        assert rows(bench.home.mirror, kind) == rows(mirror, kind)
    assert gtins(bench.home.mirror) == gtins(mirror)
    indices = "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name"
    with closing_rows(bench.home.mirror, indices) as ours, closing_rows(mirror, indices) as theirs:
        assert ours == theirs


def test_a_new_bench_gets_what_an_import_of_the_same_files_makes(bench, central_database, files, tmp_path):
    publish(central_database.url, "products", files / "products.csv")
    publish(central_database.url, "returns", files / "returns.csv")
    assert bench.sync().problem is None
    assert_like(bench, imported(files, tmp_path / "direct"))
    lookup = Lookup(bench.home.mirror)
    assert [hit.key for hit in lookup.search("äö")] == ["TRICKY"]
    assert lookup.counts().products_at is not None
    lookup.close()


def test_changes_come_one_by_one_and_end_in_the_same_state(bench, central_database, files, tmp_path):
    publish(central_database.url, "products", files / "products.csv")
    publish(central_database.url, "returns", files / "returns.csv")
    bench.sync()
    before = bench.mirror("SELECT feed, last_seq FROM feed_cursor ORDER BY feed")
    changed = (
        goods.PRODUCTS.replace("6430000000047,Mug", "6430000000115,Großer Becher").replace("SOCKS", "SOCKS-2") + AWKWARD
    )
    (files / "products.csv").write_text(changed, encoding="utf-8")
    (files / "returns.csv").write_text(goods.RETURNS.replace("AU-88213", "au-99999"), encoding="utf-8")
    publish(central_database.url, "products", files / "products.csv", full=True)
    publish(central_database.url, "returns", files / "returns.csv", full=True)
    assert bench.sync().problem is None
    assert bench.mirror("SELECT feed, last_seq FROM feed_cursor ORDER BY feed") != before
    assert_like(bench, imported(files, tmp_path / "direct"))
    runs = bench.mirror("SELECT kind, added, changed FROM import_run WHERE file_name = 'central' ORDER BY run")
    assert len(runs) == 4, "the second time only changes came"
    assert runs[2][1:] == (1, 2), "one new product, one changed, one gone"


def test_nothing_published_leaves_what_was_imported_by_hand(bench, files, tmp_path):
    import_products(files / "products.csv", bench.home.mirror)
    bench.sync()
    assert rows(bench.home.mirror, PRODUCTS) != []


def test_what_was_imported_by_hand_gives_way_to_what_the_centre_publishes(bench, central_database, files, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text(
        goods.PRODUCTS.splitlines()[0] + "\nMINE,,Mine,home,Halla,1.00,EUR,5,no,no,no,yes,no,\n", encoding="utf-8"
    )
    import_products(mine, bench.home.mirror)
    publish(central_database.url, "products", files / "products.csv")
    bench.sync()
    import_returns(files / "returns.csv", bench.home.mirror)
    assert_like(bench, imported(files, tmp_path / "direct"))


def test_changes_that_were_thrown_away_are_made_up_for_by_a_snapshot(bench, central_database, files, tmp_path):
    publish(central_database.url, "products", files / "products.csv")
    publish(central_database.url, "returns", files / "returns.csv")
    bench.sync()
    (files / "products.csv").write_text(goods.PRODUCTS.replace("Mug", "Becher"), encoding="utf-8")
    publish(central_database.url, "products", files / "products.csv", full=True)
    central_database.psql("DELETE FROM dockgrade.ref_change WHERE feed = 'products'")
    assert bench.sync().problem is None
    assert_like(bench, imported(files, tmp_path / "direct"))


def test_a_feed_published_anew_by_a_restored_server_is_noticed(bench, central_database, files, tmp_path):
    publish(central_database.url, "products", files / "products.csv")
    publish(central_database.url, "returns", files / "returns.csv")
    bench.sync()
    for table in ("ref_change", "ref_row", "ref_head"):
        central_database.psql(f"DELETE FROM dockgrade.{table} WHERE feed = 'products'")
    (files / "products.csv").write_text(goods.PRODUCTS.replace("Mug", "Becher") + AWKWARD, encoding="utf-8")
    publish(central_database.url, "products", files / "products.csv")
    central_database.psql("UPDATE dockgrade.central_meta SET epoch = epoch + 1")
    assert bench.sync().problem is None
    assert_like(bench, imported(files, tmp_path / "direct"))


def test_a_feed_that_ends_otherwise_after_a_standby_took_over_is_noticed(bench, central_database, files, tmp_path):
    publish(central_database.url, "products", files / "products.csv")
    publish(central_database.url, "returns", files / "returns.csv")
    bench.sync()
    for table in ("ref_change", "ref_row", "ref_head"):
        central_database.psql(f"DELETE FROM dockgrade.{table} WHERE feed = 'products'")
    (files / "products.csv").write_text(goods.PRODUCTS + AWKWARD.replace("ß", "ss"), encoding="utf-8")
    publish(central_database.url, "products", files / "products.csv")
    connection = sqlite3.connect(bench.home.mirror)
    connection.execute("UPDATE sync_state SET value = '1/0' WHERE name = 'epoch'")  # another timeline than the server's
    connection.commit()
    connection.close()
    assert bench.sync().problem is None
    assert_like(bench, imported(files, tmp_path / "direct"))


def test_a_row_that_is_none_changes_nothing_and_is_told(bench, central_database, files):
    publish(central_database.url, "products", files / "products.csv")
    bench.sync()
    before = rows(bench.home.mirror, PRODUCTS)
    central_database.psql("UPDATE dockgrade.ref_head SET last_seq = last_seq + 1 WHERE feed = 'products'")
    bad = json.dumps(["only", "two"])
    central_database.psql(
        "INSERT INTO dockgrade.ref_change (feed, seq, key, row_version, op, body)"
        f" SELECT 'products', last_seq, '[\"X\",\"Y\"]', 1, 'put', '{bad}' FROM dockgrade.ref_head WHERE feed = 'products'"
    )
    status = bench.sync()
    assert status.problem.code == "unexpected"
    assert rows(bench.home.mirror, PRODUCTS) == before
    assert status.unsent == 0


def test_while_an_import_holds_the_mirror_events_go_on_being_sent(bench, other, central_database):
    bench.sync()
    other.record(2)
    other.sync()
    bench.record(4)
    holder = sqlite3.connect(bench.home.mirror, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        status = bench.sync()
        assert status.problem.code == "mirror_busy"
        assert (status.pushed, status.unsent) == (4, 0)
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    status = bench.sync()
    assert (status.problem, status.pulled, status.pushed) == (None, 2, 0)
