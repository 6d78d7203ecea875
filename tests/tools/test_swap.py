"""What is made beside the old one takes its place as a whole or not at all, whatever stops it and whenever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from guide.tools.swap import Beside, write_whole


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / ".git").mkdir(parents=True)
    (tmp_path / "site" / "old.html").write_text("old", encoding="utf-8")
    return tmp_path / "site"


@pytest.fixture
def beside(site: Path) -> Beside:
    beside = Beside(site)
    (beside.path / "new.html").write_text("new", encoding="utf-8")
    return beside


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_new_folder_takes_the_place_of_the_old_one_with_its_rights_and_its_hidden_files(
    site: Path, beside: Beside
) -> None:
    site.chmod(0o750)
    beside.swap()
    beside.leave()
    assert names(site) == {"new.html", ".git"}
    assert site.stat().st_mode & 0o777 == 0o750
    assert names(site.parent) == {"site"}


def test_what_was_made_anew_takes_the_place_of_its_like_and_the_rest_stays_but_for_what_is_gone(
    site: Path, beside: Beside
) -> None:
    (site / "kept.html").write_text("as before", encoding="utf-8")
    (site / "steps").mkdir()
    (site / "steps" / "a.html").write_text("old", encoding="utf-8")
    for name in ("steps", "new"):
        (beside.path / name).mkdir()
        (beside.path / name / "a.html").write_text("new", encoding="utf-8")
    beside.merge(gone=["old.html", "never/was.html"])
    assert names(site) == {".git", "kept.html", "new.html", "new", "steps"}
    assert (site / "kept.html").read_text(encoding="utf-8") == "as before"
    assert {path.read_text(encoding="utf-8") for path in site.rglob("a.html")} == {"new"}
    assert names(site.parent) == {"site"}


def test_a_folder_that_is_a_link_stays_one(site: Path) -> None:
    link = site.with_name("current")
    link.symlink_to("site")
    beside = Beside(link)
    beside.swap()
    assert link.is_symlink()
    assert names(link) == {".git"}


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_swap_that_fails_puts_the_old_folder_back(
    site: Path, beside: Beside, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def fails_for_the_new(path: Path, target: Path) -> Path:
        if path == beside.path:
            raise error
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails_for_the_new)
    with pytest.raises(error):
        beside.swap()
    beside.leave()
    assert names(site) == {"old.html", ".git"}
    assert names(site.parent) == {"site"}


def gone() -> int:
    """The number of a process that runs no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def test_who_was_ended_between_the_two_renames_is_put_right_by_the_next(site: Path) -> None:
    ended = gone()
    site.rename(site.with_name(f".site.old-{ended}"))
    site.with_name(f".site.new-{ended}").mkdir()
    beside = Beside(site)
    assert names(site) == {"old.html", ".git"}
    beside.leave()
    assert names(site.parent) == {"site"}


def test_what_another_process_is_making_is_left_alone(site: Path) -> None:
    running = site.with_name(f".site.new-{os.getppid()}")
    running.mkdir()
    Beside(site).leave()
    assert running.is_dir()


def test_no_folder_takes_the_place_of_a_file_and_no_file_that_of_a_folder(site: Path) -> None:
    with pytest.raises(NotADirectoryError):
        Beside(site / "old.html")
    with pytest.raises(IsADirectoryError):
        write_whole(site, b"new")
    assert names(site) == {"old.html", ".git"}


def test_a_file_is_written_whole_or_not_at_all(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(site / "old.html", b"newer")
    assert (site / "old.html").read_bytes() == b"newer"

    def full(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError):  # noqa: PT011
        write_whole(site / "old.html", b"newest")
    assert (site / "old.html").read_bytes() == b"newer"
    assert names(site) == {"old.html", ".git"}


def test_what_did_not_become_whole_leaves_no_folder_above_it_either(tmp_path: Path) -> None:
    Beside(tmp_path / "a" / "b" / "pages").leave()
    assert names(tmp_path) == set()
