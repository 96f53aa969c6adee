"""The cursor of an export: how far each stream has been told, as one opaque text.

It names the central database that it is of, and for each stream the sequence number and the beginning of the hash of the last
event that was told. When the server was restored and holds another event in that place, or none, the stream is told again from its
beginning: every fact keeps its key, so nothing is booked twice, and nothing that came in anew is passed over.
"""

import base64
import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.errors import KnownError

START = "start"
_FORM = "dgx1."
_NOT_WHOLE = "a part of it is missing or was changed"
_CHECK_BYTES = 4
HASH_BYTES = 4


@dataclass(frozen=True, slots=True)
class Told:
    """The last event of a stream that was told.

    Attributes:
        mark: the first HASH_BYTES of its hash.
    """

    seq: int
    mark: bytes


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far an export is.

    Attributes:
        cluster_id: of the central database.
        told: by stream id; a stream that is not there is to be told from its beginning.
    """

    cluster_id: str
    told: Mapping[str, Told] = field(default_factory=dict)

    def encode(self) -> str:
        """The text: letters, digits, "-", "_" and one full stop."""
        parts = [uuid.UUID(self.cluster_id).bytes]
        for stream_id, told in sorted(self.told.items()):
            parts += (uuid.UUID(stream_id).bytes, _varint(told.seq), told.mark)
        data = b"".join(parts)
        check = hashlib.sha256(data).digest()[:_CHECK_BYTES]
        return _FORM + base64.urlsafe_b64encode(check + data).decode("ascii").rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """Read the text. Raises KnownError when it is not one, or not whole."""
        body = text.strip()
        try:
            data = _checked(body)
            return cls(str(uuid.UUID(bytes=data[:16])), dict(_entries(data[16:])))
        except (ValueError, IndexError) as err:
            shown = body if len(body) <= 40 else body[:40] + "…"
            raise KnownError(
                f"Expected a cursor that an export printed, or {START!r}, got {shown!r}: {err}.",
                f"Copy the whole text, or begin anew with --since {START}: facts keep their keys.",
                exit_code=2,
            ) from err


def _checked(body: str) -> bytes:
    """The bytes behind the check sum. Raises ValueError, which says why there are none."""
    if not body.startswith(_FORM):
        raise ValueError(f"it does not begin with {_FORM!r}")
    coded = body.removeprefix(_FORM)
    try:
        raw = base64.b64decode(coded + "=" * (-len(coded) % 4), altchars=b"-_", validate=True)
    except ValueError as err:
        raise ValueError(_NOT_WHOLE) from err
    check, data = raw[:_CHECK_BYTES], raw[_CHECK_BYTES:]
    whole = base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=") == coded
    if not whole or hashlib.sha256(data).digest()[:_CHECK_BYTES] != check:
        raise ValueError(_NOT_WHOLE)
    return data


def _varint(number: int) -> bytes:
    """LEB128: seven bits a byte, the low ones first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _entries(data: bytes) -> Iterator[tuple[str, Told]]:
    at = 0
    while at < len(data):
        stream_id = str(uuid.UUID(bytes=data[at : at + 16]))
        at += 16
        seq = shift = 0
        while data[at] & 0x80:
            seq |= (data[at] & 0x7F) << shift
            shift += 7
            at += 1
        seq |= data[at] << shift
        at += 1
        yield stream_id, Told(seq, data[at : at + HASH_BYTES])
        at += HASH_BYTES
