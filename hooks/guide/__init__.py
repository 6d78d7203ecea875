"""The compiler: text of decision_tree.yaml and docs/data/*.yaml in, finished pages out. It knows nothing of MkDocs.

    limits     how much is too much
    problem    what is wrong, as a value, and its one printer
    model      the classes of the guide: the one table of fields
    document   YAML text -> plain data, every value with its line
    shape      plain data -> the classes of the guide
    load       the files -> DecisionTree
    outside    links to other sites, which show where they lead
    text       the small part of Markdown that texts may use
    dates      dates.lock: when an entry of the guide last changed, and what was published last
    words      plain English: rules about the words themselves
    walk       orders, distances, counts, what always comes before a step
    clock      time along a path: how many days of a window our advice uses up
    trails     each way of reaching a step, and the fragment that names it
    names      rules about names and ids
    addresses  rules about web addresses
    news       rules about changes.yaml: who changes the guide tells its readers
    check      the other rules, and all of them: a tree that passes them is proven
    schema     the table of fields for editors and for contributing.md
    layout     where boxes stand in a picture of a tree, and where lines of words break
    boxes      what such a picture is made of
    picture    what a chat shows beside a link, drawn
    policy     what a page allows a browser to load, to run and to send
    frame      templates, links, the addresses of the site and its repository
    sharing    what a helper pastes elsewhere: a step as an answer, a case in one line
    countries  what is different in each country
    calendars  tables of last days, and the arithmetic of dates
    maps       the tree as pictures
    outline    the tree as nested lists
    nearby     a small picture of a step and its neighbours
    pages      step pages and redirects
    lists      the texts to copy, the words on the screen, what does not work
    changes    what changed: the page for readers, and the feed
    whole      flow and booklet: the tree on one page
    data       tree.json and search entries: the tree for machines
    diff       what a change of the guide means to a reader
    draft      the entry that changes.yaml needs for what changed between two trees
    stale      which facts are due for a new check
    archive    the built site as one file that opens from a folder
    weight     how heavy a built site is, beside another one
    seal       what a built site was made from, and the checksums of its files
    lock       urls.lock: the addresses that answer for ever

A module imports only from those above it in this list; this one stands below them all, and below it the two doors:
`mkdocs_guide` and the command line, `__main__`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from .calendars import date_pages
from .changes import FEED, changes_page, feed, feed_address, newest
from .check import draft_problems, problems, walkable
from .countries import country_pages
from .data import search_entries, tree_json
from .dates import last_change
from .frame import TEMPLATES, Frame, Picture, Settings, frame_loader, site_picture, style
from .lists import list_pages
from .load import FILES, load
from .maps import map_addresses, map_pages
from .model import KINDS, LOCK, DecisionTree
from .outline import outline_addresses, outline_pages
from .outside import host, marked
from .pages import step_pages, step_picture
from .policy import policy, with_policy
from .problem import Problem, Refused
from .whole import booklet_page, flow_page

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
    "pages",
    "pictures",
    "policy",
    "problems",
    "prove",
    "read",
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


def read(root: Path) -> dict[str, bytes | None]:
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
    made = dict(pages(tree, frame))
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


def pages(tree: DecisionTree, frame: Frame) -> Iterator[tuple[str, str]]:
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
