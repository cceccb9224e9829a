"""Places: the gazetteer's files, which names are places, and where they are. All sentences are the project's own."""

import itertools
from pathlib import Path

import pytest

from dateline.coding import Place
from dateline.knowledge.gazetteer import Gazetteer, Table, fold, load_gazetteer
from dateline.knowledge.place_words import load_words
from dateline.predict.places import predict_places
from dateline.resources import DATA
from dateline.spans import cut
from dateline.stages.places import find_places
from dateline.stages.reading import Parser, load_parser, read
from dateline.story import Story

FOLDER = DATA / "gazetteer"
MOST_BYTES = 13_000_000


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def places(
    text: str, gazetteer: Gazetteer, parser: Parser, every: bool = False, dateline: str = ""
) -> tuple[Place, ...]:
    """Places of a one-paragraph story; `dateline` is the start of the text that is its dateline."""
    start = len(dateline)
    body = cut(text, start, len(text))
    story = Story(text=text, dateline=(cut(text, 0, start),) if dateline else (), paragraphs=(body,))
    return find_places(story, read(story, parser), gazetteer, every_toponym=every)


def keys(path: Path) -> list[str]:
    return [line.split("\t", 1)[0] for line in path.read_text(encoding="utf-8").splitlines()]


# ------------------------------------------------------------------ the files


@pytest.mark.parametrize("name", ["names.tsv", "divisions.tsv", "countries.tsv", "capitals.tsv"])
def test_keys_are_sorted_by_bytes_and_unique(name: str) -> None:
    found = [key.encode() for key in keys(FOLDER / name)]
    assert found == sorted(set(found))


def test_places_are_sorted_by_number_and_whole() -> None:
    lines = [line.split("\t") for line in (FOLDER / "places.tsv").read_text(encoding="utf-8").splitlines()]
    numbers = [int(fields[0]) for fields in lines]
    assert numbers == sorted(set(numbers))
    codes = set(keys(FOLDER / "countries.tsv"))
    for _, name, iso2, _, kind, population, lat, lon in lines:
        assert name
        assert iso2 in codes
        assert kind in "12KPV"
        assert int(population) >= 0
        assert -90 <= float(lat) <= 90
        assert -180 <= float(lon) <= 180


def test_every_name_leads_to_a_place() -> None:
    known = set(keys(FOLDER / "places.tsv"))
    for line in (FOLDER / "names.tsv").read_text(encoding="utf-8").splitlines():
        key, ids = line.split("\t")
        assert key == fold(key)
        assert {i.rstrip("~") for i in ids.split(",")} <= known, key


def test_hand_made_files_agree_with_the_lists(gazetteer: Gazetteer) -> None:
    words = load_words()
    assert "parish" in words.nouns
    divisions = set(keys(FOLDER / "divisions.tsv"))
    for line in (FOLDER / "abbreviations.yaml").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            assert line.rsplit(" ", 1)[1] in divisions, line
    for name in ("Donbas", "Strait of Hormuz", "Tiananmen Square", "Horn of Africa"):
        assert gazetteer.find(name), name


def test_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


# ------------------------------------------------------------------ look-up


def test_first_and_last_line_are_found() -> None:
    table = Table(FOLDER / "names.tsv")
    every = keys(FOLDER / "names.tsv")
    assert table.find(every[0])
    assert table.find(every[-1])
    assert table.find("no such place at all") is None
    assert table.find("") is None


@pytest.mark.parametrize(
    ("name", "number", "country"),
    [("Moscow", 524901, "RUS"), ("Beijing", 1816670, "CHN"), ("Harbin", 2037013, "CHN"), ("Ukraine", 690791, "UKR"),
     ("Iran", 130758, "IRN"), ("Côte d’Ivoire", 2287781, "CIV"), ("Saint Louis", 4407066, "USA"),
     ("U.S.", 6252001, "USA"),
     ("Rapides Parish", 4338356, "USA"), ("Kosovo", 831053, "KOS")],
)  # fmt: skip
def test_names_are_found_whatever_their_spelling(name: str, number: int, country: str, gazetteer: Gazetteer) -> None:
    found = {entry.id: entry for entry in gazetteer.find(name)}
    assert found[number].country == country


def test_a_feature_without_a_geonames_id_has_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Tiananmen Square")[0].geonameid is None


def test_divisions_have_names_and_points(gazetteer: Gazetteer) -> None:
    illinois = gazetteer.division("US", "IL")
    assert illinois is not None
    assert (illinois.name, round(illinois.lat), round(illinois.lon)) == ("Illinois", 40, -89)
    assert gazetteer.abbreviated("Ill.") == illinois
    assert gazetteer.abbreviated("ill") is None


