"""Where the operator is: who, which parcel, which item, and the question on the screen. Immutable; a command makes a new one."""

from msgspec import Struct

from app.bench.messages import Message
from app.bench.view import Choice, PersonView, Tone
from app.domain.vocabulary import Role

NOT_TAKEN_IN = frozenset({"undeclared", "unknown_product", "which"})
"""Kinds of questions about goods that are in somebody's hands and not in the record yet: what is said about goods meanwhile means these,
and not the item that was worked on before."""


class Pending(Struct, frozen=True):
    """A question that waits for an answer.

    Attributes:
        kind: names the question; what is done with the answer hangs on it.
        asked, details, choices, tone: as shown.
        repeat_text: scanning this same text again gives the answer `repeat_word`; None where that is no answer.
        facts: what the answer needs to know, by name.
    """

    kind: str
    asked: Message
    choices: tuple[Choice, ...]
    tone: Tone = Tone.WARNING
    details: tuple[Message, ...] = ()
    repeat_text: str | None = None
    repeat_word: str = "CONFIRM"
    facts: dict[str, object] = {}


class PinPrompt(Struct, frozen=True):
    """A PIN that was asked for: whose, and what it opens ("sign_in" or "approval")."""

    name: str
    purpose: str


class Session(Struct, frozen=True):
    """Where the operator is.

    Attributes:
        tote: the tote that was scanned last; what TOTE-CLOSE closes.
        language: chosen for the screen while nobody was signed in; "" when none was.
        pin: set while a PIN is awaited.
        pending: the question on the screen.
    """

    person: PersonView | None = None
    parcel_id: str | None = None
    item_id: str | None = None
    tote: str | None = None
    pin: PinPrompt | None = None
    pending: Pending | None = None
    language: str = ""

    def to_stored(self) -> dict[str, str]:
        """What survives a crash: place and person; a question is asked again by the next scan."""
        stored = {
            "person": self.person.name if self.person else None,
            "role": self.person.role.value if self.person else None,
            "language": self.person.language if self.person else None,
            "parcel": self.parcel_id,
            "item": self.item_id,
            "tote": self.tote,
        }
        return {name: value for name, value in stored.items() if value}

    @classmethod
    def from_stored(cls, stored: dict[str, str]) -> "Session":
        """The session as the last commit left it."""
        person = None
        if "person" in stored:
            person = PersonView(stored["person"], Role(stored["role"]), stored.get("language", "en"))
        return cls(person, stored.get("parcel"), stored.get("item"), stored.get("tote"))
