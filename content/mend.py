"""Says how to mend what a check has found, in words for people who write no code.

Rule: the first line of the table that fits; it tells what to do, never again what is wrong.
"""

from __future__ import annotations

import re

_COMPARE = "compare with a neighbour in the file, or with an older copy"
_CONDITION = "write it like q_sit_hours >= 4, or q_rf_c has disc"
_DOSE = "write 2x8 @ 2-0-4 r30 (sets x reps), or 2x60s @ hold r20 (sets x seconds)"
_QUOTES = "look for a missing quote, bracket or space here or just above"

_HOW = (
    # words; they come first, as they quote what people read
    (r"must not say", "say it in other words"),
    (r"words in one sentence", "make two sentences of it"),
    (r"reading grade|reading ease", "use shorter words and sentences"),
    (
        r"words of the policy are not",
        "add a version with this hash, and say what changed; or note it, if the sense is as it was",
    ),
    (r"is no hash", "write 64 zeros for now: this check then says which hash belongs here"),
    (r"have no hash yet", "write it here, behind the name of the language"),
    (r"there is no message policy-change", "write it in consent.ftl: what that version changes"),
    (r"is before the version before it", "let the dates rise"),
    (r"^content/policy.*\d is not \d", "number the versions 1, 2, 3"),
    (r"nothing says this message", "take it out of every language"),
    (r"which is no message", "write that message, or mend the name in the program"),
    (r"has no form", "write the form, with the words that go with such a number"),
    (r"emoji, at most", "keep one"),
    (r"words, not \d+ to", "make the lesson shorter or longer"),
    (r"letters, at most", "find a shorter title"),
    (r"tags are shown as", "leave them out: only the .ftl files have tags"),
    (r"a lesson needs a source", "name at least one of the references"),
    (r"no lesson names it", "name it in a lesson, or take it out"),
    (r"no text says", "take it out of the list"),
    (r"no regular expression", "check the brackets"),
    (r"is not closed|closes nothing|tag that we use|a bare <", "see how <b>bold</b> is written"),
    (r"refers to", "check the spelling, or write that message"),
    (r"locales/.*: No such file", "write it: docs/content.md says how"),
    (r"not saved as UTF-8", "save it once more as UTF-8, without BOM"),
    (r"lines here, \d+ in English", "write as many lines, in the same order"),
    (r"marked as default", "put a * before the last form: *[other]"),
    (r"to have a value", "write the words behind the =, or below it with spaces in front"),
    (r'Expected token: "="', "put spaces in front of a line that goes on, or write name = words"),
    (r"is not in the language en$", "take it out, or write it in English too"),
    (r"is not in the language|still says what English says", "translate it"),
    (r"languages\.\S+: is not there", "write forbidden, limits and allowed, as es has them"),
    (r"is not given in English", "use the values of the English message"),
    (r"is left out here", "say it in this language too"),
    (r'Expected token: "}"', "write the } that closes the {"),
    (r"Expected (?:token|message|term|a)", _COMPARE),
    # names
    (r"(?:is|:) given twice", "keep one of the two"),
    (r"is there twice", "give one of them a new id"),
    (r"is no id$", "use small letters, digits and _ only, with a letter first"),
    (r"there is no earlier question", "name a question that is asked before this one"),
    (r"there is no|has no option|is no option", "check the spelling, or add it first"),
    (r"of q_minutes is missing", "write a line for it"),
    # questions
    (r"is in no section", "add it to a section at the top of the file"),
    (r"in the sections \d|settings only|is of part", "name it once, in a section of its part"),
    (r"op value|only 'in' takes|mixes 'and'|use (?:has|==)$|is no number|no number", _CONDITION),
    (r"needs (?:options|max_chars|min and max)", "add them; a question of that type shows how"),
    (r"is not above|no band holds|must be above 0", "let the numbers rise"),
    (r"needs urgency", "add urgency: now, 48_hours, 1_week or before_starting"),
    (r"has no urgency", "take the urgency out, or change the class"),
    # weights
    (r"add up to", "change points in intake.yaml and maximum here, until it is 100"),
    (r"its answers give at most", "change the points in intake.yaml, or the number here"),
    # exercises
    (r"is neither '", _DOSE),
    (r"d\d is missing", "write d1, d2 and d3"),
    (r"less than d\d", "let each dose be at least the one before"),
    (r"steps, not", "join or split steps"),
    (r"session moves serve", "name it in factors or functions of more exercises"),
    (r"is of level", "change the level, or the chain"),
    (r"the chain comes back", "let one end of the chain be null"),
    (r"is no base|not joint=degrees|is no joint|given twice in", "write it like sit neck=35"),
    (r"beyond its range", "use an angle in the range"),
    (r"is not the position", "let every pose begin with the pos of the move"),
    (r"there is none to draw", "write at least one pose"),
    (r"is the exercise's matter", "take it out here: exercises.yaml has it"),
    (r"needs poses and tempo", "write poses, as an exercise has, and tempo, as in 2-1-2"),
    (r"a cue of \d+ letters", "find shorter words"),
    (r"is no place for a", "write one of those at the top of figures.yaml, with its numbers"),
    (r"is no tempo", "write seconds of effort, hold and return, as in 2-1-2"),
    # plan
    (r"days are named, not|is not 0 to", "name as many days as the line says, from 0 to 6"),
    (r"load days running", "put a day between them, or make one M"),
    (r"phases are not 1", "keep four phases, numbered in order"),
    (r"is below that of phase", "let the cap stay or rise"),
    (r"is open in phase \d already|is not open in this phase", "add it to unlocks"),
    (r"leave belongs to", "write leave: {sessions: n, days: n}; the last phase has none"),
    # shape of a file
    (r"is not known here, only", "use one of these, just as it is written"),
    (r"is empty$", "write what belongs here; a neighbour in the file shows how"),
    (r"is no word or phrase", "look for two commas in a row, or a - or + too many"),
    (r"must be a list", "put [ ] around it, or write one line for each, with - in front"),
    (r"must hold fields", _COMPARE),
    (r"Field required", "write this field; a neighbour in the file shows how"),
    (r"Extra inputs are not permitted", "no such field: check the spelling, or take it out"),
    (r"Input should be (?:'|\d)", "use one of these, just as it is written"),
    (r"valid (?:integer|number)", "write a number in digits"),
    (r"valid (?:string|boolean)", "write text in quotes; for yes or no write true or false"),
    (r"(?:less|greater) than", "use a number inside the limit"),
    (r"Input should be|string should|String should", _COMPARE),
    (r"No such (?:file|folder)", "put it back where it was"),
    (r"did not find|expected|could not|mapping|cannot start|found", _QUOTES),
)


def with_mend(found: str) -> str:
    """The finding, and what to do; alone when the table knows nothing."""
    how = next((how for what, how in _HOW if re.search(what, found)), None)
    return f"{found} -> {how}" if how else found
