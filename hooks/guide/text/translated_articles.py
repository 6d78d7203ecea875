"""Hand-written pages in another language: the same headings, lists and links with other words, or the English page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from guide.article import Article
from guide.catalog import Text
from guide.language import PAGES, Language
from guide.read.articles import BEGINS, read_article
from guide.read.letters import without_marks
from guide.text.numbered_links import numbered, restored


@dataclass
class _Part:
    """A passage: what stands before it and is no words, such as “- ”, and its words, in one line."""

    before: str
    words: str


_BEFORE = re.compile(r"\s*(?:[-*+] |\d+[.)] |#+ |> ?)?")
_TAG = re.compile(r"<[^<>]*>")


def texts_of_article(article: Article) -> Iterator[Text]:
    """Every passage that has words."""
    for words in (article.head.title, article.head.description):
        yield Text(PAGES, words, article.file)
    for part in _parts(article):
        if _has_words(part.words):
            yield Text(PAGES, numbered(part.words), article.file)


def articles_in(articles: Mapping[str, Article], language: Language) -> Iterator[tuple[str, Article | None]]:
    """For each page for readers its file, and the page in `language`; none where a passage is not up to date."""
    for file, article in articles.items():
        if article.for_readers:
            whole = all(text.key in language.words for text in texts_of_article(article))
            yield file, _said(article, language) if whole else None


def _said(article: Article, language: Language) -> Article | None:
    def say(english: str) -> str:
        return restored(language.words[PAGES, numbered(english)][0], english)

    # The reader of YAML takes no mark of direction, and one line needs none.
    head = {key: without_marks(say(getattr(article.head, key))) for key in ("title", "description")}
    lines = [f"{key}: {json.dumps(words, ensure_ascii=False)}" for key, words in head.items()]
    body = [part.before + (say(part.words) if _has_words(part.words) else part.words) for part in _parts(article)]
    found = read_article(article.file, "\n".join(["---", *lines, "---", *body]))
    return found if isinstance(found, Article) else None  # No translation stops the site.


_LINK = re.compile(r'(\]\(|href=")((?:\.\./)*)([^/#)":]+)')


def below_a_folder(article: Article, only_in_english: Set[str]) -> str:
    """The text of a page for the folder of a language. Links to what is `only_in_english` lead out of that folder."""

    def led(link: re.Match[str]) -> str:
        out = "../" if link[3].removesuffix(".md") in only_in_english else ""
        return f"{link[1]}{out}{link[2]}{link[3]}"

    return _LINK.sub(led, article.text)


def _parts(article: Article) -> list[_Part]:
    parts: list[_Part] = []
    goes_on = False
    for line in article.text[article.start :].split("\n"):
        before = _BEFORE.match(line)
        if goes_on and line.strip() and not BEGINS.match(line):
            parts[-1].words += f" {line.strip()}"
            continue
        start = before[0] if before else ""
        parts.append(_Part(start, line[len(start) :].rstrip()))
        goes_on = bool(line.strip())
    return parts


def _has_words(words: str) -> bool:
    return any(sign.isalpha() for sign in _TAG.sub("", words))
