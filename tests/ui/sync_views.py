"""How bench and server may stand, for tests of what is shown of it."""

from app.bench.sync_view import SyncProblem, SyncView

UNREACHABLE = SyncProblem(
    "unreachable", (("server", "returns.example:5432/dockgrade"), ("reason", "no answer within 10 s"))
)
SYNC: dict[str, SyncView] = {
    "in-step": SyncView("in_step", 0, "2026-11-20T14:32"),
    "sending": SyncView("sending", 1, "2026-11-20T14:32", feed=("products", 1_200_000)),
    "offline": SyncView("offline", 14, "2026-11-20T09:05", UNREACHABLE, conflicts=2),
    "stopped": SyncView("stopped", 22, None, SyncProblem("agent_ended", (("code", "1"),))),
    "error": SyncView(
        "error",
        1_204,
        "2026-11-19T23:05",
        SyncProblem("wrong_password", (("server", "returns.example:5432/dockgrade"), ("role", "bench_tmp1_b07"))),
        conflicts=5,
    ),
}
"""How bench and server may stand, by name."""
