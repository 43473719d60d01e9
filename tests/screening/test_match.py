"""Files and films: what is certain is matched, what is not is asked."""

import pytest

from jury_app.screening.match import Match, Named, Question, match, role_of, words

MIRROR = Named("a" * 32, ("HK00001", "21000007"), ("Mirror", "鏡子"))
MOON = Named("b" * 32, ("HK00002", "21000008"), ("Conductor Moon",))
SEA = Named("c" * 32, ("HK00003",), ("Das Meer erinnert sich", "The Sea Remembers"), several=True)
FILMS = (MIRROR, MOON, SEA)


def certain(path, films=FILMS):
    result = match(films, [path])
    assert result.questions == ()
    return [(one.film, one.role, one.by) for one in result.matches]


def asked(path, films=FILMS):
    result = match(films, [path])
    assert result.matches == ()
    return [(one.films, one.why) for one in result.questions]


@pytest.mark.parametrize(
    ("path", "by"),
    [
        ("a" * 32 + ".mp4", "id"),
        ("HK00001.mp4", "key"),
        ("hk00001_Mirror_final v2 (1080p).MOV", "key"),
        ("21000007 - whatever.mkv", "key"),
        ("HK00001/final cut.webm", "key"),
        ("Mirror.mp4", "title"),
        ("MIRROR.mp4", "title"),
        ("鏡子.mp4", "title"),
    ],
)
def test_an_id_a_number_or_the_very_title_matches(path, by):
    assert certain(path) == [(MIRROR.film, "film", by)]


def test_a_file_name_given_at_submission_is_a_key():
    film = Named("d" * 32, ("final_cut-3.mp4",), ("Something",))
    assert certain("Final_Cut-3.MP4", (film,)) == [(film.film, "film", "key")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Café Élégie", "Cafe\u0301 E\u0301le\u0301gie.mp4"),  # decomposed, as macOS writes
        ("Café Élégie", "cafe elegie.mp4"),
        ("What? Now: then", "What_ Now_ then.mp4"),  # what Windows does not allow in names
        ("Don’t Look", "Dont Look.mp4"),
        ("शिकायत", "शिकायत.mp4"),
        ("مُرآة", "مرآة.mp4"),
        ("ความทรงจำ", "ความทรงจำ.mp4"),
        ("Straße", "STRASSE.mp4"),
        ("ミラー", "ﾐﾗｰ.mp4"),
        ("鏡子2046", "鏡子 2046.mp4"),
    ],
)
def test_titles_of_any_script_are_known_however_a_disk_writes_them(title, name):
    film = Named("d" * 32, (), (title,))
    assert certain(name, (film,)) == [(film.film, "film", "title")]


def test_vowel_signs_that_carry_meaning_are_kept():
    assert words("कि") != words("का")
    assert words("é") == words("e")


def test_a_title_inside_a_longer_name_is_asked():
    assert asked("Mirror_final_1080p.mp4") == [((MIRROR.film,), "contains")]


def test_one_letter_more_less_or_other_is_asked():
    for name in ("Conductr Moon", "Conductorr Moon", "Conductor Noon"):
        assert asked(f"{name}.mp4") == [((MOON.film,), "typo")]


def test_a_title_of_two_films_is_asked():
    twin = Named("d" * 32, (), ("Mirror",))
    assert asked("Mirror.mp4", (*FILMS, twin)) == [((MIRROR.film, twin.film), "films")]


def test_number_and_title_of_different_films_contradict():
    assert asked("HK00001_Conductor Moon.mp4") == [((MIRROR.film, MOON.film), "contradiction")]


def test_two_numbers_in_one_name_are_asked():
    assert asked("HK00001_HK00002.mp4") == [((MIRROR.film, MOON.film), "films")]


def test_two_files_for_one_film_are_asked_and_neither_is_taken():
    result = match(FILMS, ["HK00002 v1.mp4", "HK00002 v2.mp4"])
    assert result.matches == ()
    assert [(one.path, one.films, one.why) for one in result.questions] == [
        ("HK00002 v1.mp4", (MOON.film,), "files"),
        ("HK00002 v2.mp4", (MOON.film,), "files"),
    ]
    assert MOON.film in result.without


def test_a_film_with_runs_takes_several_files():
    result = match(FILMS, ["HK00003 run 1.mp4", "HK00003 run 2.mp4"])
    assert [one.film for one in result.matches] == [SEA.film, SEA.film]


def test_a_short_number_counts_only_alone():
    film = Named("d" * 32, ("12",), ("Twelve",))
    assert certain("12.mp4", (film,)) == [(film.film, "film", "key")]
    assert match((film,), ["take 12 of it.mp4"]).unknown == ("take 12 of it.mp4",)


def test_trailer_poster_and_appendix_stand_beside_the_film():
    paths = ["HK00001.mp4", "HK00001 trailer.mp4", "HK00001.jpg", "HK00001.pdf", "HK00001 build/"]
    result = match(FILMS, paths)
    assert {(one.path, one.role) for one in result.matches} == {
        ("HK00001.mp4", "film"),
        ("HK00001 trailer.mp4", "trailer"),
        ("HK00001.jpg", "poster"),
        ("HK00001.pdf", "appendix"),
        ("HK00001 build/", "build"),
    }
    assert result.without == (MOON.film, SEA.film)


def test_a_trailer_alone_leaves_the_film_without_a_screener():
    result = match(FILMS, ["Mirror - trailer.mp4"])
    assert result.matches == (Match("Mirror - trailer.mp4", MIRROR.film, "trailer", "title"),)
    assert MIRROR.film in result.without


def test_what_points_to_no_film_is_unknown():
    result = match(FILMS, ["holiday.mp4", "notes.txt", "Makefile"])
    assert result.unknown == ("Makefile", "holiday.mp4", "notes.txt")
    assert result.without == tuple(film.film for film in FILMS)


def test_no_films_and_no_files_are_an_answer_too():
    assert match((), ["x.mp4"]).unknown == ("x.mp4",)
    assert match(FILMS, ()).matches == ()


def test_roles_come_from_the_names():
    assert role_of("x/Trailer_HD.MP4") == "trailer"
    assert role_of("x/film.m2ts") == "film"
    assert role_of("x/readme") is None


def test_at_most_five_films_are_named_in_a_question():
    twins = [Named(f"{n:032x}", (), ("Untitled",)) for n in range(9)]
    (question,) = match(twins, ["Untitled.mp4"]).questions
    assert question == Question(
        "Untitled.mp4", tuple(film.film for film in twins[:5]), "film", "films"
    )
