"""A translation says what the English says and leads nowhere else; if it does not, readers get the English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import Settings, Site, all_texts, build, languages, read_files
from guide.catalog import Catalog, Glossary, Text, Translation
from guide.kinds import KINDS
from guide.language import FRAME, PAGES, Language
from guide.problem import Place
from guide.rules.languages import spoken
from guide.rules.translations import TRANSLATIONS, _longest
from guide.text.translated import in_language
from pseudo import named, with_language
from samples import ROOT, Files, edited, proven, small

TREE = proven(small())
PLACE = Place("translations/es/x.po", 3, 1, 9)
NONE = Glossary()


def said(
    kind: str, english: str, *words: str, many: str = "", code: str = "es", glossary: Glossary = NONE
) -> list[tuple[str, str, str]]:
    """What is told of one translation: the code, the message and the hint of each problem."""
    entry = Translation(kind, english, many, words, False, PLACE)
    found = spoken(Catalog(code, (entry,), glossary), (Text(kind, english, "a/b", many),), TREE)
    shown = found.language.words.get((kind, english))
    assert shown == (None if found.problems else words)
    assert all(problem.place == PLACE for problem in found.problems)
    return [(problem.code, problem.message, problem.hint) for problem in found.problems]


STEP, TITLE, LETTER, FACT = "actions.steps", "actions.title", "messages.text", "facts.text"
WORDS = Glossary((("chargeback", ("contracargo",)),), (("reembolsar", "devolver"),))
LONG = "uno " * 36

REFUSED: dict[str, tuple[tuple[str, str, str], str, str]] = {
    "translations-with-other-numbers": (
        (FACT, "You have 60 days.", "Tiene 90 días."),
        "the translation has no “60” and has “90”, which the English has not.",
        "Type the numbers of the English, in digits where it has digits.",
    ),
    "translations-with-other-links": (
        (STEP, "Ask [your bank](1).", "Pregunte a [su banco](2)."),
        "the English holds (1); the translation holds other links.",
        "Type each link as in the English, “[words](1)”: translate the words, and leave the number as it is.",
    ),
    "translations-with-other-blanks": (
        (LETTER, "I paid [amount] by [card / transfer].", "Pagué [importe] con [tarjeta]."),
        "square bracket 2 has 2 choices and 0 blanks in English, and 1 choice and 0 blanks here.",
        "Part choices by “ / ”, and leave what is to fill in between round brackets.",
    ),
    "translations-with-other-lines": (
        (LETTER, "Hello,\nbye.", "Hola, adiós."),
        "the English has 2 lines, the translation 1.",
        "Begin a new line (\\n) wherever the English does, and nowhere else.",
    ),
    "translations-with-other-placeholders": (
        (FRAME, "All %(count)s steps", "Todos los pasos"),
        "the places for values of the translation are not those of the English.",
        "Type these as they stand in the English: %(count)s.",
    ),
    "translations-without-a-name": (
        (STEP, "Open PayPal.", "Abra la aplicación."),
        "the translation does not name “PayPal”.",
        "Type the name as in the English.",
    ),
    "translations-that-ask-otherwise": (
        ("questions.ask", "What do you see?", "Lo que ve."),
        "only one of the English and the translation ends with a question mark.",
        "End the translation with the sign with which the English ends.",
    ),
    "translations-that-lead-out": (
        (STEP, "Ask your bank.", "Pregunte en banco.example."),
        "“banco.example” leads readers out of the guide.",
        "Leave it out: the English does not name it. Behind a full stop stands a space.",
    ),
    "translations-with-markup": (
        (STEP, "Ask your bank.", "Pregunte a su <b>banco</b>."),
        "“<b” could be taken for HTML.",
        "Write it in words.",
    ),
    "translations-left-in-english": (
        (STEP, "Ask your bank.", "Ask your bank."),
        "the translation is the English text itself.",
        "Translate it, or leave it empty: then the page is shown in English.",
    ),
    "translations-that-are-too-long": (
        (TITLE, "Ask your bank", "ñ" * 101),
        "the translation has 101 characters; 100 are the limit.",
        "Say less.",
    ),
    "translations-with-long-sentences": (
        (FACT, "It is so.", LONG.strip()),
        "the sentence that begins “uno uno uno uno uno …” has 36 words; 35 are the limit.",
        "Make two sentences of it.",
    ),
    "translations-without-their-term": (
        (STEP, "Ask for a chargeback.", "Pida una devolución."),
        "for “chargeback” the translation should say “contracargo”.",
        "It is the one word that the guide uses for it; words.yaml says so.",
    ),
    "translations-with-words-to-avoid": (
        (STEP, "Ask your bank.", "Pida reembolsar a su banco."),
        "“reembolsar” is a word to avoid.",
        "Type “devolver” instead.",
    ),
}
FORMS = "translations-with-other-forms"


def test_each_rule_refuses_something_here() -> None:
    assert [*REFUSED, FORMS] == sorted(
        (rule.__name__.replace("_", "-") for rule in TRANSLATIONS), key=[*REFUSED, FORMS].index
    )


@pytest.mark.parametrize("code", REFUSED)
def test_a_translation_that_breaks_one_rule_is_told_and_not_shown(code: str) -> None:
    (kind, english, words), message, hint = REFUSED[code]
    assert said(kind, english, words, glossary=WORDS) == [(code, message, hint)]


def test_what_readers_may_leave_out_of_a_text_is_the_same_in_each_language() -> None:
    whole, blank = "Pay [amount]. [I paid.]", "Pague [importe]. [He pagado]"
    hint = "End it as the English ends: with a full stop before the bracket, or without."
    code = "translations-with-other-blanks"
    assert said(LETTER, whole, blank) == [
        (code, "square bracket 2 is a whole sentence in English, and not here.", hint)
    ]
    assert said(LETTER, "Pay [amount]. [What you paid]", "Pague [importe]. [Qué pagó.]") == [
        (code, "square bracket 2 is a whole sentence here, and not in English.", hint)
    ]


def test_what_a_choice_says_to_the_reader_alone_is_such_in_each_language() -> None:
    english, code = "[Choose one: I paid. / I did not pay.]", "translations-with-other-blanks"
    hint = "Such words end with a colon, and a capital letter follows: “Choose one: It …”."
    assert said(LETTER, english, "[Elija: pagué. / No pagué.]") == [
        (code, "square bracket 1 begins with words to the reader alone in English, and not here.", hint)
    ]
    assert said(LETTER, "[I paid: a lot. / I did not pay.]", "[Pagué: Mucho. / No pagué.]") == [
        (code, "square bracket 1 begins with words to the reader alone here, and not in English.", hint)
    ]


def test_a_plural_has_the_forms_of_the_language() -> None:
    assert said(FRAME, "%(num)s day", "%(num)s dzień", "%(num)s dni", many="%(num)s days", code="pl") == [
        (
            FORMS,
            "the language has 3 forms for numbers, the translation 2.",
            "“guide translations pl” writes a line for each form.",
        )
    ]
    assert not said(
        FRAME, "%(num)s day", "%(num)s dzień", "%(num)s dni", "%(num)s dnia", many="%(num)s days", code="pl"
    )


ALLOWED: dict[str, tuple[str, str, str]] = {
    # numbers
    "the numbers in another order": (FACT, "5 of 10 days", "de 10 días, 5"),
    "thousands and decimals of the language": (FACT, "£30,000 and 1.5 %", "30.000 libras y 1,5 %"),
    "a narrow space for thousands": (FACT, "£30,000 more", "30\u202f000 libras más"),
    "thousands in Arabic digits": (FACT, "£1,500.50 more", "\u0661\u066c\u0665\u0660\u0660\u066b\u0665\u0660 x"),
    "a number in words": (FACT, "two days", "dos días"),
    "digits of another script": (FACT, "60 days", "\u0666\u0660 días"),
    # links
    "links in another order": (STEP, "[Ask](1) or [write](2).", "[Escriba](2) o [pregunte](1)."),
    # blanks
    "a bracket in other words": (LETTER, "I paid [amount] in [May / June].", "[Importe]: lo pagué en [mayo / junio]."),
    "an instruction in a bracket": (LETTER, "[Choose one: A card. / Cash.]", "[Elija: Tarjeta. / Efectivo.]"),
    "a blank to fill in": (LETTER, "[On (day) / I do not know]", "[El (día) / No lo sé]"),
    # lines
    "a list": (STEP, "Do this:\n\n- ask\n- write", "Haga esto:\n\n- pregunte\n- escriba"),
    # placeholders, tags
    "places in another order": (FRAME, "%(a)s of %(b)s", "de %(b)s, %(a)s"),
    "tags in another order": (FRAME, "<b>One</b> or <strong>two</strong>", "<strong>Dos</strong> o <b>uno</b>"),
    "a percent sign that is doubled": (FRAME, "%(a)s%% of all", "de todo, %(a)s%%"),
    "an entity": (FRAME, "step&nbsp;%(number)s here", "aquí, paso&nbsp;%(number)s"),
    "outer spaces": (FRAME, " and more ", " y más "),
    "an apostrophe in a template": (FRAME, "The order page", "La page de l'ordre"),
    # names
    "a name in another place": (STEP, "PayPal asks AliExpress.", "AliExpress: pregunta PayPal."),
    # questions
    "a question in Spanish": ("questions.ask", "What do you see?", "¿Qué ve?"),
    "a question in quotation marks": (FACT, "They ask “Why?”", "Preguntan «¿Por qué?»"),
    "a question in Arabic": ("questions.ask", "What do you see?", "ماذا ترى؟"),
    "a question in Japanese": ("questions.ask", "What do you see?", "何が見えますか？"),
    # ways out
    "a site that the English names": (STEP, "Open www.example.org today.", "Abra hoy www.example.org."),
    "the name of a file": (STEP, "Send the picture.", "Envíe imagen.jpg hoy."),
    # markup
    "emphasis": (STEP, "Ask *today*.", "Pregunte *hoy*."),
    "a link in a passage": (
        PAGES,
        'Go <a class="go" href="../flow/">there</a>.',
        'Vaya <a class="go" href="../flow/">ahí</a>.',
    ),
    "code in a passage": (PAGES, "Type `guide` and go.", "Escriba `guide` y siga."),
    # the English again
    "a name alone": (TITLE, "PayPal", "PayPal"),
    "one word": (TITLE, "Total", "Total"),
    "places for values alone": (
        FRAME,
        "%(source)s (%(publisher)s, %(dated)s)",
        "%(source)s (%(publisher)s, %(dated)s)",
    ),
    # lengths
    "a quarter more characters": (TITLE, "Ask your bank", "ñ" * 100),
    "a long sentence in two": (FACT, "It is so.", "uno " * 34 + "uno. " + LONG.strip()[:-4]),
    "a long sentence of a template": (FRAME, "It is so.", LONG.strip()),
    # words
    "the term": (STEP, "Ask for a chargeback.", "Pida un Contracargo."),
    "the term in quotation marks": (STEP, "Press “chargeback”.", "Pulse «devolución»."),
    "a word that holds the term": (STEP, "Ask about chargebacking.", "Pregunte."),
    "a word that holds a word to avoid": (STEP, "Ask your bank.", "Pida reembolsarlo a su banco."),
}


@pytest.mark.parametrize("what", ALLOWED)
def test_what_a_language_needs_is_allowed(what: str) -> None:
    assert said(*ALLOWED[what], glossary=WORDS) == []


DAYS = ("%(num)s more day", "%(num)s more days")
OTHER = ("to one more day", "to %(num)s more days")
PLURALS: dict[str, tuple[tuple[str, str], str, tuple[str, ...], bool]] = {
    "the number in each form": (DAYS, "es", ("%(num)s día", "%(num)s días", "%(num)s días"), True),
    "no number for one alone": (DAYS, "es", ("un día", "%(num)s días", "%(num)s días"), True),
    "no number for many": (DAYS, "es", ("un día", "más días", "%(num)s días"), False),
    "a number where the English has none": (OTHER, "es", ("%(num)s día", "%(num)s días", "%(num)s días"), True),
    "no number for 1, 21 and 31": (OTHER, "ru", ("один день", "%(num)s дня", "%(num)s дней"), False),
    "a number for 1, 21 and 31": (OTHER, "ru", ("%(num)s день", "%(num)s дня", "%(num)s дней"), True),
    "no number for none and one": (OTHER, "fr", ("un jour", "%(num)s jours", "%(num)s jours"), True),
    "no number for none, one and two": (DAYS, "ar", ("لا يوم", "يوم", "يومان", *["%(num)s أيام"] * 3), True),
    "one form for all": (OTHER, "ja", ("あと%(num)s日",), True),
    "one form for all without a number": (OTHER, "ja", ("あと一日",), False),
    "another place": (("%(num)s of %(all)s",) * 2, "es", ("uno", "%(num)s de %(all)s", "%(num)s de %(all)s"), False),
}


@pytest.mark.parametrize("what", PLURALS)
def test_the_number_may_be_left_out_where_a_form_stands_for_one_number(what: str) -> None:
    (one, many), code, words, allowed = PLURALS[what]
    assert (not said(FRAME, one, *words, many=many, code=code)) is allowed


def test_a_form_that_is_missing_is_no_problem_and_not_shown() -> None:
    entry = Translation(FRAME, "%(num)s day", "%(num)s days", ("%(num)s día", "", ""), False, PLACE)
    found = spoken(Catalog("es", (entry,)), (Text(FRAME, entry.english, "a", entry.many),), TREE)
    assert (found.problems, found.language.words) == ((), {})


def test_every_kind_of_text_of_an_entry_has_a_limit() -> None:
    kinds = {text.kind for guide in ("small", "full") for text in all_texts(proven(read_files(ROOT / "tests" / guide)))}
    without = {kind for kind in kinds if kind.partition(".")[0] in KINDS and not _longest(kind)}
    assert without == {"actions.window.start"}  # Of a window, which is read as one text in English.
    assert _longest("questions.options.label") == 112


def test_answers_that_look_alike_in_a_translation_are_told() -> None:
    words = {"By card": "Así", "I am not sure": "así"}
    files = with_language(small(), words=words)
    (spanish,) = languages(files, TREE)
    (problem,) = spanish.problems
    assert problem.message == "this says the same as the translation of “By card”, to the same question."
    assert problem.hint == "Say both so that readers can tell them apart."
    assert problem.code == "answers-that-look-alike-in-translation"
    assert ("questions.options.label", "I am not sure") not in spanish.language.words
    assert spanish.language.words["questions.options.label", "By card"] == ("Así",)


# --- Hostile catalogs ---

FULL = edited(
    edited(
        edited(
            read_files(ROOT / "tests" / "full"),
            "decision_tree.yaml",
            "      - Send the text to your bank.\n",
            "      - Send [the text](ask-support) and [a copy](what-do-you-see) to AliExpress.\n",
        ),
        "docs/data/messages.yaml",
        "[I paid by card. / I paid in cash.]",
        "I paid by [card / cash] on [day (weekday)]. [I paid by card. / I paid in cash.]",
    ),
    "docs/data/facts.yaml",
    "Banks in Spain must answer.",
    "Banks in Spain must answer. For £30,000 too.",
)
FULL_TREE = proven(FULL)
LINKS = "Send [the text](1) and [a copy](2) to AliExpress."
MESSAGE = "Please trace [amount]. I paid by [card / cash] on [day (weekday)]. [I paid by card. / I paid in cash.]"
BANKS = "Banks in Spain must answer. For £30,000 too."
WAY, BUSINESS = "Write to support.", "A refund can be traced for 5, 10, 60 or 120 days."
SEARCH = "All steps"

HOSTILE: dict[str, tuple[str, str, str, str]] = {
    "another site": (
        STEP,
        WAY,
        "Escriba a www.aliexpress-ayuda.example hoy.",
        "“www.aliexpress-ayuda.example” leads readers out of the guide.",
    ),
    "a site in letters of another alphabet": (
        STEP,
        WAY,
        "Escriba a алиэкспресс.онлайн hoy.",
        "“алиэкспресс.онлайн” leads readers out of the guide.",
    ),
    "a site in letters that look like others": (
        STEP,
        WAY,
        "Escriba a аӏі.com hoy.",
        "“аӏі” looks like Latin letters, and is Cyrillic (U+0430 …) in this line.",
    ),
    "a site in two kinds of letters": (
        STEP,
        WAY,
        "Escriba a *ayuda*.com hoy.",
        "“ayuda.com” leads readers out of the guide.",
    ),
    "a site behind a backslash": (
        STEP,
        WAY,
        "Escriba a ayuda\\.com hoy.",
        "“ayuda.com” leads readers out of the guide.",
    ),
    "a site in words": (STEP, WAY, "Escriba a ayuda punto com hoy.", "“punto com” leads readers out of the guide."),
    "an e-mail address": (
        STEP,
        WAY,
        "Escriba a ayuda@banco.example hoy.",
        "“ayuda@banco.example” leads readers out of the guide.",
    ),
    "a handle": (STEP, WAY, "Escriba a @ayuda hoy.", "“@ayuda” leads readers out of the guide."),
    "a messenger": (STEP, WAY, "Escriba por WhatsApp hoy.", "“WhatsApp” leads readers out of the guide."),
    "a messenger in two kinds of letters": (
        STEP,
        WAY,
        "Escriba por What*sApp* hoy.",
        "“WhatsApp” leads readers out of the guide.",
    ),
    "a telephone number": (
        STEP,
        WAY,
        "Llame al +34 600 123 456 hoy.",
        "“+34 600 123 456” leads readers out of the guide.",
    ),
    "a telephone number in Arabic digits": (
        STEP,
        WAY,
        "Llame al ٦٠٠١٢٣٤٥٦ hoy.",
        "“٦٠٠١٢٣٤٥٦” leads readers out of the guide.",
    ),
    "a telephone number in English words": (
        STEP,
        WAY,
        "Llame al six zero zero one two three hoy.",
        "“six zero zero one two three” leads readers out of the guide.",
    ),
    "a short number": (STEP, WAY, "Llame al 902 hoy.", "the translation has “902”, which the English has not."),
    "a script in an entry": (STEP, WAY, "Escriba <script>alert()</script> hoy.", "“<s” could be taken for HTML."),
    "a tag that does not end in an entry": (
        STEP,
        WAY,
        "Escriba <img src=x onerror=alert() hoy.",
        "“<i” could be taken for HTML.",
    ),
    "a script in a word of a template": (
        FRAME,
        SEARCH,
        "Todos <script>alert()</script>",
        "the tags of the translation are not those of the English.",
    ),
    "a tag that does not end in a template": (
        FRAME,
        SEARCH,
        "Todos <img src=x onerror=alert()",
        "“<i” could be taken for HTML.",
    ),
    "the end of an attribute": (FRAME, SEARCH, 'Todos" onclick="alert()', '“"” could be taken for HTML.'),
    "an entity without its end": (FRAME, SEARCH, "Todos &lt b", "“&” could be taken for HTML."),
    "tags the wrong way round": (
        FRAME,
        "<b>AliExpress:</b> the last day on your order page",
        "</b>AliExpress:<b> el último día",
        "a tag ends before it begins.",
    ),
    "a script as the target of a link": (
        STEP,
        LINKS,
        "Envíe [el texto](javascript:alert()) y [copia](2) a AliExpress.",
        "the English holds (1), (2); the translation holds other links.",
    ),
    "an address as the target of a link": (
        STEP,
        LINKS,
        "Envíe [el texto](https://a.example) y [copia](2) a AliExpress.",
        "the English holds (1), (2); the translation holds other links.",
    ),
    "a step as the target of a link": (
        STEP,
        LINKS,
        "Envíe [el texto](ask-support) y [copia](2) a AliExpress.",
        "the English holds (1), (2); the translation holds other links.",
    ),
    "one link twice": (
        STEP,
        LINKS,
        "Envíe [el texto](1) y [copia](1) a AliExpress.",
        "the English holds (1), (2); the translation holds other links.",
    ),
    "one link fewer": (
        STEP,
        LINKS,
        "Envíe [el texto](1) y copia a AliExpress.",
        "the English holds (1), (2); the translation holds other links.",
    ),
    "a link with spaces inside": (
        STEP,
        WAY,
        'Escriba [aquí]( //a\\.example "b").',
        "the English holds no link; the translation holds other links.",
    ),
    "a link that cannot be read": (
        STEP,
        WAY,
        "Escriba [aquí](1 hoy.",
        "the English holds no link; the translation holds other links.",
    ),
    "a link behind a backslash": (
        STEP,
        LINKS,
        "Envíe \\[el texto](1) y [copia](2) a AliExpress.",
        "the translation holds a link that cannot be read.",
    ),
    "a place for a value that is gone": (
        FRAME,
        "Text to copy: %(title)s",
        "Texto para copiar",
        "the places for values of the translation are not those of the English.",
    ),
    "a place for a value that is new": (
        FRAME,
        SEARCH,
        "Todos %(config)s",
        "the places for values of the translation are not those of the English.",
    ),
    "a place for any value": (
        FRAME,
        SEARCH,
        "Todos %s",
        "the places for values of the translation are not those of the English.",
    ),
    "a place as templates have it, in a template": (
        FRAME,
        SEARCH,
        "Todos {{ config }}",
        "“{{” could be taken for HTML.",
    ),
    "a place as templates have it, in an entry": (
        STEP,
        WAY,
        "Escriba {{ config }} hoy.",
        "“{{” could be taken for HTML.",
    ),
    "a mark that turns the text around": (
        STEP,
        WAY,
        "Escriba \u202eetropos\u202c hoy.",
        "there is an invisible character (U+202E) in this line.",
    ),
    "an invisible space": (
        STEP,
        WAY,
        "Escriba a ayuda\u200b.com hoy.",
        "there is an invisible character (U+200B) in this line.",
    ),
    "another number of days": (
        FACT,
        BUSINESS,
        "Hay 5, 10, 60 o 180 días.",
        "the translation has no “120” and has “180”, which the English has not.",
    ),
    "another amount": (
        FACT,
        BANKS,
        "Los bancos responden. También por £3,000.",
        "the translation has no “30000” and has “3000”, which the English has not.",
    ),
    "a blank that is gone": (
        LETTER,
        MESSAGE,
        "Busquen [importe]. Pagué con [tarjeta / efectivo] el [día (semana)]. Pagué con tarjeta.",
        "the English has 4 square brackets, the translation 3.",
    ),
    "a blank inside a bracket that is gone": (
        LETTER,
        MESSAGE,
        "Busquen [importe]. Pagué con [tarjeta / efectivo] el [día]. [Con tarjeta. / En efectivo.]",
        "square bracket 3 has 1 choice and 1 blank in English, and 1 choice and 0 blanks here.",
    ),
    "a choice more": (
        LETTER,
        MESSAGE,
        "Busquen [importe]. Pagué con [tarjeta / efectivo / oro] el [día (semana)]. [Con tarjeta. / En efectivo.]",
        "square bracket 2 has 2 choices and 0 blanks in English, and 3 choices and 0 blanks here.",
    ),
    "a new line": (STEP, WAY, "Escriba a soporte.\n\n- Hoy.", "the English has 1 lines, the translation 3."),
    "a heading": (STEP, WAY, "# Escriba a soporte.", "the translation holds a heading."),
    "a picture": (STEP, LINKS, "Envíe ![el texto](1) y [copia](2) a AliExpress.", "the translation holds a picture."),
    "the English": (STEP, WAY, WAY, "the translation is the English text itself."),
}


def line_of(files: Files, kind: str, english: str) -> int:
    """The line of the translation of an English text in one line."""
    lines = (files[named(kind)] or b"").decode().split("\n")
    start = max(
        number
        for number, line in enumerate(lines)
        if line == f'msgctxt "{kind}"' and lines[number + 1] == 'msgid "{}"'.format(english.replace('"', '\\"'))
    )
    return start + 3


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_translation_is_told_with_its_line_and_shown_nowhere(what: str) -> None:
    kind, english, words, message = HOSTILE[what]
    files = with_language(FULL, words={english: words})
    (spanish,) = languages(files, FULL_TREE)
    shift = words.count("\n") and 1  # A text of several lines begins below its key.
    lines = range(line_of(files, kind, english), line_of(files, kind, english) + words.count("\n") + shift + 1)
    assert {problem.place.file for problem in spanish.problems} == {named(kind)}
    assert all(problem.place.line in lines for problem in spanish.problems)
    assert message in [problem.message for problem in spanish.problems]
    assert (kind, english) not in spanish.language.words
    told = in_language(FULL_TREE, spanish.language)
    if kind != FRAME:
        assert len(told.late) == 1
    assert words == english or words not in str(told.tree)


# --- The English site goes on ---


SETTINGS = Settings(site_url="https://guide.example/")
ALONE = build(FULL, SETTINGS)
WITH_SPANISH = build(with_language(FULL), SETTINGS)


SPOILT: dict[str, Callable[[str], str]] = {
    "a script in each text": lambda text: text.replace('msgstr "', 'msgstr "<script>'),
    "no text ends": lambda text: text.replace('"\n', "\n"),
    "the wrong keys": lambda text: text.replace("msgctxt", "msgid"),
    "plurals without a plural": lambda text: text.replace("msgstr ", "msgstr[0] "),
    "half of each file": lambda text: text[: len(text) // 2],
    "a mark that turns the text around": lambda text: "\u202e" + text,
    "empty files": lambda text: "",
}


def without_the_count(site: Site) -> dict[str, str]:
    """The files of the English site but the page that says how far each language is."""
    return {name: text for name, text in site.files.items() if name != "languages/index.html"}


@pytest.mark.parametrize("how", SPOILT)
def test_no_catalog_changes_or_stops_the_english_site(how: str) -> None:
    """It leads to a language or not; that is all that it knows of one."""
    files = with_language(FULL)
    spoilt = {name: SPOILT[how]((files[name] or b"").decode()).encode() for name in files if name.endswith(".po")}
    site = build({**files, **spoilt}, SETTINGS)
    assert "The site was built; what has a problem is shown in English." in site.remarks
    empty = build({**FULL, named("frame"): b'msgid ""\nmsgstr ""\n'}, SETTINGS)
    assert without_the_count(site) in (without_the_count(empty), without_the_count(WITH_SPANISH))
    assert site.listed == empty.listed
    assert {*empty.files} == {*ALONE.files}


def test_one_translation_that_is_refused_is_in_english_and_nothing_else_is() -> None:
    site = build(with_language(FULL, words={BANKS: "Escriba a ayuda@banco.example."}), SETTINGS)
    assert without_the_count(site) == without_the_count(WITH_SPANISH)
    assert site.others[0].late == {"facts/banks-in-spain-answer"}
    assert "ayuda@banco.example" not in str(site.others[0].files)
    assert any(BANKS in page for page in site.others[0].files.values())


PIECES = st.sampled_from(
    [
        "[x](1)",
        "](",
        "%(num)s",
        "%",
        "{{ x }}",
        "<b>",
        "</b>",
        "<",
        "&amp;",
        '"',
        "\\",
        "`",
        "[",
        "]",
        " / ",
        "(",
        "\n",
        "7",
    ]
)
TEXTS = {text.english: text for text in all_texts(FULL_TREE)}
READY = languages(with_language(FULL), FULL_TREE)[0].language.words


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join), st.sampled_from([LINKS, MESSAGE, "the day you paid"]))
def test_no_words_stop_the_site(words: str, english: str) -> None:
    """Whatever is typed: what is told of it is a problem, and what is shown goes through."""
    text = TEXTS[english]
    entry = Translation(text.kind, english, "", (words,), False, PLACE)
    shown = spoken(Catalog("es", (entry,)), (text,), FULL_TREE).language.words
    in_language(FULL_TREE, Language("es", {**READY, **shown}))
