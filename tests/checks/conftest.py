"""The files that the rules are about."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

PRODUCT = ("app", "ui", "devices", "reports")
EVERYTHING = (*PRODUCT, "tests", "benchmarks")


def _python_files(root: Path, folders: tuple[str, ...]) -> list[Path]:
    return sorted(path for folder in folders for path in (root / folder).rglob("*.py"))


@pytest.fixture(scope="session")
def product_files(repo_root: Path) -> list[Path]:
    """Every Python file that ships."""
    return _python_files(repo_root, PRODUCT)


@pytest.fixture(scope="session")
def python_files(repo_root: Path) -> list[Path]:
    """Every Python file, tests and benchmarks as well."""
    return _python_files(repo_root, EVERYTHING)


@pytest.fixture(scope="session")
def pyproject(repo_root: Path) -> dict[str, Any]:
    """pyproject.toml, read."""
    return tomllib.loads((repo_root / "pyproject.toml").read_text(encoding="utf-8"))
