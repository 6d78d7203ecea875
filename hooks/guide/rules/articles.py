"""Rules about docs/: which files it publishes, and what a hand-written page may hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from posixpath import normpath

from guide import limits
from guide.article import ARTICLES, ASSETS, DOCS, MADE, Article
from guide.kinds import HOSTS, LOCK
from guide.language import Language
from guide.problem import Place, Problem
from guide.rules.links import link_trouble
from guide.rules.numbers import amounts, backed
from guide.text.articles import ODD_IN_A_TARGET, SHAPES, links_in, odd_markup
from guide.tree import DecisionTree

_LISTS = "hooks/guide/article.py"


def files_that_the_site_does_not_publish(tree: DecisionTree) -> Iterator[Problem]:
    """docs/ publishes the hand-written pages, the icon and two schemas that `hooks/guide/article.py` lists: no other
    file, no link to a file, and no page at an address that the guide makes."""
    for name in (*tree.articles, *tree.assets):
        first = name.removeprefix(DOCS).partition("/")[0].removesuffix(".md").removesuffix(".html")
        page = name.endswith(".md")
        if name in tree.assets and tree.assets[name] is None:
            yield Problem(Place(name), "this is not a file of its own, but a link to something else.", "Delete it.")
        elif first in MADE:
            message = f"the guide itself makes what is published below /{first}, and this would take its place."
            yield Problem(Place(name), message, "Delete the file, or give it a name that nothing else has.")
        elif page and name not in ARTICLES:
            hint = f"Delete it. A page that the site needs is added to {_LISTS} and to mkdocs.yml by a maintainer."
            yield Problem(Place(name), "this page is not one of the site's pages, and would be published.", hint)
        elif not page and name not in ASSETS:
            hint = f"Delete it. A file that the site needs is added to {_LISTS} by a maintainer."
            yield Problem(Place(name), "the site needs no such file, and it would be published as it is.", hint)
        else:
            size = len(tree.articles[name].text.encode() if name in tree.articles else tree.assets[name] or b"")
            if size > limits.MOST_BYTES_OF_AN_ARTICLE:
                limit = f"{limits.MOST_BYTES_OF_AN_ARTICLE:,} are the limit"
                yield Problem(Place(name), f"the file has {size:,} bytes; {limit}.", "Make it smaller.")


_SHOWN = re.compile(r'<svg xmlns="http://www\.w3\.org/2000/svg"(?P<size>[^<>]*)>(?P<shapes>.*)</svg>\s*', re.DOTALL)
_SHAPE = re.compile(r"<(?:circle|ellipse|line|path|polygon|polyline|rect|/?g)(?P<how>[^<>]*)>")
_HOW = re.compile(
    r"(?:\s+(?:viewBox|width|height|fill|stroke|stroke-width|stroke-linecap|stroke-linejoin|d|points|[cr]?[xy][12]?|r|"
    r'transform)="[\w #%(),.+-]*")*\s*/?'
)


def files_that_do_more_than_they_say(tree: DecisionTree) -> Iterator[Problem]:
    """The icon of the site holds plain shapes and colours only: no script, text, link, style, or picture. A schema is
    JSON."""
    for name, content in tree.assets.items():
        if name not in ASSETS or content is None:
            continue
        text = content.decode("utf-8", "replace")
        if name.endswith(".json"):
            try:
                json.loads(text)
            except (ValueError, RecursionError):
                yield Problem(
                    Place(name), "this is not JSON that can be read.", f"Put it back: “git checkout -- {name}”."
                )
            continue
        svg = _SHOWN.fullmatch(text)
        rest = _SHAPE.sub(lambda shape: "" if _HOW.fullmatch(shape["how"]) else "<", svg["shapes"]) if svg else "<"
        if not svg or rest.strip() or not _HOW.fullmatch(svg["size"]):
            message = "this picture holds more than plain shapes and colours."
            yield Problem(Place(name), message, f"Put it back: “git checkout -- {name}”.")


def html_that_pages_do_not_use(tree: DecisionTree) -> Iterator[Problem]:
    """A hand-written page is plain Markdown: links, lists, emphasis, tables and code. Of HTML it uses a few elements of
    the site's own look, each closed where it belongs; no picture, no address of a link elsewhere on the page."""
    for article in tree.articles.values():
        found = next(odd_markup(article.text[article.start :]), None)
        if article.for_readers and "<!--" in article.text:  # What a reader does not see, a reviewer may overlook.
            at = article.text.index("<!--")
            yield Problem(article.place(at, 4), "a comment hides what stands in it from readers.", "Delete it.")
            continue
        if found:  # One of a page: what follows may be told because of it.
            yield Problem(article.place(article.start + found.start, found.width), f"{found.trouble}.", _USED)


_USED = f"Use plain Markdown. Of HTML the pages use {SHAPES}."


def links_of_pages_that_lead_astray(tree: DecisionTree) -> Iterator[Problem]:
    """A link in a hand-written page leads to a page of the site that exists, or with https to a host in
    docs/data/allowed_hosts.yaml."""
    known = _addresses(tree)
    for article in tree.articles.values():
        for link in links_in(article.text[article.start :]):
            if _EXAMPLE.match(link.target) and not article.for_readers:
                continue
            trouble = _link_trouble(tree, known, article, link.target, markdown=link.markdown)
            if trouble:
                place = article.place(article.start + link.start, len(link.target))
                yield Problem(place, f"the link to “{link.target}” is not allowed: {trouble}.", _LINK_HINT)


_EXAMPLE = re.compile(r"https://[a-z.]+\.example(?:/|$)")
"""An address that leads nowhere for ever (RFC 2606): what the pages for contributors show."""
_LINK_HINT = (
    "Link to a page of the site, such as “../steps/ask-your-bank/” or “about.md”, or to an https address whose host "
    f"is in {HOSTS}."
)


