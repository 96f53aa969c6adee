"""A batch of events as push_v1 takes it: one array for each column, packed into PostgreSQL's binary form in one go.

The driver packs arrays element by element; for thirteen arrays of a thousand that takes twice as long. The form is that of the
server's array_send (src/backend/utils/adt/arrayfuncs.c): number of dimensions, whether there are NULLs, the element type's OID,
length and lower bound, then each element with its length before it, all in network byte order.
"""

import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psycopg import Connection

PUSH_V1 = (
    "SELECT last_seq, last_hash FROM dockgrade.push_v1(%b::uuid, %b::bigint[], %b::uuid[], %b::text[], %b::text[], %b::integer[],"
    " %b::bigint[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::bytea[], %b::bytea[])"
)
"""Takes the stream's uuid.UUID, then `push_arrays`, on a connection that `accept` was told of."""

_HASH_BYTES = 32
_BYTEA, _INT8, _INT4, _TEXT, _UUID = 17, 20, 23, 25, 2950
_HEAD = struct.Struct(">iiIii")
_LENGTH = struct.Struct(">i")


@dataclass(frozen=True, slots=True)
class PackedArray:
    """One array, ready for the wire."""

    data: bytes


def bytea_array(values: Sequence[bytes]) -> PackedArray:
    """bytea[]."""
    return _pack(_BYTEA, values, len(values))


def hash_array(values: Sequence[bytes]) -> PackedArray:
    """bytea[] of SHA-256 hashes: as `bytea_array`, in half its time."""
    if set(map(len, values)) != {_HASH_BYTES}:
        return bytea_array(values)
    return PackedArray(_LENGTH.pack(_HASH_BYTES).join((_head(_BYTEA, len(values)), *values)))


def text_array(values: Sequence[str]) -> PackedArray:
    """text[], in UTF-8. Raises UnicodeEncodeError for a lone surrogate."""
    return _pack(_TEXT, [value.encode() for value in values], len(values))


def uuid_array(values: Sequence[str]) -> PackedArray:
    """uuid[] of canonical texts."""
    return _pack(_UUID, [bytes.fromhex(value.replace("-", "")) for value in values], len(values))


def bigint_array(values: Sequence[int]) -> PackedArray:
    """bigint[]."""
    return _pack_numbers(_INT8, "q", values)


def integer_array(values: Sequence[int]) -> PackedArray:
    """integer[]."""
    return _pack_numbers(_INT4, "i", values)


_COLUMNS: tuple[Callable[[Sequence[Any]], PackedArray], ...] = (
    bigint_array,  # seq
    uuid_array,  # event_id
    text_array,  # item_key
    text_array,  # kind
    integer_array,  # schema_version
    bigint_array,  # hlc
    text_array,  # wall_at
    text_array,  # actor
    text_array,  # command_id
    text_array,  # seen
    text_array,  # body
    bytea_array,  # prev_hash
    bytea_array,  # hash
)


def push_arrays(columns: Sequence[Sequence[Any]]) -> list[PackedArray]:
    """The thirteen columns of push_v1, seq to hash, each with a value for each event."""
    return [pack(column) for pack, column in zip(_COLUMNS, columns, strict=True)]


def accept(connection: "Connection[Any]") -> None:
    """Let a connection send packed arrays; the statement says of what type each is (`%b::text[]`)."""
    from psycopg.adapt import Dumper
    from psycopg.pq import Format

    class PackedDumper(Dumper):
        format = Format.BINARY

        def dump(self, obj: PackedArray) -> bytes:
            return obj.data

    connection.adapters.register_dumper(PackedArray, PackedDumper)


def _head(oid: int, count: int) -> bytes:
    return _HEAD.pack(1, 0, oid, count, 1) if count else _HEAD.pack(0, 0, oid, 0, 0)[:12]


def _pack(oid: int, values: Iterable[bytes], count: int) -> PackedArray:
    length = _LENGTH.pack
    parts = [_head(oid, count)]
    for value in values:
        parts.append(length(len(value)))
        parts.append(value)
    return PackedArray(b"".join(parts))


def _pack_numbers(oid: int, letter: str, values: Sequence[int]) -> PackedArray:
    count = len(values)
    flat = [struct.calcsize(letter)] * (2 * count)
    flat[1::2] = values
    return PackedArray(_head(oid, count) + struct.pack(">" + f"i{letter}" * count, *flat))
