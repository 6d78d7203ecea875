"""Addresses answer for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import LOOKED_AT
from guide import LOCK, Settings, build, read_files
from guide.catalog import languages_with_pages
from guide.kinds import DATES
from guide.tools.urls_lock import COMMENT, addresses, grown
from reader import LANGUAGES, Pages
from samples import CHANGES, ROOT, proven, small


def test_every_address_that_was_ever_published_answers(site: Pages) -> None:
    for line in (ROOT / LOCK).read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            path, _, fragment = line.removeprefix("/").partition("#")
            if path in LANGUAGES:  # All of them are built below.
                continue
            assert path in site or (site.folder / path).is_file(), line
            assert not fragment or fragment in site[path].ids, line


def test_addresses_are_added_and_never_taken_away() -> None:
    assert grown(f"{COMMENT}/b/\n", {"/a/", "/a/#top"}) == f"{COMMENT}/a/\n/a/#top\n/b/\n"


def test_pages_headings_and_data_are_addresses(tmp_path: Path) -> None:
    (tmp_path / "about").mkdir()
    (tmp_path / "index.html").write_text("<h1>Home</h1>", encoding="utf-8")
    (tmp_path / "about" / "index.html").write_text('<h2 id="privacy">P</h2><p id="no-heading">x</p>', encoding="utf-8")
    for name in ("tree.json", "build.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert addresses(tmp_path) == {"/", "/about/", "/about/#privacy", "/tree.json"}


@pytest.mark.parametrize("way", ["redirect_from", "retired"])
def test_a_renamed_or_retired_step_still_answers_and_leads_on(way: str) -> None:
    files = small(
        lambda text: (
            text.replace("    title: Ask support\n", "    title: Ask support\n    redirect_from: [ask-the-seller]\n")
            if way == "redirect_from"
            else text
            + "\nretired:\n  ask-the-seller:\n    title: Ask the seller\n    because: Sellers see no refunds.\n"
            + "    next: ask-support\n"
        )
    )
    files[LOCK] = f"{COMMENT}/steps/ask-the-seller/\n".encode()
    files[DATES] = b"ask-the-seller 2026-01-01 000000000000\n"
    files[CHANGES] = b"""changes:
  one:
    date: 2026-02-01
    kind: new
    title: All is new
    steps: [what-do-you-see, how-did-you-pay, ask-your-bank, ask-support, ask-the-seller]
    clocks: [your-bank]
"""
    proven(files)
    page = build(files, Settings()).files["steps/ask-the-seller/index.html"]
    assert 'href="../ask-support/"' in page
    assert ("Sellers see no refunds." in page) == (way == "retired")
    assert ('http-equiv="refresh"' in page) == (way == "redirect_from")
    assert "<script" not in page


def test_each_language_answers_at_every_address_of_english(site: Pages) -> None:
    files = read_files(ROOT)
    others = languages_with_pages(files) - {LOOKED_AT}  # That one is in the site of all tests.
    made = build(files, Settings(site_url="https://guide.example/"), rules=lambda graph: [], only=others)
    alone = {"tree.json", "facts.json", "feed.xml", "search/search.js"}
    published = (ROOT / LOCK).read_text(encoding="utf-8").splitlines()
    assert {other.language.folder for other in made.others} == {f"{code}/" for code in others}
    for other in made.others:
        folder = other.language.folder
        assert {path.removeprefix(folder) for path in other.files} == set(made.files) - alone, folder
        for path, html in other.files.items():
            assert not path.endswith(".html") or html.count("<h1") == 1, path
    pages = {name.removesuffix("index.html") for name in made.files if name.endswith(".html")}
    assert {f"{LOOKED_AT}/{path}" for path in pages} <= set(site)
    for code in (*others, LOOKED_AT):
        assert f"/{code}/" in published, code
