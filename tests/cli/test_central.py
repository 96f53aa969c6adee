"""`dockgrade central` as an administrator calls it."""

from pathlib import Path

import pytest

from tests.bench.benches import PRODUCTS
from tests.cli.conftest import Dockgrade
from tests.postgres import Database, open_token
from tests.sync.benches import BenchHome

pytestmark = pytest.mark.postgres


def test_an_empty_database_is_made_ready_and_a_bench_taken_in(dockgrade: Dockgrade, blank_database: Database) -> None:
    made = dockgrade("central", "init", "--url", blank_database.url)
    assert made.code == 0
    assert "The central schema is made" in made.out
    again = dockgrade("central", "init", "--url", blank_database.url, "--json")
    assert again.code == 0
    assert again.facts[0]["changed"] is False
    enrolled = dockgrade("central", "enrol", "B07", "--site", "TMP1", "--url", blank_database.url, "--json")
    [fact] = enrolled.facts
    assert set(fact) == {"bench", "site", "role", "url", "token", "expires_at", "again"}
    assert open_token(str(fact["token"]))[0] == fact["role"] == "bench_tmp1_b07"
    printed = dockgrade("central", "enrol", "B07", "--site", "TMP1", "--url", blank_database.url, "--valid-hours", "1")
    assert "dockgrade sync join DG1-" in printed.out
    disabled = dockgrade("central", "disable", "B07", "--site", "TMP1", "--url", blank_database.url, "--json")
    assert disabled.facts == [{"bench": "B07", "site": "TMP1", "role": "bench_tmp1_b07", "disabled": True}]


