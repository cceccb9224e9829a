# ruff: noqa: E501 (sentences and odd characters stay on one line)
"""Subjects, objects and prepositional fillers of predicates, whatever the wording; sentences written for the purpose.

A case is "sentence | predicate | role=words role=words": the heads that fill a role, in text order, joined by "+";
"role=-" means that nothing fills it. Two predicates with one spelling are told apart by #2.
"""

from functools import cache

import pytest

from dateline.frames import Frame, Words
from dateline.reading import Reading
from dateline.spans import cut
from dateline.stages.framing import find_frames
from dateline.stages.reading import Parser, load_parser, read
from dateline.story import Story

VOICE = """
Norway condemned the verdict on Tuesday. | condemned | subj=Norway obj=verdict
Rebels in the hills of Kachin attacked two police posts before dawn. | attacked | subj=Rebels obj=posts
On Friday, Kenyan police arrested a pastor in Malindi. | arrested | subj=police obj=pastor in=Malindi
Two soldiers were killed by rebels near Goma. | killed | subj=rebels obj=soldiers
Two soldiers were killed near Goma on Sunday. | killed | subj=- obj=soldiers
Two were killed and five wounded in the blast. | killed | subj=- obj=Two
The bridge was destroyed by a Ukrainian missile. | destroyed | subj=missile obj=bridge
The reporter got arrested in Baku. | arrested | subj=- obj=reporter
The reporter got arrested by the secret police in Baku. | arrested | subj=police obj=reporter
At least 14 people have been detained by Turkish police since Monday. | detained | subj=police obj=people
The envoy had been expelled by Mali in March. | expelled | subj=Mali obj=envoy
Dozens of villagers were abducted by gunmen in Zamfara. | abducted | subj=gunmen obj=Dozens
A court in Minsk sentenced the activist to nine years in prison. | sentenced | subj=court obj=activist to=years
The activist was sentenced to nine years in prison by a court in Minsk. | sentenced | subj=court obj=activist to=years
The opposition leader was being held by the army. | held | subj=army obj=leader
Chad was promised new helicopters by France. | promised | subj=France obj=Chad+helicopters iobj=Chad
The general was handed a life sentence by a military court. | handed | subj=court
Being attacked by drones, the convoy turned back. | attacked | subj=drones obj=convoy
"""

COORDINATION = """
Sweden and Finland condemned the raid. | condemned | subj=Sweden+Finland obj=raid
Serbia, Kosovo and Albania signed the pact. | signed | subj=Serbia+Kosovo+Albania obj=pact
Bolivia attacked and occupied the island. | attacked | subj=Bolivia obj=island
Bolivia attacked and occupied the island. | occupied | subj=Bolivia obj=island
Police arrested and charged two teachers. | arrested | subj=Police obj=teachers
Police arrested and charged two teachers. | charged | subj=Police obj=teachers
Gunmen killed two soldiers and wounded a third. | killed | subj=Gunmen obj=soldiers
Gunmen killed two soldiers and wounded a third. | wounded | subj=Gunmen obj=third
Two soldiers were killed and a third was wounded by rebels. | wounded | subj=rebels obj=third
Three monks were arrested and later released by Chinese police. | released | subj=police obj=monks
Three monks were arrested and charged with sedition. | charged | subj=- obj=monks with=sedition
Iran condemned the strike and vowed to retaliate. | vowed | subj=Iran
Iran condemned the strike and vowed to retaliate. | retaliate | subj=Iran
The president dissolved parliament, dismissed the cabinet and imposed a curfew. | imposed | subj=president obj=curfew
The president dissolved parliament, dismissed the cabinet and imposed a curfew. | dismissed | subj=president obj=cabinet
Japan as well as Australia sent warships to the area. | sent | subj=Japan+Australia obj=warships to=area
Japan, along with Australia, sent warships to the area. | sent | subj=Japan+Australia obj=warships
Poland, together with Lithuania, closed the border. | closed | subj=Poland+Lithuania obj=border
The bishop met the rebels as well as the governor. | met | subj=bishop obj=rebels+governor
Both Ethiopia and Eritrea rejected the offer. | rejected | subj=Ethiopia+Eritrea obj=offer
Neither Cyprus nor Malta backed the motion. | backed | subj=Cyprus+Malta obj=motion
Rebels stormed the town on Monday, killing the mayor and burning his house. | burning | subj=Rebels obj=house
Troops fired at the crowd but did not enter the mosque. | enter | subj=Troops obj=mosque
The minister will visit Oman and meet the sultan. | meet | subj=minister obj=sultan
The minister flew to Oman on Monday and to Qatar on Tuesday. | flew | subj=minister to=Oman
"""

