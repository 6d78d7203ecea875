"""The compiler: text of decision_tree.yaml and docs/data/*.yaml in, finished pages out. It knows nothing of MkDocs.

    (ground)  values only: limits, plural, problem, model (kinds of entries and the tree), history (when one changed)
    read      bytes -> the tree, or problems; the only folder that imports yaml
    text      what a text may hold: a small part of Markdown, links to other sites
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

from guide.history import last_change
from guide.model import KINDS, LOCK, DecisionTree
from guide.pages.changes import FEED, changes_page, feed, feed_address, newest
from guide.pages.clocks import date_pages
from guide.pages.content_policy import policy_for, with_policy
from guide.pages.countries import country_pages
from guide.pages.data import search_entries, tree_json
from guide.pages.frame import TEMPLATES, Frame, Picture, Settings, frame_loader, site_picture, style
from guide.pages.lists import list_pages
from guide.pages.maps import map_addresses, map_pages
from guide.pages.outline import outline_addresses, outline_pages
from guide.pages.steps import step_pages, step_picture
from guide.pages.whole import booklet_page, flow_page
from guide.problem import Problem, Refused
from guide.read.files import FILES, load
from guide.rules import draft_problems, problems, walkable
from guide.text.external_links import host, marked

__all__ = [
    "FEED",
    "FILES",
    "LOCK",
    "TEMPLATES",
    "DecisionTree",
    "Frame",
    "Refused",
    "Settings",
    "Site",
    "build",
    "draft_problems",
    "frame_loader",
    "host",
    "marked",
    "pictures",
    "policy_for",
    "problems",
    "prove",
    "read_files",
    "site_pages",
    "site_picture",
    "style",
    "walkable",
    "with_policy",
]


@dataclass(frozen=True)
class Site:
    """What a build makes. `files` maps a path in the site to its text; `addresses` are
    those for a sitemap, each with the day of its last change where that is known."""

    files: Mapping[str, str] = field(default_factory=dict)
    addresses: tuple[tuple[str, date | None], ...] = ()
    search: tuple[Mapping[str, Any], ...] = ()
    known: tuple[tuple[str, str, str], ...] = ()
    """Every id that answers, old ones too, with its path and the title there; in alphabetical order."""
    pictures: tuple[Picture, ...] = ()
    frame: Frame | None = None
    """What the next build starts from, where there may be one."""


def read_files(root: Path) -> dict[str, bytes | None]:
    """The files of the guide below `root`, as the other functions take them: name -> content, None if missing."""
    return {name: (root / name).read_bytes() if (root / name).is_file() else None for name in FILES}


def prove(files: Mapping[str, bytes | None], rules: Callable[[DecisionTree], list[Problem]] = problems) -> DecisionTree:
    """The proven tree in `files` (a name of `FILES` -> content, None if missing). Raises `Refused`. With the rules
    `walkable` the tree can be compared with another one, but not published."""
    tree = load(files)
    found = rules(tree)
    if found:
        texts = {name: content.decode("utf-8") for name, content in files.items() if content is not None}
        raise Refused(found, texts)
    return tree


def build(
    files: Mapping[str, bytes | None],
    settings: Settings,
    before: Site | None = None,
    rules: Callable[[DecisionTree], list[Problem]] = problems,
) -> Site:
    """Every page that the compiler makes, from `files` as in `prove`. Raises `Refused`; then nothing was made. Who
    builds again and again gives the site made `before`, `Site()` the first time: its pages that stay the same are not
    made anew. The rules `draft_problems` are for who looks at a guide while working on it."""
    tree = prove(files, rules)
    frame = Frame(tree, settings, before.frame if before else None, keep=before is not None)
    made = dict(site_pages(tree, frame))
    listed: dict[str, date | None] = {f"steps/{node}/": last_change(tree, tree[node], settings.today) for node in tree}
    listed |= dict.fromkeys([*outline_addresses(tree), *(kind.spec.page for kind in KINDS.values() if kind.spec.index)])
    listed |= {"changes/": newest(tree)}
    listed |= dict.fromkeys(map_addresses(tree))
    for entry in (*tree.countries.values(), *tree.clocks.values()):
        listed[entry.path] = last_change(tree, entry, settings.today)
    return Site(
        made,
        tuple((settings.absolute(path), day) for path, day in listed.items() if settings.site_url),
        tuple(search_entries(tree)),
        tuple(sorted(_known(tree))),
        tuple(pictures(tree, settings)),
        frame if before is not None else None,
    )


def site_pages(tree: DecisionTree, frame: Frame) -> Iterator[tuple[str, str]]:
    """The path and the text of every file of the site but the pictures, one after the other."""
    for make in (step_pages, country_pages, date_pages, list_pages, map_pages, outline_pages):
        for path, html in make(tree, frame):
            yield f"{path}index.html", html
    yield "flow/index.html", flow_page(tree, frame)
    yield "print/index.html", booklet_page(tree, frame)
    yield "changes/index.html", changes_page(tree, frame)
    yield "tree.json", tree_json(tree)
    if feed_address(tree, frame):
        yield FEED, feed(tree, frame)


def pictures(tree: DecisionTree, settings: Settings) -> Iterator[Picture]:
    """What chats show beside a link, to be drawn by whoever writes the site. None where its address is not known."""
    if settings.site_url:
        yield site_picture(settings)
        yield from (step_picture(tree, node, settings) for node in tree)


def _known(tree: DecisionTree) -> Iterator[tuple[str, str, str]]:
    for node in tree:
        for name in (node, *tree[node].redirect_from):
            yield name, f"steps/{node}/", tree.title(node)
    for entry in (*tree.retired.values(), *tree.countries.values(), *tree.clocks.values()):
        yield entry.id, entry.path, entry.heading
