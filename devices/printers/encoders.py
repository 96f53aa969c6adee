"""The printer languages, by the name that stands in the settings. A further language is one module and one line here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from devices.label import LabelDocument, LabelError
from devices.printers.pdf import encode_pdf
from devices.printers.raster import render_png
from devices.printers.typeface import LabelFonts
from devices.printers.zpl import encode_zpl

Encoder = Callable[[LabelDocument, LabelFonts], bytes]

ENCODERS: Final[Mapping[str, Encoder]] = MappingProxyType({"zpl": encode_zpl, "pdf": encode_pdf, "png": render_png})


def encoder(language: str) -> Encoder:
    """The encoder of a printer language. Raises LabelError for an unknown one."""
    found = ENCODERS.get(language)
    if found is None:
        raise LabelError(f'Expected a printer language out of {", ".join(ENCODERS)}, got "{language}".')
    return found