RELATIVES = """
The troops who seized the airport belong to the presidential guard. | seized | subj=troops obj=airport
The militia, which attacked the village, denied the charge. | attacked | subj=militia obj=village
The group that kidnapped the nuns demanded a ransom. | kidnapped | subj=group obj=nuns
Rebels attacked the troops Moscow sent to the region. | sent | subj=Moscow obj=troops to=region
The troops that Moscow sent arrived on Monday. | sent | subj=Moscow obj=troops
Weapons that Ukraine uses have run short. | uses | subj=Ukraine obj=Weapons
The general, whose troops shelled the town, was sacked. | shelled | subj=troops obj=town
Fighters trained by Rwanda entered the city. | trained | subj=Rwanda obj=Fighters
Fighters backed by Rwanda entered the city. | entered | subj=Fighters obj=city
Soldiers guarding the palace shot two men. | guarding | subj=Soldiers obj=palace
A man accused of killing the mayor was arrested in Lima. | killing | subj=man obj=mayor
Rebels led by General Musa overthrew the president. | overthrew | subj=Rebels obj=president
Rebels led by General Musa overthrew the president. | led | subj=Musa obj=Rebels
He visited the country that invaded Kuwait in 1990. | invaded | subj=country obj=Kuwait
The deal, signed by Greece and Egypt in Cairo, angered Turkey. | signed | subj=Greece+Egypt obj=deal
The men, who were arrested by Danish police, deny the charge. | arrested | subj=police obj=men
The envoy met the families of sailors held by the pirates. | held | subj=pirates obj=sailors
"""

CONTROL = """
France urged Iran to stop the enrichment. | stop | subj=Iran obj=enrichment
France urged Iran to stop the enrichment. | urged | subj=France obj=Iran
Spain promised Chad to send tents. | send | subj=Spain obj=tents
The army was forced to withdraw from the town. | withdraw | subj=army from=town
Peru accused Bolivia of attacking fishermen. | attacking | subj=Bolivia obj=fishermen
Peru accused Bolivia of attacking fishermen. | accused | subj=Peru obj=Bolivia
Guards prevented the monitors from entering the camp. | entering | subj=monitors obj=camp
Zambia praised Angola for helping refugees. | helping | subj=Angola obj=refugees
Myanmar angered its neighbours by arresting the ambassador. | arresting | subj=Myanmar obj=ambassador
The king left for Paris after visiting Rabat. | visiting | subj=king obj=Rabat
The king met the pope before flying to Lisbon. | flying | subj=king to=Lisbon
The colonel was accused of killing villagers. | killing | subj=colonel obj=villagers
The colonel was accused by the court of killing villagers. | killing | subj=colonel obj=villagers
The colonel was accused by the court of killing villagers. | accused | subj=court obj=colonel
Turkey threatened to attack the Kurdish militia. | attack | subj=Turkey obj=militia
Fiji asked New Zealand to send nurses. | send | subj=Zealand obj=nurses
Fiji called on New Zealand to send nurses. | send | subj=Zealand obj=nurses
Fiji was asked to send nurses. | send | subj=Fiji obj=nurses
The minister said Ghana was ready to recognise the government. | recognise | subj=Ghana obj=government
The junta is expected to release the singer. | release | subj=junta obj=singer
Tunisia wants Libya to reopen the crossing. | reopen | subj=Libya obj=crossing
The union vowed to continue to boycott the vote. | boycott | subj=union obj=vote
The premier refused to meet the strikers. | meet | subj=premier obj=strikers
The admiral pleaded guilty to taking bribes. | taking | subj=admiral obj=bribes
The rebels agreed to stop shelling the port. | shelling | subj=rebels obj=port
The court barred the party from fielding candidates. | fielding | subj=party obj=candidates
The law allows police to detain suspects for a year. | detain | subj=police obj=suspects
The unit was sent to Darfur to protect civilians. | protect | subj=unit obj=civilians
The villagers blamed the army for burning their huts. | burning | subj=army obj=huts
The premier apologised for insulting the queen. | insulting | subj=premier obj=queen
Egypt invited Sudan to attend the summit. | attend | subj=Sudan obj=summit
The senator met the exiles to discuss sanctions. | discuss | subj=senator obj=sanctions
"""

