"""When and where did it happen? Sentences written for the purpose; stories are of Thursday 16 May 2024.

A case is "sentence with the [deed's] word | when | where": when is the words of the time, with ~ before it where it is
inherited, "-" for the day of publication, "?" for none; where is the toponym, "-" for none.
"""

# ruff: noqa: E501 (one case a line)

import datetime
import re

import pytest

from dateline.cast import Mention
from dateline.coding import Place, When
from dateline.deeds import Deed
from dateline.spans import cut
from dateline.stages.setting import when_of, where_of
from dateline.stages.standing import status_of
from dateline.stages.times import find_times, load_times
from test_standing import WORDS, marked

COUNTRIES = "Congo; Nigeria; Niger; Chad; Sudan; Turkey; Yemen; Russia; Peru; Chile; Jordan; Oman; Mali"
TOWNS = (
    "Bamako; Goma; Owo; Muscat; Niamey; Doha; Geneva; Homs; Hama; Kinshasa; Paris; Nairobi; Beirut; Vienna; Hanoi; Kano; Tokyo; Astana; "
    "Conakry; Dakar; Mopti; Gao; Lagos; Tbilisi; Baidoa; Bukavu; Caracas; Lyon; Minsk; Amman; Khartoum; Omdurman; Haifa; Donetsk; "
    "Ouagadougou; Lima; Riyadh; Nablus; Jos; Handlova"
)
PUBLISHED = datetime.date(2024, 5, 16)

WHEN = """
Police in Lima on Wednesday [fired] tear gas at miners who have [blocked] a highway since April. | Wednesday; April
The European Union on Monday [imposed] sanctions on nine officials over the [crackdown] in March. | Monday; March
A week after rebels [seized] the airport, the army [retook] it on Sunday. | A week; Sunday
More than 200 people have been [killed] since the war [began] in 2022. | ~2022; 2022
The premier, who [visited] Oman last month, will [travel] to Chad on Saturday. | last month; Saturday
Two soldiers were [killed] on Tuesday night when militants [attacked] their post. | Tuesday night; ~Tuesday night
It was the second [attack] in a week. | -
The leaders [agreed] at a summit in April to [meet] again in June. | April; June
On April 3, 2023, Togo [joined] the bloc. | April 3, 2023
"They [burned] our homes on Friday," a villager told a reporter on Sunday. | Friday
The talks, which [opened] on Monday, are to [end] on Friday. | Monday; Friday
The army said late on Monday it had [shot] down two drones. | -
Chile said on Tuesday that it will [recall] its envoy. | -
At a security forum in Lima on May 3, he [warned] Chile. | May 3
Spain [condemned] an attack on May 3 that killed nine. | -
On Sunday Okello [warned] the rebels. | Sunday
The king went home in March 2020 when Oman fell, just days before rebels [burned] the port. | days
Kuwait agreed on Wednesday to [send] doctors. | -
Guards on Monday began to [withdraw]. | Monday
On Friday, the rebels fled and the army [took] the town. | ~Friday
On Tuesday, Spain denounced the [attack]. | -
On Tuesday, the [attack] killed nine. | Tuesday
The premier arrived on Sunday for [talks]. | Sunday
Officers returned guns [seized] in a raid on Monday. | Monday
He resigned in 2018, weeks after the [murder] of a reporter. | weeks
Crowds [stoned] the embassy when the envoy arrived on Friday. | ~Friday
The envoy had [flown] to Doha to sign the pact when the fighting began on Friday. | ~Friday
Rebels [attacked] a bus near Bamako on Monday. | Monday
On Monday, rebels in the north of Mali [attacked] a bus and [killed] nine people. | Monday; Monday
The minister said on Tuesday that rebels [attacked] the bus on Monday. | Monday
The minister said on Tuesday that rebels had [attacked] the bus. | -
The minister told reporters on Tuesday the army [shelled] the hills. | -
Rebels [attacked] the bus, the minister said on Tuesday. | -
Rebels [attacked] the bus on Monday, the minister said on Tuesday. | Monday
A court on Wednesday [jailed] a poet who had [criticised] the king in March. | Wednesday; March
Police on Sunday [arrested] a man suspected of [stabbing] a priest on Friday. | Sunday; Friday
Monday's [attack] was the worst in years. | Monday
His [visit] to Oman in March was his first. | March
Troops have [held] the town since January. | January
Peru will [close] its embassy by June 30. | June 30
The truce will be [extended] until Sunday. | Sunday
In 2019 Bolivia [expelled] the envoy. | 2019
Guards [seized] the ship on July 26 last year. | July 26 last year
Zambia [recalled] its envoy last week and [expelled] two diplomats on Tuesday. | last week; Tuesday
The two leaders [met] in Accra on Saturday and [agreed] on a truce. | Saturday; Saturday
The soldiers [withdrew] on Friday after the talks [collapsed] on Thursday. | Friday; Thursday
Gunmen [killed] a mayor on Monday, a day after troops [burned] his village. | Monday; a day
Gunmen [killed] a mayor, police said on Wednesday, in an [attack] that took place on Monday. | -; Monday
Georgia's president [visited] Yerevan in April, and he will [visit] Baku in June. | April; June
Japan [condemned] the launch, which [followed] a test in February. | -; February
The raid came two days after France [withdrew] from the valley. | two days
Chad [banned] the party in 2018, when soldiers [arrested] its leader. | 2018; ~2018
The king will [meet] the sultan next week. | next week
The strike, which [began] on Tuesday, [shut] the port. | Tuesday; -
Since Saturday, police have [arrested] 200 people. | Saturday
Three days of [talks] in Doha ended on Sunday. | Sunday
Togo [signed] the pact in 2016, a year after Benin. | 2016
The general, who was [arrested] on May 3, will be tried in June. | May 3
Malawi's foreign minister, speaking on Tuesday in Geneva, [accused] Zambia of [shelling] a village on April 2. | ~Tuesday; April 2
Earlier on Monday, a drone [struck] a depot. | Earlier on Monday
The two armies [clashed] from Monday to Wednesday. | Monday to Wednesday
She was [elected] in 2021. | 2021
In a statement on Tuesday, the embassy [condemned] the raid. | Tuesday
Iran may [attack] the port. | ?
The army did not [attack] the port. | ?
The 2015 [agreement] was [scrapped] by his successor in 2018. | 2015; 2018
The envoy is due to [meet] the rebels on Sunday before flying home on Tuesday. | Sunday
The army [freed] the hostages who were [seized] last month. | -; last month
The army [shelled] Homs on Sunday, killing 12, and [bombed] Hama on Monday. | Sunday; Monday
Kenya [sent] 400 officers in June to a country where gangs [killed] 2,000 people last year. | June; last year
"""

