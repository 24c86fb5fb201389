"""Plain words -> what was done, pain, tingling, or one question back (clinical spec 9).

Rule: the order of looking is here, every word is in content/replies.yaml.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from content.reply_words import ReplyWords
from flows.amounts import Amounts, Marked, read_amounts
from flows.conversation import Completion
from flows.fold import tokens
from flows.lexicon import Span, compile_words, label, safety_items
from flows.number_words import is_nothing

Change = Literal["better", "same", "worse"]
Ask = Literal["safety", "which_day", "which", "completion", "pain", "tingling"]
CRISIS = "crisis"
"""The safety row that is no red flag of a card: words of self-harm."""
LASTING = "numb_fixed"
"""The safety row that also says that tingling is worse."""


class Reply(BaseModel):
    """None = not said, or not clear."""

    model_config = ConfigDict(frozen=True)
    completion: Completion | None = None
    pain: int | None = None
    """0-10."""
    tingling: Change | None = None
    """None = not mentioned, denied, or without a direction."""
    tingling_unclear: bool = False
    """It was named without a direction: to be asked, if not now then next."""
    tingling_denied: bool = False
    """It was named, to say that there is none."""
    ask: Ask | None = None
    """The one question to ask back."""
    safety_item: str | None = None
    """The row whose words were found, most urgent first; CRISIS stands before all."""
    number: int | None = None
    """The 3 of "did 3", 0-10, when `which` is asked."""
    later: bool = False
    """Not yet: come again in 2 hours."""


def read(text: str, moves: int, words: ReplyWords) -> Reply:
    """`moves`: how many today's session has. Never raises, whatever the text."""
    look = _look(text, words)
    amounts = read_amounts(look.text, moves)
    done, later = _completion(look.text, amounts)
    tingling = _tingling(look)
    reply = Reply(
        completion=done,
        pain=amounts.pain,
        tingling=tingling.change,
        tingling_unclear=tingling.unclear,
        tingling_denied=tingling.denied,
        safety_item=look.safety[0] if look.safety else None,
        later=later,
    )
    ask = _ask(reply, look.text, amounts)
    return reply.model_copy(update={"ask": ask, "number": amounts.did if ask == "which" else None})


def pain(text: str, words: ReplyWords) -> int | None:
    """A 0-10 number and nothing else asked: "3", "about a 4", "2-3", "no pain", "none"."""
    found = read_amounts(_look(text, words).text, moves=0).pain
    return 0 if found is None and is_nothing(text) else found


def read_pain(code: str | None, text: str | None, words: ReplyWords) -> int | None:
    """0-10, tapped or typed; None when it is neither."""
    if text is not None:
        return pain(text, words)
    number = (code or "").removeprefix("n.")
    return int(number) if number.isdecimal() and int(number) <= 10 else None


def safety_found(text: str, words: ReplyWords) -> tuple[str, ...]:
    """All rows whose safety words are in any text, the most urgent first; CRISIS before all."""
    return _look(text, words).safety


def asks_what_is_wrong(text: str, words: ReplyWords) -> bool:
    """For a diagnosis, which nobody here can give."""
    said, index = tokens(text), compile_words(words).what_is_wrong
    return any(True for i in range(len(said)) for _ in index.at(said, i))


def speaks_of_pain(text: str, words: ReplyWords) -> bool:
    """Also of none."""
    said = _look(text, words).text
    return bool(said["pain"] or said["no_pain"])


class _Look(NamedTuple):
    text: Marked
    denied: set[int]
    """Starts of the tingling words that are said not to be so."""
    safety: tuple[str, ...]


def _look(text: str, words: ReplyWords) -> _Look:
    """The text with its labels, and its safety items."""
    table = compile_words(words)
    found = tokens(text)
    marked = Marked(found, label(found, table), table)
    denied = _denied(marked)
    gone = {i for span in marked["tingling"] if span.start in denied for i in range(*span[:2])}
    return _Look(marked, denied, safety_items(found, gone, table))


def _denied(text: Marked) -> set[int]:
    """Starts of denied tingling and pain words: the only denial that safety hears."""
    denied = set[int]()
    for span in sorted({*text["tingling"], *text["pain"], *text["no_pain"]}):
        is_carried = _carries(text, span.start) in denied
        if "no_pain" in span.kinds or is_carried or _is_denied(text, span):
            denied.add(span.start)
    return denied


def _carries(text: Marked, start: int) -> int | None:
    """Start of the word whose denial goes on to this one: "no pain or tingling"."""
    nor = text.before(start, "nor") or text.before(text.skip_back(start, "filler"), "nor")
    first = text.before(nor.start, "tingling", "pain", "no_pain") if nor else None
    return first.start if first else None


def _is_denied(text: Marked, span: Span) -> bool:
    """As in "no tingling", "no new tingling", "tingling: none"."""
    first = text.skip_back(span.start, "filler", "worse", "deny")
    before = any(text.after(i, "deny") for i in range(first, span.start))
    i = text.skip(span.end, "filler")
    after = text.after(i + 1 if text.token(i) in ":=" else i, "absent")
    return before or after is not None


def _completion(text: Marked, amounts: Amounts) -> tuple[Completion | None, bool]:
    """What was done, and whether it is still to come."""
    match amounts.share:
        case None:
            pass
        case 0:
            return "skipped", False
        case share:
            return ("done" if share == 1 else "partial"), False
    if text["partial"]:
        return "partial", False
    if any(not _is_number(text, span.start - 1) for span in text["later"]):  # not "2, 5 later"
        return None, True
    if text["skip"]:
        return "skipped", False
    return ("done" if _is_done(text) else None), False


def _is_done(text: Marked) -> bool:
    said = any(not text.before(span.start, "deny") for span in text["done"])
    return said or any(_is_alone(text, span) for span in text["alone"])


def _is_alone(text: Marked, span: Span) -> bool:
    """Nothing but numbers beside it in its clause."""
    others = (i for i in text.clause(span.start) if not span.start <= i < span.end)
    return all(_is_number(text, i) for i in others)


def _is_number(text: Marked, i: int) -> bool:
    return text.token(i)[0].isdecimal() or text.token(i) in text.table.numbers


class _Tingling(NamedTuple):
    change: Change | None
    unclear: bool = False
    denied: bool = False


def _tingling(look: _Look) -> _Tingling:
    """Its direction must be said in the same clause; the worst comes first."""
    if LASTING in look.safety:
        return _Tingling("worse")
    text = look.text
    spans = [span for span in text["tingling"] if span.start not in look.denied]
    clauses = {text.clause(span.start) for span in spans}
    changes: tuple[Change, ...] = ("worse", "better", "same")
    for change in changes:
        if any(text.clause(span.start) in clauses for span in text[change]):
            return _Tingling(change)
    return _Tingling(None, unclear=bool(spans), denied=bool(text["tingling"]) and not spans)


def _ask(reply: Reply, text: Marked, amounts: Amounts) -> Ask | None:
    """The first that applies; one question at a time."""
    hurt = bool(text["pain"])
    did_something = reply.completion in {"done", "partial"}
    asks: tuple[tuple[Ask, bool], ...] = (
        ("safety", reply.safety_item is not None),
        ("which_day", bool(text["which_day"])),
        ("which", amounts.did is not None and reply.completion is None and reply.pain is None),
        ("completion", reply.completion is None and not reply.later),
        ("pain", reply.pain is None and (did_something or (hurt and not reply.later))),
        ("tingling", reply.tingling_unclear),
    )
    return next((ask for ask, applies in asks if applies), None)
