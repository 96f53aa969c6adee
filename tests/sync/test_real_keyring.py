"""The bench's password in a real keyring: GNOME's, on a session bus of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
pytestmark = pytest.mark.skipif(
    any(shutil.which(name) is None for name in NEEDED), reason="GNOME's keyring is not installed"
)

ASK = """
import pathlib, sys
from app.sync.address import parse_address
from app.sync.secret import SecretStore
kept_at = pathlib.Path(sys.argv[1])
address = parse_address("postgresql://bench_b07@db.example:5432/returns?sslmode=verify-full")
place = SecretStore(kept_at, {}).keep(address, "no one types this: ü") if sys.argv[2] == "keep" else "-"
print(place, kept_at.exists(), SecretStore(kept_at, {}).find(address), sep="|")
"""


def in_session(tmp_path: Path, *steps: str, unlocked: bool = True) -> list[str]:
    """Ask a keyring that lives as long as its session does: the lines that each step prints."""
    start = "printf pw | gnome-keyring-daemon --unlock --components=secrets --daemonize" if unlocked else "true"
    ask = f'"{sys.executable}" -P -c "$ASK" "{tmp_path / "central.password"}"'
    script = "\n".join([f"{start} >/dev/null", *(f"{ask} {step}" for step in steps)])
    folders = {name: tmp_path / name for name in ("XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "HOME")}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    left_out = ("PGPASSWORD", "PGPASSFILE", "DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        env=environment | {name: str(path) for name, path in folders.items()} | {"ASK": ASK},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


def test_a_password_is_kept_in_the_keyring_and_in_no_file_and_found_by_the_next_process(tmp_path: Path) -> None:
    kept, found = in_session(tmp_path, "keep", "find")
    assert kept == "keyring|False|no one types this: ü"
    assert found == "-|False|no one types this: ü"


def test_where_nobody_unlocks_the_keyring_the_password_is_in_a_file_for_its_owner(tmp_path: Path) -> None:
    kept, found = in_session(tmp_path, "keep", "find", unlocked=False)
    assert kept == "file|True|no one types this: ü"
    assert found == "-|True|no one types this: ü"
    assert (tmp_path / "central.password").stat().st_mode & 0o777 == 0o600
