"""The weekly look at pinned documents: compared with the newest of an archive that stands in a folder here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from samples import ROOT

SCRIPT = ROOT / ".github" / "scripts" / "pinned.py"
TERMS = "Shop/Terms of Service.md"


class Archive:
    """A repository with one document, in the place of those on github.com."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "archives" / "archive" / "terms"
        self.folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "uploadpack.allowFilter", "true")
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")

    def git(self, *arguments: str) -> str:
        who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
        who |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
        command = ["git", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=os.environ | who, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def holds(self, text: str, name: str = TERMS) -> str:
        """The commit at which the document says this."""
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.git("add", ".")
        self.git("commit", "--quiet", "--allow-empty", "--message=text")
        return self.git("rev-parse", "HEAD")

    def compared(self, folder: Path, **pinned: str) -> str:
        """What the script tells of a site whose facts cite these documents."""
        facts = {name.replace("_", "-"): {"pinned": address} for name, address in pinned.items()}
        facts["not-pinned"] = {}
        (folder / "facts.json").write_text(json.dumps({"version": 1, "facts": facts}), encoding="utf-8")
        here = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.file://{self.folder.parent.parent}/.insteadOf"}
        here["GIT_CONFIG_VALUE_0"] = "https://github.com/"
        command = [sys.executable, str(SCRIPT), str(folder)]
        done = subprocess.run(command, env=os.environ | here, capture_output=True, text=True, check=True)
        return done.stdout


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def address(commit: str, name: str = "Terms%20of%20Service.md") -> str:
    return f"https://github.com/archive/terms/blob/{commit}/Shop/{name}"


def test_a_document_that_says_the_same_is_not_told(archive: Archive, tmp_path: Path) -> None:
    commit = archive.holds("You have 15 days.\n")
    archive.holds("You have 15 days.\n")
    assert archive.compared(tmp_path, window=address(commit)) == ""


def test_the_lines_that_changed_stand_in_the_report_with_the_facts_that_cite_them(
    archive: Archive, tmp_path: Path
) -> None:
    commit = archive.holds("Refunds.\n\nYou have 15 days.\n")
    archive.holds("Refunds.\n\nYou have 7 days.\n\nWe may close accounts.\n")
    assert archive.compared(tmp_path, window=address(commit), other_window=address(commit)) == (
        """\
## Pinned documents that have changed

Read what changed. Correct the facts, and pin the newest one, or only do the second.

### archive/terms: Shop/Terms of Service.md

Cited by `window`, `other-window`.

    -You have 15 days.
    +You have 7 days.
    +We may close accounts.
"""
    )


def test_a_long_change_is_cut_and_says_so(archive: Archive, tmp_path: Path) -> None:
    commit = archive.holds("".join(f"Old line {number} {'x' * 400}\n" for number in range(40)))
    archive.holds("New.\n")
    told = archive.compared(tmp_path, window=address(commit))
    assert told.endswith("    … and 11 more lines\n")
    assert max(map(len, told.splitlines())) == 244


def test_words_of_an_archive_stay_text_in_the_issue(archive: Archive, tmp_path: Path) -> None:
    """An indented line is code: it mentions nobody, and holds no link and no end of a block."""
    commit = archive.holds("Old.\n")
    archive.holds("```\n@everybody [see](https://bad.example)\n<script>\n")
    lines = archive.compared(tmp_path, window=address(commit)).splitlines()
    assert all(line.startswith("    ") for line in lines[lines.index("    -Old.") :])


def test_an_archive_or_a_commit_that_is_gone_is_told_and_hides_no_other(archive: Archive, tmp_path: Path) -> None:
    commit = archive.holds("Old.\n")
    archive.holds("New.\n")
    told = archive.compared(
        tmp_path,
        lost=address("0" * 40),
        gone=f"https://github.com/archive/no-such-one/blob/{commit}/a.md",
        window=address(commit),
    )
    assert told.count("It could not be compared: ") == 2
    assert "    +New." in told


def test_a_document_that_the_archive_has_no_longer_is_told_as_all_of_its_lines(
    archive: Archive, tmp_path: Path
) -> None:
    commit = archive.holds("You have 15 days.\n")
    archive.git("rm", "--quiet", TERMS)
    archive.holds("Other.\n", "Shop/Other.md")
    assert "    -You have 15 days." in archive.compared(tmp_path, window=address(commit))
