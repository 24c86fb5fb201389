"""Taps and words at the card of a move: on to the next, easier, harder, this hurts.

Rule: for today only; the programme moves on the report alone (clinical spec 7).
"""

from __future__ import annotations

from flows import checkin, replies
from flows.asides import again, move_down
from flows.conversation import Guided, Open
from flows.easier import easier, is_given_back, why_not_harder
from flows.effects import Text
from flows.guided import (
    before,
    count_done,
    doing_now,
    done,
    hurt,
    in_all,
    is_settled,
    skipped,
    told,
)
from flows.labels import pick_whole
from flows.move_card import CARD, HURTS, ease_code, led_of, place
from flows.parts import GAP, t
from flows.rate import AMBER_PAIN
from flows.report import decision_on, make_report, waiting_session
from flows.turn import Turn
from flows.wishes import alone, wishes

NUMBERS = range(11)


# What a tap or words mean.


def take_code(turn: Turn, topic: Open, code: str) -> str:
    """A tap at a card; a second tap of the same button finds another card and is stale."""
    guided, n = led_of(turn), place(topic)
    if topic.picks[0] == HURTS:
        head, _, number = code.rpartition(".")
        is_number = number.isdecimal() and int(number) in NUMBERS
        return _take_pain(turn, n, int(number)) if head == f"h.{n}" and is_number else "stale"
    turn.value = (n,)
    if code == f"did.{n}":
        return _unless_whole(turn, done(guided, n), "move_done")
    if code == f"skip.{n}":
        return _unless_whole(turn, skipped(guided, n), "move_skipped")
    if code == ease_code(guided, n):
        return "move_eased"
    if code == f"hard.{n}":
        return "move_harder"
    turn.value = (HURTS, str(n))
    return "show_move" if code == f"hurt.{n}" else "stale"


def _take_pain(turn: Turn, n: int, pain: int) -> str:
    turn.value = (n, pain)
    return _unless_whole(turn, hurt(led_of(turn), n, pain), "move_hurt")


def _unless_whole(turn: Turn, after: Guided, trigger: str) -> str:
    """A report, where nothing is left to ask, or where it pauses the moves as any report does."""
    conversation = turn.conversation.model_copy(update={"guided": after})
    session = waiting_session(conversation)
    assert session
    draft = {**conversation.draft, **(in_all(after) if is_settled(after) else {})}
    known = told(conversation.model_copy(update={"draft": draft}), turn.content)
    is_whole = is_settled(after) and checkin.next_step(known, session) is None
    report = make_report(known, session, turn.content)
    if not is_whole and decision_on(report, turn.conversation).id != "D2":
        return trigger
    turn.value = known
    return "report"


def take_words(turn: Turn, topic: Open, text: str) -> str | None:
    """The name of a button, or that this move hurts; None for all else."""
    n = place(topic)
    if topic.picks[0] == HURTS:
        pain = replies.pain(text, turn.content.reply_words)
        return None if pain is None or _is_report(turn, text) else _take_pain(turn, n, pain)
    found = next((code for key, code in _labels(turn, n) if _says(turn, text, key)), None)
    if found and found.startswith("card."):
        turn.value = (CARD, found.removeprefix("card."))
        return "show_move"
    return take_code(turn, topic, found) if found else _take_hurts(turn, topic, text)


def _take_hurts(turn: Turn, topic: Open, text: str) -> str | None:
    """That the move that is shown hurts, and how much; a question about pain is answered."""
    words = turn.content.reply_words
    says_so = alone(text, words) == "sore"
    is_wish = not says_so and any(wishes(text, words))
    is_asking = is_wish or replies.asks_what_is_wrong(text, words)
    if is_asking or not replies.speaks_of_pain(text, words) or _is_report(turn, text):
        return None
    n, pain = place(topic), replies.pain(text, words)
    return take_code(turn, topic, f"hurt.{n}") if pain is None else _take_pain(turn, n, pain)


