"""Dividing keys among several workers: each key belongs to exactly one share of any division."""

import re
import zlib
from dataclasses import dataclass

from app.errors import KnownError

_WRITTEN = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Share:
    """The share `number` of `of`, both from 1."""

    number: int = 1
    of: int = 1

    @classmethod
    def parse(cls, text: str) -> "Share":
        """Read "2/3". Raises KnownError for anything else, "4/3" too."""
        found = _WRITTEN.fullmatch(text)
        if found is None or int(found[1]) > int(found[2]):
            raise KnownError(
                f"Expected a share such as 1/1 or 2/3, got {text!r}.",
                "Start one worker with --share 1/3, one with 2/3 and one with 3/3.",
                exit_code=2,
            )
        return cls(int(found[1]), int(found[2]))

    @property
    def name(self) -> str:
        """As it is written and stored."""
        return f"{self.number}/{self.of}"

    def all(self) -> tuple["Share", ...]:
        """Every share of this division."""
        return tuple(Share(number, self.of) for number in range(1, self.of + 1))

    def holds(self, key: str) -> bool:
        """Whether a key belongs to this share. It depends on the key alone, on every machine and in every release."""
        return zlib.crc32(key.encode("utf-8")) % self.of == self.number - 1
