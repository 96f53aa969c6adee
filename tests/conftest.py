"""What every test stands on: a known environment, places of its own, and one server of a kind at a time.

The environment is set when this file is loaded, because Qt, the time zone and subprocesses read it once and early.
"""

import itertools
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

_REPO_ROOT = Path(__file__).resolve().parent.parent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update({"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"})
os.environ.pop("LANGUAGE", None)
if sys.platform != "win32":
    time.tzset()

# "ci" finds the same examples each time, so that a red run can be repeated; "dev" looks elsewhere at every run.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50, print_blob=True)
settings.register_profile("dev", deadline=None, max_examples=100, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))

# What a marked test cannot do without; these tests also share one worker, so that two do not fight over one screen.
_X11_PROGRAMS = ("Xvfb", "xdotool", "openbox", "setxkbmap")
_ONE_WORKER = ("x11", "postgres")

pytest_plugins = ("tests.postgres.fixtures",)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Tests with the same need make one xdist group: `--dist loadgroup` keeps a group in one worker."""
    for name in _ONE_WORKER:
        if item.get_closest_marker(name):
            item.add_marker(pytest.mark.xdist_group(name))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a real-window test where there is no X server to start; `make test` promises one, so there it fails."""
    if not item.get_closest_marker("x11"):
        return
    lacking = [program for program in _X11_PROGRAMS if shutil.which(program) is None]
    if not lacking:
        return
    reason = f"A real window needs {', '.join(lacking)}; `make test` gets them."
    if os.environ.get("DOCKGRADE_ALL_TESTS") and sys.platform.startswith("linux"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def _all_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One folder of this run whose numbered subfolders `_own_places` hands out: a test's own tmp_path stays empty."""
    return (tmp_path_factory.mktemp("places") / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_places(_all_places: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test, and no process that it starts, sees the user's data, settings or caches, or another test's."""
    places = next(_all_places)
    monkeypatch.setenv("DOCKGRADE_HOME", str(places / "home"))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(places / name.lower()))
    runtime = places / "run"
    runtime.mkdir(parents=True, mode=0o700)  # Qt warns about any other mode
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    yield
    shutil.rmtree(places, ignore_errors=True)


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """Where pyproject.toml is."""
    return _REPO_ROOT
