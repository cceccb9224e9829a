"""Who appears in a story: every example of every noun, and sentences of ours about every region and kind of actor."""

import datetime

import pytest

from dateline.knowledge.days import first_day, last_day
from dateline.knowledge.folding import fold, words_of
from dateline.knowledge.index import build_index
from dateline.knowledge.tables import Holder, Knowledge, OfficeSeries, Organisation, State
from dateline.lexicon.agents import Anaphor, Modifier, load_agents
from dateline.predict.actor_codes import predict_actor_codes
from dateline.predict.entities_coref import predict_entities_coref
from dateline.predict.nominals import load_noun_kinds
from dateline.resources import DATA, load
from dateline.spans import cut
from dateline.stages.actors import find_cast, resolve_speaker_pronouns
from dateline.stages.reading import read, read_many
from dateline.story import Story

FOLDER = DATA / "lexicon/en/agents"
AGENTS = load_agents({})
MODIFIERS = load(FOLDER / "modifiers.yaml", list[Modifier])
ANAPHORS = load(FOLDER / "anaphors.yaml", list[Anaphor])


def story(text, date="2024-05-16"):
    return Story(text=text, date=datetime.date.fromisoformat(date), paragraphs=(cut(text, 0, len(text)),))


def bare(sentence):
    return sentence.split(" => ")[0]


@pytest.fixture(scope="module")
def castings(resources):
    """Every example sentence of the data with its reading and cast."""
    entries = (*AGENTS.entries, *MODIFIERS, *ANAPHORS)
    sentences = list(dict.fromkeys(bare(s) for e in entries for s in (*e.yes, *e.no)))
    stories = [story(s) for s in sentences]
    readings = read_many(stories, resources.parser)
    found = zip(stories, readings, strict=True)
    return {s.text: (r, find_cast(s, r, resources.index, resources.agents)) for s, r in found}


def cast_of(resources, text, date="2024-05-16"):
    told = story(text, date)
    return find_cast(told, read(told, resources.parser), resources.index, resources.agents)


def called(cast, words):
    """The entity that these words name; the last mention with these words counts."""
    mention = [m for m in cast.mentions if m.span.text == words][-1]
    return cast.entity_of(mention)


def has_rule(cast, rule):
    return any(rule in cast.entity_of(m).rules for m in cast.mentions if m.form != "adjective")


@pytest.mark.parametrize("entry", AGENTS.entries, ids=lambda e: e.id)
def test_every_noun_keeps_its_examples(entry, castings):
    assert entry.yes
    assert [s for s in entry.yes if not has_rule(castings[s][1], f"agents:{entry.id}")] == []
    assert [s for s in entry.no if has_rule(castings[s][1], f"agents:{entry.id}")] == []


@pytest.mark.parametrize("entry", MODIFIERS, ids=lambda e: e.id)
def test_every_modifier_keeps_its_examples(entry, castings):
    def gives(sentence):
        return any(set(entry.sector) <= set(e.sector) for e in castings[sentence][1].entities)

    assert [s for s in entry.yes if not gives(s)] == []
    assert [s for s in entry.no if gives(s)] == []


@pytest.mark.parametrize("entry", ANAPHORS, ids=lambda e: e.id)
def test_every_anaphor_takes_up_what_its_examples_say(entry, castings):
    for sentence in entry.yes:
        text, wanted = sentence.split(" => ")
        reading, cast = castings[text]
        heads = {w.split()[-1] for w in entry.words}
        taking = [
            m
            for m in cast.mentions
            if m.form == "noun" and heads & {reading.tokens[m.head].lemma, reading.tokens[m.head].lower}
        ]
        names = [e.name for e in cast.members_of(taking[-1])]
        assert len(names) == len(wanted.split("; ")), (text, names)
        assert all(any(w in n for n in names) for w in wanted.split("; ")), (text, names)
    for sentence in entry.no:
        assert not has_rule(castings[sentence][1], f"agents:anaphors/{entry.id}")


def test_the_lexicon_is_large_and_its_ids_are_unique():
    ids = [e.id for e in (*AGENTS.entries,)]
    assert len(ids) == len(set(ids))
    assert sum(len(e.words) for e in AGENTS.entries) > 1500


