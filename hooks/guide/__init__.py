"""The compiler: text of decision_tree.yaml and docs/data/*.yaml in, finished pages out. It knows nothing of MkDocs.
The hand-written pages, docs/*.md, are proven too; a host makes them.

    (ground)  values only: limits, problem, values (what a field can hold), entry, kinds, article, tree, history,
              language, catalog, plural
    read      bytes -> the tree, or problems; the only folder that imports yaml
    text      what a text may hold: a small part of Markdown, links to other sites, choices in texts to copy
    graph     arithmetic on the links of a tree: walk, waiting along a path, trails
    rules     tree -> problems, nothing else: one small generator per rule, named by what it finds
    draw      numbers and pixels: where boxes stand, preview cards
    pages     tree -> pages; templates with the wording and the stylesheet
    tools     what maintainers run: diff, schema, overdue facts, lock files, archive, checksums

A folder imports only from itself and from those above it in this list; a test holds it. This module and the two doors,
`mkdocs_guide` and the command line `__main__`, stand below them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from guide.article import DOCS, Article
from guide.catalog import FOLDER as TRANSLATIONS
from guide.catalog import GLOSSARY, LETTERS, Text, languages_in
from guide.graph import Graph
from guide.kinds import LOCK
from guide.language import ENGLISH, Language
from guide.pages.changes import FEED, change_pages
from guide.pages.clocks import date_pages
from guide.pages.countries import country_pages
from guide.pages.facts import fact_pages
from guide.pages.frame import TEMPLATES, Frame, Picture, Settings, frame_loader
from guide.pages.frame_words import frame_words
from guide.pages.languages import languages_page
from guide.pages.letters import letter_pages
from guide.pages.lists import list_pages
from guide.pages.maps import map_pages
from guide.pages.outline import outline_pages
from guide.pages.page import Page, SearchEntry
from guide.pages.search import FINDER, search_pages
from guide.pages.sitemap import sitemap
from guide.pages.situations import situation_pages
from guide.pages.steps import first_question, retired_pages, step_pages
from guide.pages.tree_json import tree_json
from guide.pages.whole import booklet_page, flow_page
from guide.problem import Problem, Refused, report
from guide.read.articles import published
from guide.read.catalogs import catalog_files, read_catalogs
from guide.read.files import FILES, load
from guide.rules import draft_problems, problems, walkable
from guide.rules.languages import Right, Spoken, spoken
from guide.text.external_links import marked
from guide.text.translated import InLanguage, in_language, letters_in, progress_of, texts
from guide.text.translated_articles import below_a_folder
from guide.tools.failures import in_a_sentence
from guide.tools.swap import Beside
from guide.tree import DecisionTree

__all__ = [
    "FEED",
    "FILES",
    "FINDER",
    "LOCK",
    "TEMPLATES",
    "TRANSLATIONS",
    "Beside",
    "DecisionTree",
    "Frame",
    "Graph",
    "Page",
    "Refused",
    "Settings",
    "Site",
    "all_texts",
    "asked_for",
    "build",
    "chosen",
    "decoded",
    "draft_problems",
    "editions",
    "frame_loader",
    "in_a_sentence",
    "in_language",
    "languages",
    "marked",
    "problems",
    "prove",
    "read_files",
    "site_pages",
    "sitemap_of",
    "walkable",
    "with_letters",
]


NOTHING_SET = Settings()


@dataclass(frozen=True)
class Site:
    """What a build makes in one language. `files` maps a path in the site to its text."""

    language: Language = ENGLISH
    files: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, date | None] = field(default_factory=dict)
    """The pages for a sitemap, each with the day of its last change where that is known."""
    known: tuple[tuple[str, str, str], ...] = ()
    """Every id that answers, old ones too, with its path and the title there; in alphabetical order."""
    shared: Mapping[str, Any] = field(default_factory=dict)
    """What the frame gives to every page, for a host that puts it around pages of its own."""
    pictures: tuple[Picture, ...] = ()
    """All of them, to be drawn by whoever writes the site. None where its address is not known."""
    articles: Mapping[str, str] = field(default_factory=dict)
    """Of another language than English the hand-written pages in Markdown, each by its file below docs/; in English
    where a word of it is not up to date."""
    edits: Mapping[str, str] = field(default_factory=dict)
    """Where a reader can change the words of each hand-written page; none where the repository is not known."""
    late: frozenset[str] = frozenset()
    """What is shown in English all the same: the keys of entries, the files of hand-written pages."""
    frame: Frame | None = None
    """What the next build starts from, where there may be one."""
    source: tuple[Any, ...] | None = field(default=None, compare=False, repr=False)
    """What the English was proven from; of translations there are only the names."""
    others: tuple[Site, ...] = ()
    """Of the English site those in other languages."""
    settings: Settings = NOTHING_SET
    """With every language to which the pages lead."""
    remarks: str = ""
    """Of the English site what is wrong with translations; the texts that they are for are in English."""


def read_files(root: Path) -> dict[str, bytes | None]:
    """The files of the guide below `root`, as the other functions take them: name -> content, None if missing. With
    them come the hand-written pages and whatever else docs/ publishes; there None is what is no file of its own."""
    found = {name: (root / name).read_bytes() if (root / name).is_file() else None for name in FILES}
    return found | published(root) | catalog_files(root)


def prove(
    files: Mapping[str, bytes | None],
    rules: Callable[[Graph], list[Problem]] = problems,
    today: date | None = None,
) -> Graph:
    """The proven tree in `files` (a name of `FILES` -> content, None if missing), with what follows from its links.
    Raises `Refused`. With the rules `walkable` it can be compared with another one, but not published. No day in it may
    lie after `today`."""
    graph = Graph(load(files, today))
    found = rules(graph)
    if found:
        raise Refused(found, decoded(files))
    return graph


def decoded(files: Mapping[str, bytes | None]) -> dict[str, str]:
    """The text of each file, to show lines of it."""
    return {name: content.decode("utf-8", "replace") for name, content in files.items() if content is not None}


def build(
    files: Mapping[str, bytes | None],
    settings: Settings,
    previous: Site | None = None,
    rules: Callable[[Graph], list[Problem]] = problems,
    only: Collection[str] | None = None,
) -> Site:
    """Every page that the compiler makes, from `files` as in `prove`. Raises `Refused`; then nothing was made. Pass the
    previous `Site` (`Site()` the first time) to reuse its pages that stay the same. The rules `draft_problems` are for
    who looks at a guide while working on it. `only` names the languages besides English, if not all are to be made."""
    english = {name: None if name.startswith(f"{TRANSLATIONS}/") else content for name, content in files.items()}
    source = (english, rules, settings.today)
    known = previous.frame.graph if previous and previous.frame and previous.source == source else None
    graph = known or prove(files, rules, settings.today)
    found = languages(asked_for(files, only), graph.tree)
    settings = with_letters(settings, graph.tree, found)
    before = {site.language.code: site for site in (previous, *previous.others)} if previous else None
    frames = {code: site.frame for code, site in before.items()} if before else None
    shown = [each.language for each in found if each.has_pages]
    first, *others = (_site(edition, before) for edition in editions(graph, shown, settings, frames))
    wrong = [problem for each in found for problem in each.problems]
    remarks = report(wrong, decoded(files), IN_ENGLISH) if wrong else ""
    return replace(first, others=tuple(others), remarks=remarks, source=source if before else None)


def chosen(environment: Mapping[str, str]) -> list[str] | None:
    """The codes of the languages that “LANGUAGES=es make serve” asks for; None where nobody asks for some."""
    named = environment.get("LANGUAGES")
    return None if named is None else re.findall(r"[a-z-]+", named)


def asked_for(files: Mapping[str, bytes | None], only: Collection[str] | None) -> Mapping[str, bytes | None]:
    """The `files` of a build that makes `only` these languages: of the others nothing is needed but texts to send, so
    they have no pages."""
    if only is None:
        return files
    others = tuple(f"{TRANSLATIONS}/{code}/" for code in languages_in(files) - {*only})
    needed = (f"/{LETTERS}", f"/{GLOSSARY}")
    return {name: each for name, each in files.items() if not name.startswith(others) or name.endswith(needed)}


IN_ENGLISH = "The site was built; what has a problem is shown in English."
"""What is true after a build with problems in translations."""


def languages(files: Mapping[str, bytes | None], tree: DecisionTree, right: Right | None = None) -> list[Spoken]:
    """Every language that has a folder among `files`, as it may be shown, with what is wrong in it."""
    catalogs = read_catalogs(files)
    wanted = tuple(all_texts(tree)) if catalogs else ()
    return [spoken(catalog, wanted, tree, right) for catalog in catalogs]


def with_letters(settings: Settings, tree: DecisionTree, spoken: Collection[Spoken]) -> Settings:
    """The `settings` with the texts to send in each language, whether it has pages or not, and how far each is. No
    texts to send where English is the only language."""
    others = [each for each in spoken if each.language.is_known and not each.language.is_english]
    texts = list(all_texts(tree)) if others else []
    far = (progress_of(tree, each.language, texts, each.has_pages) for each in others)
    known = [ENGLISH, *(each.language for each in others)] if others and tree.letters_to_send else []
    letters = (letters_in(tree, language) for language in known)
    return replace(settings, letters=tuple(letters), translations=tuple(far))


def all_texts(tree: DecisionTree) -> Iterator[Text]:
    """Every text that has to be translated: those of the entries, of the hand-written pages and of the templates."""
    yield from texts(tree)
    yield from frame_words()


class Edition(NamedTuple):
    """The guide in one language, ready to be written down."""

    told: InLanguage
    frame: Frame
    in_english: Frame | None
    """For the steps that are late in this language."""

    def pages(self) -> Iterator[Page]:
        """Every file of it but the pictures, with its path in the whole site."""
        folder = self.told.language.folder
        for page in site_pages(self.frame, self.told.late, self.in_english):
            yield page._replace(folder=folder)


def editions(
    english: Graph,
    others: Iterable[Language],
    settings: Settings,
    previous: Mapping[str, Frame | None] | None = None,
) -> Iterator[Edition]:
    """The proven tree in each language, English first. A language that CLDR does not know is none. With the `previous`
    frames, by the code of their language, pages that stay the same are not made anew."""
    spoken = [each for each in others if each.is_known and not each.is_english]
    trees = [in_language(english.tree, each) for each in (ENGLISH, *spoken)]
    settings = replace(settings, languages=tuple(each.language for each in trees if each.is_whole_enough))
    for told in trees:
        language = told.language
        graph = english if language.is_english else Graph(told.tree)
        here = settings.in_language(language)
        before = previous.get(language.code) if previous else None
        frame = Frame(graph, here, before, keep=previous is not None, mixed=bool(told.late))
        yield Edition(told, frame, Frame(english, settings, around=here) if told.late else None)


def _site(edition: Edition, before: Mapping[str, Site] | None) -> Site:
    told, frame = edition.told, edition.frame
    language, tree = told.language, frame.tree
    old = before.get(language.code) if before else None
    if old and old.frame and frame.says_the_same_as(old.frame):
        return replace(old, settings=frame.settings, shared={**old.shared, **frame.shared}, frame=old.frame)
    made = list(edition.pages())
    articles = [article for article in tree.articles.values() if language.is_english or article.for_readers]
    listed = {article.path: frame.settings.today for article in articles if article.file not in told.late}
    alone = {
        article.path.rstrip("/") for article in tree.articles.values() if not article.for_readers
    } | IN_ENGLISH_ONLY
    return Site(
        language,
        {page.file: page.text for page in made},
        listed | {page.path: page.changed for page in made if page.in_sitemap},
        tuple(sorted(_known(tree))),
        frame.shared | {"first": first_question(frame)},
        tuple(page.picture for page in made if page.picture),
        {} if language.is_english else {_file(language, each): below_a_folder(each, alone) for each in articles},
        {each.file.removeprefix(DOCS): frame.edit_link_of_article(each) for each in articles},
        told.late,
        frame if before is not None else None,
        settings=frame.settings,
    )


IN_ENGLISH_ONLY = frozenset(("tree.json", "facts.json", FEED, "tree.schema.json"))
"""What is for programs, and stands at the root of the site alone."""


def _file(language: Language, article: Article) -> str:
    return f"{language.folder}{article.file.removeprefix(DOCS)}"


_MAKERS = (
    *(retired_pages, outline_pages, list_pages, letter_pages, fact_pages, country_pages),
    *(situation_pages, date_pages, change_pages, map_pages),
)


def site_pages(frame: Frame, late: Collection[str] = (), in_english: Frame | None = None) -> Iterator[Page]:
    """Every file of the site in one language but the pictures, one after the other. The search knows what those before
    it say. Steps that are `late` are made by the frame `in_english`."""
    found: list[SearchEntry] = []
    for page in _pages(frame, late, in_english):
        found.extend(page.search)
        yield page
    yield from search_pages(frame, found)


def _pages(frame: Frame, late: Collection[str], in_english: Frame | None) -> Iterator[Page]:
    yield from step_pages(frame, [step for step in frame.tree if step not in late])
    if in_english:
        steps = [step for step in frame.tree if step in late]
        titles = {frame.tree[step].path: frame.tree[step].heading for step in steps}
        for page in step_pages(in_english, steps):
            found = tuple(each._replace(title=titles[each.path]) for each in page.search)
            yield page._replace(in_sitemap=False, search=found)
    for make in _MAKERS:
        yield from make(frame)
    yield from languages_page(frame)
    yield flow_page(frame)
    yield booklet_page(frame)
    if frame.language.is_english:
        yield Page("tree.json", tree_json(frame.tree))


def sitemap_of(site: Site) -> str:
    """The sitemap of the whole site, from the site in English."""
    return sitemap(site.settings, {each.language: each.listed for each in (site, *site.others)})


def _known(tree: DecisionTree) -> Iterator[tuple[str, str, str]]:
    for entry in tree.entries():
        if entry.path and "#" not in entry.path:
            for name in (entry.id, *getattr(entry, "redirect_from", ())):
                yield name, entry.path, entry.heading
