"""The command line, from outside: what is printed where, and the exit code."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from conftest import LOOKED_AT
from guide import FILES, in_a_sentence
from guide.__main__ import main
from guide.kinds import DATES, LOCK, TREE
from guide.tools.codes import CODES
from reader import BASE, REPO, Pages
from samples import CHANGES, ROOT, SMALL, built_on, newest_day


def process(root: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command as a program of its own, in `root`."""
    return subprocess.run(
        [sys.executable, "-m", "guide", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def guide(root: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The same command in the process of the tests, which saves the half second that a start takes. It reads the clock,
    the folder and the environment as a program does."""
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(root)
        for name, value in settings.items():
            patch.setenv(name, value)
        code = main([*arguments])
    said = []
    for stream in (out, err):
        stream.seek(0)
        said.append(stream.read())
    return subprocess.CompletedProcess(arguments, code, *said)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "copy")
    return tmp_path / "copy"


def break_a_link(copy: Path) -> None:
    text = (copy / TREE).read_text(encoding="utf-8")
    (copy / TREE).write_text(text.replace("next: ask-your-bank", "next: ask-your-bonk"), encoding="utf-8")


def commit(copy: Path) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "first"]):
        subprocess.run(["git", *command], cwd=copy, check=True)


def test_check_says_how_big_the_guide_is(copy: Path) -> None:
    done = process(copy, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "No problems: 2 questions, 2 actions, 1 fact, 4 paths, at most 2 answers.\n"


def test_check_reports_problems_without_colours_where_nobody_looks(copy: Path) -> None:
    break_a_link(copy)
    done = process(copy, "check")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "decision_tree.yaml:22: the answer “By card” leads to “ask-your-bonk”, which does not exist. "
        "[missing-targets]\n"
        "  21 |         summary: I paid by card\n"
        "  22 |         next: ask-your-bonk\n"
        "     |               ^^^^^^^^^^^^^\n"
        "  Did you mean “ask-your-bank” (line 29)?\n"
        "\n"
        "1 problem in decision_tree.yaml. The site stays as it is. Help: docs/contributing.md#missing-targets\n"
    )


def on_a_terminal(copy: Path, **settings: str) -> str:
    """What somebody at a terminal sees."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "guide", "check"]
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment |= {"PYTHONPATH": str(ROOT / "hooks"), **settings}
    subprocess.run(command, cwd=copy, env=environment, stdout=subprocess.DEVNULL, stderr=theirs, check=False)
    os.close(theirs)
    seen = os.read(ours, 10_000).decode()
    os.close(ours)
    return seen


def test_a_terminal_sees_places_in_bold_and_markers_in_red_unless_it_wants_no_colours(copy: Path) -> None:
    break_a_link(copy)
    seen = on_a_terminal(copy)
    assert "\033[1mdecision_tree.yaml:22:\033[0m the answer" in seen
    assert "\033[31m^^^^^^^^^^^^^\033[0m" in seen
    assert "\033" not in on_a_terminal(copy, NO_COLOR="1")


def test_check_for_github_writes_one_annotation_a_problem(copy: Path) -> None:
    break_a_link(copy)
    done = guide(copy, "check", "--format=github")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "::error file=decision_tree.yaml,line=22,col=15,title=missing-targets::the answer “By card” leads to "
        "“ask-your-bonk”, which does not exist. Did you mean “ask-your-bank” (line 29)?\n"
    )


@pytest.mark.parametrize(
    "wrong", [[], ["publish"], ["check", "--format=xml"], ["diff", "HEAD"], ["diff", "no-such-thing", "HEAD"]]
)
def test_a_wrong_command_leaves_with_two(copy: Path, wrong: list[str]) -> None:
    done = guide(copy, *wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.search(r"^guide( \w+)?: error: ", done.stderr, flags=re.MULTILINE)
    assert "Traceback" not in done.stderr


def test_every_command_that_the_help_lists_has_an_example_and_help_of_its_own(copy: Path) -> None:
    done = guide(copy, "--help")
    assert done.returncode == 0
    listed, examples = done.stdout.split("examples:\n  guide check ")
    commands = re.findall(r"^    ([a-z]+)(?: |$)", listed, flags=re.MULTILINE)
    assert {"check", *re.findall(r"^  guide ([a-z]+) ", examples, flags=re.MULTILINE)} == {*commands}
    for command in commands:
        assert guide(copy, command, "--help").returncode == 0, command


SEARCH = {Path("search/search.js"), Path("search/search_index.json")}
"""Of the search, what is no page. The library that finds comes with MkDocs."""


def test_export_writes_the_pages_of_the_site_byte_for_byte(site: Pages, tmp_path: Path) -> None:
    settings = {"SITE_URL": BASE, "REPO_URL": REPO, "SOURCE_DATE_EPOCH": built_on(), "LANGUAGES": LOOKED_AT}
    done = guide(ROOT, "export", str(tmp_path / "pages"), **settings)
    assert (done.returncode, done.stderr) == (0, "")
    exported = {path.relative_to(tmp_path / "pages") for path in (tmp_path / "pages").rglob("*") if path.is_file()}
    made = {
        Path(page.path, "index.html")
        for page in site.values()
        if page.path.removeprefix("es/").startswith(
            (
                "steps/",
                "flow/",
                "print/",
                "dates/",
                "map/",
                "messages/",
                "letters/",
                "languages/",
                "phrases/",
                "dead-ends/",
                "countries/",
                "changes/",
                "facts/",
                "situations/",
                "search/",
            )
        )
    }
    pictures = {path.relative_to(site.folder) for path in site.folder.glob("**/pictures/*")}
    data = {Path(name) for name in ("tree.json", "facts.json", "feed.xml", "es/search/search_index.json")}
    assert exported == made | pictures | data | SEARCH
    for path in exported:
        assert (tmp_path / "pages" / path).read_bytes() == (site.folder / path).read_bytes(), path


def test_export_never_writes_into_a_folder_that_holds_something(copy: Path) -> None:
    done = guide(copy, "export", ".")
    assert done.returncode == 2
    assert "“.” is not empty. Name a new folder, so that nothing of yours is lost." in done.stderr
    assert f"“{TREE}” is a file. Name a new folder" in refusal(copy, "export", TREE)


def test_export_of_a_broken_guide_writes_nothing(copy: Path) -> None:
    break_a_link(copy)
    assert guide(copy, "export", "pages").returncode == 1
    assert not (copy / "pages").exists()


def test_diff_compares_files_folders_and_revisions(copy: Path) -> None:
    commit(copy)
    tree = copy / TREE
    new = copy / "new.yaml"
    new.write_text(tree.read_text(encoding="utf-8").replace("Ask support\n", "Write to support\n"), encoding="utf-8")
    report = "Words\n  ask-support title: “Ask support” → “Write to support”\n"
    assert guide(copy, "diff", TREE, "new.yaml").stdout == report
    shutil.copy(new, tree)
    assert guide(copy, "diff", "HEAD", ".").stdout == report
    marked = guide(copy, "diff", "HEAD", ".", "--format=markdown")
    assert marked.stdout == "### Words\n\n- ask-support title: “Ask support” → “Write to support”\n"


def test_diff_with_a_revision_from_before_the_lock_still_works(copy: Path) -> None:
    (copy / LOCK).unlink()
    commit(copy)
    assert guide(copy, "diff", "HEAD", ".").stdout == "Nothing changes for a reader.\n"


def test_stale_lists_what_is_due_the_oldest_first(copy: Path) -> None:
    assert guide(copy, "stale", "--on", "2026-06-01").stdout == "Facts due on 2026-06-01: 0 of 1.\n"
    assert guide(copy, "stale", "--on", "2026-06-02").stdout == (
        "2026-06-01  used  3 times  refunds-can-be-traced  https://www.example.org/refunds\n"
        "Facts due on 2026-06-02: 1 of 1.\n"
    )
    assert guide(copy, "stale", "--on", "tomorrow").returncode == 2


def test_stale_writes_a_part_of_an_issue_and_nothing_where_nothing_is_due(copy: Path) -> None:
    assert guide(copy, "stale", "--on", "2026-06-01", "--format=markdown").stdout == ""
    marked = guide(copy, "stale", "--on", "2026-06-02", "--format=markdown").stdout
    assert marked.startswith("## Facts due: 1 of 1\n")


def test_lock_adds_what_the_built_site_has_and_check_only_tells(copy: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "steps" / "new").mkdir(parents=True)
    for page in (site, site / "steps" / "new"):
        (page / "index.html").write_text("<h1>x</h1>", encoding="utf-8")
    before = (copy / LOCK).read_text(encoding="utf-8")
    told = guide(copy, "lock", "--check", "--site", str(site))
    assert (told.returncode, told.stdout.splitlines()[:2]) == (1, ["/", "/steps/new/"])
    assert (copy / LOCK).read_text(encoding="utf-8") == before
    assert guide(copy, "lock", "--site", str(site)).returncode == 0
    assert guide(copy, "lock", "--check", "--site", str(site)).returncode == 0
    assert "/steps/new/\n" in (copy / LOCK).read_text(encoding="utf-8")


def test_diff_drafts_the_entry_that_tells_readers_of_a_change(copy: Path) -> None:
    commit(copy)
    text = (copy / TREE).read_text(encoding="utf-8")
    (copy / TREE).write_text(text.replace("wait: 10 business days", "wait: 5 days"), encoding="utf-8")
    done = guide(copy, "diff", "HEAD", ".", "--entry", "--on", "2026-12-03")
    assert done.stdout == (
        "  ask-your-bank-1:\n"
        "    date: 2026-12-03\n"
        "    kind: corrected\n"
        '    title: "The wait after “Ask your bank” is 5 days now, not 10 business days"\n'
        "    steps: [ask-your-bank]\n"
    )
    (copy / CHANGES).write_text(f"changes:\n{done.stdout}", encoding="utf-8")
    assert guide(copy, "diff", "HEAD", ".", "--entry").stdout == "docs/data/changes.yaml tells all of it already.\n"


def test_lock_dates_each_entry_by_its_last_change_and_refuses_what_nobody_tells(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<h1>x</h1>", encoding="utf-8")

    def days() -> dict[str, str]:
        lines = (copy / DATES).read_text(encoding="utf-8").splitlines()
        return dict(line.split()[:2] for line in lines if not line.startswith("#"))

    (copy / DATES).unlink()
    assert guide(copy, "lock", "--site", str(tmp_path / "site"), "--on", "2026-01-01").returncode == 0
    assert set(days().values()) == {"2026-01-01"}
    text = (copy / TREE).read_text(encoding="utf-8")
    (copy / TREE).write_text(text.replace("Write to support", "Write to support today"), encoding="utf-8")
    refused = guide(copy, "lock", "--site", str(tmp_path / "site"), "--on", "2026-02-01")
    assert refused.returncode == 1
    assert "no new entry here tells readers what changes in “ask-support”." in refused.stderr
    entry = "  today-1:\n    date: 2026-02-01\n    kind: wording\n    title: Better words\n    steps: [ask-support]\n"
    (copy / CHANGES).write_text(f"changes:\n{entry}", encoding="utf-8")
    assert guide(copy, "lock", "--site", str(tmp_path / "site"), "--on", "2026-02-01").returncode == 0
    new = ("ask-support", "changes/today-1")
    assert days() == dict.fromkeys(days(), "2026-01-01") | dict.fromkeys(new, "2026-02-01")
    assert guide(copy, "check").returncode == 0


def test_check_of_the_lock_names_the_steps_that_say_something_else_now(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<h1>x</h1>", encoding="utf-8")
    guide(copy, "lock", "--site", str(tmp_path / "site"))
    text = (copy / TREE).read_text(encoding="utf-8")
    (copy / TREE).write_text(text.replace("Write to support", "Write to support today"), encoding="utf-8")
    told = guide(copy, "lock", "--check", "--site", str(tmp_path / "site"))
    assert (told.returncode, told.stdout) == (1, "dates.lock has older words of: ask-support\n")


def test_seal_says_what_the_site_was_made_from_and_sums_up_every_file(copy: Path) -> None:
    commit(copy)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=copy, capture_output=True, text=True, check=True).stdout
    (copy / "site" / "about").mkdir(parents=True)
    for page in ("index.html", "about/index.html"):
        (copy / "site" / page).write_text("<h1>x</h1>", encoding="utf-8")
    for _ in range(2):
        done = guide(
            copy, "seal", SOURCE_DATE_EPOCH=built_on(), SITE_URL=BASE, REPO_URL=REPO, FEEDBACK_MAIL="a@b.example"
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "3 files sealed in site.\n", "")
    assert json.loads((copy / "site" / "build.json").read_text(encoding="utf-8")) == {
        "commit": head.strip(),
        "date": newest_day().isoformat(),
        "site_url": BASE,
        "repo_url": REPO,
        "mail": "a@b.example",
    }
    check = ["sha256sum", "--strict", "--check", "SHA256SUMS"]
    summed = subprocess.run(check, cwd=copy / "site", capture_output=True, text=True, check=True).stdout
    assert summed == "about/index.html: OK\nbuild.json: OK\nindex.html: OK\n"


def test_a_site_that_nobody_could_make_again_is_not_sealed(copy: Path) -> None:
    (copy / "site").mkdir()
    (copy / "site" / "index.html").write_text("<h1>x</h1>", encoding="utf-8")
    done = guide(copy, "seal", GIT_CEILING_DIRECTORIES=str(copy.parent))
    assert done.returncode == 2
    assert "There is no commit here, so nobody could make this site again." in done.stderr
    assert not (copy / "site" / "build.json").exists()


def test_weigh_compares_two_built_sites_and_nothing_else(copy: Path, site: Pages) -> None:
    done = guide(copy, "weigh", str(site.folder), str(site.folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("| | Before | Now | Change |\n|---|--:|--:|--:|\n| Paths through the guide | ")
    done = guide(copy, "weigh", str(site.folder), "nothing")
    assert done.returncode == 2
    assert "There is no site in “nothing”." in done.stderr


def test_lock_without_a_site_says_what_to_do_first(copy: Path) -> None:
    done = guide(copy, "lock")
    assert done.returncode == 2
    assert "There is no site in “site”. Run “make build” first." in done.stderr


def test_files_that_are_missing_are_told_by_name(copy: Path) -> None:
    for name in FILES[1:]:
        (copy / name).unlink()
    done = guide(copy, "check")
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "the file is missing." in line] == [
        f"{name}:1: the file is missing. [missing-files]" for name in sorted(FILES[1:])
    ]


# --- What is not the guide's fault, in one sentence ---


def refusal(root: Path, *arguments: str, code: int = 2, **settings: str) -> str:
    """What a command says that cannot be done: one line, besides how argparse says what is usual."""
    done = guide(root, *arguments, **settings)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    *usage, said = done.stderr.splitlines()
    assert not usage or usage[0].startswith("usage: "), done.stderr
    return said


def with_a_site(copy: Path) -> Path:
    (copy / "site").mkdir()
    (copy / "site" / "index.html").write_text("<h1>x</h1>", encoding="utf-8")
    return copy


@pytest.mark.parametrize("command", [["check"], ["stale"], ["export", "pages"], ["diff", TREE, "."], ["lock"]])
def test_a_folder_without_a_guide_is_named(copy: Path, command: list[str]) -> None:
    with_a_site(copy)
    cure = "Run this in the folder of the guide, or give --root."
    assert f"error: There is no {TREE} in “{copy / 'docs'}”. {cure}" in refusal(copy, "--root", "docs", *command)
    if command == ["check"]:
        for wrong in ("nowhere", LOCK):
            assert f"There is no {TREE} in “{copy / wrong}”. {cure}" in refusal(copy, "--root", wrong, *command)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["export", "/proc/x"], "error: “/proc/"),
        (["export", "/dev/null/x"], "is not empty" if Path("/dev/null/x").exists() else "“/dev/null"),
        (["archive", "/nowhere-at-all/x.zip"], "“/nowhere-at-all”: No such file or directory. Name one that is there."),
        (["archive", "/proc/x.zip"], "error: “/proc/"),
        (["lock", "--site", TREE], f"There is no site in “{TREE}”. Run “make build” first."),
        (["--root", "docs", "schema"], "“docs/docs/contributing.md”: No such file or directory."),
        (["stale", "--on", "yesterday"], "“yesterday” is not a day. Type a day as 2026-11-29."),
        (["diff", "main..HEAD", "."], "no git revision that holds decision_tree.yaml. Type the two revisions with a"),
        (["diff", "no-such-thing", "."], "“no-such-thing” is no file, no folder, and no git revision that holds"),
        (["archive", "x.zip", "--on", "1970-01-01"], "A file in an archive cannot be of 1970-01-01."),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence_with_its_cure(copy: Path, command: list[str], says: str) -> None:
    commit(with_a_site(copy))
    assert says in refusal(copy, *command)


def test_a_moment_of_the_build_that_is_no_number_is_told(copy: Path) -> None:
    assert "SOURCE_DATE_EPOCH is “now”. Set it to a number" in refusal(copy, "stale", SOURCE_DATE_EPOCH="now")


def test_without_git_files_can_still_be_compared(copy: Path) -> None:
    commit(with_a_site(copy))
    for command in (["diff", "HEAD", "."], ["seal"]):
        assert "error: git is not there, and is needed for this. Install it" in refusal(copy, *command, PATH="")
    assert guide(copy, "diff", TREE, ".", PATH="").stdout == "Nothing changes for a reader.\n"


def test_diff_names_the_side_that_is_wrong_and_speaks_of_no_build(copy: Path) -> None:
    (copy / "README.md").write_text("# A page\n\nText: a: b\n", encoding="utf-8")
    said = guide(copy, "diff", "README.md", ".").stderr
    assert said.startswith("README.md:3: ")
    assert said.endswith("1 problem in README.md. Nothing was compared. Help: docs/contributing.md#yaml-syntax\n")
    break_a_link(copy)
    commit(copy)
    assert "HEAD:decision_tree.yaml:22: the answer" in guide(copy, "diff", "HEAD", TREE).stderr


@pytest.mark.parametrize("name", [TREE, "docs", "", "docs/data/facts.yaml", "/dev/full", "new.txt"])
def test_archive_writes_over_nothing_but_an_archive_of_its_own(copy: Path, name: str) -> None:
    before = {path: path.read_bytes() for path in with_a_site(copy).rglob("*") if path.is_file()}
    assert "is not the name of an archive. Name a file that ends with “.zip”." in refusal(copy, "archive", name)
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_archive_makes_its_own_archive_anew_and_no_other(copy: Path) -> None:
    with_a_site(copy)
    assert guide(copy, "archive", "a.zip").returncode == 0
    assert guide(copy, "archive", "a.zip").returncode == 0
    with zipfile.ZipFile(copy / "other.zip", "w") as other:
        other.writestr("photo.jpg", b"")
    (copy / "text.zip").write_text("a letter", encoding="utf-8")
    (copy / "folder.zip").mkdir()
    for name in ("other.zip", "text.zip", "folder.zip"):
        assert f"“{name}” is no archive of this site. Name a new file" in refusal(copy, "archive", name)
    assert "“site/in.zip” lies in the site" in refusal(copy, "archive", "site/in.zip")
    assert not [*copy.glob(".*.zip*")]


def shell(copy: Path, line: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = line.replace("guide", f"{sys.executable} -m guide")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), **settings}
    return subprocess.run(
        ["bash", "-c", command], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )


def test_who_does_not_read_on_is_not_told_of_it(copy: Path) -> None:
    for command in ("check", "stale", "codes"):
        done = shell(copy, f"guide {command} | true; exit ${{PIPESTATUS[0]}}")
        assert (done.returncode, done.stderr) == (141, ""), command


def test_a_full_disk_behind_the_output_is_told(copy: Path) -> None:
    done = shell(copy, "guide check > /dev/full")
    assert (done.returncode, done.stderr) == (
        2,
        "guide: error: No space left on device. Make some room, and run it again.\n",
    )


@pytest.mark.parametrize("settings", [{"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}])
def test_every_terminal_and_every_file_gets_each_letter(copy: Path, settings: dict[str, str]) -> None:
    (copy / "new.yaml").write_text(
        (copy / TREE).read_text(encoding="utf-8").replace("Ask support\n", "Ask support → łatwo\n"), encoding="utf-8"
    )
    for command in (["--help"], ["diff", TREE, "new.yaml"], ["codes"]):
        done = process(copy, *command, **settings)
        assert (done.returncode, done.stderr) == (0, "")
    assert "→ “Ask support → łatwo”" in process(copy, "diff", TREE, "new.yaml", **settings).stdout
    break_a_link(copy)
    assert "the answer “By card”" in process(copy, "check", **settings).stderr


@pytest.mark.parametrize("left", [False, True])
def test_an_export_that_is_stopped_leaves_nothing_and_the_next_is_not_refused(tmp_path: Path, left: bool) -> None:
    def command(root: Path) -> list[str]:
        return [sys.executable, "-m", "guide", "--root", str(root), "export", "a/pages"]

    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "SITE_URL": "", "LANGUAGES": ""}
    running = subprocess.Popen(command(ROOT), cwd=tmp_path, env=environment, stderr=subprocess.PIPE)
    while running.poll() is None and not [*tmp_path.glob("a/.pages.new-*/*")]:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL if left else signal.SIGINT)
    _, said = running.communicate()
    if left:
        assert [*tmp_path.glob("a/.pages.new-*")]
    else:
        assert (running.returncode, said) == (130, b"\nStopped.\n")
        assert not [*tmp_path.iterdir()]
    again = subprocess.run(command(SMALL), cwd=tmp_path, env=environment, check=False, capture_output=True)
    assert again.returncode == 0
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["pages"]


def test_codes_lists_every_kind_of_problem_with_one_sentence(copy: Path) -> None:
    lines = guide(copy, "codes").stdout.splitlines()
    assert lines == [f"{code}: {sentence}" for code, sentence in CODES.items()]
    assert all(re.fullmatch(r"[a-z0-9-]+: .+\.", line) for line in lines)


def test_an_error_of_the_system_names_the_file_and_the_cure() -> None:
    refused = PermissionError(errno.EACCES, "Permission denied", TREE)
    assert in_a_sentence(refused) == f"“{TREE}”: Permission denied. Ask for the right to use it, or name another one."
    assert in_a_sentence(ValueError("a mistake of ours")) is None
