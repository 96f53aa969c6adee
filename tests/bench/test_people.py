"""Badges and PINs at the bench."""

import json
from datetime import timedelta

import pytest

from app.bench.messages import Say
from app.bench.view import Phase
from app.domain.commands import CloseShift
from app.domain.vocabulary import Role
from tests.bench.benches import BOX, BenchWalk


def test_nothing_is_done_before_somebody_signs_in(bench: BenchWalk) -> None:
    bench.scan("SIGN-OUT", BOX)
    assert bench.said is Say.SIGN_IN_FIRST
    assert bench.count("parcel") == 0
    bench.press("GRADE-A")
    assert bench.said is Say.SIGN_IN_FIRST


def test_a_badge_is_known_and_its_token_is_written_nowhere(bench: BenchWalk) -> None:
    token = bench.badges["Inspector 12"]
    bench.scan("SIGN-OUT", token, "B-NOBODY")
    assert bench.said is Say.BADGE_UNKNOWN
    bench.journal.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert token.encode() not in bench.path.read_bytes()
    assert b"B-NOBODY" not in bench.path.read_bytes()
    assert all(token not in line.text for line in bench.view.scans)


def test_a_lead_enters_a_pin_after_the_badge(bench: BenchWalk) -> None:
    lead = bench.person("Lead 1", Role.LEAD, pin="4711")
    bench.scan("SIGN-OUT", lead)
    assert bench.view.phase is Phase.PIN
    view = bench.pin("4711")
    assert view.person is not None
    assert (view.person.name, view.phase) == ("Lead 1", Phase.IDLE)


def test_five_wrong_pins_lock_the_person_for_a_while(bench: BenchWalk) -> None:
    lead = bench.person("Lead 1", Role.LEAD, pin="4711")
    bench.scan("SIGN-OUT")
    for _ in range(5):
        bench.scan(lead)
        bench.pin("0000")
    assert bench.said is Say.PIN_LOCKED
    bench.scan(lead)
    bench.pin("4711")
    assert bench.said is Say.PIN_LOCKED
    bench.now += timedelta(minutes=6)
    bench.scan(lead)
    assert bench.pin("4711").person is not None


def test_another_badge_changes_the_operator_and_the_parcel_stays(bench: BenchWalk) -> None:
    other = bench.person("Inspector 13", language="ru")
    view = bench.scan(BOX, "MUG", other)
    assert view.person is not None
    assert (view.person.name, view.person.language) == ("Inspector 13", "ru")
    assert view.item is not None
    assert view.item.sku == "MUG"
    bench.scan("GRADE-A")
    assert bench.journal.connection.execute("SELECT inspector FROM item").fetchone() == ("Inspector 13",)


def test_signing_out_parks_the_open_parcel(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "MUG", "SIGN-OUT")
    assert view.phase is Phase.SIGNED_OUT
    assert view.counts.parcels_parked == 1


@pytest.mark.parametrize(("word", "language"), [("LANG-RU", "ru"), ("LANG-EN", "en")])
def test_the_language_follows_the_person_to_the_next_sign_in(bench: BenchWalk, word: str, language: str) -> None:
    bench.scan(word, "SIGN-OUT", bench.badges["Inspector 12"])
    assert bench.view.person is not None
    assert bench.view.person.language == language


def test_a_language_word_while_nobody_is_signed_in_is_the_screens(bench: BenchWalk) -> None:
    view = bench.scan("SIGN-OUT")
    assert view.language == ""
    view = bench.scan("LANG-RU")
    assert (bench.said, view.language, view.phase) == (Say.LANGUAGE_CHANGED, "ru", Phase.SIGNED_OUT)
    view = bench.scan(bench.badges["Inspector 12"])
    assert view.person is not None
    assert view.person.language == "en"
    assert bench.scan("SIGN-OUT").language == "ru"
    assert bench.scan("LANG-EN").language == "en"


def test_another_language_leaves_the_question_for_the_pin(bench: BenchWalk) -> None:
    view = bench.scan("SIGN-OUT", bench.person("Lead 1", Role.LEAD, pin="4711"), "LANG-RU")
    assert (view.language, view.phase) == ("ru", Phase.PIN)
    assert bench.pin("4711").person is not None


def test_a_text_read_while_nobody_is_signed_in_is_kept_nowhere_for_it_may_be_half_of_a_badge(bench: BenchWalk) -> None:
    half = bench.badges["Inspector 12"][8:]
    view = bench.scan("SIGN-OUT", half)
    assert bench.said is Say.SIGN_IN_FIRST
    bench.journal.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert half.encode() not in bench.path.read_bytes()
    assert all(half not in line.text for line in view.scans)


def test_only_a_lead_ends_the_shift_and_the_record_has_the_counts_of_that_moment(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT", "MUG")
    bench.do(CloseShift("too early"))
    assert bench.said is Say.LEAD_NEEDED
    bench.scan(bench.person("Lead 1", Role.LEAD))
    bench.do(CloseShift("The left scanner is slow"))
    assert bench.said is Say.SHIFT_CLOSED
    (body,) = bench.journal.connection.execute("SELECT body FROM event WHERE kind = 'shift_closed'").fetchone()
    told = json.loads(body)
    assert told["note"] == "The left scanner is slow"
    assert dict(told["counts"]) == {"items_decided": 1, "items_identified": 1}
