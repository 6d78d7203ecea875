"""The page of languages: how far each is, counted from the catalogs by themselves."""

from __future__ import annotations

import re

import pytest

from guide import Settings, all_texts, build, read_files
from guide.catalog import FOLDER
from guide.read.catalogs import read_catalog
from pseudo import with_language
from reader import Pages, texts
from samples import ROOT, Files, proven, small
from test_letters import to_a_bank, with_letters


def of(files: Files) -> Pages:
    return Pages(build(files, Settings()).files)


def rows(pages: Pages, path: str = "languages/") -> dict[str, str]:
    """What the page says of each language, by what leads to it, or its name where nothing does."""
    found = {}
    for row in pages[path].main.select("li"):
        leads = [str(link["href"]) for link in row.select("a")] or texts(row.select("b"))
        found[leads[0]] = texts(row.select("p"))[0]
    return found


def test_the_page_says_of_each_language_how_many_texts_are_up_to_date(site: Pages) -> None:
    wanted = {text.key for text in all_texts(proven(read_files(ROOT)))}
    told = rows(site)
    assert told["../"] == "The original."
    for folder in sorted((ROOT / FOLDER).iterdir()):
        found = [each for file in folder.glob("*.po") for each in read_catalog("", file.read_text(encoding="utf-8"))[0]]
        ready = len({each.key for each in found if each.is_ready} & wanted)
        if (folder / "frame.po").is_file() and f"{folder.name}/" not in site:  # The site of tests has one of them.
            assert f"../{folder.name}/" not in told
        elif (folder / "frame.po").is_file():
            assert told[f"../{folder.name}/"].startswith(f"{ready:,} of {len(wanted):,} texts are up to date.")
        else:
            assert re.match(rf"{ready:,} of \d+ texts are up to date\.", told[f"../letters/{folder.name}/"])


def test_a_language_says_how_many_steps_it_shows_in_english() -> None:
    files = with_language(small(), "es", {"The bank can trace the refund.": ""})
    count = len({text.key for text in all_texts(proven(small()))})
    assert rows(of(files))["Español"] == f"{count - 1} of {count} texts are up to date. 1 step is in English."


def test_letters_alone_stand_apart_from_languages_with_pages() -> None:
    told = rows(of(with_letters(to_a_bank())))
    assert told == {"../": "The original.", "../letters/it/": "1 of 1 texts are up to date."}


@pytest.mark.parametrize("path", ["about/", "letters/es/"])
def test_the_page_is_found_from_where_somebody_looks_for_it(site: Pages, path: str) -> None:
    page = site[path]
    found = [link for link in page.main.select("a[href]") if str(link["href"]).endswith("../languages/")]
    assert [page.follow(link).page.path for link in found] == ["languages/"]
