"""Less than a build of ours can cost: Jinja puts finished bodies into the frame. `python bare.py WORK OUT`."""

from __future__ import annotations

import sys
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

work, out = Path(sys.argv[1]), Path(sys.argv[2])
frame = (work / "frame.html").read_text(encoding="utf-8")
template = Environment(autoescape=True).from_string(
    frame.replace("@TITLE@", "{{ title }}").replace("@BODY@", "{{ body }}")
)
for file in (work / "bodies").glob("*.html"):
    title = file.with_suffix(".title").read_text(encoding="utf-8")
    html = template.render(title=title, body=Markup(file.read_text(encoding="utf-8")))
    folder = out / "steps" / file.stem
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(html, encoding="utf-8")
