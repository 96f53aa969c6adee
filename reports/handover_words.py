"""The sentences of the shift handover: names, ages, next actions and what an incident was, in the reader's words."""

from collections.abc import Sequence
from datetime import date, datetime

from app.domain.events import DispositionDecided, DispositionProposed, EventReversed, ItemHeld, LabelFailed
from app.domain.vocabulary import ItemStatus, ParcelStatus
from app.store.difference_queries import MISSING, ParcelDifference
from app.store.handover_queries import OpenItem, OpenParcel
from app.store.incident_queries import Incident
from reports.report import Request


class HandoverWords:
    """Puts the facts of a handover into words, as they stand at the moment it is generated.

    Attributes:
        one_day: the period lies within one local day.
    """

    def __init__(self, request: Request) -> None:
        self._words = request.words
        self._now = request.generated_at
        self._zone = request.period.local_zone
        self.one_day = request.period.within_one_day

    def moment(self, moment: datetime) -> str:
        """A moment in the reader's time zone."""
        return self._words.moment(moment.astimezone(self._zone))

    def local(self, stored: str) -> str:
        """A stored moment on the clock of the reader's zone, as spreadsheets read it."""
        return f"{datetime.fromisoformat(stored).astimezone(self._zone):%Y-%m-%d %H:%M:%S}"

    def time(self, stored: str) -> str:
        """A stored moment within the period in the reader's time zone, without its day where the period is one day."""
        moment = datetime.fromisoformat(stored).astimezone(self._zone)
        return f"{moment:%H:%M}" if self.one_day else self._words.moment(moment)

    def age_s(self, since: str) -> int:
        """Seconds since a stored moment."""
        return max(0, int((self._now - datetime.fromisoformat(since)).total_seconds()))

    def age(self, since: str) -> str:
        """How long ago a stored moment is."""
        return self._words.duration(self.age_s(since))

    def parcel_name(self, parcel: OpenParcel) -> str:
        """What to call a parcel."""
        blind = not parcel.rmas and not parcel.expected_units
        return parcel.label or self._words.say("shift_handover.blind" if blind else "shift_handover.no_parcel_code")

    def parcel_details(self, parcel: OpenParcel) -> str:
        """Its carrier and returns."""
        return " · ".join(filter(None, (parcel.carrier, self._rmas(parcel.rmas))))

    def difference_parcel(self, difference: ParcelDifference) -> str:
        """What to call the parcel of a difference."""
        return difference.parcel or self._words.say("shift_handover.no_parcel_code")

    def difference_details(self, difference: ParcelDifference) -> str:
        """Carrier of the parcel, and the return that the units were announced with, or all returns in it."""
        return " · ".join(filter(None, (difference.carrier, self._rmas(difference.rma))))

    def difference_codes(self, difference: ParcelDifference) -> str:
        """What tells the units from others: article, serial, and the LPN of what lies there."""
        return " · ".join(filter(None, (difference.sku, difference.serial, difference.lpn)))

    def differences_extent(self, differences: Sequence[ParcelDifference]) -> str:
        """How much it is: parcels, units missing, units too many; what there is none of is left out."""
        words = self._words
        missing = sum(each.units for each in differences if each.kind == MISSING)
        extra = sum(each.units for each in differences if each.kind != MISSING)
        parcels = words.count("shift_handover.differing", len({each.parcel_id for each in differences}))
        counts = (("missing_units", missing), ("extra_units", extra))
        return " · ".join([parcels, *(words.count(f"shift_handover.{name}", units) for name, units in counts if units)])

    def units_of(self, parcel: OpenParcel) -> str:
        """Units received, of those expected where any were."""
        received, expected = (self._words.number(units) for units in (parcel.received_units, parcel.expected_units))
        if not parcel.expected_units:
            return received
        return self._words.say("shift_handover.units_of", received=received, expected=expected)

    def return_by(self, day: str | None) -> str:
        """A deadline, said to have passed when it has; "" without one."""
        if day is None:
            return ""
        try:
            deadline = date.fromisoformat(day)
        except ValueError:
            return day
        text = self._words.date(deadline)
        passed = deadline < self._now.astimezone(self._zone).date()
        return self._words.say("shift_handover.overdue", date=text) if passed else text

    def parcel_next(self, parcel: OpenParcel) -> str:
        """What somebody has to do with an open or parked parcel."""
        words = self._words
        rest = []
        if parcel.to_come:
            rest.append(words.count("next.to_scan", parcel.to_come))
        if parcel.undecided:
            rest.append(words.count("next.to_decide", parcel.undecided))
        if rest:
            verb = words.say("next.resume" if parcel.status == ParcelStatus.PARKED else "next.go_on")
            return words.say("next.parcel_rest", verb=verb, rest=", ".join(rest))
        return words.say("next.close_parcel" if parcel.expected_units else "next.close_blind")

    def _rmas(self, stored: str) -> str:
        """Numbers of returns, said to be such; most say it themselves."""
        rmas = stored.replace("|", ", ")
        return rmas if not rmas or rmas.upper().startswith("RMA") else self._words.say("shift_handover.rma", rmas=rmas)

    def item_next(self, item: OpenItem) -> str:
        """What somebody has to do with an item."""
        words = self._words
        proposed = words.name("disposition", item.proposed)
        if item.asked_for is not None:
            return words.say("next.approve", name=words.name("disposition", item.asked_for))
        if item.status == ItemStatus.HELD:
            reason = words.name("held", item.held_reason)
            return words.say("next.release_why", why=reason) if reason else words.say("next.release")
        if item.status == ItemStatus.IDENTIFIED:
            return words.say("next.grade")
        if item.status in {ItemStatus.DECIDED, ItemStatus.STOWED}:
            return words.say("next.clear_up")
        return words.say("next.decide", name=proposed) if proposed else words.say("next.decide_alone")

    def incident_name(self, incident: Incident) -> str:
        """What kind of incident it was."""
        names = {
            DispositionDecided.KIND: "override",
            ItemHeld.KIND: "hold",
            EventReversed.KIND: "undo",
            LabelFailed.KIND: "label_lost" if incident.body.get("certain", True) else "label_unknown",
        }
        return self._words.say(f"incident.{names[incident.kind]}")

    def incident_detail(self, incident: Incident) -> str:
        """What exactly happened, and what became of it."""
        words = self._words
        body = {name: str(value) for name, value in incident.body.items() if value is not None}
        parts: list[str] = []
        if incident.kind == DispositionDecided.KIND:
            decided, proposed = (words.name("disposition", body.get(name)) for name in ("code", "proposal"))
            parts.append(words.say("incident.override_detail", decided=decided, proposed=proposed))
            if "override_reason" in body:
                reason = words.name("override", body["override_reason"])
                parts.append(words.say("incident.override_reason", reason=reason))
            if "approver" in body:
                parts.append(words.say("incident.approved", name=body["approver"]))
        elif incident.kind == EventReversed.KIND:
            # A proposal goes with the grade that led to it; nobody ever took back a proposal alone.
            kinds = [kind for kind in incident.reversed_kinds if kind != DispositionProposed.KIND]
            parts.append(", ".join(words.name("event", kind) for kind in kinds or incident.reversed_kinds))
        else:
            names = "label_reason" if incident.kind == LabelFailed.KIND else "held"
            parts.append(words.name(names, body.get("reason")))
            if incident.kind == ItemHeld.KIND and incident.held_now and not incident.undone:
                parts.append(words.say("shift_handover.still_held"))
        if incident.undone:
            parts.append(words.say("shift_handover.undone"))
        return "; ".join(filter(None, parts))
