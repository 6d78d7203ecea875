"""Drawings of figures as SVG: bars beside each other, lines on logarithmic axes, and calls on top of each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

from table import Bars, Drawing, Flame, Lines

_WIDE, _ROW, _EDGE, _LETTER = 720, 34, 14, 8
_THIN, _LEAST = 18, 2
"""In a flame graph: how high a call is, and how narrow at least."""
_COLOURS = ("#0b5c4b", "#b3541e", "#3b5ba5", "#8a3b7a", "#6b6b1f", "#a32b2b", "#3d7d8a", "#555555")
_STYLE = (
    "text{font:14px sans-serif;fill:#222}.title{font-weight:bold}.fine{font-size:12px;fill:#555}.call{font-size:11px}"
)


def drawn(drawing: Drawing) -> str:
    """The drawing as the text of an SVG file, with its own white ground: it stands on light and on dark pages."""
    if isinstance(drawing, Flame):
        return _flame(drawing)
    return _bars(drawing) if isinstance(drawing, Bars) else _lines(drawing)


def _svg(title: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {height}" role="img">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        f'<rect width="{_WIDE}" height="{height}" fill="#fff"/>{_text(_EDGE, 24, title, "title")}'
        f"{''.join(parts)}</svg>\n"
    )


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def _bars(bars: Bars) -> str:
    most = max(bars.values.values(), default=1) or 1
    names = 2 * _EDGE + _LETTER * max(map(len, bars.values), default=0)
    parts = []
    for row, (name, value) in enumerate(bars.values.items()):
        y = 44 + row * _ROW
        length = max(1, value / most * (_WIDE - names - 120))
        parts.append(_text(names - 10, y + 18, name, anchor="end"))
        parts.append(f'<rect x="{names}" y="{y}" width="{length:.0f}" height="24" fill="{_COLOURS[0]}"/>')
        parts.append(_text(names + length + 8, y + 18, f"{_figure(value)} {bars.unit}"))
    return _svg(bars.title, 56 + len(bars.values) * _ROW, parts)


def _lines(lines: Lines) -> str:
    points = [point for series in lines.series.values() for point in series if min(point) > 0]
    left, top, wide, high = 70, 44, 600, 300
    low_x, high_x = (math.log10(pick(x for x, _ in points)) for pick in (min, max))
    low_y, high_y = (math.log10(pick(y for _, y in points)) for pick in (min, max))

    def at(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - low_x) / ((high_x - low_x) or 1)
        up = (math.log10(y) - low_y) / ((high_y - low_y) or 1)
        return left + across * wide, top + high - up * high

    parts = [f'<path d="M{left} {top}V{top + high}H{left + wide}" fill="none" stroke="#555"/>']
    for power in range(math.ceil(low_x), math.floor(high_x) + 1):
        x, _ = at(10**power, 10**low_y)
        parts.append(f'<path d="M{x:.0f} {top}v{high}" stroke="#ddd"/>')
        parts.append(_text(x, top + high + 18, f"{10**power:,}", "fine", "middle"))
    for power in range(math.ceil(low_y), math.floor(high_y) + 1):
        _, y = at(10**low_x, 10**power)
        parts.append(f'<path d="M{left} {y:.0f}h{wide}" stroke="#ddd"/>')
        parts.append(_text(left - 8, y + 5, _figure(10**power), "fine", "end"))
    parts.append(
        _text(
            left + wide / 2, top + high + 38, f"{lines.x}; upwards {lines.y}; both axes logarithmic", "fine", "middle"
        )
    )
    for row, (name, series) in enumerate(lines.series.items()):
        colour = _COLOURS[row % len(_COLOURS)]
        places = [at(*point) for point in series if min(point) > 0]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in places]
        y = top + high + 62 + row * 22
        parts.append(f'<path d="M{left} {y}h18" stroke="{colour}" stroke-width="4"/>')
        parts.append(_text(left + 28, y + 5, name, "fine"))
    return _svg(lines.title, top + high + 62 + len(lines.series) * 22, parts)


def _flame(flame: Flame) -> str:
    whole = sum(flame.stacks.values())
    boxes = list(_calls(list(flame.stacks.items()), 0, _EDGE, (_WIDE - 2 * _EDGE) / whole))
    deepest = max((depth for _, depth, _, _ in boxes), default=0)
    parts = []
    for name, depth, x, width in boxes:
        y = 44 + (deepest - depth) * _THIN
        shown = name if len(name) * 6 < width else name.partition(" ")[2] or name
        shown = shown if len(shown) * 6 < width else ""
        colour = "#f6d9b8" if name.startswith("guide.") else "#d7e8d4" if name.endswith(".html") else "#dfe3ea"
        box = f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_THIN - 1}" fill="{colour}"/>'
        words = f'<text x="{x + 3:.1f}" y="{y + 13}" class="call">{escape(shown)}</text>' if shown else ""
        parts.append(f"<g><title>{escape(name)}</title>{box}{words}</g>")
    y = 44 + (deepest + 1) * _THIN + 18
    parts.append(_text(_EDGE, y, "Orange: this compiler. Green: its templates. Grey: Python and libraries.", "fine"))
    return _svg(flame.title, y + 14, parts)


def _calls(
    stacks: Sequence[tuple[Sequence[str], int]], depth: int, x: float, scale: float
) -> Iterator[tuple[str, int, float, float]]:
    """Each call that is wide enough to be seen: its name, how deep it is, where it begins, how wide it is."""
    groups: dict[str, list[tuple[Sequence[str], int]]] = {}
    for calls, long in stacks:
        if len(calls) > depth:
            groups.setdefault(calls[depth], []).append((calls, long))
    for name, group in sorted(groups.items()):
        width = scale * sum(long for _, long in group)
        if width >= _LEAST:
            yield name, depth, x, width
            yield from _calls(group, depth + 1, x, scale)
        x += width


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