def _is_report(turn: Turn, text: str) -> bool:
    """It tells more than a pain."""
    session = waiting_session(turn.conversation)
    moves = len(session.items) if session else 0
    said = replies.read(text, moves, turn.content.reply_words)
    return bool(said.completion or said.later or said.tingling or said.tingling_unclear)


def _labels(turn: Turn, n: int) -> list[tuple[str, str]]:
    guided = led_of(turn)
    return [
        ("button-done", f"did.{n}"),
        ("button-easier", ease_code(guided, n)),
        ("button-harder", f"hard.{n}"),
        ("button-hurts", f"hurt.{n}"),
        ("button-skip", f"skip.{n}"),
        ("button-back", f"card.{before(guided, n) or n}"),
    ]


def _says(turn: Turn, text: str, key: str) -> bool:
    """The whole label; "done 2" is a report."""
    return pick_whole(text, [(key, t(key))], turn) is not None


# What comes of it.


def did(turn: Turn) -> None:
    _go_on(turn, done(led_of(turn), turn.value[0]))


def skip(turn: Turn) -> None:
    _go_on(turn, skipped(led_of(turn), turn.value[0]))


def _go_on(turn: Turn, guided: Guided, *said: Text) -> None:
    """To the next card; after the last one, what is left of the report is asked."""
    turn.put(guided=guided, looked_at=turn.at)
    if not is_settled(guided):
        _tell(turn, *said)
        show(turn, (CARD, str(guided.at)))
        return
    if count := count_done(guided):
        turn.lead.append(t("guided-end", done=count, total=len(guided.moves)))
    turn.value = in_all(guided)
    checkin.keep_draft(turn)


def show(turn: Turn, picks: tuple[str, str]) -> None:
    """On the same message; after words below them."""
    turn.put(looked_at=turn.at)
    if turn.tapped:
        turn.redraw(picks)
        return
    assert turn.opened
    move_down(turn, turn.opened.model_copy(update={"picks": picks}))


def _tell(turn: Turn, *said: Text) -> None:
    """Above the card, and apart from it."""
    turn.lead += (*said, GAP) if said else ()


def ease(turn: Turn) -> None:
    guided, n = led_of(turn), turn.value[0]
    now = easier(guided, n, turn.conversation, turn.content)
    if now:
        turn.put(guided=doing_now(guided, n, now))
    else:
        _tell(turn, t("guided-lowest"))
    show(turn, (CARD, str(n)))


def harder(turn: Turn) -> None:
    """Never more than is planned: back to that, or how steps up come."""
    guided, n = led_of(turn), turn.value[0]
    move = guided.moves[n - 1]
    if is_given_back(move):
        turn.put(guided=doing_now(guided, n, move.planned))
        _tell(turn, t("guided-full"))
    else:
        _tell(turn, *why_not_harder(move, turn.conversation, turn.content))
    show(turn, (CARD, str(n)))


def hurts(turn: Turn) -> None:
    """0-3 goes on, 4-5 gets smaller, 6 or more ends this move."""
    n, pain = turn.value
    guided = hurt(led_of(turn), n, pain)
    if guided.moves[n - 1].how == "stopped":
        _go_on(turn, guided, t("guided-stopped"))
        return
    turn.put(guided=guided)
    if pain < AMBER_PAIN:
        _tell(turn, t("guided-fine"))
    else:
        _make_smaller(turn, guided, n)
    show(turn, (CARD, str(n)))


def _make_smaller(turn: Turn, guided: Guided, n: int) -> None:
    now = easier(guided, n, turn.conversation, turn.content)
    _tell(turn, t("guided-smaller" if now else "guided-no-smaller"))
    if now:
        turn.put(guided=doing_now(guided, n, now))


def hint(turn: Turn) -> None:
    """Words that say nothing here: the card comes again below them."""
    assert turn.opened
    again(turn, turn.opened, t("hint-card"))
