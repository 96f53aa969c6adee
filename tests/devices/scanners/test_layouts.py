import ctypes
import ctypes.util

import pytest

from devices.scanners.layouts import LAYOUTS, compose, control_character, key_number


@pytest.mark.parametrize(
    ("native", "platform", "expected"),
    [
        (38, "xcb", 30),
        (38, "wayland", 30),
        (30, "windows", 30),
        (0x11C, "windows", 96),
        (0x138, "windows", 100),
        (0x14D, "windows", 0),
        (0, "xcb", 0),
        (0, "windows", 0),
        (38, "offscreen", 0),
        (38, "cocoa", 0),
    ],
)
def test_the_number_of_a_key_is_found_on_every_platform(native, platform, expected):
    assert key_number(native, platform) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (["a", "b"], "ab"),
        (["\u0301", "e"], "é"),
        (["\u0308", "E"], "Ë"),
        (["\u0301", " ", "e"], "´e"),
        (["\u0302", "x"], "^x"),
        (["\u0302", "\u0301"], "^´"),
        (["a", "\u0300"], "a`"),
        ([], ""),
    ],
)
def test_a_dead_key_goes_onto_the_letter_after_it_or_stands_alone(made, expected):
    assert compose(made) == expected


def test_control_characters_are_on_the_keys_where_scanners_send_them():
    us = LAYOUTS["us"]
    assert [control_character(us, key) for key in (26, 43, 27, 7, 12)] == ["\x1b", "\x1c", "\x1d", "\x1e", "\x1f"]
    assert control_character(us, 30) == "\x01"
    assert control_character(LAYOUTS["fr"], 16) == "\x01"  # A is where Q is
    assert control_character(us, 57) is None


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_tables_agree_with_the_systems_own_layouts(name):
    """xkeyboard-config is the independent source; only dead keys differ from Windows there."""
    library = ctypes.util.find_library("xkbcommon")
    if library is None:
        pytest.skip("libxkbcommon is not installed.")
    keymap = Keymap(ctypes.CDLL(library), name)
    layout = LAYOUTS[name]
    differing = {
        (level, key): (character, made)
        for level, table in enumerate((layout.plain, layout.shifted, layout.alt_gr))
        for key, character in table.items()
        if key != 57 and (made := keymap.character(key, level)) != character
    }
    spacing = {"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0308": "¨"}
    assert all(ours in spacing and theirs in {"", spacing[ours]} for ours, theirs in differing.values()), differing


class Keymap:
    """A layout as libxkbcommon compiles it."""

    class Names(ctypes.Structure):
        _fields_ = [(name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "options")]

    def __init__(self, library: ctypes.CDLL, layout: str) -> None:
        self._library = library
        library.xkb_context_new.restype = library.xkb_keymap_new_from_names.restype = ctypes.c_void_p
        library.xkb_keymap_new_from_names.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
        library.xkb_keymap_key_get_syms_by_level.argtypes = [
            ctypes.c_void_p,
            *[ctypes.c_uint32] * 3,
            ctypes.POINTER(ctypes.POINTER(ctypes.c_uint32)),
        ]
        names = self.Names(b"evdev", b"pc105", layout.encode(), b"", b"")
        self._keymap = library.xkb_keymap_new_from_names(library.xkb_context_new(0), ctypes.byref(names), 0)
        assert self._keymap, f"libxkbcommon knows no layout {layout}"

    def character(self, key: int, level: int) -> str:
        symbols = ctypes.POINTER(ctypes.c_uint32)()
        count = self._library.xkb_keymap_key_get_syms_by_level(self._keymap, key + 8, 0, level, ctypes.byref(symbols))
        code = self._library.xkb_keysym_to_utf32(symbols[0]) if count else 0
        return chr(code) if code else ""
