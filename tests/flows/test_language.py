"""The language: as the client names it, or as it is chosen, in every state and for good."""

from __future__ import annotations

import datetime as dt

import pytest

from content.load import Content
from flows.consent import words_hash
from flows.conversation import Conversation
from flows.effects import Say, Text
from flows.events import Started
from flows.welcome import CONSENT
from flows.words import draw
from tests.flows.days import lines
from tests.flows.people import CONTENT, PERSONAS
from tests.flows.situations import MONDAY_AT_NINE, SITUATIONS, situation
from tests.flows.walker import Walker, buttons
from tests.pseudo import pseudo, pseudo_content

SPANISH = pseudo_content("es")
"""English in a disguise, by the name of Spanish."""


def walker() -> Walker:
    return Walker(SPANISH, MONDAY_AT_NINE)


def started(code: str | None, talk: Walker | None = None) -> Walker:
    talk = talk or walker()
    talk.send(Started(at=talk.now, language=code))
    return talk


def in_program() -> Walker:
    talk = walker()
    talk.intake(PERSONAS["p1_desk"]["answers"])
    return talk


def said_in(language: str, talk: Walker) -> str:
    """What the last messages say to one who reads this language."""
    says = [effect for effect in talk.last if isinstance(effect, Say)]
    return "\n".join(draw(line, SPANISH, language) for say in says for line in say.lines)


# By itself.


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("es", "es"), ("es-MX", "es"), ("es-419", "es"), ("ES-es", "es"), ("en-GB", "en"),
        ("de", "en"), ("est", "en"), ("tlh-KX", "en"), (None, "en"),
    ],
)  # fmt: skip
def test_the_client_names_the_language(code: str | None, language: str) -> None:
    """A region is passed over; a language that nobody wrote is English."""
    assert started(code).conversation.language == language


def test_a_start_without_a_language_changes_nothing() -> None:
    assert started(None, started("es")).conversation.language == "es"


def test_the_client_may_change_its_mind() -> None:
    assert started("en", started("es-AR")).conversation.language == "en"


@pytest.mark.parametrize("code", ["en", "en-US", "de", "es"])
def test_a_choice_is_never_taken_back_by_the_client(code: str) -> None:
    talk = started("en")
    talk.command("/language")
    talk.press("l.es")
    assert started(code, talk).conversation.language == "es"


def test_consent_is_kept_for_the_words_that_were_seen() -> None:
    talk = started("es-MX")
    talk.press("agree")
    consent = talk.conversation.consent
    assert consent
    assert (consent.language, consent.sha256) == ("es", words_hash((CONSENT,), SPANISH, "es"))
    assert consent.sha256 != words_hash((CONSENT,), SPANISH, "en")


# By hand.


def test_each_language_is_offered_by_its_own_name() -> None:
    """Asked in both, as the one in use may be the wrong one."""
    talk = started("en")
    talk.command("/language")
    own = pseudo("English")
    assert talk.said_buttons() == ["English (in use)", own, "Close"]
    assert "Which language shall I use?" in talk.said()
    assert pseudo("Which language shall I use?") in talk.said()


@pytest.mark.parametrize("typed", ["español", "ESPAÑOL", "espanol", "Spanish", "es", None])
def test_it_is_chosen_by_tap_or_by_its_name_in_any_language(typed: str | None) -> None:
    talk = started("en")
    talk.command("/language")
    talk.say(typed) if typed else talk.press("l.es")
    assert talk.conversation.language == "es"
    assert talk.conversation.language_chosen
    assert pseudo("✓ I speak English now.") in said_in("es", talk)


def test_a_tap_is_answered_on_its_screen_and_the_question_comes_again() -> None:
    talk = started("en")
    talk.press("agree")
    talk.command("/language")
    screen = talk.conversation.opens[-1].screen
    talk.press("l.es")
    first = talk.last[0]
    assert isinstance(first, Say)
    assert (first.screen, first.lines[0].key) == (screen, "language-set")
    assert talk.open_topic() == "q.q_age"
    assert pseudo("How old are you?") in said_in("es", talk)


def test_before_consent_all_that_is_agreed_to_is_read_again() -> None:
    talk = started("en")
    talk.command("/language")
    talk.press("l.es")
    said = said_in("es", talk)
    assert all(draw(Text(key=key), SPANISH, "es") in said for key in ("welcome", "disclaimer"))
    assert draw(CONSENT, SPANISH, "es") in said
    assert talk.open_topic() == "welcome"


