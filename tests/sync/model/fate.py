"""Death in process: an agent or a bench that ends between any two steps of its input and output, and takes nothing back.

Each question to the server and each statement on a SQLite file is a step. `Fate.dies_in(n)` lets the n-th of them be the last,
with what it asked for done or not done; what was open is closed as the end of a process closes it.
"""

import contextlib
import functools

from app.sync import mirror
from app.sync.server import Server


class Died(BaseException):
    """Nothing in the product may catch this: a process that was killed runs no handler."""


class Fate:
    """Counts steps; one for all that runs in this process, since only one of them runs at a time.

    Attributes:
        steps: names of the steps since `dies_in`.
    """

    def __init__(self):
        self._left = None
        self._at = None
        self._done = True
        self._before = {}
        self.steps = []

    @contextlib.contextmanager
    def dies_in(self, steps, *, done=True):
        """Inside, the step with this number is the last; yields a list that holds its name once it came to that."""
        self._left, self._done, self.steps = steps, done, []
        died = []
        try:
            yield died
        except Died as err:
            died.append(str(err))
        finally:
            self._left = None

    @contextlib.contextmanager
    def dies_at(self, mark, *, done=True):
        """Inside, the first step whose name contains `mark` is the last."""
        self._at, self._done, self.steps = mark, done, []
        died = []
        try:
            yield died
        except Died as err:
            died.append(str(err))
        finally:
            self._at = None

    def before(self, mark, happens):
        """Let something happen once, just before the first step whose name contains `mark`."""
        self._before[mark] = happens

    def step(self, name, run):
        """One step."""
        for mark in [mark for mark in self._before if mark in name]:
            self._before.pop(mark)()
        last = self._last(name)
        if last and not self._done:
            raise Died(name)
        found = run()
        if last:
            raise Died(name)
        return found

    def _last(self, name):
        self.steps.append(name)
        if self._at is not None and self._at in name:
            return True
        if self._left is None:
            return False
        self._left -= 1
        return self._left == 0


class Mortal:
    """A SQLite connection whose statements are steps."""

    def __init__(self, connection, fate, where):
        self.__dict__["raw"] = connection
        self.__dict__["_fate"] = fate
        self.__dict__["_where"] = where

    def execute(self, sql, *values):
        return self._fate.step(f"{self._where} {sql}", lambda: self.raw.execute(sql, *values))

    def executemany(self, sql, rows):
        return self._fate.step(f"{self._where} {sql}", lambda: self.raw.executemany(sql, rows))

    def __getattr__(self, name):
        return getattr(self.raw, name)


@contextlib.contextmanager
def mortal_agents(fate, monkeypatch):
    """Inside, the steps of every agent count."""
    connect_writer, rows = mirror.connect_writer, Server.rows

    def mortal_writer(path):
        return Mortal(connect_writer(path), fate, "mirror")

    @functools.wraps(rows)
    def mortal_rows(self, sql, values=(), **options):
        return fate.step(f"server {sql}", lambda: rows(self, sql, values, **options))

    with monkeypatch.context() as patch:
        patch.setattr(mirror, "connect_writer", mortal_writer)
        patch.setattr(Server, "rows", mortal_rows)
        patch.setattr("app.reference.mirror.BUSY_TIMEOUT_S", 0.01)
        yield
