"""Where symbols find room on a label: bars before dots, because any scanner reads bars.

Wide bars where they fit; else narrow bars, with a DataMatrix beside them if there is room; a DataMatrix alone as the last resort.
"""

from dataclasses import dataclass
from typing import Final

from devices.label import LabelError, MatrixKind
from devices.printers.code128 import code128_runs, width_modules
from devices.printers.layout import dots_per_mm
from devices.printers.matrix2d import QUIET_MODULES, matrix_rows

MODULE_MM: Final = 0.375
"""Width of the narrowest bar: 3 dots at 203 dpi. Read by a hand scanner at an arm's length."""
NARROW_MODULE_MM: Final = 0.25
MATRIX_MODULE_MM: Final = 0.625


@dataclass(frozen=True, slots=True)
class SymbolPlan:
    """How a value is drawn on media of some width. Widths include quiet zones.

    Attributes:
        module_dots: of the Code 128; None when it does not fit at all and the DataMatrix stands alone.
        matrix_module_dots: of the DataMatrix; None when it is not needed or has no room.
    """

    module_dots: int | None
    bars_mm: float
    matrix_module_dots: int | None
    matrix_mm: float


def plan_symbols(value: str, width_mm: float, dpi: int) -> SymbolPlan:
    """Choose the symbols for a value on `width_mm` of free width.

    Raises:
        LabelError: not even a DataMatrix fits, or the value is no ASCII.
    """
    scale = dots_per_mm(dpi)
    modules = width_modules(code128_runs(value))
    wide = _whole_dots(MODULE_MM, scale)
    if modules * wide <= width_mm * scale:
        return SymbolPlan(wide, modules * wide / scale, None, 0.0)
    matrix = _whole_dots(MATRIX_MODULE_MM, scale)
    rows = len(matrix_rows(value, MatrixKind.DATAMATRIX, gs1=False))
    side_dots = (rows + 2 * QUIET_MODULES[MatrixKind.DATAMATRIX]) * matrix
    narrow = _whole_dots(NARROW_MODULE_MM, scale)
    if modules * narrow + side_dots <= width_mm * scale:
        return SymbolPlan(narrow, modules * narrow / scale, matrix, side_dots / scale)
    if modules * narrow <= width_mm * scale:
        return SymbolPlan(narrow, modules * narrow / scale, None, 0.0)
    if side_dots > width_mm * scale:
        raise LabelError(
            f'Expected media at least {side_dots / scale:.1f} mm wide for "{value}", got {width_mm:.1f} mm.'
        )
    return SymbolPlan(None, 0.0, matrix, side_dots / scale)


def _whole_dots(size_mm: float, scale: float) -> int:
    return max(1, round(size_mm * scale))
