"""Where the bench's password for the central database is kept: the system's keyring where one works, else a file for the owner alone.

PGPASSWORD and PGPASSFILE in the environment go before both, as with any PostgreSQL client.
"""

import logging
import os
import secrets
import stat
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from app.errors import KnownError
from app.sync.address import Address

log = logging.getLogger(__name__)

SERVICE = "dockgrade"
KEYRING_TIMEOUT_S = 5.0
"""A keyring that waits for somebody to unlock it must not hold up the agent."""

Place = Literal["keyring", "file"]


def new_password() -> str:
    """A password that nobody has to type."""
    return secrets.token_urlsafe(32)


class SecretStore:
    """One home's password. `use_keyring` False keeps it in the file, whatever the system offers."""

    def __init__(self, path: Path, environment: Mapping[str, str] | None = None, *, use_keyring: bool = True) -> None:
        self._path = path
        self._environment = os.environ if environment is None else environment
        self._use_keyring = use_keyring

    def find(self, address: Address) -> str | None:
        """The password; None where libpq finds one by itself (environment, ~/.pgpass), or needs none. Raises KnownError."""
        if address.password is not None or any(self._environment.get(name) for name in ("PGPASSWORD", "PGPASSFILE")):
            return None
        stored = self._read_file()
        if stored is not None:
            return stored
        if not self._use_keyring:
            return None
        return _in_time(lambda: _keyring_get(_account(address)))

    def keep(self, address: Address, password: str) -> Place:
        """Store the password and tell where. Raises KnownError when the file cannot be written."""
        account = _account(address)
        if self._use_keyring and _in_time(lambda: _keyring_put(account, password)):
            self._path.unlink(missing_ok=True)
            return "keyring"
        self._write_file(password)
        return "file"

    def _read_file(self) -> str | None:
        try:
            found = self._path.stat()
            text = self._path.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except OSError as err:
            raise KnownError(
                f"{self._path} cannot be read: {err.strerror}.", "Let it belong to the user who runs Dockgrade."
            ) from err
        if os.name == "posix" and found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KnownError(
                f"Others may read {self._path}, which holds a password.",
                f"Run: chmod 600 {self._path} - and join again if it was read.",
            )
        return text or None

    def _write_file(self, password: str) -> None:
        beside = self._path.with_name(f"{self._path.name}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.unlink(missing_ok=True)
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(password + "\n")
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        except OSError as err:
            raise KnownError(
                f"{self._path} cannot be written: {err.strerror}.", "Give this user the right to write the folder."
            ) from err


def _account(address: Address) -> str:
    return f"{address.role}@{address.shown}"


def _in_time(ask: Callable[[], str | None]) -> str | None:
    """What the keyring answers, or None when it is broken or does not answer in time."""
    answers: list[str | None] = []
    thread = threading.Thread(target=lambda: answers.append(ask()), name="keyring", daemon=True)
    thread.start()
    thread.join(KEYRING_TIMEOUT_S)
    return answers[0] if answers else None


def _keyring_get(account: str) -> str | None:
    import keyring
    import keyring.errors

    try:
        return keyring.get_password(SERVICE, account)
    except (keyring.errors.KeyringError, RuntimeError, OSError):
        log.debug("no keyring to ask", exc_info=True)
        return None


def _keyring_put(account: str, password: str) -> str | None:
    """Store and read back; the account when it is there, None when there is no keyring that keeps anything."""
    import keyring
    import keyring.errors

    try:
        keyring.set_password(SERVICE, account, password)
        return account if keyring.get_password(SERVICE, account) == password else None
    except (keyring.errors.KeyringError, RuntimeError, OSError):
        log.debug("no keyring that keeps a password", exc_info=True)
        return None
