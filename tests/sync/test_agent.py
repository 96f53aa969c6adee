"""The agent as a process of its own: started, watched, killed, told to hurry, and left alone by its bench."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading

import pytest

from app.store.owner import Ownership
from app.sync.serve import only_agent
from app.sync.supervisor import Supervisor, agent_command
from tests.postgres import free_port
from tests.sync.benches import central_events

pytestmark = pytest.mark.postgres

PATIENCE_S = 40.0


class Told:
    """What a supervisor or an agent told, in order."""

    def __init__(self):
        self._queue = queue.Queue()
        self.all = []

    def __call__(self, status):
        self._queue.put(status)

    def until(self, wanted):
        while True:
            status = self._queue.get(timeout=PATIENCE_S)
            self.all.append(status)
            if wanted(status):
                return status


@pytest.fixture
def supervised():
    made = []

    def start(bench, **how):
        told = Told()
        made.append(Supervisor(bench.home.path, told, **how))
        made[-1].start()
        return made[-1], told

    yield start
    for supervisor in made:
        supervisor.stop()
        assert supervisor.pid is None


def in_step(status):
    return status.state == "in_step" and status.unsent == 0


def test_what_one_bench_records_is_at_the_other_without_anybody_asking(bench, other, supervised, central_database):
    _, mine = supervised(bench)
    _, theirs = supervised(other)
    mine.until(in_step)
    theirs.until(lambda status: status.pulled == 3)
    made = bench.record(1, key="item:42")
    theirs.until(lambda status: status.pulled == 4 and status.changes)
    assert other.mirror("SELECT event_id FROM remote_event WHERE item_key = 'item:42'") == [(made[0],)]
    assert bench.mirror("SELECT acked_seq FROM own_stream") == [(4,)]


def test_an_agent_that_was_killed_is_started_again(bench, supervised):
    supervisor, told = supervised(bench)
    told.until(in_step)
    os.kill(supervisor.pid, signal.SIGKILL)
    ended = told.until(lambda status: status.state == "stopped")
    assert ended.problem.code == "agent_ended"
    bench.record(2)
    told.until(lambda status: in_step(status) and status.pushed == 2)


@pytest.mark.skipif(sys.platform == "win32", reason="priorities of POSIX")
def test_an_agent_lets_its_bench_go_first(bench, supervised):
    supervisor, told = supervised(bench)
    told.until(in_step)
    assert os.getpriority(os.PRIO_PROCESS, supervisor.pid) > os.getpriority(os.PRIO_PROCESS, 0)


def test_an_agent_ends_with_its_bench(bench):
    child = subprocess.Popen(agent_command(bench.home.path), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert json.loads(child.stdout.readline())["state"]
    child.stdin.close()
    rest = child.stdout.read().splitlines()
    assert child.wait(PATIENCE_S) == 0
    assert json.loads(rest[-1])["state"] == "stopped"
    child.stdout.close()
    with only_agent(bench.home):
        pass


def test_an_agent_stops_cleanly_when_asked(bench, central_database):
    command = [sys.executable, "-m", "app", "sync", "--watch", "--json", "--home", str(bench.home.path)]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    for line in child.stdout:
        if json.loads(line)["state"] == "in_step":
            break
    child.send_signal(signal.SIGTERM)
    rest = child.stdout.read()
    assert child.wait(PATIENCE_S) == 0
    assert json.loads(rest.splitlines()[-1])["state"] == "stopped"
    child.stdout.close()
    assert len(central_events(central_database)) == 3


def test_a_second_agent_of_the_same_home_waits_and_tells_what_the_first_does(bench, supervised):
    _, first = supervised(bench)
    first.until(in_step)
    supervisor, second = supervised(bench)
    assert second.until(in_step).pushed == 3, "it is the first one's figure"
    assert supervisor.pid is not None


def test_an_agent_without_a_server_tells_what_waits_and_tries_again(bench, supervised, central_database, make_proxy):
    proxy = make_proxy(central_database.server.port)
    bench.lead_to(proxy.port)
    proxy.refuse = True
    supervisor, told = supervised(bench)
    offline = told.until(lambda status: status.problem is not None)
    assert (offline.state, offline.unsent, offline.problem.code) == ("offline", 3, "unreachable")
    bench.record(1)
    told.until(lambda status: status.unsent == 4)
    proxy.heal()
    supervisor.now()
    assert told.until(in_step).pushed == 4
    proxy.reset()
    bench.record(1)
    told.until(lambda status: in_step(status) and status.pushed == 5)


def test_now_ends_a_long_wait(bench, central_database):
    bench.lead_to(free_port())
    told = Told()
    agent = bench.agent(told)
    agent._backoff.wait_s = lambda: PATIENCE_S * 10
    thread = threading.Thread(target=agent.run)
    thread.start()
    try:
        told.until(lambda status: status.problem is not None)
        bench.lead_to(central_database.server.port)
        agent._settings = bench.settings
        agent.now()
        told.until(in_step)
    finally:
        agent.stop()
        thread.join(PATIENCE_S)
    assert not thread.is_alive()


def test_a_program_that_is_no_agent_is_tried_again_and_told(bench, supervised):
    _, told = supervised(bench, command=[sys.executable, "-c", "print('hello'); raise SystemExit(7)"])
    for _ in range(2):
        status = told.until(lambda status: status.state == "stopped")
        assert status.problem.params == {"code": "7"}


def test_a_bench_that_never_joined_is_told_how(tmp_path, dockgrade):
    from tests.sync.benches import BenchHome

    alone = BenchHome(tmp_path / "alone", "B01")
    alone.record(2)
    done = dockgrade("sync", "--once", home=alone)
    assert done.returncode == 3
    assert "sync join" in done.stderr
    done = dockgrade("sync", "status", "--json", home=alone)
    assert done.returncode == 0
    assert json.loads(done.stdout) | {"joined": False, "unsent": 2} == json.loads(done.stdout)


def test_status_tells_what_waits_while_the_server_is_away(bench, dockgrade):
    assert dockgrade("sync", "--once", home=bench).returncode == 0
    bench.record(2)
    bench.lead_to(free_port())
    done = dockgrade("sync", "--once", home=bench)
    assert done.returncode == 3
    assert "2 not yet on the server" in done.stdout
    done = dockgrade("sync", "status", home=bench)
    assert done.returncode == 1
    assert "2 events not yet on the server, last contact 20" in done.stdout
    assert "does not answer" in done.stdout
    told = json.loads(dockgrade("sync", "status", "--json", home=bench).stdout)
    assert (told["joined"], told["agent"], told["unsent"], told["error"]["code"]) == (True, False, 2, "unreachable")


def test_join_on_the_command_line_keeps_what_stands_in_the_settings(tmp_path, central_database, dockgrade):
    from app.sync.central.enrol import enrol
    from tests.sync.benches import BenchHome

    late = BenchHome(tmp_path / "late", "B30")
    token = enrol(central_database.url, "B30", "TMP1").token
    done = dockgrade("sync", "join", "-", "--no-keyring", "--json", home=late, stdin=token + "\n")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["password_in"] == "file"
    text = late.home.settings.read_text(encoding="utf-8")
    assert text.startswith("# our bench\n")
    assert "# on the door" in text
    assert late.settings.central is not None
    assert token.removeprefix("DG1-") not in text
    late.record(1)
    assert dockgrade("sync", "--once", "--json", home=late).returncode == 0
    done = dockgrade("sync", "join", token, home=late)
    assert done.returncode == 0, "once more, as after a join that broke off"


def test_once_goes_on_in_a_new_stream_by_itself_while_no_bench_runs(
    bench, other, central_database, dockgrade, tmp_path
):
    bench.record(2)
    bench.sync()
    copy = bench.copy_to(tmp_path / "copy")
    lost = bench.record(1)
    bench.sync()
    bench.put_back(copy)
    fresh = bench.record(2, key="item:5")
    owner = Ownership(bench.home.owner)
    done = dockgrade("sync", "--once", "--json", home=bench)
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"]["code"] == "fork", "a bench that runs does it itself"
    owner.release()
    done = dockgrade("sync", "--once", "--json", home=bench)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["unsent"] == 0
    other.sync()
    assert {row[2] for row in other.remote()} >= {*fresh, *lost}
    assert {row[2] for row in bench.remote()} == set(lost)
    assert len({row[0] for row in bench.events()}) == 2
    assert dockgrade("verify", home=bench).returncode == 0


@pytest.fixture
def dockgrade():
    def run(*words, home, stdin=""):
        return subprocess.run(
            [sys.executable, "-m", "app", *words, "--home", str(home.home.path)],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run