NOUN_INFINITIVES = """
A plan by Eritrea to invade Djibouti was revealed. | invade | subj=Eritrea obj=Djibouti
Nicaragua defended its decision to expel the nuncio. | expel | subj=its obj=nuncio
Vanuatu's decision to expel the envoy was criticised. | expel | subj=Vanuatu obj=envoy
The decision of the court to free the general angered many. | free | subj=court obj=general
Moldova rejected calls to recognise the enclave. | recognise | subj=Moldova obj=enclave
Belarus made an offer to mediate the dispute. | mediate | subj=Belarus obj=dispute
Paraguay has no plans to close its embassy. | close | subj=Paraguay obj=embassy
The admiral played a role in planning the coup. | planning | subj=admiral obj=coup
The threat by the rebels to blow up the pipeline alarmed Quito. | blow | subj=rebels obj=pipeline
"""

PARTICIPLES = """
A truck bomb exploded in Kabul, killing 12 people. | killing | subj=bomb obj=people
Gunmen opened fire on a bus in Mali, killing 12 people. | killing | subj=Gunmen obj=people
China summoned the envoy, accusing Manila of smuggling cement. | accusing | subj=China obj=Manila
China summoned the envoy, accusing Manila of smuggling cement. | smuggling | subj=Manila obj=cement
Calling the raid a violation, Ecuador expelled the diplomats. | Calling | subj=Ecuador obj=raid
Ecuador expelled the diplomats, calling the raid a violation. | calling | subj=Ecuador obj=raid
Speaking in Rome, the chancellor ruled out talks. | Speaking | subj=chancellor
Citing security, Kuwait closed the border with Iraq. | closed | subj=Kuwait obj=border
Having lost the vote, the premier resigned. | lost | subj=premier obj=vote
Ousted by the army in May, the president fled to Togo. | Ousted | subj=army obj=president
The ferry sank off Samar, leaving 30 people dead. | leaving | subj=ferry
Mexico extradited the drug lord to Texas, ending a long dispute. | ending | subj=Mexico obj=dispute
"""

SMALL_CLAUSES = """
Israel let aid trucks pass the crossing. | pass | subj=trucks obj=crossing
Belgium will help Benin train its police. | train | subj=Benin obj=police
Belgium will help Benin train its police. | help | subj=Belgium obj=Benin
The treaty helps Kenya withstand Chinese pressure. | withstand | subj=Kenya obj=pressure
The army made the villagers leave the valley. | leave | subj=villagers obj=valley
Witnesses saw soldiers beat a student. | beat | subj=soldiers obj=student
The judge ordered the general jailed. | ordered | subj=judge
The union wants the minister sacked. | wants | subj=union
"""

OBJECTS = """
Germany gave Ukraine two radars. | gave | subj=Germany obj=radars iobj=Ukraine
Germany gave two radars to Ukraine. | gave | subj=Germany obj=radars to=Ukraine
India will send Sri Lanka rice and fuel. | send | subj=India obj=rice+fuel iobj=Lanka
The bank lent Malawi 90 million dollars. | lent | subj=bank iobj=Malawi
Japan offered Nepal a loan for a new airport. | offered | subj=Japan iobj=Nepal obj=loan
The state awarded the firm a contract. | awarded | subj=state iobj=firm obj=contract
Portugal carried out an air strike. | carried | subj=Portugal obj=strike
The militia shot down a drone. | shot | subj=militia obj=drone
The militia shot a drone down. | shot | subj=militia obj=drone
Senegal broke off relations with Qatar. | broke | subj=Senegal obj=relations
The police called off the search. | called | subj=police obj=search
The insurgents blew up a bridge in Borno. | blew | subj=insurgents obj=bridge
The talks were called off by Khartoum. | called | subj=Khartoum obj=talks
The premier stepped down after the protests. | stepped | subj=premier
"""

QUANTITIES = """
Tens of thousands of workers marched in Lyon. | marched | subj=thousands
A group of senators visited Taipei. | visited | subj=group obj=Taipei
Rebels killed at least 12 of the soldiers. | killed | subj=Rebels obj=12
Hundreds of protesters gathered outside the court in Tbilisi. | gathered | subj=Hundreds
More than 3,000 people fled the fighting. | fled | subj=people obj=fighting
"""

