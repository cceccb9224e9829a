"""Who fills a pattern's slots: owners, quantities, names beside titles, places, kinds; with a stand-in for the cast."""

from functools import cache

import pytest

from dateline.cast import Cast, Entity, Kind, Mention
from dateline.frames import Words
from dateline.lexicon.matching import Match, Scene, core, match
from dateline.lexicon.patterns import Vocabulary, compile_pattern
from dateline.reading import Reading
from dateline.spans import cut
from dateline.stages.framing import find_frames
from dateline.stages.reading import Parser, load_parser, read
from dateline.story import Story

KINDS: dict[str, tuple[Kind, tuple[str, ...]]] = {
    "Kenya Chad Ghana Peru Bolivia France Iran Ukraine Syrian Israeli Saudi Russia Mali Sweden Finland Togo": (
        "state",
        (),
    ),
    "Ruiz Yi Musa": ("person", ("GOV",)),
    "soldiers rebels army troops militia": ("group", ("MIL",)),
    "protesters villagers people": ("group", ("CVL",)),
    "Goma Kharkiv Aleppo": ("place", ()),
    "court": ("org", ("JUD",)),
}
NAMES = {name: told for names, told in KINDS.items() for name in names.split()}
QUANTITIES = frozenset(("dozen", "group", "hundred", "thousand", "ten", "barrage"))
VOCABULARY = Vocabulary(
    {"missile": ["missile", "cruise+missile"], "talk": ["talk", "peace+talk"]},
    {"defence": "defense"},
    frozenset(["at", "between", "by", "in", "of", "on", "that", "to", "with"]),
)
WORDS = Words(
    frozenset(("strike", "talk", "visit", "attack", "clash")),
    frozenset(("ready",)),
    frozenset(("hold", "be", "pay", "carry_out", "launch")),
)

BOUND = """
Kenya condemned Peru. | A condemn.v R | A=Kenya R=Peru
The army shelled Ukraine's power plants. | A shell.v R | A=army R=Ukraine
The army shelled a Syrian airbase. | A shell.v R | A=army R=Syrian
The army shelled the villages of Kharkiv. | A shell.v R | A=army R=Kharkiv
The rebels burned the house of Ruiz. | A burn.v R | A=rebels R=Ruiz
The rebels entered Goma. | A enter.v R | A=rebels R=Goma
Goma condemned Peru. | A condemn.v R | none
The weather delayed the troops. | A delay.v R | none
The troops were delayed. | A delay.v R | A=- R=troops
The troops were delayed by the weather. | A delay.v R | none
The troops were delayed by protesters. | A delay.v R | A=protesters R=troops
Dozens of protesters blocked the army. | A block.v R | A=protesters R=army
Tens of thousands of people fled Aleppo. | A flee.v R | A=people R=Aleppo
The army fired a barrage of missiles at Togo. | A fire.v @missile at R | A=army R=Togo
The army fired a cruise missile at Togo. | A fire.v cruise+missile at R | A=army R=Togo
The army fired shots at Togo. | A fire.v @missile at R | none
China's top diplomat Wang Yi visited Ghana. | A visit.v R | A=Yi R=Ghana
Israeli strikes on Aleppo continued. | A strike.n on R | A=Israeli R=Aleppo
A Saudi-led strike on Aleppo killed ten. | A strike.n on R | A=Saudi R=Aleppo
Strikes by the army on Aleppo continued. | A strike.n on R | A=army R=Aleppo
Strikes on Aleppo continued. | A strike.n on R | A=- R=Aleppo
Talks between Sweden and Finland failed. | talk.n between A | A=Sweden+Finland
Sweden held talks with Finland. | A hold.v @talk with R | A=Sweden R=Finland
Sweden held talks with Finland. | A talk.n with R | A=Sweden R=Finland
Sweden held peace talks with Finland. | A hold.v peace+talk with R | A=Sweden R=Finland
Sweden held talks with Finland. | A hold.v peace+talk with R | none
Missiles fired by Israeli troops hit Aleppo. | A hit.v R | A=troops R=Aleppo
An attack by rebels killed Ruiz. | A kill.v R | A=rebels R=Ruiz
The court condemned the protest by villagers. | A condemn.v R | A=court R=villagers
France gave Chad missiles. | A give.v R @missile | A=France R=Chad
France gave missiles to Chad. | A give.v R @missile | A=France R=Chad
Kenya denied Ruiz a visa. | A deny.v R | A=Kenya R=Ruiz
The militia seized Goma. | A:armed seize.v R:place | A=militia R=Goma
The villagers seized Goma. | A:armed seize.v R:place | none
The militia seized Ruiz. | A:armed seize.v R:place | none
The court freed Ruiz. | A:gov free.v R:person | A=court R=Ruiz
The villagers freed Ruiz. | A:gov free.v R | none
The villagers freed Ruiz. | A:civil free.v R:any | A=villagers R=Ruiz
Peru agreed to free the soldiers. | A agree.v to:free|release | A=Peru
Peru agreed to feed the soldiers. | A agree.v to:free|release | none
Peru demanded that Bolivia should leave Togo. | A demand.v that R | A=Peru R=Bolivia
Peru cut prices with Bolivia. | A cut.v !price with R | none
Peru signed an accord. | A sign.v accord (with R) | A=Peru R=-
Peru signed an accord with Bolivia. | A sign.v accord (with R) | A=Peru R=Bolivia
The militia released the soldiers. | A release.v R[soldier|hostage] | A=militia R=soldiers
The militia released the villagers. | A release.v R[soldier|hostage] | none
Sweden and Finland condemned Peru and Bolivia. | A condemn.v R | A=Sweden+Finland R=Peru+Bolivia
The envoys of Kenya met the king of Togo. | A meet.v R | A=Kenya R=Togo
The army called off the visit. | A call_off.v visit | A=army
Kenya is ready to free Ruiz. | A ready.a to:free | A=Kenya
"""


