"""Letters: texts to a bank, a lender or an authority in the language that is read there, beside the reader's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import Tag

from guide import LOCK, Refused, Settings, build
from guide.catalog import FOLDER
from guide.language import Language
from guide.read.catalogs import read_catalog
from pseudo import catalogs, changed, marked, named
from reader import Page, Pages, texts
from samples import MESSAGES, ROOT, TREE, Files, data, edited, proven, small
from test_lists import solid
from test_translations_command import Command, guide

__all__ = ["guide"]
LETTER = "Please trace [amount]."
READERS = ("bank", "paypal", "pay-later", "authority")


def to_a_bank() -> Files:
    """The small guide, in which a bank gets the text to copy."""
    return small(
        lambda text: text.replace("    title: Ask your bank\n", "    title: Ask your bank\n    turns_to: bank\n")
    )


def with_letters(files: Files, code: str = "it") -> Files:
    """The same with a language in which there are letters, and nothing else."""
    name = named("messages", code)
    said = catalogs(proven(files), code)[name]
    return {**files, name: said}


def pages(files: Files, code: str = "en") -> Pages:
    site = build(files, Settings())
    made = {each.language.code: Pages(each.files) for each in (site, *site.others)}
    assert code in made, [*made]
    return made[code]


def opened(page: Page, letter: str) -> Tag:
    """The part of a page that shows one letter."""
    (part,) = (each for each in page.main.select("details.message") if each.select(f'[id="{letter}"]'))
    return part


# --- the guide as it is ---


def sent(code: str) -> dict[str, str]:
    """The letters of a catalog as plain data: what it has for each text of messages.yaml that is up to date."""
    text = (ROOT / FOLDER / code / "messages.po").read_text(encoding="utf-8")
    ready = {each.english: each.words[0] for each in read_catalog("", text)[0] if each.is_ready}
    english = {name: message["text"].rstrip("\n") for name, message in data("messages").items()}
    return {name: ready[text] for name, text in english.items() if text in ready}


def languages() -> list[str]:
    """The codes of those that have texts to send."""
    return sorted(path.parent.name for path in (ROOT / FOLDER).glob("*/messages.po"))


@pytest.mark.parametrize("code", languages())
def test_every_letter_is_shown_as_its_catalog_has_it_and_beside_it_what_it_says(site: Pages, code: str) -> None:
    """One whose English is newer is in English, and needs no other words beside it."""
    page = site[f"letters/{code}/"]
    shown = {str(part.select("[id]")[0]["id"]): part for part in page.main.select("details.message")}
    assert shown
    ready = sent(code)
    for name, part in shown.items():
        english = data("messages")[name]["text"]
        (text,), meanings = part.select("pre"), part.select(".meaning")
        assert solid(text.get_text()) == solid(ready.get(name, english))
        assert text["lang"] == (Language(code).tag if name in ready else "en")
        assert [solid(meaning.get_text()) for meaning in meanings] == [solid(english)] * (name in ready)
        assert [len(meaning.select("mark")) for meaning in meanings] == [len(text.select("mark"))] * (name in ready)


def written_in(message: str) -> set[str]:
    """The codes of the languages in which somebody may read this text, of those that the guide knows."""
    read = data("messages")[message].get("read_in", languages())
    return {code for code in languages() if code in read}


def test_whoever_turns_to_a_bank_finds_the_text_in_each_language_that_has_it(
    site: Pages, source: dict[str, Any]
) -> None:
    for name, action in source["actions"].items():
        message = action.get("message", "")
        if not message or action.get("turns_to") not in READERS or data("messages")[message].get("sent_in"):
            continue
        page = site.step(name)
        links = page.main.select("a[href*='/letters/#']")
        assert len(links) == (1 if written_in(message) else 0), name
        for link in links:
            there = page.follow(link)
            (part,) = there.page.main.select(f'[id="{message}"]')
            offered = {str(each["href"]).split("/")[0] for each in part.select("a")}
            assert offered == {"en", *written_in(message)}
            for each in part.select("a"):
                assert there.page.follow(each).page.main.select(f'[id="{message}"] pre')


def test_the_page_of_a_country_leads_to_the_letters_in_its_language(site: Pages) -> None:
    written = {*languages()}
    for name, country in data("countries").items():
        page = site[f"countries/{name}/"]
        offered = {str(link["href"]).split("/")[-2] for link in page.main.select("a[href*='/letters/']")}
        assert offered == written & {*country.get("letters", [])}, name
        assert all(Language(code).is_known for code in country.get("letters", []))


def test_a_reader_in_another_language_can_send_the_english_one(site: Pages) -> None:
    page = site["es/letters/en/"]
    for part in page.main.select("details.message"):
        name = str(part.select("[id]")[0]["id"])
        assert solid(part.select("pre")[0].get_text()) == solid(data("messages")[name]["text"])
        assert solid(part.select(".meaning")[0].get_text()) == solid(
            sent("es").get(name, data("messages")[name]["text"])
        )
    for part in site["es/letters/es/"].main.select("details.message"):
        assert not part.select(".meaning")


def test_no_letter_is_offered_that_goes_to_aliexpress_or_to_a_forum(site: Pages) -> None:
    for path in site:
        if re.fullmatch(r"(es/)?letters/[a-z-]+/", path):
            for part in site[path].main.select("details.message"):
                message = data("messages")[str(part.select("[id]")[0]["id"])]
                assert not message.get("sent_in"), message["name"]
                assert message["title"] != "to a forum"


# --- languages with letters alone ---


def test_a_language_with_letters_alone_has_no_pages_but_its_letters() -> None:
    files = with_letters(to_a_bank())
    site = build(files, Settings())
    assert not site.others
    assert not site.remarks
    english = Pages(site.files)
    assert texts(opened(english["letters/it/"], "to-the-bank").select("pre")) == [marked(LETTER)]
    assert "it/" not in english


def test_a_guide_without_translations_has_no_page_of_letters_and_no_link_to_one() -> None:
    english = pages(to_a_bank())
    assert not [path for path in english if path.startswith("letters/")]
    assert not [link for page in english.values() for link in page.soup.select("a[href*='letters/']")]


def test_a_text_that_no_bank_gets_is_no_letter() -> None:
    assert "letters/it/" not in pages(with_letters(small()))


def test_a_text_for_one_country_is_a_letter_in_its_languages_alone() -> None:
    files = edited(to_a_bank(), MESSAGES, "    title: to your bank\n", "    title: to your bank\n    read_in: [da]\n")
    assert not pages(with_letters(files))["letters/it/"].main.select("pre")
    assert pages(with_letters(files, "da"))["letters/da/"].main.select("pre")


def test_a_letter_with_a_problem_or_a_new_english_is_in_english() -> None:
    files = with_letters(to_a_bank())
    wrong = changed(
        files, named("messages", "it"), lambda text: text.replace(f'"{marked(LETTER)}"', '"Cercate, prego."')
    )
    site = build(wrong, Settings())
    assert "[translations-with-other-blanks]" in site.remarks
    newer = edited(files, MESSAGES, "Please trace", "Please find")
    for english, text in ((Pages(site.files), LETTER), (pages(newer), "Please find [amount].")):
        part = opened(english["letters/it/"], "to-the-bank")
        assert [(letter.get_text(), letter["lang"]) for letter in part.select("pre")] == [(text, "en")]
        assert "not ready in this language yet" in part.get_text()


def test_an_address_of_letters_stays_as_long_as_the_guide() -> None:
    files = with_letters(to_a_bank())
    locked = {**files, LOCK: (files[LOCK] or b"") + b"/letters/\n/letters/en/\n/letters/it/\n"}
    proven(locked)
    gone = {name: content for name, content in locked.items() if not name.startswith(FOLDER)}
    with pytest.raises(Refused) as refused:
        proven(gone)
    assert [str(problem.message) for problem in refused.value.problems] == [
        "the addresses below /letters/it/ were published, and translations/it is gone."
    ]


# --- the command ---


def test_letters_are_begun_and_kept_without_the_rest(guide: Command) -> None:
    tree = guide.root / TREE
    tree.write_bytes(to_a_bank()[TREE] or b"")
    assert guide("translations", "--letters", "it") == (0, "it: 0 of 1 letter up to date, no pages.\n", "")
    assert [*guide.catalogs] == ["translations/it/messages.po"]
    catalog = guide.root / "translations" / "it" / "messages.po"
    begun = catalog.read_text(encoding="utf-8")
    assert begun.count("msgctxt") == 1
    written = begun.replace(f'msgid "{LETTER}"\nmsgstr ""', f'msgid "{LETTER}"\nmsgstr "Cercate [importo]."')
    catalog.write_text(written, encoding="utf-8")
    assert guide("translations") == (0, "it: 1 of 1 letter up to date, no pages.\n", "")
    assert catalog.read_text(encoding="utf-8") == written
    code, said, _ = guide("check", "--on", "2026-11-29")
    assert code == 0
    assert said.endswith("it: 1 of 1 letter up to date, no pages.\n")


def test_letters_of_a_language_with_pages_are_among_its_other_texts(guide: Command) -> None:
    guide.translate()
    before = guide.catalogs
    assert guide("translations", "--letters", "es")[0] == 0
    assert guide.catalogs == before
