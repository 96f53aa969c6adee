"""Totes at the bench: opened for a route, filled by scan, closed."""

from app.bench import printing
from app.bench.messages import Say, message
from app.bench.view import Sound, Tone
from app.bench.work import Work
from app.domain.events import ItemUnstowed, ToteClosed, ToteOpened
from app.domain.item import ItemState, goes_to, stow
from app.domain.refusal import Refused
from app.domain.tote import ToteState
from app.domain.vocabulary import ItemStatus, Route, ToteStatus
from app.store.tables import OF_THIS_BENCH, UNSETTLED

ROUTE_WORDS = tuple(f"TOTE-OPEN-{route.name}" for route in Route)


def tote_scanned(work: Work, code: str, text: str) -> None:
    """A tote was scanned: the current item goes in, or the tote is shown, or it has to be opened first."""
    tote = work.tote(code)
    item = work.item()
    ready = item is not None and item.tote is None and item.status in {ItemStatus.DECIDED, ItemStatus.HELD}
    if tote is None or tote.status is ToteStatus.CLOSED:
        _ask_to_open(work, code, text, item if ready else None)
        return
    work.move(tote=code)
    if item is None or not ready:
        if item is not None and item.tote is not None and item.tote != code:
            work.say(Say.STOWED_ALREADY, Tone.WARNING, tote=item.tote)
            return
        show(work, tote)
        return
    put_in(work, item, tote)


def put_in(work: Work, item: ItemState, tote: ToteState) -> None:
    """Put an item into an open tote; a tote of another route stops everything and records nothing.

    One whose label did not come out goes in all the same, for the work must not stand with the printer, and is warned about.
    """
    work.on_item(item.item_id, stow(item, tote.code, tote.route, tote.turn))
    if printing.is_missing(work, item):
        work.say(Say.STOWED_UNLABELLED, Tone.WARNING, index=work.index_of(item), tote=tote.code)
    else:
        work.say(Say.STOWED, Tone.OK, sound=Sound.DONE, index=work.index_of(item), tote=tote.code)


def show(work: Work, tote: ToteState) -> None:
    """Say what is in a tote."""
    work.say(Say.TOTE_SHOWN, Tone.CALM, tote=tote.code, route=tote.route, count=_items_in(work, tote))


def _items_in(work: Work, tote: ToteState) -> int:
    """How many items lie in a tote by the record; in a closed one those that it was closed with."""
    row = work.desk.journal.connection.execute("SELECT items FROM tote WHERE code = ?", (tote.code,)).fetchone()
    return row[0] if row else 0


def _is_full(work: Work, tote: ToteState | None) -> bool:
    """Whether a tote was closed with goods in it, which nobody has said to be gone."""
    return tote is not None and tote.status is ToteStatus.CLOSED and _items_in(work, tote) > 0


def _ask_whether_empty(work: Work, tote: ToteState, *routes: str) -> None:
    """A tote comes back from where its goods went: opened while some still lie in it, two loads would be one."""
    work.ask(
        "tote_empty",
        message(
            Say.TOTE_CLOSED_WITH,
            tote=tote.code,
            at=work.local(tote.closed_at) if tote.closed_at else "",
            route=tote.route,
            count=_items_in(work, tote),
        ),
        *routes,
        "CANCEL",
        code=tote.code,
        turn=tote.turn,
    )


def _ask_to_open(work: Work, code: str, text: str, item: ItemState | None) -> None:
    tote = work.tote(code)
    if tote is not None and _is_full(work, tote):
        before = f"TOTE-OPEN-{tote.route.name}"  # what it mostly is for again, and what a plain "yes" means
        others = (word for word in ROUTE_WORDS if word != before)
        _ask_whether_empty(work, tote, *((f"TOTE-OPEN-{goes_to(item).name}",) if item else (before, *others)))
    elif item is not None:
        route = goes_to(item)
        work.ask(
            "tote",
            message(Say.TOTE_NOT_OPEN, tote=code, route=route),
            f"TOTE-OPEN-{route.name}",
            "CANCEL",
            tone=Tone.CALM,
            repeat_text=text,
            repeat_word=f"TOTE-OPEN-{route.name}",
            code=code,
        )
    else:
        asked = message(Say.TOTE_CHOOSE_ROUTE, tote=code)
        work.ask("tote", asked, *ROUTE_WORDS, "CANCEL", tone=Tone.CALM, code=code)


