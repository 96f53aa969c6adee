"""A site in one process: some benches, a server, everything that may happen to them, and what must be true in the end."""

import shutil
from datetime import timedelta
from itertools import count

from app.errors import KnownError
from tests.sync.model.beginning import new_bench
from tests.sync.model.bench import FILES, ModelBench
from tests.sync.model.centre import Centre
from tests.sync.model.fate import Fate
from tests.sync.model.invariants import Truth, check

ROUNDS = 8
"""In so many rounds of all benches every queue is empty (I6): a fork takes two, a second one found on the way two more."""


_BEGINNINGS = count(1)


class World:
    """One example. Each method is something that happens; `settle` and `faults` are the end.

    Attributes:
        truth: kept by the world itself, from what it asked for and what it destroyed.
    """

    def __init__(self, beginning, folder):
        self.fate = Fate()
        self.folder = folder
        folder.mkdir(parents=True)
        self.centre = Centre(beginning.server, beginning.name)
        self.benches = []
        self.key = beginning.key
        self.truth = Truth(alive=set(beginning.ids), ever=set(beginning.ids))
        self.images = []
        self.backups = []
        self._serials = count(1)
        self._names = count(1)
        self._stale = set()
        beginning.give_back_passwords()
        for home in sorted(path for path in beginning.folder.iterdir() if path.is_dir()):
            shutil.copytree(home, folder / home.name)
            self._readdress(folder / home.name, beginning.name)
            self.benches.append(ModelBench(folder / home.name, home.name, self.fate))

    def _readdress(self, home, name):
        settings = home / "settings.toml"
        settings.write_text(
            settings.read_text(encoding="utf-8").replace(f"/{name}", f"/{self.centre.name}"), encoding="utf-8"
        )

    def close(self):
        for bench in self.benches:
            bench.stop()
        self.centre.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def bench(self, number):
        return self.benches[number % len(self.benches)]

    # -- work

    def receive(self, number):
        """A parcel and an item of the bench's own."""
        bench = self.bench(number)
        bench.receive()
        self._note(bench)

    def decide(self, number, *, shared=True, key=None, grade=None, dies_in=None, done=True):
        """A decision about the shared item, the newest of the bench's own, or a given one; the bench may die while it is written."""
        bench = self.bench(number)
        key = key or self._key(bench, shared=shared)
        if key is None:
            return self.receive(number)
        saw = bench.visible(key)
        work = bench.decide(key, f"LOT-{next(self._serials)}", grade)
        with self.fate.dies_in(dies_in or 0, done=done) as died:
            work.commit()
        if died:
            bench.restart()
        made = [record.event_id for record in work.recorded]
        self._note(bench)
        before = set()
        for event_id in made:
            if event_id in self.truth.ever:
                self.truth.saw[event_id] = saw | before
                self.truth.key[event_id] = key
                before.add(event_id)
        return None

    def hand_over(self, number, to, *, dies_in=None, done=True):
        """An item is identified at one bench and decided about at another, which may die while it hears of it; then at the first again."""
        one, other = self.bench(number), self.bench(to)
        key = one.receive()
        self._note(one)
        self.decide(number, key=key)
        for step in (number, to):
            self.turn(step)
        self.fold(to, dies_in=dies_in, done=done)
        other.fold_all()
        if other is one or key.partition(":")[2] not in other.items():
            return
        self.decide(to, key=key)
        for step in (to, number):
            self.turn(step)
        one.fold_all()
        self.decide(number, key=key)

    def foreign_kind(self, number):
        """A bench of the next release records what this one does not know."""
        bench = self.bench(number)
        key = self._key(bench, shared=True)
        if key is not None:
            bench.foreign_kind(key)
            self._note(bench)

    def _key(self, bench, *, shared):
        if shared:
            return self.key if bench.visible(self.key) else None
        rows = bench.journal.connection.raw.execute(
            "SELECT item_key FROM event WHERE kind = 'item_identified' ORDER BY hlc DESC LIMIT 1"
        ).fetchone()
        return rows[0] if rows else None

    def clock(self, number, seconds):
        """Somebody sets a bench's clock."""
        self.bench(number).now += timedelta(seconds=seconds)

    # -- the agent and the bench's own turns

    def turn(self, number, *, dies_in=None, done=True):
        """A round of the agent; it may die in the middle of it."""
        bench = self.bench(number)
        with self.fate.dies_in(dies_in or 0, done=done) as died:
            if bench.turn() is None:
                self._stale.discard(bench.name)
        if died:
            bench.kill_agent()
        return died

    def turn_until(self, number, mark, *, done=True):
        """A round of the agent, which dies at a named step."""
        bench = self.bench(number)
        with self.fate.dies_at(mark, done=done) as died:
            bench.turn()
        if died:
            bench.kill_agent()
        return died

    def send(self, number):
        """The agent sends between two rounds."""
        self.bench(number).send()

    def turn_while_importing(self, number):
        """A round of the agent while an import holds mirror.db."""
        bench = self.bench(number)
        try:
            held = bench.importing()
        except KnownError:
            return
        with held:
            bench.turn()

    def fold(self, number, limit=50, *, dies_in=None, done=True):
        """The bench takes in what other benches did, some of it; it may die on the way."""
        bench = self.bench(number)
        with self.fate.dies_in(dies_in or 0, done=done) as died:
            bench.fold(limit)
        if died:
            bench.restart()

    def obey(self, number, *, dies_in=None, done=True):
        """The bench carries out orders; it may die on the way."""
        bench = self.bench(number)
        with self.fate.dies_in(dies_in or 0, done=done) as died:
            bench.obey()
        if died:
            bench.restart()

    def problem(self, number):
        """The code of what the agent says is wrong; None when nothing is."""
        found = self.bench(number).agent.status.problem
        return found.code if found else None

    def lead_to(self, number, port):
        """The bench reaches the server through another port from now on."""
        bench = self.bench(number)
        bench.kill_agent()
        text = bench.home.settings.read_text(encoding="utf-8")
        bench.home.settings.write_text(text.replace(f":{self.centre.server.port}/", f":{port}/"), encoding="utf-8")

    def centre_parcel(self):
        """The parcel of the shared item."""
        (body,) = self.centre.rows(
            "SELECT body::json ->> 'parcel_id' FROM dockgrade.event WHERE kind = 'item_identified' AND item_key = %s",
            (self.key,),
        )[0]
        return body

    # -- disasters

    def back_up_server(self):
        """Somebody takes a backup of the server."""
        self.backups.append(self.centre.backup())

    def restore_server(self, number=-1, *, announced=False):
        """The server is thrown away and comes back as it was."""
        if not self.backups:
            self.back_up_server()
            return
        self.centre.restore(self.backups[number % len(self.backups)], announced=announced)
        self.server_was_restored()

    def server_was_restored(self):
        """Somebody else has put the server back."""
        self._stale.update(bench.name for bench in self.benches)
        self.bury()

    def image(self, number):
        """Somebody takes an image of a bench's disk."""
        bench = self.bench(number)
        folder = self.folder / "images" / str(next(self._names))
        bench.copy_to(folder)
        self.images.append((bench.name, folder))
        self.truth.copied |= bench.ids()

    def restore_bench(self, number, *, mirror=True):
        """A bench is put back to its last image, with or without its mirror."""
        bench = self.bench(number)
        images = [folder for name, folder in self.images if name == bench.name]
        if not images:
            self.image(number)
            return
        bench.put_back(images[-1], FILES if mirror else ("journal.db",))
        self._stale.add(bench.name)
        self.bury()

    def clone(self, number):
        """A second computer is set up from a bench's disk, and both go on."""
        if len(self.benches) >= 4:
            return
        bench = self.bench(number)
        folder = self.folder / f"clone{next(self._names)}"
        bench.copy_to(folder)
        self.truth.copied |= bench.ids()
        self.benches.append(ModelBench(folder, bench.bench_id, self.fate))
        self._stale.add(folder.name)

    def reimage(self, number):
        """A bench's disk is gone; it is set up anew under its name and joins with a new token."""
        bench = self.bench(number)
        if any(other is not bench and other.bench_id == bench.bench_id for other in self.benches):
            return  # a new token voids the password of a clone: that is as it should be, and not what is looked at here
        bench.stop()
        folder = self.folder / f"again{next(self._names)}"
        fresh = new_bench(self.centre, folder, bench.bench_id, self.fate)
        self.benches[self.benches.index(bench)] = fresh
        self.images = [one for one in self.images if one[0] != bench.name]
        shutil.rmtree(bench.home.path)
        self.bury()

    def lose_mirror(self, number):
        """A bench's mirror.db is deleted."""
        bench = self.bench(number)
        bench.lose_mirror()

    def restart_bench(self, number):
        """A bench is killed and starts again."""
        self.bench(number).restart()

    def kill_agent(self, number):
        """An agent is killed between two rounds."""
        self.bench(number).kill_agent()

    # -- account

    def account_for(self, number):
        """A bench was worked at by others than this world."""
        self._note(self.bench(number))

    def _note(self, bench):
        """What a bench has in its journal now, it has recorded."""
        fresh = bench.ids() - self.truth.ever
        self.truth.ever |= fresh
        self.truth.alive |= fresh

    def bury(self):
        """What neither the server nor any journal has any more is gone for good."""
        there = set().union(*(bench.ids() for bench in self.benches))
        there |= {event_id for (event_id,) in self.centre.rows("SELECT event_id::text FROM dockgrade.event")}
        gone = self.truth.alive - there
        self.truth.alive -= gone
        self.truth.lost_keys |= {self.truth.key.get(event_id, self.key) for event_id in gone}

    def unfounded_acknowledgements(self):
        """Events that a bench holds for acknowledged and that the server does not have, though it was never restored since (I1, at any time)."""
        return [
            f"I1: {bench.name} holds event {seq} of {stream} for acknowledged, and it is not there"
            for bench in self.benches
            if bench.name not in self._stale
            for stream, seq, last in bench.acknowledged()
            if seq and self._hash_at(stream, seq) != last
        ]

    def _hash_at(self, stream, seq):
        rows = self.centre.rows("SELECT hash FROM dockgrade.event WHERE stream_id = %s AND seq = %s", (stream, seq))
        return bytes(rows[0][0]) if rows else None

    # -- the end

    def let_settle(self):
        """Let everybody finish; returns what does not (I6)."""
        return settle(self.benches)

    def faults(self):
        """Settle, and look at everything."""
        return self.let_settle() + check(self.centre.url, [bench.home for bench in self.benches], self.truth)


def settle(benches):
    """Let everybody work until a whole round has passed in which nobody had anything to do; what is wrong after ROUNDS is a fault (I6).

    One round in step is not enough: who came first in it has not seen yet what the others sent.
    """
    quiet = 0
    for _ in range(ROUNDS):
        for bench in benches:
            bench.turn()
            bench.obey()
            bench.fold_all()
        quiet = quiet + 1 if all(bench.in_step for bench in benches) else 0
        if quiet == 2:
            break
    return [
        f"I6: after {ROUNDS} rounds {bench.name} says {bench.agent.status}" for bench in benches if not bench.in_step
    ]
