"""Has it happened? Sentences written for the purpose; the deed's word stands in [brackets]."""

# ruff: noqa: E501 (one case a line)

from functools import cache

import pytest

from dateline.frames import Frame
from dateline.reading import Reading
from dateline.spans import cut
from dateline.stages.framing import noun_frame, verb_frame
from dateline.stages.reading import Parser, load_parser, read
from dateline.stages.standing import status_of
from dateline.stages.standing_words import load_standing
from dateline.story import Story

ACTUAL = """
Israeli forces [killed] a teenager in Jenin on Sunday after he threw stones at a patrol, the Palestinian health ministry said.
Ukrainian drones [hit] an oil depot in Oryol overnight, sparking a fire that crews were struggling to put out.
The ruling party [won] a vote that observers had feared would be postponed.
Congo's army, backed by soldiers from Burundi, [retook] Masisi, but was unable to hold it.
France's parliament [approved] a bill allowing police to use drones.
Cambodian authorities [arrested] an opposition leader who was to have led the march.
Iran's president [met] his Iraqi counterpart before heading to Basra.
The pilots began a three-day [strike] on Wednesday.
The king's surprise [visit] came as the two states sought to end their feud.
Two journalists were [beaten] while trying to film the arrests.
The envoy [accused] both sides of refusing to negotiate.
The general, who has denied wrongdoing, was [sentenced] to ten years.
Germany [delivered] tanks it had promised in March.
Russia [vetoed] the draft, which would have imposed sanctions.
Residents said soldiers went house to house and [shot] men who did not flee.
The two presidents wanted to show unity and so [signed] the letter in public.
We will always [stand] with Georgia.
We will try to [establish] closer ties in farming.
Ethiopian soldiers [shelled] the outskirts of Mekele on Wednesday, hours after the two sides [agreed] in Nairobi to silence their guns, aid workers and residents said.
The Argentine central bank, which had been expected to raise rates, on Thursday [devalued] the peso, surprising traders who had thought it would wait.
At least 31 people were [killed] and scores wounded when a bomb that police believe was meant for a minister went off in Quetta.
Armed men [abducted] a Swiss nurse in Agadez, the third foreigner to be taken this year.
Mr Okello, 61, was [arrested] at the airport as he was about to board a flight to Dubai.
The navy had to [turn] back when fog closed in.
The junta, which has refused to set a date for elections, [released] 40 prisoners on Friday.
Taiwan scrambled jets to [warn] off two bombers.
The governor said rebels [burned] three villages but that no one was hurt.
A court in Tunis, which could have fined him, [sentenced] the blogger to two years.
Peacekeepers opened a corridor so that civilians could leave, and [escorted] them to the river.
Vietnam and Laos resumed [talks] on a dam on Tuesday.
Greek police used water cannon to [break] up a march.
The two leaders met for [talks] in the palace.
The envoy did not mention the [attack] on the convoy.
The [attack] will deepen the rift between the two neighbours.
The premier will condemn the [attack] in a speech on Sunday.
Ghana [condemned] the coup on Monday.
Two soldiers were [killed] when a convoy was [attacked] near the Malian town of Menaka.
Rwanda was forced to [withdraw] its last battalion from the valley in June.
The miners managed to [free] a colleague whom the gang had [kidnapped].
The monitors were able to [enter] the camp for the first time in a year.
Eritrea began to [withdraw] its troops from the border on Saturday.
Norwegian mediators helped to [free] nine hostages.
Riot police used force to [disperse] the crowd outside the ministry.
She was the first chancellor to [visit] the island since 1989.
Bolivian troops were sent to [seize] the gas field, residents said.
Thousands gathered in Minsk to [protest] against the vote.
The foreign minister travelled to Cairo to [meet] his Libyan counterpart.
The admiral went on television in part to [warn] Japan against sailing through the strait.
No fewer than 40 villagers were [killed] by the militia.
The rebels not only [attacked] the barracks but [burned] the archive.
Not since 1994 have the two armies [clashed] so fiercely.
Chad [expelled] the envoy after refusing to accept his letters.
After failing to win over the senate, the president [dissolved] it.
Peru [recalled] its ambassador, saying it could not accept the insult.
The court [jailed] him for planning to blow up a bridge.
Cuba [rejected] a plan to hold a referendum.
Zambia [condemned] Malawi for refusing to extradite the banker.
The two leaders [met] for talks on a pipeline that would cross Bulgaria.
Hungary has yet to explain why it [blocked] the loan.
Serbia continued to [shell] the town after the truce.
He is the third governor to be [arrested] this year.
Talks [resumed] in Muscat even though Yemen's rebels had threatened to stay away.
Villagers who failed to pay were [beaten] by the gunmen.
The army started [bombing] the hills at dawn.
Police kept [firing] tear gas although no one was throwing stones.
The coast guard responded by [ramming] the trawler.
The Danish navy ended up [seizing] the freighter.
Armenia accused Azerbaijan of [shelling] three villages overnight.
Gunmen opened fire, [killing] nine worshippers.
The two sides held [talks] in Doha on Tuesday.
The [attack] killed eleven people.
Uganda's prime minister arrived in Juba after [talks] with the king of Jordan.
An [attack] on a market in Kano left dozens dead.
The president returned from a three-day [visit] to Laos.
He was speaking at the end of a [visit] to Slovakia.
Georgia has been in [talks] with Turkey since March.
Following a [meeting] with the bishops, the minister apologised.
The mayor resigned over last month's [attack] on the synagogue.
Kenyan police said they had [arrested] five men.
Without naming Iran, the envoy [condemned] the shipment of drones.
The pope [called] for a truce, which neither army would accept.
Unable to reach the port, the marines [shelled] it.
The foreign ministry [summoned] the Polish envoy to complain that Warsaw might close the border.
The delegation [visited] the dam before leaving for Addis Ababa, where it is to meet the premier on Friday.
Asked whether he would resign, the premier [accused] the press of lying.
No one doubted that the junta had [ordered] the killing.
It is the worst [attack] on the railway since the war began.
Colombia has already [sent] two planes of food to Haiti.
The strike forced the airline to [cancel] 40 flights.
The king was persuaded to [pardon] the bloggers.
The troops used drones to [attack] the depot.
Rebels took advantage of the fog to [attack] the outpost.
"""

