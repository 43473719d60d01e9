"""What a proved bundle tells an outsider: places and lists, with the titles that it shows."""

from jury_app.exchange.summary import results

ORDER = ["standings", "standings", "standings", "shortlist", "selection"]


def test_the_results_come_in_the_bundles_order_with_titles(played):
    shown = results(played / "results.jury")
    assert [each.kind for each in shown] == ORDER
    combined = shown[2]
    assert (combined.standing, combined.method) == ("combined", "mean/1")
    ranks = [place.rank for place in combined.places if place.rank]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1
    assert "The Sea Forgets" in {place.title for place in combined.places}
    assert {place.state for place in shown[4].places} == {"rank", "held"}


def test_categories_are_shown_by_their_names_beside_their_ids(played):
    for bundle in ("results.jury", "results-public.jury"):
        named = {p.category: p.label for each in results(played / bundle) for p in each.places}
        assert named["generative"] == "Generative Cinema"
        assert all(label != category for category, label in named.items())


def test_a_public_bundle_shows_titles_of_listed_films_alone(played):
    whole, public = results(played / "results.jury"), results(played / "results-public.jury")
    listed = {place.title for place in whole[3].places}
    for ours, theirs in zip(whole, public, strict=True):
        for place, shown in zip(ours.places, theirs.places, strict=True):
            assert (place.rank, place.value, place.state) == (shown.rank, shown.value, shown.state)
            if place.title in listed:
                assert shown.title == place.title
            else:
                assert len(shown.title) == 8
