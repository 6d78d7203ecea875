"""What the source of a hand-written page holds besides words: HTML and links.

Nothing here knows where code begins or a block ends, as each Markdown sees that otherwise. Every sign that could begin
HTML or a link counts, wherever it stands; only a link in a code span is an example.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple


class Found(NamedTuple):
    """A part of a page: where it begins, how wide it is, and what is wrong with it."""

    start: int
    width: int
    trouble: str


class LinkFound(NamedTuple):
    """The target of a link, where it stands, and whether MkDocs reads it: it knows links in Markdown only."""

    start: int
    target: str
    markdown: bool


_TAG = re.compile(
    r'<(?:(?P<open>p|li|strong|div(?= class="careful">)|ul(?= class="options">)'
    r'|a(?=(?: class="(?:go|option)")? href="[^"<>\n]*">))(?: class="(?:careful|options|option|go)")?(?: href="[^"]*")?'
    r"|/(?P<close>p|li|strong|div|ul|a)|br)>|<!-- (?:(?:end of )?(?:keys|rules)|edit: (?:[^<>`\n-]|-(?!-))+) -->"
)
"""Every shape of HTML that a page may use, to the letter."""
_INSIDE = {"p": ("", "div"), "div": ("",), "ul": ("",), "li": ("ul",)}
"""In which element each may stand (none: at the top). `strong` and `a` may stand anywhere, but not in themselves."""
SHAPES = '<p>, <div class="careful">, <ul class="options"> with <li>, <strong>, <br>, and <a class="go" href="…">'
_ENTITY = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9]*;)")
_OTHER = re.compile(r"\\|!\[|\[[^\[\]]*\]:|~~~|`{2,}|^[ >]*(?:\|[ ]*)?:-{2,}|-:[ ]*\||-:[ ]*$", re.MULTILINE)
_FENCE = re.compile(r"^```[a-z]*$", re.MULTILINE)
_NAMES = {
    "\\": "a backslash",
    "![": "a picture",
    "[": "an address for links elsewhere on the page",
    "~~~": "a fence of code of another kind than “```”",
    "``": "a fence of code that is not a line of its own",
    "": "a colon in the line of a table",
}


def odd_markup(text: str) -> Iterator[Found]:
    """All that a page must not hold besides words and plain Markdown, the worst first."""
    yield from _odd_tags(text)
    for entity in _ENTITY.finditer(text):
        yield Found(entity.start(), len(entity[0]), f"“{entity[0]}” stands for another character")
    fences = dict.fromkeys(fence.start() for fence in _FENCE.finditer(text))
    if len(fences) % 2:
        yield Found(max(fences), 3, "code begins here and never ends")
    for other in _OTHER.finditer(text):
        if other.start() not in fences:
            name = next(name for begins, name in _NAMES.items() if other[0].startswith(begins))
            yield Found(other.start(), len(other[0].partition("\n")[0]), f"this is {name}")
    start = 0
    for line in text.split("\n"):
        if line.count("`") % 2 and start not in fences:
            yield Found(start + line.index("`"), 1, "a “`” in this line has no other one")
        elif "`" in line and _HTML.search(line):  # Of these two some Markdown reads the one first, some the other.
            yield Found(start + line.index("`"), 1, "code stands in one line with HTML")
        start += len(line) + 1


def _odd_tags(text: str) -> Iterator[Found]:
    opened: list[tuple[str, int, int]] = []
    for sign in re.finditer("<", text):
        tag = _TAG.match(text, sign.start())
        if not tag:
            end = re.compile(r"[^\n>]*>?").match(text, sign.start())
            typed = end[0] if end else "<"
            yield Found(sign.start(), len(typed), f"“{typed}” is HTML that the pages do not use")
            return
        name, width = tag["open"] or tag["close"], len(tag[0])
        if tag["open"]:
            around = [name for name, _, _ in opened]
            allowed = around[-1] if around else ""
            if name in around or allowed not in _INSIDE.get(name, (allowed,)):
                yield Found(sign.start(), width, f"<{name}> must not stand inside <{allowed}>" if allowed else _LOOSE)
                return
            opened.append((name, sign.start(), width))
        elif tag["close"]:
            if not opened or opened[-1][0] != name:
                yield Found(sign.start(), width, f"</{name}> ends what did not begin, or what holds something open")
                return
            opened.pop()
    for name, start, width in opened[:1]:
        yield Found(start, width, f"<{name}> begins here and never ends")


_LOOSE = "<li> stands outside of a list"
_HREF = re.compile(r'<a(?: class="[a-z]+")? href="([^"<>\n]*)">')
_HTML = re.compile(r"<(?!br>)")
_CODE = re.compile(r"`[^`\n]*`")
_BESIDE = re.compile(r"\]\(([^()\s]*)\)?")
ODD_IN_A_TARGET = re.compile(r"[^!-~]|[`\"'<>\[\]{}*&^|\\]")
"""What keeps a target from being read in one way only."""


def links_in(text: str) -> Iterator[LinkFound]:
    """The target of every link, in the order of the text. What is not closed in its line is a link too: to nowhere."""
    begin = 0
    for line in text.split("\n"):
        code = [] if _HTML.search(line) else [span.span() for span in _CODE.finditer(line)]
        found = [LinkFound(begin + link.start(1), link[1], False) for link in _HREF.finditer(line)]
        for link in _BESIDE.finditer(line):
            last = bisect_left(code, (link.start(),)) - 1  # The only one in which it may stand.
            if last < 0 or link.start() >= code[last][1]:
                target = link[1] if link[0].endswith(")") else f"{link[1]} …"
                found.append(LinkFound(begin + link.start(1), target, True))
        yield from sorted(found)
        begin += len(line) + 1
