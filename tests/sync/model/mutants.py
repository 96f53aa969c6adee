# ruff: noqa: ARG005  # a mistake is called as the right thing is
"""Faults put into the product on purpose, one at a time. The search has to find each: one that it does not find is a fault of the search.

Each has the mistake's name, what it does to the product, and a story in which it does harm.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.store import folding, rehome
from app.store.ids import new_id
from app.store.journal import FOLDED_ARRIVAL
from app.sync import pull, session
from app.sync.handshake import START, Finding, Verdict, judge
from app.sync.pull import Puller
from app.sync.push import push_stream
from app.sync.session import Session


@dataclass(frozen=True)
class Mutant:
    """One mistake.

    Attributes:
        breaks: puts it into the product, through a monkeypatch.
        story: what happens to a world that does not forgive it.
    """

    name: str
    breaks: Callable
    story: Callable

    def __str__(self):
        return self.name


def _judging(change):
    def breaks(patch):
        patch.setattr(session, "judge", lambda *a, **k: change(judge(*a, **k), *a, **k))

    return breaks


# -- the handshake


def _no_fork(verdict, local_seq, hash_at, acked, head, **_):
    return (
        replace(verdict, finding=Finding.IN_STEP, acked=head or START) if verdict.finding is Finding.FORKED else verdict
    )


def _no_rewind(verdict, local_seq, hash_at, acked, head, **_):
    return Verdict(Finding.IN_STEP, acked) if verdict.finding is Finding.ROLLED_BACK else verdict


def _closed_is_open(verdict, local_seq, hash_at, acked, head, **_):
    return judge(local_seq, hash_at, acked, head) if verdict.finding is Finding.CLOSED else verdict


def _clone_forks(world):
    world.clone(0)
    for number in (0, 2):
        world.decide(number, shared=False)
        world.turn(number)


def _clone_closes(world):
    _clone_forks(world)
    world.decide(0)
    world.turn(0)


def _server_is_put_back(world):
    world.back_up_server()
    world.decide(0)
    world.turn(0)
    world.restore_server()


def _both_are_put_back(world):
    world.back_up_server()
    world.image(0)
    world.decide(0)
    world.turn(0)
    world.turn(1)
    world.fold(1)
    world.restore_server()
    world.restore_bench(0)
    world.decide(0)
    world.decide(0)
    world.turn(0)


def _both_lose_an_item(world):
    world.back_up_server()
    world.image(0)
    world.receive(0)
    world.turn(0)
    world.turn(1)
    world.fold(1)
    world.restore_server()
    world.restore_bench(0)
    world.decide(0)


# -- sending and fetching


def _acknowledged_first(patch):
    def send(self, stream):
        before = self.acks.of(stream.stream_id)
        self._acknowledge(stream.stream_id, stream.last)
        self._store()
        push_stream(self.server, self._journal, stream.stream_id, before, lambda mark, count: None)

    patch.setattr(Session, "_send", send)


def _dies_sending(world):
    world.decide(0)
    world.turn_until(0, "push_v1", done=False)


def _cursor_first(patch):
    def store(self, fresh):
        if not fresh:
            return 0
        with self._mirror.transaction() as connection:
            for wanted, rows in fresh.values():
                head = wanted.head
                connection.execute(
                    pull._PUT_CURSOR, (head.stream_id, head.bench_id, head.site, rows[-1][1], rows[-1][-1])
                )
        with self._mirror.transaction() as connection:
            arrival = connection.execute(pull._LAST_ARRIVAL).fetchone()[0]
            count = 0
            for _, rows in fresh.values():
                for row in rows:
                    arrival, count = arrival + 1, count + 1
                    connection.execute(pull._INSERT, (*row, arrival))
                    connection.execute(pull._INSERT_CHANGE, (arrival, row[pull._KEY]))
        return count

    patch.setattr(Puller, "_store", store)


def _dies_storing(world):
    world.decide(0)
    world.turn(0)
    world.turn_until(1, "INTO remote_event", done=False)


def _no_prev_hash(patch):
    def check(batch, found):
        fresh = {}
        for wanted in batch:
            rows = found.get(wanted.head.stream_id, [])
            if rows:
                fresh[wanted.head.stream_id] = (wanted, rows)
        return fresh, [], []

    patch.setattr(pull, "_check", check)


def _reader_keeps_all(patch):
    patch.setattr(Puller, "_rewind", lambda self, head, cursor, base: 0)


def _rewind_tells_nobody(patch):
    rewind = Puller._rewind

    def silently(self, head, cursor, base):
        (last,) = self._mirror.rows("SELECT coalesce(max(arrival), 0) FROM remote_change")[0]
        count = rewind(self, head, cursor, base)
        with self._mirror.transaction() as connection:
            connection.execute("DELETE FROM remote_change WHERE arrival > ?", (last,))
        return count

    patch.setattr(Puller, "_rewind", silently)


# -- the bench


def _last_writer_wins(patch):
    patch.setattr("app.domain.conflicts._open", lambda history, causality, gone: ())


def _two_decide(world):
    world.decide(0)
    world.decide(1)


def _nothing_seen(patch):
    patch.setattr("app.store.unit_of_work.heads_to_name", lambda history, own_stream: ())


def _one_after_the_other(world):
    world.decide(0)
    world.turn(0)
    world.turn(1)
    world.fold(1)
    world.decide(1)


def _new_ids(patch):
    anew = rehome._anew
    patch.setattr(
        rehome,
        "_anew",
        lambda connection, order, rows, number: anew(
            connection, order, [(*row[:2], new_id(), *row[3:]) for row in rows], number
        ),
    )


def _orphans_dropped(patch):
    patch.setattr(rehome, "_anew", lambda *_: iter(()))


def _cursor_before_fold(patch):
    fold = folding.fold

    def hasty(journal, now_ms, limit=folding.KEYS_A_TURN):
        if journal.remote.mirror_id():
            _, cursor, _ = folding._next(journal, limit)
            journal.connection.execute(journal.statements.set_meta, (FOLDED_ARRIVAL, str(cursor)))
            journal.connection.execute(journal.statements.set_meta, ("folded_mirror", journal.remote.mirror_id()))
        return fold(journal, now_ms, limit)

    patch.setattr("tests.sync.model.bench.fold", hasty)


def _dies_folding(world):
    world.decide(0)
    world.turn(0)
    world.turn(1)
    world.fold(1, dies_in=6, done=False)


MUTANTS = (
    Mutant("no fork handling", _judging(_no_fork), _clone_forks),
    Mutant("no rewind when the server was put back", _judging(_no_rewind), _server_is_put_back),
    Mutant("a closed stream is written on", _judging(_closed_is_open), _clone_closes),
    Mutant("acknowledged before the commit", _acknowledged_first, _dies_sending),
    Mutant("cursor outside the transaction of the rows", _cursor_first, _dies_storing),
    Mutant("no prev_hash check on fetching", _no_prev_hash, _both_are_put_back),
    Mutant("what the server has lost stays in the copies", _reader_keeps_all, _both_are_put_back),
    Mutant("what leaves a copy stays in the projection", _rewind_tells_nobody, _both_lose_an_item),
    Mutant("last writer wins", _last_writer_wins, _two_decide),
    Mutant("seen is always empty", _nothing_seen, _one_after_the_other),
    Mutant("events that move get new ids", _new_ids, _clone_forks),
    Mutant("events that should move are dropped", _orphans_dropped, _clone_forks),
    Mutant("fold cursor before the rows", _cursor_before_fold, _dies_folding),
)
