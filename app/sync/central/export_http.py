"""Facts to an HTTP address: one POST for each fact, or for a batch of them, each with an Idempotency-Key.

| answer | what becomes of it |
| --- | --- |
| 2xx | delivered |
| 408, 425, 429, 5xx, no answer, a connection that breaks | tried again with the same key, slower each time, or after Retry-After |
| 401, 403, 404, 405, 407, 3xx | the address or the right to it is at fault, not the fact: the export stops, nothing is passed over |
| any other 4xx | the fact goes into the dead-letter file with the answer, and the export goes on |

A batch that is refused is sent again fact by fact, so that only the one at fault becomes a dead letter. What is delivered twice
has the same key twice.
"""

import json
import logging
import os
import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import KnownError
from app.sync.central.facts import Fact, key_of

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

log = logging.getLogger(__name__)

CONNECT_TIMEOUT_S = 5.0
ANSWER_TIMEOUT_S = 30.0
PATIENCE_S = 120.0
FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 30.0

_OPENSSL = re.compile(r"^\[[A-Z]+: \w+\] | \(_ssl\.c:\d+\)$")
_CREDENTIALS = re.compile(r"(?<=//)[^/@\s]*@")
_ANSWER_KEPT = 2_000
_TRY_AGAIN = frozenset({408, 425, 429})
_ADDRESS_AT_FAULT = frozenset({401, 403, 404, 405, 407})


class _NotYetError(Exception):
    """It may go better later.

    Attributes:
        after_s: how long the other side asks us to wait; None when it does not say.
    """

    def __init__(self, why: str, after_s: float | None = None) -> None:
        super().__init__(why)
        self.after_s = after_s


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that says that a request is at fault."""

    status: int
    answer: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How requests are made.

    Attributes:
        headers: added to each request.
        batch: facts in one request, as JSON lines; 1 sends each as one JSON object.
        patience_s: how long one request is tried again before the export gives up.
    """

    headers: Mapping[str, str]
    batch: int = 1
    patience_s: float = PATIENCE_S
    connect_timeout_s: float = CONNECT_TIMEOUT_S
    answer_timeout_s: float = ANSWER_TIMEOUT_S
    first_pause_s: float = FIRST_PAUSE_S


