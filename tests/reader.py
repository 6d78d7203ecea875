"""The built site as a reader without JavaScript sees it. Shares no code with the compiler, so both can disagree."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from bs4 import BeautifulSoup, Tag

BASE = "https://guide.example/refunds/"
"""Where the site under test says it is: a project page, as on GitHub Pages, and not the root of its host."""
REPO = "https://code.example/shoppers/refunds"
LANGUAGES = [f"{folder.name}/" for folder in sorted((Path(__file__).parent.parent / "translations").glob("*"))]
"""Where each language but English has its pages."""


def texts(tags: list[Tag]) -> list[str]:
    """The words of each element, in one line."""
    return [" ".join(tag.get_text().split()) for tag in tags]


class _Tags(HTMLParser):
    """Reads the tags of a page, and builds nothing of them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    @classmethod
    def of(cls, html: str) -> list[tuple[str, list[tuple[str, str | None]]]]:
        parser = cls()
        parser.feed(html)
        parser.close()
        return parser.found


@dataclass(frozen=True)
class View:
    """A page as it shows for one address: path in the site, and the fragment behind “#”."""

    page: Page
    fragment: str

    @cached_property
    def parts(self) -> list[Tag]:
        """The blocks that the stylesheet shows: the trail that is the target, else the block for who came cold."""
        trails = self.page.trails
        chosen = [trail for trail in trails if trail.get("id") == self.fragment or "only" in trail["class"]]
        return chosen or self.page.cold

    @cached_property
    def answers(self) -> list[str]:
        """“Your answers so far”."""
        return [words for part in self.parts for words in texts(part.select("ol.answers > li > span"))]

    @property
    def is_cold(self) -> bool:
        """Whether the page shows what it shows to a reader who came without answers."""
        return any("cold" in part["class"] for part in self.parts)

    @property
    def leaves_earlier_answers_out(self) -> bool:
        return any("earlier answers are not shown" in part.get_text() for part in self.parts)

    @cached_property
    def changes(self) -> list[View]:
        return [self.page.follow(link) for part in self.parts for link in part.select("a.change")]

    @cached_property
    def options(self) -> list[tuple[str, View]]:
        """What the reader can click on a question: the label, and where it leads."""
        links = [link for part in self.parts for link in part.select("a.option")]
        return list(zip(texts(links), [self.page.follow(link) for link in links], strict=True))

    @cached_property
    def text(self) -> str:
        """The text to copy, as the stylesheet shows it: the one whose number the trail has, else the general one."""
        classes = [str(name) for part in self.parts for name in part["class"]]
        own = [name.replace("own-", "pre.text-") for name in classes if name.startswith("own-")]
        shown = self.page.main.select(f":scope > {own[0] if own else 'pre:not([hidden])'}")
        return "".join(tag.get_text() for tag in shown).strip()

    @property
    def not_solved(self) -> View | None:
        """The way onward of an action, the same for whoever comes there."""
        return self.page.not_solved


@dataclass(frozen=True, eq=False)
class Page:
    """One HTML file of the site; `path` is its address below the base: "", "steps/how-did-you-pay/", "404.html"."""

    site: Pages
    path: str
    html: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @cached_property
    def main(self) -> Tag:
        found = self.soup.find("main")
        assert isinstance(found, Tag), self.path
        return found

    @property
    def folder(self) -> str:
        """Where its language has its pages: “es/”; nothing for English."""
        return next((folder for folder in LANGUAGES if self.path.startswith(folder)), "")

    @property
    def is_late(self) -> bool:
        """Whether its translation is not ready, so that it stands in English among the pages of its language."""
        return bool(self.folder) and self.main.get("lang") == "en"

    @property
    def local(self) -> str:
        """Its path, as it is in each language."""
        return self.path.removeprefix(self.folder)

    @cached_property
    def _of_main(self) -> dict[str, str | None]:
        return next((dict(attributes) for tag, attributes in self._tags if tag == "main"), {})

    @property
    def step(self) -> str:
        return self._of_main.get("data-step") or ""

    @property
    def kind(self) -> str:
        return self._of_main.get("data-kind") or ""

    @property
    def leads_on(self) -> bool:
        """Whether it is an old address, which leads by itself to another page and has the title of that one."""
        return 'http-equiv="refresh"' in self.html

    @cached_property
    def _tags(self) -> list[tuple[str, list[tuple[str, str | None]]]]:
        """Each tag that opens, with its attributes. The soup of all pages of a site takes a test many seconds."""
        return _Tags.of(self.html)

    @cached_property
    def ids(self) -> set[str]:
        return {value for _, attributes in self._tags for name, value in attributes if name == "id" and value}

    @cached_property
    def trails(self) -> list[Tag]:
        return self.soup.select("section.trail")

    @cached_property
    def cold(self) -> list[Tag]:
        return self.soup.select("section.cold")

    @cached_property
    def not_solved(self) -> View | None:
        link = self.soup.select_one("main a.not-solved")
        return self.follow(link) if link else None

    @cached_property
    def heading(self) -> str:
        (words,) = texts(self.soup.select("h1"))
        return words

    @cached_property
    def head(self) -> dict[str, list[str]]:
        """What the head says of the page: the content of each of its metas, by name or property."""
        found: dict[str, list[str]] = {}
        for meta in self.soup.select("head > meta[content]"):
            found.setdefault(str(meta.get("property") or meta.get("name")), []).append(str(meta["content"]))
        return found

    @cached_property
    def _views(self) -> dict[str, View]:
        return {}

    def at(self, fragment: str = "") -> View:
        return self._views.setdefault(fragment, View(self, fragment))

    def follow(self, link: Tag) -> View:
        """Where a link leads. Raises KeyError where it leads to no page of the site."""
        address, fragment = urldefrag(urljoin(BASE + self.path, str(link["href"])))
        return self.site[address.removeprefix(BASE)].at(unquote(fragment))


def walk(site: Pages, source: Mapping[str, Any]) -> dict[View, list[tuple[str, View]]]:
    """Every view that clicking reaches from the first question: what can be clicked there, and where it leads."""
    found: dict[View, list[tuple[str, View]]] = {}
    waiting = deque([site.step(source["start"]).at()])
    while waiting:
        view = waiting.popleft()
        if view not in found:
            onward = view.not_solved
            found[view] = [*view.options, *([("", onward)] if onward else [])]
            waiting.extend(target for _, target in found[view])
    return found


def reached_from(first: Page, links: str) -> list[Page]:
    """`first` and all pages to which one comes from it by links that are chosen by `links`, in the order in which they
    are met."""
    found = [first]
    for page in found:
        there = [page.follow(link).page for link in page.main.select(links)]
        found += [other for other in dict.fromkeys(there) if other not in found]
    return found


class Pages(dict[str, Page]):
    """All HTML files of a site, by path. `files` maps a file name to its text; what is no HTML is left out."""

    def __init__(self, files: Mapping[str, str], folder: Path = Path()) -> None:
        self.folder = folder
        for name, html in files.items():
            if name.endswith(".html"):
                path = name.removesuffix("index.html")
                self[path] = Page(self, path, html)

    @classmethod
    def on_disk(cls, folder: Path) -> Pages:
        """The site that was built into `folder`."""
        files = sorted(folder.rglob("*.html"))
        return cls({file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}, folder)

    def steps(self) -> Iterator[Page]:
        """The pages of questions and actions, in English."""
        return (page for page in self.values() if page.path.startswith("steps/") and page.step)

    def step(self, node: str) -> Page:
        return self[f"steps/{node}/"]
