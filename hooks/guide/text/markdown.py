"""Text from the YAML: a small part of Markdown, rendered by markdown-it-py with HTML off, and its plain words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from guide import limits
from guide.kinds import Action, Question
from guide.language import begins_a_sentence
from guide.text.external_links import marked
from guide.tree import DecisionTree
from guide.values import Trace

_MARKDOWN = MarkdownIt("zero", {"html": False}).enable(["emphasis", "link", "list", "escape", "entity"])
_EVERYTHING = MarkdownIt("commonmark", {"html": True})
_ODD = {
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "a picture",
    "code_inline": "code",
    "code_block": "code",
    "fence": "code",
    "heading_open": "a heading",
    "blockquote_open": "a quotation",
    "hr": "a line",
    "hardbreak": "a line break",
}

_PLAIN = re.compile(r"(?!.*_)(?=[^\W\d]|[“‘¿¡])[\w \xa0,.;:?()/%€£$'’‘“”–¿¡-]*")
"""Texts without any mark that Markdown could see. Most texts are, and need no parser."""

PLACEHOLDER = re.compile(r"\{[{%#]|[$#]\{|<%")
"""How template languages begin one. Nothing here would fill it, so readers would see it as it is."""

Href = Callable[[str], str]
"""Turns the target of a link (a step's id or a web address) into an address that works on the page."""


def render(text: str, href: Href) -> Markup:
    """`text` as HTML blocks."""
    if _PLAIN.fullmatch(text):
        return Markup(f"<p>{text.strip()}</p>")
    return _with_links(_blocks(text), href)


def render_line(text: str, href: Href) -> Markup:
    """`text` as HTML without a block around it."""
    if _PLAIN.fullmatch(text):
        return Markup(text.strip())
    return _with_links(_line(text), href)


def _with_links(pieces: Sequence[str], href: Href) -> Markup:
    if len(pieces) == 1:
        return Markup(pieces[0])
    return marked("".join(escape(href(piece)) if place % 2 else piece for place, piece in enumerate(pieces)))


_CUT = "\0"
"""What no text holds: Markdown knows no such character."""


def _link_open(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return f'<a href="{_CUT}{tokens[index].attrs["href"]}{_CUT}">'


def _break(*_: object) -> str:
    """A backslash at the end of a line makes no line break. A rule refuses it, but not every text is asked first."""
    return "\n"


_MARKDOWN.add_render_rule("link_open", _link_open)
_MARKDOWN.add_render_rule("hardbreak", _break)


# Many pages show the same text, each with its own way to what it links to, and `mkdocs serve` builds them again at each
# edit. So each text is parsed once, and its HTML kept in pieces: every second one is the target of a link.


@lru_cache(limits.MOST_TEXTS)
def _blocks(text: str) -> tuple[str, ...]:
    return _pieces(_MARKDOWN.parse(text))


@lru_cache(limits.MOST_TEXTS)
def _line(text: str) -> tuple[str, ...]:
    return _pieces(_MARKDOWN.parseInline(text))


def _pieces(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})).strip().split(_CUT))


@lru_cache(limits.MOST_TEXTS)
def plain(text: str) -> str:
    """The words of `text` alone, in one line."""
    if _PLAIN.fullmatch(text):
        return _in_one_line(text)
    words = re.sub(r"</(p|li)>", " ", "".join(_blocks(text)))
    return _in_one_line(html.unescape(re.sub(r"<[^>]+>", "", words)))


def _in_one_line(text: str) -> str:
    """Without the ends of its lines. A space that does not break stays one, so that no sentence ends at “EE. UU.”."""
    return re.sub(r"[ \t\n]+", " ", text).strip()


_STOP = re.compile(r"(?:(?<=[.!?؟।])|(?<=[.!?؟।][”\"»“])) +(?=[^ ])")
"""Where a sentence may end; it depends on what comes behind."""
_BEFORE_SENTENCES = "“[¿¡«„"
"""What may stand before the first letter of one."""


@lru_cache(limits.MOST_TEXTS)
def whole_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text of one paragraph, to show them apart; with their markup. (The rules on plain English
    count words between any two stops, a colon too.)"""
    words = _in_one_line(text)
    found: list[str] = []
    begin = 0
    for stop in _STOP.finditer(words):
        first = words[stop.end()]
        if first in _BEFORE_SENTENCES or first.isdigit() or begins_a_sentence(first):
            found.append(words[begin : stop.start()])
            begin = stop.end()
    return (*found, words[begin:])


def asked_first(text: str) -> tuple[str, str]:
    """The question with which a text begins, and the rest of it; an empty question where it begins with another
    sentence, or says nothing else."""
    question, *rest = whole_sentences(text)
    kind = type(text)  # What is English on a page of another language stays known as such.
    return (kind(question), kind(" ".join(rest))) if rest and question.endswith(("?", "؟")) else (kind(), text)


def escaped(words: str) -> str:
    """Plain words in Markdown, so that nobody's Markdown takes a part of them for markup."""
    for mark in "\\`*_{}[]<>#@|~&":
        words = words.replace(mark, f"\\{mark}")
    return " ".join(words.split())


def links(text: str) -> list[str]:
    """The targets of all links in `text`."""
    if _PLAIN.fullmatch(text):
        return []
    return list(_blocks(text)[1::2])


@lru_cache(limits.MOST_TEXTS)
def unknown_markup(text: str) -> str | None:
    """The name of the first thing in `text` that full Markdown or a template would treat as more than text, or None."""
    if _PLAIN.fullmatch(text):
        return None
    if text.count("](") > len(links(text)) + text.count("!["):
        return "a link that cannot be read"
    found = (_ODD[token.type] for token in _all(_EVERYTHING.parse(text)) if token.type in _ODD)
    return next(found, "a placeholder" if PLACEHOLDER.search(text) else None)


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])


def description(node: Question | Action, listed: Callable[[Sequence[str]], str] = "; ".join) -> str:
    """What a search engine or a chat shows below the title: the answer first, at most 200 characters, whole words. How
    answers are `listed` depends on the language."""
    if isinstance(node, Action):
        parts = [*node.steps, node.why]
    else:
        parts = [node.help or node.ask, listed([option.label for option in node.options]), node.why or ""]
    return shortened(" ".join(plain(part) for part in parts if part))


def shortened(words: str, most: int = limits.LONGEST_DESCRIPTION) -> str:
    """The words, or as many whole ones as `most` characters hold, with “…” behind them."""
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def fields(tree: DecisionTree) -> Iterator[tuple[Trace, str]]:
    """Every text of the tree that is rendered as Markdown, with where it stands."""
    return ((trace, text) for trace, text, markdown in tree.read() if markdown)
