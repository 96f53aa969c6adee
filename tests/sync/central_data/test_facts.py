"""Facts for other systems, from histories alone: what is told, when again, and under which key."""

from app.domain.conflicts import resolution
from app.domain.events import DispositionDecided, ItemAmended, ItemHeld, ItemStowed, ParcelResumed
from app.domain.vocabulary import Declared, Disposition
from app.sync.central.facts import item_facts, parcel_facts
from app.sync.central.refunds import refund_facts
from tests.sync.central_data.stories import Story, line


def told(story, key, *new):
    """The facts that these events (all, when none is named) bring about."""
    history = story.history(key)
    places = frozenset((record.stream_id, record.seq) for record in new or history)
    make = item_facts if key.startswith("item:") else parcel_facts
    return {fact.kind: fact for fact in make(history, places, story.origin_of)}


def refunds(story, parcel_id="p1", unsettled=()):
    keys = {r.key for bench in story.benches.values() for r in bench.own if r.key.startswith("item:")}
    items = {key.partition(":")[2]: story.history(key) for key in keys}
    return list(refund_facts(story.history(f"parcel:{parcel_id}"), items, unsettled, story.origin_of))


def closed_parcel(quantity=1, *lines):
    story = Story()
    bench = story.bench("B07")
    bench.receive("p1", *(lines or (line(quantity),)))
    bench.identify("i1", quantity=quantity)
    bench.grade("i1")
    bench.decide("i1")
    bench.close("p1")
    return story, bench


def test_a_received_parcel_is_told_with_what_was_expected_of_it():
    story = Story()
    received = story.bench("B07").receive("p1", line(2), line(1, line=2))
    fact = told(story, "parcel:p1")["parcel_received"]
    assert fact.as_json() == {
        "fact": "parcel_received",
        "idempotency_key": fact.key,
        "at": received.wall_at,
        "parcel_id": "p1",
        "site": "TMP1",
        "bench_id": "B07",
        "label": "BOX-p1",
        "tracking": "TRK-p1",
        "sscc": None,
        "carrier": "",
        "rmas": ["RMA-1"],
        "clients": ["Acme"],
        "expected_units": 3,
        "received_at": received.wall_at,
        "received_by": "Inspector B07",
        "withdrawn": False,
    }


def test_a_reception_that_is_undone_is_told_again_as_withdrawn_under_another_key():
    story = Story()
    bench = story.bench("B07")
    first = told(story, "parcel:p1", received := bench.receive("p1", line()))["parcel_received"]
    again = told(story, "parcel:p1", bench.undo(received))["parcel_received"]
    assert (first.body["withdrawn"], again.body["withdrawn"]) == (False, True)
    assert first.key != again.key


def test_an_inspection_is_told_when_it_is_decided_and_not_before():
    story = Story()
    bench = story.bench("B07")
    identified = bench.identify("i1", serial="S-1")
    graded = bench.grade("i1")
    assert "inspection_complete" not in told(story, "item:i1", identified, graded)
    decided = bench.decide("i1", Disposition.RECYCLE)
    fact = told(story, "item:i1", decided)["inspection_complete"]
    wanted = {"lpn": "LPN-i1", "sku": "PEN", "rma": "RMA-1", "line": 1, "serial": "S-1", "grade": "B", "route": "dispose",
              "disposition": "RECYCLE", "withdrawn": False, "conflict": False, "decided_at": decided.wall_at}  # fmt: skip
    assert wanted.items() <= fact.body.items()


def test_the_key_of_a_fact_stays_whatever_is_told_with_it():
    story = Story()
    bench = story.bench("B07")
    bench.identify("i1")
    decided = bench.decide("i1")
    alone = told(story, "item:i1", decided)["inspection_complete"]
    together = told(story, "item:i1")["inspection_complete"]
    bench.on("i1", ItemStowed("i1", "T-1"))
    later = told(story, "item:i1", decided)["inspection_complete"]
    assert alone.key == together.key == later.key


def test_a_decision_that_is_taken_back_is_withdrawn_and_the_next_one_told_anew():
    story = Story()
    bench = story.bench("B07")
    bench.identify("i1")
    first = told(story, "item:i1", decided := bench.decide("i1"))["inspection_complete"]
    back = told(story, "item:i1", bench.undo(decided))["inspection_complete"]
    anew = told(story, "item:i1", bench.decide("i1", Disposition.DESTROY))["inspection_complete"]
    assert [fact.body["withdrawn"] for fact in (first, back, anew)] == [False, True, False]
    assert len({first.key, back.key, anew.key}) == 3
    assert (back.body["disposition"], anew.body["disposition"]) == (None, "DESTROY")


def test_an_item_that_races_is_told_as_a_conflict_until_it_is_settled():
    story = Story()
    one, two = story.bench("B07"), story.bench("B08")
    one.identify("i1")
    two.hear(one)
    kept, other = one.decide("i1", Disposition.RESTOCK), two.decide("i1", Disposition.DESTROY)
    assert told(story, "item:i1", other)["inspection_complete"].body["conflict"] is True
    one.hear(two)
    settled = one.on("i1", resolution(story.history("item:i1"), kept.event_id))
    fact = told(story, "item:i1", settled)["inspection_complete"]
    assert (fact.body["conflict"], fact.body["disposition"]) == (False, "RESTOCK")


def test_a_movement_s_key_hangs_on_the_movement_alone():
    story = Story()
    identified = story.bench("B07").identify("i1")
    first = told(story, "item:i1", identified)["stock_movement"]
    story.benches["B07"].on("i1", ItemStowed("i1", "T-1"))
    assert told(story, "item:i1", identified)["stock_movement"] == first
    assert "seq" not in first.body


