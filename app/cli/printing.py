"""`label`: an item's label as ZPL, PDF or picture."""

import argparse
from contextlib import suppress
from pathlib import Path

from app.cli.output import need_place
from app.errors import KnownError

ENCODINGS = {".zpl": "zpl", ".pdf": "pdf", ".png": "png"}


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    label = commands.add_parser("label", help="write an item's label to a file")
    label.add_argument("lpn", metavar="LPN", help="the number below the label's barcode")
    label.add_argument("--out", type=Path, required=True, metavar="FILE.zpl|.pdf|.png", help="the file to write")
    label.set_defaults(run=run_label)


def run_label(args: argparse.Namespace) -> int:
    """Write the label that counts for this LPN; exit code 1 when there is none, with the number that counts now."""
    from app.cli.journals import reading
    from app.cli.standing_label import standing_label
    from app.domain.lpn import check_lpn
    from app.labels.maker import encode
    from devices.label import LabelError

    language = ENCODINGS.get(args.out.suffix.lower())
    if language is None:
        raise KnownError(
            f"Expected a file that ends in {', '.join(ENCODINGS)}, got {args.out.name!r}.",
            "Choose another name.",
            exit_code=2,
        )
    need_place(args.out)
    try:
        lpn = check_lpn(args.lpn).lpn
    except ValueError as err:
        raise KnownError(
            str(err), "Scan or type the number that stands below the label's barcode.", exit_code=2
        ) from err
    with reading(args.home) as connection:
        job = standing_label(connection, args.home, lpn)
    try:
        data = encode(job.document, language)
    except LabelError as err:  # it waited to be drawn, on media that it has no room on
        raise KnownError(
            f"The label of {lpn} cannot be drawn: {err}",
            "Correct media_mm of the [[printer]] in settings.toml, start the bench again, then print the label again.",
            exit_code=1,
        ) from err
    draft = args.out.with_name(f".{args.out.name}.part")
    try:
        draft.write_bytes(data)
        draft.replace(args.out)
    except OSError as err:
        with suppress(OSError):
            draft.unlink()
        raise KnownError(
            f"{args.out} cannot be written: {err.strerror}.",
            "Check space and rights, or choose another place with --out.",
        ) from err
    print(f"{args.out}: label of {lpn}" + (f", copy {job.copy}" if job.copy else ""))
    return 0
