"""The documents that people look for first are there, and hold together."""

import re
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

SECTIONS = ("## Why", "## Decision", "## What follows")


def gaps(names: list[str]) -> list[int]:
    """The numbers that are missing, or taken twice, in a row that should run 1, 2, 3 …"""
    numbers = sorted(int(name[:4]) for name in names)
    expected = set(range(1, len(numbers) + 1))
    return sorted(expected.symmetric_difference(numbers))


def test_decisions_are_numbered_without_gaps(repo_root: Path) -> None:
    names = [path.name for path in (repo_root / "docs" / "decisions").iterdir()]
    assert [name for name in names if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name)] == []
    assert gaps(names) == []


def test_every_decision_says_why_and_what_follows(repo_root: Path) -> None:
    for path in sorted((repo_root / "docs" / "decisions").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert re.match(rf"# {path.name[:4]} · .+\n", text), path.name
        assert [section for section in SECTIONS if f"\n{section}\n" not in text] == [], path.name


def test_every_dependency_has_its_reason(repo_root: Path, pyproject: dict[str, Any]) -> None:
    text = (repo_root / "docs" / "decisions" / "0004-dependencies.md").read_text(encoding="utf-8")
    explained = {name for cell in re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE) for name in cell.split(", ")}
    needed = [*pyproject["project"]["dependencies"], *pyproject["dependency-groups"]["dev"]]
    assert {Requirement(text).name for text in needed} - explained == set()


def test_the_readme_starts_with_the_two_commands(repo_root: Path) -> None:
    top = (repo_root / "README.md").read_text(encoding="utf-8").splitlines()[:15]
    assert [command for command in ("make run", "make test") if not any(line.startswith(command) for line in top)] == []


def test_links_between_documents_lead_somewhere(repo_root: Path) -> None:
    documents = [*repo_root.glob("*.md"), *(repo_root / "docs").rglob("*.md")]
    targets = [
        (document, target.split("#")[0])
        for document in documents
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("#")
    ]
    broken = [f"{document.name}: {target}" for document, target in targets if not (document.parent / target).exists()]
    assert broken == []


def test_the_changelog_has_a_place_for_what_comes_next(repo_root: Path) -> None:
    headings = re.findall(r"^## (.+)$", (repo_root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"


def test_a_gap_and_a_double_number_are_noticed() -> None:
    assert gaps(["0001-a.md", "0002-b.md"]) == []
    assert gaps(["0001-a.md", "0003-b.md"]) == [2, 3]
    assert gaps(["0001-a.md", "0001-b.md"]) == [2]
