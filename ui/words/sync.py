"""What the windows say about the central server: its states, and what went wrong with the next step, by the agent's codes."""

from dataclasses import dataclass
from typing import Any

from app.bench.sync_view import SyncProblem, SyncView
from ui.words.text import Text, translate
from ui.words.words import Words

SYNC_STATE: dict[str, Text] = {
    "in_step": translate("sync", "In step with the server"),
    "sending": translate("sync", "Sending to the server"),
    "offline": translate("sync", "No connection to the server"),
    "stopped": translate("sync", "Nothing is being sent now"),
    "error": translate("sync", "The server needs attention"),
}

SYNC_ICON: dict[str, str] = {
    "in_step": "central",
    "sending": "send",
    "offline": "offline",
    "stopped": "offline",
    "error": "warning",
}

FEED: dict[str, Text] = {
    "products": translate("sync", "Products are being loaded: %n so far", "", 1),
    "returns": translate("sync", "Expected returns are being loaded: %n so far", "", 1),
}
"""Reference data by the name of their feed; `count` is how many rows are in."""

UNSENT = translate("sync", "%n not yet on the server", "", 1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """The sentences for one code of app.sync.faults: what is wrong, and the next step."""

    what: Text
    next_step: Text


TROUBLE: dict[str, Trouble] = {
    "bad_url": Trouble(
        translate("sync", "The address of the central server in settings.toml cannot be right."),
        translate("sync", "Correct url under [central] and start again, or join with a new token."),
    ),
    "unreachable": Trouble(
        translate("sync", "The central server at {server} does not answer."),
        translate(
            "sync",
            "Check the network cable, and ask whether the server is running. Work goes on; everything is sent later by itself.",
        ),
    ),
    "wrong_password": Trouble(
        translate("sync", "The central server at {server} does not accept the password of this bench ({role})."),
        translate("sync", "Ask whoever runs the server for a new token, and join with it."),
    ),
    "certificate": Trouble(
        translate("sync", "The connection to {server} cannot be trusted: its certificate is not accepted."),
        translate(
            "sync", "Tell whoever runs the server. Check this computer's date, too. Do not switch the check off."
        ),
    ),
    "server_old": Trouble(
        translate("sync", "The central server is too old: it runs PostgreSQL {found}, and {needed} is needed."),
        translate("sync", "Whoever runs the server has to upgrade it. Work goes on meanwhile."),
    ),
    "server_new": Trouble(
        translate("sync", "This bench is too old for the central server, which has moved on to protocol {lowest}."),
        translate("sync", "Update Dockgrade on this computer. Work goes on meanwhile; nothing is lost."),
    ),
    "proto": Trouble(
        translate(
            "sync", "The central server is older than this bench: it knows protocol {highest}, this bench {ours}."
        ),
        translate("sync", "Whoever runs the server updates it with: dockgrade central upgrade"),
    ),
    "schema_missing": Trouble(
        translate("sync", "The database at {server} is not set up for Dockgrade."),
        translate("sync", "Check the database's name in the address, or set it up with: dockgrade central init"),
    ),
    "server_full": Trouble(
        translate("sync", "The central server at {server} has no room left."),
        translate(
            "sync", "Whoever runs the server has to give it disk, memory or connections. Work goes on meanwhile."
        ),
    ),
    "read_only": Trouble(
        translate("sync", "The database at {server} can only be read: it is a standby, or was closed to writing."),
        translate("sync", "The address has to name the primary server; several may stand there with commas between."),
    ),
    "fork": Trouble(
        translate(
            "sync", "This bench and the server remember different things after event {common}: one is from a copy."
        ),
        translate("sync", "Nothing has to be done: what only this bench knows is recorded anew and sent by itself."),
    ),
    "disabled": Trouble(
        translate("sync", "The central server no longer lets this bench in ({role})."),
        translate("sync", "Ask whoever runs the server. A new token lets the bench in again."),
    ),
    "not_enrolled": Trouble(
        translate("sync", "The central server does not know this bench as {bench}."),
        translate("sync", "Ask whoever runs the server for a token for this bench, and join with it."),
    ),
    "token": Trouble(
        translate("sync", "The token cannot be used: it is spent, too old or another bench's."),
        translate("sync", "Ask whoever runs the server for a new one, and join with it in time."),
    ),
    "other_server": Trouble(
        translate("sync", "The database at {server} is not the one that this bench has joined."),
        translate("sync", "Correct url under [central], or join this server with a token of its own."),
    ),
    "server_damaged": Trouble(
        translate("sync", "The central server has lost events that it had confirmed, from number {seq} on."),
        translate(
            "sync",
            "Whoever runs the server restores it from a backup. This bench still has its events and sends them again.",
        ),
    ),
    "journal_damaged": Trouble(
        translate("sync", "The record of this bench is damaged: the server refuses it."),
        translate(
            "sync", "Stop work here, and tell a shift lead. Check with dockgrade verify, then restore journal.db."
        ),
    ),
    "not_replicated": Trouble(
        translate("sync", "The central server at {server} has the events, but its standby has not."),
        translate(
            "sync", "Whoever runs the server brings the standby back. Everything is sent again until both have it."
        ),
    ),
    "disk": Trouble(
        translate("sync", "A file of this bench cannot be read or written."),
        translate("sync", "Make room on the disk, or give this user the right to the folder."),
    ),
    "mirror_busy": Trouble(
        translate("sync", "An import is running on this computer."),
        translate("sync", "Wait until it has ended. Events are sent all the same."),
    ),
    "agent_busy": Trouble(
        translate("sync", "Another program on this computer already sends for this bench."),
        translate("sync", "Nothing has to be done: it does the same work."),
    ),
    "agent_ended": Trouble(
        translate("sync", "The program that sends for this bench has ended by itself."),
        translate(
            "sync",
            "Nothing has to be done: it is started again. If this stays, start the bench again and tell a shift lead.",
        ),
    ),
    "clock_ahead": Trouble(
        translate("sync", "The clock of bench {bench} is {minutes} min ahead of this one."),
        translate(
            "sync",
            "Set the clocks of both computers by the network. Nothing is lost, but times in histories are wrong.",
        ),
    ),
    "set_aside": Trouble(
        translate("sync", "What other benches did with some goods cannot be shown here: {things}."),
        translate(
            "sync",
            "Work goes on. Let an administrator run 'dockgrade verify': a record is damaged, here or at another bench.",
        ),
    ),
    "unexpected": Trouble(
        translate("sync", "The central server gave an answer that Dockgrade does not understand."),
        translate("sync", "Tell whoever runs the server. It is tried again by itself; work goes on."),
    ),
}
"""By code: those of app.sync.faults, the supervisor's and the bench's own; a code of a newer release is told as "unexpected"."""


def unsent_text(sync: SyncView, words: Words) -> str:
    """How much the server does not have yet."""
    return words(UNSENT, count=sync.unsent)


def contact_text(sync: SyncView, words: Words) -> str:
    """When the server was heard last."""
    if sync.last_contact is None:
        return words(translate("sync", "There was no contact yet"))
    return words(translate("sync", "Last contact: {at}"), at=sync.last_contact)


def problem_texts(problem: SyncProblem, words: Words) -> tuple[str, str, str]:
    """What went wrong, the next step, and the technical detail as the server or the driver put it; "" without one."""
    trouble = TROUBLE.get(problem.code, TROUBLE["unexpected"])
    params: dict[str, Any] = dict(problem.params)
    reason = str(params.get("reason", ""))
    return words(trouble.what, **params), words(trouble.next_step, **params), reason
