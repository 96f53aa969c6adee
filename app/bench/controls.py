"""Command words: pressed, touched or scanned, they all come here; and the answers to questions."""

import re
from collections.abc import Callable

from app.bench import deciding, grading, items, parcels, printing, signing, totes, undo, units
from app.bench.headline import next_of
from app.bench.items import Find
from app.bench.messages import Say
from app.bench.session import Pending
from app.bench.view import Sound, Tone
from app.bench.work import Work
from app.domain.refusal import Refused
from app.domain.vocabulary import Declared, DefectCode, Disposition, FunctionGrade, Grade, OverrideReason, Route
from app.symbols.readings import Reading

WITHOUT_PERSON = {"HELP", "CANCEL", "LANG-EN", "LANG-RU", "SIGN-OUT"}
"""Words that make sense while nobody is signed in."""


_BESIDE_THE_QUESTION = {"HELP", "LANG-EN", "LANG-RU"}
"""Words that leave the question on the screen, or the PIN that is asked for, as it is."""


_ABOUT_GOODS = re.compile(
    "(GRADE|FUNCTION|DEFECT|DISPOSE-AS|QTY)-.+|ACCEPT|HOLD|RELEASE|SPLIT|NO-SERIAL|REPRINT|REMOVE|PRINTED-OK"
)


def _is_about_goods(word: str) -> bool:
    """Whether a word speaks of the goods in the inspector's hands."""
    return _ABOUT_GOODS.fullmatch(word) is not None


def control(work: Work, word: str) -> None:
    """Do what a command word says: answer the question on the screen if it is one of its choices, else act."""
    if work.session.person is None and word not in WITHOUT_PERSON:
        work.say(Say.SIGN_IN_FIRST, Tone.WARNING)
        return
    if word == "CANCEL":
        cancel(work)
        return
    pending = work.session.pending
    if pending is not None and any(choice.word == word for choice in pending.choices):
        answer(work, word)
        return
    if pending is not None and word == "CONFIRM":
        _confirm(work, pending)
        return
    if pending is not None and word == "UNDO":  # what was done last is the question
        cancel(work)
        return
    if work.asks_about_other_goods and _is_about_goods(word):
        work.say(Say.ANSWER_FIRST, Tone.WARNING)
        return
    if word not in _BESIDE_THE_QUESTION:
        work.drop_question()
    _act(work, word)


def _confirm(work: Work, pending: Pending) -> None:
    """Yes to a question that knows one answer besides "cancel", or asks for a yes; where there are several answers it stays."""
    answers = [choice.word for choice in pending.choices if choice.word != "CANCEL"]
    if (
        len(answers) == 1 or pending.kind == "tote_empty"
    ) and pending.kind != "approval":  # there it takes a lead's badge
        answer(work, answers[0])
    else:
        work.say(Say.NOT_NOW, Tone.WARNING, word="CONFIRM")


def _act(work: Work, word: str) -> None:
    action = _WORDS.get(word)
    if action is not None:
        action(work)
    elif word.startswith("GRADE-"):
        grading.give_grade(work, Grade(word[6:]))
    elif word.startswith("FUNCTION-"):
        grading.give_function(work, FunctionGrade(word[9:]))
    elif word.startswith("DEFECT-"):
        grading.toggle_defect(work, DefectCode(word[7:]))
    elif word.startswith("DISPOSE-AS-"):
        deciding.override(work, Disposition(word[11:]))
    elif word.startswith("QTY-"):
        items.change_quantity(work, None, int(word[4:]))
    elif word.startswith("TOTE-OPEN-") and work.session.tote is not None:
        totes.open_tote(work, work.session.tote, Route[word[10:]])
    else:
        raise Refused(Say.NOT_NOW, word=word)


def cancel(work: Work) -> None:
    """Leave the question or the PIN; nothing else changes."""
    if work.session.pending is None and work.session.pin is None:
        work.say(Say.NOTHING_TO_CANCEL, Tone.CALM, sound=Sound.TICK)
        return
    work.drop_question()
    work.say(Say.CANCELLED, Tone.CALM)


def next_item(work: Work) -> None:
    """Go to the next item that still needs something done; without one, to none, ready for the next scan."""
    items, current = work.items(), work.item()
    others = [item for item in items if current is None or item.item_id != current.item_id]
    if (
        current is not None and len(others) < len(items) and next_of(work, [current]) is not None
    ):  # on to the one behind it
        start = items.index(current)
        others = items[start + 1 :] + items[:start]
    found = next_of(work, others)
    work.move(item_id=found.item_id if found else None)
    if found:
        work.say(Say.ITEM_SELECTED, Tone.OK, index=work.index_of(found), title=found.identified.title)
    else:
        work.say(Say.NOTHING_NEXT, Tone.CALM, sound=Sound.TICK)


