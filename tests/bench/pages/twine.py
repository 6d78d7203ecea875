"""The tree as a Twine story in one file, made by extwee.

Twine's formats SugarCube, Harlowe and Chapbook were found in no package registry. The package extwee holds a story that
was made with Snowman, another format that comes with Twine, so the format is taken from there.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import peers

from pages.step import Step, markdown

PACKAGE = "extwee@2.3.18"
_COMPILE = """
import { readFileSync, writeFileSync } from 'node:fs';
import { parseTwee, compileTwine2HTML, StoryFormat } from 'extwee';
for (const { source, twee, to } of JSON.parse(readFileSync(0, 'utf8'))) {
  const format = new StoryFormat('Snowman', '1.3.0');
  format.source = source;
  writeFileSync(to, compileTwine2HTML(parseTwee(twee), format));
}
"""


def make(steps: Mapping[str, Step], shown: Sequence[str], into: Path) -> dict[str, str]:
    """Writes to `into` the whole story once for each step in `shown`, opened there. Gives their paths."""
    folder = peers.npm("twine", PACKAGE)
    source = _snowman(folder / "node_modules" / "extwee" / "logs" / "arrays.html")
    passages = "".join(
        f":: {step.id}\n{markdown(step, lambda label, to: f'[[{label}|{to}]]')}\n" for step in steps.values()
    )
    jobs = []
    for node in shown:
        data = {"ifid": "2A4D6978-93A7-4FD3-96FB-94B995FCBE29", "format": "Snowman", "start": node}
        head = f":: StoryTitle\nRefund Guide\n\n:: StoryData\n{json.dumps(data)}\n\n"
        jobs.append({"source": source, "twee": head + passages, "to": str(into / f"{node}.html")})
    into.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["node", "--input-type=module", "--eval", _COMPILE],
        cwd=folder,
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        check=True,
    )
    return {node: f"{node}.html" for node in shown}


def _snowman(story: Path) -> str:
    """The format of a finished story: without the story, and without the counter of the host that showed it."""
    html = story.read_text(encoding="utf-8")
    html = re.sub(r"<title>.*?</title>", "<title>{{STORY_NAME}}</title>", html, count=1, flags=re.DOTALL)
    html = re.sub(r"<tw-storydata.*</tw-storydata>", "{{STORY_DATA}}", html, count=1, flags=re.DOTALL)
    return re.sub(r"<script defer src=\"https://.*?</script>", "", html, flags=re.DOTALL)
