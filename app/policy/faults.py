"""Errors of a policy document in words: which file, which key, what was found and what is allowed there."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import inspect

from app.errors import KnownError

_PLACE = re.compile(r" - at (`key` in )?`\$(?P<path>[^`]*)`$")
_QUOTED = re.compile(r"'([^']*)'")
_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")


def known_error(err: msgspec.ValidationError, file: str, raw: object, root: type) -> KnownError:
    """Turn what msgspec found while reading `raw` as `root` into words for whoever wrote the file (exit code 1)."""
    message = str(err)
    place = _PLACE.search(message)
    steps = [name or index for name, index in _STEP.findall(place["path"])] if place else []
    if place:
        message = message[: place.start()]
    quoted = _QUOTED.search(message)
    path = _readable(steps, raw, quoted[1] if quoted else None)
    allowed = _allowed(inspect.type_info(root), steps, at_key=bool(place and place[1]))
    found = message.replace("`", "'").replace("Object contains unknown field", "Unknown key")
    found = found.replace("Object missing required field", "Missing key").replace("Invalid enum value", "Unknown word")
    where = f" at {path}" if path else ""
    next_step = f"Allowed there: {', '.join(allowed)}." if allowed else "Correct that key."
    return KnownError(f"{file}: {found}{where}.", next_step, exit_code=1)


def _readable(steps: list[str], raw: object, culprit: str | None) -> str:
    """The path as in the file; a rule is also named by its id, which is easier to find than its number.

    msgspec says "..." for any key of a free table; the one that holds the `culprit` is named instead where there is one.
    """
    words = ""
    for step in steps:
        if step == "...":
            name = next((key for key, value in _items(raw) if culprit is not None and _holds(value, culprit)), None)
            words += f".{name or '*'}"
            raw = raw[name] if isinstance(raw, dict) and name else None
        elif step.isdigit():
            raw = raw[int(step)] if isinstance(raw, list) and int(step) < len(raw) else None
            words += f"[{step}]"
            if isinstance(raw, dict) and isinstance(raw.get("id"), str):
                words += f" (id {raw['id']!r})"
        else:
            raw = raw.get(step) if isinstance(raw, dict) else None
            words += f".{step}"
    return words.lstrip(".")


def _items(raw: object) -> Iterator[tuple[str, object]]:
    if isinstance(raw, dict):
        yield from raw.items()


def _holds(raw: object, word: str) -> bool:
    if isinstance(raw, dict):
        return word in raw or any(_holds(value, word) for value in raw.values())
    if isinstance(raw, list):
        return word in raw or any(_holds(value, word) for value in raw)
    return raw == word


def _allowed(node: inspect.Type, steps: list[str], *, at_key: bool) -> list[str]:
    """What may stand at the end of the path: keys of a table, words of a list of words, or the kind of a value."""
    nodes = [node]
    for step in steps:
        nodes = [inner for one in _alternatives(nodes) for inner in _into(one, step)]
    if at_key:
        nodes = [one.key_type for one in _alternatives(nodes) if isinstance(one, inspect.DictType)]
    names = [name for one in _alternatives(nodes) for name in _names(one)]
    return list(dict.fromkeys(names))


def _alternatives(nodes: list[inspect.Type]) -> Iterator[inspect.Type]:
    for node in nodes:
        if isinstance(node, inspect.Metadata):
            yield from _alternatives([node.type])
        elif isinstance(node, inspect.UnionType):
            yield from _alternatives(list(node.types))
        else:
            yield node


def _into(node: inspect.Type, step: str) -> Iterator[inspect.Type]:
    if isinstance(node, inspect.StructType):
        yield from (field.type for field in node.fields if field.encode_name == step)
    elif isinstance(node, inspect.DictType):
        yield node.value_type
    elif isinstance(node, inspect.VarTupleType | inspect.ListType):
        yield node.item_type


def _names(node: inspect.Type) -> Iterator[str]:
    words: Any
    if isinstance(node, inspect.StructType):
        yield from (field.encode_name for field in node.fields)
    elif isinstance(node, inspect.EnumType):
        yield from (str(member.value) for member in node.cls)
    elif isinstance(node, inspect.LiteralType):
        yield from (repr(value) for value in node.values)
    elif isinstance(node, inspect.StrType):
        yield 'text in quotes, such as "100.00" for an amount'
    elif isinstance(node, inspect.BoolType):
        yield "true or false"
    elif isinstance(node, inspect.IntType):
        yield "a whole number"
    elif isinstance(node, inspect.VarTupleType):
        words = list(dict.fromkeys(name for one in _alternatives([node.item_type]) for name in _names(one)))
        yield f'a list ["…"] of {", ".join(words)}' if words else "a list"
    elif isinstance(node, inspect.DictType):
        yield "a table { name = … }"
