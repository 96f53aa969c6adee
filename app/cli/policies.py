"""`policy check` and `policy show`: rules read by people before the bench obeys them."""

import argparse
from pathlib import Path

from app.cli.output import JSON_HELP, fact


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    policy = commands.add_parser("policy", help="rules: check or show a document")
    verbs = policy.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb, words in (("check", "say what is wrong with a document"), ("show", "print its rules in order")):
        parser = verbs.add_parser(verb, help=words)
        parser.add_argument("file", type=Path, metavar="FILE.toml", help="such as policy/NAME.toml in a bench's home")
        parser.add_argument("--json", action="store_true", help=JSON_HELP)
        parser.set_defaults(run=run_check if verb == "check" else run_show)


def run_check(args: argparse.Namespace) -> int:
    """Exit code 1 with the place of the fault when the document is wrong; doubts are told, and are no fault."""
    from app.policy.listing import check_file

    policy, doubts = check_file(args.file)
    if args.json:
        fact(
            {
                "file": str(args.file),
                "client": policy.client,
                "version": policy.version,
                "rules": len(policy.rules),
                "doubts": [{"rule": doubt.rule, "text": doubt.text} for doubt in doubts],
            }
        )
        return 0
    print(f"{args.file}: right. Client {policy.client}, version {policy.version}, {len(policy.rules)} rules.")
    for doubt in doubts:
        print(f"  Is this meant? {doubt.rule}: {doubt.text}")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """Print every rule and every cell of the matrix, in the order in which they are asked."""
    from app.policy.listing import check_file, describe

    policy, _ = check_file(args.file)
    for row in describe(policy):
        if args.json:
            fact(
                {
                    "position": row.position,
                    "stage": row.stage,
                    "id": row.id,
                    "when": row.when,
                    "then": row.then.value,
                    "why": dict(row.why),
                    "of": row.of,
                }
            )
        else:
            print(f"{row.position:3} {row.stage:8} {row.id:34} {row.then.value:18} {row.when}")
    return 0
