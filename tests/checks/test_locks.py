"""The lock files hold what pyproject.toml asks for, each with its hash, and say nothing about where it comes from."""

import re
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

RUN, DEV = "requirements.lock", "requirements-dev.lock"

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>.*?))?(?: \\)?$")


def pins(text: str) -> dict[str, list[tuple[str, str, int]]]:
    """Canonical name → (version, marker, number of hashes) of each pin; raises ValueError for any other kind of line."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    entry: list[tuple[str, str, int]] = []
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if re.fullmatch(r"--hash=sha256:[0-9a-f]{64}(?: \\)?", stripped):
            version, marker, hashes = entry.pop()
            entry.append((version, marker, hashes + 1))
        elif match := _PIN.match(line):
            entry = found.setdefault(canonicalize_name(match["name"]), [])
            entry.append((match["version"], match["marker"] or "", 0))
        else:
            raise ValueError(f"Expected a pin, a hash or a comment, got {line!r}.")
    return found


def unmet(requirements: list[str], locked: dict[str, list[tuple[str, str, int]]]) -> list[str]:
    """The requirements that no pin, or a pin outside their range, stands for."""
    parsed = [(text, Requirement(text)) for text in requirements]
    return [
        text
        for text, requirement in parsed
        if not (versions := locked.get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(Version(version)) for version, _marker, _hashes in versions)
    ]


@pytest.fixture(params=[RUN, DEV])
def lock(request: pytest.FixtureRequest, repo_root: Path) -> str:
    """The text of one lock file."""
    return (repo_root / request.param).read_text(encoding="utf-8")


def test_every_pin_has_a_hash(lock: str) -> None:
    locked = pins(lock)
    assert locked
    assert [name for name, entries in locked.items() for _version, _marker, hashes in entries if not hashes] == []


def test_no_lock_says_where_packages_come_from(lock: str) -> None:
    # pins() refuses options like --index-url or --find-links; a comment could still carry an address
    assert re.findall(r"\w+://\S+|file:\S+", lock) == []


def test_what_the_program_needs_is_locked(lock: str, pyproject: dict[str, Any]) -> None:
    assert unmet(pyproject["project"]["dependencies"], pins(lock)) == []


def test_what_the_tests_need_is_locked(repo_root: Path, pyproject: dict[str, Any]) -> None:
    assert unmet(pyproject["dependency-groups"]["dev"], pins((repo_root / DEV).read_text(encoding="utf-8"))) == []


def test_tests_run_on_the_very_versions_that_ship(repo_root: Path) -> None:
    run, dev = (pins((repo_root / name).read_text(encoding="utf-8")) for name in (RUN, DEV))
    assert {name: dev.get(name) for name in run} == run


def test_a_lock_line_that_is_no_pin_is_refused() -> None:
    with pytest.raises(ValueError, match="--index-url"):
        pins("--index-url https://example.org/simple\n")
    with pytest.raises(ValueError, match="example @ file"):
        pins("example @ file:///srv/example.whl\n")


def test_a_missing_and_an_outdated_pin_are_unmet() -> None:
    locked = pins("example==1.2 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    assert locked == {"example": [("1.2", "", 1)]}
    assert unmet(["Example>=1", "example>=2", "other"], locked) == ["example>=2", "other"]