PLANNED = """
Spanish Prime Minister Pedro Ruiz will [visit] Rabat on July 3 for the first time since the row, his office said on Tuesday.
The African Union said it would [send] observers to the vote.
The two sides have agreed to [exchange] 200 prisoners each, the mediator said.
Turkmenistan is preparing to [host] the leaders of five states.
The minister is expected to [sign] the contract during a visit to Jakarta next week.
The rebels, who are to [disarm] under the deal, have yet to say when.
The general said his men were ready to [withdraw].
The alliance plans a [summit] in Vilnius in July.
Cuba's president arrived in Hanoi on Sunday for a four-day [visit].
Envoys of nine states gathered in Nairobi ahead of a [summit] on Sudan.
The government announced that it would [lift] the ban on Monday.
Nauru says it will [cut] ties with Taiwan.
The council is to [name] a premier, [set] up a court and [help] bring in a foreign force.
South Korea and the United States will [hold] naval drills off Jeju next month, the joint chiefs said on Wednesday, ignoring a warning from the North.
The rebels have promised to [lay] down their weapons and [free] the hostages by Sunday.
Chancellor Ute Brandt will travel to Astana on Monday, where she is to [meet] the president and [visit] a uranium mine.
A summit to be [held] in Kigali in May will discuss the dispute.
The force, to be [deployed] by the African Union, will number 3,000.
Lawmakers are set to [vote] on the budget on Friday.
Austria is to [expel] two attaches, its foreign ministry said.
The general's long-awaited [visit] is expected to take place in October.
Doctors voted to [strike] from Monday.
Tanker drivers are threatening a strike and the union will [meet] ministers on Tuesday.
The prime minister, on his way to Tokyo for a [meeting] of donors, spoke to reporters.
Workers have announced a [strike] for Thursday.
The ministry said that flights would resume and that the borders would be [reopened].
Japan will [send] two destroyers to the gulf.
The Thai premier is to [visit] Hanoi next week.
The king is due to [meet] the sultan of Oman on Sunday.
Canada plans to [expel] three attaches.
The commissioner is in Tunis ahead of [talks] with the president.
Iraq's president arrived in Ankara for [talks] on water.
The Dutch minister is expected in Paris on Monday for [talks] with her French colleague.
The crown prince spoke about his upcoming [visit] to Seoul.
On Thursday he [visits] the shipyard in Gdansk.
The minister said the army would [withdraw] from the city by May.
Kuwait agreed to [send] doctors to Gaza.
The battalion has been ordered to [leave] Mali.
Brazil and Peru are preparing to [sign] a pact on the Amazon.
Ethiopia vowed to [retaliate] against the rebels.
Talks will be [held] in Geneva, diplomats said.
The envoys are scheduled to [meet] in Baku before the month is out.
She had planned to [visit] Khartoum in April.
The two ministers are [meeting] in Riga on Friday.
They are going to [discuss] fishing rights.
The senate is about to [impeach] the judge.
The king leaves for Tokyo tomorrow to [sign] the treaty.
Nepal's premier will travel to Beijing to [discuss] a railway.
The parties are ready to [meet] again in Oslo.
The ministers intend to [sign] the accord and [exchange] the prisoners.
Finland's decision to [close] the border takes effect on Monday.
A plan to [deploy] peacekeepers in Haiti was approved.
A [visit] by the pope is planned for September.
The [talks] are due to begin on Tuesday.
A [meeting] between the two generals will take place on Saturday.
Both sides agreed to a [meeting] in Vienna.
The two governments agreed on Wednesday to [resume] flights.
The president promised [aid] to the farmers, and the army will [deliver] it.
A further 300 troops will be [deployed] to the border on Sunday, and the navy will [patrol] the coast.
Shortly before he meets the queen, the premier will [lay] a wreath.
The union has called a [strike] for next Monday.
The summit, which will be [attended] by nine heads of state, opens on Friday.
The Czech president, who is to [visit] Kyiv in June, declined to comment.
Turkey is set to [host] the talks.
Officials arrived in Doha to prepare for a [meeting] of the two presidents.
A delegation left for Washington to [hold] talks with the World Bank.
"""

