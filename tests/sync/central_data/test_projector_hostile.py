"""Events that no bench of ours records, but that a role with SQL in hand can push: none of them stops the projector or spoils the views."""

import uuid

import psycopg
import pytest

from app.domain.events import DispositionDecided, ItemIdentified
from app.domain.vocabulary import Disposition
from app.store.codec import encode_event
from app.sync.central.projector import Projector
from app.sync.central.shares import Share
from tests.sync.central_data.feeding import put, until_done
from tests.sync.central_data.stories import Story, line

pytestmark = pytest.mark.postgres

FAR = 1 << 62


def identified(**changes):
    facts = {"lpn": "LPN-x", "sku": "PEN", "title": "Pen", "category": "home", "client": "Acme", "declared": "expected"}
    return encode_event(ItemIdentified("x", **({"parcel_id": "p1"} | facts | changes)))


def hostile(url, *rows):
    """A stream of (key, kind, body, seen, wall_at)."""
    stream = str(uuid.uuid4())
    with psycopg.connect(url) as central:
        central.execute(
            "INSERT INTO dockgrade.stream (stream_id, bench_id, site, series, pg_role, last_seq, last_hash, last_hlc, opened_at)"
            " VALUES (%s, 'B66', 'TMP1', 'ZZZZ', 'test', 0, %s, 0, now())",
            (stream, bytes(32)),
        )
        put(
            central,
            [
                (
                    stream,
                    n,
                    str(uuid.uuid4()),
                    key,
                    kind,
                    1,
                    FAR + n,
                    wall_at,
                    "E",
                    "c",
                    seen,
                    body,
                    bytes(32),
                    bytes(32),
                )
                for n, (key, kind, body, seen, wall_at) in enumerate(rows, start=1)
            ],
        )


WHEN = "2026-11-20T08:00:00.000Z"
DEEP = "[" * 200_000 + "]" * 200_000
LONG = "".join(str(uuid.uuid4()) for _ in range(400))

ROWS = {
    "nul in the parcel's id": ("item:x", "item_identified", identified(parcel_id="p\0"), "[]", WHEN),
    "deep body": ("item:x", "item_identified", identified()[:-1] + ',"more":' + DEEP + "}", "[]", WHEN),
    "deep seen": ("item:x", "item_identified", identified(), DEEP, WHEN),
    "too long for an index": ("item:x", "item_identified", identified(lpn=LONG), "[]", WHEN),
    "too long a parcel": ("item:x", "item_identified", identified(parcel_id=LONG), "[]", WHEN),
    "too long a serial": ("item:x", "item_identified", identified(serial=LONG), "[]", WHEN),
    "surrogate": ("item:x", "item_identified", identified().replace('"p1"', '"\\ud800"'), "[]", WHEN),
    "surrogate lpn": ("item:x", "item_identified", identified().replace('"LPN-x"', '"\\ud800"'), "[]", WHEN),
    "week": ("item:x", "item_identified", identified(), "[]", "2026-W47-5T08:00:00Z"),
    "separator": ("item:x", "item_identified", identified(), "[]", "2026-11-20☃08:00:00Z"),
    "year 1": ("item:x", "item_identified", identified(), "[]", "0001-01-01T00:00:00Z"),
    "numbers": ("item:x", "item_identified", identified(unit_value_cents=1 << 63), "[]", WHEN),
    "huge": ("item:x", "item_identified", identified(unit_value_cents=10**30), "[]", WHEN),
    "list key": ("parcel:", "parcel_received", "{}", "[]", WHEN),
    "seen of anything": ("item:x", "item_identified", identified(), '[{"a":1},null,["x"]]', WHEN),
    "amended units": ("item:x", "item_amended", '{"item_id":"x","quantity":-5}', "[]", WHEN),
    "nan": ("item:x", "item_identified", identified(), "[NaN, 1e999]", WHEN),
}


@pytest.mark.parametrize("name", ROWS)
def test_the_projector_goes_on_and_the_views_can_be_read(central_database, name):
    url = central_database.url
    story = Story()
    good = story.bench("B07")
    good.receive("p1", line(1))
    good.identify("i1")
    good.decide("i1")
    decided = encode_event(DispositionDecided("x", Disposition.RESTOCK_B, Disposition.RESTOCK_B, "r", "1"))
    hostile(url, ROWS[name], ("item:x", "disposition_decided", decided, "[]", ROWS[name][4]))
    story.push(url)
    with psycopg.connect(url, autocommit=True) as connection:
        worker = Projector(connection, Share())
        worker.prepare()
        until_done(worker)
        rows = connection.execute("SELECT lpn, cycle_seconds FROM dockgrade.item_v").fetchall()
        assert "LPN-i1" in {lpn for lpn, _ in rows}
        for view in ("parcel_v", "stock_movement_v", "event_v"):
            connection.execute(f"SELECT * FROM dockgrade.{view}").fetchall()
