import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from app.errors import KnownError
from app.settings import Home
from app.sync.mirror import Mirror
from reports.command import CANCELLED, add_arguments, main
from tests.reports import paper
from tests.reports.sample_journal import sample_rows

DAY = ("--from", "2025-11-20", "--to", "2025-11-20")


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    sample_rows(60).write(folder / "journal.db")
    return Home(folder)


def parsed(home, *words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    args = parser.parse_args([str(word) for word in words])
    args.home = home
    return args


def test_a_report_is_made_and_told_in_one_line(home, tmp_path, capsys):
    out = tmp_path / "r.pdf"
    assert main(parsed(home, "disposition-summary", *DAY, "--out", out, "--by", "Kari Øst")) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith(f"{out}: ")
    assert said.out.count("\n") == 1
    assert "by Kari Øst" in paper.flat_text(out.read_bytes())


def test_json_lines_tell_progress_and_result(home, tmp_path, capsys):
    out = tmp_path / "r.csv"
    assert main(parsed(home, "disposition-summary", *DAY, "--out", out, "--json")) == 0
    *progress, done = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert progress[0] == {"event": "progress", "done": 0, "total": done["rows"]}
    assert progress[-1]["done"] == progress[-1]["total"] == done["rows"]
    assert done == {
        "event": "done", "path": str(out), "pages": None, "rows": done["rows"], "report_id": done["report_id"]
    }  # fmt: skip
    assert done["report_id"].startswith("RPT-")


def test_a_client_that_nobody_knows_is_refused_and_the_known_ones_are_named(home, tmp_path):
    out = tmp_path / "r.pdf"
    with pytest.raises(KnownError) as caught:
        main(parsed(home, "disposition-summary", *DAY, "--out", out, "--client", "Nobody"))
    assert caught.value.exit_code == 1
    assert "'Nobody'" in caught.value.title
    known = caught.value.next_step.removeprefix("Known clients: ").removesuffix(".").split(", ")
    assert len(known) > 1
    assert main(parsed(home, "disposition-summary", *DAY, "--out", out, "--client", known[0])) == 0
    assert not list(tmp_path.glob("*.part*"))


def test_a_fault_is_told_as_json_too_and_keeps_its_exit_code(home, tmp_path, capsys):
    with pytest.raises(KnownError) as caught:
        main(parsed(home, "disposition-summary", *DAY, "--out", tmp_path / "r.xlsx", "--json"))
    assert json.loads(capsys.readouterr().out) == {
        "event": "error", "title": caught.value.title, "next_step": caught.value.next_step, "exit_code": 2
    }  # fmt: skip


def test_settings_of_the_bench_choose_language_and_zone_and_options_choose_again(home, tmp_path):
    home.settings.write_text(
        '[bench]\nid = "B07"\nsite = "TMP1"\nlanguage = "ru"\nzone = "Asia/Tokyo"\n', encoding="utf-8"
    )
    out = tmp_path / "r.pdf"
    main(parsed(home, "shift-handover", *DAY, "--out", out))
    assert "Часовой пояс Asia/Tokyo (UTC+09:00)" in paper.flat_text(out.read_bytes())
    main(parsed(home, "shift-handover", *DAY, "--out", out, "--language", "en", "--zone", "Europe/Oslo"))
    assert "Time zone Europe/Oslo (UTC+01:00)" in paper.flat_text(out.read_bytes())


def test_the_handover_of_a_bench_with_a_server_counts_what_is_not_on_it_yet(home, tmp_path):
    bench = '[bench]\nid = "B07"\nsite = "TMP1"\n'
    home.settings.write_text(bench, encoding="utf-8")
    out = tmp_path / "r.pdf"
    main(parsed(home, "shift-handover", *DAY, "--out", out))
    assert "This bench has no central server" in paper.flat_text(out.read_bytes())
    home.settings.write_text(f'{bench}[central]\nurl = "postgresql://bench@127.0.0.1:5432/returns"\n', encoding="utf-8")
    with closing(sqlite3.connect(home.journal)) as journal:
        ((events,),) = journal.execute("SELECT max(seq) FROM event")
    main(parsed(home, "shift-handover", *DAY, "--out", out))
    assert f"{events:,} events are not yet on the central server" in paper.flat_text(out.read_bytes())
    with closing(Mirror(home.mirror)) as mirror, mirror.transaction() as connection:
        connection.execute(
            "INSERT INTO own_stream (stream_id, acked_seq, acked_hash) VALUES ('s1', ?, x'00')", (events - 1,)
        )
    main(parsed(home, "shift-handover", *DAY, "--out", out))
    assert "1 event is not yet on the central server" in paper.flat_text(out.read_bytes())


def test_without_settings_it_is_english_on_this_machines_clock(home, tmp_path):
    out = tmp_path / "r.pdf"
    main(parsed(home, "shift-handover", *DAY, "--out", out))
    assert "Time zone UTC+00:00" in paper.flat_text(out.read_bytes())  # the tests run with TZ=UTC


def test_without_dates_the_report_is_of_the_shift_that_was_closed_last(tmp_path, time_machine):
    now = datetime(2025, 11, 20, 14, 30, tzinfo=UTC)
    time_machine.move_to(now, tick=False)
    folder = tmp_path / "home"
    folder.mkdir()
    rows = sample_rows(60)  # its shift was closed at 13:59 UTC
    rows.event("item:i000001", "item_stowed", now - timedelta(minutes=5), item_id="i000001", tote="T-0101")
    rows.write(folder / "journal.db")
    out = tmp_path / "r.pdf"
    main(parsed(Home(folder), "shift-handover", "--out", out))
    assert "Period 2025-11-20 13:59 – 14:30" in paper.flat_text(out.read_bytes())


def test_a_reprint_number_below_nought_is_refused(home, tmp_path):
    with pytest.raises(KnownError, match="Expected 0 or more in --reprint, got -1") as caught:
        main(parsed(home, "shift-handover", *DAY, "--out", tmp_path / "r.pdf", "--reprint", -1))
    assert caught.value.exit_code == 2


def test_an_unknown_report_is_wrong_usage(home, capsys):
    with pytest.raises(SystemExit) as caught:
        parsed(home, "profits", "--out", "r.pdf")
    assert caught.value.code == 2
    assert "disposition-summary" in capsys.readouterr().err


PROGRAM = """
import argparse, sys
from pathlib import Path
from app.settings import Home
from app.sync.mirror import Mirror
from reports.command import add_arguments, main
parser = argparse.ArgumentParser()
add_arguments(parser)
args = parser.parse_args(sys.argv[2:])
args.home = Home(Path(sys.argv[1]))
sys.exit(main(args))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot ask a process to end")
def test_a_request_to_terminate_leaves_nothing(tmp_path, repo_root):
    folder, target = tmp_path / "home", tmp_path / "out"
    folder.mkdir()
    target.mkdir()
    sample_rows(4000).write(folder / "journal.db")
    words = [str(folder), "disposition-summary", *DAY, "--out", str(target / "r.pdf"), "--json"]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=repo_root,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        first = json.loads(process.stdout.readline())
        assert first == {"event": "progress", "done": 0, "total": first["total"]}
        process.send_signal(signal.SIGTERM)
        rest = [json.loads(line) for line in process.stdout]
    assert rest[-1] == {"event": "cancelled"}
    assert process.returncode == CANCELLED
    assert list(target.iterdir()) == []


def test_the_options_cost_no_heavy_import(repo_root):
    code = "import sys, reports.command; print(sorted({'sqlalchemy', 'reportlab', 'sqlite3'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=repo_root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
