"""Pseudo languages: words that nobody reads, with the letters, the direction and the length of another language, for
every text of the guide. A site in them shows what other letters do to its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from types import SimpleNamespace
from zlib import crc32

import markdown
from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from guide import Graph, Settings, editions, frame_loader
from guide.catalog import Text
from guide.language import Language
from guide.pages.steps import first_question
from samples import ROOT

_KEPT = re.compile(
    r"%\(\w+\)s|%%|<[^<>]*>|&#?\w+;|\]\([^)]*\)|`[^`]*`"  # Values, tags, links, code.
    r"|[A-Za-z-]+(?:\.[a-z-]+)+|\S*\d\S*"  # Sites, numbers.
    r"|\b(?:[A-Z]{2,}|[A-Z][a-z]+[A-Z]\w*|[a-z]+[A-Z]\w*)\b"  # Names such as ARN, AliExpress and iDEAL.
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_HEBREW = dict(zip("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתםןךףץ", strict=False))
_FIRST_CHINESE, _CHINESE = 0x4E00, 2000


def _hebrew(word: str) -> str:
    """Each letter has one that stands for it; every fifth stands there twice."""
    letters = [_HEBREW.get(letter, "ץ") for letter in word.lower()]
    return "".join(letter * (2 if number % 5 == 4 else 1) for number, letter in enumerate(letters))


def _chinese(word: str) -> str:
    """Six signs, each two letters wide, for ten letters."""
    count = -(-len(word) * 6 // 10)
    return "".join(
        chr(_FIRST_CHINESE + crc32(f"{word.lower()}{number}".encode()) % _CHINESE) for number in range(count)
    )


_WORDS: Mapping[str, Callable[[str], str]] = {"he": _hebrew, "ar": _hebrew, "zh": _chinese, "ja": _chinese}
"""How the languages write a word."""
_SIGNS = {", ": "，", ". ": "。", "?": "？", ": ": "：", "; ": "；"}
_BETWEEN_SIGNS = re.compile(r"(?<=[\u4e00-\u9fff，。？：；]) (?=[\u4e00-\u9fff])")


def pseudo(english: str, code: str) -> str:
    """What the text is in a pseudo language: the same markup, links, numbers, values and names."""
    found, start = [], 0
    for kept in [*_KEPT.finditer(english), None]:
        between = english[start : kept.start() if kept else len(english)]
        found.append(_WORD.sub(lambda word: _WORDS[code](word[0]), between))
        if kept:
            found.append(kept[0])
            start = kept.end()
    said = "".join(found)
    if not Language(code).counts_words:
        said = re.sub(r"(?<=[\u4e00-\u9fff])(?:[,.:;] (?=[\u4e00-\u9fff])|\?)", lambda sign: _SIGNS[sign[0]], said)
        said = re.sub(r"(?<=[\u4e00-\u9fff])\.$", "。", said, flags=re.MULTILINE)
        said = _BETWEEN_SIGNS.sub("", said)
    return said


def pseudo_language(code: str, texts: Iterable[Text], late: Container[str] = ()) -> Language:
    """A language that has words for all `texts` but those of the `late` entries, as many forms as its plural has."""
    forms = Language(code).plural_rule[0]

    def said(text: Text) -> tuple[str, ...]:
        one, many = pseudo(text.english, code), pseudo(text.many, code)
        return (one,) if not many else (one, *[many] * (forms - 1)) if forms > 1 else (many,)

    all_of_them = list(texts)
    missing = {text.key for text in all_of_them if text.where in late}
    return Language(code, {text.key: said(text) for text in all_of_them if text.key not in missing})


def pseudo_site(graph: Graph, languages: Iterable[Language], settings: Settings) -> Iterator[tuple[str, str]]:
    """Every page of the guide in these languages, its path in the site and its text: the finished ones, and those that
    MkDocs would put into the frame."""
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(ROOT / "overrides"), frame_loader()]), extensions=["jinja2.ext.i18n"]
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    template = environment.get_template("main.html")
    config = SimpleNamespace(site_name=settings.site_name, site_description="")
    for edition in editions(graph, languages, settings):
        frame, folder = edition.frame, edition.told.language.folder
        if frame.language.is_english:
            continue
        yield from ((page.file, page.text) for page in edition.pages())
        shared = {**frame.shared, "first": first_question(frame), "feed": False}
        for article in edition.told.tree.articles_for_readers():
            page = SimpleNamespace(
                meta={"description": article.head.description},
                title=article.head.title,
                content=markdown.markdown(article.text[article.start :], extensions=["toc", "tables", "fenced_code"]),
                is_homepage=not article.path,
            )
            base = "/".join([".."] * (folder + article.path).count("/"))
            values = {"config": config, "base_url": base, "page": page, "here": article.path}
            html = template.render(**shared, **values, canonical="", edit="", in_english=False)
            yield f"{folder}{article.path}index.html", html
