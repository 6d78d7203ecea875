"""The frame around every finished page: where the site and its repository live, links between pages, the templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from jinja2 import BaseLoader, Environment, FileSystemLoader, FunctionLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from guide import limits
from guide.article import Article
from guide.catalog import FOLDER
from guide.draw import preview_card
from guide.draw.colours import COLOURS, GLYPHS
from guide.draw.preview_card import Card
from guide.entry import Entry
from guide.graph import Graph
from guide.language import ENGLISH, PAGES, Foreign, Language
from guide.pages.content_policy import policy_for
from guide.problem import Place
from guide.text import choices, external_links, markdown
from guide.text.translated import Letters, Progress, texts_by_name
from guide.tree import Edge
from guide.values import Days, Window

_OF_THE_SITE = "#0b5c4b"
"""The colour of pictures of pages that turn to nobody."""
TEMPLATES = Path(__file__).parent / "templates"


def frame_loader() -> FileSystemLoader:
    """Where the templates are; also for a host that puts the frame around pages of its own."""
    return FileSystemLoader(TEMPLATES)


def style() -> Markup:
    """The part of the stylesheet that every page carries inside it; a kind of page adds what it alone has."""
    return Markup(_read(TEMPLATES / "base.css"))


_BLOCKS = (
    "address|body|dd|details|div|dl|dt|footer|h[1-6]|head|header|li|link|main|meta|nav|ol|p|section|style|table|ul"
)
_ENDS = re.compile(rf"(</(?:{_BLOCKS})>|<(?:meta|link)\b[^<>]*>)\n|(>)\n(?=</?(?:{_BLOCKS})\b)")
"""The ends of lines beside an element that begins and ends a line by itself."""


def _read(file: Path) -> str:
    """A template without the ends of lines that say nothing to a browser: those of a stylesheet, and those before an
    element that begins a line by itself."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".css":
        return text.replace("\n", "")
    return _ENDS.sub(r"\1\2", text) if file.suffix == ".html" else text


@dataclass(frozen=True)
class Settings:
    """What the compiler has to be told. Addresses are empty where they are not known; then nothing links to them."""

    site_name: str = "Refund Guide"
    site_url: str = ""
    repo_url: str = ""
    mail: str = ""
    """Where readers without an account can write to."""
    today: date | None = None
    """The day of the build. It is passed in, so that the same sources give the same pages on any day."""
    language: Language = ENGLISH
    languages: tuple[Language, ...] = (ENGLISH,)
    """Those to which the pages lead."""
    letters: tuple[Letters, ...] = ()
    """The texts to send, in each language that has some."""
    translations: tuple[Progress, ...] = ()
    """How far each is."""
    cache: Path | None = None
    """Where drawn pictures are kept. Every file there is named by what it shows, so none is ever out of date."""

    def absolute(self, path: str) -> str:
        """The full address of a page in this language, or nothing where the site's own address is not known."""
        return f"{self.site_url.rstrip('/')}/{self.language.folder}{path}" if self.site_url else ""

    def in_language(self, language: Language) -> Settings:
        return replace(self, language=language)


@lru_cache(2)
def _environment(texts: frozenset[tuple[str, str]], *, mixed: bool) -> Environment:
    """The templates with these names and texts. One that was compiled before is there again as long as none changes,
    as they may while `mkdocs serve` runs. In a `mixed` one English words say that they are English."""
    found = dict(texts)
    return environment(
        FunctionLoader(lambda name: (found[name], str(TEMPLATES / name), None) if name in found else None),
        _said if mixed else None,
    )


