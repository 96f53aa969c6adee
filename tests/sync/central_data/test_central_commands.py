"""`dockgrade central project | export | publish` as a person or a timer calls them."""

import json
import subprocess
import sys

import psycopg
import pytest

from app.sync.central.export import keep_others_out
from tests.sync.central_data.feeding import project
from tests.sync.central_data.receiver import first, receiving
from tests.sync.central_data.stories import refund_story

pytestmark = [pytest.mark.postgres, pytest.mark.in_shards_too]


def lines(folder):
    return [
        json.loads(text)
        for path in sorted(folder.glob("facts-*.jsonl"))
        for text in path.read_text(encoding="utf-8").splitlines()
    ]


def dockgrade(*words):
    done = subprocess.run(
        [sys.executable, "-P", "-m", "app", *map(str, words)], capture_output=True, text=True, timeout=100, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_the_command_line_projects_and_exports(central_database, tmp_path):
    url = central_database.url
    story, _ = refund_story()
    story.push(url)
    code, out, err = dockgrade("central", "export", "--url", url, "--out", tmp_path / "out")
    assert (code, "wait for the projector" in out) == (0, True), err
    code, out, err = dockgrade("central", "project", "--url", url, "--json")
    assert code == 0, err
    assert json.loads(out.splitlines()[-1]) == {"event": "done", "events": 6, "unread": 0}
    code, out, err = dockgrade("central", "export", "--url", url, "--out", tmp_path / "out", "--json")
    assert code == 0, err
    told = json.loads(out.splitlines()[-1])
    assert told["facts"]["refund_recommended"] == 1
    assert len(lines(tmp_path / "out")) == 5
    code, out, err = dockgrade("central", "export", "--url", url, "--out", tmp_path / "two", "--since", told["cursor"])
    assert (code, lines(tmp_path / "two")) == (0, []), err
    code, out, err = dockgrade("central", "export", "--url", url, "--out", tmp_path / "two", "--since", "nonsense")
    assert (code, "Expected a cursor" in err) == (2, True)


def test_the_command_line_exports_to_an_address_and_keeps_its_cursor(central_database, tmp_path):
    url = central_database.url
    story, bench = refund_story()
    story.push(url)
    project(url)
    keep = tmp_path / "wms.cursor"
    with receiving(first([503, 200, 422])) as receiver:
        words = ("central", "export", "--url", url, "--out", receiver.url, "--cursor-file", keep, "--json")
        code, out, err = dockgrade(*words)
        assert code == 1, err
        assert json.loads(out.splitlines()[-1])["dead"] == 1
        assert len(receiver.taken) == 4
        assert len((tmp_path / "wms.cursor.dead-letter.jsonl").read_text(encoding="utf-8").splitlines()) == 1
        bench.identify("i9", rma=None, line=None)
        story.push(url)
        project(url)
        code, out, err = dockgrade(*words)
        assert (code, len(receiver.taken)) == (0, 5), err
        code, out, err = dockgrade("central", "export", "--url", url, "--out", receiver.url)
        assert (code, "--cursor-file" in err) == (2, True)


def test_of_two_exports_to_one_address_the_second_waits_its_turn(central_database, tmp_path):
    """What the first still holds back would come after what the second tells anew, and what is told last holds."""
    url = central_database.url
    story, _ = refund_story()
    story.push(url)
    project(url)
    with receiving(lambda _: 200) as receiver:
        words = ("central", "export", "--url", url, "--out", receiver.url, "--cursor-file", tmp_path / "wms.cursor")
        with psycopg.connect(url, autocommit=True) as first_one:
            keep_others_out(first_one, receiver.url)
            keep_others_out(first_one, "https://somewhere.else/")
            code, _, err = dockgrade(*words)
            assert (code, len(receiver.taken)) == (3, 0)
            assert "Another export to this address is at work." in err
        code, _, err = dockgrade(*words)
        assert code == 0, err
        assert len(receiver.taken) > 0


def test_the_command_line_publishes(central_database, tmp_path):
    path = tmp_path / "products.csv"
    path.write_text("sku,gtin,title,category,client\nA,,Thing,home,Acme\nB,,,home,Acme\n", encoding="utf-8")
    words = ("central", "publish", "products", path, "--url", central_database.url)
    code, out, err = dockgrade(*words)
    assert (code, "1 added" in out, "line 3, column title" in out) == (1, True, True), err
    code, out, err = dockgrade(*words, "--json")
    assert [json.loads(text)["event"] for text in out.splitlines() if "progress" not in text] == [
        "bad",
        "done",
        "published",
    ]
    code, out, err = dockgrade("central", "publish", "products", tmp_path / "none.csv", "--url", central_database.url)
    assert (code, "There is no file" in err) == (2, True)


@pytest.mark.parametrize("content", [b"x\n", b"dgx1.AAAA\n7\n", b"\xff\xfe"])
def test_a_damaged_cursor_file_is_named_and_another_cursor_helps(central_database, tmp_path, content):
    story, _ = refund_story()
    story.push(central_database.url)
    project(central_database.url)
    words = ("central", "export", "--url", central_database.url, "--out", tmp_path)
    (tmp_path / "cursor").write_bytes(content)
    code, _, err = dockgrade(*words)
    assert code == 1
    assert f"dockgrade: The cursor file {tmp_path / 'cursor'} is damaged. Expected a cursor" in err
    assert "--since" in err
    code, _, err = dockgrade(*words, "--since", "start")
    assert code == 0, err
    assert dockgrade(*words)[0] == 0
