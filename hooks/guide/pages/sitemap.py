"""The sitemap, for search engines: every page with the day of its last change, and the same page in other languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from guide.language import Language
from guide.pages.frame import Settings

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(settings: Settings, listed: Mapping[Language, Mapping[str, date | None]]) -> str:
    """The sitemap for the pages (path -> day) of each language, English first. A language to which no page leads yet is
    left out; so is all of it where the address of the site is not known. Only here search engines read which pages are
    the same: each page would have to name all others (https://developers.google.com/search/docs/specialty/international/localized-versions)."""
    shown = {each: pages for each, pages in listed.items() if each in settings.languages}
    entries = [
        _entry(settings, [other for other, there in shown.items() if path in there], language, path, day)
        for language, pages in shown.items()
        for path, day in pages.items()
        if settings.site_url
    ]
    return f"{_HEAD}{''.join(entries)}</urlset>\n"


def _entry(settings: Settings, languages: list[Language], language: Language, path: str, day: date | None) -> str:
    link = Markup('<xhtml:link rel="alternate" hreflang="{}" href="{}"/>')
    found = [(each.tag, settings.in_language(each).absolute(path)) for each in languages]
    found = [*found, ("x-default", found[0][1])] if len(found) > 1 else []
    links = Markup("").join(link.format(*each) for each in found)
    changed = Markup("<lastmod>{}</lastmod>").format(day) if day else ""
    address = settings.in_language(language).absolute(path)
    return Markup("<url><loc>{}</loc>{}{}</url>\n").format(address, changed, links)
