"""A broken guide never costs the good site: what `mkdocs build` and `mkdocs serve` do with bad input, from outside."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cases import CASES
from conftest import mkdocs_build
from preview import copy_project
from preview import preview as a_preview
from samples import small, write

WAYS = ["quote-never-closed", "missing-file", "loop", "page-that-is-not-utf-8", "page-with-a-script"]
"""A mistake of syntax, a file that is not there, a mistake of meaning, a page at which MkDocs would stop, and one that
it would publish. The reports of all others: test_problems.py."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with the small guide in it."""
    copy_project(tmp_path, small())
    return tmp_path


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    copy_project(folder, small())
    assert mkdocs_build(folder, folder / "site").returncode == 0
    return folder


@pytest.fixture
def built_project(small_site: Path, tmp_path: Path) -> Path:
    """The same, with its site."""
    return shutil.copytree(small_site, tmp_path / "project", symlinks=True)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("way", WAYS)
def test_a_broken_guide_is_refused_in_plain_words_and_the_last_good_site_is_untouched(
    built_project: Path, way: str
) -> None:
    project, site = built_project, built_project / "site"
    good = bytes_of(site)
    assert "steps/what-do-you-see/index.html" in good

    case = CASES[way]
    write(case.files, project)
    refused = mkdocs_build(project, site)

    assert (refused.returncode, refused.stdout, refused.stderr) == (1, f"\n{case.report}", "")
    assert bytes_of(site) == good


def append(name: str, content: bytes) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        with (project / name).open("ab") as file:
            file.write(content)

    return change


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda project: edit(project / name, old, new)


def a_page_that_leads_to_itself(project: Path) -> None:
    (project / "docs" / "about.md").unlink()
    (project / "docs" / "about.md").symlink_to("about.md")


