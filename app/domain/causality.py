"""Which events on one key had been known when another was recorded, from the order of each stream and what it says it has seen.

The order of clocks is a guess; this is none. An event knows what came before it in its own stream, what it names in `seen`, and
whatever those knew. A named event that has not arrived is skipped: then two events may look concurrent until it comes in, and
never the other way round.
"""

from app.domain.history import History


class Causality:
    """The relation "was known to" over one history, as bit masks by position in it."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.position = {record.event_id: place for place, record in enumerate(history)}
        self.known = [0] * len(history)
        self._later = [0] * len(history)
        self._close()

    def _close(self) -> None:
        """Follow every step backwards; more than one round is only needed where a clock contradicts what was seen."""
        steps = self._steps()
        contradicted = any(before > place for place, befores in enumerate(steps) for before in befores)
        changed = True
        while changed:
            changed = False
            for place, befores in enumerate(steps):
                known = self.known[place]
                for before in befores:
                    known |= self.known[before] | 1 << before
                known &= ~(1 << place)
                changed = changed or known != self.known[place]
                self.known[place] = known
            changed = changed and contradicted
        for place, known in enumerate(self.known):
            for before in range(len(self.history)):
                if known >> before & 1:
                    self._later[before] |= 1 << place

    def _steps(self) -> list[tuple[int, ...]]:
        """For each event the places of those it names and of the one before it in its stream."""
        befores: list[set[int]] = [
            {self.position[seen] for seen in record.seen if seen in self.position} - {place}
            for place, record in enumerate(self.history)
        ]
        last: dict[str, int] = {}
        for place in sorted(range(len(self.history)), key=lambda one: self.history[one].seq):
            stream = self.history[place].stream_id
            if stream in last:
                befores[place].add(last[stream])
            last[stream] = place
        return [tuple(sorted(found)) for found in befores]

    def knew(self, later: str, earlier: str) -> bool:
        """Whether the event `earlier` was known when `later` was recorded; False for ids that are not in the history."""
        if later not in self.position or earlier not in self.position:
            return False
        return bool(self.known[self.position[later]] >> self.position[earlier] & 1)

    def related(self, place: int) -> int:
        """Mask of the events that the one at `place` knew, or that knew it."""
        return self.known[place] | self._later[place]

    def concurrent(self, one: str, other: str) -> bool:
        """Whether neither of two events was known when the other was recorded."""
        return one != other and not self.knew(one, other) and not self.knew(other, one)


def heads_to_name(history: History, own_stream: str) -> tuple[str, ...]:
    """What the next event of a stream has to put into `seen`: the last event of each other stream that it has not named here yet."""
    named: set[str] = set()
    heads: dict[str, str] = {}
    for record in history:
        if record.stream_id == own_stream:
            named.update(record.seen)
        else:
            heads[record.stream_id] = record.event_id
    return tuple(sorted(event_id for event_id in heads.values() if event_id not in named))
