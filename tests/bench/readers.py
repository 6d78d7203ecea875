"""What a step costs a reader, beside the same step made with other tools, on three networks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import peers
import waits
import weights
from browsing import EMPTY_SITE, NETWORKS, SLOWER_CPU, Load, Server, Visit, chromium, load, serve, visit
from grown import ROOT
from opened import ACTION, DOCUSAURUS, EMPTY, HOME, MATERIAL, OURS, QUESTION, SURVEY, TWINE, Opened
from pages import docusaurus, material, survey, twine
from pages.step import Step, read_steps, step_pages
from playwright.sync_api import Browser
from table import LEFT_OUT, ROUNDS, Table

from preview import copy_project
from samples import small

PEERS: dict[str, Callable[[Mapping[str, Step], Sequence[str], Path], dict[str, str]]] = {
    MATERIAL: material.make,
    DOCUSAURUS: docusaurus.make,
    SURVEY: survey.make,
    TWINE: twine.make,
}
ABOUT = {
    MATERIAL: "its default settings, but the system's fonts: its own come from another host and would weigh more.",
    DOCUSAURUS: "its classic preset, built for production.",
    SURVEY: "the whole tree is in one form, as such forms are; it is opened at the step.",
    TWINE: "the whole tree is in one file, as stories are, made by extwee with the format Snowman 1.3.0, which is in "
    "its package. SugarCube, Harlowe and Chapbook were found in no package registry.",
}


@dataclass
class Compared:
    """The sites to be compared, the pages of them to be opened, and what is to be told of them."""

    sites: dict[str, Path] = field(default_factory=dict)
    pages: list[Opened] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def tables(tiny: bool) -> list[Table]:
    """The bytes of a step, and the time until it can be seen."""
    with TemporaryDirectory() as name:
        guide = Path(name) / "guide"
        _build(guide, tiny)
        ours = step_pages(guide)
        shown = {kind: _typical(ours, kind) for kind in (QUESTION, ACTION)}
        steps = read_steps([ours[node] for node in shown.values()] if tiny else ours.values())
        compared = Compared({"guide": guide})
        compared.pages = [
            *(Opened(OURS, kind, _address(node, ours[node]), steps[node].title) for kind, node in shown.items()),
            Opened(HOME, "", "guide/", "What do you see?" if tiny else "What does your order page say"),
        ]
        for tool, make in PEERS.items():
            if tiny:
                compared.notes.append(LEFT_OUT.format(tool))
            else:
                _add(compared, tool, make, steps, shown, Path(name))
        with serve(compared.sites) as server, chromium() as browser:
            loads = {page: load(browser, server, page.path, page.words) for page in compared.pages}
            compared.notes += _unsaid(loads, {kind: steps[node] for kind, node in shown.items()})
            empty = Opened(EMPTY, "", EMPTY_SITE, "Empty")
            seen = _seen(browser, server, [*compared.pages, empty], tiny)
        return [
            weights.table(loads, [weights.packed(html.encode()) for html in ours.values()], compared.notes),
            waits.table(seen, [note for note in compared.notes if "left out" in note]),
        ]


def _build(into: Path, tiny: bool) -> None:
    """Our site as it is published; in the tiny profile the small guide of the tests, and without the addresses, for
    which pictures are drawn."""
    addresses = {"SITE_URL": "https://guide.example/", "REPO_URL": "https://code.example/guide"}
    home = into.with_name("project")
    if tiny:
        copy_project(home, small())
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(into)],
        cwd=home if tiny else ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **(dict.fromkeys(addresses, "") if tiny else addresses)},
        capture_output=True,
        check=True,
    )


def _typical(ours: Mapping[str, str], kind: str) -> str:
    """The step of a kind whose page has the median weight."""
    of_kind = sorted((weights.packed(html.encode()), node) for node, html in ours.items() if f'-kind="{kind}"' in html)
    return of_kind[len(of_kind) // 2][1]


def _address(node: str, html: str) -> str:
    """Where a reader who has answered arrives."""
    answers = re.search(r'class="trail" id="([^"]+)"', html)
    return f"guide/steps/{node}/{f'#{answers[1]}' if answers else ''}"


def _add(
    compared: Compared,
    tool: str,
    make: Callable[[Mapping[str, Step], Sequence[str], Path], dict[str, str]],
    steps: Mapping[str, Step],
    shown: Mapping[str, str],
    home: Path,
) -> None:
    site = tool.lower().rpartition("stock ")[2].partition(" ")[0]
    try:
        found = make(steps, list(shown.values()), home / site)
    except (peers.Missing, subprocess.SubprocessError) as missing:
        compared.notes.append(f"{tool}: left out, {missing}.")
        return
    compared.sites[site] = home / site
    compared.pages += [Opened(tool, kind, f"{site}/{found[node]}", steps[node].title) for kind, node in shown.items()]
    compared.notes.append(f"{tool}: {ABOUT[tool]}")


def _unsaid(loads: Mapping[Opened, Load], shown: Mapping[str, Step]) -> Iterator[str]:
    """Comparing is fair only if every page says the same."""
    for page, found in loads.items():
        missing = [words for words in shown[page.kind].words() if words not in found.words] if page.is_peer else []
        if missing:
            yield f"{page.name}: does not show “{missing[0]}” and {len(missing) - 1} other lines of ours."


def _seen(
    browser: Browser, server: Server, pages: Sequence[Opened], tiny: bool
) -> dict[tuple[Opened, str], list[Visit]]:
    """Each page on each network, in turns. Tiny: once, without brakes."""
    found: dict[tuple[Opened, str], list[Visit]] = {}
    for _ in range(1 if tiny else ROUNDS):
        for network in NETWORKS[:1] if tiny else NETWORKS:
            for page in pages:
                once = visit(browser, server, page.path, page.words, network, 1 if tiny else SLOWER_CPU)
                found.setdefault((page, network.name), []).append(once)
    return found
