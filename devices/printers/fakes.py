"""A transport for tests: it keeps what it is given and fails when told to."""

from devices.errors import DeviceError


class RecordingTransport:
    """Remembers every label and every question.

    Attributes:
        labels: the bytes of each send, in order.
        questions: the requests of each ask, in order.
        answer: what ask returns.
        failure: raised by the next sends and asks instead of anything else, until it is set to None.
    """

    def __init__(self, address: str = "recording://printer", answer: bytes = b"") -> None:
        self._address = address
        self.labels: list[bytes] = []
        self.questions: list[bytes] = []
        self.answer = answer
        self.failure: DeviceError | None = None

    @property
    def address(self) -> str:
        """The address it was made with."""
        return self._address

    def send(self, data: bytes) -> None:
        """Keep the label, or raise the failure."""
        if self.failure is not None:
            raise self.failure
        self.labels.append(bytes(data))

    def ask(self, request: bytes, timeout_s: float) -> bytes:
        """Keep the question and return the answer, or raise the failure."""
        if self.failure is not None:
            raise self.failure
        self.questions.append(bytes(request))
        return self.answer
