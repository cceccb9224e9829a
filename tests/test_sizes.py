"""Counts of dead, injured, arrested and crowds; sentences written for the purpose.

A case is "sentence with the [deed's] word | TYPE | sizes": what the text states for that deed, "-" for nothing.
"""

# ruff: noqa: E501 (one case a line)

import msgspec
import pytest

from dateline.coding import Bounds, Event, Party, Size, Trigger, When
from dateline.deeds import Deed
from dateline.stages.rementions import without_rementions
from dateline.stages.sizes import load_sizes, size_of
from test_standing import marked

CASES = """
More than 2,500 people were [killed] or wounded in Haiti. | ASSAULT | -
The 2023 [murder] of a reporter shook Quito. | ASSAULT | -
Ships [fired] water cannon at a trawler, wounding four sailors. | ASSAULT | injured=4
Soldiers killed 23 men and [wounded] 40. | ASSAULT | injured=40
Rebels [killed] 12 people in Beni. | ASSAULT | dead=12
At least 1,400 people were [wounded] by the army. | ASSAULT | injured=1400
At least 1,400 were [wounded]. | ASSAULT | injured=1400
Gunmen [killed] two dozen soldiers. | ASSAULT | dead=24
Gunmen [killed] a dozen soldiers. | ASSAULT | dead=12
A soldier [shot] a 45-year-old woman. | ASSAULT | -
A soldier [killed] a 45-year-old woman. | ASSAULT | -
A blast [killed] 12 people, including three children. | ASSAULT | dead=12
Gunmen [killed] hundreds of villagers. | ASSAULT | -
The army [killed] thousands. | ASSAULT | -
About 15,000 people [marched] through Lyon. | PROTEST | crowd=15000
Some 300 farmers [protested] in Sofia. | PROTEST | crowd=300
Nearly 2,000 demonstrators [rallied] in Lima. | PROTEST | crowd=2000
A crowd of 400 [gathered] outside the court. | PROTEST | crowd=400
A [protest] by 60 teachers shut the road. | PROTEST | crowd=60
Thousands [marched] in Accra. | PROTEST | -
Police [arrested] 31 men in Tunis. | COERCE | arrested=31
Thirty-one men were [arrested] in Tunis. | COERCE | arrested=31
The [arrest] of nine poets was condemned. | COERCE | arrested=9
Two people were [killed] and 17 wounded. | ASSAULT | dead=2 injured=17
Two people were [killed] and 17 others were wounded. | ASSAULT | dead=2 injured=17
Two people were killed and 17 others were [wounded]. | ASSAULT | injured=17
Rebels [attacked] a bus, killing nine people and wounding 30. | ASSAULT | dead=9 injured=30
Rebels [attacked] a bus and killed nine people. | ASSAULT | dead=9
The [attack] killed nine people. | ASSAULT | dead=9
Nine people were killed in the [attack]. | ASSAULT | dead=9
An [attack] that killed nine people shook the town. | ASSAULT | dead=9
The [attack] left nine people dead and 40 injured. | ASSAULT | dead=9 injured=40
Minister Lungu [condemned] an attack that killed nine people. | ACCUSE | -
Police [arrested] 31 men after rebels killed nine people. | COERCE | arrested=31
Police arrested 31 men after rebels [killed] nine people. | ASSAULT | dead=9
The army [shelled] Homs, killing 12 people, and bombed Hama. | ASSAULT | dead=12
The army shelled Homs, killing 12 people, and [bombed] Hama. | ASSAULT | -
Police fired on 500 [protesters]. | PROTEST | crowd=500
A court [jailed] four men for nine years. | COERCE | arrested=4
More than 1.2 million people [marched] in Caracas. | PROTEST | crowd=1200000
Guards [shot] at the crowd on 12 May. | ASSAULT | -
The 27 leaders [met] in Riga. | CONSULT | -
Some 250 people were [abducted] by the gunmen. | COERCE | arrested=250
Soldiers [fired] on 300 marchers, killing three. | ASSAULT | dead=3
"""
LINES = [line.split(" | ") for line in CASES.strip().splitlines()]
SIZES = load_sizes()


def found(line, kind):
    reading, [frame] = marked(line)
    size = size_of(Deed(frame=frame, entry="test", event=kind), reading, SIZES)
    return " ".join(f"{k}={v}" for k, v in msgspec.to_builtins(size).items()) or "-"


@pytest.mark.parametrize(("line", "kind", "due"), LINES, ids=[line[0][:60] for line in LINES])
def test_size(line, kind, due):
    assert found(line, kind) == due


AGAIN = """
Rebels [attacked] a camp. It was the largest [attack] in years. | 2
The king [met] the rebels on Monday. The [talks] lasted an hour. | 1
The king [met] the rebels on Monday. Fresh [talks] were held on Tuesday. | 2
Rebels [attacked] a camp on Monday. The [attack] killed nine. | 1
Rebels [attacked] a camp on Monday. An [attack] on Friday killed nine. | 2
Rebels [attacked] a camp on Monday. The [attack] on Friday was worse. | 2
Rebels [attacked] a camp. They [attacked] a school. | 2
Rebels [attacked] a camp. This latest [attack] killed nine. | 1
"""
AGAIN_LINES = [line.split(" | ") for line in AGAIN.strip().splitlines()]
REBELS = Party(text="Rebels", start=0, end=6, name="rebels", country="", sector=("REB",))


def event(i, offset, text, word, day):
    when = When(from_=day, to=day, basis="stated" if day else "publication")
    return Event(
        id=str(i), event="ASSAULT", mode=(), context=(), status="actual", historical=False,
        trigger=Trigger(word, offset, offset + len(word)), actor=(REBELS,), recipient=(), when=when, where=None, speaker=None,
        quad=4, score=-9.0, cameo="190", size=Size(), confidence=0.5, rules=(),
        sentence=bounds(text, offset),
    )  # fmt: skip


def bounds(text, offset):
    middle = text.index(". ") + 1
    return Bounds(0, middle) if offset < middle else Bounds(middle + 1, len(text))


@pytest.mark.parametrize(("line", "count"), AGAIN_LINES, ids=[line for line, _ in AGAIN_LINES])
def test_a_definite_noun_that_names_an_earlier_deed_is_no_second_event(line, count):
    reading, frames = marked(line)
    deeds = tuple(Deed(frame=f, entry="test", event="ASSAULT") for f in frames)
    events = []
    for i, f in enumerate(frames):
        token = reading.tokens[f.head]
        sentence = reading.sentences[token.sentence]
        said = reading.text[sentence.start : sentence.end]
        day = next(
            (
                d
                for name, d in (("Monday", "2024-05-13"), ("Friday", "2024-05-10"), ("Tuesday", "2024-05-14"))
                if name in said
            ),
            None,
        )
        events.append(event(i, token.start, reading.text, token.text, day))
    assert len(without_rementions(tuple(events), deeds, reading)) == int(count)