PEOPLE = [
    # text, date, words, name, country, sector
    ("Kenyan President William Ruto met the nurses.", "2024-05-16", "William Ruto", "William Ruto", "KEN", ("GOV",)),
    (
        "Defence Minister Andrei Belousov of Russia spoke. Belousov left.",
        "2024-05-16",
        "Belousov",
        "Andrei Belousov",
        "RUS",
        ("GOV",),
    ),
    (
        "Germany's finance minister, Tilda Brandt, resigned on Monday.",
        "2024-05-16",
        "Tilda Brandt",
        "Tilda Brandt",
        "DEU",
        ("GOV",),
    ),
    (
        "Tilda Brandt, Germany's finance minister, resigned on Monday.",
        "2024-05-16",
        "Tilda Brandt",
        "Tilda Brandt",
        "DEU",
        ("GOV",),
    ),
    ("Angela Merkel gave a lecture in Lisbon.", "2018-03-01", "Angela Merkel", "Angela Merkel", "DEU", ("GOV",)),
    ("Angela Merkel gave a lecture in Lisbon.", "2024-05-16", "Angela Merkel", "Angela Merkel", "DEU", ("ELI",)),
    ("Former Brazilian President Ana Lopes was charged.", "2024-05-16", "Ana Lopes", "Ana Lopes", "BRA", ("ELI",)),
    ("Putin thanked the miners.", "2024-05-16", "Putin", "Vladimir Putin", "RUS", ("GOV",)),
    ("The Ghanaian navy chief, Kofi Adjei, took a call.", "2024-05-16", "Kofi Adjei", "Kofi Adjei", "GHA", ("MIL",)),
    (
        "Peruvian opposition leader Rosa Quispe fled abroad.",
        "2024-05-16",
        "Rosa Quispe",
        "Rosa Quispe",
        "PER",
        ("PTY", "OPP"),
    ),
    ("Acme CEO Jane Roe sold her shares.", "2024-05-16", "Jane Roe", "Jane Roe", "", ("BUS",)),
    ("Supreme Court judge Iman Noor of Malaysia freed them.", "2024-05-16", "Iman Noor", "Iman Noor", "MYS", ("JUD",)),
    ("Philippine Senator Luz Reyes objected.", "2024-05-16", "Luz Reyes", "Luz Reyes", "PHL", ("LEG",)),
    (
        "Iranian-born pilot Sam Day landed. U.S. police chief Sam Day thanked him.",
        "2024-05-16",
        "Sam Day",
        "Sam Day",
        "USA",
        ("COP",),
    ),
]


@pytest.mark.parametrize(("text", "date", "words", "name", "country", "sector"), PEOPLE)
def test_people(resources, text, date, words, name, country, sector):
    entity = called(cast_of(resources, text, date), words)
    assert (entity.kind, entity.name, entity.country) == ("person", name, country)
    if "Sam Day" not in name:
        assert entity.sector == sector


GROUPS = [
    ("Ukrainian troops left the town.", "Ukrainian troops", "UKR", ("MIL",)),
    ("Police in riot gear chased Peruvian students.", "Peruvian students", "PER", ("EDU",)),
    ("Western governments protested.", "Western governments", "", ("GOV",)),
    ("France held a vote. The country's parliament passed the law.", "The country's parliament", "FRA", ("LEG",)),
    ("A Thai court jailed two Burmese workers.", "two Burmese workers", "MMR", ("LAB",)),
    ("A Thai court jailed two Burmese workers.", "A Thai court", "THA", ("JUD",)),
    ("Former Polish ministers signed the letter.", "Former Polish ministers", "POL", ("ELI",)),
    ("Gunmen killed a Mexican journalist.", "a Mexican journalist", "MEX", ("JRN",)),
    ("Colombian rebels freed 12 Venezuelan migrants.", "12 Venezuelan migrants", "VEN", ("REF",)),
    ("Opposition lawmakers in Georgia walked out.", "Opposition lawmakers", "GEO", ("LEG", "OPP")),
    ("Rebel officials in Yemen denied it.", "Rebel officials", "YEM", ("REB",)),
    ("Egypt's central bank raised rates.", "Egypt's central bank", "EGY", ("GOV", "BUS")),
    ("Three Kenyans were arrested in Dubai.", "Three Kenyans", "KEN", ("CVL",)),
    ("Rohingya refugees fled the camp.", "Rohingya refugees", "MMR", ("REF",)),
    ("Chechen gunmen killed a priest.", "Chechen gunmen", "RUS", ("UAF",)),
    ("Scottish officials denied it.", "Scottish officials", "GBR", ("GOV",)),
    ("Quebec's Catalans and Cuban-American lawmakers met.", "Cuban-American lawmakers", "USA", ("LEG",)),
    ("The Ministry of Natural Resources sued.", "The Ministry of Natural Resources", "", ("GOV",)),
    ("The Office of the Prosecutor filed charges.", "The Office of the Prosecutor", "", ("JUD",)),
]