def environment(loader: BaseLoader | None = None, finalize: Callable[[Any], Any] | None = None) -> Environment:
    """How templates are read; `finalize` is what becomes of each value that one prints."""
    made = Environment(
        loader=loader,
        auto_reload=False,
        autoescape=lambda name: not (name or "").endswith((".txt", ".css")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        finalize=finalize,
    )
    made.extend(newstyle_gettext=True)
    return made


def _said(value: Any) -> Any:
    """What a template prints, where a part of the page is in English: so a browser can read it out as English."""
    if isinstance(value, Foreign):
        return Markup('<span lang="en" dir="ltr">{}</span>').format(str(value))
    return value


def said_in_line(text: str, href: markdown.Href) -> Markup:
    """A text in one line as HTML, which says where it is English."""
    html = markdown.render_line(text, href)
    return Markup('<span lang="en" dir="ltr">{}</span>').format(html) if isinstance(text, Foreign) else html


def said_in_blocks(text: str, href: markdown.Href) -> Markup:
    """The same for a text of several paragraphs, or with a list."""
    html = str(markdown.render(text, href))
    return Markup(_BLOCK.sub(r'<\1 lang="en" dir="ltr">', html) if isinstance(text, Foreign) else html)


_BLOCK = re.compile(r"^<(p|ul|ol)>", re.MULTILINE)


@cache
def words_of(language: Language) -> dict[str, Any]:
    """What a template calls for its own words: `_`, `{% trans %}` and their like ask these. They give HTML, as
    templates do; what a reader or a contributor wrote is a value in it, and escaped. Of a language they are always the
    same ones, so that a site built again can be compared with the one before."""

    def filled(context: Context, words: str, values: dict[str, Any]) -> str:
        if not context.eval_ctx.autoescape:
            return words % values
        return Markup(words % {name: escape(_said(value)) for name, value in values.items()})

    @cache  # Most messages hold no value, and many pages show them.
    def alone(english: str, is_html: bool) -> str:
        words = language.gettext(english) % {}
        return Markup(words) if is_html else words

    @pass_context
    def gettext(context: Context, english: str, **values: Any) -> str:
        if not values:
            return alone(english, bool(context.eval_ctx.autoescape))
        return filled(context, language.gettext(english), values)

    @pass_context
    def ngettext(context: Context, one: str, many: str, count: int, **values: Any) -> str:
        return filled(context, language.ngettext(one, many, count), {"num": language.number(count), **values})

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


class Frame:
    """Fills templates. One per build, so that an edited stylesheet shows at once.

    With `keep` it is a cache for the next build: a page whose every value is the same as in `previous` is taken from
    there. So an edit costs `mkdocs serve` the pages that it changes, and not all of them.

    Of a `mixed` one some words are English, and its pages say of which.

    A page in English can stand in the site of another language, `around` it: then its header and footer are in that
    one, and it says why the rest is not.
    """

    def __init__(
        self,
        graph: Graph,
        settings: Settings,
        previous: Frame | None = None,
        *,
        keep: bool = False,
        mixed: bool = False,
        around: Settings | None = None,
    ) -> None:
        self.graph = graph
        self.tree = tree = graph.tree
        self.settings = settings
        self.around = around or settings
        self._style = style()
        files = (file for file in TEMPLATES.iterdir() if re.fullmatch(r"[a-z-]+\.(html|css|xml|txt|js)", file.name))
        texts = frozenset((file.name, _read(file)) for file in files)  # Not what an editor leaves.
        self.template = _environment(texts, mixed=mixed).get_template
        self.language = settings.language
        words = self.template("words.txt")
        self._words, self._english_words = (
            words.make_module({**words_of(each), "apart": each.apart}) for each in (self.language, ENGLISH)
        )
        plain = replace(settings, language=ENGLISH, languages=(), letters=(), translations=())
        known = [(each.code, each.frame_words) for each in (self.around.language, *settings.languages)]
        self._key = (plain, set(tree), texts, known)
        self._cache: dict[str, _Filled] = {}
        self._keep = keep
        self._previous = previous._cache if previous and previous._key == self._key else {}

    def says_the_same_as(self, other: Frame) -> bool:
        """Whether every page of both is the same."""
        mine, others = (
            (each.tree, each.language, each.settings.letters, each.settings.translations, each._key)
            for each in (self, other)
        )
        return mine == others

    def letters_for(self, message: str = "") -> list[Letters]:
        """The languages besides English in which the guide has this text to send, or any: also where it is not ready
        yet, so that no catalog changes where a page leads; and the same ones on the pages of each language."""
        return [
            each
            for each in self.settings.letters
            if not each.language.is_english and (not message or message in each.texts)
        ]

    def say(self, name: str, /, **values: Any) -> str:
        """The words called `name` in words.txt, plain: wording stands in templates, also where Python puts it."""
        return str(getattr(self._words, name)(**values))

    def days(self, length: Days) -> str:
        """“10 business days”, as readers read it."""
        return self.say("days", count=length.count, business=length.kind == "business")

    def window(self, window: Window) -> str:
        """“about 120 days from the day you paid”, as readers read it; all of it in the language of its start."""
        words = self._english_words if isinstance(window.start, Foreign) else self._words
        days = words.days(count=window.days.count, business=window.days.kind == "business")  # type: ignore[attr-defined]
        said = str(words.window(days=days, start=window.start, about=window.about))  # type: ignore[attr-defined]
        return Foreign(said) if isinstance(window.start, Foreign) else said

    @cached_property
    def picture(self) -> Picture:
        """The picture of every page that has none of its own; in English where the font lacks a letter of it."""
        own = self._drawn(self._words, self.language)
        return own if self._has_letters(own) else self._drawn(self._english_words, ENGLISH)

    def picture_of(self, words: str, label: str, below: str = "", colour: str = _OF_THE_SITE) -> Picture:
        """The picture of a page with these `words` on it; that of the site where the font lacks a letter of them."""
        own = self._drawn(self._words, self.language, words, label, below, colour)
        return own if self._has_letters(own) else self.picture

    def _drawn(
        self, said: Any, language: Language, words: str = "", label: str = "", below: str = "", colour: str = ""
    ) -> Picture:
        words, label = words or str(said.of_site()), label or str(said.site_label())
        sender = str(said.sender(site=language.gettext(self.settings.site_name)))
        alt = str(said.labelled(label=label, words=words))
        return Picture(self.settings, Card(words, label, below, colour or _OF_THE_SITE, sender), alt)

    def _has_letters(self, picture: Picture) -> bool:
        return self.language.is_english or preview_card.has_letters(picture.card)

    @cached_property
    def shared(self) -> dict[str, Any]:
        """What every page needs, also one that a host makes and puts into this frame."""
        return {
            "style": self._style,
            "policy": policy_for,
            "host": external_links.host,
            "picture": self.picture,
            "colours": COLOURS,
            "glyphs": GLYPHS,
            "own": words_of(self.around.language)["gettext"],
            "language": self.around.language,
            "languages": self.settings.languages,
            **words_of(self.language),
        }

    def to_draw(self, picture: Picture) -> Picture | None:
        """The same, if chats can find it: nothing where the site's own address is not known. That of the site is drawn
        once, with the flow."""
        return picture if self.settings.site_url and picture != self.picture else None

    def fill(self, template: str, path: str, **values: Any) -> str:
        """The finished page at `path` (a directory, such as "steps/how-did-you-pay/")."""
        if not self._keep:
            return self._render(template, path, values)
        filled = self._previous.get(path)
        if not filled or (filled.template, filled.values) != (template, values):
            filled = _Filled(template, values, self._render(template, path, values))
        self._cache[path] = filled
        return filled.html

    def _render(self, template: str, path: str, values: dict[str, Any]) -> str:
        root = "../" * path.count("/")
        href = partial(self.href, root)
        usual = self.shared | {
            "site": self.settings,
            "say": self.say,
            "outside": external_links.link,
            "host_suffix": external_links.host_suffix,
            "days": self.days,
            "window": self.window,
            "number": self.language.number,
            "called": lambda language: language.called_in(self.language),
            "day": self.language.day,
            "short_day": self.language.short_day,
            "blanks_marked": choices.marked,
            "to_tick": choices.to_tick,
            "asked_first": markdown.asked_first,
            "most_notes": limits.MOST_NOTES,
            "most_early": limits.MOST_EARLY,
            "root": root,
            "site_root": root + "../" * bool(self.around.language.folder),
            "here": path,
            "in_english": self.around is not self.settings,
            "is_foreign": lambda words: isinstance(words, Foreign),
            "canonical": self.settings.absolute(path),
            "paragraphs": partial(said_in_blocks, href=href),
            "line": partial(said_in_line, href=href),
        }
        html = self.template(template).render(usual | values)
        if self.around is self.settings:
            return html
        return html.replace("<main ", '<main lang="en" dir="ltr" ', 1)

    def answer(self, edge: Edge) -> str:
        """What stands at a link of the tree."""
        return edge.option.label if edge.option else self.say("not_solved")

    def href(self, root: str, target: str) -> str:
        """Where a link in a text leads: to a step, a country, or a page of another site. `root` is the way to the home
        page, such as "../../"."""
        if target.partition("/")[0] == "countries":
            return f"{root}{target}/"
        return f"{root}steps/{target}/" if target in self.tree else target

    def edit_link(self, entry: Entry) -> str:
        """Where a reader can change the entry's own lines, or their translation; nothing where the repository is not
        known."""
        return self._edit_link(self.tree.at(entry.spec.section, entry.id), entry.spec.section, entry.key)

    def edit_link_of_article(self, article: Article) -> str:
        """The same for a hand-written page."""
        return self._edit_link(Place(article.file), PAGES, article.file)

    def _edit_link(self, place: Place, catalog: str, name: str) -> str:
        language = self.around.language
        if not language.is_english:
            texts = texts_by_name(self.tree.english or self.tree)[name]
            known = (language.places.get(text.key) for text in texts)
            place = next(filter(None, known), Place(f"{FOLDER}/{language.code}/{catalog}.po"))
        repo = self.settings.repo_url.rstrip("/")
        line = f"#L{place.line}" if place.line > 1 else ""
        return f"{repo}/edit/main/{place.file}{line}" if repo else ""

    def feedback(self, page: str, title: str) -> list[tuple[str, str]]:
        """What a reader can tell us about `page` (its id), and the link for it: a form of the repository that holds
        the page alone, or a mail. Nothing where neither address is known."""
        found = []
        if self.settings.repo_url:
            new = f"{self.settings.repo_url.rstrip('/')}/issues/new?"
            for name, form in _FEEDBACK:
                values = {"template": f"{form}.yml", "page": self.around.language.folder + page}
                found.append((self.say("feedback", form=name), new + urlencode(values, quote_via=quote)))
        if self.settings.mail:
            values = {"subject": f"{title} ({self.around.language.folder}{page})", "body": self.say("mail_body")}
            link = f"mailto:{self.settings.mail}?{urlencode(values, quote_via=quote)}"
            found.append((self.say("mail_label"), link))
        return found


class _Filled(NamedTuple):
    template: str
    values: dict[str, Any]
    html: str


_FEEDBACK = (
    ("wrong", "page-is-wrong"),
    ("missing", "case-is-missing"),
    ("worked", "worked-or-not"),
)
"""What a reader can tell us, and the form of the repository for it."""


@dataclass(frozen=True)
class Picture:
    """What a chat shows beside a link to a page."""

    settings: Settings = field(compare=False)
    card: Card
    alt: str
    """What it says to who does not see it."""

    @property
    def path(self) -> str:
        """Where it is in the site."""
        return self.card.path

    @property
    def url(self) -> str:
        """Its full address, or nothing where the site's own address is not known."""
        return self.settings.absolute(self.path)

    def content(self) -> bytes:
        return preview_card.picture(self.card, self.settings.cache)
