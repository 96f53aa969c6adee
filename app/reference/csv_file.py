"""A CSV file as rows: its encoding, its delimiter and its header are found out, and refused in words where they are wrong."""

import codecs
import csv
import difflib
import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Self

from app.errors import KnownError
from app.reference.cells import BadCellError

DELIMITERS = (",", ";", "\t")
_READ_SIZE = 1 << 18
_SEPARATOR_LINE = re.compile(r"sep=(.)", re.IGNORECASE)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_NOT_TEXT = (
    (b"PK\x03\x04", "a spreadsheet (xlsx, ods) or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file (xls)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "packed with gzip"),
)
_SAVE_AS = "Save it as CSV in UTF-8 (in Excel: Save as, type 'CSV UTF-8'), then import it again; nothing was changed."


ABSENT_STAYS = "left empty in new rows, and as it was in others"
"""What becomes of a column that an import's file does not have."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a kind of file.

    Attributes:
        names: all of them, in the order in which cells are handed on.
        required: must be in the header; the others are empty when they are not.
        together: (column, the column that it means nothing without).
        given: known without the file.
    """

    names: tuple[str, ...]
    required: frozenset[str]
    together: tuple[tuple[str, str], ...] = ()
    given: frozenset[str] = frozenset()


Record = tuple[int, tuple[str, ...] | BadCellError]
"""Line of the file on which a record starts, from 1; then its trimmed cells in the order of Columns.names, or what is wrong."""


class _Counted(io.RawIOBase):
    """A raw file that is hashed and counted while it is read."""

    def __init__(self, path: Path) -> None:
        self._raw = io.FileIO(path)
        self._sha256 = hashlib.sha256()
        self.bytes_read = 0
        self.has_nul = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the protocol's buffer is always a memoryview here
        count = self._raw.readinto(buffer) or 0
        if count:
            data = bytes(buffer[:count])
            self._sha256.update(data)
            self.bytes_read += count
            self.has_nul = self.has_nul or b"\0" in data
        return count

    def hexdigest(self) -> str:
        return self._sha256.hexdigest()

    def close(self) -> None:
        self._raw.close()
        super().close()


class CsvFile:
    """An open CSV file.

    Attributes:
        absent: columns that the file does not have, and that nobody gave; with them those that mean nothing by themselves.
        warnings: sentences about the header that do not hinder the import.
        bytes_total: size of the file.
    """

    def __init__(self, path: Path, columns: Columns) -> None:
        """Open the file and read its header. Raises KnownError (exit code 1 for what is in it, 3 where it cannot be read)."""
        self._path = path
        self._columns = columns
        self.warnings: list[str] = []
        try:
            self.bytes_total = path.stat().st_size
            with path.open("rb") as file:
                _refuse_other_formats(file.read(4096), path)
            self._raw = _Counted(path)
        except IsADirectoryError as err:
            raise KnownError(f"{path} is a folder.", "Name the CSV file in it.", exit_code=2) from err
        except OSError as err:
            raise KnownError(
                f"{path} cannot be read: {err.strerror or err}.", "Check the name and that this user may read it."
            ) from err
        self._text = io.TextIOWrapper(io.BufferedReader(self._raw, _READ_SIZE), encoding="utf-8-sig", newline="")
        try:
            self._read_header()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._text.close()

    @property
    def bytes_done(self) -> int:
        """How much of the file was read."""
        return self._raw.bytes_read

    def sha256(self) -> str:
        """Of everything that was read; of the whole file once all rows were taken."""
        return self._raw.hexdigest()

    def records(self) -> Iterator[Record]:
        """Each record in turn, empty lines left out; a column that the file does not have is "".

        Raises KnownError where the file is not UTF-8.
        """
        reader, pick, width, offset = self._reader, self._pick, self._width, self._offset
        strip = str.strip
        absent = self._padded
        end = reader.line_num + offset
        raw = self._raw
        while True:
            try:
                for cells in reader:
                    start, end = end + 1, reader.line_num + offset
                    if len(cells) != width:
                        if not any(map(strip, cells)):
                            continue
                        if len(cells) < width or any(map(strip, cells[width:])):
                            yield start, _wrong_width(cells, width, start, end)
                            continue
                        del cells[width:]
                    elif not cells[0] and not any(map(strip, cells)):
                        continue
                    if raw.has_nul and any("\0" in cell for cell in cells):
                        yield start, BadCellError("", "", "Expected text, got a NUL byte.")
                        continue
                    if absent:
                        cells.append("")
                    yield start, tuple(map(strip, pick(cells)))
            except csv.Error as err:
                start, end = end + 1, reader.line_num + offset
                yield start, _malformed(err, start, end)
                continue
            except UnicodeDecodeError as err:
                raise self._not_utf8(err, reader.line_num + offset) from err
            return

    def _read_header(self) -> None:
        try:
            lines = [self._text.readline() for _ in range(2)]
        except UnicodeDecodeError as err:
            raise self._not_utf8(err, 0) from err
        named = _SEPARATOR_LINE.fullmatch(lines[0].strip("\r\n"))
        self._offset = 1 if named else 0
        if named:
            lines.pop(0)
            delimiters: tuple[str, ...] = (named[1],)
        else:
            delimiters = DELIMITERS
        if not any(line.strip() for line in lines):
            raise KnownError(f"{self._path} is empty.", _header(self._columns), exit_code=1)
        known = set(self._columns.names)
        delimiter = max(delimiters, key=lambda one: len(known & set(_header_names(lines[0], one))))
        self._reader = csv.reader(itertools.chain(lines, self._text), delimiter=delimiter, strict=True)
        try:
            header = next(self._reader)
        except csv.Error as err:
            raise KnownError(
                f"{self._path}, line 1: the header cannot be read: {err}.", "Correct it.", exit_code=1
            ) from err
        except UnicodeDecodeError as err:
            raise self._not_utf8(err, 1) from err
        self._place(header, delimiter)

    def _place(self, header: list[str], delimiter: str) -> None:
        names = [_name(cell) for cell in header]
        while names and not names[-1]:
            names.pop()
        self._width = len(names)
        found = ", ".join(name or "(empty)" for name in names) or "nothing"
        doubled = sorted({name for name in names if name and names.count(name) > 1})
        if doubled:
            raise KnownError(
                f"{self._path}, line 1: Expected each column once, got {', '.join(doubled)} several times.",
                "Remove or rename the columns that are too many.",
                exit_code=1,
            )
        missing = [name for name in self._columns.names if name in self._columns.required and name not in names]
        missing += [other for name, other in self._columns.together if name in names and other not in names]
        if missing:
            raise KnownError(
                f"{self._path}, line 1: Expected the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}, "
                f"found only: {found} (read with {_delimiter_name(delimiter)} between columns).",
                _advice(missing, names, self._columns),
                exit_code=1,
            )
        self._padded = any(name not in names for name in self._columns.names)
        lacking = [name for name in self._columns.names if name not in {*names, *self._columns.given}]
        self.absent = (*lacking, *(other for name, other in self._columns.together if name in lacking))
        if lacking:
            self.warnings.append(f"The file has no column {', '.join(lacking)}: {ABSENT_STAYS}.")
        extra = [name or "(empty)" for name in names if name not in set(self._columns.names)]
        if extra:
            self.warnings.append(f"The column {', '.join(extra)} is not known here and was not read.")
        places = [names.index(name) if name in names else self._width for name in self._columns.names]
        self._pick = itemgetter(*places)

    def _not_utf8(self, err: UnicodeDecodeError, lines_before: int) -> KnownError:
        data = bytes(err.object)
        line = lines_before + 1 + data[: err.start].count(b"\n")
        return KnownError(
            f"{self._path} is not UTF-8: near line {line} there is the byte 0x{data[err.start]:02X}. "
            f"It looks like {_likely_encoding(data)}.",
            _SAVE_AS,
            exit_code=1,
        )


def _refuse_other_formats(start: bytes, path: Path) -> None:
    for mark, what in _NOT_TEXT:
        if start.startswith(mark):
            raise KnownError(f"{path} is {what}, not CSV.", _SAVE_AS, exit_code=1)
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if start.startswith(mark)), None)
    if encoding is None and max(start[0::2].count(0), start[1::2].count(0)) * 4 > len(start) > 1:
        encoding = "UTF-16"
    if encoding:
        raise KnownError(
            f"{path} is not UTF-8: it looks like {encoding} (Excel's 'Unicode text').", _SAVE_AS, exit_code=1
        )


