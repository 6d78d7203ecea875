"""Building again: `mkdocs serve` makes the site anew at each edit, and takes over what the edit leaves as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from guide import TEMPLATES, Settings, Site, build, draft_problems, read_files
from guide.kinds import LOCK, TREE
from guide.pages import frame
from samples import CHANGES, CLOCKS, FACTS, MESSAGES, ROOT, edited, newest_day, small

SETTINGS = Settings(site_url="https://guide.example/", repo_url="https://github.com/example/guide", today=newest_day())
EDITS = {
    "a word of a step": (TREE, "Send the text", "Send this text"),
    "the summary of an option, which many pages show": (TREE, "The order says completed", "It is completed"),
    "a line more, so that all others move down": (TREE, "\nquestions:", "\n\nquestions:"),
    "a link that leads elsewhere": (TREE, "not_solved: ask-support", "last_resort: This is all."),
    "an old name of a step": (TREE, "    why: The", "    redirect_from: [asked-before]\n    why: The"),
    "a fact": (FACTS, "can be traced for", "is traced for"),
    "a text to copy": (MESSAGES, "text: ", "text: Now. "),
    "an address that was published once": (LOCK, "/steps/\n", "/steps/\n/map/asked-before/\n"),
    "a change that is told": (
        CHANGES,
        "{}",
        "\n  a-day:\n    date: 2026-01-02\n    kind: new\n    title: A day\n    steps: [ask-support]",
    ),
    "the name of a clock": (CLOCKS, "name: ", "name: Now "),
}


def same(one: Site, other: Site) -> bool:
    return without_frames(one) == without_frames(other)


def without_frames(site: Site) -> Site:
    return replace(site, frame=None, others=tuple(map(without_frames, site.others)))


@pytest.mark.parametrize("edit", EDITS)
def test_a_site_built_again_is_the_site_built_from_nothing(edit: str) -> None:
    before = small()
    after = edited(before, *EDITS[edit])
    first = build(before, SETTINGS, Site())
    again = build(after, SETTINGS, first)
    assert same(again, build(after, SETTINGS))
    assert not same(again, first)


def test_an_edit_of_the_real_guide_shows_on_every_page_that_says_these_words() -> None:
    before = read_files(ROOT)
    tree = (before[TREE] or b"").decode()
    start = tree.index("    summary: ") + len("    summary: ")
    after = {**before, TREE: f"{tree[:start]}Now {tree[start:]}".encode()}
    first = build(before, SETTINGS, Site(), only=[])
    again = build(after, SETTINGS, first, draft_problems, [])
    assert same(again, build(after, SETTINGS, rules=draft_problems, only=[]))


@pytest.mark.parametrize(
    "new",
    [{"today": date(2027, 1, 2)}, {"site_url": "https://other.example/"}, {"repo_url": ""}, {"site_name": "Help"}],
)
def test_a_new_day_or_address_shows_on_every_page(new: dict[str, object]) -> None:
    settings = replace(SETTINGS, **new)  # type: ignore[arg-type]
    again = build(small(), settings, build(small(), SETTINGS, Site()))
    assert same(again, build(small(), settings))


@pytest.mark.parametrize("name", ["base.css", "facts.html"])
def test_an_edit_of_the_stylesheet_or_of_a_template_shows_on_every_page(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = copytree(TEMPLATES, tmp_path / "templates")
    monkeypatch.setattr(frame, "TEMPLATES", templates)
    first = build(small(), SETTINGS, Site())
    text = (templates / name).read_text(encoding="utf-8")
    (templates / name).write_text(text.replace("facts", "claims"), encoding="utf-8")
    again = build(small(), SETTINGS, first)
    assert same(again, build(small(), SETTINGS))
    assert "claims" in again.files["steps/ask-support/index.html"]


def test_a_build_after_which_no_other_comes_keeps_nothing_for_it() -> None:
    assert build(small(), SETTINGS).frame is None


def test_a_page_that_stays_the_same_is_not_made_anew() -> None:
    before = small()
    first = build(before, SETTINGS, Site())
    after = edited(before, TREE, "Send the text", "Send this text")
    again = build(after, SETTINGS, first)
    taken_over = {path for path, page in again.files.items() if page is first.files[path]}
    assert "steps/ask-support/index.html" in taken_over
    assert "steps/ask-your-bank/index.html" not in taken_over
