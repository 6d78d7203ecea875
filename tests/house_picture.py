"""Draws docs/assets/house.svg, the house in docs/hacking.md, from its imports: `make house`.

Each floor is a row: a box, and beside it the lines of the floors that it imports from. A line ends at the floor that it
belongs to, and has a circle with a number wherever another floor imports from that one. Lines lead down; one that leads
up is red.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from textwrap import shorten
from typing import NamedTuple

import house

FILE = house.HOOKS.parent / "docs" / "assets" / "house.svg"

_EDGE, _HEAD, _GAP = 16, 122, 10
_TOP_BOX, _CHIP = 34, 22
"""How high a box without modules is, and the name of a module."""
_OUTSIDE, _BOX = 86, 446
"""How wide the strip on the left is, for what comes from outside, and how wide a box is."""
_LANE, _LETTER = 40, 7.4
"""How far one line is from the next at least, and how wide a letter of a name is at most."""
_COLOURS = (
    ("#57606a", "#0f766e", "#1d4ed8", "#7c3aed", "#9a5b00", "#0e7490", "#3f7d20", "#a21caf"),
    ("#a8b1bb", "#5ecdc0", "#86b0ff", "#b99bff", "#e0a84e", "#67cbe6", "#8fce6b", "#e58bf0"),
)
"""Of lines, in light and in dark."""
_ROLES = {  # name: light, dark
    "ground": ("#ffffff", "#0d1117"),
    "box": ("#f6f8fa", "#161b22"),
    "chip": ("#ffffff", "#21262d"),
    "edge": ("#d0d7de", "#3d444d"),
    "words": ("#1f2328", "#e6edf3"),
    "fine": ("#59636e", "#9da7b1"),
    "up": ("#d1242f", "#ff6b65"),
    "number": ("#ffffff", "#0d1117"),
}
_MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"
_SANS = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif"


class Row(NamedTuple):
    """One floor: its name in the house, what its box says, and the modules in it."""

    floor: str
    title: str
    words: str
    chips: tuple[str, ...]
    y: int
    height: int

    @property
    def arrives(self) -> int:
        """Where its own line ends."""
        return self.y + 12

    @property
    def leaves(self) -> int:
        """Where the line of its imports begins."""
        return self.y + self.height - 14


_TOP = {
    "mkdocs_guide": ("mkdocs_guide.py", "the door to MkDocs"),
    "guide.__main__": ("guide/__main__.py", "the door for the command line"),
    "guide": ("guide/__init__.py", "what the doors may call"),
}


class Plan(NamedTuple):
    """What the parts of the picture have in common, each by the name of a floor."""

    rows: dict[str, Row]
    lanes: dict[str, int]
    """Where the line of a floor runs, for those that others import from."""
    colours: dict[str, str]
    crossings: dict[tuple[str, str], int]
    left: int
    """Where boxes end, and lines begin."""


def drawn() -> str:
    """The picture as the text of an SVG file: the same bytes for the same imports."""
    plan = _plan()
    names = [_short(floor) for floor in plan.lanes]
    lane = _lane(names)
    wide = plan.left + 34 + len(names) * lane
    high = max(row.y + row.height for row in plan.rows.values()) + _EDGE
    parts = [
        _text(_EDGE, 32, "The house of the compiler: who imports from whom", "title"),
        _text(_EDGE, 56, "A circle says that the folder in its row imports from the one in its column, and how often."),
        _text(_EDGE, 75, "The coloured lines lead down to the boxes of those folders. One that led up would be red."),
        _text(plan.left + 34 - lane / 2, _HEAD - 21, "imports from", "fine"),
    ]
    for floor, x in plan.lanes.items():
        parts.append(_text(x, _HEAD - 2, _short(floor), f"lane {plan.colours[floor]}", "middle"))
    for draw in (_leaving, _arriving, _box, _circles):
        parts += [part for row in plan.rows.values() for part in draw(row, plan)]
    parts += _outsiders(plan)
    size = f'width="{wide}" height="{high}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {wide} {high}" role="img">\n'
        "<title>The folders of hooks/guide, and how many imports cross from one to another</title>\n"
        f'<style>\n{_style()}</style>\n<rect class="ground" {size} rx="8"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _plan() -> Plan:
    rows = {row.floor: row for row in _rows()}
    crossings = house.crossings()
    used = [floor for floor in rows if any(to == floor for _, to in crossings)]
    left, lane = _EDGE + _OUTSIDE + _BOX, _lane([_short(floor) for floor in used])
    lanes = {floor: left + 34 + number * lane for number, floor in enumerate(used)}
    colours = {floor: f"c{number % len(_COLOURS[0])}" for number, floor in enumerate(reversed(rows))}
    return Plan(rows, lanes, colours | dict.fromkeys(_TOP, "top"), crossings, left)


def _lane(names: list[str]) -> int:
    """How far one line is from the next."""
    return max(_LANE, *(round(len(name) * _LETTER + 2) for name in names))


def _rows() -> Iterator[Row]:
    """From the top to the ground. A folder that the list in `hooks/guide/__init__.py` forgets is below the doors."""
    told = house.floors()
    floors = [*told, *sorted({floor for name in house.MODULES if (floor := house.floor_of(name))} - {*told, *_TOP})]
    y = _HEAD + 10
    for floor, (title, words) in _TOP.items():
        yield Row(floor, title, words, (), y, _TOP_BOX)
        y += _TOP_BOX + _GAP
    for floor in reversed(floors):
        chips = tuple(name.rpartition(".")[2] for name in house.modules_on(floor))
        words = told.get(floor, "").replace("->", "→").partition(":")[0].partition(";")[0]
        words = shorten(words, (_BOX - 60) // 8 - len(floor), placeholder=" …")
        height = 44 + _CHIP + (_CHIP + 6) * max((line for _, line, _ in _placed(chips)), default=0)
        yield Row(floor, floor, words, chips, y, height)
        y += height + _GAP


def _short(floor: str) -> str:
    return floor.rpartition(".")[2]


def _placed(chips: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """For each name where it begins, on which line, and how wide it is."""
    x = line = 0
    for name in chips:
        width = round(len(name) * _LETTER) + 14
        if x and x + width > _BOX - 28:
            x, line = 0, line + 1
        yield x, line, width
        x += width + 6


def _leaving(row: Row, plan: Plan) -> Iterator[str]:
    """The line of what a floor imports, as far as the last circle on it."""
    ends = [plan.lanes[to] for of, to in plan.crossings if of == row.floor]
    if ends:
        yield f'<path class="leaves" d="M{plan.left} {row.leaves}H{max(ends)}"/>'


def _arriving(row: Row, plan: Plan) -> Iterator[str]:
    """The line that ends at a floor: from the row furthest up that imports from it; and in red, from the one furthest
    down."""
    x, end, colour = plan.lanes.get(row.floor), plan.left + 2, plan.colours[row.floor]
    starts = [plan.rows[of].leaves for of, to in plan.crossings if to == row.floor]
    above, below = [y for y in starts if y < row.y], [y for y in starts if y > row.y]
    if above:
        turn = row.arrives
        yield f'<path class="thread" d="M{x} {_HEAD + 4}V{min(above)}"/>'
        yield f'<path class="line {colour}" d="M{x} {min(above)}V{turn - 8}q0 8 -8 8H{end + 8}"/>'
        yield f'<path class="head {colour}" d="M{end} {turn}l10 -5v10z"/>'
    if below:
        turn = row.arrives + 12
        yield f'<path class="line up" d="M{x} {max(below)}V{turn + 8}q0 -8 -8 -8H{end + 8}"/>'
        yield f'<path class="head up" d="M{end} {turn}l10 -5v10z"/>'


def _box(row: Row, plan: Plan) -> Iterator[str]:
    x = plan.left - _BOX
    yield f'<rect class="box" x="{x}" y="{row.y}" width="{_BOX}" height="{row.height}" rx="6"/>'
    yield f'<rect class="head {plan.colours[row.floor]}" x="{x}" y="{row.y}" width="6" height="{row.height}" rx="3"/>'
    yield (
        f'<text x="{x + 18}" y="{row.y + 22}" class="name">{escape(row.title)}'
        f'<tspan class="fine" dx="10">{escape(row.words)}</tspan></text>'
    )
    for name, (start, line, width) in zip(row.chips, _placed(row.chips), strict=True):
        at, y = x + 18 + start, row.y + 34 + line * (_CHIP + 6)
        yield f'<rect class="chip" x="{at}" y="{y}" width="{width}" height="{_CHIP}" rx="4"/>'
        yield _text(at + width / 2, y + 15, name, "module", "middle")


def _circles(row: Row, plan: Plan) -> Iterator[str]:
    for to, x in plan.lanes.items():
        count = plan.crossings.get((row.floor, to))
        if count:
            kind = "up" if plan.rows[to].y < row.y else plan.colours[to]
            yield f'<circle class="stop {kind}" cx="{x}" cy="{row.leaves}" r="11"/>'
            yield _text(x, row.leaves + 4, str(count), "number", "middle")


def _outsiders(plan: Plan) -> Iterator[str]:
    """MkDocs and yaml, each beside every floor that imports it: there is one for each, and a test holds it."""
    for package, words in (("mkdocs", "MkDocs"), ("yaml", "yaml")):
        for name in house.importers_of(package):
            row = plan.rows[str(house.floor_of(name))]
            y = row.y + row.height // 2
            if _short(name) in row.chips:
                start, line, width = list(_placed(row.chips))[row.chips.index(_short(name))]
                at, top = plan.left - _BOX + 18 + start, row.y + 34 + line * (_CHIP + 6)
                y = top + _CHIP // 2
                yield f'<rect class="entry" x="{at}" y="{top}" width="{width}" height="{_CHIP}" rx="4"/>'
            yield f'<rect class="entry" x="{_EDGE}" y="{y - 12}" width="64" height="24" rx="12"/>'
            yield _text(_EDGE + 32, y + 4, words, "words", "middle")
            yield f'<path class="entry" d="M{_EDGE + 64} {y}h{_OUTSIDE - 72}"/>'
            yield f'<path class="fill" d="M{_EDGE + _OUTSIDE - 1} {y}l-9 -5v10z"/>'


def _text(x: float, y: float, words: str, kind: str = "words", anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


_STYLE = f"""\
text{{font:13px {_SANS};fill:var(--words)}}.title{{font:600 18px {_SANS}}}.name{{font-size:15px;font-weight:600}}
.fine{{font-size:13px;font-weight:400;fill:var(--fine)}}.module{{font:12px {_MONO}}}.lane{{font:600 12px {_MONO}}}
.number{{font-size:12px;font-weight:600;fill:var(--number)}}.ground{{fill:var(--ground)}}
.box{{fill:var(--box);stroke:var(--edge)}}.chip{{fill:var(--chip);stroke:var(--edge)}}
.entry{{fill:none;stroke:var(--words);stroke-width:1.5}}.fill{{fill:var(--words)}}
.leaves{{fill:none;stroke:var(--edge);stroke-width:1.5}}.thread{{stroke:var(--edge);stroke-dasharray:2 4}}
.line{{fill:none;stroke-width:2.5}}
"""


def _style() -> str:
    lines = [
        f":root{{{_variables(0)}}}",
        f"@media (prefers-color-scheme:dark){{:root{{{_variables(1)}}}}}",
        _STYLE.rstrip(),
    ]
    for kind, colour in {**{name: name for name in _numbered()}, "top": "words", "up": "up"}.items():
        lines.append(f".line.{kind}{{stroke:var(--{colour})}}.{kind}:not(.line){{fill:var(--{colour})}}")
    return "\n".join(lines) + "\n"


def _numbered() -> list[str]:
    return [f"c{number}" for number in range(len(_COLOURS[0]))]


def _variables(dark: int) -> str:
    values = {name: pair[dark] for name, pair in _ROLES.items()} | dict(zip(_numbered(), _COLOURS[dark], strict=True))
    return ";".join(f"--{name}:{value}" for name, value in values.items())


if __name__ == "__main__":
    FILE.write_text(drawn(), encoding="utf-8", newline="\n")
