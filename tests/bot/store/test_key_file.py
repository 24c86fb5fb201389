"""The key file: made once, for its owner alone, and never half written."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from bot.store import StoreError
from bot.store.crypto import KeyRing
from bot.store.key_file import (
    add_key,
    is_open_to_others,
    keep_first,
    load_key_file,
    load_or_make_key_file,
)

K1 = "k1:" + base64.b64encode(b"1" * 32).decode()
K2 = "k2:" + base64.b64encode(b"2" * 32).decode()


def test_the_first_run_makes_a_key_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "data.key"
    check = load_or_make_key_file(file).check_value()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["data.key"]
    assert load_or_make_key_file(file).fits(check)


def test_an_existing_key_file_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "data.key"
    file.write_text(K2)
    load_or_make_key_file(file)
    assert file.read_text() == K2


@pytest.mark.parametrize("content", ["nonsense", ""])
def test_an_unreadable_key_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "data.key"
    file.write_text(content)
    with pytest.raises(StoreError, match="is no key file"):
        load_or_make_key_file(file)


def test_a_folder_instead_of_a_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be used: Is a directory"):
        load_or_make_key_file(tmp_path)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "data.key"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError, match="it is not text"):
        load_key_file(file)


def test_the_folder_of_a_new_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    """P9."""
    load_or_make_key_file(tmp_path / "keys" / "data.key")
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_a_new_key_goes_in_front_and_the_older_ones_stay(tmp_path: Path) -> None:
    """P9: rotation."""
    file = tmp_path / "data.key"
    file.write_text(K1)
    _, wrapped = KeyRing.parse(K1).new_person_key(1)
    ring = add_key(file, "k2")
    assert ring.names == ("k2", "k1")
    ring.person_key(1, wrapped)
    assert load_key_file(file).names == ring.names
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_older_keys_can_be_dropped(tmp_path: Path) -> None:
    file = tmp_path / "data.key"
    file.write_text(f"{K2}, {K1}")
    assert keep_first(file).names == ("k2",)
    assert file.read_text() == f"{K2}\n"


def test_what_a_link_points_to_is_changed(tmp_path: Path) -> None:
    file, link = tmp_path / "data.key", tmp_path / "link"
    file.write_text(K1)
    link.symlink_to(file)
    add_key(link, "k2")
    assert link.is_symlink()
    assert load_key_file(file).names == ("k2", "k1")


def test_a_change_clears_away_what_a_killed_one_has_left(tmp_path: Path) -> None:
    """A key in a forgotten file is a key too many."""
    file = tmp_path / "data.key"
    file.write_text(K1)
    (tmp_path / "data.key.new-1").write_text(K2)
    add_key(file, "k2")
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_cannot_be_changed_is_named_and_stays(tmp_path: Path) -> None:
    file = tmp_path / ("k" * 250)  # no room for the name of a draft
    file.write_text(K1)
    with pytest.raises(StoreError, match="cannot be changed: File name too long"):
        add_key(file, "k2")
    assert file.read_text() == K1


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o400, False), (0o640, True)])
def test_it_is_seen_whether_others_can_read_it(tmp_path: Path, mode: int, *, is_open: bool) -> None:
    file = tmp_path / "data.key"
    file.write_text(K1)
    file.chmod(mode)
    assert is_open_to_others(file) is is_open