NOUNS = """
Israel's strikes on Lebanon continued on Monday. | strikes | poss=Israel on=Lebanon
The king's visit to Bahrain ended on Friday. | visit | poss=king to=Bahrain
Turkish strikes in northern Iraq killed three fighters. | strikes | amod=Turkish in=Iraq
A Saudi-led coalition strike on a prison in Yemen killed dozens. | strike | compound=coalition on=prison
The invasion of Grenada by American troops was condemned. | invasion | of=Grenada by=troops
Talks between Armenia and Azerbaijan stalled. | Talks | between=Armenia+Azerbaijan
Talks with the Taliban stalled. | Talks | with=Taliban
Protests against the regime spread to Homs. | Protests | against=regime
The attack on the convoy by rebels killed two. | attack | on=convoy by=rebels
Nigeria carried out an attack on the rebels. | attack | subj=Nigeria on=rebels
Estonia held talks with Latvia on Tuesday. | talks | subj=Estonia with=Latvia
Estonia held two days of talks with Latvia. | talks | subj=Estonia with=Latvia
The sultan paid a visit to Jordan. | visit | subj=sultan to=Jordan
There were clashes between police and miners in Oruro. | clashes | between=police+miners in=Oruro
The emir arrived in Seoul for talks with the president. | talks | subj=emir with=president
The emir is on a state visit to Seoul. | visit | subj=emir to=Seoul
The army launched a raid on the camp, killing five. | raid | subj=army on=camp
A meeting of the two presidents in Astana was postponed. | meeting | of=presidents in=Astana
The United States imposed sanctions on two Iranian generals. | imposed | subj=States obj=sanctions on|obj_on=generals
The union called for a strike against the reform. | strike | against=reform
Sudan broke a truce with the rebels. | truce | with=rebels
The strike, carried out by Israel, hit a school. | strike | subj=Israel
The attack was carried out by Boko Haram. | attack | subj=Haram
Talks were held between Oslo and Moscow. | Talks | between=Oslo+Moscow
"""

NAMES = """
China's top diplomat Wang Yi visited Fiji. | visited | subj=diplomat obj=Fiji
The minister, Ana Ruiz, condemned the attack. | condemned | subj=minister obj=attack
Interior Minister Ana Ruiz condemned the attack. | condemned | subj=Ruiz obj=attack
"The talks failed," said Ruiz. | said | subj=Ruiz
The vote was unfair, the opposition said. | said | subj=opposition
"The vote was unfair," opposition leader Ana Ruiz told reporters in Lima. | told | subj=Ruiz
German Chancellor Olaf Scholz met Turkish President Recep Tayyip Erdogan in Ankara. | met | subj=Scholz obj=Erdogan in=Ankara
Ruiz, the mayor of Lima, visited Quito. | visited | subj=Ruiz obj=Quito
He met his Thai counterpart in Hanoi. | met | subj=He obj=counterpart
Late on Friday, after hours of talks, rebels freed the nuns. | freed | subj=rebels obj=nuns
"""

HEADLINES = """
Russia bombs hospital in Kharkiv | bombs | subj=Russia obj=hospital in|obj_in=Kharkiv
Iran sentences two activists to death | sentences | subj=Iran obj=activists
Venezuela frees American prisoners | frees | subj=Venezuela obj=prisoners
Protesters storm parliament in Nairobi | storm | subj=Protesters obj=parliament
Mali expels French ambassador | expels | subj=Mali obj=ambassador
Israel strikes Gaza after rocket fire | strikes | subj=Israel obj=Gaza
US sanctions Chinese firms over chips | sanctions | subj=US obj=firms
Ukraine attacks Crimea bridge | attacks | subj=Ukraine obj=bridge
Kenya police arrest 40 protesters | arrest | subj=police obj=protesters
Two killed in Karachi blast | killed | subj=- obj=Two
Taliban ban women from parks | ban | subj=Taliban obj=women
"""

PREPOSITIONS = """
Ghana will provide Togo with new radars. | provide | subj=Ghana obj=Togo with=radars
Ghana imposed a ban on poultry from Togo. | imposed | subj=Ghana obj=ban obj_on|on=poultry
Russia launched missiles at Odesa. | launched | subj=Russia obj=missiles at|obj_at=Odesa
The army clashed with rebels in Kivu. | clashed | subj=army with=rebels in=Kivu
The bishop spoke out against the law. | spoke | subj=bishop against=law
The council voted in favour of sanctions against the junta. | voted | subj=council
The troops pulled out of Kidal. | pulled | subj=troops of=Kidal
Portugal joined Spain in condemning the coup. | condemning | subj=Portugal obj=coup
Colombia complained to the United Nations about the raid. | complained | subj=Colombia to=Nations about=raid
"""

