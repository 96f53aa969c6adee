"""Whatever another bench sends: this one goes on folding and recording, and its journal is found sound."""

import uuid
from pathlib import Path

import pytest

from app.domain.events import ItemIdentified
from app.domain.vocabulary import Declared
from app.store.codec import encode_event
from app.store.histories import HistoryReader
from app.store.verify import verify_journal
from tests.store.sites import site

DEEP = "[" * 100_000 + "]" * 100_000
BODY = encode_event(
    ItemIdentified("x", "p1", lpn="L", sku="S", title="t", category="c", client="A", declared=Declared.EXPECTED)
)


def row(seq: int, **changes: object) -> tuple[object, ...]:
    facts = {"key": "item:x", "kind": "item_identified", "hlc": 1 << 40, "wall_at": "2026-11-20T08:00:00.000Z"}
    facts |= {"seen": "[]", "body": BODY} | changes
    return (
        *(
            str(uuid.UUID(int=5)),
            seq,
            str(uuid.uuid4()),
            facts["key"],
            facts["kind"],
            1,
            facts["hlc"],
            facts["wall_at"],
        ),
        *("E", "c", facts["seen"], facts["body"], bytes(32), bytes(32)),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "{"},
        {"body": f'{BODY[:-1]},"more":{DEEP}}}'},
        {"body": BODY.replace('"p1"', '"\\ud800"')},
        {"body": BODY.replace('"x"', '"y"')},
        {"body": f'{BODY[:-1]},"unit_value_cents":99999999999999999999999}}'},
        {"body": f'{BODY[:-1]},"quantity":-5}}'},
        {"seen": DEEP},
        {"seen": '{"a": 1}'},
        {"hlc": (1 << 63) - 1},
        {"wall_at": "yesterday"},
    ],
)
def test_work_goes_on(tmp_path: Path, changes: dict[str, object]) -> None:
    here, there = site(tmp_path, "B07", "B08")
    mine = here.item(here.parcel())
    here.mirror.put([row(1, **changes)], "B66")
    here.fold()
    here.grade(mine)
    other = there.item(there.parcel())
    there.grade(other)
    here.hear(there)
    here.decide(other)
    assert here.one("SELECT count(*) FROM item WHERE item_id = ?", other) == 1
    reader = HistoryReader(here.journal.connection, here.folder / "mirror.db")
    assert len(reader.history("item:x")) == 1
    reader.close()
    here.close()
    there.close()
    # The rows of the hand-made stream carry no chain; nothing else is wrong.
    assert [
        fault for fault in verify_journal(here.folder / "journal.db").faults if "of another bench" not in fault
    ] == []