def _likely_encoding(data: bytes) -> str:
    """Which single-byte encoding a text uses, by its words: in Cyrillic nearly all letters are high bytes, side by side."""
    high = re.findall(rb"[\xa8\xb8\xc0-\xff]+", data)
    if high and sum(map(len, high)) / len(high) >= 2.5:
        return "Windows-1251 (Cyrillic)"
    return "Windows-1252 (Western European)"


def _name(cell: str) -> str:
    return re.sub(r"[\s\-]+", "_", cell.strip()).lower()


def _header_names(line: str, delimiter: str) -> list[str]:
    try:
        return [_name(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _delimiter_name(delimiter: str) -> str:
    return {",": "commas", ";": "semicolons", "\t": "tabs"}.get(delimiter, repr(delimiter))


def _advice(missing: list[str], names: list[str], columns: Columns) -> str:
    hints = []
    for name in missing:
        near = difflib.get_close_matches(name, [one for one in names if one not in columns.names], n=1, cutoff=0.6)
        if near:
            hints.append(f"rename {near[0]!r} to {name!r}")
    if hints:
        return f"{', '.join(hints).capitalize()}; nothing was changed."
    return _header(columns)


def _header(columns: Columns) -> str:
    """What the first line must name, and what it may."""
    needed = [name for name in columns.names if name in columns.required]
    others = [name for name in columns.names if name not in columns.required]
    return f"The first line must name the columns {', '.join(needed)}; these may be there too: {', '.join(others)}."


def _wrong_width(cells: list[str], width: int, start: int, end: int) -> BadCellError:
    where = f" It runs over the lines {start} to {end}: a quote may be missing." if end > start else ""
    return BadCellError("", "", f"Expected {width} columns, got {len(cells)}.{where}")


def _malformed(err: csv.Error, start: int, end: int) -> BadCellError:
    message = str(err)
    if "field larger" in message or "unexpected end" in message:
        return BadCellError(
            "", "", f"A quote that is opened here is not closed: the lines {start} to {end} were not read."
        )
    if "expected after" in message:
        return BadCellError("", "", "Expected a delimiter after a closing quote: write quotes inside a cell twice.")
    return BadCellError("", "", f"The row cannot be read: {message}.")
