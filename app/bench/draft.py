"""What is being typed and not kept yet. It goes before whatever is done next, so that it reaches the goods it was typed for."""

import threading
from collections.abc import Callable

from app.domain.commands import Command, Control, RegisterScan
from app.symbols.control import PREFIX

_UNDO = f"{PREFIX}UNDO"


class Draft:
    """Holds at most one command back; safe on any thread, since scanners have threads of their own."""

    def __init__(self, submit: Callable[[Command], None]) -> None:
        """`submit` queues a command and returns at once."""
        self._submit = submit
        self._lock = threading.Lock()
        self._held: Command | None = None

    def hold(self, command: Command | None) -> None:
        """Hold this back in place of what was held before; None when nothing is left that could be lost."""
        with self._lock:
            self._held = command

    def hand_on(self, before: Command | None = None) -> None:
        """Queue what is held, if anything is; when this returns it stands before all that is queued from now on.

        `before` an undo it stays here: that is meant for what was done, and would take the words back instead.
        """
        if _undoes(before):
            return
        with self._lock:
            if self._held is not None and self._held != before:
                self._submit(self._held)
            self._held = None


def _undoes(command: Command | None) -> bool:
    match command:
        case Control(word):
            return word == "UNDO"
        case RegisterScan(text):
            return text.strip().upper().startswith(_UNDO)
        case _:
            return False
