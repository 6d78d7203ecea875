"""Small guides for tests: one on disk in tests/small, and random ones that are valid by construction."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from guide import DecisionTree, Graph, prove, read_files, walkable
from guide.kinds import DATES, KINDS, TREE
from guide.problem import Problem
from guide.rules import problems

ROOT = Path(__file__).parent.parent
_C_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SMALL = Path(__file__).parent / "small"
FACT = "refunds-can-be-traced"
FACTS, MESSAGES, PHRASES, DEAD_ENDS, COUNTRIES, CLOCKS, SITUATIONS, CHANGES = (
    KINDS[section].spec.file
    for section in ("facts", "messages", "phrases", "dead_ends", "countries", "clocks", "situations", "changes")
)


_DAYS = re.compile(r"^(?: +(?:checked|second|date):|\S+) (\d{4}-\d\d-\d\d)\b", re.MULTILINE)


@cache
def newest_day() -> date:
    """The newest day on which somebody read a fact or changed an entry. On an earlier day the guide is refused. A fact
    is due on it only if others were read after it should have been."""
    files = [(ROOT / file).read_text(encoding="utf-8") for file in (FACTS, CHANGES, DATES)]
    return date.fromisoformat(max(day for text in files for day in _DAYS.findall(text)))


def built_on() -> str:
    """The moment of every build in tests and in the benchmark, in seconds: the noon of that day."""
    return str(int(datetime.combine(newest_day(), time(12), UTC).timestamp()))


@cache
def data(name: str) -> dict[str, Any]:
    """The entries of docs/data/NAME.yaml as plain data, read by nobody's rules but YAML's. Nobody changes them."""
    return text_yaml((ROOT / "docs" / "data" / f"{name}.yaml").read_text(encoding="utf-8"))[name]  # type: ignore[no-any-return]


def plain_yaml(text: str | bytes) -> Any:
    """What YAML itself reads in a text, in C where there is one: the large files take a second otherwise."""
    return yaml.load(text, Loader=_C_LOADER)


class _TextLoader(_C_LOADER):  # type: ignore[misc,valid-type]
    """Leaves all but days as they are typed: “id: yes” and “words: No” are words for whoever types them."""


_TextLoader.yaml_implicit_resolvers = {
    first: [resolver for resolver in resolvers if resolver[0].endswith(":timestamp")]
    for first, resolvers in _C_LOADER.yaml_implicit_resolvers.items()
}


def text_yaml(text: str | bytes) -> Any:
    """A file of the guide as plain data, read by nobody's rules but YAML's; what is typed as a word is one."""
    return yaml.load(text, Loader=_TextLoader)


Link = tuple[str, str, str]
"""From, id of the option (empty for *not_solved*), to."""


def nodes(source: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every step of decision_tree.yaml, or of tree.json, as plain data."""
    return {**source["questions"], **source["actions"]}


def edges(source: dict[str, Any]) -> list[Link]:
    """Every link of the same."""
    options = [
        (question, option["id"], option["next"])
        for question, entry in source["questions"].items()
        for option in entry["options"]
    ]
    onward = [(name, "", entry["not_solved"]) for name, entry in source["actions"].items() if "not_solved" in entry]
    return options + onward


Files = dict[str, bytes | None]


def small(change: Callable[[str], str] = str) -> Files:
    """The files of the small guide, with its decision tree changed."""
    files = read_files(SMALL)
    tree = files[TREE]
    assert tree is not None
    return {**files, TREE: change(tree.decode()).encode()}


def edited(files: Files, name: str, old: str, new: str) -> Files:
    """The same files, with the first `old` in one of them replaced."""
    text = (files[name] or b"").decode()
    assert old in text
    return {**files, name: text.replace(old, new, 1).encode()}


def without_the_second_question(text: str) -> str:
    """The tree of the small guide without one of its two questions."""
    before, _, rest = text.partition("  how-did-you-pay:")
    return before.replace("next: how-did-you-pay", "next: ask-your-bank") + "actions:" + rest.partition("actions:")[2]


def proven(files: Mapping[str, bytes | None], rules: Callable[[Graph], list[Problem]] = problems) -> DecisionTree:
    """The tree in these files, as of the day of the builds, for tests that ask nothing of its links."""
    return prove(files, rules, newest_day()).tree


def write(files: Mapping[str, bytes | None], folder: Path) -> None:
    """Puts the files of a guide into a folder; those that it has already are written over, and those that
    are missing go."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)


Sketch = dict[str, list[str] | str | None]


def tree_of(nodes: Sketch, more: dict[str, dict[str, Any]] | None = None) -> DecisionTree:
    """A tree from a sketch: a list holds the targets of a question's options, a text an action's *not_solved*, None an
    action with nothing after it. The first node is the start; the last option of a question is `not-sure`. `more` adds
    keys to nodes. The tree is proven, except that with `more` it only has to be walkable."""
    return proven(files_of(nodes, more), walkable if more else problems)


def files_of(nodes: Sketch, more: dict[str, dict[str, Any]] | None = None) -> dict[str, bytes | None]:
    """The files of the same tree."""
    more = more or {}
    questions = {
        node: {"ask": f"{node}?", "options": [_option(index, len(out), to) for index, to in enumerate(out)]}
        | more.get(node, {})
        for node, out in nodes.items()
        if isinstance(out, list)
    }
    actions = {
        node: {"title": node, "steps": [f"Do {node}."], "why": "It helps.", "facts": [FACT], "message": "to-the-bank"}
        | ({"not_solved": out} if out else {"last_resort": "Nothing follows."})
        | more.get(node, {})
        for node, out in nodes.items()
        if not isinstance(out, list)
    }
    data = {"start": next(iter(nodes)), "questions": questions, "actions": actions, **more.get("", {})}
    return {**read_files(SMALL), TREE: as_yaml(data), CLOCKS: b"clocks: {}\n", SITUATIONS: b"situations: {}\n"}


def as_yaml(value: object) -> bytes:
    """Plain data as the text of a file."""
    return bytes(yaml.dump(value, sort_keys=False, Dumper=_Dumper, width=10**6, encoding="utf-8", allow_unicode=True))


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes each part out in full: the guide knows no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _option(index: int, count: int, target: str) -> dict[str, str]:
    name = "not-sure" if index == count - 1 else f"option-{chr(97 + index)}"
    return {"id": name, "label": f"It is {name}", "summary": f"I said {name}", "next": target}


@st.composite
def sketches(draw: st.DrawFn, most: int = 9) -> Sketch:
    """Sketches for `tree_of`, valid by construction: every link leads to a later node, the last node is an action, and
    nodes that no way leads to are left out."""
    count = draw(st.integers(3, most))
    names = [f"node-{chr(97 + index)}" for index in range(count)]
    sketch: Sketch = {}
    for index, name in enumerate(names):
        later = st.sampled_from(names[index + 1 :] or [""])
        left = count - 1 - index
        if index == 0 or (left > 0 and draw(st.booleans())):
            sketch[name] = draw(st.lists(later, min_size=2, max_size=4))
        else:
            sketch[name] = draw(st.one_of(st.none(), later)) if left else None
    seen: dict[str, None] = {}
    waiting = [names[0]]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen[node] = None
            out = sketch[node]
            waiting += out if isinstance(out, list) else [out] if out else []
    return {name: sketch[name] for name in names if name in seen}
