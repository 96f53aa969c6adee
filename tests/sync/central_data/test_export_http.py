"""Facts over HTTP to a server that fails, stalls, is busy, refuses and dies: each arrives, once for its key, or is a dead letter."""

import json

import pytest

from app.errors import KnownError
from app.sync.central.export_http import HttpOutlet, Manner, check_address, read_headers
from app.sync.central.facts import Fact, key_of
from tests.sync.central_data.receiver import first, receiving

FACTS = [
    Fact("stock_movement", key_of("stock_movement", str(n)), f"2026-11-20T08:00:0{n}Z", {"n": n, "sku": "Blåbær"})
    for n in range(5)
]
KEYS = [fact.key for fact in FACTS]


class Kept(list):
    """Cursors that were kept."""


def deliver(receiver, tmp_path, facts=FACTS, **manner):
    kept = Kept()
    settings = {"headers": {}, "patience_s": 20, "connect_timeout_s": 2, "answer_timeout_s": 0.3, "first_pause_s": 0.01}
    outlet = HttpOutlet(
        receiver if isinstance(receiver, str) else receiver.url,
        tmp_path / "dead.jsonl",
        kept.append,
        Manner(**(settings | manner)),
    )
    try:
        outlet.take(facts, "cursor-1")
    finally:
        outlet.close()
    return outlet, kept


def test_each_fact_is_one_request_with_its_key(tmp_path):
    with receiving() as receiver:
        outlet, kept = deliver(receiver, tmp_path, headers={"Authorization": "Bearer x"})
    assert [request.key for request in receiver.requests] == KEYS
    assert receiver.requests[0].facts == [FACTS[0].as_json()]
    assert receiver.requests[0].sort == "application/json"
    assert receiver.requests[0].headers["Authorization"] == "Bearer x"
    assert (outlet.delivered, outlet.dead, kept) == (5, 0, ["cursor-1"])


def test_a_batch_is_one_request_of_json_lines_with_a_key_of_its_own(tmp_path):
    with receiving() as receiver:
        deliver(receiver, tmp_path, batch=2)
        deliver(receiver, tmp_path, batch=2)
    keys = [request.key for request in receiver.requests]
    assert [len(request.facts) for request in receiver.requests] == [2, 2, 1] * 2
    assert keys[:3] == keys[3:]
    assert len(set(keys)) == 3
    assert receiver.requests[0].sort == "application/x-ndjson"


@pytest.mark.parametrize("trouble", [500, 503, 429, 408, "stall", "drip", "die", "die_in_answer", "garbage"])
def test_what_may_go_better_later_is_tried_again_with_the_same_key(tmp_path, trouble):
    with receiving(first([200, trouble, trouble])) as receiver:
        outlet, kept = deliver(receiver, tmp_path)
        keys = [request.key for request in receiver.requests]
    assert set(receiver.taken) == set(KEYS)
    assert list(dict.fromkeys(keys)) == KEYS
    assert keys.count(KEYS[1]) >= 3
    assert (outlet.delivered, outlet.dead, kept) == (5, 0, ["cursor-1"])


def test_it_waits_as_long_as_the_other_side_asks_for(tmp_path):
    waited = []
    with receiving(first([(429, {"Retry-After": "7"}), (503, {"Retry-After": "soon"})])) as receiver:
        outlet = HttpOutlet(
            receiver.url, tmp_path / "dead", Kept().append, Manner({}, first_pause_s=0.01), pause=waited.append
        )
        outlet.take(FACTS[:1], "c")
        outlet.close()
    assert waited[0] == 7
    assert waited[1] <= 0.02


def test_when_patience_is_over_it_stops_and_keeps_no_cursor(tmp_path):
    with receiving(first([200, 200], then=503)) as receiver:
        with pytest.raises(KnownError, match=r"within 0.2 s: it answered 503") as caught:
            deliver(receiver, tmp_path, patience_s=0.2)
        assert "goes on where it was" in caught.value.next_step
    assert len(receiver.taken) == 2


