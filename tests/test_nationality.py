"""Whose people and bodies are when the text names no country: the place they stand at, else the story's."""

import datetime

import pytest

from dateline.spans import cut
from dateline.stages.actors import find_cast
from dateline.stages.places import find_places
from dateline.stages.reading import read
from dateline.story import Story


@pytest.fixture
def country_of(resources):
    """The country of whom these words name in a text."""

    def find(text, words):
        day = datetime.date(2024, 5, 16)
        told = Story(text=text, date=day, paragraphs=(cut(text, 0, len(text)),))
        reading = read(told, resources.parser)
        places = find_places(told, reading, resources.gazetteer)
        cast = find_cast(told, reading, resources.index, resources.agents, places)
        mention = [m for m in cast.mentions if m.span.text == words][-1]
        return cast.entity_of(mention).country

    return find


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Police arrested 12 people in Springfield. Lebanese and Syrian envoys met.", "Police", "USA"),
        ("Pro-Russian separatists raised their flag over Debaltseve.", "Pro-Russian separatists", "UKR"),
        ("In the Kenyan port of Mombasa, workers went on strike over cranes made in China.", "workers", "KEN"),
        ("Rohingya refugees crossed the river into Bangladesh.", "Rohingya refugees", "MMR"),
        ("The president of the constitutional court in Lima resigned.", "The president", "PER"),
        ("Zambia held a vote. Police counted the ballots.", "Police", "ZMB"),
        ("Zambia held a vote. Zambia was calm. In Malawi, police broke up a march.", "police", "MWI"),
        ("Chile asked for help after a flood. Residents of Goma sent letters.", "Residents", "COD"),
        (
            "The UN in Geneva counted the dead: more than 900 people were killed in Haiti.",
            "more than 900 people",
            "HTI",
        ),
        ("Peru signed the deal. Western governments praised it.", "Western governments", ""),
        ("Peru signed the deal. The government praised it.", "The government", "PER"),
        ("Peru and its allies signed the deal.", "its allies", ""),
        ("The International Criminal Court met. Peru sent files, and Peru thanked the judges.", "the judges", "IGO"),
        ("Ghana voted. Interior Minister Ama Owusu praised the police.", "Ama Owusu", "GHA"),
        ("Ghana voted. The envoy Ama Owusu watched.", "Ama Owusu", ""),
    ],
)
def test_people_and_bodies_get_the_country_that_fits(country_of, text, words, country):
    assert country_of(text, words) == country


def test_a_second_people_of_the_same_word_stays_apart(country_of):
    text = "Kenya sent aid. More than 300 people died in Nairobi. Over 20 people were killed in Juba."
    assert (country_of(text, "More than 300 people"), country_of(text, "20 people")) == ("KEN", "SSD")
