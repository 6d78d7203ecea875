"""The door to MkDocs, and the only file that imports it. Each event is a few calls into the compiler."""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib import search
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime
from watchdog.observers.polling import PollingObserver

import guide

_site = guide.Site()
"""The last good site. `mkdocs serve` builds many times in one process."""
_settings = guide.Settings()
_drafting = False
_docs: dict[str, bytes | None] = {}
"""The hand-written pages, and what else docs/ publishes, of the last good site."""

_LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
_LUNR = Path(search.__file__).parent / "templates" / "search" / "lunr.js"
_LANGUAGES = guide.chosen(os.environ)
"""The languages besides English, if not all are to be made; a live preview shows none but these."""
_ids: dict[str, list[str]] = {}
"""The headings of each hand-written page as they begin in English, with their ids."""
_beside: guide.Beside | None = None
"""Where the site is made, until it is whole."""
_pages = Path()
_shown: dict[str, str] = {}
"""What the live preview shows, by the path of each file: its text, or nothing where the compiler did not make it."""
_to_show: dict[str, str] = {}
"""The same of the site that is being made."""


class _AsBefore(File):
    """A finished page that the live preview shows already, and that need not be written again."""

    def copy_file(self, dirty: bool = False) -> None:
        pass


def on_startup(command: str, dirty: bool) -> None:
    """Know whether somebody is working on the guide with a live preview."""
    global _drafting
    _drafting = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Compile, and let MkDocs write beside the last good site: whatever goes wrong, that one stays. A live preview of a
    guide with problems goes on with it. The templates of MkDocs and its themes escape nothing, so what they print is
    escaped here, the titles of pages below."""
    global _site, _settings, _docs, _beside, _pages
    _ids.clear()
    root = Path(config.config_file_path).parent
    _pages = Path(config.docs_dir)
    name, config.site_name = config.site_name, escape(config.site_name)
    config.site_description = escape(config.site_description or "")
    today = get_build_datetime().date()  # SOURCE_DATE_EPOCH, where it is set
    _settings = guide.Settings(
        name,
        config.site_url or "",
        str(config.extra.get("repository") or ""),
        str(config.extra.get("mail") or ""),
        today,
        cache=root / ".cache" / "pictures",
    )
    files = guide.read_files(root)
    try:
        if _drafting:
            _site = guide.build(files, _settings, _site, guide.draft_problems, _LANGUAGES or ())
        else:
            _site = guide.build(files, _settings, only=_LANGUAGES)
        if _site.remarks:
            print(_site.remarks, file=sys.stderr)
        _docs = {name.removeprefix("docs/"): content for name, content in files.items() if name not in guide.FILES}
    except guide.Refused as refused:
        if not _site.files:
            raise Abort(str(refused)) from None
        print(refused, file=sys.stderr)
    _beside = guide.Beside(Path(config.site_dir))
    config.site_dir = str(_beside.path)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Hand over the finished pages, of docs/ only what was proven with them, and of MkDocs the library of the search.
    Of the theme no page uses anything."""
    global _to_show
    for file in [file for file in files if file.inclusion not in _LEFT_OUT]:
        proven = _docs.get(file.src_uri) if file.src_dir == config.docs_dir else None
        if proven is None:
            files.remove(file)
        else:
            file.content_bytes = proven.replace(b"\r\n", b"\n") if file.is_documentation_page() else proven
    files.append(File.generated(config, guide.FINDER, abs_src_path=str(_LUNR)))
    made = {path: content for site in _sites() for path, content in {**site.files, **site.articles}.items()}
    for path, content in made.items():
        kind = _AsBefore if _shown.get(path) == content else File
        files.append(kind.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    for site in _sites():
        for picture in site.pictures:
            path = f"{site.language.folder}{picture.path}"
            files.append(File.generated(config, path, content=picture.content()))
    _to_show = dict.fromkeys((file.dest_uri for file in files), "") | made


def _sites() -> tuple[guide.Site, ...]:
    """The site in each language, English first."""
    return (_site, *_site.others)


def _site_of(page: Page) -> guide.Site:
    """The site in the language of a hand-written page."""
    return next((site for site in _site.others if page.url.startswith(site.language.folder)), _site)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Give the hand-written pages the frame of the finished ones."""
    env.loader = ChoiceLoader([env.loader, guide.frame_loader()]) if env.loader else guide.frame_loader()
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # As in the compiler.
    env.globals.update(_site.shared, known=_site.known, feed=guide.FEED in _site.files, others=_site.others)
    env.globals.update(here="", canonical="", edit="")  # A page that is none of docs/: the one for unknown addresses.


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Give a page the frame and the words of its language, and the way to the same page in others."""
    site = _site_of(page)
    name = page.file.src_uri.removeprefix(site.language.folder)
    late = f"docs/{name}" in site.late
    everywhere = all(f"{other.language.folder}{name}" in other.articles for other in _site.others)
    told = _site if late else site
    path = page.url.removeprefix(site.language.folder)
    context.update(
        site.shared,
        path=path,
        here=path if everywhere else "",
        canonical=told.settings.absolute(path),
        edit=site.edits.get(name, ""),
        feed=guide.FEED in site.files,
        in_english=late,
        **{key: told.shared[key] for key in ("_", "gettext", "ngettext", "picture")},
    )


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Escape what stands at the top of a hand-written page: its title, its description."""
    page.meta.update({key: escape(words) for key, words in page.meta.items() if isinstance(words, str)})


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let links to other sites show where they lead, as on the finished pages. A heading has the same id in each
    language, so that links to it lead there in all of them; English pages come first."""
    name = page.file.src_uri.removeprefix(_site_of(page).language.folder)
    ids = _ids.setdefault(name, _HEADING.findall(html))
    following = iter(ids)
    return guide.marked(_HEADING.sub(lambda heading: next(following, heading[0]), html))


_HEADING = re.compile(r'<h[1-6] id="[^"]*"')


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The sitemap of the compiler: MkDocs lists Markdown pages only, and knows no languages."""
    return guide.sitemap_of(_site) if template_name == "sitemap.xml" else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Now the site is whole. A live preview has written only what an edit changed: to write all of it anew took as long
    as half of the rest."""
    global _shown
    if _beside and not _warned():
        if _drafting:
            _beside.merge(_shown.keys() - _to_show.keys())
            _shown = _to_show
        else:
            _beside.swap()
        config.site_dir = str(_beside.folder)


def _warned() -> bool:
    """Whether a strict build has warned of something. MkDocs and its continuation look at the same only after the last
    event, and then refuse the site that is finished."""
    loggers = [logging.getLogger(name) for name in ("mkdocs", "properdocs")]
    counters = [handler for logger in loggers for handler in logger.handlers if hasattr(handler, "get_counts")]
    return any(counter.get_counts() for counter in counters)


def on_build_error(error: Exception) -> None:
    """Say in one sentence what MkDocs would show a traceback of."""
    sentence = guide.in_a_sentence(error, _pages)
    if sentence:
        raise Abort(f"{sentence}\n\nThe site was not built; the last good one is untouched.") from None


def on_shutdown() -> None:
    """Leave nothing of a site that did not become whole."""
    if _beside:
        _beside.leave()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> None:
    """Watch what the pages are made from besides docs/. (MkDocs never reloads the code of a hook: restart for that.)
    Look ten times a second: MkDocs looks twice, which is half of the wait for a small edit. After a mistake go on with
    the last good site: MkDocs would leave every request without an answer."""

    def build_or_say_why_not() -> None:
        try:
            builder()
        except MkDocsException as mistake:
            print(mistake, file=sys.stderr)
        except Exception:
            traceback.print_exc()

    server.builder = build_or_say_why_not
    usual = [config.docs_dir, config.config_file_path]
    for path in usual:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=0.1)
    server.build_delay = 0.05
    gc.collect()
    gc.freeze()  # What lives from build to build need not be looked through for garbage at each.
    root = Path(config.config_file_path).parent
    languages = [guide.TRANSLATIONS] if (root / guide.TRANSLATIONS).is_dir() else []
    for path in [*usual, *guide.FILES, *languages, str(guide.TEMPLATES), config.theme.custom_dir or config.docs_dir]:
        server.watch(str(root / path))
