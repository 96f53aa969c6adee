"""DataMatrix (ISO/IEC 16022) and QR (ISO/IEC 18004) symbols as rows of modules, made by zxing-cpp."""

import math
from functools import lru_cache
from typing import Any, Final, cast

from devices.label import LabelError, MatrixKind

QUIET_MODULES: Final = {MatrixKind.DATAMATRIX: 1, MatrixKind.QR: 4}
"""Clear space on every side, in modules, as the standard of each symbol asks."""

_LIGHT: Final = 0xFF


@lru_cache(maxsize=256)
def matrix_rows(value: str, kind: MatrixKind, *, gs1: bool) -> tuple[int, ...]:
    """The rows of the square symbol from the top, without quiet zone; in each the highest bit is the leftmost module, 1 is dark.

    The symbol is as many modules wide as there are rows.

    Raises:
        LabelError: the value is empty, too long, or with `gs1` not made of bracketed element strings.
    """
    import zxingcpp

    if not value:
        raise LabelError(f"Expected at least one character to encode as {kind}, got none.")
    try:
        if kind is MatrixKind.DATAMATRIX:
            symbol = zxingcpp.create_barcode(value, zxingcpp.BarcodeFormat.DataMatrix, gs1=gs1, force_square=True)
        else:
            symbol = zxingcpp.create_barcode(value, zxingcpp.BarcodeFormat.QRCode, gs1=gs1, ec_level="M")
    except ValueError as err:
        raise LabelError(f'"{value[:40]}" cannot be a {kind} symbol: {err}.') from err
    # The picture has the buffer interface, which its type hints do not say.
    data = memoryview(cast("Any", symbol.to_image(scale=1, add_quiet_zones=False))).tobytes()
    size = math.isqrt(len(data))
    rows = []
    for top in range(0, size * size, size):
        row = 0
        for pixel in data[top : top + size]:
            row = row << 1 | (pixel != _LIGHT)
        rows.append(row)
    return tuple(rows)