def test_nobody_there_is_said_so(tmp_path):
    with pytest.raises(
        KnownError, match=r"^http://127\.0\.0\.1:9/facts did not take a fact within 0\.1 s: Connection refused\. "
    ):
        deliver("http://127.0.0.1:9/facts", tmp_path, patience_s=0.1)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("stall", "its answer did not come in time"),
        ("die", "it closed the connection without an answer"),
        ("die_in_answer", "its answer broke off"),
        ("garbage", "what it answered is not HTTP"),
    ],
)
def test_what_breaks_is_told_without_the_objects_of_a_library(tmp_path, trouble, said):
    with receiving(lambda _: trouble) as receiver:
        with pytest.raises(KnownError) as caught:
            deliver(receiver, tmp_path, patience_s=0)
        assert caught.value.title == f"{receiver.url} did not take a fact within 0 s: {said}."


def test_a_host_that_nobody_knows_and_a_server_without_encryption_are_told_so(tmp_path):
    with pytest.raises(KnownError, match=r"s: nobody knows its host's name \([^()\[\]]+\)\. "):
        deliver("http://no-such-host.invalid/facts", tmp_path, patience_s=0)
    with (
        receiving() as receiver,
        pytest.raises(KnownError, match=r"s: no encrypted connection could be made \([\w ]+\)\. "),
    ):
        deliver(receiver.url.replace("http:", "https:"), tmp_path, patience_s=0)


def test_a_refused_fact_becomes_a_dead_letter_and_the_rest_goes_on(tmp_path):
    with receiving(lambda request: 422 if request.key == KEYS[2] else 200) as receiver:
        outlet, kept = deliver(receiver, tmp_path)
    assert set(receiver.taken) == set(KEYS) - {KEYS[2]}
    (letter,) = [json.loads(text) for text in (tmp_path / "dead.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (letter["idempotency_key"], letter["status"], letter["answer"]) == (KEYS[2], 422, '{"told": "422"}')
    assert letter["fact"] == FACTS[2].as_json()
    assert (outlet.dead, kept) == (1, ["cursor-1"])


def test_of_a_refused_batch_only_the_fact_at_fault_becomes_a_dead_letter(tmp_path):
    def answer(request):
        return 400 if any(fact["n"] == 3 for fact in request.facts) else 200

    with receiving(answer) as receiver:
        outlet, _ = deliver(receiver, tmp_path, batch=5)
    assert set(receiver.taken) == set(KEYS) - {KEYS[3]}
    assert (outlet.delivered, outlet.dead) == (4, 1)


@pytest.mark.parametrize("status", [401, 403, 404, 405, 302, 308])
def test_an_address_at_fault_stops_the_export_and_buries_nothing(tmp_path, status):
    with receiving(lambda _: (status, {"Location": "https://elsewhere/"})) as receiver:
        with pytest.raises(KnownError, match=f"answered {status}"):
            deliver(receiver, tmp_path)
        assert len(receiver.requests) == 1
    assert not (tmp_path / "dead.jsonl").exists()


def test_secrets_of_the_address_are_not_shown(tmp_path):
    with receiving(lambda _: 404) as receiver, pytest.raises(KnownError) as caught:
        deliver(receiver.url.replace("http://", "http://me:hidden@") + "?token=hidden", tmp_path)
    assert "hidden" not in caught.value.title + caught.value.next_step


def test_headers_come_from_a_file(tmp_path):
    path = tmp_path / "headers"
    path.write_text("Authorization: Bearer a:b\n\nX-Site: TMP1\n", encoding="utf-8")
    assert read_headers(path) == {"Authorization": "Bearer a:b", "X-Site": "TMP1"}
    path.write_text("no colon\n", encoding="utf-8")
    with pytest.raises(KnownError, match="line 1"):
        read_headers(path)
    with pytest.raises(KnownError, match="cannot be read"):
        read_headers(tmp_path / "none")


@pytest.mark.parametrize("address", ["http://", "ftp://host/x", "http://[::1", "http://host:port/"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(KnownError, match="Expected an address"):
        check_address(address)


@pytest.mark.parametrize(
    "address", ["https://user:hidden@[::bad/path", "https://user:hidden@:99999999/x", "ftp://user:hidden@host/"]
)
def test_a_password_in_an_address_that_is_none_is_not_repeated(address):
    with pytest.raises(KnownError) as caught:
        check_address(address)
    assert "hidden" not in str(caught.value)
    assert "…@" in str(caught.value)
