"""The write-ahead log stays short, whether or not the inspector pauses."""

from concurrent.futures import wait

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


class _Left:
    """The journal, left open for the test's own checks when the runner ends."""

    def __init__(self, journal):
        self.checkpoint = journal.checkpoint
        self.folded = 0

    def close(self):
        pass
