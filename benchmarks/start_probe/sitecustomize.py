"""Stamps how far a starting bench is, into the file that DOCKGRADE_BENCH_STAMPS names.

Python imports a module of this name by itself when its folder is on the path: so `python -m app run` is measured as it is, and
the program knows nothing of being measured. Each line is a word and time.monotonic_ns().
"""

import os
import sys
import time
from importlib.abc import Loader, MetaPathFinder

STAMPS = os.environ.get("DOCKGRADE_BENCH_STAMPS")


def stamp(word):
    moment = time.monotonic_ns()
    with open(STAMPS, "a", encoding="ascii") as file:  # noqa: PTH123  # pathlib is not imported yet
        file.write(f"{word} {moment}\n")


def before(owner, name, word):
    """Stamp when the method is called; the signal that calls it comes when the thing has happened."""
    method = getattr(owner, name)

    def stamped(self, *args):
        stamp(word)
        return method(self, *args)

    setattr(owner, name, stamped)


def after_filled(owner):
    """Stamp when the pages are on the screen for the first time: a turn of the event loop after they were put there."""
    method = owner.fill

    def filled(self, content):
        from PySide6.QtCore import QTimer

        method(self, content)
        content.repaint()
        QTimer.singleShot(0, self, lambda: stamp("filled"))

    owner.fill = filled


def heard(owner):
    """Stamp when a scanner's line is open."""
    method = owner.on_scanner_event

    def listening(self, event):
        method(self, event)
        if str(getattr(event, "state", "")) == "ready":
            stamp("listening")

    owner.on_scanner_event = listening


PROBES = {
    "ui.app": lambda module: before(module.Opening, "on_first_painted", "painted"),
    "ui.main_window": lambda module: after_filled(module.MainWindow),
    "app.bootstrap": lambda module: heard(module.Site),
}


class ProbingLoader(Loader):
    """Loads a module as always, then puts its probe in."""

    def __init__(self, loader, probe):
        self._loader = loader
        self._probe = probe

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        self._probe(module)


class Probes(MetaPathFinder):
    """Finds the probed modules through the other finders."""

    def find_spec(self, name, path, target=None):
        if name not in PROBES:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = ProbingLoader(spec.loader, PROBES[name])
                return spec
        return None


if STAMPS:
    sys.meta_path.insert(0, Probes())
