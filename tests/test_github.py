"""What stands in .github/: nobody gets rights that they do not need, and what is named there exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from samples import ROOT, plain_yaml

GITHUB = ROOT / ".github"
WORKFLOWS = {path.name: path.read_text(encoding="utf-8") for path in sorted((GITHUB / "workflows").iterdir())}
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").iterdir())


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every job: the file of its workflow, its id, and all that it holds."""
    for file, text in WORKFLOWS.items():
        for name, job in plain_yaml(text)["jobs"].items():
            yield file, name, job


def events(file: str) -> Any:
    """What starts a workflow. YAML 1.1 reads the key “on” as true."""
    return plain_yaml(WORKFLOWS[file])[True]


# --- Workflows ---


@pytest.mark.parametrize("file", WORKFLOWS)
def test_every_action_is_named_by_a_commit_and_says_its_version(file: str) -> None:
    uses = re.findall(r"^ *(?:- )?uses: (.*)$", WORKFLOWS[file], flags=re.MULTILINE)
    for name in uses:
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", name), name


def test_one_action_has_one_version_everywhere() -> None:
    uses = set(re.findall(r"uses: (\S+@.*)$", "\n".join(WORKFLOWS.values()), flags=re.MULTILINE))
    assert len(uses) == len({name.split("@")[0] for name in uses})


@pytest.mark.parametrize("file", WORKFLOWS)
def test_a_workflow_has_no_rights_until_a_job_names_them(file: str) -> None:
    assert plain_yaml(WORKFLOWS[file])["permissions"] == {}
    for _, name, job in (entry for entry in jobs() if entry[0] == file):
        assert job["permissions"], name


def test_only_three_jobs_may_write_and_none_of_them_runs_our_code() -> None:
    """Issues aside: to write one harms nobody."""
    written = {
        (file, name): {right for right, how in job["permissions"].items() if how == "write" and right != "issues"}
        for file, name, job in jobs()
    }
    assert {key: rights for key, rights in written.items() if rights} == {
        ("publish.yml", "deploy"): {"pages", "id-token"},
        ("release.yml", "attach"): {"contents"},
    }
    for file, name, job in jobs():
        if written[file, name]:
            assert "actions/checkout" not in str(job["steps"]), name


def test_a_strangers_change_runs_with_a_token_that_only_reads_and_without_secrets() -> None:
    for file in WORKFLOWS:
        assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(events(file)), file
    (file,) = [file for file in WORKFLOWS if "pull_request" in events(file)]
    assert list(events(file)) == ["pull_request"]
    assert not re.search(r"secrets|github\.token|GH_TOKEN", WORKFLOWS[file])
    for name, _, job in jobs():
        assert name != file or job["permissions"] == {"contents": "read"}


def test_nothing_from_outside_is_pasted_into_a_shell() -> None:
    for file, name, job in jobs():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), (file, name)


def test_every_checkout_forgets_its_token_and_every_job_ends() -> None:
    for file, name, job in jobs():
        assert job["timeout-minutes"] <= 30, (file, name)
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, (file, name)


@pytest.mark.parametrize("file", WORKFLOWS)
def test_runs_of_one_workflow_do_not_get_in_each_others_way(file: str) -> None:
    """What is on its way to readers is never broken off."""
    concurrency = plain_yaml(WORKFLOWS[file])["concurrency"]
    assert concurrency["group"]
    if file in ("publish.yml", "release.yml"):
        assert concurrency["cancel-in-progress"] is False


def test_the_site_is_swapped_only_after_the_build_and_all_tests() -> None:
    publish = plain_yaml(WORKFLOWS["publish.yml"])["jobs"]
    assert set(publish["deploy"]["needs"]) == {"test", "build"}
    assert set(publish["smoke"]["needs"]) == {"build", "deploy"}
    for job in publish.values():
        assert "if" not in job
        assert "continue-on-error" not in str(job)


# --- What is named exists ---


def test_the_files_that_guard_readers_are_owned_and_exist() -> None:
    """The report of a pull request reads this file too, as plain paths: no patterns."""
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    paths = [line.split()[0] for line in lines if line and not line.startswith("#")]
    for path in paths:
        assert re.fullmatch(r"/[\w./-]+", path), path
        assert (ROOT / path.removeprefix("/")).exists(), path
    assert {"/.github/", "/docs/data/allowed_hosts.yaml", "/hooks/", "/overrides/"} <= set(paths)
    assert {"/dates.lock", "/docs/assets/", "/docs/first-aid.md", "/docs/index.md", "/urls.lock"} <= set(paths)


def test_the_report_of_a_pull_request_names_what_can_hurt_a_reader_before_all_else() -> None:
    """`guide diff` says it in its first part, and it is the first thing in the report; then come files that it does not
    read: pages by hand, pictures, whatever else lies under docs/."""
    steps = plain_yaml(WORKFLOWS["pull.yml"])["jobs"]["report"]["steps"]
    runs = [step["run"] for step in steps if "GITHUB_STEP_SUMMARY" in step.get("run", "")]
    assert "guide diff base change --format=markdown" in runs[0]
    assert "-- . ':(exclude)docs/data/*.yaml'" in runs[-1]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_asks_to_keep_private_things_out_and_needs_an_answer(path: Path) -> None:
    form = plain_yaml(path.read_text(encoding="utf-8"))
    first, *fields = form["body"]
    assert first["attributes"]["value"].startswith("Please write no order number, no name, no card number")
    assert any(field.get("validations", {}).get("required") for field in fields)


def test_links_between_the_files_for_contributors_lead_somewhere() -> None:
    for path in GITHUB.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (path.parent / target).exists(), (path.name, target)


def test_the_way_out_differs_in_the_generator_only() -> None:
    def packages(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z]\S*==\S+", text, flags=re.MULTILINE))

    more = packages("requirements-exit") - packages("requirements")
    assert [name.split("==")[0] for name in more] == ["properdocs"]
    assert packages("requirements") <= packages("requirements-exit")
