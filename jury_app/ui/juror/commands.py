"""Every command of the juror's window with its keys, in one table.

Keys of single controls (digits, a point, arrows inside a matrix) are the controls' own and stand in
`CONTROL_KEYS` for the list of keys alone.
"""

from jury_app.base.texts import N_
from jury_app.ui.kit.keys import Command

_ANYWHERE = N_("Anywhere")
_QUEUE = N_("The queue")
_FILM = N_("The film")
_CARD = N_("The scorecard")
_NOTE = N_("A note being written")
_APPENDIX = N_("The appendix")

COMMANDS: tuple[Command, ...] = (
    Command("keys", N_("Show all keys"), ("?", "F1"), _ANYWHERE),
    Command("settings", N_("Settings"), ("Ctrl+,",), _ANYWHERE),
    Command("back", N_("Back"), ("Esc",), _ANYWHERE),
    Command("next_unscored", N_("Next film without a scorecard"), ("U",), _ANYWHERE),
    Command("sync", N_("Send and fetch now"), ("Ctrl+S", "F5"), _ANYWHERE),
    Command("export", N_("Export for the office"), ("Ctrl+E",), _ANYWHERE),
    Command("take_in", N_("Read a file from the office"), ("Ctrl+I",), _ANYWHERE),
    Command("endorse", N_("Decisions to endorse"), ("Ctrl+D",), _ANYWHERE),
    Command("larger", N_("Larger text"), ("Ctrl++", "Ctrl+="), _ANYWHERE),
    Command("smaller", N_("Smaller text"), ("Ctrl+-",), _ANYWHERE),
    Command("close", N_("Close the window"), ("Ctrl+Q",), _ANYWHERE),
    Command("search", N_("Search"), ("/", "Ctrl+F"), _QUEUE),
    Command("open", N_("Open the film"), ("Return",), _QUEUE),
    Command("attach", N_("Attach a folder with films"), ("Ctrl+O",), _QUEUE),
    Command("sign_all", N_("Sign all that are complete"), ("Ctrl+Shift+Return",), _QUEUE),
    Command("play", N_("Play or pause"), ("Space",), _FILM),
    Command("pause", N_("Pause"), ("K",), _FILM),
    Command("faster", N_("Forward, faster on repeat"), ("L",), _FILM),
    Command("slower", N_("Back, faster on repeat"), ("J",), _FILM),
    Command("back_5", N_("Back 5 seconds"), ("Left",), _FILM, repeats=True),
    Command("forward_5", N_("Forward 5 seconds"), ("Right",), _FILM, repeats=True),
    Command("back_1", N_("Back 1 second"), ("Shift+Left",), _FILM, repeats=True),
    Command("forward_1", N_("Forward 1 second"), ("Shift+Right",), _FILM, repeats=True),
    Command("frame_back", N_("One frame back"), (",",), _FILM, repeats=True),
    Command("frame_forward", N_("One frame forward"), (".",), _FILM, repeats=True),
    Command("to_start", N_("To the beginning"), ("Home",), _FILM),
    Command("louder", N_("Louder"), ("Up",), _FILM, repeats=True),
    Command("quieter", N_("Quieter"), ("Down",), _FILM, repeats=True),
    Command("mute", N_("Sound on or off"), ("M",), _FILM),
    Command("subtitles", N_("Subtitles"), ("C",), _FILM),
    Command("audio_track", N_("Next audio track"), ("A",), _FILM),
    Command("full_screen", N_("Full screen"), ("F",), _FILM),
    Command("next_screen", N_("Full screen on the next monitor"), ("Shift+F",), _FILM),
    Command("panel", N_("Show or hide the panel"), ("P",), _FILM),
    Command("panel_apart", N_("The panel in a window of its own, or back"), ("Shift+P",), _FILM),
    Command("film_focus", N_("To the film"), ("V",), _FILM),
    Command("note", N_("Note at this moment"), ("N",), _CARD),
    Command("ethics", N_("Ethics flag at this moment"), ("E",), _CARD),
    Command("scores", N_("To the scores"), ("S",), _CARD),
    Command("lanes", N_("To the lanes and the gate"), ("G",), _CARD),
    Command("remarks", N_("To cues and comments"), ("W",), _CARD),
    Command("dossier", N_("To the dossier"), ("D",), _CARD),
    Command("notes", N_("To the notes"), ("T",), _CARD),
    Command("runs", N_("To what was seen"), ("R",), _CARD),
    Command("distribution", N_("My own scores so far"), ("B",), _CARD),
    Command("undo", N_("Undo"), ("Ctrl+Z",), _CARD, repeats=True),
    Command("redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), _CARD, repeats=True),
    Command("sign", N_("Sign"), ("Ctrl+Return",), _CARD),
    Command("history", N_("Earlier versions"), ("Ctrl+H",), _CARD),
    Command("recuse", N_("Step off this film"), ("Ctrl+R",), _CARD),
    Command("note_kind_1", N_("Praise"), ("Ctrl+1",), _NOTE),
    Command("note_kind_2", N_("Doubt"), ("Ctrl+2",), _NOTE),
    Command("note_kind_3", N_("Question for the defense"), ("Ctrl+3",), _NOTE),
    Command("note_kind_4", N_("Ethics"), ("Ctrl+4",), _NOTE),
    Command("note_for_1", N_("To the entrant"), ("Ctrl+5",), _NOTE),
    Command("note_for_2", N_("To chair and panel"), ("Ctrl+6",), _NOTE),
    Command("note_for_3", N_("Private: stays on this laptop"), ("Ctrl+7",), _NOTE),
    Command("find", N_("Search in the appendix"), ("Ctrl+F",), _APPENDIX),
    Command("page_next", N_("Next page"), ("Ctrl+PgDown",), _APPENDIX, repeats=True),
    Command("page_back", N_("Page before"), ("Ctrl+PgUp",), _APPENDIX, repeats=True),
    Command("zoom_in", N_("Larger pages"), ("+", "="), _APPENDIX, repeats=True),
    Command("zoom_out", N_("Smaller pages"), ("-",), _APPENDIX, repeats=True),
    Command("zoom_fit", N_("Pages as wide as the panel"), ("W",), _APPENDIX),
)

CONTROL_KEYS: tuple[tuple[str, str], ...] = (
    ("1 – 9, 0", N_("A score; 0 is ten")),
    (".", N_("Half a step more, where halves are allowed")),
    ("X", N_("Cannot judge this")),
    ("0 – 9, 0 – 9", N_("A lane, or a score beyond ten: 6 5 is 65, 0 5 is 5, 1 0 0 is 100")),
    ("+ -", N_("A score or lane that is given: up or down by a step")),
    ("↑ ↓", N_("To the question before or after")),
    ("Backspace", N_("Take this answer away")),
    ("A", N_("Ethics: all that is unanswered is clear")),
    ("H", N_("Ethics: put the film's present moment to this answer")),
    ("Tab", N_("To the next control")),
)
"""(keys, what they do) of controls that have the focus."""
