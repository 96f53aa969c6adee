"""Events to the exact text that is stored and hashed, and back.

The body is JSON with the fields in the order of the class, so that the same event always gives the same bytes. A kind or
schema version that this release does not know is kept whole as an UnknownEvent.
"""

from app.domain.events import KINDS, Event, UnknownEvent
from app.errors import KnownError

SCHEMA_VERSIONS: dict[str, int] = dict.fromkeys(KINDS, 1)
"""The version in which each kind is written today. An older one is upcast in `decode_event` when the first appears."""


def encode_event(event: Event | UnknownEvent) -> str:
    """Return the body text of an event."""
    if isinstance(event, UnknownEvent):
        return event.body
    import msgspec

    return msgspec.json.encode(event).decode("utf-8")


class EventDecoder:
    """Turns stored bodies into events; builds the decoder of a kind when it first meets one."""

    def __init__(self) -> None:
        self._decoders: dict[str, object] = {}

    def __call__(self, kind: str, schema_version: int, body: str) -> Event | UnknownEvent:
        """Decode one body. Raises KnownError when a known kind does not hold what its version promises."""
        import msgspec

        if kind not in KINDS or schema_version != SCHEMA_VERSIONS[kind]:
            return UnknownEvent(kind, schema_version, body)
        decoder = self._decoders.get(kind)
        if decoder is None:
            decoder = self._decoders[kind] = msgspec.json.Decoder(KINDS[kind])
        try:
            return decoder.decode(body)  # type: ignore[attr-defined, no-any-return]  # a Decoder of that kind's class
        except msgspec.DecodeError as err:
            raise KnownError(
                f"An event of kind {kind} cannot be read: {err}",
                "Run 'dockgrade verify' to see where the journal was damaged, then restore it from a backup.",
                exit_code=1,
            ) from err
