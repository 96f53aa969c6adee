"""The facts of a shift handover, read at once: what a bench has open and did in a shift, not what it ever did."""

import sqlite3
from dataclasses import dataclass
from itertools import groupby

from app.domain.vocabulary import PrintState
from app.store.difference_queries import ParcelDifference, closed_with_differences
from app.store.handover_queries import (
    InspectorWork,
    OpenItem,
    OpenLabel,
    OpenParcel,
    OpenTote,
    WorkDone,
    label_counts,
    open_items,
    open_labels,
    open_parcels,
    open_totes,
    work_by_inspector,
    work_done,
)
from app.store.incident_queries import Incident, RefusedScans, ShiftNote, incidents, refused_scans, shift_notes
from app.store.report_queries import Scope, policy_versions


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """Everything that a handover tells.

    Attributes:
        labels: those that somebody has to look after.
        labels_sent: labels of the period that were sent and, because nobody at this bench scans labels back, are not in `labels`.
    """

    done: WorkDone
    work: tuple[InspectorWork, ...]
    parcels: tuple[OpenParcel, ...]
    items: tuple[OpenItem, ...]
    differences: tuple[ParcelDifference, ...]
    totes: tuple[OpenTote, ...]
    labels: tuple[OpenLabel, ...]
    labels_sent: int
    incidents: tuple[Incident, ...]
    scans: tuple[RefusedScans, ...]
    notes: tuple[ShiftNote, ...]
    policy_versions: tuple[str, ...]

    @property
    def inspectors(self) -> tuple[tuple[str, tuple[InspectorWork, ...]], ...]:
        """Who decided items, and what."""
        return tuple(
            (inspector, tuple(group)) for inspector, group in groupby(self.work, key=lambda each: each.inspector)
        )

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        open_now = len(self.parcels) + len(self.items) + len(self.totes) + len(self.labels)
        of_period = len(self.differences) + len(self.incidents) + len(self.scans) + len(self.notes)
        return len(self.inspectors) + open_now + of_period

    @property
    def empty(self) -> bool:
        """Whether there is nothing to hand over at all."""
        done = self.done
        return not (self.rows or self.labels_sent or done.parcels_received or done.parcels_closed or done.totes_closed)


def read_facts(connection: sqlite3.Connection, scope: Scope) -> HandoverFacts:
    """Read everything within one picture of the journal."""
    labels = {count.state: count.labels for count in label_counts(connection, scope)}
    # Where nobody scans labels back, a sent one is as good as it gets and asks nothing of the next shift.
    scanned_back = PrintState.CONFIRMED in labels
    return HandoverFacts(
        done=work_done(connection, scope),
        work=work_by_inspector(connection, scope),
        parcels=tuple(open_parcels(connection, scope)),
        items=tuple(open_items(connection, scope)),
        differences=tuple(closed_with_differences(connection, scope)),
        totes=tuple(open_totes(connection, scope)),
        labels=tuple(open_labels(connection, scope, with_sent=scanned_back)),
        labels_sent=0 if scanned_back else labels.get(PrintState.SENT, 0),
        incidents=tuple(incidents(connection, scope)),
        scans=refused_scans(connection, scope),
        notes=shift_notes(connection, scope),
        policy_versions=policy_versions(connection, scope),
    )