NEGATED = """
Talks in Cairo failed to [produce] a truce.
The minister said Spain had not [sent] arms to the militia.
The premier postponed a [trip] to Brussels.
Iran dismissed the report and said it had never [supplied] drones to the rebels.
The two sides never [signed] the accord.
The army says it did not [bomb] the school.
Police made no [arrests] and no one was [hurt].
Ankara refused to [extradite] the preacher.
The soldiers were ordered not to [shoot].
The union called off a [strike] that was to begin on Monday.
Poland opted not to [attend] the ceremony.
Without a [vote], the assembly rose.
The Danish premier cancelled her trip to Nuuk, and did not [attend] the opening by video either.
Talks between the port union and the ministry ended without [agreement].
Venezuela denied on Monday that its soldiers had [crossed] into Guyana.
No country has [recognised] the breakaway state.
Under pressure from the army, the premier dropped a plan to [visit] the enclave.
The king stopped short of [apologising] for the massacre.
Neither the president nor his rival [attended] the debate.
The pilots avoided [bombing] the dam.
The police have made no [arrests].
The two countries have not [signed] a peace treaty.
The council did not vote to [expel] the member.
Uruguay has no plans to [send] troops.
The regime never [attacked] us, the elder said.
The minister left without [meeting] the rebels.
Chad left the talks after refusing to [sign] the text.
The army did not [attack] the convoy.
No [talks] were held on Sunday.
Mongolia's president refused to [meet] the delegation.
The negotiators failed to [reach] a deal.
Seoul called off the [talks].
The colonel denied [ordering] the raid.
The protesters dispersed without police [firing] a shot.
The soldiers took the station without [firing] a shot.
Portugal stopped short of [condemning] the strike.
Neither Cyprus nor Malta [backed] the motion.
Neither side [attacked] the other during the feast.
The general denied that his men had [shelled] the clinic.
France has never [recognised] the junta.
No one was [arrested].
The visa was withdrawn and he was unable to [visit] Athens.
The minister declined to [meet] them.
The rebels were prevented from [entering] the town.
Jordan ruled out [sending] troops to Gaza.
The premier cancelled a [visit] to Lima.
The premier's [visit] to Lima was cancelled.
A planned [meeting] with the bishops was called off.
The king will not [visit] Spain.
He could not [attend] the summit because of the snow.
The army neither [attacked] nor [shelled] the camp.
Egypt has yet to [recognise] the council.
The talks broke up without an [agreement].
Sudan is not going to [attend] the conference.
Security forces foiled an [attack] on the embassy.
Lawmakers were barred from [meeting] the prisoners.
The police no longer [arrest] vendors there.
None of the ministers [met] the strikers.
Nobody has been [charged] over the blast.
The cabinet decided against [sending] troops.
Instead of [negotiating], the junta closed the border.
The delegation left Geneva rather than [meet] the rebels.
The envoys did not agree to [meet] again.
Mali has not [withdrawn] or [disarmed] its militia.
There was no [attack] on the dam, the governor said.
The parliament voted not to [ratify] the treaty.
"""

