"""`policy check` and `policy show`: rules read by people before the bench obeys them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.output import JSON_HELP, fact

if TYPE_CHECKING:
    from app.policy.policy import Approval


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
    """Print every rule and every cell of the matrix, in the order in which they are asked, then what a lead must agree to."""
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
    if args.json:
        fact({"approval": approval_facts(policy.approval)})
        return 0
    print("A shift lead has to agree")
    for words in approval_words(policy.approval):
        print(f"  {words}")
    return 0


def approval_facts(approval: "Approval") -> dict[str, object]:
    """[approval] as it is written, all of its keys; amounts by currency, as text."""
    from app.policy.facts import money

    return {
        "upgrade_route": approval.upgrade_route,
        "leave_quarantine": approval.leave_quarantine,
        "destroy_above": {currency: money(cents) for currency, cents in approval.destroy_above},
    }


def approval_words(approval: "Approval") -> list[str]:
    """Each thing that needs a lead, behind the words "a shift lead has to agree"."""
    from app.policy.facts import money

    words = []
    if approval.upgrade_route:
        words.append("before goods are restocked that the policy disposes of or holds")
    if approval.leave_quarantine:
        words.append("before goods that the policy puts into quarantine go anywhere but on hold")
    if approval.destroy_above:
        limits = ", ".join(f"{money(cents)} {currency}" for currency, cents in approval.destroy_above)
        destroyed = "before goods are destroyed or recycled that are worth more, all units together, than"
        words.append(f"{destroyed} {limits}; in any other currency always")
    return words or ["to nothing"]
