"""A central database that is backed up and restored in a tenth of a second: as a copy of the whole database on the same server."""

import itertools

import psycopg

from app.sync.central.schema import restored

_NUMBERS = itertools.count(1)


class Centre:
    """A database on a test's server. Whoever is connected is cut off by a backup and by a restore, as with a real one."""

    def __init__(self, server, template):
        self.server = server
        self.name = f"model_{next(_NUMBERS)}"
        self._made = []
        self._connection = None
        self._copy(template, self.name)

    @property
    def url(self):
        return self.server.url(database=self.name)

    def rows(self, statement, values=()):
        """What the owner reads; on one connection for all questions between two disasters."""
        if self._connection is not None and self._connection.closed:
            self._connection = None
        if self._connection is None:
            self._connection = psycopg.connect(self.url, autocommit=True)
        return self._connection.execute(statement, values).fetchall()

    def owner(self):
        """A connection of the owner's; committed at the end of a `with`."""
        return psycopg.connect(self.url)

    def backup(self):
        """A copy of now; returns its name."""
        name = f"{self.name}_backup_{len(self._made)}"
        self.cut_off()
        self._copy(self.name, name)
        return name

    def restore(self, backup, *, announced):
        """Throw away what there is and go on from a backup; `announced` is whether the administrator says so."""
        self.cut_off()
        self.server.psql(f"DROP DATABASE {self.name} WITH (FORCE)")
        self._made.remove(self.name)
        self._copy(backup, self.name)
        if announced:
            restored(self.url)

    def forget(self):
        """Give our own connection up; the next question makes a new one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def remove(self):
        self.cut_off()
        for name in self._made:
            self.server.psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def cut_off(self):
        """Nobody is connected any more, ourselves included."""
        self.forget()
        self.server.psql(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{self.name}'")

    def _copy(self, old, new):
        self.server.psql(f"CREATE DATABASE {new} TEMPLATE {old} STRATEGY file_copy")
        self._made.append(new)
        self.server.psql(f"GRANT CONNECT ON DATABASE {new} TO dockgrade_bench, dockgrade_reader")
