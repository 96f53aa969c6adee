"""A bench whose screen has no window manager, and is smaller than the one the window was drawn for."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import app
from devices.printers.simulator import PrinterSimulator
from tests.flow.sites import make_home
from tests.flow.windows import PATIENCE_S
from tests.x_server import screen

pytestmark = [
    pytest.mark.x11,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Real windows are tried on X11."),
]


@pytest.mark.parametrize("how", [["--fullscreen"], []], ids=["fullscreen", "as it comes"])
def test_the_window_is_as_large_as_the_screen_without_anybody_s_help(
    how: list[str], tmp_path: Path, mirror: Path, printer: PrinterSimulator
) -> None:
    home = make_home(tmp_path / "home", mirror, lines={}, printer=printer.address)
    with screen(1024, 768) as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        window = subprocess.Popen(
            [sys.executable, "-P", "-m", "app", "run", "--home", str(home.path), *how],
            cwd=Path(app.__file__).resolve().parents[1],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        look = ["xdotool", "search", "--onlyvisible", "--name", "^Dockgrade$", "getwindowgeometry"]
        deadline = time.monotonic() + PATIENCE_S
        said = ""
        while "Geometry:" not in said and time.monotonic() < deadline:
            time.sleep(0.1)
            said = subprocess.run(look, env=environment, capture_output=True, text=True, check=False).stdout
        window.terminate()
        window.wait(PATIENCE_S)
    assert "Position: 0,0" in said
    assert "Geometry: 1024x768" in said
