"""Telling the living from the dead."""

from __future__ import annotations

from pathlib import Path

from bot.presence import Presence


def test_a_process_is_alive_until_it_leaves(tmp_path: Path) -> None:
    one, other = Presence(tmp_path), Presence(tmp_path)
    assert one.is_alive(other.name)
    assert other.is_alive(one.name)
    other.close()
    assert not one.is_alive(other.name)
    one.close()


def test_nobody_of_an_unknown_name_is_alive(tmp_path: Path) -> None:
    presence = Presence(tmp_path)
    assert not presence.is_alive("somebody")
    presence.close()


def test_the_traces_of_the_dead_are_removed(tmp_path: Path) -> None:
    (tmp_path / "dead").touch()
    presence = Presence(tmp_path)
    assert not presence.is_alive("dead")
    presence.close()
    assert list(tmp_path.iterdir()) == []