def open_tote(work: Work, code: str, route: Route, *, emptied: str = "") -> None:
    """Open a tote for a route; the current item goes in when it takes that route. An open tote keeps its route and its goods.

    `emptied` is the turn whose goods somebody says to be out of it; one that was closed with goods is not opened without that.
    """
    known = work.tote(code)
    if known is not None and known.status is ToteStatus.OPEN:
        show(work, known)
        work.tone = Tone.WARNING
        return
    if known is not None and known.turn != emptied and _is_full(work, known):
        _ask_whether_empty(work, known, f"TOTE-OPEN-{route.name}")
        return
    work.on_tote(code, ToteOpened(code, route))
    work.move(tote=code)
    work.say(Say.TOTE_OPENED, Tone.OK, tote=code, route=route)
    item, tote = work.item(), work.tote(code)
    waits = item is not None and item.tote is None and item.status in {ItemStatus.DECIDED, ItemStatus.HELD}
    if item is not None and tote is not None and waits and goes_to(item) is route:
        put_in(work, item, tote)


_WAITING = f"SELECT count(*) FROM item WHERE tote = ? AND tote_turn = ? AND (held_reason IS NOT NULL OR {UNSETTLED})"


_OTHERS_OPEN = f"SELECT 1 FROM tote WHERE status = 'open' AND code <> ? AND {OF_THIS_BENCH} LIMIT 1"


def _may_be_another(work: Work, tote: ToteState) -> bool:
    """Whether "close the tote" may mean another one: several are open, and what was said last does not name the one scanned last."""
    if work.said_before is not None and ("tote", tote.code) in work.said_before.params:
        return False
    return work.desk.journal.connection.execute(_OTHERS_OPEN, (tote.code,)).fetchone() is not None


def close_tote(work: Work, *, confirmed: bool = False) -> None:
    """Close the tote that was scanned last. Asked first: whether that one is meant, where others are open and it was some time ago;
    and when goods in it wait for a decision, for they go out of reach with it.
    """
    code = work.session.tote
    tote = work.tote(code) if code else None
    if tote is None or tote.status is ToteStatus.CLOSED:
        raise Refused(Say.TOTE_NONE)
    count = _items_in(work, tote)
    if not count:
        work.say(Say.TOTE_EMPTY, Tone.WARNING, tote=tote.code)
        return
    (waiting,) = work.desk.journal.connection.execute(_WAITING, (tote.code, tote.turn)).fetchone()
    if waiting and not confirmed:
        work.ask("tote_close", message(Say.TOTE_CLOSE_WAITING, tote=tote.code, count=waiting), "TOTE-CLOSE", "CANCEL")
        return
    if not confirmed and _may_be_another(work, tote):
        asked = message(Say.TOTE_CLOSE_THIS, tote=tote.code, route=tote.route, count=count)
        work.ask("tote_close", asked, "TOTE-CLOSE", "CANCEL")
        return
    work.on_tote(tote.code, ToteClosed(tote.code))
    work.move(tote=None)
    work.say(Say.TOTE_CLOSED, Tone.OK, sound=Sound.DONE, tote=tote.code, route=tote.route, count=count)


def take_out(work: Work) -> None:
    """Take the current item out of its tote."""
    item = work.need_item()
    if item.tote is None:
        raise Refused(Say.NOT_NOW, word="REMOVE")
    tote = work.tote(item.tote)
    if tote is not None and tote.status is ToteStatus.CLOSED:
        raise Refused(Say.TOTE_IS_CLOSED, tote=item.tote)
    work.on_item(item.item_id, ItemUnstowed(item.item_id, item.tote))
    work.say(Say.UNSTOWED, Tone.OK, index=work.index_of(item), tote=item.tote)


def leave_wrong_tote(work: Work, item_id: str) -> str | None:
    """After a decision, a hold or its release: an item that lies in a tote of another route has to come out of it, and is said so.

    Returns the tote that it left; None when it stays where it is. A tote that was emptied and opened anew since is no longer the one
    that the item was put into.
    """
    item = work.item(item_id)
    tote = work.tote(item.tote) if item is not None and item.tote is not None else None
    if item is None or tote is None:
        return None
    undecided = item.decided is None and item.held_reason is None
    if not undecided and tote.turn == item.tote_turn and tote.route is goes_to(item):
        return None
    work.on_item(item.item_id, ItemUnstowed(item.item_id, tote.code))
    work.say(Say.UNSTOWED, Tone.WARNING, index=work.index_of(item), tote=tote.code)
    return tote.code
