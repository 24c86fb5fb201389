"""Movement checks that were skipped come once more, with the first session."""

from __future__ import annotations

from flows.weigh import weigh
from tests.flows.days import at, p1, pass_days, person
from tests.flows.people import CONTENT
from tests.flows.situations import then
from tests.flows.walker import Walker, buttons

OFFER = "Do the skipped checks"


def offers(walker: Walker) -> list[str]:
    return [walker.text(b.label) for say in walker.offers() for b in buttons(say)]


def rotation(walker: Walker) -> int | None:
    return weigh(walker.conversation.answers, CONTENT).scores["rotation"].value


def test_who_skipped_a_check_is_offered_it_with_the_first_session() -> None:
    assert OFFER in offers(person("p8_skipper"))
    assert OFFER not in offers(p1(done=None))


def test_the_offer_is_gone_with_the_first_session() -> None:
    walker = person("p8_skipper")
    walker.say("done 0")
    pass_days(walker, at(5))
    assert walker.open_topic() == "prompt"
    assert OFFER not in offers(walker)


def test_the_answers_count_and_what_they_open_is_asked_too() -> None:
    walker = person("p8_skipper")
    assert rotation(walker) is None
    walker.press("checks")
    asked = []
    while walker.open_topic().startswith("check."):
        name = walker.open_topic().removeprefix("check.")
        asked.append(name)
        if name == "q_f3":
            walker.say("left 2 right 6")
        elif name == "q_f3_dir":
            walker.press("o.in")
        else:
            walker.press("skip")
    assert asked == [
        "q_slump", "q_ankle", "q_f1", "q_f2", "q_f3", "q_f3_dir", "q_f4", "q_longbridge", "q_ftf",
    ]  # fmt: skip
    assert "Your next sessions follow these checks." in walker.said()
    assert rotation(walker) == 72  # 42 for the rating, 15 for the sides, 15 for the direction
    assert walker.records[-1].what == "assessment"


def test_the_moves_wait_below_and_the_offer_comes_once() -> None:
    walker = person("p8_skipper")
    walker.press("checks")
    while walker.open_topic().startswith("check."):
        walker.press("skip")
    assert walker.open_topic() == "prompt"
    assert OFFER not in offers(walker)
    walker.say("done 0")
    assert "Done, pain 0" in walker.said()


def test_a_report_given_first_leaves_nothing_to_send_again() -> None:
    walker = person("p8_skipper")
    walker.press("checks")
    for code in ("done", "n.0", "n.3"):
        walker.press(code)
    while walker.open_topic().startswith("check."):
        walker.press("skip")
    assert not walker.conversation.opens
    assert OFFER not in offers(walker)


def test_help_in_the_middle_brings_the_check_back_and_odd_words_get_a_hint() -> None:
    walker = then(lambda: person("p8_skipper"), "=checks")
    walker.command("/help")
    assert walker.open_topic() == "check.q_slump"
    walker.press("why")
    assert "Why I ask" in walker.said()
    walker.say("purple")
    assert "I did not find that on the list." in walker.said()
    assert walker.open_topic() == "check.q_slump"


def test_forged_taps_are_closed() -> None:
    walker = then(lambda: person("p8_skipper"), "=checks")
    for code in ("back", "unsure", "o.nothing"):
        walker.tap_forged(code)
        assert walker.toasts() == ["That question is closed."], code
    walker = p1(done=None)
    walker.tap_forged("checks")
    assert walker.toasts() == ["That question is closed."]