@pytest.mark.parametrize(("text", "words", "country", "sector"), GROUPS)
def test_groups(resources, text, words, country, sector):
    entity = called(cast_of(resources, text), words)
    assert (entity.country, entity.sector) == (country, sector)


PLACES = [
    ("Beijing said the talks had failed.", "Beijing", "state", "CHN"),
    ("The two men met in Beijing.", "Beijing", "place", "CHN"),
    ("Moscow accused Kyiv of lying.", "Kyiv", "state", "UKR"),
    ("A blast rocked Nairobi.", "Nairobi", "place", "KEN"),
    ("The plane flew to Harbin.", "Harbin", "place", "CHN"),
    ("The Kremlin hopes for a deal.", "The Kremlin", "state", "RUS"),
    ("The Soviet Union fell in 1991.", "The Soviet Union", "state", "RUS"),
    ("The Japanese surrendered.", "The Japanese", "state", "JPN"),
    ("Israel is shelling the town.", "Israel", "state", "ISR"),
    ("Uzbekistan is calm.", "Uzbekistan", "state", "UZB"),
]


@pytest.mark.parametrize(("text", "words", "kind", "country"), PLACES)
def test_places_and_states(resources, text, words, kind, country):
    entity = called(cast_of(resources, text), words)
    assert (entity.kind, entity.country) == (kind, country)


def test_a_peoples_president_is_not_the_states(resources):
    assert called(cast_of(resources, "The Catalan president resigned."), "The Catalan president").name != "Felipe VI"


def test_the_kremlin_keeps_its_name(resources):
    entity = called(cast_of(resources, "The Kremlin denied it."), "The Kremlin")
    assert (entity.name.removeprefix("The "), entity.sector) == ("Kremlin", ("GOV",))


COREFERENCE = [
    ("President William Ruto spoke. He left.", "He", "William Ruto"),
    ("Angela Merkel met Emmanuel Macron. She praised him.", "She", "Angela Merkel"),
    ("Angela Merkel met Emmanuel Macron. She praised him.", "him", "Emmanuel Macron"),
    ("Ghana sent troops. It said its army was ready.", "its", "Ghana"),
    ("President Vladimir Putin spoke. The Russian leader smiled.", "The Russian leader", "Vladimir Putin"),
    ("The Chinese president flew home.", "The Chinese president", "Xi Jinping"),
    ("Foreign Minister Sergei Lavrov met his Chinese counterpart.", "his Chinese counterpart", "Wang Yi"),
    ("Police and Hezbollah clashed. Protesters fled. They hid in a church.", "They", "Protesters"),
    ("Raising his hat, President William Ruto left.", "his", "William Ruto"),
]


@pytest.mark.parametrize(("text", "words", "name"), COREFERENCE)
def test_coreference(resources, text, words, name):
    assert called(cast_of(resources, text), words).name == name


def test_sets_have_members_and_all_their_countries(resources):
    cast = cast_of(resources, "China trades with Russia, but France has imposed curbs on both countries.")
    entity = called(cast, "both countries")
    assert entity.kind == "set"
    assert [cast.entities[i].name for i in entity.members] == ["China", "Russia"]
    assert entity.country == "CHN; RUS"


def test_pronouns_without_content_name_nobody(resources):
    cast = cast_of(resources, "Ghana held a vote. It was clear that rain would come.")
    assert not any(m.span.text == "It" for m in cast.mentions)


def test_offices_are_told_with_title_and_name(resources):
    text = (
        "Russia's new defence minister, Andrei Belousov, as well as Foreign Minister Sergei Lavrov "
        "and Gazprom CEO Alexei Miller came."
    )
    offices = {o.person: (o.office, o.country, o.text) for o in cast_of(resources, text).offices}
    assert offices["Andrei Belousov"] == ("defence minister", "RUS", "Russia's new defence minister, Andrei Belousov")
    assert offices["Sergei Lavrov"] == ("Foreign Minister", "RUS", "Foreign Minister Sergei Lavrov")
    assert offices["Alexei Miller"][0].split()[0] in ("CEO", "Gazprom")


