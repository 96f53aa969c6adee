"""The search: anything that may happen to a site, in any order, then rest, then everything has to be true."""

from hypothesis import HealthCheck, Phase, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, get_state_machine_test, initialize, invariant, rule

BENCH = st.integers(0, 3)
STEPS = st.integers(1, 45)
"""A round of an agent that connects and sends and fetches takes about forty."""
DAY_S = 86_400


class Site(RuleBasedStateMachine):
    """A site of at least two benches; `new_world` makes the real one."""

    def __init__(self, new_world):
        super().__init__()
        self._new_world = new_world
        self.world = None
        self._looked = True

    @initialize()
    def begin(self):
        self.world = self._new_world()

    # -- a day's work, more often than disasters

    @rule(bench=BENCH, grade=st.none() | st.integers(0, 5))
    def decide_shared(self, bench, grade):
        self.world.decide(bench, grade=grade)

    @rule(bench=BENCH)
    def decide_own(self, bench):
        self.world.decide(bench, shared=False)

    @rule(bench=BENCH, to=BENCH)
    def hand_over(self, bench, to):
        self.world.hand_over(bench, to)
        self._looked = False

    @rule(bench=BENCH, to=BENCH, steps=st.integers(1, 15), done=st.booleans())
    def hand_over_to_a_bench_that_dies(self, bench, to, steps, done):
        self.world.hand_over(bench, to, dies_in=steps, done=done)
        self._looked = False

    @rule(bench=BENCH)
    def receive(self, bench):
        self.world.receive(bench)

    @rule(bench=BENCH)
    def unknown_kind(self, bench):
        self.world.foreign_kind(bench)

    @rule(bench=BENCH)
    def turn(self, bench):
        self.world.turn(bench)
        self._looked = False

    @rule()
    def all_turn_and_fold(self):
        for bench in range(len(self.world.benches)):
            self.world.turn(bench)
            self.world.fold(bench)
        self._looked = False

    @rule(bench=BENCH)
    def send(self, bench):
        self.world.send(bench)
        self._looked = False

    @rule(bench=BENCH, limit=st.sampled_from((1, 50)))
    def fold(self, bench, limit):
        self.world.fold(bench, limit)

    @rule(bench=BENCH)
    def obey(self, bench):
        self.world.obey(bench)

    # -- deaths

    @rule(bench=BENCH, steps=STEPS, done=st.booleans())
    def agent_dies(self, bench, steps, done):
        self.world.turn(bench, dies_in=steps, done=done)
        self._looked = False

    @rule(bench=BENCH, done=st.booleans())
    def acknowledgement_is_lost(self, bench, done):
        self.world.decide(bench, shared=False)
        self.world.turn_until(bench, "push_v1", done=done)
        self._looked = False

    @rule(bench=BENCH, mark=st.sampled_from(("open_stream_v1", "INTO stream_order")), done=st.booleans())
    def agent_dies_leaving_a_stream(self, bench, mark, done):
        self.world.turn_until(bench, mark, done=done)
        self._looked = False

    @rule(
        bench=BENCH,
        by=BENCH,
        mark=st.sampled_from(("INTO remote_event", "INTO remote_change", "INTO remote_stream")),
        done=st.booleans(),
    )
    def agent_dies_storing(self, bench, by, mark, done):
        self.world.decide(by, shared=False)
        self.world.turn(by)
        self.world.turn_until(bench, mark, done=done)
        self._looked = False

    @rule(bench=BENCH, steps=st.integers(1, 12), done=st.booleans())
    def bench_dies_deciding(self, bench, steps, done):
        self.world.decide(bench, dies_in=steps, done=done)

    @rule(bench=BENCH, steps=st.integers(1, 12), done=st.booleans())
    def bench_dies_folding(self, bench, steps, done):
        self.world.fold(bench, dies_in=steps, done=done)

    @rule(bench=BENCH, steps=st.integers(1, 15), done=st.booleans())
    def bench_dies_obeying(self, bench, steps, done):
        self.world.obey(bench, dies_in=steps, done=done)

    @rule(bench=BENCH)
    def agent_dies_between(self, bench):
        self.world.kill_agent(bench)

    # -- disasters

    @rule()
    def back_up_server(self):
        self.world.back_up_server()

    @rule(which=st.integers(0, 2), announced=st.booleans())
    def restore_server(self, which, announced):
        self.world.restore_server(which, announced=announced)

    @rule(bench=BENCH)
    def image(self, bench):
        self.world.image(bench)

    @rule(bench=BENCH, mirror=st.booleans())
    def restore_bench(self, bench, mirror):
        self.world.restore_bench(bench, mirror=mirror)

    @rule(bench=BENCH, events=st.integers(1, 3))
    def restore_both(self, bench, events):
        """The same night: the server and a bench are put back, and the bench works on before anybody looks."""
        self.world.back_up_server()
        self.world.image(bench)
        for _ in range(events):
            self.world.decide(bench)
        self.world.receive(bench)
        self.all_turn_and_fold()
        self.world.restore_server(len(self.world.backups) - 1)
        self.world.restore_bench(bench)
        for _ in range(events + 4):  # past what the others have of the old one: only a hash tells the two apart
            self.world.decide(bench)
        self.world.turn(bench)

    @rule(bench=BENCH)
    def clone(self, bench):
        self.world.clone(bench)

    @rule(bench=BENCH, first=st.booleans())
    def clone_and_both_work(self, bench, first):
        """A clone and its original go different ways, one of them finds out, and the other works on."""
        self.world.clone(bench)
        pair = (bench, len(self.world.benches) - 1)
        for number in pair if first else pair[::-1]:
            self.world.decide(number, shared=False)
            self.world.turn(number)
        self.world.decide(pair[0] if first else pair[1], shared=False)
        self.world.turn(pair[0] if first else pair[1])

    @rule(bench=BENCH)
    def reimage(self, bench):
        self.world.reimage(bench)

    @rule(bench=BENCH)
    def lose_mirror(self, bench):
        self.world.lose_mirror(bench)

    @rule(bench=BENCH, seconds=st.sampled_from((-2 * DAY_S, 2 * DAY_S, -3_600, 600)))
    def clock(self, bench, seconds):
        self.world.clock(bench, seconds)

    @rule(bench=BENCH)
    def turn_while_importing(self, bench):
        self.world.turn_while_importing(bench)
        self._looked = False

    # -- what must be true at any time, and in the end

    @invariant()
    def nothing_is_acknowledged_that_is_not_there(self):
        if not self._looked:
            self._looked = True
            assert not self.world.unfounded_acknowledgements()

    def teardown(self):
        if self.world is None:
            return
        try:
            faults = self.world.faults()
            assert not faults, "\n".join(faults)
        finally:
            note(f"truth: {len(self.world.truth.alive)} of {len(self.world.truth.ever)} events are to be there")
            self.world.close()


def search(new_world, *, examples, steps, seeds, shrink=True):
    """Look through so many examples; raises what is wrong, with the steps that lead there and the blob that repeats it."""
    phases = [Phase.explicit, Phase.generate] + ([Phase.shrink] if shrink else [])
    test = get_state_machine_test(
        lambda: Site(new_world),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=False,
            print_blob=True,
            report_multiple_bugs=False,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )
    seed(seeds)(test)()
