"""A rule of the trade that says no, as a code with parameters that the bench can put into words."""

from app.errors import DockgradeError


class Refused(DockgradeError):  # noqa: N818  # it is an answer of the trade, not a fault
    """What was asked for does not fit the facts; nothing was recorded.

    Attributes:
        code: a stable word, the value of one of the bench's messages.
        params: what the sentence names.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params = params
