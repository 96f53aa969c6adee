"""`verify`: whether the record is whole, and `report`: its sums on paper."""

import argparse

from app.cli.output import JSON_HELP, fact


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    verify = commands.add_parser("verify", help="check the hash chain and rebuild every projection")
    verify.add_argument("--json", action="store_true", help=JSON_HELP)
    verify.set_defaults(run=run_verify)
    report = commands.add_parser("report", help="make a report")
    from reports.command import add_arguments

    add_arguments(report)
    report.set_defaults(run=run_report)


def run_verify(args: argparse.Namespace) -> int:
    """Exit code 1 when anything does not hold."""
    from app.cli.journals import need_journal
    from app.store.verify import verify_journal

    need_journal(args.home)
    verdict = verify_journal(args.home.journal)
    if args.json:
        fact({"events": verdict.events, "rows": dict(verdict.rows), "faults": list(verdict.faults)})
    else:
        rows = ", ".join(f"{count} in {name}" for name, count in verdict.rows)
        print(f"{verdict.events} events read, rows compared: {rows}.")
        for fault in verdict.faults:
            print(f"WRONG: {fault}")
        if not verdict.faults:
            print("The chain is whole and every projection follows from the events.")
    return 1 if verdict.faults else 0


def run_report(args: argparse.Namespace) -> int:
    """Make a report from this bench's journal."""
    from reports.command import main

    return main(args)