@cache
def parser() -> Parser:
    return load_parser()


def scene_of(text: str) -> Scene:
    """The sentence, parsed, with every word of KINDS as a mention of its own."""
    reading = read(Story(text=text, paragraphs=(cut(text, 0, len(text)),)), parser())
    named = [t for t in reading.tokens if t.text in NAMES]
    entities = tuple(
        Entity(index=i, name=t.text, kind=NAMES[t.text][0], sector=NAMES[t.text][1]) for i, t in enumerate(named)
    )
    mentions = tuple(
        Mention(span=cut(text, t.start, t.end), first=t.i, last=t.i + 1, head=t.i, entity=i, form="name")
        for i, t in enumerate(named)
    )
    return Scene(reading, Cast(entities, mentions), QUANTITIES)


def matched(scene: Scene, source: str) -> Match | None:
    """The first frame's match."""
    pattern = compile_pattern(source, VOCABULARY)
    frames = [f for f in find_frames(scene.reading, WORDS) if f.lemma in pattern.lemmas and f.pos == pattern.pos]
    return next((m for f in frames if (m := match(pattern, f, scene)) is not None), None)


def bound(found: Match, slot: str) -> str:
    return "+".join(m.span.text for m in found.bound.get(slot, ())) or "-"


@pytest.mark.parametrize("case", BOUND.strip().splitlines())
def test_slots(case: str) -> None:
    text, source, expected = (part.strip() for part in case.split(" | "))
    found = matched(scene_of(text), source)
    wanted = {} if expected == "none" else dict(pair.split("=") for pair in expected.split())
    assert (found is None) == (expected == "none")
    assert found is None or {slot: bound(found, slot) for slot in wanted} == wanted


def test_the_noun_that_counts() -> None:
    reading: Reading = scene_of("Tens of thousands of troops left.").reading
    scene = Scene(reading, Cast(), QUANTITIES)
    thousands = next(t for t in reading.tokens if t.text == "thousands")
    assert core(scene, thousands.i).text == "troops"


def test_words_of_the_pattern_are_used_up() -> None:
    scene = scene_of("Sweden held talks with Finland.")
    found = matched(scene, "A hold.v @talk with R")
    assert found is not None
    assert {scene.reading.tokens[i].text for i in found.used} == {"held", "talks"}
