"""Databases on one server, each test with its own."""

import base64
import itertools
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from tests.postgres.server import Postgres
from tests.postgres.shards import stand_in_for_citus

Engine = Literal["postgresql", "citus"]


@dataclass(frozen=True, slots=True)
class Database:
    """One database of a server.

    Attributes:
        name: of the database.
        url: as superuser, who owns the central schema.
    """

    server: Postgres
    name: str

    @property
    def url(self) -> str:
        return self.server.url(database=self.name)

    def url_of(self, user: str, password: str) -> str:
        """The address of another role."""
        return self.server.url(user, self.name, password)

    def psql(self, statement: str) -> list[tuple[Any, ...]]:
        """One statement as superuser, committed at once; returns its rows."""
        return self.server.psql(statement, self.name)


class Databases:
    """Hands out databases of one server and clears them away, with the roles that were made in the meantime."""

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self._number = itertools.count(1)
        self._templates: dict[Engine, str] = {}
        self._roles = self._all_roles()

    def _all_roles(self) -> set[str]:
        return {name for (name,) in self.server.psql("SELECT rolname FROM pg_roles")}

    def _template(self, engine: Engine) -> str:
        if engine not in self._templates:
            from app.sync.central.schema import init

            name = f"dockgrade_template_{engine}"
            self.server.psql(f"CREATE DATABASE {name}")
            if engine == "citus":
                stand_in_for_citus(lambda statement: self.server.psql(statement, name))
            init(self.server.url(database=name), engine)
            self._roles = self._all_roles()
            self._templates[engine] = name
        return self._templates[engine]

    @contextmanager
    def new(self, engine: Engine | None) -> Iterator[Database]:
        """A database of its own; with the central schema as for `engine`, or empty. Dropped at the end, whoever is connected."""
        name = f"test_{next(self._number)}"
        self.server.psql(f"CREATE DATABASE {name} TEMPLATE {self._template(engine) if engine else 'template0'}")
        if engine:
            # What init took from PUBLIC stands in the database's own row, which a template does not pass on.
            self.server.psql(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
            self.server.psql(f"GRANT CONNECT ON DATABASE {name} TO dockgrade_bench, dockgrade_reader")
            self.server.psql("UPDATE dockgrade.central_meta SET cluster_id = gen_random_uuid()", name)
        try:
            yield Database(self.server, name)
        finally:
            if not self.server.running:
                self.server.start()
            self.server.psql(f"DROP DATABASE {name} WITH (FORCE)")
            for role in self._all_roles() - self._roles:
                self.server.psql(f'DROP OWNED BY "{role}"')
                self.server.psql(f'DROP ROLE "{role}"')


@dataclass(frozen=True, slots=True)
class JoinedBench:
    """A bench that an administrator enrolled and that spent its token, on a database of a test.

    Attributes:
        url: with the bench's own role and password.
        series: by stream, as the server answered.
    """

    database: Database
    bench_id: str
    site: str
    role: str
    password: str
    url: str
    series: Mapping[str, str]


def join_bench(
    database: Database,
    bench_id: str = "B07",
    site: str = "TMP1",
    streams: Mapping[str, str] | None = None,
    *,
    admin_url: str | None = None,
) -> JoinedBench:
    """Enrol a bench and spend its token as the bench would; `streams` maps stream_id to series."""
    import psycopg

    from app.sync.central.enrol import enrol

    role, secret, token = open_token(enrol(admin_url or database.url, bench_id, site).token)
    url = database.url_of(role, secret)
    given = [
        {"stream_id": stream, "series": series, "bench_id": bench_id, "site": site, "last_seq": 0}
        for stream, series in (streams or {}).items()
    ]
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT * FROM dockgrade.enrol_v1(%s, %s::jsonb)", (token, json.dumps(given))
        ).fetchall()
    return JoinedBench(database, bench_id, site, role, secret, url, {str(row[0]): row[1] for row in rows})


def open_token(text: str) -> tuple[str, str, str]:
    """Role, first password and one-time token that an enrolment token carries."""
    packed = text.removeprefix("DG1-")
    held = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    return unquote(urlsplit(held["url"]).username or ""), held["secret"], held["token"]