def test_a_menu_that_is_open_is_drawn_anew_where_it_is() -> None:
    talk = in_program()
    screen = next(o.screen for o in talk.conversation.opens if o.topic == "prompt")
    talk.command("/language")
    talk.press("l.es")
    assert [e.screen for e in talk.last if isinstance(e, Say)][-1] == screen
    assert "prompt" in lines(talk)


def test_moves_are_not_shown_again_while_a_safety_card_is_open() -> None:
    talk = in_program()
    talk.press("!new")
    talk.command("/language")
    talk.press("l.es")
    assert talk.conversation.language == "es"
    assert talk.open_topic() == "new.q_rf_a"
    assert "prompt" not in lines(talk)


def test_close_leaves_it_as_it_is() -> None:
    talk = started("en")
    talk.command("/language")
    talk.press("close")
    assert "language-kept" in lines(talk)
    assert not talk.conversation.language_chosen
    assert talk.open_topic() == "welcome"


@pytest.mark.parametrize("code", ["l.", "l.de", "l.ES", "es", "yes"])
def test_a_forged_tap_is_closed(code: str) -> None:
    talk = started("en")
    talk.command("/language")
    talk.tap_forged(code)
    assert talk.toasts() == ["That question is closed."]


def test_words_that_name_no_language_are_for_the_open_question() -> None:
    talk = started("en")
    talk.press("agree")
    talk.command("/language")
    talk.say("37")
    assert talk.conversation.answers["q_age"] == "a18_39"


def test_it_stands_in_the_settings() -> None:
    talk = in_program()
    talk.command("/settings")
    assert "Language: English" in f"{talk.said()} {talk.said_buttons()}"
    talk.press("language")
    talk.press("l.es")
    assert talk.conversation.language == "es"


@pytest.mark.parametrize("name", SITUATIONS)
def test_it_can_be_chosen_in_every_situation(name: str) -> None:
    """And what is open stays open."""
    talk = situation(name)
    before = {o.topic for o in talk.conversation.opens}
    talk.content = SPANISH
    talk.command("/language")
    talk.press("l.es")
    assert talk.conversation.language == "es"
    assert {o.topic for o in talk.conversation.opens} >= before - {"morning.pain", "language"}


def test_labels_are_typed_in_ones_own_language_or_in_english() -> None:
    for typed in (pseudo("Both"), "both"):
        talk = started("es")
        talk.press("agree")
        while talk.open_topic() != "q.q_side":
            talk.answer(talk.open_topic().removeprefix("q."), PERSONAS["p1_desk"]["answers"])
        talk.say(typed)
        assert talk.conversation.answers["q_side"] == "both"


def test_a_language_that_babel_does_not_know_goes_by_its_code() -> None:
    talk = Walker(pseudo_content(), MONDAY_AT_NINE)
    talk.start()
    talk.command("/language")
    talk.say("en-xa")
    assert talk.conversation.language == "en-XA"


def test_the_same_snapshot_is_drawn_alike_whatever_region_it_holds() -> None:
    """Older programs stored the client's code."""
    for content, stored, shown in ((SPANISH, "es-MX", "es"), (CONTENT, "tlh", "en")):
        assert offered(content, stored) == shown


def offered(content: Content, stored: str) -> str:
    """The language that is said to be in use."""
    talk = Walker(content, MONDAY_AT_NINE, Conversation(language=stored))
    talk.command("/language")
    says = [effect for effect in talk.last if isinstance(effect, Say)]
    used = [b.code for say in says for b in buttons(say) if b.label.key == "language-in-use"]
    return used[0].removeprefix("l.")


def test_a_report_that_cannot_be_changed_any_more_stays_as_it_is() -> None:
    """Its menu still stands in the chat, and can be drawn no more."""
    talk = in_program()
    talk.say("done 2, no tingling")
    talk.press("n.5")
    talk.command("/correct")
    screen = talk.conversation.opens[-1].screen
    talk.pass_until(talk.now + dt.timedelta(days=4))
    talk.command("/language")
    talk.press("l.es")
    assert talk.conversation.language == "es"
    assert screen not in {effect.screen for effect in talk.last if isinstance(effect, Say)}


@pytest.mark.parametrize("name", SITUATIONS)
@pytest.mark.parametrize("code", ["l.es", "close"])
def test_there_is_a_way_on_after_it(name: str, code: str) -> None:
    """Buttons, or what to write."""
    talk = situation(name)
    talk.content = SPANISH
    talk.command("/language")
    talk.press(code)
    codes = {b.code for say in talk.last if isinstance(say, Say) for b in buttons(say)}
    has_command = "/" in said_in("en", talk)
    assert codes - {"!new"} or talk.conversation.opens or has_command or talk.conversation.agenda
