"""The fonts that ship with the program, so that screens, reports and labels look the same on every bench.

Noto Sans covers Latin, Nordic and Cyrillic letters and has tabular digits; DejaVu Sans Mono is for codes.
Both licences are in this folder.
"""

from pathlib import Path

_HERE = Path(__file__).parent

SANS = _HERE / "NotoSans-Regular.ttf"
SANS_BOLD = _HERE / "NotoSans-Bold.ttf"
MONO = _HERE / "DejaVuSansMono.ttf"
