"""Every state of the bench's main page, alone and with a central server."""

from msgspec.structs import replace

from app.bench.messages import Say, message
from app.bench.view import BenchView, Sound, Tone
from app.domain.vocabulary import Grade
from tests.ui.bench_views import RESTING, said
from tests.ui.bench_views import STATES as ALONE
from tests.ui.lead_views import STATES as OF_LEADS
from tests.ui.site import CREAM, JUMPER, SPEAKER, item, parcel
from tests.ui.sync_views import SYNC

_DISPUTED = replace(ALONE["graded"].item, conflict=True, bench="B03")  # type: ignore[type-var]  # graded has an item
STATES: dict[str, BenchView] = (
    ALONE
    | OF_LEADS
    | {
        "conflict": replace(
            ALONE["graded"],
            headline=message(Say.SETTLE_FIRST),
            notice=said(Say.ITEM_IN_CONFLICT, Tone.ERROR, Sound.ERROR, title="Aurora 20 W speaker, graphite"),
            enabled=RESTING,
            item=_DISPUTED,
            parcel=parcel(JUMPER, replace(SPEAKER, grade=Grade.C, conflict=True), replace(CREAM, bench="B03")),
            sync=replace(SYNC["in-step"], conflicts=1),
        ),
        "other-bench": replace(
            ALONE["identified"],
            item=item(bench="B03"),
            parcel=parcel(replace(JUMPER, bench="B03"), replace(SPEAKER, bench="B03"), CREAM),
            sync=SYNC["in-step"],
        ),
    }
)
STATES |= {f"server-{name}": replace(ALONE["graded"], sync=sync) for name, sync in SYNC.items()}
_WARNED = STATES["warnings"].item
assert _WARNED is not None
STATES["turned"] = replace(STATES["warnings"], item=replace(_WARNED, defects=_WARNED.offered_defects[1:3]))
"""Its tiles are turned to the second page by render_states.py."""
