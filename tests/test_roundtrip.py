"""The same tree everywhere: each output, parsed back into a graph by itself, is the graph of decision_tree.yaml."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from guide import Settings, build
from guide.kinds import TREE
from reader import BASE, Pages
from samples import Link, Sketch, edges, files_of, nodes, plain_yaml, sketches
from test_fuzz import runs

Graph = tuple[list[str], list[Link]]
"""The ids of all steps and every link, both sorted."""


def graph_of(source: dict[str, Any]) -> Graph:
    return sorted(nodes(source)), sorted(edges(source))


def marked(folder: str, deep: int = 1) -> Callable[[Pages, str], Graph]:
    """Reads pages on which steps and links carry their ids: the one of a folder, or all that lie so `deep` in it."""

    def read(site: Pages, tree_json: str) -> Graph:
        found = [site[path].soup for path in site if path.startswith(folder) and path.count("/") <= deep]
        steps = [str(tag["data-step"]) for soup in found for tag in soup.select("[data-step]")]
        links = [
            (str(tag["data-from"]), str(tag.get("data-option", "")), str(tag["data-to"]))
            for soup in found
            for tag in soup.select("[data-to]")
        ]
        return sorted(steps), sorted(links)

    return read


def read_step_pages(site: Pages, tree_json: str) -> Graph:
    """From what a reader clicks: the options of a question have no ids there, but their order is that of tree.json."""
    questions = json.loads(tree_json)["questions"]
    order = {name: [option["id"] for option in entry["options"]] for name, entry in questions.items()}
    links: list[Link] = []
    for page in site.steps():
        view = page.at()
        targets = [target.page.step for _, target in view.options]
        links += [(page.step, option, to) for option, to in zip(order.get(page.step, []), targets, strict=True)]
        links += [(page.step, "", view.not_solved.page.step)] if view.not_solved else []
    return sorted(page.step for page in site.steps()), sorted(links)


def read_json(site: Pages, tree_json: str) -> Graph:
    return graph_of(json.loads(tree_json))


OUTPUTS: dict[str, Callable[[Pages, str], Graph]] = {
    "outline": marked("steps/"),
    "flow": marked("flow/"),
    "booklet": marked("print/"),
    "maps": marked("map/", deep=2),
    "step pages": read_step_pages,
    "tree.json": read_json,
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_real_tree_comes_back_from_each_output(site: Pages, source: dict[str, Any], output: str) -> None:
    tree_json = (site.folder / "tree.json").read_text(encoding="utf-8")
    assert OUTPUTS[output](site, tree_json) == graph_of(source)


@runs(12, full=500)
@given(sketches(most=14))
def test_every_tree_comes_back_from_every_output(sketch: Sketch) -> None:
    files = files_of(sketch)
    tree = files[TREE]
    assert tree is not None
    wanted = graph_of(plain_yaml(tree))
    made = build(files, Settings(site_url=BASE)).files
    site = Pages(made)
    for name, output in OUTPUTS.items():
        assert output(site, made["tree.json"]) == wanted, name