WHERE = """
Clashes in Khartoum [killed] nine people. | Khartoum
Gunmen on motorcycles [attacked] a village in Niger near Gao. | Gao
US officials [met] a delegation from Oman in Geneva. | Geneva
The United States [imposed] sanctions on Russia. | -
Peru [expelled] Chile's ambassador. | -
Turkey said its jets had [struck] targets in Sudan. | Sudan
The envoy, speaking in Doha, said Chad had [freed] nine men. | -
Rebels who control Goma [arrested] nine people in Bukavu. | Bukavu
Troops [crossed] into Chad from Sudan. | Chad
The bishop of Jos was [kidnapped] in Kano. | Kano
A court in Paris [sentenced] a man who had [killed] a priest in Lyon. | Paris; Lyon
The president [flew] to Vienna. | Vienna
Beirut was [bombed] on Monday. | Beirut
At a security forum in Lima on May 3, he [warned] Chile. | Lima
Thousands [protested] in Vienna. | Vienna
Spain [condemned] the bombing in Kano. | -
Speaking in Geneva, the envoy [accused] Sudan of murder. | Geneva
In Geneva, the envoy [condemned] the attack in Kano. | Geneva
The [war] in Sudan has killed thousands. | Sudan
The premier was [hit] as he greeted supporters outside a school in the town of Handlova. | Handlova
Gunmen in Niger [killed] nine people in Gao. | Gao
Officers returned guns [seized] in a raid in Lagos. | Lagos
The premier agreed in Geneva to meet rebels who had [burned] a school in Jos. | Jos
The king of Oman [visited] the president of Peru. | -
Rebels [attacked] a bus near Bamako on Monday. | Bamako
Rebels [killed] nine people in Goma in eastern Congo. | Goma
Gunmen [stormed] a church in Owo, Nigeria, on Sunday. | Owo
France [withdrew] its last troops from Niger. | Niger
The king [visited] Muscat on Friday. | Muscat
Thousands [marched] in the capital Niamey. | Niamey
The two sides held [talks] in Doha. | Doha
Talks in Doha between envoys of Chad and Sudan [ended]. | Doha
Speaking in Geneva, the envoy said the army had [shelled] the town of Homs. | Homs
Speaking in Geneva, the envoy said the army had [shelled] a clinic. | -
Police [arrested] a man outside the Belgian embassy in Kinshasa. | Kinshasa
Iranian lawmakers [condemned] Turkey. | -
The Paris Saint-Germain captain was [robbed]. | -
The University of Nairobi [expelled] nine students. | -
Israeli jets [bombed] Beirut. | Beirut
The army [shelled] Homs, and rebels [attacked] Hama. | Homs; Hama
The ministers [met] in Vienna to discuss a war in Sudan. | Vienna
A [visit] to Hanoi is planned for June. | Hanoi
The [attack] in Kano killed nine. | Kano
The prime minister arrived in Tokyo on Monday for [talks]. | Tokyo
The president will travel to Astana to [meet] his Kazakh counterpart. | Astana
Soldiers [fired] on a crowd in Conakry, residents in Dakar said. | Conakry
The convoy was [attacked] as it drove from Mopti to Gao. | -
The minister, who was born in Lagos, [condemned] the raid. | -
Protesters [gathered] outside parliament in Tbilisi. | Tbilisi
A bomb [exploded] at a market in the Somali town of Baidoa. | Baidoa
The rebels [seized] the airport in Bukavu. | Bukavu
In Caracas, thousands [marched] against the vote. | Caracas
Police in Lyon [arrested] two men. | Lyon
A court in Minsk [jailed] the poet. | Minsk
The president of Chad [met] the king of Jordan in Amman. | Amman
Two people were [killed] in clashes in the Khartoum suburb of Omdurman. | Omdurman
Rockets were [fired] at Haifa. | Haifa
Tanks [rolled] into Donetsk. | Donetsk
Russia will [open] an embassy in Ouagadougou. | Ouagadougou
The foreign ministers of Peru and Chile [signed] the accord in Lima. | Lima
The envoy flew to Riyadh, where he [met] the crown prince. | Riyadh
Soldiers [shot] a boy in Nablus and [arrested] his brother. | Nablus; Nablus
A drone [hit] a ship off Yemen. | Yemen
Gunmen [kidnapped] a priest from a church in Jos. | Jos
The premier was [shot] in the town of Handlova, where his cabinet had held a [meeting]. | Handlova; Handlova
"""


