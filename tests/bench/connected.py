"""A bench that hears of others through its mirror, as the agent would bring it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from app.domain.commands import OpenParcel, RecordSync, SelectItem
from app.domain.vocabulary import Role
from tests.bench.benches import BOX, BenchWalk
from tests.store.sites import EVENT, Mirror


class Connected(BenchWalk):
    """A bench that has a mirror of its own, and another bench to hear of."""

    def __init__(self, folder: Path, reference: Path, bench_id: str, **changes: object) -> None:
        folder.mkdir()
        shutil.copy(reference, folder / "mirror.db")
        self.bench_id = bench_id
        self.mirror = Mirror(folder / "mirror.db")
        super().__init__(folder, folder / "mirror.db", **changes)
        if bench_id != "B07":
            self.now += timedelta(minutes=1)

    def hear(self, *others: "Connected") -> None:
        """Let the agent bring what other benches did, and fold it."""
        for other in others:
            rows = other.journal.connection.execute(
                f"SELECT {', '.join(EVENT)} FROM event ORDER BY stream_id, seq"
            ).fetchall()
            self.mirror.put(rows, other.bench_id)
        self.look()

    def look(self) -> None:
        more = True
        while more:
            _, more = self.bench.look()

    def close(self) -> None:
        self.mirror.close()
        super().close()


@contextmanager
def two_benches(folder: Path, reference: Path) -> Iterator[tuple[Connected, Connected]]:
    """Two benches with an inspector at each, in step with one server; at the end the records of both must be whole."""
    here, there = (
        Connected(folder / name, reference, bench_id) for name, bench_id in (("here", "B07"), ("there", "B08"))
    )
    for bench in (here, there):
        bench.scan(bench.person(f"Inspector {bench.bench_id}"))
        bench.do(RecordSync("in_step"))
    yield here, there
    here.close()
    there.close()


def lead(bench: Connected) -> None:
    bench.scan(bench.person("Lead", Role.LEAD))


def race(here: Connected, there: Connected) -> str:
    """One item, graded differently at both benches before either heard of the other."""
    here.scan(BOX, "JUMPER")
    item_id = here.view.item.item_id
    here.press("PARK")
    there.hear(here)
    there.do(OpenParcel(here.journal.connection.execute("SELECT parcel_id FROM parcel").fetchone()[0]))
    there.do(SelectItem(item_id))
    there.scan("GRADE-D")
    here.scan(BOX)
    here.do(SelectItem(item_id))
    here.scan("GRADE-A")
    here.hear(there)
    there.hear(here)
    return item_id
