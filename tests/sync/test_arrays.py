"""Packed arrays are what the server makes of the same values, and what the driver would have sent."""

import uuid

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.adapt import PyFormat, Transformer

from app.sync.arrays import (
    PUSH_V1,
    accept,
    bigint_array,
    bytea_array,
    hash_array,
    integer_array,
    push_arrays,
    text_array,
    uuid_array,
)
from tests.postgres import join_bench
from tests.sync.central.chained import arguments, chained, stream_id

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def as_the_driver(values):
    """psycopg's own binary form of a list."""
    return bytes(Transformer().get_dumper(values, PyFormat.BINARY).dump(values))


@given(st.lists(TEXT, min_size=1))
def test_texts_are_packed_as_the_driver_packs_them(values):
    assert text_array(values).data == as_the_driver(values)


@given(st.lists(st.binary(), min_size=1))
def test_bytes_are_packed_as_the_driver_packs_them(values):
    assert bytea_array(values).data == as_the_driver(values)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1))
def test_hashes_are_packed_as_the_driver_packs_bytes(values):
    assert hash_array(values).data == as_the_driver(values)


@pytest.mark.parametrize("values", [[], [bytes(31), bytes(33)], [bytes(32), b""]])
def test_what_is_no_hash_is_packed_as_what_it_is(values):
    assert hash_array(values).data == bytea_array(values).data


@given(st.lists(st.uuids(), min_size=1))
def test_uuids_are_packed_as_the_driver_packs_them(values):
    assert uuid_array([str(value) for value in values]).data == as_the_driver(values)


def test_a_lone_surrogate_is_refused_before_it_is_sent():
    with pytest.raises(UnicodeEncodeError):
        text_array(["\ud800"])


@pytest.fixture
def connection(postgres):
    with psycopg.connect(postgres.url(), autocommit=True) as opened:
        accept(opened)
        yield opened


@pytest.mark.postgres
def test_the_server_reads_back_what_was_packed(connection):
    many = list(range(-1500, 1500))
    for packed, kind, values in (
        (bigint_array([0, -1, 2**63 - 1, -(2**63)]), "bigint[]", [0, -1, 2**63 - 1, -(2**63)]),
        (bigint_array(many), "bigint[]", many),
        (integer_array([0, -(2**31), 2**31 - 1]), "integer[]", [0, -(2**31), 2**31 - 1]),
        (text_array(["", 'ä{},"\\ NULL', "返品 🚚"]), "text[]", ["", 'ä{},"\\ NULL', "返品 🚚"]),
        (bytea_array([b"", b"\0\xff"]), "bytea[]", [b"", b"\0\xff"]),
        (uuid_array([str(uuid.UUID(int=7))]), "uuid[]", [uuid.UUID(int=7)]),
        (text_array([]), "text[]", []),
        (bigint_array([]), "bigint[]", []),
    ):
        assert connection.execute(f"SELECT %b::{kind}", (packed,)).fetchone() == (values,)


@pytest.mark.postgres
def test_a_text_that_holds_a_nul_is_refused_by_the_server(connection):
    with pytest.raises(psycopg.Error) as caught:
        connection.execute("SELECT %b::text[]", (text_array(["a\0b"]),))
    assert caught.value.sqlstate == "22021"


@pytest.mark.postgres
@pytest.mark.parametrize("count", [0, 1, 1000])
def test_a_batch_that_was_packed_is_taken(central_database, count):
    stream = stream_id()
    bench = join_bench(central_database, streams={stream: "A7K2"})
    links = chained(stream, count, actor="Łucja")
    with psycopg.connect(bench.url, autocommit=True) as opened:
        accept(opened)
        head = opened.execute(PUSH_V1, [uuid.UUID(stream), *push_arrays(arguments(stream, links)[1:])]).fetchone()
    assert head == (count, links[-1].hash if links else bytes(32))
