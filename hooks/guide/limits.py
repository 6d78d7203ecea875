"""How much is too much, in one place. A benchmark may raise these before it builds; nothing else changes them."""

from __future__ import annotations

# One file. A contributor never meets these by honest work; they keep a broken or hostile file from costing time.
MOST_BYTES = 1024 * 1024
MOST_BYTES_OF_AN_ARTICLE = 64 * 1024
MOST_DEPTH = 20
MOST_NODES = 5000

MOST_TEXTS = 250_000
"""How many texts are remembered with what was found out about them, for the next rule, page or build that asks. A guide
of `MOST_NODES` has about 35,000. Where there are more than are remembered, each rule reads them all anew."""

MOST_LANGUAGES = 64
"""So many catalogs are remembered as they were read and checked. Where there are more, each build reads all anew."""

# The tree. More options or answers make a maze: readers give up.
MOST_OPTIONS = 9
MOST_ANSWERS = 9

# The page of a step, so that it stays light on a phone.
MOST_TRAILS = 40
"""How many ways into one node are told apart."""
MOST_ROWS = 400
"""How many answers and options all trails of one page may hold together."""

# Words, in characters: a heading fits on three lines of a phone, an option on three, a help text on eight.
LONGEST_HEADING = 80
LONGEST_OPTION = 90
LONGEST_HELP = 200
LONGEST_LINE = 120
LONGEST_TEXT = 600
LONGEST_STORY = 320
LONGEST_LETTER = 2500
LONGEST_ADDRESS = 400
LONGEST_ID = 80
LONGEST_WORD = 45

LONGEST_CHOICE_IN_LINE = 40
"""A choice in a text to copy that is longer has a line to tick for each alternative."""
LONGEST_IN_THE_BOX = 170
"""How many characters of the words on the last day stand in the box at the top of an action; the others stand
further down."""
MOST_NOTES = 12
"""So many notes of countries stand on a page. Where there are more, the page has the note of the country that an answer
names, and the names of the others lead to their pages: all of them would be a quarter of its weight."""

MOST_EARLY = 4
"""So many kinds of readers whose last day comes early a step names in the open. Of more it tells the number, and names
them when that is opened: a list of twelve on every second page is passed over."""

MOST_DAYS_OF_A_CLOCK = 300
"""A count of so many days passes at most one 29 February, so a cell needs no more than one other day for leap years."""

MOST_ON_A_PAGE = 300
"""How many steps one page of the outline, or one map, holds: twice as many as the guide has. More are cut."""
MOST_BEFORE = 3
"""How many of the steps that lead to a step its picture shows."""
MOST_NEWS = 50
"""How many changes the feed holds, the newest ones: programs fetch it often. The page of changes holds all."""
MOST_OPEN_CHANGES = 8
"""So many of the newest changes stand on their page unfolded."""

LONGEST_MAIL = 2000
"""Some mail programs cut a longer link. A text that needs one has no such link."""

LONGEST_DESCRIPTION = 200
"""What search engines and chats show below a title."""

# Words in a sentence.
LONGEST_SENTENCE = 28
LONGEST_SENTENCES_ON_AVERAGE = 20

# Other languages need more room than English. Above this part an English text of today would not fit either.
LONGER_IN_OTHER_LANGUAGES = 1.25
LONGEST_SENTENCE_IN_OTHER_LANGUAGES = 35
MOST_LATE_STEPS = 0.1
"""Which part of the steps of a language may be shown in English, if other pages are to lead to that language."""
MOST_LATE_NAMED = 20
"""How many of the entries that fall back to English a report names."""
