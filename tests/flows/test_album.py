"""Today's moves as one album, and the buttons below it."""

from __future__ import annotations

import pytest

from flows.effects import Say
from tests.flows.cards import item, on, press
from tests.flows.days import person, session
from tests.flows.walker import Walker, buttons


def says(walker: Walker) -> list[Say]:
    return [effect for effect in walker.last if isinstance(effect, Say)]


def offers_album(walker: Walker) -> bool:
    prompt = walker.screens[walker.conversation.opens[-1].screen]
    return "album" in [button.code for button in buttons(prompt)]


def test_all_moves_come_as_one_album_and_the_list_below() -> None:
    walker = person()
    moves = tuple(each.exercise for each in session(walker).items)
    walker.press("album")
    album, old, prompt = says(walker)
    assert (album.album, album.buttons, album.screen) == (moves, (), None)
    assert walker.drawn(album) == "Today's moves, in order. Tap one to see it large."
    assert (old.lines[0].key, old.edit_only) == ("moved-down", True)
    assert "session-item" in {line.key for line in prompt.lines}
    assert offers_album(walker)


def test_a_move_that_was_made_easier_is_shown_as_it_is_done_now() -> None:
    walker = person()
    press(walker, "card.1", "ease.1.full")
    moves = [each.exercise for each in session(walker).items]
    press(walker, "list", "album")
    assert list(says(walker)[0].album) == moves  # half of it looks the same


@pytest.mark.parametrize(("moves", "shows"), [(1, False), (2, True), (3, True)])
def test_one_move_makes_no_album(moves: int, *, shows: bool) -> None:
    names = ("n_lying", "s_curl_slow", "a_bow")[:moves]
    walker = on(*(item(name) for name in names))
    walker.command("/today")
    assert offers_album(walker) is shows


def test_who_looks_is_left_in_peace() -> None:
    walker = person()
    walker.press("album")
    assert walker.conversation.looked_at == walker.now


def test_who_wants_words_only_has_no_such_button_and_an_old_one_does_nothing() -> None:
    walker = person()
    walker.conversation = walker.conversation.model_copy(update={"text_only": True})
    walker.press("album")
    assert not says(walker)
    walker.command("/today")
    assert not offers_album(walker)
