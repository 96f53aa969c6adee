"""`dockgrade label` of a number that counts no more: what became of it, and which number counts now."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.domain.commands import ReplaceLabel, ResolveDuplicate, SelectItem
from app.domain.vocabulary import Role
from tests.bench.benches import BOX, BenchWalk, write_mirror
from tests.bench.connected import Connected, lead, two_benches


@pytest.fixture
def bench(home: Path) -> Iterator[BenchWalk]:
    """At work: `label` only reads."""
    write_mirror(home)
    walk = BenchWalk(home, home / "mirror.db")
    walk.scan(walk.person("Inspector 12"))
    yield walk
    walk.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Connected, Connected]]:
    with two_benches(tmp_path, write_mirror(tmp_path)) as benches:
        yield benches


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]):
    """Asks for a label; returns what was said, and checks that exit code, file and stream fit together."""

    def ask(walk: BenchWalk, lpn: str) -> str:
        out = walk.folder / "label.zpl"
        out.unlink(missing_ok=True)
        code = main(["label", lpn, "--out", str(out), "--home", str(walk.folder)])
        said = capsys.readouterr()
        assert out.exists() is (code == 0)
        assert (code, bool(said.err)) in {(0, False), (1, True)}
        return said.out + said.err

    return ask


def _decided(walk: BenchWalk) -> str:
    """A mug, graded and decided, its label on paper; returns its number."""
    walk.scan("RMA-1003", "MUG", "GRADE-B", "ACCEPT")
    walk.printed()
    assert walk.view.item is not None
    return walk.view.item.lpn


def test_the_label_of_a_decision_that_was_undone_is_void_until_the_item_is_decided(bench: BenchWalk, told) -> None:
    old = _decided(bench)
    assert told(bench, old).rstrip().endswith(f"label of {old}")
    bench.press("UNDO", "UNDO")
    assert f"The label {old} is void: the decision or hold that it told was undone" in told(bench, old)
    bench.scan("ACCEPT")
    now = bench.view.item.lpn
    assert now != old
    assert f"its item was decided anew, and the item's number is {now} now." in told(bench, old)
    assert f"dockgrade label {now} writes the one that counts." in told(bench, old)
    assert told(bench, now).rstrip().endswith(f"label of {now}")


def test_the_number_of_a_new_decision_that_was_undone_names_the_one_before(bench: BenchWalk, told) -> None:
    bench.scan(BOX, "JUMPER", "DEFECT-EMPTY_BOX", "GRADE-C", "ACCEPT")
    bench.label_back()
    first = bench.lpn
    bench.scan("T-9", "T-9", bench.person("Lead 1", Role.LEAD), first, "DISPOSE-AS-DESTROY", "WHY-CONDITION_WORSE")
    second = bench.view.item.lpn
    assert second != first
    bench.press("UNDO")
    if bench.view.question is not None:
        bench.press("UNDO")
    assert bench.view.item.lpn == first
    said = told(bench, second)
    assert f"the decision that it told no longer counts, and the item's number is {first} now." in said
    assert f"label of {first}, copy 1" in told(bench, first)


def test_the_label_of_an_item_that_was_taken_back_is_void_and_nothing_stands_for_it(bench: BenchWalk, told) -> None:
    old = _decided(bench)
    for _ in range(9):
        bench.press("UNDO")
        if bench.view.item is None and bench.view.question is None:
            break
    assert f"The label {old} is void: its item was taken back" in told(bench, old)


def test_a_number_whose_item_nobody_has_decided_has_no_label_yet(bench: BenchWalk, told) -> None:
    bench.scan("RMA-1003", "MUG")
    lpn = bench.view.item.lpn
    assert f"{lpn} has no label yet: its item was neither decided nor put on hold." in told(bench, lpn)
    bench.scan("HOLD")
    assert f"label of {lpn}" in told(bench, lpn)


def test_a_number_that_nobody_has_seen_here_is_said_to_be_unknown(bench: BenchWalk, told) -> None:
    said = told(bench, "R0000000000J")
    assert "No label was made for R0000000000J on this bench." in said
    assert "--home" in said


def test_a_label_that_another_bench_made_is_to_be_had_there(pair: tuple[Connected, Connected], told) -> None:
    here, there = pair
    lpn = _decided(here)
    there.hear(here)
    assert f"The label of {lpn} that counts was made at B07, not here." in told(there, lpn)
    there.scan(lpn)
    there.press("REPRINT")
    assert f"label of {lpn}, copy 1" in told(there, lpn)
    here.hear(there)
    assert f"The label of {lpn} that counts was made at B08, not here." in told(here, lpn)


def test_a_number_that_two_benches_had_used_names_the_one_it_was_replaced_with(
    pair: tuple[Connected, Connected], told
) -> None:
    here, _ = pair
    old = _decided(here)
    here.do(ReplaceLabel(here.view.item.item_id))
    now = here.view.item.lpn
    assert f"another bench had used this number too, and the item's number is {now} now." in told(here, old)
    assert f"label of {now}" in told(here, now)


def test_the_label_of_a_record_that_gave_way_names_the_one_that_was_kept(
    pair: tuple[Connected, Connected], told
) -> None:
    here, there = pair
    units = []
    for walk in (here, there):
        walk.scan("RMA-1004", "SPEAKER", "AU-88213", "GRADE-A", "ACCEPT")
        walk.printed()
        units.append((walk.view.item.item_id, walk.view.item.lpn))
    here.hear(there)
    (mine, old), (theirs, kept) = units
    lead(here)
    here.do(ResolveDuplicate(f"item:{theirs}", f"item:{mine}", "one unit"))
    here.do(SelectItem(theirs))
    assert f"The label {old} is void: a lead kept another record of the same unit, which is {kept}." in told(here, old)
