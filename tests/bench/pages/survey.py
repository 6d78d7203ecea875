"""The tree as one SurveyJS form: a page for each step, shown where the answers before lead to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import peers

from pages.step import Step

PACKAGES = ("survey-core@2.5.38", "survey-js-ui@2.5.38")
_LOADED = (
    "survey-core/survey-core.fontless.min.css",
    "survey-core/survey.core.min.js",
    "survey-js-ui/survey-js-ui.min.js",
)
"""What its guide for plain JavaScript tells to load, in the lighter form that uses the system's font."""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Refund Guide</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="survey-core.fontless.min.css">
<script src="survey.core.min.js"></script>
<script src="survey-js-ui.min.js"></script>
</head>
<body>
<div id="form"></div>
<script>
const survey = new Survey.Model(FORM);
survey.data = ANSWERS;
survey.currentPage = survey.getPageByName(STEP);
document.addEventListener("DOMContentLoaded", () => survey.render(document.getElementById("form")));
</script>
</body>
</html>
"""


def make(steps: Mapping[str, Step], shown: Sequence[str], into: Path) -> dict[str, str]:
    """Writes to `into` the whole form once for each step in `shown`, opened there. Gives their paths."""
    folder = peers.npm("survey", *PACKAGES)
    into.mkdir(parents=True, exist_ok=True)
    for name in _LOADED:
        shutil.copy(folder / "node_modules" / name, into)
    ways = {(step.id, str(number), to) for step in steps.values() for number, (_, to) in enumerate(_ways(step))}
    form = json.dumps({"pages": [_page(steps[node], ways) for node in _in_order(steps, ways)]}, ensure_ascii=False)
    for node in shown:
        values = {"FORM": form.replace("</", "<\\/"), "ANSWERS": json.dumps(_answers(node, ways)), "STEP": f'"{node}"'}
        html = _PAGE
        for name, value in values.items():
            html = html.replace(name, value, 1)
        (into / f"{node}.html").write_text(html, encoding="utf-8")
    return {node: f"{node}.html" for node in shown}


_Way = tuple[str, str, str]
"""From a step, by the choice of this number, to a step."""


def _ways(step: Step) -> tuple[tuple[str, str], ...]:
    return step.options or ((step.onward,) if step.onward else ())


def _in_order(steps: Mapping[str, Step], ways: set[_Way]) -> list[str]:
    """Each step after all that lead to it: a form only goes forward."""
    waiting = {node: {origin for origin, _, to in ways if to == node} for node in steps}
    return list(TopologicalSorter(waiting).static_order())


def _page(step: Step, ways: set[_Way]) -> dict[str, Any]:
    leads_here = " or ".join(f"{{{origin}}} = '{choice}'" for origin, choice, to in sorted(ways) if to == step.id)
    return {"name": step.id, "elements": list(_elements(step)), **({"visibleIf": leads_here} if leads_here else {})}


def _elements(step: Step) -> Iterator[dict[str, Any]]:
    """What is above the choices, the choices, and what is below."""
    at = next((number for number, part in enumerate(step.parts) if part.select("a.option, a.not-solved")), None)
    choices = [{"value": str(number), "text": label} for number, (label, _) in enumerate(_ways(step))]
    title = f"<h1>{step.title}</h1>" if step.kind == "action" else ""
    above = title + "".join(str(part) for part in step.parts[:at])
    if above:
        yield {"type": "html", "name": f"{step.id}-above", "html": above}
    if choices:
        heading = {"title": step.title} if step.kind == "question" else {"titleLocation": "hidden"}
        yield {"type": "radiogroup", "name": step.id, "choices": choices, **heading}
    if at is not None and step.parts[at + 1 :]:
        below = "".join(str(part) for part in step.parts[at + 1 :])
        yield {"type": "html", "name": f"{step.id}-below", "html": below}


def _answers(node: str, ways: set[_Way]) -> dict[str, str]:
    """The answers that lead from the first step to `node`."""
    answers: dict[str, str] = {}
    while before := sorted(way for way in ways if way[2] == node):
        node, choice, _ = before[0]
        answers[node] = choice
    return answers
