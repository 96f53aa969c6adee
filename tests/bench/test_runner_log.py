"""What the runner does between two commands: the log stays short, and nobody waits for what other benches did."""

import threading
import time
from concurrent.futures import wait

import pytest

from app.bench import runner as running
from app.bench.runner import FOLD_AFTER, Runner
from app.domain.commands import RegisterScan


def test_a_bench_that_never_pauses_still_folds_its_log(bench, tmp_path):
    folded = []
    journal = bench.journal
    fold = journal.checkpoint
    journal.checkpoint = lambda: (folded.append(len(answers)), fold())
    answers = []
    runner = Runner(
        lambda: (_Left(journal), bench.bench), on_view=lambda _: None, on_jobs=lambda _: None, crash_folder=tmp_path
    )
    answers += [runner.ask(RegisterScan("nonsense", "", "left", number * 10**9)) for number in range(FOLD_AFTER + 1)]
    runner.start()
    wait(answers, timeout=30)
    runner.stop()
    assert folded


class _Connected:
    """A bench that has other benches' work to fold without end.

    Attributes:
        done: what it did, in order: a command, a look, or a look that was told to give way.
    """

    listens = True

    def __init__(self, bench):
        self._bench = bench
        self.view = bench.view
        self.looking, self.go_on = threading.Event(), threading.Event()
        self.done = []

    def look(self, give_way):
        self.looking.set()
        self.go_on.wait(20)
        self.done.append("gave way" if give_way() else "looked")
        return None, True

    def handle(self, command):
        self.done.append("command")
        return self._bench.handle(command)


@pytest.fixture
def connected(bench, tmp_path):
    """The bench and its runner, which is looking at what others did and waits there."""
    connected = _Connected(bench.bench)
    runner = Runner(
        lambda: (_Left(bench.journal), connected), on_view=lambda _: None, on_jobs=lambda _: None, crash_folder=tmp_path
    )
    runner.start()
    assert connected.looking.wait(20)
    yield connected, runner
    connected.go_on.set()
    runner.stop()


def test_a_look_gives_way_to_a_command_that_comes_meanwhile(connected):
    bench, runner = connected
    answer = runner.ask(RegisterScan("nonsense", "", "left", 1))
    bench.go_on.set()
    answer.result(20)
    assert bench.done[:2] == ["gave way", "command"]


def test_a_look_that_gave_way_is_overdue_soon_and_is_done_while_a_command_waits(connected, monkeypatch):
    monkeypatch.setattr(running, "OVERDUE_S", 0.3)
    bench, runner = connected
    answers = [runner.ask(RegisterScan("nonsense", "", "left", number)) for number in range(2)]
    time.sleep(0.4)  # so long ago is the last look that was done
    bench.go_on.set()
    wait(answers, timeout=20)
    assert bench.done[:4] == ["gave way", "command", "looked", "command"]


class _Left:
    """The journal, left open for the test's own checks when the runner ends."""

    def __init__(self, journal):
        self.checkpoint = journal.checkpoint
        self.folded = 0

    def close(self):
        pass
