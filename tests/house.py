"""The house as its own files say it: the floors of hooks/guide, the modules on each, and who imports what. It is read
by `ast`, so nothing of the package runs. test_house.py holds it to its rules, house_picture.py draws it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HOOKS = Path(__file__).parent.parent / "hooks"
PACKAGE = HOOKS / "guide"
PYTHON = sorted(HOOKS.rglob("*.py"))
GROUND = "ground"
DOORS = ("mkdocs_guide", "guide.__main__")


def module(path: Path) -> str:
    """How other files import this one: “guide.pages.maps”, and “guide.pages” for the folder's own file."""
    return ".".join(path.relative_to(HOOKS).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module(path): path for path in PYTHON}


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports: “guide”, “guide.text.markdown”, “yaml” … A name that is taken from a module of
    the house is left out, so each is a file here or a package from outside."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: write imports in full"
            whole = (f"{node.module}.{name.name}" for name in node.names)
            yield from dict.fromkeys(name if name in MODULES else str(node.module) for name in whole)


def floor_of(name: str) -> str | None:
    """The floor on which a module of the house stands: a folder, the ground, or itself for what stands on top of all;
    None for a module from outside."""
    if name not in MODULES:
        return None
    folder = MODULES[name].parent
    if folder == PACKAGE:
        return name if name in ("guide", *DOORS) else GROUND
    return name if folder == HOOKS else folder.relative_to(PACKAGE).parts[0]


def floors() -> dict[str, str]:
    """Each floor of the list in hooks/guide/__init__.py with what it says of it, the ground first."""
    words = ast.get_docstring(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8")), clean=False) or ""
    return dict(re.findall(r"^    \(?(\w+)\)? +(\S.*)", words, flags=re.MULTILINE))


def modules_on(floor: str) -> list[str]:
    """The modules on a floor in alphabetical order. The file of the folder itself is none of them."""
    return [name for name, path in MODULES.items() if floor_of(name) == floor and path.name != "__init__.py"]


def crossings() -> Counter[tuple[str, str]]:
    """For each two floors how many imports cross from the first to the second: of one module by another, however many
    names it takes from there."""
    pairs = {(name, other) for name, path in MODULES.items() for other in imported(path) if other in MODULES}
    found = Counter((str(floor_of(name)), str(floor_of(other))) for name, other in pairs)
    return Counter({(of, to): count for (of, to), count in found.items() if of != to})


def importers_of(package: str) -> list[str]:
    """The modules that import a package from outside."""
    return [name for name, path in MODULES.items() if any(of.split(".")[0] == package for of in imported(path))]
