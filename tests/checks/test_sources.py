"""What the house asks of every source file."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

MAX_LINES = 350

# A file that may be longer, by its path in the checkout, with the reason why a wall in it would be worse.
LONGER: dict[str, str] = {}

# Words that promise work; a class of one letter each, so that this file does not find itself.
_UNFINISHED = re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX|[H]ACK)\b")

_TEXT_SUFFIXES = {".py", ".md", ".toml", ".qss", ".ts", ".sql"}


def too_long(text: str) -> bool:
    """Whether a source text has more lines than a room holds."""
    return len(text.splitlines()) > MAX_LINES


def unfinished(text: str) -> list[int]:
    """Line numbers of notes that say that the work is not done."""
    return [number for number, line in enumerate(text.splitlines(), start=1) if _UNFINISHED.search(line)]


def composed_translations(tree: ast.AST) -> Iterator[int]:
    """Line numbers where a text to translate is put together before it is looked up, so that lupdate cannot find it."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = {"tr": node.args[:1], "translate": node.args[1:2]}.get(name, [])
        if any(isinstance(text, ast.JoinedStr | ast.BinOp | ast.Call) for text in texts):
            yield node.lineno


def names(root: Path, paths: list[Path]) -> list[str]:
    """Paths as a reader of the failure would write them."""
    return [path.relative_to(root).as_posix() for path in paths]


def test_no_source_file_is_longer_than_a_room(repo_root: Path, python_files: list[Path]) -> None:
    long = names(repo_root, [path for path in python_files if too_long(path.read_text(encoding="utf-8"))])
    assert sorted(long) == sorted(LONGER)


def test_every_module_that_ships_says_what_it_is_for(repo_root: Path, product_files: list[Path]) -> None:
    silent = [path for path in product_files if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert names(repo_root, silent) == []


def test_every_folder_with_python_files_is_a_package(repo_root: Path, python_files: list[Path]) -> None:
    # benchmarks are started one by one; everything else is imported
    folders = {path.parent for path in python_files if path.relative_to(repo_root).parts[0] != "benchmarks"}
    assert names(repo_root, sorted(folder for folder in folders if not (folder / "__init__.py").is_file())) == []


def test_nothing_is_marked_as_unfinished(repo_root: Path) -> None:
    roots = [repo_root / name for name in ("app", "ui", "devices", "reports", "tests", "benchmarks", "docs", ".ci")]
    files = [path for root in roots for path in root.rglob("*") if path.suffix in _TEXT_SUFFIXES]
    files += [path for path in repo_root.iterdir() if path.suffix in _TEXT_SUFFIXES or path.name == "Makefile"]
    found = {path: lines for path in files if (lines := unfinished(path.read_text(encoding="utf-8")))}
    assert {path.relative_to(repo_root).as_posix(): lines for path, lines in found.items()} == {}


def test_texts_to_translate_are_whole(repo_root: Path, product_files: list[Path]) -> None:
    found = {
        path.relative_to(repo_root).as_posix(): lines
        for path in product_files
        if (lines := list(composed_translations(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('self.tr("{} items").format(n)', []),
        ("self.tr(TEXTS[state])", []),
        ('self.tr("%n item(s)", None, n)', []),
        ('self.tr(f"{n} items")', [1]),
        ('self.tr("{} items".format(n))', [1]),
        ('self.tr("items: " + text)', [1]),
        ('QCoreApplication.translate("Banner", f"{n} items")', [1]),
        ('QCoreApplication.translate(f"{n}", "items")', []),
    ],
)
def test_a_composed_text_is_told_from_a_whole_one(source: str, lines: list[int]) -> None:
    assert list(composed_translations(ast.parse(source))) == lines


def test_notes_of_unfinished_work_are_found() -> None:
    assert unfinished("one\n# T{}: two\nthree".format("ODO")) == [2]
    assert unfinished("a mastodon todo list") == []


def test_a_room_holds_just_its_number_of_lines() -> None:
    assert not too_long("line\n" * MAX_LINES)
    assert too_long("line\n" * (MAX_LINES + 1))
