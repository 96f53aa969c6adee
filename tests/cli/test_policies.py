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


def test_without_a_file_the_policies_of_the_home_are_shown(dockgrade: Dockgrade, home: Path) -> None:
    packaged = dockgrade("policy", "show").out.splitlines()
    assert packaged[0].startswith("Policy for every other client, version ")
    assert packaged[0].endswith(f", which comes with the program: {home / 'policy'} holds none")
    (home / "policy").mkdir()
    (home / "policy" / "kide.toml").write_text(
        'version = "K-7"\nclient = "Kide"\n[approval]\nupgrade_route = false\n', encoding="utf-8"
    )
    shown = dockgrade("policy", "show").out.splitlines()
    assert shown[: len(packaged)] == packaged
    assert shown[len(packaged)] == ""
    assert shown[len(packaged) + 1].startswith("Policy for Kide, version K-7/")
    facts = dockgrade("policy", "show", "--json").facts
    assert list(dict.fromkeys(fact["client"] for fact in facts)) == ["*", "Kide"]
    assert [fact["client"] for fact in facts if "approval" in fact] == ["*", "Kide"]


def test_a_policy_of_the_home_for_every_client_is_told_from_the_one_that_comes_along(
    dockgrade: Dockgrade, repo_root: Path, home: Path
) -> None:
    (home / "policy").mkdir()
    default = (repo_root / "app" / "policy" / "default.toml").read_text(encoding="utf-8")
    (home / "policy" / "all.toml").write_text(default, encoding="utf-8")
    assert "comes with the program" not in dockgrade("policy", "show").out.splitlines()[0]
