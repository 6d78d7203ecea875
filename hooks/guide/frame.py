"""The frame around every finished page: where the site and its repository live, links between pages, the templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from . import text
from .model import DecisionTree

TEMPLATES = Path(__file__).parent / "templates"


def frame_loader() -> FileSystemLoader:
    """Where the templates are; also for a host that puts the frame around pages of its own."""
    return FileSystemLoader(TEMPLATES)


def style() -> Markup:
    """The one stylesheet, which each page carries inside it."""
    return Markup((TEMPLATES / "style.css").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Settings:
    """What the compiler has to be told. Addresses are empty where they are not known; then nothing links to them."""

    site_name: str = "Refund Guide"
    site_url: str = ""
    repo_url: str = ""
    today: date | None = None
    """The day of the build. It is passed in, so that the same sources give the same pages on any day."""

    def absolute(self, path: str) -> str:
        """The full address of a page, or nothing where the site's own address is not known."""
        return self.site_url.rstrip("/") + "/" + path if self.site_url else ""


class Frame:
    """Fills templates. One per build, so that an edited template shows at once."""

    def __init__(self, tree: DecisionTree, settings: Settings) -> None:
        self.tree = tree
        self.settings = settings
        self._environment = Environment(
            loader=frame_loader(),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._style = style()

    def fill(self, template: str, path: str, **values: Any) -> str:
        """The finished page at `path` (a directory, such as "steps/how-did-you-pay/")."""
        root = "../" * path.count("/")
        href = partial(self._href, root)
        return self._environment.get_template(template).render(
            site=self.settings,
            style=self._style,
            root=root,
            canonical=self.settings.absolute(path),
            paragraphs=partial(text.render, href=href),
            line=partial(text.render_line, href=href),
            **values,
        )

    def _href(self, root: str, target: str) -> str:
        if target.partition("/")[0] == "countries":
            return f"{root}{target}/"
        return f"{root}steps/{target}/" if target in self.tree else target

    def edit_link(self, file: str, section: str, name: str) -> str:
        """Where a reader can change the entry's own lines, or nothing where the repository is not known."""
        line = self.tree.places[file][(section, name)].line
        repo = self.settings.repo_url.rstrip("/")
        return f"{repo}/edit/main/{file}#L{line}" if repo else ""

    def report_link(self, title: str) -> str:
        """Where a reader can say that a page is wrong, or nothing where the repository is not known."""
        repo = self.settings.repo_url.rstrip("/")
        return f"{repo}/issues/new?title={quote(title)}" if repo else ""
