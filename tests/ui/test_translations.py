"""The translations that ship are those of the sources, complete and compiled."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from ui.translations import build

LANGUAGES = build.LANGUAGES


def test_the_files_are_those_that_the_sources_give(tmp_path: Path) -> None:
    for language in LANGUAGES:
        name = f"dockgrade_{language}.ts"
        (tmp_path / name).write_bytes((build.HERE / name).read_bytes())
    build.collect(tmp_path)
    build.release(tmp_path, tmp_path)
    for language in LANGUAGES:
        for suffix in ("ts", "qm"):
            name = f"dockgrade_{language}.{suffix}"
            assert (tmp_path / name).read_bytes() == (build.HERE / name).read_bytes(), (
                f"{name}: run python -m ui.translations.build"
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_to_translate(language: str) -> None:
    tree = ET.parse(build.HERE / f"dockgrade_{language}.ts")
    left = []
    for entry in tree.iter("message"):
        translation = entry.find("translation")
        source = entry.findtext("source")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        if translation.get("type") or not all(forms):
            left.append(source)
    assert left == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language not in build.PLURALS_ONLY])
def test_values_are_named_alike_in_both_languages(language: str) -> None:
    import re

    tree = ET.parse(build.HERE / f"dockgrade_{language}.ts")
    for entry in tree.iter("message"):
        source = entry.findtext("source") or ""
        translation = entry.find("translation")
        assert translation is not None
        for form in [each.text or "" for each in translation.iter("numerusform")] or [translation.text or ""]:
            assert sorted(set(re.findall(r"\{\w+\}|%n", form))) == sorted(set(re.findall(r"\{\w+\}|%n", source))), (
                source
            )


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(build.PySide6, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setattr(build.shutil, "which", lambda _: None)
    with pytest.raises(FileNotFoundError, match="lupdate"):
        build.tool("lupdate")
