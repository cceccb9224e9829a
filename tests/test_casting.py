"""How people are named, who takes up whom, and which offices are shared or handed on."""

import datetime

import pytest

from dateline.spans import cut
from dateline.stages.actors import find_cast
from dateline.stages.reading import read
from dateline.story import Story


def cast_of(resources, text):
    told = Story(text=text, date=datetime.date(2024, 5, 16), paragraphs=(cut(text, 0, len(text)),))
    return find_cast(told, read(told, resources.parser), resources.index, resources.agents)


def called(cast, words):
    """The entity that these words name; the last mention with these words counts."""
    return cast.entity_of([m for m in cast.mentions if m.span.text == words][-1])


NAMING = [
    ("Volodymyr Zelenskyy left. Zelenskyy flew home.", "Zelenskyy", "Volodymyr Zelenskyy", "UKR"),
    ("Gen. Romeo Brawner Jr. spoke. Brawner left.", "Brawner", "Romeo Brawner Jr.", "PHL"),
    ("On Sunday Zourabichvili spoke.", "Zourabichvili", "Salome Zourabichvili", "GEO"),
    ("A driver, Alex Saab, was freed.", "Alex Saab", "Alex Saab", "VEN"),
    ("The activist Park Sang-hak left.", "Park Sang-hak", "Park Sang-hak", "KOR"),
    ("Only pirates do this.", "Only pirates", "pirates", ""),
    ("The EU met in Riga.", "The EU", "European Union", "EUR"),
    ("ECOWAS met in Accra.", "ECOWAS", "ECOWAS", "IGO"),
    ("The EU agreed. Its foreign policy chief, Josep Borrell, flew in.", "Josep Borrell", "Josep Borrell", "EUR"),
    ("North Korea and South Korea talked. The North gave way.", "The North", "North Korea", "PRK"),
]


@pytest.mark.parametrize(("text", "words", "name", "country"), NAMING)
def test_names_are_as_the_story_spells_them_in_full(resources, text, words, name, country):
    entity = called(cast_of(resources, text), words)
    assert (entity.name, entity.country) == (name, country)


TAKEN_UP = [
    ("Kenya and Somalia signed a pact in Rome. Both countries sent envoys.", "Both countries"),
    ("Kenya accused Somalia of a raid. Kenya closed the border. Peru, Chile and Cuba regretted it. "
     "The UN urged both sides to talk.", "both sides"),
    ("Kenya and Somalia blamed one another. Djibouti tried to broker a truce between the two neighbours.",
     "the two neighbours"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), TAKEN_UP)
def test_sets_are_the_salient_ones(resources, text, words):
    assert called(cast_of(resources, text), words).country == "KEN; SOM"


def test_an_unresolved_set_is_still_somebody(resources):
    entity = called(cast_of(resources, "Both sides traded fire in the hills."), "Both sides")
    assert (entity.kind, entity.country) == ("group", "")


LATER_NAMED = [
    ("Police arrested a former finance minister in Lusaka. They took Kelvin Banda away.", "a former finance minister",
     "Kelvin Banda"),
    ("A senior official spoke. Kelvin Banda left.", "A senior official", "senior official"),
    ("President Joe Biden was angry. “This prosecutor is wrong,” he said.", "he", "Joe Biden"),
    ("Antony Blinken telephoned Emmanuel Macron to press him.", "him", "Emmanuel Macron"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), LATER_NAMED)
def test_descriptions_and_pronouns_find_their_names(resources, text, words, name):
    assert called(cast_of(resources, text), words).name == name


TOLD = [
    ("Hezbollah leaders Hassan Nasrallah, Naim Qassem and Hashem Safieddine vanished.",
     ["leader of Hezbollah", "leader of Hezbollah", "leader of Hezbollah"]),
    ("President Zuzana Caputova spoke. Her elected successor, Peter Pellegrini, agreed.",
     ["President", "President-elect"]),
    ("Spain's foreign minister, Jose Manuel Albares, met his Moroccan counterpart, Nasser Bourita.",
     ["foreign minister", "foreign minister"]),
    ("On the same day President Putin spoke.", ["President"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "offices"), TOLD)
def test_offices_are_shared_and_handed_on(resources, text, offices):
    assert [o.office for o in cast_of(resources, text).offices] == offices


@pytest.mark.parametrize("text", ['He met "Ana Torres"', 'Ana Torres "', 'X "Y"', "Ana “", 'Ana "La Jefa'])
def test_a_text_may_end_inside_a_quotation(text, resources):
    cast_of(resources, text)


def test_a_nickname_belongs_to_the_name(resources):
    cast = cast_of(resources, 'Police arrested the suspected trafficker Ana "La Jefa" Torres in Bogota.')
    named = [m.span.text for m in cast.mentions if cast.entity_of(m).kind == "person" and m.form == "name"]
    assert named == ['Ana "La Jefa" Torres']
