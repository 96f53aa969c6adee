"""Every small history of a stream on both sides: exhaustively, because there are few, and then at random, because there are many."""

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BugError
from app.sync.handshake import START, Finding, Mark, common_prefix, judge, needs_new_stream


def chain(letters):
    """Marks of a stream whose events are letters: equal prefixes, and only they, have equal hashes."""
    marks = [START]
    for letter in letters:
        marks.append(Mark(len(marks), hashlib.sha256(marks[-1].hash + letter.encode()).digest()))
    return marks


def verdict(local, acked, head, *, closed=False):
    ours = chain(local)
    return judge(
        len(local),
        lambda seq: ours[seq].hash if seq < len(ours) else None,
        acked if isinstance(acked, Mark) else chain(acked)[-1],
        None if head is None else chain(head)[-1],
        closed=closed,
    )


STREAMS = ["".join(letters) for length in range(4) for letters in itertools.product("ab", repeat=length)]


@pytest.mark.parametrize(
    ("local", "acked", "head", "finding"),
    [
        ("aaa", "aaa", "aaa", Finding.IN_STEP),
        ("aaa", "aa", "aa", Finding.TO_PUSH),
        ("aaa", "a", "aa", Finding.ACK_LOST),
        ("aaa", "aaa", "a", Finding.ROLLED_BACK),
        ("aaa", "aa", "aaaa", Finding.FORKED),
        ("aab", "aa", "aaa", Finding.FORKED),
        ("aa", "aaa", "aa", Finding.FORKED),
        ("aab", "aaa", "aa", Finding.FORKED),
        ("aaa", "", None, Finding.UNKNOWN),
        ("", "", "", Finding.IN_STEP),
    ],
)
def test_the_four_findings_and_their_neighbours(local, acked, head, finding):
    assert verdict(local, acked, head).finding is finding


def test_every_small_case_agrees_with_what_the_words_mean():
    seen = set()
    for local, acked, head, closed in itertools.product(STREAMS, STREAMS, [*STREAMS, None], (False, True)):
        found = verdict(local, acked, head, closed=closed)
        seen.add(found.finding)
        lost_ours = not local.startswith(acked)
        if head is None:
            assert found.finding is (Finding.FORKED if lost_ours else Finding.UNKNOWN)
            continue
        parted = lost_ours or not local.startswith(head)
        assert (found.finding is Finding.FORKED) == parted, (local, acked, head)
        if parted:
            continue
        assert found.acked == chain(head)[-1]
        assert (found.finding is Finding.CLOSED) == closed
        if not closed:
            assert (found.finding is Finding.ACK_LOST) == (len(head) > len(acked))
            assert (found.finding is Finding.ROLLED_BACK) == (len(head) < len(acked))
            assert (found.finding is Finding.IN_STEP) == (local == acked == head)
    assert seen == set(Finding)


@given(st.text("ab", max_size=40), st.text("ab", max_size=40))
def test_the_place_where_two_streams_part_is_found_by_halving(one, two):
    ours, theirs = chain(one), chain(two)
    asked = []

    def same(seq):
        asked.append(seq)
        return ours[seq].hash == theirs[seq].hash

    expected = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    assert common_prefix(0, min(len(one), len(two)), same) == expected
    assert len(asked) <= max(1, min(len(one), len(two))).bit_length()


def test_a_search_in_nothing_is_a_bug():
    with pytest.raises(BugError):
        common_prefix(2, 1, lambda _: True)


def test_a_bench_leaves_the_stream_it_writes_but_an_old_one_only_for_its_own_events():
    assert needs_new_stream(Finding.FORKED, current=True, local_seq=3, common_seq=3)
    assert needs_new_stream(Finding.CLOSED, current=True, local_seq=3, common_seq=3)
    assert needs_new_stream(Finding.FORKED, current=False, local_seq=4, common_seq=3)
    assert not needs_new_stream(Finding.FORKED, current=False, local_seq=3, common_seq=3)
    assert not needs_new_stream(Finding.ROLLED_BACK, current=True, local_seq=4, common_seq=3)