LONG_LEADS = """
Senegal's army on Saturday captured three bases of separatist rebels in the southern region of Casamance, officials said. | captured | subj=army obj=bases
A Belarusian court on Wednesday sentenced a leading rights activist to 10 years in prison, drawing condemnation from the European Union and the United States. | sentenced | subj=court obj=activist
A Belarusian court on Wednesday sentenced a leading rights activist to 10 years in prison, drawing condemnation from the European Union and the United States. | drawing | subj=court obj=condemnation
Thousands of angry farmers blocked roads across Poland on Tuesday to protest against cheap grain imports from Ukraine. | blocked | subj=Thousands obj=roads
Thousands of angry farmers blocked roads across Poland on Tuesday to protest against cheap grain imports from Ukraine. | protest | subj=Thousands against=imports
Suspected jihadists riding motorcycles raided a village in northern Burkina Faso, killing nine civilians and torching a clinic, two security sources said on Thursday. | raided | subj=jihadists obj=village
Suspected jihadists riding motorcycles raided a village in northern Burkina Faso, killing nine civilians and torching a clinic, two security sources said on Thursday. | torching | subj=jihadists obj=clinic
South Korea's military fired warning shots on Tuesday after North Korean soldiers crossed the border, the joint chiefs of staff said. | fired | subj=military obj=shots
South Korea's military fired warning shots on Tuesday after North Korean soldiers crossed the border, the joint chiefs of staff said. | crossed | subj=soldiers obj=border
The United Nations said on Monday it would suspend deliveries of food to areas held by the Houthis in Yemen. | suspend | subj=it obj=deliveries
"""

BEYOND = """
The journalist, whom police arrested in June, was freed. | arrested | subj=police obj=journalist
The troops Moscow sent arrived on Monday. | sent | subj=Moscow obj=troops
Belarus made an offer to host talks. | host | subj=Belarus obj=talks
"""

WORDS = Words(
    nouns=frozenset(
        [
            "attack",
            "clash",
            "invasion",
            "meeting",
            "protest",
            "raid",
            "sanction",
            "strike",
            "talk",
            "truce",
            "visit",
            "war",
        ]
    ),
    adjectives=frozenset(("hostile",)),
    light=frozenset(["arrive", "be", "carry", "carry_out", "hold", "launch", "make", "pay"]),
)
GROUPS = {
    name: value
    for name, value in dict(globals()).items()
    if name.isupper() and isinstance(value, str) and name != "BEYOND"
}
CASES = [line for group in GROUPS.values() for line in group.strip().splitlines()]


@cache
def parser() -> Parser:
    return load_parser()


def reading_of(text: str) -> Reading:
    """A story of one paragraph, parsed."""
    return read(Story(text=text, paragraphs=(cut(text, 0, len(text)),)), parser())


def frame_of(reading: Reading, predicate: str) -> Frame | None:
    """The frame of the word, or of its n-th occurrence: strike#2."""
    word, _, nth = predicate.partition("#")
    found = [f for f in find_frames(reading, WORDS) if reading.tokens[f.head].text == word]
    return found[int(nth or 1) - 1] if len(found) >= int(nth or 1) else None


def fillers(reading: Reading, frame: Frame, role: str) -> str:
    """Texts of the heads that fill a role (alternatives by |, the first that is filled), in text order, or "-"."""
    heads = next((frame.roles[r] for r in role.split("|") if r in frame.roles), ())
    return "+".join(reading.tokens[i].text for i in sorted(heads)) or "-"


@pytest.mark.parametrize("case", CASES)
def test_roles(case: str) -> None:
    text, predicate, roles = (part.strip() for part in case.split(" | "))
    reading = reading_of(text)
    frame = frame_of(reading, predicate)
    assert frame is not None, "no frame"
    wanted = dict(pair.split("=") for pair in roles.split())
    assert {role: fillers(reading, frame, role) for role in wanted} == wanted


@pytest.mark.parametrize(
    "case", [pytest.param(c, marks=pytest.mark.xfail(strict=True)) for c in BEYOND.strip().splitlines()]
)
def test_roles_beyond_the_parser(case: str) -> None:
    """What the small model misreads so that nothing safe can be told; a better one will fail here."""
    test_roles(case)
