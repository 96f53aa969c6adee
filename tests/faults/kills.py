"""Sites whose parts are killed at random, and the account of it."""

import json
import random
import time
from dataclasses import asdict, dataclass, field

from app.sync.central.schema import init
from tests.faults.parts import Doom, Part, agent, bench, projector
from tests.sync.model.beginning import Beginning, new_bench
from tests.sync.model.bench import ModelBench
from tests.sync.model.fate import Fate
from tests.sync.model.invariants import Truth, check
from tests.sync.model.world import settle

BENCHES = ("B01", "B02")
LIFE_S = 0.9
"""The longest that passes between two kills."""


@dataclass
class Account:
    """What came of it.

    Attributes:
        tried: kills, by whom they met.
        survived: kills after which everything was true, once the site had settled.
        lost: events that had been shown, or acknowledged by the server, and were not there.
        duplicated: events that were there twice.
        recorded: events, in all.
        sent, projected: how many of them agents and projector had brought to the server, and into its projection, between the kills;
            the others followed when the site settled.
    """

    seed: int
    tried: dict = field(default_factory=dict)
    survived: int = 0
    lost: int = 0
    duplicated: int = 0
    recorded: int = 0
    sent: int = 0
    projected: int = 0
    faults: list = field(default_factory=list)

    @property
    def kills(self):
        return sum(self.tried.values())

    def json(self):
        return json.dumps({**asdict(self), "kills": self.kills})

    def sentence(self):
        by = ", ".join(f"{count} of {who}" for who, count in sorted(self.tried.items()))
        return (
            f"{self.kills} kills (seed {self.seed}; {by}) in the midst of {self.recorded} events: "
            f"{self.survived} survived, {self.lost} events lost, {self.duplicated} duplicated."
        )


class KillSite:
    """Two benches, two agents, a projector and a server, all processes."""

    def __init__(self, context, server, name, folder, chance):
        self._context, self._server, self._chance = context, server, chance
        self.name, self.folder = name, folder
        server.psql(f"CREATE DATABASE {name}")
        self.url = server.url(database=name)
        init(self.url)
        for bench_id in BENCHES:
            new_bench(self, folder / bench_id, bench_id, Fate()).stop()
        self._parts = {}
        self.faults = []

    def start_all(self):
        for who in ("bench B01", "bench B02", "agent B01", "agent B02", "projector"):
            self._start(who)

    def _start(self, who):
        sort, _, bench_id = who.partition(" ")
        home, errors = self.folder / bench_id, self.folder / f"{who}.errors"
        doom = (
            Doom(self._chance.randrange(1, 80), self._chance.random() < 0.5) if self._chance.random() < 0.3 else Doom()
        )
        if sort == "bench":
            told = self.folder / f"{bench_id}.told"
            part = Part(self._context, errors, bench, home, bench_id, self._chance.getrandbits(32), told, doom)
        elif sort == "agent":
            part = Part(self._context, errors, agent, home, doom)
        else:
            part = Part(self._context, errors, projector, self.url, doom)
        self._parts[who] = part

    def kill_one(self):
        """kill -9 of somebody, who then begins again; returns whom it met."""
        who = self._chance.choice((*sorted(self._parts), "server"))
        if who == "server":
            if self._chance.random() < 0.5:
                self._server.kill()
            else:
                self._server.stop("immediate")
            self._server.start()
            return "server"
        self._end(who)
        self._start(who)
        return who.partition(" ")[0]

    def kill_all(self):
        for who in tuple(self._parts):
            self._end(who)

    def _end(self, who):
        complaint = self._parts.pop(who).kill()
        if complaint:
            self.faults.append(f"{who} ended by itself: {complaint}")

    def progress(self):
        """How many events the server has, and how many of them the projector has been through."""
        return self._server.psql(
            "SELECT (SELECT coalesce(sum(last_seq), 0)::bigint FROM dockgrade.stream),"
            " (SELECT coalesce(sum(seq), 0)::bigint FROM dockgrade.projector_cursor)",
            self.name,
        )[0]

    def settle(self):
        """Everybody was killed: start the benches once more, let them finish, and look at everything. Returns faults and Truth."""
        benches = [ModelBench(self.folder / bench_id, bench_id, Fate()) for bench_id in BENCHES]
        try:
            truth = self._truth(benches)
            faults = [*self._shown_but_gone(benches), *settle(benches)]
            faults += check(self.url, [one.home for one in benches], truth)
        finally:
            for one in benches:
                one.stop()
        return faults, truth

    def _truth(self, benches):
        ids = set().union(*(one.ids() for one in benches))
        truth = Truth(alive=ids, ever=set(ids))
        for line in self._told():
            for place, event_id in enumerate(line.get("ids", ())):
                if event_id in ids:  # else it was killed before the commit
                    truth.saw[event_id] = {*line["saw"], *line["ids"][:place]}
                    truth.key[event_id] = line["key"]
        return truth

    def _told(self):
        for bench_id in BENCHES:
            path = self.folder / f"{bench_id}.told"
            if path.exists():
                with path.open(encoding="utf-8") as lines:
                    yield from (json.loads(line) for line in lines if line.endswith("\n"))

    def _shown_but_gone(self, benches):
        there = set().union(*(one.ids() for one in benches))
        gone = [one for line in self._told() for one in line.get("shown", ()) if one not in there]
        return [f"I0: {one} was shown and is gone" for one in gone]


def kill_at_random(context, server, folder, *, kills, seed, kills_a_site=100, kills_a_look=25, tell=lambda _: None):
    """So many kills; every `kills_a_look` of them the site settles and everything is looked at. Returns the Account."""
    chance = random.Random(seed)
    account = Account(seed)
    number = 0
    while account.kills < kills:
        number += 1
        site = KillSite(context, server, f"killed_{seed}_{number}", folder / f"site{number}", chance)
        end = min(account.kills + kills_a_site, kills)
        truth = Truth()
        while account.kills < end:
            before = account.kills
            site.start_all()
            try:
                while account.kills < min(before + kills_a_look, end):
                    time.sleep(chance.random() * LIFE_S)
                    who = site.kill_one()
                    account.tried[who] = account.tried.get(who, 0) + 1
            finally:
                site.kill_all()
            sent, projected = site.progress()
            account.sent += sent - len(truth.alive)
            account.projected += projected - len(truth.alive)
            faults, truth = site.settle()
            faults += site.faults
            site.faults.clear()
            _enter(account, faults, account.kills - before)
            tell(account)
        account.recorded += len(truth.alive)
        server.psql(f"DROP DATABASE {site.name} WITH (FORCE)")
        for role in [f"bench_{Beginning.SITE.lower()}_{bench_id.lower()}" for bench_id in BENCHES]:
            server.psql(f"DROP ROLE {role}")
    return account


def _enter(account, faults, kills):
    account.faults += faults
    account.survived += 0 if faults else kills
    account.lost += sum(_number(fault) for fault in faults if fault.startswith(("I0", "I1")))
    account.duplicated += sum(1 for fault in faults if fault.startswith("I2"))


def _number(fault):
    first = fault.partition(": ")[2].partition(" ")[0]
    return int(first) if first.isdigit() else 1
