"""`policy check` and `policy show`: rules as people read them before the bench obeys them."""

from pathlib import Path

from tests.cli.conftest import Dockgrade


def test_the_policy_is_checked_and_shown(dockgrade: Dockgrade, repo_root: Path, tmp_path: Path) -> None:
    default = repo_root / "app" / "policy" / "default.toml"
    assert dockgrade("policy", "check", default).code == 0
    rows = dockgrade("policy", "show", default, "--json").facts
    assert len(rows) > 30
    approval = rows[-1]["approval"]
    assert isinstance(approval, dict)
    assert (approval["upgrade_route"], approval["leave_quarantine"]) == (True, True)
    assert approval["destroy_above"]["NOK"] == "1200.00"
    *_, heading, restocked, quarantine, destroyed = dockgrade("policy", "show", default).out.splitlines()
    assert heading == "A shift lead has to agree"
    assert restocked == "  before goods are restocked that the policy disposes of or holds"
    assert "quarantine" in quarantine
    assert "100.00 EUR, 750.00 DKK, 85.00 GBP, 1200.00 NOK" in destroyed
    broken = tmp_path / "policy.toml"
    broken.write_text(default.read_text(encoding="utf-8").replace("[approval]", "[aproval]"), encoding="utf-8")
    ran = dockgrade("policy", "check", broken)
    assert ran.code == 1
    assert "aproval" in ran.err


def test_a_policy_that_asks_no_lead_says_so(dockgrade: Dockgrade, repo_root: Path, tmp_path: Path) -> None:
    own = tmp_path / "kide.toml"
    own.write_text(
        'version = "1"\nclient = "Kide"\n[approval]\nupgrade_route = false\nleave_quarantine = false\ndestroy_above = {}\n',
        encoding="utf-8",
    )
    assert dockgrade("policy", "show", own).out.splitlines()[-2:] == ["A shift lead has to agree", "  to nothing"]