MISTAKES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a page that is no text": (
        append("docs/helpers.md", b"\xff\n"),
        "docs/helpers.md:{line}: this line is not UTF-8 text. [not-utf-8] Save the file again with the encoding UTF-8.",
    ),
    "a template with a mistake of syntax": (
        append("overrides/main.html", b"{% if %}\n"),
        "overrides/main.html:{line}: Expected an expression, got 'end of statement block'.",
    ),
    "a template with a value that is not there": (
        replace("overrides/main.html", "{{ page.content }}", "{{ nothing.there }}"),
        "overrides/main.html:21: 'nothing' is undefined.",
    ),
    "a page of the navigation that is not there": (
        lambda project: (project / "docs" / "data.md").unlink(),
        "the link to “data.md” is not allowed: there is no such page.",
    ),
    "a link to a page that is not there": (
        append("docs/helpers.md", b"\n[Look](nowhere.md)\n"),
        "the link to “nowhere.md” is not allowed: there is no such page.",
    ),
    "a page that leads to itself": (
        a_page_that_leads_to_itself,
        "this is not a file of its own, but a link to something else.",
    ),
}
"""What is wrong outside of the YAML, and what is said of it: by a rule, or by what fails where no rule looks."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_page_or_in_the_frame_is_told_and_the_last_good_site_is_untouched(
    built_project: Path, mistake: str
) -> None:
    project, site = built_project, built_project / "site"
    good, beside = bytes_of(site), {*project.iterdir()}
    break_it, says = MISTAKES[mistake]
    break_it(project)
    refused = mkdocs_build(project, site)
    assert refused.returncode == 1
    told = " ".join((refused.stdout + refused.stderr).split())
    line = len((project / says.partition(":")[0]).read_bytes().splitlines()) if "{line}" in says else 0
    assert says.format(line=line) in told
    assert "Traceback" not in told
    assert bytes_of(site) == good
    assert {*project.iterdir()} == beside


LIMITED = """
import resource, runpy, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
runpy.run_module("mkdocs", run_name="__main__")
"""


def test_a_disk_that_takes_no_more_costs_no_page(built_project: Path) -> None:
    project, site = built_project, built_project / "site"
    good, beside = bytes_of(site), {*project.iterdir()}
    command = [sys.executable, "-B", "-c", LIMITED, "build", "--strict", "--site-dir", str(site)]
    full = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert full.returncode == 1
    assert "File too large" in full.stdout
    assert "Traceback" not in full.stdout + full.stderr
    assert bytes_of(site) == good
    assert {*project.iterdir()} == beside


SLOWLY = "{% for _ in range(1000000) %}{% endfor %}"


def a_build(project: Path, site: Path) -> subprocess.Popen[bytes]:
    """A build that has begun to write, and takes some time for each page, so that it can be stopped."""
    edit(project / "overrides" / "main.html", "{{ page.content }}", f"{SLOWLY}{{{{ page.content }}}}")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    building = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert eventually(lambda: any(site.parent.glob(".site.new-*/*")) or building.poll() is not None)
    return building


def test_who_stops_a_build_keeps_the_site(built_project: Path) -> None:
    project, site = built_project, built_project / "site"
    good, beside = bytes_of(site), {*project.iterdir()}
    building = a_build(project, site)
    building.send_signal(signal.SIGINT)
    _, told = building.communicate()
    assert building.returncode == 1
    assert b"Traceback" not in told
    assert bytes_of(site) == good
    assert {*project.iterdir()} == beside


def test_what_a_killed_build_has_left_is_gone_after_the_next(project: Path) -> None:
    site = project / "site"
    building = a_build(project, site)
    building.kill()
    building.communicate()
    assert [*project.glob(".site.new-*")]
    assert mkdocs_build(project, site).returncode == 0
    assert not [*project.glob(".site.*")]
    assert "steps/what-do-you-see/index.html" in bytes_of(site)


def test_a_strict_build_that_warns_leaves_the_last_good_site_untouched(built_project: Path) -> None:
    """MkDocs refuses it only after the last event, when the new site is finished."""
    project, site = built_project, built_project / "site"
    good = bytes_of(site)
    edit(project / "decision_tree.yaml", "title: Ask your bank", "title: Ask your own bank")
    append("mkdocs.yml", b"  - Gone: gone.md\n")(project)
    refused = mkdocs_build(project, site)
    assert refused.returncode == 1
    assert "gone.md" in refused.stderr
    assert bytes_of(site) == good
    assert not [*project.glob(".site.*")]


# --- Live reload ---


@pytest.fixture
def preview(project: Path) -> Iterator[Callable[[str], str]]:
    """`mkdocs serve` on the copy; gives the text of a page, or "" where there is none."""
    with a_preview(project, project / "serve.log") as page:
        yield page


def eventually(shown: Callable[[], bool]) -> bool:
    """Whether something comes true in half a minute. How fast it is, is for the benchmark to say."""
    for _ in range(300):
        if shown():
            return True
        time.sleep(0.1)
    return False


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_preview_shows_edits_of_the_tree_the_facts_the_templates_and_the_articles(
    project: Path, preview: Callable[[str], str]
) -> None:
    step = "steps/ask-your-bank/"
    assert eventually(lambda: "Ask your bank" in preview(step))
    edit(project / "decision_tree.yaml", "title: Ask your bank", "title: Ask your own bank")
    assert eventually(lambda: "Ask your own bank" in preview(step))
    fact = project / "docs" / "data" / "facts.yaml"
    edit(fact, "publisher: ", "publisher: The new ")
    assert eventually(lambda: "The new " in preview(step))
    edit(project / "hooks" / "guide" / "pages" / "templates" / "action.html", "Why", "The reason")
    assert eventually(lambda: "The reason" in preview(step))
    edit(project / "docs" / "about.md", "\n# ", "\nNow new.\n\n# ")
    assert eventually(lambda: "Now new." in preview("about/"))


def test_the_preview_shows_a_step_at_its_new_address_alone_and_what_no_edit_changed_as_before(
    project: Path, preview: Callable[[str], str]
) -> None:
    old, new, other = "steps/ask-your-bank/", "steps/ask-my-bank/", "steps/how-did-you-pay/"
    assert eventually(lambda: "Ask your bank" in preview(old))
    before = preview("tree.schema.json")
    for file in ("docs/data/clocks.yaml", "decision_tree.yaml"):
        edit(project / file, "ask-your-bank", "ask-my-bank")
    assert eventually(lambda: "Ask your bank" in preview(new))
    assert not preview(old)
    assert new.removeprefix("steps/") in preview(other)
    assert before
    assert preview("tree.schema.json") == before


def test_the_preview_survives_a_mistake_and_goes_on_when_it_is_mended(
    project: Path, preview: Callable[[str], str]
) -> None:
    step = "steps/ask-your-bank/"
    assert eventually(lambda: "Ask your bank" in preview(step))
    edit(project / "decision_tree.yaml", "next: ask-your-bank", "next: ask-your-bonk")
    log = project / "serve.log"
    assert eventually(lambda: "which does not exist." in log.read_text(encoding="utf-8"))
    assert "Ask your bank" in preview(step)
    edit(project / "decision_tree.yaml", "next: ask-your-bonk", "next: ask-your-bank")
    edit(project / "decision_tree.yaml", "title: Ask your bank", "title: Ask your own bank")
    assert eventually(lambda: "Ask your own bank" in preview(step))
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_the_preview_keeps_the_last_good_page_when_a_hand_written_one_is_wrong(
    project: Path, preview: Callable[[str], str]
) -> None:
    """MkDocs would stop at the first, and show the second."""
    assert eventually(lambda: "About this guide" in preview("about/"))
    about, log = project / "docs" / "about.md", project / "serve.log"
    good = about.read_bytes()
    about.write_bytes(good + b"\xff")
    assert eventually(lambda: "this line is not UTF-8 text." in log.read_text(encoding="utf-8"))
    assert eventually(lambda: "About this guide" in preview("about/"))
    about.write_bytes(good + b"\n<script>steal()</script>\n")
    assert eventually(lambda: "is HTML that the pages do not use." in log.read_text(encoding="utf-8"))
    assert eventually(lambda: "About this guide" in preview("about/"))
    assert "steal()" not in preview("about/")


def test_the_preview_shows_the_last_good_site_after_a_mistake_in_a_page_and_goes_on_when_it_is_mended(
    project: Path, preview: Callable[[str], str]
) -> None:
    step, log = "steps/ask-your-bank/", project / "serve.log"
    assert eventually(lambda: "Ask your bank" in preview(step))
    pages = {path: path.read_bytes() for name in ("docs", "overrides") for path in (project / name).rglob("*.[hm]*")}
    for break_it, says in MISTAKES.values():
        break_it(project)
        assert eventually(
            lambda words=says: words.partition("{line}")[0] in " ".join(log.read_text(encoding="utf-8").split())
        ), says
        assert "Ask your bank" in preview(step)
        for path, content in pages.items():
            if path.is_symlink() or not path.exists() or path.read_bytes() != content:
                path.unlink(missing_ok=True)
                path.write_bytes(content)
    edit(project / "decision_tree.yaml", "title: Ask your bank", "title: Ask the bank")
    assert eventually(lambda: "Ask the bank" in preview(step))
    assert "Traceback" not in log.read_text(encoding="utf-8")
