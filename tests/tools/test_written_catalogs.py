"""Catalogs stay the same files in everybody's hands: ours, those of Weblate's engine, those of gettext's programs."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from translate.storage.pypo import pofile

from guide import all_texts, read_files
from guide.catalog import Catalog, Text, Translation
from guide.language import Language
from guide.problem import Place
from guide.read.catalogs import read_catalogs
from guide.tools.catalogs import catalogs_written, merged, written
from pseudo import catalogs, named
from samples import ROOT, Files, proven

FULL = read_files(ROOT / "tests" / "full")
TREE = proven(FULL)
CATALOGS = catalogs(TREE)
FACTS, FRAME = named("facts.text"), named("frame")


def entries(files: Files) -> dict[tuple[str, str], Translation]:
    """What the only language in these files holds."""
    (catalog,) = read_catalogs(files)
    assert not catalog.problems
    return {entry.key: entry._replace(place=Place(""), end=0) for entry in catalog.entries}


def taken_in(files: Files) -> Files:
    """The catalogs after “guide translations”."""
    (catalog,) = read_catalogs(files)
    return {name: text.encode() for name, text in catalogs_written(catalog, all_texts(TREE)).items()}


def lines_changed(before: bytes | None, after: bytes | None) -> list[str]:
    """The lines of the second text that the first has not."""
    old, new = ((text or b"").decode().split("\n") for text in (before, after))
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [line for tag, _, _, start, end in codes if tag != "equal" for line in new[start:end]]


# --- Weblate ---


@pytest.mark.parametrize("name", sorted(CATALOGS))
def test_weblate_reads_a_catalog_and_saves_the_same_entries(name: str) -> None:
    store = pofile.parsestring(CATALOGS[name])
    saved = {**CATALOGS, name: bytes(store)}
    assert len([unit for unit in store.units if unit.istranslatable()]) == len(entries({name: CATALOGS[name]}))
    assert entries(saved) == entries(CATALOGS)
    assert taken_in(saved) == CATALOGS


def test_a_text_changed_in_weblate_is_one_entry_and_its_lines() -> None:
    store = pofile.parsestring(CATALOGS[FACTS])
    unit = next(unit for unit in store.units if unit.source == "Banks in Spain must answer.")
    unit.target = 'Los “bancos” de España deben responder, dice \\ y "así".'
    saved = {**CATALOGS, FACTS: bytes(store)}
    before, after = entries(CATALOGS), entries(saved)
    key = ("facts.text", "Banks in Spain must answer.")
    assert {each for each in before if before[each] != after[each]} == {key}
    assert after[key].words == (unit.target,)
    changed = [line.encode() for line in lines_changed(CATALOGS[FACTS], taken_in(saved)[FACTS])]
    assert changed == ['msgstr "Los “bancos” de España deben responder, dice \\\\ y \\"así\\"."'.encode()]
    assert {name for name, text in taken_in(saved).items() if text != CATALOGS[name]} == {FACTS}


def test_a_proposal_that_is_looked_at_in_weblate_is_ready_and_leaves_nothing() -> None:
    """Weblate and Poedit take “fuzzy” away with the older English; in a browser people forget one of the two."""
    proposal = {
        FACTS: b'msgid ""\nmsgstr ""\n\n#: facts/banks-in-spain-answer\n#, fuzzy\n#| msgid "Banks must answer."\n'
        b'msgctxt "facts.text"\nmsgid "Banks in Spain must answer."\nmsgstr "Los bancos deben responder."\n'
    }
    store = pofile.parsestring(proposal[FACTS])
    unit = next(unit for unit in store.units if unit.istranslatable() or unit.isfuzzy())
    assert unit.prev_source == "Banks must answer."
    unit.target = "Los bancos de España deben responder."
    unit.markfuzzy(False)
    unit.prev_source = ""
    by_hand = {FACTS: proposal[FACTS].replace(b"#, fuzzy\n", b"")}
    for files in ({FACTS: bytes(store)}, by_hand):
        (entry,) = (entry for entry in entries(taken_in(files)).values() if entry.english == unit.source)
        assert (entry.is_ready, entry.before) == (True, "")
        assert b"#|" not in (taken_in(files)[FACTS] or b"")


def test_a_head_that_weblate_writes_is_left_out_again() -> None:
    store = pofile.parsestring(CATALOGS[FACTS])
    store.updateheader(add=True, Last_Translator="Somebody", PO_Revision_Date="2026-11-29 10:00+0000")
    store.updateheader(add=True, Language_Team="Spanish", X_Generator="Weblate 5.9")
    saved = {**CATALOGS, FACTS: bytes(store)}
    assert b"Weblate" in (saved[FACTS] or b"")
    assert entries(saved) == entries(CATALOGS)
    assert taken_in(saved) == CATALOGS


@pytest.mark.parametrize("width", [77, 40])
def test_a_file_that_is_wrapped_reads_the_same(width: int) -> None:
    """As msgcat and Poedit do: a text that is longer than a line begins on the next one."""
    store = pofile.parsestring(CATALOGS[FRAME])
    store.wrapper.width = width
    for unit in store.units:
        if not unit.isheader():
            unit.source, unit.target = unit.source, unit.target
    wrapped = {**CATALOGS, FRAME: bytes(store)}
    assert (wrapped[FRAME] or b"").count(b"\n") > (CATALOGS[FRAME] or b"").count(b"\n") + 100
    assert entries(wrapped) == entries(CATALOGS)
    assert taken_in(wrapped) == CATALOGS


# --- New English ---

ES = Language("es")
BANK = Text("actions.steps", "Send the text to your bank.", "actions/a")


def known(text: Text, *words: str, **more: object) -> Translation:
    entry = Translation(text.kind, text.english, text.many, words, False, Place("x"), (text.where,))
    return entry._replace(**more)  # type: ignore[arg-type]


def one(texts: list[Text], *entries: Translation) -> Translation:
    (found,) = merged(texts, entries)
    return found


def test_a_translation_stays_and_learns_where_its_english_stands() -> None:
    entry = one([BANK, BANK._replace(where="actions/b"), BANK], known(BANK, "Envíe.", where=("actions/z",)))
    assert (entry.words, entry.fuzzy, entry.where) == (("Envíe.",), False, ("actions/a", "actions/b"))


def test_english_that_is_new_has_no_words() -> None:
    entry = one([BANK])
    assert (entry.words, entry.fuzzy, entry.before) == ((), False, "")
    assert 'msgstr ""' in written([entry], ES)


def test_a_changed_word_leaves_the_old_translation_as_a_proposal() -> None:
    new = BANK._replace(english="Send this text to your bank.")
    entry = one([new], known(BANK, "Envíe.", remarks=("Mind the tone.",)))
    assert written([entry], ES).partition("\n\n")[2] == (
        "# Mind the tone.\n"
        "#: actions/a\n"
        "#, fuzzy\n"
        '#| msgid "Send the text to your bank."\n'
        'msgctxt "actions.steps"\n'
        'msgid "Send this text to your bank."\n'
        'msgstr "Envíe."\n'
    )


def test_a_proposal_that_nobody_looked_at_keeps_the_english_that_it_was_made_for() -> None:
    second, third = (BANK._replace(english=f"Send {word} text to your bank.") for word in ("this", "that"))
    proposal = one([second], known(BANK, "Envíe."))
    assert one([third], proposal).before == BANK.english


def test_the_english_of_a_translation_that_was_looked_at_is_its_own() -> None:
    """Also where somebody forgot to take away the older one."""
    second, third = (BANK._replace(english=f"Send {word} text to your bank.") for word in ("this", "that"))
    forgotten = known(second, "Envíe.", before=BANK.english)
    assert one([second], forgotten).before == ""
    assert one([third], forgotten).before == second.english


def test_english_that_moved_keeps_its_words_unless_nobody_has_looked_at_them() -> None:
    there = BANK._replace(kind="actions.only_if")
    for fuzzy in (False, True):
        entry = one([BANK], known(there, "Envíe.", fuzzy=fuzzy))
        assert (entry.words, entry.fuzzy) == (() if fuzzy else ("Envíe.",), False)
    assert [entry.words for entry in merged([BANK, there], [known(there, "Envíe.")])] == [("Envíe.",)] * 2


def test_nothing_is_proposed_that_is_of_another_kind_or_says_something_else() -> None:
    alike = BANK._replace(kind="actions.why", english=f"{BANK.english} Now.")
    for other in (alike, BANK._replace(english="Write to support today.")):
        entry = one([BANK], known(other, "Envíe."))
        assert (entry.words, entry.fuzzy) == ((), False)


def test_a_proposal_from_elsewhere_has_to_be_more_alike() -> None:
    there = "actions/somewhere-else"
    new = BANK._replace(english="Send it to your bank.")
    assert one([new], known(BANK, "Envíe.")).fuzzy
    assert not one([new], known(BANK, "Envíe.", where=(there,))).fuzzy
    assert one([BANK._replace(english="Send a text to your bank.")], known(BANK, "Envíe.", where=(there,))).fuzzy


def test_english_that_is_still_there_is_nothing_to_propose() -> None:
    found = merged([BANK, BANK._replace(english="Send this text to your bank.")], [known(BANK, "Envíe.")])
    assert [(entry.words, entry.fuzzy) for entry in found] == [(("Envíe.",), False), ((), False)]


def test_a_new_plural_makes_the_old_words_a_proposal() -> None:
    """The key is the English for one, which is as before."""
    day = Text("frame", "%(num)s day", "templates/a.html", "%(num)s days")
    entry = one([day._replace(many="%(num)s whole days")], known(day, "%(num)s día", "%(num)s días", ""))
    assert (entry.fuzzy, entry.many, entry.words[0]) == (True, "%(num)s whole days", "%(num)s día")
    assert not one([day._replace(many="%(num)s whole days")], known(day, "", "", "")).fuzzy
    assert one([day._replace(many="")], known(day, "%(num)s día", "%(num)s días", "")).words == ()


def test_what_is_taken_in_twice_is_the_same() -> None:
    nothing = catalogs_written(Catalog("es"), all_texts(TREE))
    assert taken_in({name: text.encode() for name, text in nothing.items()}) == {
        name: text.encode() for name, text in nothing.items()
    }
    assert taken_in(CATALOGS) == CATALOGS


@pytest.mark.parametrize("code", ["es", "pl", "ja", "ar"])
def test_a_plural_has_a_line_for_each_form_of_the_language(code: str) -> None:
    day = Text("frame", "%(num)s day", "templates/a.html", "%(num)s days")
    text = written(merged([day], []), Language(code))
    assert text.count("\nmsgstr[") == Language(code).plural_rule[0]
    assert f"nplurals={Language(code).plural_rule[0]};" in text
