"""The shift handover as rows of one table, each with its section: what the paper shows, with codes and exact times beside it."""

from collections.abc import Iterator, Sequence

from reports.export import Cell
from reports.handover_facts import HandoverFacts
from reports.handover_words import HandoverWords
from reports.words import Words

CSV_COLUMNS = (
    "section", "what", "code", "sku", "title", "client", "state", "owner", "since_local", "since_utc", "age_min", "number",
    "items", "units", "expected", "route", "disposition", "grade", "next_step", "detail",
)  # fmt: skip


def handover_records(
    facts: HandoverFacts, words: Words, says: HandoverWords, unsent: int | None
) -> Iterator[Sequence[Cell]]:
    """One record after the other, in the order of the paper and of `CSV_COLUMNS`."""
    for section, cells in _records(facts, words, says, unsent):
        since = cells.pop("since", None)
        if isinstance(since, str):
            cells |= {"since_local": says.local(since), "since_utc": since, "age_min": says.age_s(since) // 60}
        unknown = cells.keys() - set(CSV_COLUMNS)
        assert not unknown, unknown
        yield [words.say(f"shift_handover.{section}"), *(cells.get(name) for name in CSV_COLUMNS[1:])]


def _records(
    facts: HandoverFacts, words: Words, says: HandoverWords, unsent: int | None
) -> Iterator[tuple[str, dict[str, Cell]]]:
    for note in facts.notes:
        yield "shift_notes", {"owner": note.actor, "since": note.at, "detail": note.note}
    done = facts.done
    for name, number in (
        ("parcels_received", done.parcels_received),
        ("parcels_closed", done.parcels_closed),
        ("items_decided", done.items_decided),
        ("units_decided", done.units_decided),
        ("totes_closed", done.totes_closed),
        ("unstowed", done.items_unstowed),
    ):
        yield "done", {"what": words.say(f"shift_handover.{name}"), "number": number}
    for work in facts.work:
        yield (
            "by_inspector",
            {
                "owner": work.inspector,
                "route": words.name("route", work.route),
                "items": work.items,
                "units": work.units,
            },
        )
    for parcel in facts.parcels:
        yield (
            "parcels",
            {
                "code": says.parcel_name(parcel),
                "client": parcel.clients.replace("|", ", "),
                "state": words.name("parcel_status", parcel.status),
                "owner": parcel.owner,
                "since": parcel.received_at,
                "units": parcel.received_units,
                "expected": parcel.expected_units,
                "next_step": says.parcel_next(parcel),
                "detail": says.parcel_details(parcel),
            },
        )
    for item in facts.items:
        yield (
            "items",
            {
                "code": item.lpn,
                "sku": item.sku,
                "title": item.title,
                "client": item.client,
                "state": words.name("item_status", item.status),
                "owner": item.owner,
                "since": item.identified_at,
                "units": item.units,
                "disposition": words.name("disposition", item.proposed),
                "grade": item.grade,
                "next_step": says.item_next(item),
                "detail": item.parcel,
            },
        )
    for tote in facts.totes:
        yield (
            "totes",
            {
                "code": tote.code,
                "owner": tote.opened_by,
                "since": tote.opened_at,
                "items": tote.items,
                "units": tote.units,
                "route": words.name("route", tote.route),
                "disposition": words.name("disposition", tote.disposition),
            },
        )
    for label in facts.labels:
        yield (
            "labels",
            {
                "what": words.say("shift_handover.copy", n=label.copy) if label.copy else None,
                "code": label.lpn,
                "title": label.title,
                "state": words.name("print_state", label.state),
                "owner": label.printer,
                "since": label.changed_at,
                "next_step": words.name("next", f"label_{label.state}"),
                "detail": words.name("label_reason", label.detail),
            },
        )
    if facts.labels_sent:
        yield (
            "labels",
            {"what": words.count("shift_handover.labels_sent", facts.labels_sent), "number": facts.labels_sent},
        )
    for difference in facts.differences:
        yield (
            "differences",
            {
                "what": words.name("difference", difference.kind),
                "code": says.difference_parcel(difference),
                "sku": difference.sku,
                "title": difference.title,
                "client": difference.client.replace("|", ", "),
                "owner": difference.closed_by,
                "since": difference.closed_at,
                "units": difference.units,
                "detail": " · ".join(
                    filter(None, (says.difference_details(difference), difference.serial, difference.lpn))
                ),
            },
        )
    for incident in facts.incidents:
        yield (
            "incidents",
            {
                "what": says.incident_name(incident),
                "code": incident.code,
                "title": incident.title,
                "owner": incident.actor,
                "since": incident.at,
                "detail": says.incident_detail(incident),
            },
        )
    for scans in facts.scans:
        yield (
            "scans",
            {
                "what": words.name("outcome", scans.outcome),
                "code": scans.last_text,
                "owner": words.name("scanner", scans.last_scanner),
                "since": scans.last_at,
                "number": scans.scans,
            },
        )
    connection = (
        words.say("shift_handover.no_server") if unsent is None else words.count("shift_handover.unsent", unsent)
    )
    yield "connection", {"number": unsent, "detail": connection}
