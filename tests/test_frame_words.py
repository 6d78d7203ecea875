"""No word of a template stands outside of a message: in a language whose every word has a mark, all of them have it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from guide import Frame, Graph, Settings, frame_loader, prove, read_files, site_pages, walkable
from guide.catalog import Text
from guide.entry import marks
from guide.kinds import KINDS
from guide.language import Language
from guide.pages.frame_words import frame_words
from guide.pages.steps import first_question
from guide.text.translated import in_language
from guide.tree import DecisionTree
from guide.values import Text as Readable
from pseudo import MARK, WORD, marked
from samples import ROOT

OVERRIDES = ROOT / "overrides"


class AllWords(dict[tuple[str, str], tuple[str, ...]]):
    """A catalog that holds every text, its words with their marks."""

    def __missing__(self, key: tuple[str, str]) -> tuple[str, ...]:
        return (marked(key[1]),)

    def get(self, key: tuple[str, str], default: Any = None) -> Any:
        return self[key]

    def __contains__(self, key: object) -> bool:
        return True


class Marked(Language):
    """English, with a mark behind every word that comes from a catalog or from CLDR."""

    @property
    def without_words(self) -> Language:
        return self  # Its days have marks too.

    def gettext(self, english: str) -> str:
        asked.add((english, ""))
        return marked(english)

    def ngettext(self, one: str, many: str, count: int) -> str:
        asked.add((one, many))
        return marked(one if count == 1 else many)

    def day(self, day: date) -> str:
        return marked(super().day(day))

    def short_day(self, day: date) -> str:
        return marked(super().short_day(day))

    def _as(self, skeleton: str, day: date) -> str:
        return marked(super()._as(skeleton, day))

    def _months(self, width: str) -> list[str]:
        return [marked(name) for name in super()._months(width)]

    def _weekdays(self, width: str) -> list[str]:
        return [marked(name) for name in super()._weekdays(width)]


asked: set[tuple[str, str]] = set()
"""Every message that a page has asked for."""
LANGUAGE = Marked("en-au", AllWords())


def marked_tree(tree: DecisionTree) -> DecisionTree:
    """The tree with a mark behind every word, also of those that no translation changes, such as the name of a law."""
    new = in_language(tree, LANGUAGE).tree
    sections: dict[str, Any] = {}
    for section in KINDS:
        sections[section] = {
            name: entry.model_copy(
                update={
                    field: marked(value)
                    for field, mark in marks(type(entry)).items()
                    if isinstance(mark, Readable) and mark.of_others and isinstance(value := getattr(entry, field), str)
                }
            )
            for name, entry in getattr(new, section).items()
        }
    articles = {
        name: replace(article, head=article.head.model_copy(update={"title": marked(article.head.title)}))
        for name, article in new.articles.items()
    }
    sent = {name: message.model_copy() for name, message in sections["messages"].items()}
    english = replace(new, **(sections | {"messages": sent}), articles=articles)
    return replace(english, messages=sections["messages"], english=english)


class Sample(Frame):
    """Fills some pages of each template: all of them would take most of the time, and say the same words again."""

    most = 25

    def fill(self, template: str, path: str, **values: Any) -> str:
        self.filled[template] += 1
        return super().fill(template, path, **values) if self.filled[template] <= self.most else ""

    @cached_property
    def filled(self) -> Counter[str]:
        return Counter()


def frame_of(guide: str) -> Frame:
    settings = Settings(
        site_url="https://guide.example/",
        repo_url="https://code.example/guide",
        mail="us@guide.example",
        today=date(2030, 1, 1),  # Each fact is due for a new check, and that is said.
        language=LANGUAGE,
        languages=(LANGUAGE,),
    )
    return Sample(Graph(marked_tree(prove(read_files(ROOT / guide), walkable).tree)), settings)


def by_mkdocs(frame: Frame) -> Iterator[tuple[str, str]]:
    """The pages that MkDocs puts into the frame, as hooks/mkdocs_guide.py lets it."""
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(OVERRIDES), frame_loader()]), extensions=["jinja2.ext.i18n"]
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(frame.shared, first=first_question(frame), known=(), feed=True, others=())
    environment.globals.update(here="", canonical="https://guide.example/", edit="https://code.example/edit")
    config = SimpleNamespace(site_name="Refund Guide", site_description="")
    page = SimpleNamespace(meta={}, title="", content="", file=SimpleNamespace(src_uri="index.md"))
    for name, shown in (("main.html", page), ("404.html", None)):
        yield name, environment.get_template(name).render(config=config, base_url=".", page=shown, path="")


@cache
def pages(guide: str) -> dict[str, str]:
    frame = frame_of(guide)
    found = {page.path: page.text for page in site_pages(frame) if page.path.endswith("/")}
    return {**found, **dict(by_mkdocs(frame))}


_TAG = re.compile(r"<(/?[a-z!][a-z0-9]*)((?:\"[^\"]*\"|[^\">])*)>", re.IGNORECASE)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_VISIBLE = re.compile(r' (title|aria-label|alt|placeholder|data-[a-z]+|content)="([^"]*)"')
_ID = re.compile(r"[a-z0-9/-]*")
_NO_LANGUAGE = re.compile(
    r"https?://[^\s<>\])]+|(?:[a-z0-9-]+\.)+[a-z]+\b|\[/?(?:b|url=?)\]?|\\[0-9a-f]{4}|^[A-Z]$|^English$", re.MULTILINE
)
"""Addresses, names of sites, marks of BBCode, signs of a stylesheet, letters above the phrases, the name of English."""


def visible(page: str) -> Iterator[str]:
    """All that a reader can see or hear of a page: its words, those in attributes, those that its style adds."""
    for style in _STYLE.findall(page):
        yield from re.findall(r'content:"([^"]*)"', style)
    rest = _STYLE.sub("", page)
    for name, attributes in _TAG.findall(rest):
        if name == "meta" and not re.search(r'="(?:description|og:(?:title|description|image:alt))"', attributes):
            continue
        for attribute, value in _VISIBLE.findall(attributes):
            if not (attribute.startswith("data-") and _ID.fullmatch(value)):
                yield html.unescape(value)
    yield html.unescape(_TAG.sub("\n", rest))


def without_a_mark(page: str) -> list[str]:
    """Where words stand that come from no message and from no entry, each with what stands around it."""
    found = []
    for text in visible(page):
        plain = _NO_LANGUAGE.sub("", text)
        for word in WORD.finditer(plain):
            if not word[0].endswith(MARK):
                found.append(" ".join(plain[max(0, word.start() - 30) : word.end() + 30].split()))
    return found


@pytest.mark.parametrize("guide", [".", "tests/full"])
def test_every_word_of_a_page_is_from_an_entry_or_from_a_message(guide: str) -> None:
    found = {path: words for path, page in pages(guide).items() if (words := without_a_mark(page))}
    assert not found, dict(list(found.items())[:5])


def test_a_forgotten_word_would_be_found() -> None:
    page = pages("tests/full")["404.html"]
    for forgotten in ("<p>Forgotten</p>", '<a title="Forgotten">', '<style>p::before{content:"Forgotten"}</style>'):
        assert len(without_a_mark(page + forgotten)) == 1, forgotten
    assert not without_a_mark('<p data-step="an-id">' + page)


@cache
def messages() -> tuple[Text, ...]:
    return tuple(frame_words())


def test_the_templates_of_the_host_have_no_message_of_their_own() -> None:
    """The compiler, which writes the catalogs, does not know them."""
    assert {text.key for text in frame_words(OVERRIDES)} == {text.key for text in messages()}


def test_every_message_that_a_page_asks_for_is_known() -> None:
    """Else nobody could translate it: how templates are searched and how they are filled have to agree."""
    assert pages(".")
    assert pages("tests/full")
    assert asked <= {(message.english, message.many) for message in messages()}


def test_a_message_has_one_plural_and_is_no_other_message() -> None:
    """A catalog knows a message by its first form."""
    plurals: dict[str, set[str]] = {}
    for message in messages():
        plurals.setdefault(message.english, set()).add(message.many)
    assert not {english: many for english, many in plurals.items() if len(many) > 1}


@pytest.mark.parametrize("message", sorted({message[1::2] for message in map(tuple, messages())}))
def test_a_message_holds_words_and_what_a_sentence_needs(message: tuple[str, str]) -> None:
    """No space that a translation could lose, no quotation mark that would end an attribute, no tag with a class."""
    for form in filter(None, message):
        assert form == form.strip()
        assert '"' not in form
        values = dict.fromkeys(re.findall(r"%\((\w+)\)s", form), "")
        assert "%" not in re.sub(r"%\(\w+\)s|%%", "", form)
        assert form % values is not None
        assert {*re.findall(r"<[^>]*>", form)} <= {
            f"<{end}{tag}>" for tag in ("b", "strong", "span") for end in ("", "/")
        }
