"""The parts of a site, each a process of its own that may be killed at any moment: a bench that is worked at, an agent, a projector.

They are forked from a process that has everything loaded, so that a life begins in hundredths of a second. A part that is told to die
"in n steps" kills itself with SIGKILL there, before or after the n-th question to the server or statement on a file: those are the
moments between two writes that a kill from outside rarely hits.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

LOADED = [
    "alembic",
    "app.sync.agent",
    "app.sync.central.projecting",
    "app.sync.serve",
    "psycopg",
    "sqlalchemy.dialects.sqlite",
    "tests.faults.parts",
    "tests.sync.model.bench",
]
ENDS_S = 30.0


@dataclass(frozen=True)
class Doom:
    """When a part kills itself: at the n-th step, or the first whose name holds `mark`, once that is done or just before; None for never."""

    steps: int | None = None
    done: bool = True
    mark: str | None = None


def nursery():
    """Where parts are made."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    return context


class Part:
    """One process; what it complains of goes to the file `errors`."""

    def __init__(self, context, errors, target, *arguments):
        self._errors = errors
        self._process = context.Process(target=_alone, args=(errors, target, *arguments), daemon=True)
        self._process.start()

    def kill(self):
        """kill -9; returns what else it had ended of, "" for nothing."""
        if self._process is None:
            return ""
        self._process.kill()
        return self.wait()

    def wait(self):
        """Wait until it has killed itself, or was killed; returns what else it ended of, "" for nothing."""
        self._process.join(ENDS_S)
        ended = self._process.exitcode
        if ended is None:
            return "it lives on"
        self._process.close()
        self._process = None
        if ended == -signal.SIGKILL:
            return ""
        return f"exit code {ended}: {self._errors.read_text(encoding='utf-8')[-2000:]}"


def _alone(errors, target, *arguments):
    sys.stderr = errors.open("a", encoding="utf-8", buffering=1)
    target(*arguments)


def _fate(doom):
    from tests.sync.model.fate import Fate

    class Fatal(Fate):
        """Dies for good."""

        def step(self, name, run):
            last = self._last(name)
            if last and not self._done:
                os.kill(os.getpid(), signal.SIGKILL)
            found = run()
            if last:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        def _last(self, name):
            self.steps.clear()
            return super()._last(name)

    fate = Fatal()
    fate._left, fate._at, fate._done = doom.steps, doom.mark, doom.done
    return fate


def bench(home, bench_id, seed, told, doom, offset_s=0.0):
    """Somebody works: receives, decides about the newest items anybody has received; folds and carries out orders in between.

    Into the file `told` goes what is about to be recorded and what was on the screen then, and, after the commit, that it was shown.
    """
    from tests.sync.model.bench import ModelBench

    chance = random.Random(seed)
    one = ModelBench(Path(home), bench_id, _fate(doom))
    with Path(told).open("a", encoding="utf-8", buffering=1) as lines:
        while True:
            one.now = datetime.fromtimestamp(time.time() + offset_s, UTC)
            one.obey()
            one.fold(20)
            keys = newest_items(one)
            if not keys or chance.random() < 0.25:
                one.receive()
            else:
                key = chance.choice(keys)
                saw = sorted(one.visible(key))
                work = one.decide(key, f"{bench_id}-{chance.getrandbits(48):x}", chance.choice((None, 0, 1, 2)))
                ids = [record.event_id for record in work.recorded]
                lines.write(json.dumps({"key": key, "ids": ids, "saw": saw}) + "\n")
                work.commit()
                lines.write(json.dumps({"shown": ids}) + "\n")
            time.sleep(chance.random() * 0.04)


def newest_items(one, limit=4):
    """Keys of the items that were identified last, here or elsewhere, as this bench's screen knows them."""
    rows = one.journal.connection.raw.execute(
        "SELECT item_id FROM item ORDER BY identified_at DESC, item_id DESC LIMIT ?", (limit,)
    ).fetchall()
    return [f"item:{item_id}" for (item_id,) in rows]


def agent(home, doom):
    """The sync agent, as `dockgrade sync --watch` runs it."""
    import pytest

    from app.settings import Home, load_settings
    from app.sync.serve import watch
    from tests.sync.model.fate import mortal_agents

    place = Home(Path(home))
    with pytest.MonkeyPatch.context() as patch, mortal_agents(_fate(doom), patch):
        watch(place, load_settings(place.settings), lambda _: None, supervised=False)


def projector(url, doom):
    """The projector, as `dockgrade central project --watch` runs it."""
    import psycopg

    from app.errors import KnownError
    from app.sync.central.projecting import watch
    from app.sync.central.shares import Share

    fate, execute = _fate(doom), psycopg.Connection.execute
    psycopg.Connection.execute = lambda self, query, *a, **k: fate.step(
        str(query), lambda: execute(self, query, *a, **k)
    )

    def pause(seconds):
        time.sleep(min(seconds, 0.2))
        return False

    while True:
        try:
            watch(url, Share(), lambda _: None, pause)
        except KnownError:  # the server is not there yet
            time.sleep(0.1)