def _addresses(tree: DecisionTree) -> set[str]:
    """Every address of the site that a hand-written page may link to."""
    found = {article.path for article in tree.articles.values()}
    found |= {name if "." in name else f"{name}/" for name in MADE}
    for entry in tree.entries():
        found |= {entry.path.partition("#")[0]} if entry.path else set()
        found |= {f"steps/{old}/" for old in getattr(entry, "redirect_from", ())}
    return found


def _link_trouble(tree: DecisionTree, known: set[str], article: Article, target: str, *, markdown: bool) -> str | None:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\", target):
        odd = ODD_IN_A_TARGET.search(target)
        return "it holds characters that do not belong in an address" if odd else link_trouble(tree, target)
    path, _, part = target.partition("#")
    if not target or not re.fullmatch(r"[a-z0-9./-]*", path) or not re.fullmatch(r"[a-z0-9.-]*", part):
        return "it is no address of a page here"
    if not path:
        return None if part else "it leads nowhere"
    if markdown:  # MkDocs takes it for a file of docs/ first.
        file = f"{DOCS}{path}"
        if file in tree.articles or file in tree.assets or path in MADE:
            return None
    if path.endswith(".md"):
        return "there is no such page"
    depth = article.path.count("/")
    up = re.match(r"(?:\.\./)*", path)
    climbs, rest = (len(up[0]) // 3, path[up.end() :]) if up else (0, path)
    if climbs > depth or path.startswith("/") or rest != _clean(rest):
        return "it leads out of the site"
    return None if (rest if climbs == depth else f"{article.path}{rest}") in known else "there is no such page"


def _clean(path: str) -> str:
    """The same path without dots and doubled slashes."""
    return normpath(path) + ("/" if path.endswith("/") else "") if path else ""


def titles_of_pages_that_hold_markup(tree: DecisionTree) -> Iterator[Problem]:
    """The `title` and the `description` of a hand-written page are one line of plain words each; its `facts` exist."""
    for article in tree.articles.values():
        for key, words in (("title", article.head.title), ("description", article.head.description)):
            odd = re.search(r"[<>\"\\{}]|&#|&\w+;", words) or next(_unseen(words), None)
            if odd or not re.match(r"[A-Z]", words):
                message = f"the {key} is not one line of plain words that begins with a capital letter."
                hint = 'Type plain words: no “<”, “>”, “"” or “{”, and no characters that nobody sees.'
                yield Problem(tree.at(article.file, key), message, hint)
        for index, fact in enumerate(article.head.facts):
            if fact not in tree.facts:
                place = tree.at(article.file, "facts", index)
                yield Problem(place, f"there is no fact “{fact}”.", "Name facts of docs/data/facts.yaml by their ids.")


def _unseen(words: str) -> Iterator[str]:
    return (letter for letter in words if not letter.isprintable() or "\u0370" <= letter <= "\u058f")


def pages_that_are_gone(tree: DecisionTree) -> Iterator[Problem]:
    """A hand-written page whose address stands in urls.lock stays."""
    for address in tree.published if tree.articles else ():  # A guide may be without any: “guide export” needs none.
        found = re.fullmatch(r"/(?:([a-z0-9-]+)/)?", address)
        name = f"{DOCS}{found[1] or 'index'}.md" if found else ""
        if found and found[1] not in MADE and name not in tree.articles and not Language(found[1] or "").is_known:
            message = f"the address {address} was published, and {name} is gone."
            yield Problem(tree.place(LOCK, address), message, f"Put it back: “git checkout -- {name}”.")


WARNINGS = {
    "docs/index.md": ('<div class="careful">', 1),
    "docs/about.md": ('<div class="careful">', 1),
    "docs/first-aid.md": ("\n- Do not ", 7),
    "docs/summary.md": ("\n- ", 9),
}
"""What stands in a page for one warning, and how many of them readers need at least."""


def warnings_that_are_gone(tree: DecisionTree) -> Iterator[Problem]:
    """The pages that warn readers go on doing so."""
    for name, (mark, least) in WARNINGS.items():
        article = tree.articles.get(name)
        if article and article.text.count(mark) < least:
            message = f"this page has fewer warnings than before (“{' '.join(mark.split())} …”); it needs {least}."
            yield Problem(Place(name), message, _PUT_BACK)


_PUT_BACK = "Put back what is gone. How many a page needs, a maintainer says in hooks/guide/rules/articles.py."


def numbers_of_pages_that_no_fact_backs(tree: DecisionTree) -> Iterator[Problem]:
    """A length of time or a sum in a hand-written page for readers stands in one of the facts that the page names under
    `facts`, at its top."""
    for article in tree.articles_for_readers():
        known = [tree.facts[fact] for fact in article.head.facts if fact in tree.facts]
        facts = [amount for fact in known for amount in amounts(fact.text)]
        for trace, words in article.words():
            for amount in amounts(words):
                reason = backed(amount, facts) if amount.unit not in ("", "minute") else None
                if reason:
                    hint = "Name the fact that says so at the top of the page (“facts: [id]”), or leave it out."
                    yield Problem(tree.at(*trace), f"no fact of this page {reason}.", hint)


SOURCES = (files_that_the_site_does_not_publish, files_that_do_more_than_they_say, html_that_pages_do_not_use)
"""Asked first: what is no page of the site, or holds what no page does, is not read further."""
ARTICLE_RULES = (links_of_pages_that_lead_astray, titles_of_pages_that_hold_markup, pages_that_are_gone)
ARTICLE_WORDS = (numbers_of_pages_that_no_fact_backs, warnings_that_are_gone)
