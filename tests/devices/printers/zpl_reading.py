"""A small reader of ZPL for tests, written from the programming guide and not from the encoder."""

import re
from dataclasses import dataclass

from PIL import Image

_COMMAND = re.compile(rb"([\^~])([A-Z@][A-Z0-9@])([^\^~]*)")


@dataclass(frozen=True)
class Command:
    name: str
    data: bytes


def commands(zpl):
    """Every command of a format, in order; a caret or tilde always begins one, as in a printer."""
    found = [Command((m[1] + m[2]).decode(), m[3].strip(b"\r\n")) for m in _COMMAND.finditer(zpl)]
    starts = len(re.findall(rb"[\^~]", zpl))
    assert starts == len(found), "a caret or tilde that begins no command"
    return found


def names(zpl):
    return [command.name for command in commands(zpl)]


def field_texts(zpl):
    """The text of each ^FD, with ^FH decoded."""
    texts, hexadecimal = [], False
    for command in commands(zpl):
        if command.name == "^FH":
            assert command.data == b"_"
            hexadecimal = True
        elif command.name == "^FD":
            data = command.data
            if hexadecimal:
                data = re.sub(rb"_([0-9A-F]{2})", lambda m: bytes([int(m[1], 16)]), data)
            texts.append(data.decode("utf-8"))
        elif command.name == "^FS":
            hexadecimal = False
    return texts


def graphics(zpl):
    """Each ^GF as (x, y, picture), black dots black."""
    found, place = [], (0, 0)
    for command in commands(zpl):
        if command.name == "^FO":
            x, y = command.data.split(b",")[:2]
            place = (int(x), int(y))
        elif command.name == "^GF":
            found.append((*place, _unpack(command.data)))
    return found


def _unpack(data):
    kind, sent, total, row_bytes, packed = data.split(b",", 4)
    assert kind == b"A"
    assert sent == total
    step = int(row_bytes) * 2
    rows, row, repeat = [], "", 0
    for code in packed.decode("ascii"):
        if "G" <= code <= "Y":
            repeat += ord(code) - ord("G") + 1
        elif "g" <= code <= "z":
            repeat += (ord(code) - ord("g") + 1) * 20
        elif code == ",":
            rows.append(row.ljust(step, "0"))
            row = ""
        elif code == ":":
            assert not row
            rows.append(rows[-1])
        else:
            assert code in "0123456789ABCDEF"
            row += code * (repeat or 1)
            repeat = 0
            assert len(row) <= step
            if len(row) == step:
                rows.append(row)
                row = ""
    assert not row
    assert len(rows) * int(row_bytes) == int(total)
    bits = bytes.fromhex("".join(rows))
    picture = Image.frombytes("1", (int(row_bytes) * 8, len(rows)), bits)
    return picture.point(lambda value: 0 if value else 255).convert("L")
