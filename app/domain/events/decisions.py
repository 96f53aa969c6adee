"""Facts about where an item goes: proposed, decided, approved."""

from typing import ClassVar

from msgspec import Struct

from app.domain.vocabulary import Disposition, OverrideReason


class DispositionProposed(Struct, frozen=True):
    """What the policy says, and why.

    Attributes:
        inputs: the facts that the policy looked at, as (name, value) pairs.
        why: the rule's words by language, as they were shown.
        approval: why a lead must agree even with the proposal; "" when nobody has to.
    """

    KIND: ClassVar[str] = "disposition_proposed"
    item_id: str
    code: Disposition
    rule: str
    policy_version: str
    inputs: tuple[tuple[str, str], ...] = ()
    why: tuple[tuple[str, str], ...] = ()
    approval: str = ""


class DispositionDecided(Struct, frozen=True):
    """What a person decided; `proposal` is what the policy had said."""

    KIND: ClassVar[str] = "disposition_decided"
    item_id: str
    code: Disposition
    proposal: Disposition
    rule: str
    policy_version: str
    inputs: tuple[tuple[str, str], ...] = ()
    override_reason: OverrideReason | None = None
    approver: str | None = None


class ApprovalRequested(Struct, frozen=True):
    """A decision waits for a lead."""

    KIND: ClassVar[str] = "approval_requested"
    item_id: str
    code: Disposition
    why: str
    override_reason: OverrideReason | None = None


class ApprovalGranted(Struct, frozen=True):
    """A lead agreed."""

    KIND: ClassVar[str] = "approval_granted"
    item_id: str
    code: Disposition
    approver: str


class ApprovalDenied(Struct, frozen=True):
    """A lead refused."""

    KIND: ClassVar[str] = "approval_denied"
    item_id: str
    code: Disposition
    approver: str
