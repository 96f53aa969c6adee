"""A question that stands while another bench decides: its answer counts only where it still fits."""

from app.bench.messages import Say
from app.domain.commands import OpenParcel, SelectItem
from app.domain.vocabulary import Role
from tests.bench.benches import BOX
from tests.bench.connected import Connected


def asked_here(here: Connected, there: Connected, *words: str) -> str:
    """A question about an item stands here, and the other bench has the item in hand; returns its id."""
    here.scan(BOX, "JUMPER", *words)
    item_id = here.view.item.item_id
    there.hear(here)
    there.do(OpenParcel(here.view.parcel.parcel_id))
    there.do(SelectItem(item_id))
    return item_id


def disposition(bench: Connected) -> object:
    return bench.journal.connection.execute("SELECT disposition, status FROM item").fetchone()


def test_a_reason_given_too_late_decides_nothing_anew(pair):
    here, there = pair
    asked_here(here, there, "GRADE-D", "DISPOSE-AS-DONATE")
    there.scan("ACCEPT")
    here.hear(there)
    assert here.asked is Say.OVERRIDE_WHY
    here.scan("WHY-OTHER")
    assert here.said is Say.DECIDED_ASK_LEAD
    assert disposition(here) == ("RECYCLE", "decided")


def test_a_reason_given_too_late_ends_no_hold(pair):
    here, there = pair
    asked_here(here, there, "GRADE-D", "DISPOSE-AS-DONATE")
    there.scan("HOLD")
    here.hear(there)
    here.scan("WHY-OTHER")
    assert here.said is Say.HELD
    assert disposition(here) == (None, "held")


def test_an_approval_given_too_late_decides_nothing_anew(pair):
    here, there = pair
    asked_here(here, there, "GRADE-E", "DISPOSE-AS-RESTOCK", "WHY-CONDITION_BETTER")
    assert here.asked is Say.APPROVAL_NEEDED
    there.scan("ACCEPT")
    here.hear(there)
    here.scan(here.person("Lead 1", Role.LEAD))
    assert here.said is Say.DECIDED_ASK_LEAD
    assert disposition(here) == ("RECYCLE", "decided")


def test_what_a_lead_agrees_to_is_what_was_asked(pair):
    here, there = pair
    asked_here(here, there, "GRADE-E", "DISPOSE-AS-RESTOCK", "WHY-CONDITION_BETTER")
    there.scan("GRADE-D")
    here.hear(there)
    here.scan(here.person("Lead 1", Role.LEAD))
    assert here.said is Say.CHANGED_MEANWHILE
    assert disposition(here) == (None, "graded")


def test_deciding_anew_gives_a_new_number_where_another_bench_may_have_printed_the_old_one(pair):
    here, there = pair
    item_id = asked_here(here, there, "GRADE-A", "ACCEPT")
    old = here.view.item.lpn
    here.printed()  # unheard of there
    there.do(SelectItem(item_id))
    there.scan(there.person("Lead 1", Role.LEAD), old, "DISPOSE-AS-RECYCLE", "WHY-CONDITION_WORSE")
    assert there.said is Say.DECIDED_ANEW
    assert there.view.item.lpn != old
