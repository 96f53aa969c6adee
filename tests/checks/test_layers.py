"""No room of the core is outside the layers that import-linter keeps (`make check` runs import-linter itself)."""

import re
from pathlib import Path
from typing import Any

import pytest


def layered(pyproject: dict[str, Any]) -> set[str]:
    """Every module named in the contract of layers, without the brackets of optional ones."""
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return {name.strip(" ()") for layer in layers for name in re.split(r"[|:]", layer)}


def rooms(app: Path) -> set[str]:
    """The packages and modules directly in app/."""
    packages = {path.parent.name for path in app.glob("*/__init__.py")}
    return {f"app.{name}" for name in packages | {path.stem for path in app.glob("[!_]*.py")}}


def test_every_room_of_the_core_has_its_layer(repo_root: Path, pyproject: dict[str, Any]) -> None:
    assert rooms(repo_root / "app") - layered(pyproject) == set()


def test_a_new_room_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "sync").mkdir()
    (tmp_path / "sync" / "__init__.py").touch()
    (tmp_path / "settings.py").touch()
    (tmp_path / "__main__.py").touch()
    assert rooms(tmp_path) == {"app.sync", "app.settings"}


@pytest.mark.parametrize("layer", ["app.bench | (app.sync)", "(app.sync)", "app.sync : ui"])
def test_each_way_to_write_a_layer_is_read(layer: str) -> None:
    assert "app.sync" in layered({"tool": {"importlinter": {"contracts": [{"type": "layers", "layers": [layer]}]}}})