def test_a_bench_that_would_not_check_the_server_is_enrolled_with_a_warning(
    dockgrade: Dockgrade, central_database: Database
) -> None:
    enrol = ("central", "enrol", "B07", "--site", "TMP1", "--url", central_database.url)
    weak = ("--bench-url", "postgresql://db.example/returns?sslmode=require")
    ran = dockgrade(*enrol, *weak)
    assert ran.code == 0
    assert "dockgrade sync join DG1-" in ran.out
    assert "dockgrade: warning: The bench will reach db.example with sslmode=require: nobody checks" in ran.err
    ran = dockgrade(*enrol, *weak, "--json")
    assert len(ran.facts) == 1
    assert "sslmode=verify-full in --bench-url" in ran.err
    for good in ("db.example/returns", "db.example/returns?sslmode=verify-full", "127.0.0.1/returns?sslmode=disable"):
        assert dockgrade(*enrol, "--bench-url", f"postgresql://{good}").err == ""


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("db.example:5432/x?sslmode=verify-ca", "db.example with sslmode=verify-ca"),
        ("10.0.0.7:5432,[::1]:5432/x?sslmode=prefer", "reach 10.0.0.7 with"),
        ("%2Frun%2Fpostgresql:5432/x?sslmode=disable", ""),
        ("localhost:1,127.0.0.2:1/x?sslmode=allow", ""),
        ("db.example:5432/x?sslmode=verify-full", ""),
    ],
)
def test_only_what_leaves_the_computer_wants_a_checked_server(
    place: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.cli.central import _warn_of_weak_encryption

    _warn_of_weak_encryption(f"postgresql://bench_b07@{place}")
    said = capsys.readouterr().err
    assert told in said
    assert bool(said) is bool(told)


def test_upgrade_and_restored_say_what_they_did(dockgrade: Dockgrade, central_database: Database) -> None:
    assert "nothing was changed" in dockgrade("central", "upgrade", "--url", central_database.url).out
    assert dockgrade("central", "restored", "--url", central_database.url, "--json").facts[0]["epoch"] > 1_700_000_000


def test_a_fault_is_told_with_its_next_step_and_without_the_password(
    dockgrade: Dockgrade, blank_database: Database
) -> None:
    ran = dockgrade("central", "upgrade", "--url", blank_database.url)
    assert ran.code == 3
    assert "dockgrade: This database has no central schema." in ran.err
    assert "dockgrade central init" in ran.err
    unreachable = dockgrade("central", "init", "--url", "postgresql://me:s3cret@127.0.0.1:1/x")
    assert unreachable.code == 3
    assert "cannot be reached" in unreachable.err
    assert "s3cret" not in unreachable.err
    assert dockgrade("central", "init", "--url", "mysql://x:s3cret@y/z").code == 2
    assert "s3cret" not in dockgrade("central", "init", "--url", "mysql://x:s3cret@y/z").err
    assert dockgrade("central", "enrol", "B07", "--url", blank_database.url).code == 2


def test_a_schema_for_another_engine_is_not_taken_for_the_one_asked_for(
    dockgrade: Dockgrade, central_database: Database
) -> None:
    ran = dockgrade("central", "init", "--url", central_database.url, "--engine", "citus")
    assert ran.code == 1
    assert "Expected a central schema for citus, found one for postgresql; nothing was changed." in ran.err
    assert dockgrade("central", "init", "--url", central_database.url).code == 0


def test_publishing_says_what_it_would_do_and_why_it_refuses(
    dockgrade: Dockgrade, central_database: Database, tmp_path: Path
) -> None:
    url = ("--url", central_database.url)
    everything, less, bad = tmp_path / "all.csv", tmp_path / "less.csv", tmp_path / "bad.csv"
    everything.write_text(PRODUCTS, encoding="utf-8")
    header, first, *_ = PRODUCTS.splitlines(keepends=True)
    less.write_text(header + first, encoding="utf-8")
    bad.write_text(header + first + "BAD,6430000000048,Wrong,home,Nordkap,1,EUR,1,no,no,no,yes,no,\n", encoding="utf-8")
    assert dockgrade("central", "publish", "products", everything, *url).code == 0
    assert "would be taken out." in dockgrade("central", "publish", "products", less, *url, "--full", "--dry-run").out
    assert "--full takes no such file" in dockgrade("central", "publish", "products", bad, *url, "--full").out
    assert "--strict takes no such file" in dockgrade("central", "publish", "products", bad, *url, "--strict").out


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--out", ""), "expected a folder or an http(s) address, got nothing"),
        (("--out", "ftp://wms.example/returns"), "expected a folder, http:// or https://, got ftp://"),
        (("--out", __file__), f"expected a folder, got the file {__file__}"),
        (("--out", "x", "--patience", "nan"), "expected seconds from 0 to 86400, got 'nan'"),
        (("--out", "x", "--patience", "-1"), "expected seconds from 0 to 86400, got '-1'"),
        (("--out", "x", "--batch", "many"), "expected a whole number of 1 or more, got 'many'"),
        (("--out", "x", "--url", ""), "expected postgresql://user@host:5432/database, got nothing"),
    ],
)
def test_an_export_that_nobody_can_mean_is_refused_before_anything_is_written(
    option: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from app.cli import main

    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["central", "export", "--url", "postgresql://me@127.0.0.1:1/x", *option])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_address_in_capital_letters_is_one_all_the_same() -> None:
    from app.cli.central_data import _place

    assert _place("HTTPS://wms.example/Returns") == "https://wms.example/Returns"


def test_folding_again_is_told_once_and_only_where_nobody_asked_for_it(
    dockgrade: Dockgrade, central_database: Database, tmp_path: Path
) -> None:
    ran = dockgrade("central", "project", "--refold", "--url", central_database.url)
    assert (ran.code, ran.out, ran.err) == (0, "0 events projected.\n", "")
    BenchHome(tmp_path / "b09", "B09").join(central_database)
    central_database.psql(
        "INSERT INTO dockgrade.projector_cursor (share, stream_id, seq) SELECT '1/1', stream_id, 5 FROM dockgrade.stream"
    )
    ran = dockgrade("central", "project", "--url", central_database.url)
    told = "The server has fewer events than were folded: everything is folded again.\n0 events projected.\n"
    assert (ran.code, ran.out, ran.err) == (0, told, "")
