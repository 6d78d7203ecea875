"""Hand-written pages as values, and the lists of what docs/ may publish. What the compiler makes is a page; what
somebody wrote in Markdown is an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from guide.limits import LONGEST_DESCRIPTION, LONGEST_HEADING
from guide.problem import Place
from guide.values import Id, Line, Trace

DOCS = "docs/"
FOR_READERS = ""
ARTICLES: Mapping[str, str] = {
    "docs/index.md": FOR_READERS,
    "docs/first-aid.md": FOR_READERS,
    "docs/summary.md": FOR_READERS,
    "docs/case-file.md": FOR_READERS,
    "docs/about.md": FOR_READERS,
    "docs/helpers.md": FOR_READERS,
    "docs/data.md": "It is for programmers, and quotes a program.",
    "docs/contributing.md": "It is for contributors: it quotes numbers and rules as examples.",
    "docs/translating.md": "It is for translators: it quotes words of other languages, and problems with numbers.",
    "docs/security.md": "It is for people who look after the site: it quotes names of tests and attacks.",
}
"""Every hand-written page. The words of those for readers are held to plain English and to facts; of each of the others
the reason why they are not. A test compares the list with `nav` and `not_in_nav` of mkdocs.yml."""
ASSETS = ("docs/assets/favicon.svg", "docs/decision_tree.schema.json", "docs/tree.schema.json")
"""Every other file of docs/ that the site publishes."""
NOT_PUBLISHED = (
    "docs/data/",
    "docs/decisions/",
    "docs/design.md",
    "docs/hacking.md",
    "docs/hosting.md",
    "docs/live-pages.md",
    "docs/performance.md",
    "docs/assets/house.svg",
    "docs/assets/performance/",
    "docs/assets/pictures/",
)
"""What stays in the repository. A test compares the list with `exclude_docs` of mkdocs.yml."""
MADE = {
    *("steps", "flow", "print", "map", "countries", "dates", "messages", "phrases", "dead-ends", "changes"),
    *("facts", "situations", "search", "letters", "languages"),
    *("tree.json", "facts.json", "feed.xml"),
}
"""How the addresses begin that the compiler makes. A test compares them with a site."""


class Head(BaseModel):
    """What may stand between the two lines “---” at the top of a hand-written page."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Annotated[Line, Field(max_length=LONGEST_HEADING, description="What a browser and a search call the page.")]
    description: Annotated[Line, Field(max_length=LONGEST_DESCRIPTION, description="What a search shows below it.")]
    facts: tuple[Id, ...] = Field(
        default=(), max_length=40, description="Ids of the facts behind the numbers of the page."
    )


class Passage(NamedTuple):
    """A heading, a paragraph, an item of a list: plain words, with the number of its first line."""

    line: int
    words: str


@dataclass(frozen=True, eq=False)
class Article:
    """A hand-written page: `docs/about.md`."""

    file: str
    head: Head
    text: str
    """The whole file, so that every part of it has a place. What MkDocs publishes begins at `start`."""
    start: int
    passages: tuple[Passage, ...]
    places: Mapping[Trace, Place]
    """Where the values of the head stand, by (file, key …), and the passages, by (file, line)."""

    @property
    def path(self) -> str:
        """Its address in the site."""
        name = self.file.removeprefix(DOCS).removesuffix(".md")
        return "" if name == "index" else f"{name}/"

    @property
    def for_readers(self) -> bool:
        return ARTICLES.get(self.file, FOR_READERS) == FOR_READERS

    def words(self) -> Iterator[tuple[Trace, str]]:
        """Every text of it that a reader reads, plain, with its trace."""
        yield (self.file, "title"), self.head.title
        yield (self.file, "description"), self.head.description
        for line, words in self.passages:
            yield (self.file, line), words

    def place(self, offset: int, width: int) -> Place:
        """The place of so many characters of the text."""
        before = self.text[:offset]
        return Place(self.file, before.count("\n") + 1, offset - before.rfind("\n"), width)