# ------------------------------------------------------------------ which names are places


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Two people died in clashes near Bakhmut on Monday.", ["Bakhmut"]),
     ("The minister flew to Tehran and will visit Oman next week.", ["Tehran", "Oman"]),
     ("Thousands gathered on Tahrir Square in Cairo.", ["Tahrir Square", "Cairo"]),
     ("Tankers were stopped in the Strait of Hormuz.", ["Strait of Hormuz"]),
     ("A bomb went off in the northern city of Mosul.", ["Mosul"]),
     ("The river flooded villages in Aceh province.", ["Aceh"]),
     ("Police in Rapides Parish arrested a driver.", ["Rapides Parish"]),
     ("BEIRUT: A car bomb killed four people.", ["BEIRUT"]),
     ("Troops began the invasion of Ukraine.", ["Ukraine"])],
)  # fmt: skip
def test_places_are_found(text: str, expected: list[str], gazetteer: Gazetteer, parser: Parser) -> None:
    assert [p.text for p in places(text, gazetteer, parser)] == expected


@pytest.mark.parametrize(
    "text",
    ["Moscow said it would retaliate.",
     "France's president rejected the offer.", "China has strengthened ties to Russia.",
     "Paris Hilton smiled at the cameras.", "The West is decadent, he said.", "He works for the University of Chicago.",
     "The drug helps patients with West Nile virus.", "In March the police praised Justice Jackson.",
     "HIV is spreading fast."],
)  # fmt: skip
def test_actors_and_other_names_are_no_places(text: str, gazetteer: Gazetteer, parser: Parser) -> None:
    assert places(text, gazetteer, parser) == ()


def test_every_toponym_counts_actors_too(gazetteer: Gazetteer, parser: Parser) -> None:
    text = "Moscow said France's president had ties to Serbia."
    assert [p.text for p in places(text, gazetteer, parser, every=True)] == ["Moscow", "France", "Serbia"]


def test_a_full_stop_is_no_part_of_a_name(gazetteer: Gazetteer, parser: Parser) -> None:
    found = places("He lives in Canada. She moved to the U.S. in May.", gazetteer, parser)
    assert [p.text for p in found] == ["Canada", "U.S."]


# ------------------------------------------------------------------ where they are


@pytest.mark.parametrize(
    ("text", "name", "admin1"),
    [("A fire broke out in Springfield, Illinois, on Sunday.", "Springfield", "Illinois"),
     ("A fire broke out in Springfield, Mo., on Sunday.", "Springfield", "Missouri"),
     ("Deputies in Paris, Texas, found the car.", "Paris", "Texas"),
     ("The mayor of Athens met officials from Winder and Watkinsville in Athens.", "Athens", "Georgia"),
     ("Crowds marched in Alexandria and Cairo.", "Alexandria", "Alexandria")],
)  # fmt: skip
def test_context_says_which_one(text: str, name: str, admin1: str, gazetteer: Gazetteer, parser: Parser) -> None:
    found = [p for p in places(text, gazetteer, parser, every=True) if p.name == name]
    assert found
    assert {p.admin1 for p in found} == {admin1}


def test_a_list_of_states_holds_no_towns(gazetteer: Gazetteer, parser: Parser) -> None:
    text = "Cases were reported in Oregon, Texas, Virginia and Washington."
    found = places(text, gazetteer, parser)
    assert [p.admin1 for p in found] == ["Oregon", "Texas", "Virginia", "Washington"]


def test_the_dateline_comes_first_under_its_usual_name(gazetteer: Gazetteer, parser: Parser) -> None:
    found = places("MOSCOW The envoy arrived in Harbin.", gazetteer, parser, dateline="MOSCOW")
    assert [(p.text, p.name, p.geonameid) for p in found] == [
        ("MOSCOW", "Moscow", 524901),
        ("Harbin", "Harbin", 2037013),
    ]


def test_an_unknown_village_has_no_point(gazetteer: Gazetteer, parser: Parser) -> None:
    found = places("Gunmen attacked the village of Qarazulbek in Iraq.", gazetteer, parser)
    village = next((p for p in found if p.text == "Qarazulbek"), None)
    assert village is None or (village.lat is None and village.geonameid is None)


