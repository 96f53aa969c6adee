"""PINs: hashed with Argon2id, checked with a lock after too many wrong ones. A check takes about a fifth of a second."""

from app.errors import KnownError

TRIES = 5
"""Wrong PINs until the person is locked out."""
LOCK_MINUTES = 5


def check_form(pin: str) -> None:
    """Raise KnownError unless the PIN is 4 to 8 digits and not all the same."""
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise KnownError("Expected a PIN of 4 to 8 digits.", "Choose another one.", exit_code=2)
    if len(set(pin)) == 1:
        raise KnownError(
            "Expected a PIN with different digits, got one digit repeated.", "Choose another one.", exit_code=2
        )


def hash_pin(pin: str) -> str:
    """What is stored of a PIN. Raises KnownError when its form is wrong."""
    from argon2 import PasswordHasher

    check_form(pin)
    return PasswordHasher().hash(pin)


def pin_matches(pin_hash: str, pin: str) -> bool:
    """Whether this is the PIN."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return PasswordHasher().verify(pin_hash, pin)
    except (Argon2Error, InvalidHashError):
        return False
