"""A broken guide never costs the good site: what `mkdocs build` and `mkdocs serve` do with bad input, from outside."""

from __future__ import annotations

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


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("way", WAYS)
def test_a_broken_guide_is_refused_in_plain_words_and_the_last_good_site_is_untouched(project: Path, way: str) -> None:
    site = project / "site"
    assert mkdocs_build(project, site).returncode == 0
    good = bytes_of(site)
    assert "steps/what-do-you-see/index.html" in good

    case = CASES[way]
    write(case.files, project)
    refused = mkdocs_build(project, site)

    assert (refused.returncode, refused.stdout, refused.stderr) == (1, f"\n{case.report}", "")
    assert bytes_of(site) == good


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
    edit(project / "hooks" / "guide" / "pages" / "templates" / "action-body.html", "What to do", "What to do now")
    assert eventually(lambda: "What to do now" in preview(step))
    edit(project / "docs" / "about.md", "\n# ", "\nNow new.\n\n# ")
    assert eventually(lambda: "Now new." in preview("about/"))


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
    assert "Traceback" not in log.read_text(encoding="utf-8")