def test_spans_are_slices_and_do_not_overlap(gazetteer: Gazetteer, parser: Parser) -> None:
    text = "From Zürich, Geneva (Switzerland) and St. Gallen to New York, N.Y., and Ho Chi Minh City they flew."
    found = places(text, gazetteer, parser, every=True)
    assert len(found) >= 6
    assert all(text[p.start : p.end] == p.text for p in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert found == places(text, gazetteer, parser, every=True)


def test_an_unlisted_village_has_the_country_of_its_sentence(gazetteer: Gazetteer, parser: Parser) -> None:
    found = places("Attackers burned houses in the village of Dan Kwarra in western Niger.", gazetteer, parser)
    assert [(p.text, p.country, p.geonameid) for p in found] == [
        ("Dan Kwarra", "NER", None),
        ("western Niger", "NER", None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Shells fell in Kharkiv.", 706483), ("Shells fell in Kharkiv region.", 706482),
     ("The governor of Oaxaca ordered an inquiry.", 3522509), ("Farmers in Quebec voted.", 6115047),
     ("Ministers met in Singapore.", 1880252), ("Judges in The Hague agreed.", 2747373),
     ("A ceasefire in Gaza collapsed.", 281132)],
)  # fmt: skip
def test_a_bare_name_means_the_town(text: str, expected: int, gazetteer: Gazetteer, parser: Parser) -> None:
    assert [p.geonameid for p in places(text, gazetteer, parser)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Floods cut off the road from Nairobi to Mombasa.", ["Nairobi", "Mombasa"]),
     ("Rebels marched into Goma at dawn.", ["Goma"]),
     ("The mayor of Kano resigned.", ["Kano"]),
     ("The president left Lima for Bogota.", ["Lima", "Bogota"]),
     ("Dissidents were locked out of Cuba.", ["Cuba"]),
     ("France will send troops to Romania.", ["Romania"]),
     ("Mariupol was shelled again.", ["Mariupol"]),
     ("The highway between Agra and Lucknow was closed.", ["Agra", "Lucknow"]),
     ("The army shelled rebel-held Idlib.", ["Idlib"]),
     ("Gunmen stormed southern Israel and northern Iraq.", ["southern Israel", "northern Iraq"]),
     ("Sweden sent medical supplies to Turkey.", []),
     ("Washington imposed sanctions on Tehran.", []),
     ("The Ukraine war topped the agenda.", []),
     ("It was the deadliest land war in Europe.", []),
     ("The situation in Mali is grave.", []),
     ("The battered Caribbean nation needs help.", [])],
)  # fmt: skip
def test_locations_are_told_from_topics_and_receivers(
    text: str, expected: list[str], gazetteer: Gazetteer, parser: Parser
) -> None:
    assert [p.text for p in places(text, gazetteer, parser)] == expected


@pytest.mark.parametrize(
    ("text", "town", "expected"),
    [("BRATISLAVA, Slovakia (AP) — Police held a man.", "BRATISLAVA", [3060972, 3057568]),
     ("SALEM, N.H. (AP) — Police held a man.", "SALEM", [5092268, 5090174]),
     ("BISSAU, Guinea-Bissau (AFP) - Police held a man.", "BISSAU", [2374775, 2372248]),
     ("LAGOS (Reuters) - Police held a man.", "LAGOS", [2332459])],
)  # fmt: skip
def test_a_dateline_names_the_country_too(
    text: str, town: str, expected: list[int], gazetteer: Gazetteer, parser: Parser
) -> None:
    assert [p.geonameid for p in places(text, gazetteer, parser, dateline=town)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Niger's junta expelled the envoy. Thousands marched in the capital.", ["Niamey"]),
     ("Kenya mourned. Two people died in the capital, Nairobi.", ["Nairobi"]),
     ("Investors moved the capital to France's banks.", [])],
)  # fmt: skip
def test_the_capital_is_that_of_the_country_spoken_of(
    text: str, expected: list[str], gazetteer: Gazetteer, parser: Parser
) -> None:
    assert [p.name for p in places(text, gazetteer, parser)] == expected


# ------------------------------------------------------------------ the task


def test_predict_answers_with_points(gazetteer: Gazetteer, parser: Parser) -> None:
    record: dict[str, object] = {"id": "a", "text": "Floods hit Dhaka.\n\nNepal sent aid.", "date": "2024-07-01"}
    answer = predict_places(record, parser, gazetteer)
    assert answer["id"] == "a"
    found = answer["toponyms"]
    assert isinstance(found, list)
    assert [t["span"] for t in found] == [[11, 16], [19, 24]]
    assert abs(found[0]["lat"] - 23.7) < 0.2


def test_predict_refuses_a_record_without_text(gazetteer: Gazetteer, parser: Parser) -> None:
    with pytest.raises(ValueError, match="no text"):
        predict_places({"id": "a"}, parser, gazetteer)


def test_what_was_considered_is_told(gazetteer: Gazetteer, parser: Parser) -> None:
    (place,) = places("Police arrested 12 people in Springfield, Missouri.", gazetteer, parser)[:1]
    assert (place.name, place.admin1) == ("Springfield", "Missouri")
    (bare,) = places("Police arrested 12 people in Tripoli.", gazetteer, parser)
    assert bare.country == "LBY"
    assert "LBN" in {o.country for o in bare.considered}
    assert bare.geonameid not in {o.geonameid for o in bare.considered}
    assert 0 < len(bare.considered) <= 3