def test_every_span_is_a_slice_of_the_text(resources):
    text = "Kenya’s president, William Ruto, met U.S. Secretary of State Antony Blinken; the pair spoke to rebels."
    cast = cast_of(resources, text)
    for found in (*(m.span for m in cast.mentions), *cast.offices):
        assert text[found.start : found.end] == found.text


def test_speakers_own_i_and_we(resources):
    told = story("“We will pay, and I will sign,” President William Ruto said.")
    reading = read(told, resources.parser)
    cast = find_cast(told, reading, resources.index, resources.agents)
    ruto = called(cast, "William Ruto").index
    whole = resolve_speaker_pronouns(cast, reading, {t.i: ruto for t in reading.tokens})
    assert [m.span.text for m in whole.mentions if m.entity == ruto and m.form == "pronoun"] == ["We", "I"]
    assert not any(m.span.text in ("We", "I") for m in cast.mentions)


def small_index():
    ruler = OfficeSeries(office="president", rank="head_of_state", holders=[
        Holder(name="Ada Stone", gender="f", from_="2015", to="2020-06-30"),
        Holder(name="Bo Al-Reed", family="Al-Reed", gender="m", from_="2020-07-01"),
    ])  # fmt: skip
    land = State(
        code="ZZA",
        name="The Côte d'Azur Republic",
        aliases=["C.A.R."],
        demonyms=["Azurian"],
        capital="Azur City",
        offices=[ruler],
    )
    club = Organisation(id="club", name="Club of Ten", acronyms=["CT"], country="IGO", from_="2019")
    return build_index(Knowledge((land,), (club,)))


@pytest.mark.parametrize(("day", "office", "sector"), [
    ("2020-06-30", "president", ("GOV",)), ("2020-07-01", "president", ("ELI",)),
    ("2014-12-31", None, None), ("2015-01-01", "president", ("GOV",)),
])  # fmt: skip
def test_offices_are_held_to_the_day(day, office, sector):
    standing = small_index().people[0].as_of(datetime.date.fromisoformat(day))
    assert (standing and standing.office, standing and standing.sector) == (office, sector)


def test_names_are_found_without_accents_articles_and_apostrophes():
    index = small_index()
    for name in ("Cote dAzur Republic", "the Côte d’Azur Republic", "COTE D'AZUR REPUBLIC"):
        assert [r.sense for r in index.find(name)] == ["state"]
    assert index.find("Club of the Ten")
    assert index.people_called("al-Reed") == (1,)
    assert index.holders("ZZA", datetime.date(2021, 1, 1))[0][0].name == "Bo Al-Reed"


def test_days_and_folding():
    assert (first_day("2024"), last_day("2024-02")) == (datetime.date(2024, 1, 1), datetime.date(2024, 2, 29))
    assert (fold("O’Neill"), fold("İstanbul"), words_of("The Bosnia-Herzegovina")) == (
        "oneill",
        "istanbul",
        ["bosnia", "herzegovina"],
    )


def test_acronyms_match_in_capitals_only(resources):
    cast = cast_of(resources, "It helped us a lot, who knows. The US agreed with the WHO.")
    assert not any(m.span.text in ("us", "who") for m in cast.mentions)
    assert called(cast, "The US").country == "USA"


def test_actor_codes(resources):
    record = {
        "id": "1",
        "text": "Ukrainian foreign minister",
        "date": "2024-05-16",
        "context": "The Ukrainian foreign minister left.",
    }
    answer = predict_actor_codes(record, resources.parser, resources.index, resources.agents, resources.gazetteer)
    assert (answer["country"], answer["code_1"], answer["none"]) == ("UKR", "GOV", False)
    nobody = predict_actor_codes(
        {"id": "2", "text": "the weather"},
        resources.parser,
        resources.index,
        resources.agents,
        resources.gazetteer,
    )
    assert nobody["none"]


def test_entities_coref(resources):
    text = "Angela Merkel bought a blue car. She sold the car.\n\nYou saw it."
    found = predict_entities_coref(
        {"id": "1", "text": text}, resources.parser, resources.index, resources.agents, load_noun_kinds()
    )
    chains = {text[a:b]: m.get("chain") for m in found["mentions"] for a, b in [m["span"]]}
    assert chains["Angela Merkel"] == chains["She"]
    assert chains["a blue car"] == chains["the car"]
