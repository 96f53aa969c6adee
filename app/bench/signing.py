"""Signing in and out, PINs, the end of a shift, and a lead's badge in the middle of somebody else's work."""

from dataclasses import replace
from datetime import timedelta

from app.bench import deciding
from app.bench.messages import Say
from app.bench.session import PinPrompt
from app.bench.view import PersonView, Sound, Tone
from app.bench.work import Work
from app.domain.events import ParcelParked, ShiftClosed, SignedIn, SignedOut
from app.domain.vocabulary import ParcelStatus, Role
from app.people.badges import PREFIX, badge_hash
from app.people.person import Person, at_least
from app.people.pins import LOCK_MINUTES, TRIES, pin_matches
from app.settings import BenchSettings
from app.store.people import PUT_PERSON, person_by_badge, person_by_name, person_values
from app.store.tables import OF_THIS_BENCH
from app.store.unit_of_work import wall_text

HIDDEN_TEXT = "…"
"""How a reading stands in the record while nobody is signed in."""

HIDDEN_BADGE = "B-…"
"""How a badge stands in the record and on the screen."""


def badge_scanned(work: Work, code: str, scanner: str) -> None:
    """Sign in, change operator, or answer a question that only a lead may answer."""
    person = person_by_badge(work.desk.journal.connection, badge_hash(code))
    if person is None:
        work.note_scan(HIDDEN_BADGE, scanner, Say.BADGE_UNKNOWN)
        work.say(Say.BADGE_UNKNOWN, Tone.ERROR)
        return
    if person.disabled:
        work.note_scan(HIDDEN_BADGE, scanner, Say.BADGE_DISABLED)
        work.say(Say.BADGE_DISABLED, Tone.ERROR, name=person.name)
        return
    pending = work.session.pending
    if pending is not None and pending.kind == "approval":
        _answer_approval(work, person)
        return
    if work.session.person is not None and work.session.person.name == person.name:
        work.say(Say.SIGNED_IN, Tone.OK, name=person.name)
        return
    if needs_pin(work.around.settings, person):
        work.move(pin=PinPrompt(person.name, "sign_in"), pending=None)
        work.say(Say.ENTER_PIN, Tone.CALM, name=person.name)
        return
    sign_in(work, person)


def is_rest_of_badge(work: Work, text: str) -> bool:
    """Whether a text is the token of somebody's badge without what a badge begins with; who reads it could make the badge of it."""
    return person_by_badge(work.desk.journal.connection, badge_hash(f"{PREFIX}{text}")) is not None


def enter_pin(work: Work, pin: str) -> None:
    """Check the PIN that was asked for; too many wrong ones lock the person out for some minutes."""
    prompt = work.session.pin
    person = person_by_name(work.desk.journal.connection, prompt.name) if prompt else None
    if prompt is None or person is None or person.pin_hash is None:
        work.say(Say.NOT_NOW, Tone.WARNING, word="PIN")
        return
    if person.locked_until and person.locked_until > work.uow.wall_at:
        work.move(pin=None)
        work.say(Say.PIN_LOCKED, Tone.ERROR, count=LOCK_MINUTES)
        return
    if not pin_matches(person.pin_hash, pin):
        _wrong_pin(work, person)
        return
    if person.failed_pins or person.locked_until:
        work.uow.execute(PUT_PERSON, person_values(replace(person, failed_pins=0, locked_until=None)))
    work.move(pin=None)
    if prompt.purpose == "approval":
        deciding.approve(work, person.name)
    else:
        sign_in(work, person)


def _wrong_pin(work: Work, person: Person) -> None:
    failed = person.failed_pins + 1
    if failed >= TRIES:
        until = wall_text(work.now + timedelta(minutes=LOCK_MINUTES))
        work.uow.execute(PUT_PERSON, person_values(replace(person, failed_pins=0, locked_until=until)))
        work.move(pin=None)
        work.say(Say.PIN_LOCKED, Tone.ERROR, count=LOCK_MINUTES)
        return
    work.uow.execute(PUT_PERSON, person_values(replace(person, failed_pins=failed)))
    work.say(Say.PIN_WRONG, Tone.ERROR, count=TRIES - failed)


def needs_pin(settings: BenchSettings, person: Person) -> bool:
    """Whether the site asks this person for a PIN after the badge."""
    return person.role.value in settings.pin_roles and person.pin_hash is not None


def _answer_approval(work: Work, person: Person) -> None:
    operator = work.session.person
    if not at_least(person.role, Role.LEAD) or (operator is not None and operator.name == person.name):
        # Four eyes: the one who decides cannot be the one who approves.
        work.say(Say.LEAD_NEEDED, Tone.WARNING)
        return
    if needs_pin(work.around.settings, person):
        work.move(pin=PinPrompt(person.name, "approval"))
        work.say(Say.ENTER_PIN, Tone.CALM, name=person.name)
        return
    deciding.approve(work, person.name)


def sign_in(work: Work, person: Person) -> None:
    """Start to work; an open parcel of the one before stays where it is."""
    if work.session.person is not None:
        work.on_bench(SignedOut(work.session.person.name))
    work.uow.actor = person.name
    work.on_bench(SignedIn(person.name, person.role, person.language))
    work.move(person=PersonView(person.name, person.role, person.language), pin=None, pending=None)
    work.say(Say.SIGNED_IN, Tone.OK, name=person.name)


def sign_out(work: Work) -> None:
    """Leave the bench; an open parcel is parked, so that anybody can go on with it."""
    person = work.session.person
    if person is None:
        work.say(Say.SIGN_IN_FIRST, Tone.CALM, sound=Sound.TICK)
        return
    parcel = work.parcel()
    if parcel is not None and parcel.status is ParcelStatus.OPEN:
        work.on_parcel(parcel.parcel_id, ParcelParked(parcel.parcel_id))
    work.on_bench(SignedOut(person.name))
    work.move(person=None, parcel_id=None, item_id=None, tote=None, pin=None, pending=None)
    work.say(Say.SIGNED_OUT, Tone.OK, sound=Sound.DONE, name=person.name)


def set_language(work: Work, language: str) -> None:
    """Change the operator's language, here and at the next sign-in; while nobody is signed in, the screen's."""
    person = work.session.person
    if person is None:
        work.move(language=language)
        work.say(Say.LANGUAGE_CHANGED, Tone.OK)
        return
    stored = person_by_name(work.desk.journal.connection, person.name)
    if stored is not None:
        work.uow.execute(PUT_PERSON, person_values(replace(stored, language=language)))
    work.move(person=PersonView(person.name, person.role, language))
    work.say(Say.LANGUAGE_CHANGED, Tone.OK)


def close_shift(work: Work, note: str) -> None:
    """A lead ends the shift, with words for the next one; what is not done yet is counted."""
    person = work.session.person
    if person is None or not at_least(person.role, Role.LEAD):
        work.say(Say.LEAD_NEEDED, Tone.WARNING)
        return
    rows = work.desk.journal.connection.execute(
        f"SELECT status, count(*) FROM item WHERE status <> 'voided' AND {OF_THIS_BENCH} GROUP BY status"
    ).fetchall()
    work.on_bench(ShiftClosed(tuple((f"items_{status}", count) for status, count in rows), note))
    work.say(Say.SHIFT_CLOSED, Tone.OK, sound=Sound.DONE)
