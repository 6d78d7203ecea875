"""Catalogs as files: “guide translations” writes what has to be translated, and keeps what is.

Nothing in a catalog changes by itself: no date, no line number, no name of a program. So a change of one word is a
change of one entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from guide.catalog import FOLDER, Catalog, Text, Translation
from guide.language import Language
from guide.plural import counted
from guide.problem import Place
from guide.text.translated import Progress

_ALIKE = 0.6
"""From which share of the same letters on an older text is a proposal for a new one in the same entry."""
_VERY_ALIKE = 0.85
"""The same, where it stands elsewhere."""


def merged(texts: Iterable[Text], known: Iterable[Translation]) -> list[Translation]:
    """What a catalog holds for `texts`, in their order: each once, with the translation that is `known`. English that
    moved, such as from `steps` to `only_if`, keeps its words; English that is new gets those of the older English most
    like it, as a proposal to look at."""
    where: dict[tuple[str, str], list[str]] = {}
    wanted: dict[tuple[str, str], Text] = {}
    for text in texts:
        where.setdefault(text.key, []).append(text.where)
        wanted.setdefault(text.key, text)
    have = {each.key: each for each in known}
    left = [each for each in have.values() if each.key not in wanted and any(each.words)]
    elsewhere = {(each.english, each.many): each for each in have.values() if any(each.words) and not each.fuzzy}
    found = []
    for key, text in wanted.items():
        places = tuple(dict.fromkeys(where[key]))
        old = have.get(key)
        if old and old.many == text.many:
            before = old.before if old.fuzzy else ""  # What is no proposal any more was made for this English.
            found.append(old._replace(where=places, before=before))
            continue
        if old and old.many and text.many:  # The English for one is the same, that for more is not.
            found.append(old._replace(where=places, many=text.many, fuzzy=any(old.words), before=text.english))
            continue
        new = Translation(text.kind, text.english, text.many, (), False, Place(""), places)
        moved = elsewhere.get((text.english, text.many))
        like = None if moved else _most_like(text, places, left)
        if moved:
            new = new._replace(words=moved.words, remarks=moved.remarks)
        elif like:
            before = like.before if like.fuzzy and like.before else like.english
            new = new._replace(words=like.words, fuzzy=True, before=before, remarks=like.remarks)
        found.append(new)
    return found


def _most_like(text: Text, places: tuple[str, ...], left: list[Translation]) -> Translation | None:
    best, most = None, 0.0
    for each in left:
        if each.kind != text.kind or bool(each.many) != bool(text.many):
            continue
        least = _VERY_ALIKE if set(places).isdisjoint(each.where) else _ALIKE
        match = SequenceMatcher(None, each.english, text.english, autojunk=False)
        if match.real_quick_ratio() < max(least, most) or match.quick_ratio() < max(least, most):
            continue
        share = match.ratio()
        if share >= least and share > most:
            best, most = each, share
    return best


def written(entries: Iterable[Translation], language: Language) -> str:
    """The text of a catalog."""
    count, rule = language.plural_rule
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language.tag.replace("-", "_")}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: nplurals={count}; plural={rule};\\n"'
    )
    return "\n\n".join([head, *(_entry(each, count) for each in entries)]) + "\n"


def _entry(entry: Translation, forms: int) -> str:
    lines = [f"# {remark}" for remark in entry.remarks]
    lines += [f"#: {place}" for place in entry.where]
    if entry.fuzzy:
        lines.append("#, fuzzy")
    if entry.before:
        lines += [f"#| {line}" for line in _quoted("msgid", entry.before)]
    lines += [*_quoted("msgctxt", entry.kind), *_quoted("msgid", entry.english)]
    if entry.many:
        lines += _quoted("msgid_plural", entry.many)
        for number in range(forms):
            word = entry.words[number] if number < len(entry.words) else ""
            lines += _quoted(f"msgstr[{number}]", word)
    else:
        lines += _quoted("msgstr", entry.words[0] if entry.words else "")
    return "\n".join(lines)


def _quoted(key: str, text: str) -> list[str]:
    """The lines that hold `text`: one, or one for each of its own."""
    lines = [
        '"' + line.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
        for line in text.splitlines(keepends=True) or [""]
    ]
    return [f"{key} {lines[0]}"] if len(lines) == 1 else [f'{key} ""', *lines]


def catalogs_written(catalog: Catalog, texts: Iterable[Text]) -> dict[str, str]:
    """Every file of a language as it has to be for `texts`, by its path: one for each kind of entry."""
    language = Language(catalog.code)
    found: dict[str, list[Translation]] = {}
    for entry in merged(texts, catalog.entries):
        found.setdefault(entry.kind.partition(".")[0], []).append(entry)
    return {f"{FOLDER}/{catalog.code}/{name}.po": written(entries, language) for name, entries in found.items()}


def state(far: Progress) -> str:
    """How much of a language is up to date, in a sentence."""
    what = counted(far.texts, "text" if far.has_pages else "letter")
    late = f"{counted(far.late_steps, 'step')} in English" if far.late_steps else "no step in English"
    return f"{far.language.code}: {far.ready:,} of {what} up to date, {late if far.has_pages else 'no pages'}."