def answer(work: Work, word: str) -> None:
    """Act on the answer to the question on the screen."""
    pending = work.session.pending
    assert pending is not None
    if pending.kind == "approval" and word == "HOLD":
        deciding.hold(work)  # it still needs to know what was asked
        work.drop_question()
        return
    work.drop_question()
    _ANSWERS[pending.kind](work, pending, word)


def _answer_blind(work: Work, pending: Pending, _word: str) -> None:
    reading = pending.facts["reading"]
    assert reading is None or isinstance(reading, Reading)
    parcels.receive_blind(work, str(pending.facts["code"]), reading)


def _answer_reopen(work: Work, pending: Pending, _word: str) -> None:
    parcel = work.parcel(str(pending.facts["parcel_id"]))
    if parcel is not None:
        parcels.reopen(work, parcel)


def _found(pending: Pending) -> Find:
    found = pending.facts["found"]
    assert isinstance(found, Find)
    return found


def _answer_doubtful(work: Work, pending: Pending, _word: str) -> None:
    item = work.item(str(pending.facts["item_id"]))
    if item is not None and item.needs:
        units.take_needed(work, item, str(pending.facts["text"]))


def _answer_again(work: Work, pending: Pending, _word: str) -> None:
    items.add_again(work, _found(pending))


def _answer_undeclared(work: Work, pending: Pending, word: str) -> None:
    if word == "NEXT":
        rma = str(pending.facts["rma"])
        parcels.open_by_lines(work, rma, parcels.expected_lines(work, rma), None)
        return
    parcel = parcels.need_parcel(work)
    if parcel.blind:
        items.add(work, _found(pending), Declared.BLIND)
    else:
        items.add(work, _found(pending), Declared.WRONG_ITEM if word == "WRONG-ITEM" else Declared.UNDECLARED)


def _answer_which(work: Work, pending: Pending, word: str) -> None:
    offered, reading = pending.facts["products"], pending.facts["reading"]
    assert isinstance(offered, tuple)
    assert reading is None or isinstance(reading, Reading)
    items.product_read(work, offered[int(word.removeprefix("CHOICE-")) - 1], str(pending.facts["text"]), reading)


def _answer_why(work: Work, pending: Pending, word: str) -> None:
    code = pending.facts["code"]
    assert isinstance(code, Disposition)
    deciding.choose(work, code, OverrideReason(word.removeprefix("WHY-")))


def _answer_tote(work: Work, pending: Pending, word: str) -> None:
    totes.open_tote(work, str(pending.facts["code"]), Route[word.removeprefix("TOTE-OPEN-")])


def _answer_tote_empty(work: Work, pending: Pending, word: str) -> None:
    route = Route[word.removeprefix("TOTE-OPEN-")]
    totes.open_tote(work, str(pending.facts["code"]), route, emptied=str(pending.facts["turn"]))


def _answer_label(work: Work, pending: Pending, word: str) -> None:
    item_id = str(pending.facts["item_id"])
    if word == "REPRINT":
        printing.reprint(work, item_id)
        return
    item = work.item(item_id)
    if item is not None:
        printing.confirm(work, item, "person")


_ANSWERS: dict[str, Callable[[Work, Pending, str], None]] = {
    "blind": _answer_blind,
    "reopen": _answer_reopen,
    "again": _answer_again,
    "doubtful": _answer_doubtful,
    "undeclared": _answer_undeclared,
    "unknown_product": _answer_undeclared,
    "which": _answer_which,
    "why": _answer_why,
    "tote": _answer_tote,
    "tote_empty": _answer_tote_empty,
    "label": _answer_label,
    "hold": lambda work, _pending, _word: deciding.hold(work, confirmed=True),
    "close": lambda work, _pending, _word: parcels.close(work, confirmed=True),
    "tote_close": lambda work, _pending, _word: totes.close_tote(work, confirmed=True),
    "undo": lambda work, pending, _word: undo.undo(work, confirmed=str(pending.facts.get("command_id", ""))),
}

_WORDS: dict[str, Callable[[Work], None]] = {
    "ACCEPT": deciding.accept,
    "HOLD": deciding.hold,
    "RELEASE": deciding.release,
    "PARK": parcels.park,
    "CLOSE": parcels.close,
    "UNDO": undo.undo,
    "SPLIT": items.split_one,
    "NO-SERIAL": units.serial_unreadable,
    "REPRINT": printing.reprint,
    "SIGN-OUT": signing.sign_out,
    "TOTE-CLOSE": totes.close_tote,
    "REMOVE": totes.take_out,
    "BLIND": lambda work: parcels.receive_blind(work, "", None),
    "NEXT": next_item,
    "PRINTED-OK": lambda work: printing.confirm(work, work.need_item(), "person"),
    "QTY-PLUS": lambda work: items.change_quantity(work, 1),
    "QTY-MINUS": lambda work: items.change_quantity(work, -1),
    "HELP": lambda work: work.say(Say.HELP, Tone.CALM, sound=Sound.TICK),
    "LANG-EN": lambda work: signing.set_language(work, "en"),
    "LANG-RU": lambda work: signing.set_language(work, "ru"),
}