def test_a_closed_parcel_recommends_the_value_of_what_came():
    story, bench = closed_parcel(2, line(3), line(1, line=2, sku="MUG", unit_value_cents=None, currency=""))
    (fact,) = refunds(story)
    assert (fact.kind, fact.at) == ("refund_recommended", bench.own[-1].wall_at)
    body = fact.body
    assert (body["rma"], body["order"], body["client"]) == ("RMA-1", "O-1", "Acme")
    assert body["amounts"] == [{"currency": "EUR", "cents": 2500}]
    first, second = body["lines"]
    wanted = {
        "expected": 3,
        "received": 2,
        "missing": 1,
        "refundable": 2,
        "unit_value_cents": 1250,
        "amount_cents": 2500,
    }
    assert wanted.items() <= first.items()
    assert {"received": 0, "missing": 1, "refundable": 0, "amount_cents": None}.items() <= second.items()
    (unit,) = first["items"]
    assert (unit["lpn"], unit["grade"], unit["disposition"]) == ("LPN-i1", "B", "RESTOCK_B")


def test_nothing_is_recommended_before_the_parcel_is_closed_or_while_an_item_waits():
    story = Story()
    bench = story.bench("B07")
    bench.receive("p1", line(2))
    bench.identify("i1")
    bench.decide("i1")
    assert refunds(story) == []
    bench.identify("i2")
    bench.close("p1")
    assert refunds(story) == []
    bench.decide("i2")
    assert len(refunds(story)) == 1
    bench.on("i2", ItemHeld("i2", "look"))
    assert refunds(story) == []


def test_a_return_of_which_nothing_came_gets_no_recommendation():
    story = Story()
    bench = story.bench("B07")
    bench.receive("p1", line(2))
    bench.close("p1")
    assert refunds(story) == []


def test_each_return_in_a_parcel_has_its_own():
    story = Story()
    bench = story.bench("B07")
    bench.receive("p1", line(1), line(1, rma="RMA-2", unit_value_cents=300))
    for name, rma in (("i1", "RMA-1"), ("i2", "RMA-2")):
        bench.identify(name, rma=rma)
        bench.decide(name)
    bench.close("p1")
    assert [(f.body["rma"], f.body["amounts"][0]["cents"]) for f in refunds(story)] == [("RMA-1", 1250), ("RMA-2", 300)]


def test_more_units_than_were_announced_are_not_paid_for():
    story, _ = closed_parcel(5, line(2))
    (fact,) = refunds(story)
    assert fact.body["lines"][0]["refundable"] == 2


def test_units_that_go_back_or_wait_for_a_word_are_listed_and_not_paid_for():
    for code in (Disposition.RETURN_TO_CUSTOMER, Disposition.QUARANTINE, Disposition.EXCEPTION):
        story = Story()
        bench = story.bench("B07")
        bench.receive("p1", line(1))
        bench.identify("i1")
        bench.decide("i1", code)
        bench.close("p1")
        (fact,) = refunds(story)
        assert fact.body["amounts"] == []
        assert fact.body["lines"][0]["items"][0]["disposition"] == code


def test_a_wrong_item_is_listed_beside_the_lines():
    story = Story()
    bench = story.bench("B07")
    bench.receive("p1", line(1))
    bench.identify("i1", sku="OTHER", declared=Declared.WRONG_ITEM)
    bench.decide("i1")
    bench.close("p1")
    (fact,) = refunds(story)
    assert fact.body["amounts"] == []
    assert fact.body["not_on_a_line"][0]["declared"] == "wrong_item"


def test_the_catalogue_s_value_stands_in_where_the_return_says_none():
    story = Story()
    bench = story.bench("B07")
    bench.receive("p1", line(1, unit_value_cents=None, currency=""))
    bench.identify("i1", unit_value_cents=700, currency="NOK")
    bench.decide("i1")
    bench.close("p1")
    assert refunds(story)[0].body["amounts"] == [{"currency": "NOK", "cents": 700}]


def test_a_conflict_holds_a_refund_back_until_it_is_settled():
    story, bench = closed_parcel()
    other = story.bench("B08")
    other.hear(bench)
    kept = bench.decide("i1", Disposition.RESTOCK)
    other.decide("i1", Disposition.DESTROY)
    assert refunds(story) == []
    bench.hear(other)
    bench.on("i1", resolution(story.history("item:i1"), kept.event_id))
    assert len(refunds(story)) == 1


def test_a_box_with_two_records_is_not_refunded_twice():
    story, _ = closed_parcel()
    assert refunds(story, unsettled={"parcel:p1"}) == []
    assert refunds(story, unsettled={"item:i1"}) == []


def test_the_same_recommendation_has_the_same_key_and_a_corrected_one_another_of_the_same_refund():
    story, bench = closed_parcel()
    (first,) = refunds(story)
    bench.on("i1", ItemStowed("i1", "T-1"))
    (same,) = refunds(story)
    assert (same.key, same.body) == (first.key, first.body)
    bench.record("parcel:p1", ParcelResumed("p1"))
    assert refunds(story) == []
    bench.on("i1", ItemAmended("i1", serial="S-2"))
    bench.on("i1", DispositionDecided("i1", Disposition.REFURB, Disposition.REFURB, "r", "1"))
    bench.close("p1")
    (corrected,) = refunds(story)
    assert corrected.key != first.key
    assert corrected.body["refund_id"] == first.body["refund_id"]


def test_an_undone_close_withdraws_nothing_and_recommends_nothing():
    story, bench = closed_parcel()
    bench.undo(bench.own[-1])
    assert refunds(story) == []
