"""Less than a build of ours can cost: Jinja puts finished bodies, which are at hand, into the frame. `python bare.py
WORK OUT` prints the seconds."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

work, out = Path(sys.argv[1]), Path(sys.argv[2])
frame = (work / "frame.html").read_text(encoding="utf-8")
template = Environment(autoescape=True).from_string(
    frame.replace("@TITLE@", "{{ title }}").replace("@BODY@", "{{ body }}")
)
bodies = [
    (file.stem, file.with_suffix(".title").read_text(encoding="utf-8"), Markup(file.read_text(encoding="utf-8")))
    for file in (work / "bodies").glob("*.html")
]
began = time.perf_counter()
for name, title, body in bodies:
    folder = out / "steps" / name
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(template.render(title=title, body=body), encoding="utf-8")
print(time.perf_counter() - began)
