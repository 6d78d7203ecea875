"""The compiler: text of decision_tree.yaml and docs/data/*.yaml in, finished pages out. It knows nothing of MkDocs.
The hand-written pages, docs/*.md, are proven too; a host makes them.

    (ground)  values only: limits, problem, values (what a field can hold), entry, kinds, article, tree, history, plural
    read      bytes -> the tree, or problems; the only folder that imports yaml
    text      what a text may hold: a small part of Markdown, links to other sites, choices in texts to copy
    graph     arithmetic on the links of a tree: walk, waiting along a path, trails
    rules     tree -> problems, nothing else: one small generator per rule, named by what it finds
    draw      numbers and pixels: where boxes stand, preview cards
    pages     tree -> pages; templates with the wording and the stylesheet
    tools     what maintainers run: diff, schema, overdue facts, lock files, archive, checksums

A folder imports only from itself and from those above it in this list; a test holds it. This module and the two doors,
`mkdocs_guide` and the command line `__main__`, stand below them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from guide.graph import Graph
from guide.kinds import LOCK
from guide.pages.changes import FEED, change_pages
from guide.pages.clocks import date_pages
from guide.pages.countries import country_pages
from guide.pages.facts import fact_pages
from guide.pages.frame import TEMPLATES, Frame, Picture, Settings, frame_loader
from guide.pages.lists import list_pages
from guide.pages.maps import map_pages
from guide.pages.outline import outline_pages
from guide.pages.page import Page, SearchEntry
from guide.pages.search import FINDER, search_pages
from guide.pages.situations import situation_pages
from guide.pages.steps import first_question, step_pages
from guide.pages.tree_json import tree_json
from guide.pages.whole import booklet_page, flow_page
from guide.problem import Problem, Refused
from guide.read.articles import published
from guide.read.files import FILES, load
from guide.rules import draft_problems, problems, walkable
from guide.text.external_links import marked
from guide.tools.failures import in_a_sentence
from guide.tools.swap import Beside
from guide.tree import DecisionTree

__all__ = [
    "FEED",
    "FILES",
    "FINDER",
    "LOCK",
    "TEMPLATES",
    "Beside",
    "DecisionTree",
    "Frame",
    "Graph",
    "Page",
    "Refused",
    "Settings",
    "Site",
    "build",
    "draft_problems",
    "frame_loader",
    "in_a_sentence",
    "marked",
    "problems",
    "prove",
    "read_files",
    "site_pages",
    "walkable",
]


@dataclass(frozen=True)
class Site:
    """What a build makes. `files` maps a path in the site to its text; `addresses` are
    those for a sitemap, each with the day of its last change where that is known."""

    files: Mapping[str, str] = field(default_factory=dict)
    addresses: tuple[tuple[str, date | None], ...] = ()
    known: tuple[tuple[str, str, str], ...] = ()
    """Every id that answers, old ones too, with its path and the title there; in alphabetical order."""
    shared: Mapping[str, Any] = field(default_factory=dict)
    """What the frame gives to every page, for a host that puts it around pages of its own."""
    pictures: tuple[Picture, ...] = ()
    """All of them, to be drawn by whoever writes the site. None where its address is not known."""
    frame: Frame | None = None
    """What the next build starts from, where there may be one."""


def read_files(root: Path) -> dict[str, bytes | None]:
    """The files of the guide below `root`, as the other functions take them: name -> content, None if missing. With
    them come the hand-written pages and whatever else docs/ publishes; there None is what is no file of its own."""
    found = {name: (root / name).read_bytes() if (root / name).is_file() else None for name in FILES}
    return found | published(root)


def prove(
    files: Mapping[str, bytes | None],
    rules: Callable[[Graph], list[Problem]] = problems,
    today: date | None = None,
) -> Graph:
    """The proven tree in `files` (a name of `FILES` -> content, None if missing), with what follows from its links.
    Raises `Refused`. With the rules `walkable` it can be compared with another one, but not published. No day in it may
    lie after `today`."""
    graph = Graph(load(files, today))
    found = rules(graph)
    if found:
        texts = {name: content.decode("utf-8", "replace") for name, content in files.items() if content is not None}
        raise Refused(found, texts)
    return graph


def build(
    files: Mapping[str, bytes | None],
    settings: Settings,
    previous: Site | None = None,
    rules: Callable[[Graph], list[Problem]] = problems,
) -> Site:
    """Every page that the compiler makes, from `files` as in `prove`. Raises `Refused`; then nothing was made. Pass the
    previous `Site` (`Site()` the first time) to reuse its pages that stay the same. The rules `draft_problems` are for
    who looks at a guide while working on it."""
    keep = previous is not None
    frame = Frame(prove(files, rules, settings.today), settings, previous.frame if previous else None, keep=keep)
    made = list(site_pages(frame))
    return Site(
        {page.file: page.text for page in made},
        tuple((settings.absolute(page.path), page.changed) for page in made if page.in_sitemap and settings.site_url),
        tuple(sorted(_known(frame.tree))),
        frame.shared | {"first": first_question(frame)},
        tuple(page.picture for page in made if page.picture),
        frame if keep else None,
    )


_MAKERS = (
    *(step_pages, outline_pages, list_pages, fact_pages, country_pages),
    *(situation_pages, date_pages, change_pages, map_pages),
)


def site_pages(frame: Frame) -> Iterator[Page]:
    """Every file of the site but the pictures, one after the other. The search knows what those before it say."""
    found: list[SearchEntry] = []
    for make in _MAKERS:
        for page in make(frame):
            found.extend(page.search)
            yield page
    yield flow_page(frame)
    yield booklet_page(frame)
    yield Page("tree.json", tree_json(frame.tree))
    yield from search_pages(frame, found)


def _known(tree: DecisionTree) -> Iterator[tuple[str, str, str]]:
    for entry in tree.entries():
        if entry.path and "#" not in entry.path:
            for name in (entry.id, *getattr(entry, "redirect_from", ())):
                yield name, entry.path, entry.heading
