"""What a step says to a reader who comes without answers, taken from our own built page, so that no peer says less."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, Tag

_OURS = (
    "section.trail:not(.only), .only h2, .cold h2, .answers, .more:has(.ways), .more:has(pre), p:has(.again), .paper, "
    "p.meta, p.left"
)
"""What only our own pages have: ways in, answers so far, texts to share, and words for paper."""
_BLOCKS = ["p", "h2", "h3", "ul", "ol", "pre", "div", "section", "details"]


@dataclass(frozen=True)
class Step:
    """A question or an action. `parts` are its elements below the heading, in order."""

    id: str
    kind: str
    title: str
    options: tuple[tuple[str, str], ...]
    """Label -> id of the step that it leads to."""
    onward: tuple[str, str] | None
    """The same for the way on from an action."""
    parts: tuple[Tag, ...]

    def words(self) -> Iterator[str]:
        """Every line of text that a reader can see."""
        yield self.title
        for part in self.parts:
            for text in part.find_all(string=True):
                yield from (line for line in map(_plain, text.split("\n")) if line)


def step_pages(site: Path) -> dict[str, str]:
    """The HTML of each step of the site that was built into `site`, by id."""
    pages = {file.parent.name: file.read_text(encoding="utf-8") for file in sorted(site.glob("steps/*/index.html"))}
    return {name: html for name, html in pages.items() if "data-step=" in html}


def read_steps(pages: Iterable[str]) -> dict[str, Step]:
    """The steps of these pages, by id."""
    found = (_step(BeautifulSoup(page, "html.parser").find("main")) for page in pages)
    return {step.id: step for step in found if step}


def _step(main: object) -> Step | None:
    if not isinstance(main, Tag) or "data-step" not in main.attrs:
        return None
    main = copy.copy(main)
    for tag in main.select(_OURS):
        tag.decompose()
    heading = main.find("h1")
    assert isinstance(heading, Tag)
    title = _plain(heading.extract().get_text())
    onward = [_way(link) for link in main.select("a.not-solved")]
    return Step(
        str(main["data-step"]),
        str(main["data-kind"]),
        title,
        tuple(_way(link) for link in main.select("a.option")),
        onward[0] if onward else None,
        tuple(_shown(main)),
    )


def _shown(tag: Tag) -> Iterator[Tag]:
    """The blocks inside `tag`, without boxes around boxes."""
    for child in tag.find_all(True, recursive=False):
        if child.name in ("div", "section", "details"):
            yield from _shown(child)
        elif child.get_text(strip=True):
            yield child


def _way(link: Tag) -> tuple[str, str]:
    return _plain(link.get_text()), target(link) or ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def target(link: Tag) -> str | None:
    """The id of the step that a link leads to, if it does."""
    found = re.match(r"\.\./([a-z0-9-]+)/", str(link["href"]))
    return found[1] if found else None


def markdown(step: Step, link: Callable[[str, str], str]) -> str:
    """The step as a page of Markdown. `link` writes a link to another step, from a label and an id."""
    blocks = [f"# {step.title}", *(_block(part, link) for part in step.parts)]
    return "\n\n".join(blocks) + "\n"


def _block(tag: Tag, link: Callable[[str, str], str]) -> str:
    if tag.name in ("h2", "h3"):
        return f"{'#' * int(tag.name[1])} {_inline(tag, link)}"
    if tag.name == "pre":
        return f"```\n{tag.get_text().rstrip()}\n```"
    if tag.name in ("ul", "ol"):
        mark = "- " if tag.name == "ul" else "1. "
        items = [_item(item, link) for item in tag.find_all("li", recursive=False)]
        return "\n".join(mark + re.sub(r"\n(?=.)", "\n    ", item) for item in items)
    return _inline(tag, link)


def _item(item: Tag, link: Callable[[str, str], str]) -> str:
    inside = item.find_all(True, recursive=False)
    if any(tag.name in _BLOCKS for tag in inside):
        return "\n\n".join(_block(tag, link) for tag in inside)
    return _inline(item, link)


def _inline(tag: Tag, link: Callable[[str, str], str]) -> str:
    return "".join(_pieces(tag, link)).strip()


def _pieces(tag: Tag, link: Callable[[str, str], str]) -> Iterator[str]:
    if tag.name == "a":
        yield _link(tag, link)
        return
    for child in tag.children:
        if isinstance(child, NavigableString):
            yield re.sub(r"([\\`*_<[\]])", r"\\\1", re.sub(r"\s+", " ", child))
        elif isinstance(child, Tag):
            inner = "".join(_pieces(child, link))
            mark = {"strong": "**", "em": "*", "br": " "}.get(child.name, "")
            yield f"{mark}{inner}{mark if inner else ''}"


def _link(tag: Tag, link: Callable[[str, str], str]) -> str:
    label = _plain(tag.get_text())
    step = target(tag)
    if step:
        return link(label, step)
    return f"[{label}]({tag['href']})" if str(tag["href"]).startswith("http") else label
