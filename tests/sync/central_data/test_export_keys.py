"""A receiver that remembers keys takes each fact once: what changed what is told has to change the key."""

import psycopg
import pytest

from app.domain.events import ItemAmended, ParcelReceived
from app.domain.vocabulary import Disposition, Grade
from app.sync.central.export import export
from app.sync.central.export_cursor import START
from tests.sync.central_data.feeding import project
from tests.sync.central_data.stories import Story, line

pytestmark = pytest.mark.postgres


class Receiver:
    """Takes each key once and keeps the last fact of each thing."""

    def __init__(self, database):
        self.url = database.url
        self.cursor, self.keys, self.last = START, set(), {}

    def take(self, facts, cursor):
        for fact in facts:
            if fact.key not in self.keys:
                self.keys.add(fact.key)
                name = {"refund_recommended": "refund_id", "parcel_received": "parcel_id"}.get(fact.kind, "item_id")
                self.last[fact.kind, fact.body[name]] = fact.body
        self.cursor = cursor

    def finish(self):
        pass

    def of(self, kind):
        return [body for (sort, _), body in self.last.items() if sort == kind]

    def run(self, story):
        story.push(self.url)
        project(self.url)
        with psycopg.connect(self.url, autocommit=True) as connection:
            export(connection, self.cursor, self)


@pytest.fixture
def receiver(central_database):
    return Receiver(central_database)


def closed(bench, parcel="p1", item="i1", **facts):
    reception = bench.receive(parcel, line(1))
    bench.identify(item, parcel, **facts)
    bench.grade(item)
    bench.decide(item)
    bench.close(parcel)
    return reception


def cents(receiver):
    return [body["amounts"] for body in receiver.of("refund_recommended")]


def test_a_refund_that_comes_back_to_what_it_was_is_taken_again(receiver):
    story = Story()
    bench = story.bench("B07")
    closed(bench)
    receiver.run(story)
    assert cents(receiver) == [[{"currency": "EUR", "cents": 1250}]]
    other = bench.decide("i1", Disposition.QUARANTINE)
    receiver.run(story)
    assert cents(receiver) == [[]]
    bench.undo(other)
    receiver.run(story)
    assert cents(receiver) == [[{"currency": "EUR", "cents": 1250}]]


def test_what_comes_in_late_changes_an_inspection_that_was_told(receiver):
    story = Story()
    here, there = story.bench("B07"), story.bench("B08")
    here.receive("p1", line(1))
    here.identify("i1")
    there.hear(here)
    there.decide("i1", Disposition.QUARANTINE)  # earlier, and sent later
    here.decide("i1", Disposition.RESTOCK_B)
    there.pushed, own, there.own = 0, there.own, []
    receiver.run(story)
    assert [body["conflict"] for body in receiver.of("inspection_complete")] == [False]
    there.own = own
    receiver.run(story)
    assert [body["conflict"] for body in receiver.of("inspection_complete")] == [True]


def test_a_grade_that_contradicts_an_inspection_that_was_told_is_told(receiver):
    story = Story()
    here, there = story.bench("B07"), story.bench("B08")
    here.receive("p1", line(1))
    here.identify("i1")
    there.hear(here)
    here.grade("i1", Grade.A)
    here.decide("i1")
    receiver.run(story)
    there.grade("i1", Grade.D)
    receiver.run(story)
    assert [body["conflict"] for body in receiver.of("inspection_complete")] == [True]


def test_a_refund_held_back_for_a_second_record_is_told_when_that_record_is_undone(receiver):
    story = Story()
    here, there = story.bench("B07"), story.bench("B08")
    closed(here)
    second = there.record(
        "parcel:p2", ParcelReceived("p2", "BOX-p1", tracking="TRK-p1", rmas=("RMA-1",), lines=(line(1),))
    )
    receiver.run(story)
    assert cents(receiver) == []
    there.undo(second)
    receiver.run(story)
    assert cents(receiver) == [[{"currency": "EUR", "cents": 1250}]]


def test_a_refund_held_back_for_a_serial_number_is_told_when_the_other_record_is_corrected(receiver):
    story = Story()
    here, there = story.bench("B07"), story.bench("B08")
    closed(here, serial="S-1")
    there.receive("p2", line(1, rma="RMA-2"))
    there.identify("i2", "p2", serial="S-1", rma="RMA-2")
    receiver.run(story)
    assert cents(receiver) == []
    there.on("i2", ItemAmended("i2", serial="S-2"))
    receiver.run(story)
    assert cents(receiver) == [[{"currency": "EUR", "cents": 1250}]]


def test_the_same_fact_told_again_from_the_beginning_keeps_its_key(receiver):
    story = Story()
    closed(story.bench("B07"))
    receiver.run(story)
    keys = set(receiver.keys)
    receiver.cursor = START
    receiver.run(story)
    assert receiver.keys == keys
