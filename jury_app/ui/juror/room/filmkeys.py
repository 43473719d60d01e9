"""What the keys of the film do to its player."""

from collections.abc import Callable

from jury_app.ui.player.player import Player

LOUDER = 5
"""Percent by which a key makes a film louder."""


def film_commands(player: Player) -> dict[str, Callable[[], object]]:
    """Commands that act wherever the focus is in the room."""
    sound = player.sound
    return {
        "play": player.toggle,
        "pause": player.pause,
        "faster": player.faster,
        "slower": player.slower,
        "back_5": lambda: player.skip(-5000),
        "forward_5": lambda: player.skip(5000),
        "back_1": lambda: player.skip(-1000),
        "forward_1": lambda: player.skip(1000),
        "to_start": lambda: player.seek(0),
        "louder": lambda: sound.set_volume(sound.volume + LOUDER),
        "quieter": lambda: sound.set_volume(sound.volume - LOUDER),
        "mute": lambda: sound.set_muted(not sound.is_muted),
        "subtitles": lambda: next_subtitle(player),
        "audio_track": lambda: next_audio(player),
    }


def frame_commands(player: Player) -> dict[str, Callable[[], object]]:
    """Commands that act while the film itself has the focus."""
    return {
        "frame_back": lambda: player.step(-1),
        "frame_forward": lambda: player.step(1),
    }


def next_subtitle(player: Player) -> None:
    """The next subtitle track that can be shown; after the last one, none."""
    known = [-1, *(track.id for track in player.tracks.subtitles if track.can_be_shown)]
    player.choose_subtitle(_after(known, player.tracks.subtitle))


def next_audio(player: Player) -> None:
    """The next sound track, from the last one to the first."""
    known = [track.id for track in player.tracks.audio]
    if known:
        player.choose_audio(_after(known, player.tracks.audio_track))


def _after(known: list[int], now: int) -> int:
    return known[(known.index(now) + 1) % len(known)] if now in known else known[0]
