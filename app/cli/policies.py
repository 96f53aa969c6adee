"""`policy check` and `policy show`: rules read by people before the bench obeys them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.output import JSON_HELP, fact

if TYPE_CHECKING:
    from app.policy.policy import Approval, Policy


_FILE_HELP = "such as policy/NAME.toml in a bench's home"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line."""
    policy = commands.add_parser("policy", help="rules: check or show a document")
    verbs = policy.add_subparsers(dest="verb", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="say what is wrong with a document")
    check.add_argument("file", type=Path, metavar="FILE.toml", help=_FILE_HELP)
    check.set_defaults(run=run_check)
    show = verbs.add_parser("show", help="print its rules in order")
    left_out = "; left out: what the bench of this home goes by"
    show.add_argument("file", type=Path, nargs="?", metavar="FILE.toml", help=_FILE_HELP + left_out)
    show.set_defaults(run=run_show)
    for parser in (check, show):
        parser.add_argument("--json", action="store_true", help=JSON_HELP)


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
    """Print every rule and every cell of the matrix, in the order in which they are asked, then what a lead must agree to.

    Without a file that of each client for which the home has one, and before them the one for all others.
    """
    from app.policy.listing import check_file

    if args.file is not None:
        _show(check_file(args.file)[0], as_json=args.json)
        return 0
    from app.policy.shelf import PolicyShelf

    default, *of_clients = PolicyShelf.load(args.home.policy).policies()
    for policy, of in ((default, "every other client"), *((policy, policy.client) for policy in of_clients)):
        if not args.json:
            packaged = policy is default and not _has_default(args.home.policy)
            origin = f", which comes with the program: {args.home.policy} holds none" if packaged else ""
            print(f"{'' if policy is default else chr(10)}Policy for {of}, version {policy.version}{origin}")
        _show(policy, as_json=args.json)
    return 0


def _has_default(folder: Path) -> bool:
    """Whether a folder that was read without a fault holds a document for every client that has none."""
    from app.policy.reading import read_document

    return any(read_document(path).is_default for path in folder.glob("*.toml"))


def _show(policy: "Policy", *, as_json: bool) -> None:
    from app.policy.listing import describe

    for row in describe(policy):
        if as_json:
            fact(
                {
                    "client": policy.client,
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
    if as_json:
        fact({"client": policy.client, "approval": approval_facts(policy.approval)})
        return
    print("A shift lead has to agree")
    for words in approval_words(policy.approval):
        print(f"  {words}")


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
