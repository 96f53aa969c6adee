"""What every played site begins with: a server made ready, benches enrolled on it, and copies of both to go back to."""

from itertools import count

from app.settings import Home, load_settings
from app.sync.central.enrol import enrol
from app.sync.central.schema import init
from app.sync.join import join, parse_token
from app.sync.secret import SecretStore
from tests.sync.model.bench import ModelBench
from tests.sync.model.fate import Fate

ROUNDS = 8
"""In so many rounds of all benches every queue is empty (I6): a fork takes two, a second one found on the way two more."""


_BEGINNINGS = count(1)


class Beginning:
    """What every example begins with: two benches that have joined, one shared item known to both. Made once."""

    SITE = "TMP1"

    def __init__(self, server, folder):
        self.server, self.folder = server, folder
        self.name = f"beginning_{next(_BEGINNINGS)}"
        server.psql(f"CREATE DATABASE {self.name}")
        init(server.url(database=self.name))
        centre = _Named(server, self.name)
        fate = Fate()
        benches = [new_bench(centre, folder / name, name, fate) for name in ("B01", "B02")]
        self.key = benches[0].receive()
        for bench in (benches[0], benches[1], benches[0]):
            assert bench.turn() is None
            bench.fold_all()
        self.ids = benches[0].ids()
        self._roles = server.psql("SELECT rolname, rolpassword FROM pg_authid WHERE rolname LIKE 'bench_tmp1_%'")
        for bench in benches:
            bench.stop()

    def give_back_passwords(self):
        """Roles belong to the whole server: a bench that was set up anew in one example has changed its password for all."""
        for role, verifier in self._roles:
            self.server.psql(f"ALTER ROLE {role} PASSWORD '{verifier}'")


class _Named:
    def __init__(self, server, name):
        self.url = server.url(database=name)


def new_bench(centre, folder, bench_id, fate):
    """A bench that was just set up and has joined."""
    folder.mkdir(parents=True)
    home = Home(folder)
    home.settings.write_text(f'[bench]\nid = "{bench_id}"\nsite = "{Beginning.SITE}"\n', encoding="utf-8")
    bench = ModelBench(folder, bench_id, fate)
    token = parse_token(enrol(centre.url, bench_id, Beginning.SITE).token)
    join(home, load_settings(home.settings), token, SecretStore(home.secret, {}, use_keyring=False))
    return bench
