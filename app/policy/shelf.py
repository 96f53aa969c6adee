"""All policies of a home directory, each client's under its name."""

from importlib import resources
from pathlib import Path

from app.errors import KnownError
from app.policy.document import ANY_CLIENT, PolicyDocument
from app.policy.policy import Policy, make_policy
from app.policy.reading import parse_document, read_document

PACKAGED_NAME = "default.toml"


class PolicyShelf:
    """The policies of one home, read once.

    Reading again after a change means loading a new shelf, so that one command never sees two states of the rules.
    """

    def __init__(self, default: Policy, clients: dict[str, Policy]) -> None:
        """`clients` is keyed by the client's name in lower case."""
        self._default = default
        self._clients = clients

    @classmethod
    def load(cls, folder: Path) -> "PolicyShelf":
        """Read every *.toml in `folder`; without a document for "*", or without the folder, the packaged default stands.

        Raises KnownError (exit code 1) that names the file when a document is wrong, or two are for the same client.
        """
        found: dict[str, tuple[Path, PolicyDocument]] = {}
        for path in sorted(folder.glob("*.toml")):
            document = read_document(path)
            name = document.client.strip().casefold()
            if name in found:
                raise KnownError(
                    f"Two policies are for client {document.client!r}: {found[name][0].name} and {path.name} in {folder}.",
                    "Keep one of them in the folder.",
                    exit_code=1,
                )
            found[name] = (path, document)
        base = found.pop(ANY_CLIENT)[1] if ANY_CLIENT in found else packaged_default()
        return cls(make_policy(base), {name: make_policy(document, base) for name, (_, document) in found.items()})

    def for_client(self, client: str) -> Policy:
        """The client's own policy, or the default; upper and lower case are the same."""
        return self._clients.get(client.strip().casefold(), self._default)

    def policies(self) -> tuple[Policy, ...]:
        """The default first, then the clients' by name."""
        return (self._default, *(self._clients[name] for name in sorted(self._clients)))


def packaged_default_text() -> str:
    """The default document that comes with the program, as TOML."""
    return resources.files("app.policy").joinpath(PACKAGED_NAME).read_text(encoding="utf-8")


def packaged_default() -> PolicyDocument:
    """The default document that comes with the program."""
    return parse_document(packaged_default_text(), PACKAGED_NAME)