HYPOTHETICAL = """
The militia said it would [attack] ships if the siege was not lifted.
The governor asked the army to [deploy] soldiers to the ports.
The White House warned Moscow that an [invasion] would bring sanctions.
Diplomats say a [deal] could be reached by Friday.
The senator called for the [expulsion] of the envoy.
If the two sides [sign], aid will flow.
The agency is asking donors to [give] 40 million dollars.
Taiwan says China may be planning to [blockade] the island.
The minister did not say whether Finland would [send] tanks.
Has the junta [freed] him?
The suspect is alleged to have [shot] the mayor.
Critics fear that the law would [ban] their party.
The president has threatened to [impose] tariffs on steel.
Analysts say that Bolivia could be forced to [devalue] its currency before the year is out.
The senator said the United States should [send] missiles to Taiwan.
The rebels have said they will [kill] the hostages if the army advances.
The tribunal must now decide if the state [violated] the treaty.
The opposition has asked the court to [annul] the vote.
Prosecutors suspect that the colonel [ordered] the killings.
Workers may go on [strike] next week.
Officials in Manila feared that the fleet would [blockade] the reef.
The draft would allow the army to [arrest] suspects.
Norway is weighing whether to [close] its embassy in Tehran.
It is too early to say whether the two sides will [meet] again.
The envoy proposed [talks] between the clans.
The minister denied accepting the bribe and urged the tribunal to [free] him.
The mayor has been pressing the governor to [lift] the curfew.
Iran could [attack] the port, analysts said.
Chile may [withdraw] from the pact.
If Kenya [attacks], Somalia will respond.
Togo will sign unless Benin [withdraws] its complaint.
It was not clear if the rebels had [attacked] the mine.
Voters will decide whether to [leave] the union.
Belarus threatened to [close] the border.
Should Niger [expel] the envoy, Paris would [recall] its own.
Will Turkey [attack]?
They were accused of planning to [bomb] a market.
Three men suspected of [attacking] a church are on the run.
The alleged [attack] took place in a suburb of Dakar.
The junta would not rule out [attacking] the islands.
The colonel did not deny [ordering] the raid.
The council is considering [sending] observers.
The union urged the government to [resume] talks.
He called on Algeria to [free] the poet.
Pakistan called for [talks] with India.
The bishops demanded that the army [withdraw] from the town.
The opposition wants the president to [resign].
Possible [talks] between the two Koreas were discussed.
The governor warned that gangs might [attack] the prison.
The premier said he would [resign] if the bill failed.
Lebanon fears an [attack] on its airport.
There is a risk that the truce will [collapse].
Nigeria would [withdraw] its judges only if Ghana did so too.
The minister asked the court to [ban] the party.
A proposal to [send] troops was debated for hours.
The militia will [attack] if the blockade continues.
Had the army [attacked], thousands would have died.
Any [attack] on the island will be met with force.
In the event of an [attack], both states must consult.
Zimbabwe must [release] the reporters, the union said.
It is unclear whether the two will [meet] in Rome.
A threat to [blockade] the port sent prices up.
They were convicted of plotting to [kill] the vice president.
The rebels would have [attacked] had the truce failed.
Doctors fear the army is going to [storm] the hospital.
There have been calls for an [embargo] on arms to Sudan.
"""

CASES = [
    (status, line)
    for status, block in (
        ("actual", ACTUAL),
        ("planned", PLANNED),
        ("negated", NEGATED),
        ("hypothetical", HYPOTHETICAL),
    )
    for line in block.strip().splitlines()
]
WORDS = load_standing()


@cache
def parser() -> Parser:
    return load_parser()


def marked(line: str) -> tuple[Reading, list[Frame]]:
    """The line without its brackets, parsed, and the frames of the words that stood in them."""
    text = line.replace("[", "").replace("]", "")
    reading = read(Story(text=text, paragraphs=(cut(text, 0, len(text)),)), parser())
    offsets = [i - 2 * n for n, i in enumerate(i for i, c in enumerate(line) if c == "[")]
    return reading, [frame(reading, t.i) for t in reading.tokens if t.start in offsets]


def frame(reading: Reading, i: int) -> Frame:
    token = reading.tokens[i]
    if token.pos in ("VERB", "AUX"):
        return verb_frame(reading, token)
    return noun_frame(reading, token, "n", frozenset(("hold", "arrive", "be")))


@pytest.mark.parametrize(("status", "line"), CASES, ids=[line[:60] for _, line in CASES])
def test_status(status: str, line: str) -> None:
    reading, frames = marked(line)
    assert [status_of(f, reading, WORDS) for f in frames] == [status] * line.count("[")
