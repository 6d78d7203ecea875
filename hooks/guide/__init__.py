"""The compiler: text of decision_tree.yaml and docs/data/*.yaml in, finished pages out. It knows nothing of MkDocs.

    limits     how much is too much
    problem    what is wrong, as a value, and its one printer
    model      the classes of the guide: the one table of fields
    document   YAML text -> plain data, every value with its line
    shape      plain data -> the classes of the guide
    load       the files -> DecisionTree
    text       the small part of Markdown that texts may use
    words      plain English: rules about the words themselves
    walk       orders, distances, counts, what always comes before a step
    clock      time along a path: how many days of a window our advice uses up
    trails     each way of reaching a step, and the fragment that names it
    names      rules about names and ids
    addresses  rules about web addresses
    check      the other rules, and all of them: a tree that passes them is proven
    schema     the table of fields for editors and for contributing.md
    frame      templates, links, the addresses of the site and its repository
    countries  what is different in each country
    pages      step pages and redirects
    lists      the texts to copy, the words on the screen, what does not work
    whole      outline and flow: the tree on one page
    data       tree.json and search entries: the tree for machines
    diff       what a change of the guide means to a reader
    stale      which facts are due for a new check
    lock       urls.lock: the addresses that answer for ever

A module imports only from those above it in this list; this one stands below them all, and below it the two doors:
`mkdocs_guide` and the command line, `__main__`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .check import problems, walkable
from .countries import country_pages
from .data import search_entries, tree_json
from .frame import TEMPLATES, Frame, Settings, frame_loader, style
from .lists import list_pages
from .load import FILES, LOCK, load
from .model import DecisionTree
from .pages import step_pages
from .problem import Problem, Refused
from .whole import flow_page, outline_page

__all__ = [
    "FILES",
    "LOCK",
    "TEMPLATES",
    "DecisionTree",
    "Refused",
    "Settings",
    "Site",
    "build",
    "frame_loader",
    "prove",
    "read",
    "style",
    "walkable",
]


@dataclass(frozen=True)
class Site:
    """What a build makes. `files` maps a path in the site to its text; `addresses` are those for a sitemap."""

    files: Mapping[str, str]
    addresses: tuple[str, ...]
    search: tuple[Mapping[str, str], ...]


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


def build(files: Mapping[str, bytes | None], settings: Settings) -> Site:
    """Every page that the compiler makes, from `files` as in `prove`. Raises `Refused`; then nothing was made."""
    tree = prove(files)
    frame = Frame(tree, settings)
    made = {f"{path}index.html": html for path, html in step_pages(tree, frame)}
    made |= {f"{path}index.html": html for path, html in country_pages(tree, frame)}
    made |= {f"{path}index.html": html for path, html in list_pages(tree, frame)}
    made["steps/index.html"] = outline_page(tree, frame)
    made["flow/index.html"] = flow_page(tree, frame)
    made["tree.json"] = tree_json(tree)
    listed = ["steps/", *(f"steps/{node}/" for node in tree), "messages/", "phrases/", "dead-ends/", "countries/"]
    listed += [f"countries/{name}/" for name in tree.countries]
    return Site(
        made, tuple(settings.absolute(path) for path in listed if settings.site_url), tuple(search_entries(tree))
    )