class HttpOutlet:
    """Posts facts in their order, one request after the other.

    Attributes:
        delivered, dead: facts that were taken, and that became dead letters.
    """

    def __init__(
        self,
        url: str,
        dead_letters: Path,
        keep: Callable[[str], None],
        manner: Manner,
        *,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """`keep` gets each cursor behind which everything was delivered or is a dead letter."""
        import urllib3

        self._url = url
        self._dead_letters = dead_letters
        self._keep = keep
        self._manner = manner
        self._pause = pause
        timeout = urllib3.Timeout(connect=manner.connect_timeout_s, read=manner.answer_timeout_s)
        self._pool: PoolManager = urllib3.PoolManager(timeout=timeout, retries=False)
        self.delivered = 0
        self.dead = 0

    def take(self, facts: list[Fact], cursor: str) -> None:
        """Deliver facts. Raises KnownError when the address is at fault or patience is over; then the cursor stays."""
        size = max(1, self._manner.batch)
        for start in range(0, len(facts), size):
            self._deliver(facts[start : start + size])
        self._keep(cursor)

    def finish(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def _deliver(self, facts: list[Fact]) -> None:
        refusal = self._send(facts)
        if refusal is None:
            self.delivered += len(facts)
        elif len(facts) > 1:
            for fact in facts:
                self._deliver([fact])
        else:
            self._bury(facts[0], refusal)

    def _send(self, facts: list[Fact]) -> Refusal | None:
        """One request until it is answered for good; None when it was taken."""
        deadline = time.monotonic() + self._manner.patience_s
        pause = self._manner.first_pause_s
        while True:
            try:
                return self._post(facts)
            except _NotYetError as err:
                wait = random.uniform(pause / 2, pause) if err.after_s is None else err.after_s
                if time.monotonic() + wait > deadline:
                    raise KnownError(
                        f"{self._shown()} did not take a fact within {self._manner.patience_s:g} s: {err}.",
                        "Look into the other system, then export again: it goes on where it was.",
                    ) from err
                log.warning("%s: %s; again in %.1f s", self._shown(), err, wait)
                self._pause(wait)
                pause = min(pause * 2, LONGEST_PAUSE_S)

    def _post(self, facts: list[Fact]) -> Refusal | None:
        import urllib3

        if len(facts) == 1 and self._manner.batch <= 1:
            sort, body, key = "application/json", _line(facts[0]), facts[0].key
        else:
            sort, body = "application/x-ndjson", "".join(_line(fact) + "\n" for fact in facts)
            key = facts[0].key if len(facts) == 1 else key_of("batch", " ".join(fact.key for fact in facts))
        headers = {**self._manner.headers, "Content-Type": sort, "Idempotency-Key": key}
        try:
            response = self._pool.request(
                "POST", self._url, body=body.encode("utf-8"), headers=headers, redirect=False, preload_content=False
            )
            try:
                answer = self._read(response)
            finally:
                response.release_conn()
        except urllib3.exceptions.LocationValueError as err:
            raise _bad_address(self._url, str(err)) from err
        except (urllib3.exceptions.HTTPError, OSError) as err:
            raise _NotYetError(_reason(err)) from err
        return self._judge(response, answer)

    def _read(self, response: "BaseHTTPResponse") -> str:
        """The beginning of the answer, whose end has to come in time too: a body that drips for ever resets no clock."""
        deadline = time.monotonic() + self._manner.answer_timeout_s
        data = b""
        while chunk := response.read1(_ANSWER_KEPT):
            data = (data + chunk)[:_ANSWER_KEPT]
            if time.monotonic() > deadline:
                response.close()
                raise _NotYetError(f"its answer did not end within {self._manner.answer_timeout_s:g} s")
        return data.decode("utf-8", "replace")

    def _judge(self, response: "BaseHTTPResponse", answer: str) -> Refusal | None:
        status = response.status
        if 200 <= status < 300:
            return None
        if status in _TRY_AGAIN or status >= 500:
            raise _NotYetError(f"it answered {status}", _retry_after(response.headers.get("Retry-After")))
        if status in _ADDRESS_AT_FAULT or status < 400:
            where = response.headers.get("Location", "")
            said = " ".join((answer[:200] or response.reason or "").split()).rstrip(".") or "nothing more"
            raise KnownError(
                f"{self._shown()} answered {status}{f' ({where})' if where else ''}: {said}.",
                "Correct the address, or the credentials in --header-file; the next export goes on where this one was.",
            )
        return Refusal(status, answer)

    def _bury(self, fact: Fact, refusal: Refusal) -> None:
        letter = {
            "idempotency_key": fact.key,
            "status": refusal.status,
            "answer": refusal.answer,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "url": self._shown(),
            "fact": fact.as_json(),
        }
        try:
            with self._dead_letters.open("a", encoding="utf-8", newline="\n") as file:
                file.write(json.dumps(letter, ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as err:
            raise KnownError(
                f"The dead-letter file {self._dead_letters} cannot be written: {err.strerror or err}.",
                "Name another with --dead-letter; the next export goes on where this one was.",
            ) from err
        self.dead += 1

    def _shown(self) -> str:
        """The address without credentials and query."""
        from urllib3.util import parse_url

        parts = parse_url(self._url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.host}{port}{parts.path or ''}"


def check_address(url: str) -> None:
    """Refuse what is no HTTP address."""
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parts = parse_url(url)
    except LocationParseError as err:
        raise _bad_address(url, str(err)) from err
    if parts.scheme not in {"http", "https"} or not parts.host:
        raise _bad_address(url, "it names no host")


def read_headers(path: Path) -> dict[str, str]:
    """Headers from a file of lines "Name: value", so that a secret stands in no list of processes. Raises KnownError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as err:
        raise KnownError(f"The headers in {path} cannot be read: {err}.", "Check --header-file.", exit_code=2) from err
    headers: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        name, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon or not name.strip() or not (name.strip() + value).isascii():
            raise KnownError(
                f"{path}, line {number}: expected a header like 'Authorization: Bearer …'.", "Correct it.", exit_code=2
            )
        headers[name.strip()] = value.strip()
    return headers


def _bad_address(url: str, why: str) -> KnownError:
    said = _CREDENTIALS.sub("…@", f"got {url!r}: {why}.")  # what is told ends up in logs
    return KnownError(f"Expected an address like https://host/path, {said}", "Correct --out.", exit_code=2)


def _line(fact: Fact) -> str:
    return json.dumps(fact.as_json(), ensure_ascii=False)


def _reason(err: Exception) -> str:
    """What broke, in words without urllib3's and OpenSSL's own objects and numbers."""
    from urllib3 import exceptions

    met = next((one for one in (*err.args, err.__cause__) if isinstance(one, OSError | HTTPException)), None)
    match err:
        case exceptions.NameResolutionError():
            return f"nobody knows its host's name ({_said(met or err)})"
        case exceptions.NewConnectionError() | OSError():
            return _said(met or err)
        case exceptions.ConnectTimeoutError():
            return "nobody answered the call in time"
        case exceptions.TimeoutError():
            return "its answer did not come in time"
        case exceptions.SSLError():
            return f"no encrypted connection could be made ({_said(met or err)})"
    match met:
        case IncompleteRead():
            return "its answer broke off"
        case RemoteDisconnected():
            return "it closed the connection without an answer"
        case HTTPException():
            return "what it answered is not HTTP"
        case OSError():
            return f"the connection broke ({_said(met)})"
    return _said(err)


def _said(err: BaseException) -> str:
    text = err.strerror if isinstance(err, OSError) and err.strerror else str(err)
    return _OPENSSL.sub("", text).rstrip(".") or type(err).__name__


def _retry_after(text: str | None) -> float | None:
    """Seconds from now; None without the header, or when it says nothing that can be read (RFC 9110, 10.2.3)."""
    from urllib3.exceptions import InvalidHeader
    from urllib3.util import Retry

    if text is None:
        return None
    try:
        return Retry().parse_retry_after(text)
    except InvalidHeader:
        return None
