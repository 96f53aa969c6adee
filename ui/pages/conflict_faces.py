"""How disagreements between benches look, as rows and as sides. Pure functions."""

from datetime import tzinfo

from app.domain.events import DispositionDecided, ItemGraded, ItemHeld, ItemStowed, ParcelClosed
from app.domain.vocabulary import ItemStatus
from ui.look import Look
from ui.pages.record_faces import moment
from ui.ports import ClashRecord, ConflictRecord, DuplicateRecord, SideRecord, TwinRecord
from ui.theme.theme import Tint
from ui.widgets.badge import Badge
from ui.widgets.marks import ROUTE_ICON
from ui.widgets.records import RecordFace
from ui.widgets.side import SideFace
from ui.words.events import EVENT_NOUN
from ui.words.text import translate
from ui.words.words import Words

Case = ConflictRecord | DuplicateRecord | ClashRecord
"""Something that two benches disagree about."""


def bench_name(bench: str, words: Words) -> str:
    """What a bench is called; one of which nothing is known yet is simply another."""
    return (
        words(translate("conflicts", "Bench {bench}"), bench=bench)
        if bench
        else words(translate("conflicts", "Another bench"))
    )


def where_of(side: SideRecord | TwinRecord, words: Words) -> str:
    """The bench of a side, and whether it is this one."""
    name = bench_name(side.bench, words)
    return words(translate("conflicts", "{bench} (this one)"), bench=name) if side.mine else name


def case_key(case: Case) -> str:
    """Tells a case from all others, and stays the same while it is open."""
    match case:
        case ConflictRecord():
            return f"race {case.conflict_id}"
        case DuplicateRecord():
            return f"twins {case.first.key} {case.second.key}"
        case ClashRecord():
            return f"label {case.item_id}"


def case_title(case: Case, words: Words) -> str:
    """The item or parcel that it is about."""
    title = case.first.title if isinstance(case, DuplicateRecord) else case.title
    return title or words(translate("conflicts", "Parcel without a code"))


def case_facts(case: Case, words: Words) -> str:
    """Numbers of the item or parcel."""
    match case:
        case ConflictRecord():
            parcel = words(translate("conflicts", "parcel {parcel}"), parcel=case.parcel) if case.parcel else ""
            facts = (case.lpn, parcel)
        case DuplicateRecord():
            facts = ("" if case.mark == case.first.title else case.mark, "")
        case ClashRecord():
            facts = (case.lpn, words(translate("conflicts", "tote {tote}"), tote=case.tote) if case.tote else "")
    return " · ".join(part for part in facts if part)


def _benches(case: Case) -> str:
    """Whom it concerns, as far as they are known."""
    sides = (case.bench,) if isinstance(case, ClashRecord) else (case.first.bench, case.second.bench)
    return " / ".join(side or "?" for side in sides) if any(sides) else ""


def case_face(case: Case, look: Look, *, chosen: bool) -> RecordFace:
    """A row of the list."""
    words, theme = look.words, look.theme
    match case:
        case ConflictRecord():
            said, icon = words(translate("conflicts", "decided twice")), "conflict"
        case DuplicateRecord():
            said, icon = words(translate("conflicts", "received twice")), "parcel"
        case ClashRecord():
            said, icon = words(translate("conflicts", "same label")), "label"
    badge = Badge(said, icon="warning", tint=theme.hold)
    number = case.mark if isinstance(case, DuplicateRecord) else case.lpn
    title = case_title(case, words)
    facts = " · ".join(part for part in (_benches(case), number) if part and part != title)
    return RecordFace(case_key(case), title, facts, icon, badge, chosen=chosen)


def sides_of(case: Case, look: Look, zone: tzinfo) -> tuple[SideFace, ...]:
    """The two sides of a case; none where there is nothing to choose."""
    match case:
        case ConflictRecord():
            far = case.first.site != case.second.site
            return side_face(case.first, look, zone, far=far), side_face(case.second, look, zone, far=far)
        case DuplicateRecord():
            far = case.first.site != case.second.site
            return twin_face(case.first, look, zone, far=far), twin_face(case.second, look, zone, far=far)
        case ClashRecord():
            return ()


def side_face(side: SideRecord, look: Look, zone: tzinfo, *, far: bool) -> SideFace:
    """What one bench decided; `far` names its site too."""
    words = look.words
    outcome, icon, tint = _outcome(side, look)
    story = tuple(words.event(record.kind, record.event) for record in reversed(side.decisions))
    return SideFace(side.keep, where_of(side, words), _who(side, words, zone, far=far), outcome, icon, tint, story)


def twin_face(twin: TwinRecord, look: Look, zone: tzinfo, *, far: bool) -> SideFace:
    """One of two records of the same thing; `far` names its bench's site too."""
    words = look.words
    if twin.lpn:
        outcome, icon = twin.lpn, "label"
    else:
        outcome, icon = words(translate("conflicts", "%n items inside", "", 1), count=twin.items), "parcel"
    return SideFace(twin.key, where_of(twin, words), _who(twin, words, zone, far=far), outcome, icon)


def _who(side: SideRecord | TwinRecord, words: Words, zone: tzinfo, *, far: bool) -> str:
    parts = (side.person, side.site if far else "", moment(words, side.at, zone))
    return " · ".join(part for part in parts if part)


def _outcome(side: SideRecord, look: Look) -> tuple[str, str, Tint | None]:
    """What the decisions of a side come to: words, icon and colour."""
    words, theme = look.words, look.theme
    grade = decided = tote = ""
    icon, tint = "", None
    for record in side.decisions:
        match record.event:
            case ItemGraded() as event if event.grade:
                grade = words(translate("conflicts", "Grade {grade}"), grade=event.grade)
            case DispositionDecided() as event:
                decided = words.of(event.code)
                icon, tint = ROUTE_ICON[event.code.route], theme.of_route(event.code.route)
            case ItemHeld():
                decided, icon, tint = words.of(ItemStatus.HELD).capitalize(), "hold", theme.hold
            case ParcelClosed():
                decided, icon = words(translate("conflicts", "Closed")), "check"
            case ItemStowed() as event:
                tote = event.tote
            case _:
                pass
    told = " · ".join(part for part in (grade, decided, tote) if part)
    last = side.decisions[-1] if side.decisions else None
    return told or (words.coded(EVENT_NOUN, last.kind).capitalize() if last else ""), icon or "change", tint
