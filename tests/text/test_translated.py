"""What falls back to English when one English word changes: what holds it, and nothing else."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag

from guide import Settings, Site, all_texts, build, languages, limits, read_files, sitemap_of
from guide.kinds import TREE
from guide.read.catalogs import read_catalogs
from guide.text.translated import in_language
from guide.tools.catalogs import catalogs_written
from pseudo import MARK, catalogs, marked, named
from samples import FACTS, MESSAGES, ROOT, Files, edited, proven

PAGE = "docs/helpers.md"
ARTICLE = b"""---
title: For helpers
description: How to help others.
---
# For helpers

Send them [the first question](../steps/what-do-you-see/).

- Ask what they see.
- Never ask for a card number.
"""
FULL: Files = {**read_files(ROOT / "tests" / "full"), PAGE: ARTICLE}
CATALOGS = catalogs(proven(FULL))
SETTINGS = Settings(site_url="https://guide.example/", repo_url="https://code.example/guide")


@cache
def site(file: str = TREE, old: str = "", new: str = "") -> Site:
    """The guide after a change of its English, with the catalogs from before it."""
    return build({**edited(FULL, file, old, new), **CATALOGS}, SETTINGS)


def spanish(of: Site) -> Site:
    (other,) = of.others
    return other


WHOLE = spanish(site())
STEP = (TREE, "Ask for an answer in writing.", "Ask for an answer on paper.")
FACT = (FACTS, "Banks in Spain must answer.", "Banks in Spain should answer.")
LABEL = (TREE, "label: It says completed", "label: It reads completed")
MESSAGE = (MESSAGES, "Please trace [amount].", "Please find [amount].")
PASSAGE = (PAGE, "Ask what they see.", "Ask what they saw.")
LATE = {STEP: {"ask-your-bank"}, FACT: {"facts/banks-in-spain-answer"}, LABEL: {"what-do-you-see"}}
LATE |= {MESSAGE: {"messages/to-the-bank"}, PASSAGE: {PAGE}}
CHANGES = pytest.mark.parametrize("change", LATE, ids=["step", "fact", "label", "message", "passage"])
Change = tuple[str, str, str]


ROOT_ALONE = {"tree.json", "facts.json", "feed.xml", "search/search.js"}
"""What is for programs, and is the same in each language."""


def test_a_guide_that_is_translated_has_nothing_in_english() -> None:
    assert WHOLE.late == frozenset()
    assert site().remarks == ""
    assert {path.removeprefix("es/") for path in WHOLE.files} == set(site().files) - ROOT_ALONE


@CHANGES
def test_what_holds_the_changed_word_is_late_and_nothing_else(change: Change) -> None:
    after = site(*change)
    assert spanish(after).late == LATE[change]
    assert after.remarks == ""


# --- The pages that differ ---


def told_by(key: str) -> set[str]:
    """The sentences that only this entry of the guide has: no title and no answer, which other pages show too."""
    texts = [text for text in all_texts(proven(FULL)) if not text.kind.endswith(NAMES)]
    others = {text.english for text in texts if text.where != key}
    own = {text.english for text in texts if text.where == key} - others
    return {marked(sentence) for english in own for sentence in re.split(r"(?<=[.?!]) ", english)}


NAMES = (".title", ".label", ".summary", ".ask", ".name", ".start")


def words_of(page: str) -> str:
    """All that a page holds as a reader reads it."""
    return " ".join(html.unescape(re.sub(r"</?(?:mark|b|a|em)\b[^<>]*>", "", page)).split())


def showing(words: set[str]) -> set[str]:
    """The Spanish pages that show some of these words."""
    return {path for path, page in WHOLE.files.items() if any(each in words_of(page) for each in words)}


def differing(before: Site, after: Site) -> set[str]:
    """The pages that are not the same, but that which counts how far each language is."""
    assert set(before.files) == set(after.files)
    return {path for path, page in before.files.items() if page != after.files[path]} - {"es/languages/index.html"}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (STEP, "actions/ask-your-bank"),
        (FACT, "facts/banks-in-spain-answer"),
        (MESSAGE, "messages/to-the-bank"),
    ],
    ids=["step", "fact", "message"],
)
def test_the_pages_that_change_are_those_that_show_the_entry(change: Change, key: str) -> None:
    assert differing(WHOLE, spanish(site(*change))) == showing(told_by(key))


def test_a_changed_answer_changes_the_page_of_its_question_and_those_that_show_the_answer() -> None:
    words = told_by("questions/what-do-you-see") | {marked("It says completed")}
    after = spanish(site(*LABEL))
    assert differing(WHOLE, after) == showing(words)
    # Its own title, its other answer and the other questions stay as they are.
    assert marked("What do you see?") in words_of(after.files["es/steps/index.html"])
    assert marked("I am not sure") in words_of(after.files["es/flow/index.html"])
    assert "It reads completed" in words_of(after.files["es/flow/index.html"])


def test_a_changed_passage_changes_its_page_and_the_search() -> None:
    after = spanish(site(*PASSAGE))
    assert {name for name, text in WHOLE.articles.items() if text != after.articles[name]} == {"es/helpers.md"}
    assert after.articles["es/helpers.md"] == ARTICLE.decode().replace("what they see.", "what they saw.")
    assert differing(WHOLE, after) <= {"es/search/index.html", "es/search/search_index.json"}


def test_a_changed_word_of_a_template_changes_the_pages_that_show_it_and_no_entry() -> None:
    """A template of another English stands here for a catalog that knows an older one."""
    name, english = named("frame"), "Not you?"
    older = edited(CATALOGS, name, f'msgid "{english}"', 'msgid "Not yours?"')
    after = build({**FULL, **older}, SETTINGS)
    assert (after.remarks, spanish(after).late) == ("", frozenset())
    changed = differing(WHOLE, spanish(after))
    assert changed == showing({marked(english)})
    assert changed
    assert all(english in words_of(spanish(after).files[path]) for path in changed)


@CHANGES
def test_titles_and_answers_keep_their_translation_elsewhere(change: Change) -> None:
    """All but the changed one, as often as before, on every page but those of the late step itself."""
    after = spanish(site(*change))
    names = {marked(text.english) for text in all_texts(proven(FULL)) if text.kind.endswith(NAMES)}
    own = {f"es/steps/{name}/index.html" for key in after.late for name in (key, REDIRECT.get(key))}
    for path in {path for path in WHOLE.files if path.endswith(".html")} - own:
        before, now = (Counter(lines_of(of.files[path])) for of in (WHOLE, after))
        lost = {name for name in names if now[name] < before[name]}
        assert lost <= {marked("It says completed")}, path


REDIRECT = {"ask-your-bank": "ask-the-bank", "what-do-you-see": "what-did-you-see"}


def lines_of(page: str) -> Iterator[str]:
    """Each stretch of words between two tags."""
    for text in re.split(r"<[^<>]*>", page):
        yield " ".join(html.unescape(text).split())


# --- The page of a step that is late ---

SLUG = "steps/ask-your-bank/"


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Site:
    """The guide with a step in English; here so many may be late that other pages still lead to the language."""
    monkeypatch.setattr(limits, "MOST_LATE_STEPS", 0.5)
    return build({**edited(FULL, *STEP), **CATALOGS}, SETTINGS)


def without_words(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def test_a_late_step_is_in_english_in_the_frame_of_its_language(late: Site) -> None:
    page = without_words(spanish(late).files[f"es/{SLUG}index.html"])
    main, header, footer = (page.find(name) for name in ("main", "header", "footer"))
    assert isinstance(main, Tag)
    assert isinstance(header, Tag)
    assert isinstance(footer, Tag)
    assert (page.html["lang"], main["lang"], main["dir"]) == ("es", "en", "ltr")  # type: ignore[index]
    own = main.select('[lang="es"]')  # The link that leads to its translation.
    assert len(own) == 1
    assert sum(MARK in text for text in main.find_all(string=True)) == sum(MARK in text for text in own[0].strings)
    assert "Ask for an answer on paper." in main.get_text()
    for part in (header, footer):
        words = re.findall(r"[^\W\d_]+", part.get_text())
        assert {word for word in words if not word.endswith(MARK)} <= {"English", "Español"}
    canonical = page.select_one('link[rel="canonical"]')
    assert canonical
    assert canonical["href"] == f"{SETTINGS.site_url}{SLUG}"
    edit = [str(link["href"]) for link in page.select("a[href*='/edit/main/']")]
    assert edit
    assert all("/edit/main/translations/es/" in address for address in edit)


def test_a_late_step_has_no_entry_in_the_sitemap_and_is_no_page_in_another_language(late: Site) -> None:
    """All others have one for each language, and name each other."""
    entries = re.findall(r"<url><loc>(.*?)</loc>(.*?)</url>", sitemap_of(late))
    listed = {address.removeprefix(SETTINGS.site_url): links.count("hreflang=") for address, links in entries}
    assert f"es/{SLUG}" not in listed
    assert listed[SLUG] == 0
    assert {f"es/{path}" for path in listed if not path.startswith("es/") and path != SLUG} == {
        path for path in listed if path.startswith("es/")
    }
    assert {count for path, count in listed.items() if path != SLUG} == {3}


def test_a_language_with_too_many_late_steps_is_in_no_menu_and_no_sitemap() -> None:
    after = site(*STEP)  # One of four.
    assert "/es/" not in sitemap_of(after)
    leads = re.compile(r'href="(?:\.\./)*es/')
    assert not any(leads.search(page) for page in after.files.values())
    assert leads.search(site().files["steps/index.html"])


def test_the_search_lists_a_late_step_by_its_translated_title(late: Site) -> None:
    index = json.loads(spanish(late).files["es/search/search_index.json"])
    (entry,) = (each for each in index["docs"] if each["location"] == SLUG)
    assert entry["title"] == marked("Ask your bank")
    assert "Ask for an answer on paper." in entry["text"]
    assert spanish(late).files["es/search/index.html"] == WHOLE.files["es/search/index.html"]


def test_english_words_on_a_page_of_another_language_say_that_they_are_english() -> None:
    """So that a screen reader reads them as English."""
    for change, words in (
        (FACT, "Banks in Spain should answer."),
        (MESSAGE, "Please find"),
        (STEP, "Ask for an answer on paper."),
    ):
        after = spanish(site(*change))
        pages = [path for path in differing(WHOLE, after) if path.endswith(".html")]
        assert pages
        for path in pages:
            body = BeautifulSoup(after.files[path], "html.parser").find("body")
            assert isinstance(body, Tag)
            for text in body.find_all(string=re.compile(re.escape(words))):
                around = next((tag for tag in text.parents if tag.get("lang") or tag.get("data-reply")), None)
                assert around is not None, (path, text)
                assert around.get("lang", "en") == "en", (path, text)  # What somebody may share is one text.


# --- Proposals ---


@pytest.mark.parametrize(
    ("change", "proposed"),
    [
        (STEP, ("actions", "Ask for an answer in writing.", "Ask for an answer on paper.")),
        (FACT, ("facts", "Banks in Spain must answer.", "Banks in Spain should answer.")),
        (LABEL, ("questions", "It says completed", "It reads completed")),
        (PASSAGE, ("pages", "Ask what they see.", "Ask what they saw.")),
    ],
    ids=["step", "fact", "label", "passage"],
)
def test_the_old_words_are_proposed_for_the_new_english(change: Change, proposed: tuple[str, str, str]) -> None:
    kind, old, new = proposed
    files = edited(FULL, *change)
    (catalog,) = read_catalogs(CATALOGS)
    after = catalogs_written(catalog, all_texts(proven(files)))
    (name,) = (name for name, text in after.items() if text.encode() != CATALOGS[name])
    assert name == named(kind)
    assert f'#, fuzzy\n#| msgid "{old}"\n' in after[name]
    assert f'msgid "{new}"\nmsgstr "{marked(old)}"\n' in after[name]
    again = {name: text.encode() for name, text in after.items()}
    assert spanish(build({**files, **again}, SETTINGS)).late == LATE[change]  # A proposal is not shown.


# --- What is the same in each language ---


def main_of(page: str) -> Tag:
    found = BeautifulSoup(page, "html.parser").find("main")
    assert isinstance(found, Tag)
    return found


def links_of(path: str, page: str) -> list[str]:
    """Where the links of a page lead, as if its language had no folder; none to what is in English only."""
    base = f"https://guide.example/{path.removesuffix('index.html')}"
    found = [urljoin(base, str(link["href"])) for link in main_of(page).select("a[href]")]
    inside = [address.removeprefix("https://guide.example/") for address in found if not address.startswith(OUTSIDE)]
    if path.startswith("es/"):
        out = {address for address in inside if not address.startswith(("es/", "https:"))}
        assert out <= {*ROOT_ALONE, "messages/#to-the-bank"}
        inside = [address.removeprefix("es/") for address in inside if address not in out]
    return [address for address in inside if address not in ROOT_ALONE]


OUTSIDE = ("mailto:", SETTINGS.repo_url)
"""They hold words, and the lines of a catalog."""


PAGES = [
    path
    for path, page in site().files.items()
    if path.endswith("/index.html") and "<main" in page and path != "languages/index.html"
]
"""All but that which leads from each language to the others."""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_the_same_ids_links_and_numbers_in_each_language(path: str) -> None:
    english, other = site().files[path], WHOLE.files[f"es/{path}"]
    before, after = main_of(english), main_of(other)
    ids = [[str(tag["id"]) for tag in page.select("[id]")] for page in (before, after)]
    assert ids[1] == ids[0]
    data = [
        [
            sorted(
                (name, value) for name, value in tag.attrs.items() if name in ("data-step", "data-kind", "data-country")
            )
            for tag in page.find_all(True)
            if tag.attrs.keys() & {"data-step", "data-kind", "data-country"}
        ]
        for page in (before, after)
    ]
    assert data[1] == data[0]
    assert links_of(f"es/{path}", other) == links_of(path, english)


def test_windows_and_waits_are_the_same_in_each_language() -> None:
    (found,) = languages({**FULL, **CATALOGS}, proven(FULL))
    english, other = proven(FULL), in_language(proven(FULL), found.language).tree
    assert [*other] == [*english]
    for name, action in english.actions.items():
        there = other.actions[name]
        assert (there.wait, there.not_solved, there.facts, there.message) == (
            (action.wait, action.not_solved, action.facts, action.message)
        )
        assert (there.window and there.window.days) == (action.window and action.window.days)
    for name, clock in english.clocks.items():
        assert (other.clocks[name].length, other.clocks[name].steps) == (clock.length, clock.steps)
    for name, question in english.questions.items():
        assert [(each.id, each.next) for each in other.questions[name].options] == (
            [(each.id, each.next) for each in question.options]
        )