def cases(block: str) -> list[tuple[str, list[str]]]:
    lines = [line.rsplit(" | ", 1) for line in block.strip().splitlines()]
    return [(line, due.split("; ")) for line, due in lines]


@pytest.fixture(scope="module")
def times():
    return load_times()


def shown(when: When | None) -> str:
    if when is None:
        return "?"
    return {"publication": "-", "inherited": "~"}.get(when.basis, "") + (when.text or "")


@pytest.mark.parametrize(("line", "due"), cases(WHEN), ids=[line[:60] for line, _ in cases(WHEN)])
def test_when(line, due, times):
    assert found_when(line, times) == due


def kind(reading, frame):
    return "ACCUSE" if reading.tokens[frame.head].lower in ("condemned", "accused", "warned") else "ASSAULT"


def found_when(line, grammar):
    reading, frames = marked(line)
    known = find_times(reading.text, reading.paragraphs, PUBLISHED, grammar, reading)
    deeds = [Deed(frame=f, entry="test", event=kind(reading, f)) for f in frames]
    return [shown(when_of(d, known, PUBLISHED, status_of(d.frame, reading, WORDS), reading)) for d in deeds]


@pytest.mark.parametrize(("line", "due"), cases(WHERE), ids=[line[:60] for line, _ in cases(WHERE)])
def test_where(line, due):
    assert found_where(line) == due


def found_where(line):
    reading, frames = marked(line)
    places = known_places(reading.text)
    events = [kind(reading, f) for f in frames]
    found = [
        where_of(Deed(frame=f, entry="test", event=e), places, reading) for f, e in zip(frames, events, strict=True)
    ]
    return [p.text if p else "-" for p in found]


def known_places(text):
    """The toponyms of TOWNS and COUNTRIES in a text, as the places stage would give them."""
    found = []
    for admin1, names in ((None, COUNTRIES), ("somewhere", TOWNS)):
        for name in names.split("; "):
            for m in re.finditer(rf"\b{name}\b", text):
                found.append(Place(text=name, start=m.start(), end=m.end(), name=name, country="XXX", admin1=admin1))
    return tuple(sorted(found, key=lambda p: p.start))


def test_a_place_that_the_pattern_names_comes_first():
    line = "Soldiers in Lagos [attacked] a village near Kano."
    reading, [frame] = marked(line)
    places = known_places(reading.text)
    start = reading.text.index("Kano")
    token = reading.tokens_between(start, start + 4).start
    span = cut(reading.text, start, start + 4)
    named = Mention(span=span, first=token, last=token + 1, head=token, entity=0, form="name")
    deed = Deed(frame=frame, entry="test", event="ASSAULT", places=(named,))
    assert [p.text for p in [where_of(deed, places, reading)] if p] == ["Kano"]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Troops have [held] the town since January.", ("2024-01-01", "2024-05-16")),
        ("Dozens have been [jailed] since the war began in 2022.", ("2022-01-01", "2024-05-16")),
        ("The truce will be [extended] until Sunday.", ("2024-05-16", "2024-05-19")),
        ("Guards [seized] the ship on July 26 last year.", ("2023-07-26", "2023-07-26")),
        ("Peru will [free] them.", ("2024-05-16", None)),
        ("Gunmen [killed] a mayor on Monday, a day after troops left.", ("2024-05-13", "2024-05-13")),
        ("On Monday, two days after Togo [left] the bloc, Benin followed.", ("2024-05-11", "2024-05-11")),
    ],
)
def test_days(line, days, times):
    reading, [frame] = marked(line)
    known = find_times(reading.text, reading.paragraphs, PUBLISHED, times, reading)
    deed = Deed(frame=frame, entry="test", event="ASSAULT")
    when = when_of(deed, known, PUBLISHED, status_of(frame, reading, WORDS), reading)
    assert when
    assert (when.from_, when.to) == days
