"""The record in the forms of other programs, each read back by a reader of that form."""

import io
import json
import re

import duckdb
import networkx
import pandas
import pytest
import rdflib
from sqlalchemy import delete, select
from typer.testing import CliRunner

from dateline.cli.commands import app
from dateline.coding import Event
from dateline.exports import acled, cameo, gdelt, icews, phoenix, polecat
from dateline.exports.facts import acled as acled_facts
from dateline.exports.facts import codes_of, countries, words
from dateline.exports.forms import FORMS
from dateline.exports.joined import Period, joined
from dateline.exports.triples import Link, Node, json_ld, n_triples
from dateline.store import schema as t
from dateline.store.opening import reading, writing
from public_columns import COLUMNS
from told_stories import BAND, MORE, attack, changed, event, filled, meeting, other_acts, party, told

TABLES = {
    "polecat": polecat.COLUMNS,
    "icews": icews.COLUMNS,
    "gdelt-events": gdelt.COLUMNS,
    "gdelt-mentions": gdelt.MENTIONS,
    "phoenix": phoenix.COLUMNS,
    "acled": acled.COLUMNS,
}
COUNTS = {"polecat": 40, "icews": 20, "gdelt-events": 61, "gdelt-mentions": 16, "phoenix": 26, "acled": 31}
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own use
HEADED = ("polecat", "icews", "acled")
FLAT_BAND, FLAT_TRADERS = '"Lion Cubs" band', 'traders of the "old" market'
BARE_BAND, BARE_TRADERS = "'Lion Cubs' band", "traders of the 'old' market"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    made = filled(tmp_path_factory.mktemp("record") / "record.db", told())
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    made = filled(tmp_path_factory.mktemp("empty") / "record.db", [])
    yield made
    made.dispose()


def exported(engine, form, period=None):
    of = FORMS[form]
    with reading(engine) as connection:
        return b"".join(of.writer()(joined(connection, period or Period(), told=of.told)))


def frame(engine, form, quoting=0):
    """As pandas reads it, every value as it stands; by default `"` at the start of a field is a quotation mark."""
    names = {} if form in HEADED else {"names": COLUMNS[form], "header": None}
    return pandas.read_csv(io.BytesIO(exported(engine, form)), sep="," if form == "acled" else "\t", dtype=str,
                           keep_default_na=False, quoting=quoting, index_col=False, **names)  # fmt: skip


def run(*words, status=0):
    result = CliRunner().invoke(app, ["export", *map(str, words)])
    assert result.exit_code == status, result.output
    return result.output


@pytest.mark.parametrize("form", TABLES)
def test_tables_have_the_columns_that_readers_expect(engine, form):
    assert [column.name for column in TABLES[form]] == COLUMNS[form]
    assert len(COLUMNS[form]) == COUNTS[form]
    read = frame(engine, form)
    assert list(read.columns) == COLUMNS[form]
    assert len(read) > 0
    for column in TABLES[form]:
        if column.value is None:
            assert set(read[column.name]) == {""}, column.name


@pytest.mark.parametrize("form", TABLES)
def test_the_docs_say_of_every_column_where_it_comes_from(root, form):
    section = (root / "docs/exports.md").read_text().split(f"\n### {form}\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| (\d+) \| (\S.*?) \| (.+) \|$", section, re.M)
    assert [(int(number), name) for number, name, _ in rows] == list(enumerate(COLUMNS[form], 1))
    assert [told.startswith("empty") for *_, told in rows] == [column.value is None for column in TABLES[form]]


@pytest.mark.parametrize("form", ["icews", "gdelt-events", "gdelt-mentions", "phoenix"])
def test_tables_without_quotation_marks_read_the_same_by_both_kinds_of_reader(engine, form):
    assert frame(engine, form).equals(frame(engine, form, quoting=3))
    assert all(line.count(b"\t") == COUNTS[form] - 1 for line in exported(engine, form).splitlines())


def test_the_same_stories_give_the_same_bytes_in_any_order_on_both_databases(engine, place):
    other = filled(place, told()[::-1])
    for form in FORMS:
        assert exported(engine, form) == exported(other, form), form


def test_what_is_joined_has_the_values_of_the_record(engine):
    with reading(engine) as connection:
        rows = {row.id: row for row in connection.execute(select(t.records))}
        found = list(joined(connection, Period()))
    assert [r.id for r in found] == sorted(rows, key=lambda i: (rows[i].day is None, rows[i].day, i))
    for record in found:
        row, event = rows[record.id], record.event
        first = [side[0].name if side else None for side in (event.actor, event.recipient)]
        assert first == [row.actor_name, row.recipient_name]
        assert (event.where.name if event.where else None, event.event, record.lead.id) == (
            row.place,
            row.type,
            row.lead,
        )
        assert (len(record.reports), record.lead.number is not None) == (row.reports, True)


def test_a_record_without_reports_is_named(tmp_path):
    made = filled(tmp_path / "record.db", [meeting()])
    with writing(made) as connection:
        connection.execute(delete(t.reports))
    said = run("icews", "--db", tmp_path / "record.db", status=2)
    assert re.search(r"record [0-9a-f]{16}: it has no report .run: dateline doctor", said)
    made.dispose()


def test_what_the_lead_lacks_comes_from_other_reports(tmp_path):
    sure, other = attack(14, MORE, "Traders die", "AP"), attack(12, MORE, "Dozen shot", "AFP")
    bare = changed(sure[1].events[0], mode=(), where=None)
    made = filled(tmp_path / "record.db", [(sure[0], changed(sure[1], events=(bare,))), other])
    with reading(made) as connection:
        (record,) = joined(connection, Period())
    assert (record.lead.event.mode, record.event.mode) == ((), ("firearms",))
    assert (record.lead.event.where, record.event.where.name) == (None, "Kabul")
    made.dispose()


def test_polecat(engine):
    rows = frame(engine, "polecat").set_index("Event Type")
    attacked = rows.loc["ASSAULT"]
    assert (attacked["Actor Name"], attacked["Recipient Name"]) == (FLAT_BAND, FLAT_TRADERS)
    assert (attacked["Actor COW"], attacked["Quad Code"]) == ("700", "MATERIAL CONFLICT")
    assert (attacked["Recipient Sectors"], attacked["Contexts"]) == ("CVL; BUS", "terrorism; crime")
    assert (attacked["City"], attacked["Feature Type"], attacked["GeoNames ID"]) == ("Kabul", "PPLC", "1138958")
    assert (attacked["Source"], attacked["Intensity"]) == ("AP; Reuters", "-9.0")
    assert sorted(rows.index) == ["AGREE", "ASSAULT", "CONSULT", "CONSULT", "RETREAT"], (
        "no denied act, no plan but a promise"
    )
    assert rows.loc["RETREAT"]["Event Date"] == ""


def test_icews(engine):
    read = frame(engine, "icews")
    attacked = read[read["CAMEO Code"] == "190"].iloc[0]
    assert (attacked["Source Name"], attacked["Target Name"]) == (BARE_BAND, BARE_TRADERS)
    assert (attacked["Source Sectors"], attacked["Target Sectors"]) == ("Rebel", "Business")
    assert (attacked["Source Country"], attacked["Intensity"], attacked["Publisher"]) == ("Afghanistan", "-10.0", "AP")
    assert read["Event ID"].is_unique
    assert read["Event ID"].astype("int64").max() < 2**53


def test_gdelt_events_and_mentions(engine):
    events, mentions = frame(engine, "gdelt-events"), frame(engine, "gdelt-mentions")
    attacked = events[events["EventCode"] == "190"].iloc[0]
    assert (attacked["Actor1Code"], attacked["Actor2Code"]) == ("AFGREB", "AFGCVLBUS")
    assert (attacked["Actor1Name"], attacked["NumMentions"], attacked["NumSources"]) == (BARE_BAND.upper(), "2", "2")
    assert (attacked["Day"], attacked["MonthYear"], attacked["FractionDate"]) == ("20240304", "202403", "2024.1753")
    assert (attacked["ActionGeo_CountryCode"], attacked["ActionGeo_Type"]) == ("AF", "4")
    assert (attacked["IsRootEvent"], attacked["SOURCEURL"]) == ("1", "https://news.example/1")
    met = events[events["EventCode"] == "040"]
    assert set(zip(met["Actor1Code"], met["Actor2Code"], strict=True)) == {
        ("RUSGOV", "CHNGOVELI"),
        ("CHNGOVELI", "RUSGOV"),
    }
    unions = events[events["EventCode"] == "046"]
    assert list(unions["Actor2Code"]) == ["IGOUNO", "IGOEUREEC"]
    assert set(events["GlobalEventID"]) == set(mentions["GlobalEventID"])
    assert events["GlobalEventID"].is_unique
    told_twice = mentions[mentions["GlobalEventID"] == attacked["GlobalEventID"]]
    assert set(zip(told_twice["MentionSourceName"], told_twice["MentionType"], strict=True)) == {
        ("AP", "2"),
        ("Reuters", "1"),
    }
    beijing = mentions[mentions["MentionSourceName"] == "Xinhua"].iloc[0]
    assert beijing["MentionTimeDate"] == "20240304153000"
    text = meeting()[0].text
    assert text[int(beijing["Actor1CharOffset"]) :].startswith("Sergey Lavrov")
    assert (int(beijing["MentionDocLen"]), beijing["Actor2CharOffset"]) == (len(text), "-1")


def test_phoenix(engine):
    read = frame(engine, "phoenix")
    attacked = read[read["EventCode"] == "190"].iloc[0]
    assert (attacked["TargetActorEntity"], attacked["TargetActorRole"], attacked["TargetActorAttribute"]) == (
        "AFG",
        "CVL",
        "BUS",
    )
    assert (attacked["PentaClass"], attacked["GoldsteinScore"], attacked["Month"]) == ("4", "-10.0", "03")
    assert len(attacked["SentenceID"].split(";")) == 2
    nowhere = read[read["EventCode"] == "033"].iloc[0]
    assert list(nowhere[["Lat", "Lon", "LocationName", "StateName", "CountryCode"]]) == [""] * 5


def test_acled(engine):
    (attacked,) = frame(engine, "acled").to_dict("records")
    assert (attacked["event_type"], attacked["sub_event_type"]) == ("Violence against civilians", "Attack")
    assert (attacked["inter1"], attacked["inter2"], attacked["interaction"], attacked["iso"]) == ("2", "7", "27", "4")
    assert attacked["actor1"] == BAND, "CSV keeps tabs and marks"
    assert "fighters shot\nmarket traders at dawn,\u2028killing 14" in attacked["notes"]
    assert (attacked["fatalities"], attacked["tags"]) == ("12", "fatalities=12-14")
    assert (attacked["time_precision"], attacked["geo_precision"]) == ("1", "1")


def test_acled_names_only_what_follows_for_sure():
    text = "Ghana police shot boys."
    police, boys = party(text, "Ghana", "Ghana", "GHA", ("COP",)), party(text, "boys", "boys", "GHA", ("CVL",))
    shot = event(text, "shot", "ASSAULT", "190", 4, -9.0, actor=(police,), recipient=(boys,), mode=("firearms",))
    assert acled.deed_of(shot).sub == "Attack"
    assert acled.deed_of(changed(shot, recipient=(police,))).event == "Battles"
    assert acled.deed_of(changed(shot, actor=())) is None
    assert acled.deed_of(changed(shot, status="negated")) is None
    assert acled.deed_of(changed(shot, event="AID", mode=())) is None


def test_acled_knows_the_forces_of_a_state_at_home_and_abroad(tmp_path):
    given, made = attack(12, MORE, "Dozen shot", "AFP")
    traders = made.events[0].recipient
    found = []
    for name, country in (("Afghanistan", "AFG"), ("Pakistan", "PAK"), ("Khost Force", "AFG")):
        state = changed(made.events[0].actor[0], name=name, country=country, sector=())
        struck = changed(made.events[0], mode=("aerial",), actor=(state,), recipient=traders)
        engine = filled(tmp_path / f"{name}.db", [(given, changed(made, events=(struck,)))])
        read = frame(engine, "acled").iloc[0]
        found.append((read["inter1"], read["interaction"], read["sub_event_type"]))
        engine.dispose()
    assert found == [("1", "17", "Air/drone strike"), ("8", "78", "Air/drone strike"), ("", "", "Air/drone strike")]


def test_plover(engine):
    read = {line["event"][0]: line for line in map(json.loads, exported(engine, "plover").splitlines())}
    assert len(exported(engine, "plover").splitlines()) == 7, "PLOVER has words for plans and denials"
    assert read["ASSAULT"]["comment"] == "2 reports in 2 stories of 2 sources; dead 12 to 14"
    assert read["ASSAULT"]["actor"][0]["identifier_text"] == BAND
    assert read["ASSAULT"]["link"] == ["https://news.example/1"]
    assert "size" not in read["ASSAULT"]
    assert (read["SANCTION"]["mode"], read["AGREE"]["mode"]) == (["negation"], ["future"])
    assert read["RETREAT"]["date"] is None


def test_parquet(engine, empty, tmp_path):
    db, target = engine.url.database, tmp_path / "out"
    assert "7 records written" in run("parquet", "--db", db, "-o", target)
    files = {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*.parquet")}
    assert sorted(files) == [
        f"year={y}/month={m}/data_0.parquet" for y, m in (("2024", "03"), ("__HIVE_DEFAULT_PARTITION__",) * 2)
    ]
    source = f"read_parquet('{target}/*/*/*.parquet', hive_partitioning = true)"
    where = "WHERE year = 2024 AND type = 'ASSAULT'"
    wanted = (
        "id, day, actors[1].name, recipients[1].sectors, dead_min, dead_max, len(reports), month, goldstein, differs"
    )
    (row,) = duckdb.execute(f"SELECT {wanted} FROM {source} {where}").fetchall()
    assert (str(row[1]), *row[2:7]) == ("2024-03-04", BAND, ["CVL", "BUS"], 12, 14, 2)
    assert (int(row[7]), row[8], json.loads(row[9])) == (3, -10.0, {"dead": [12, 14]})
    run("parquet", "--db", db, "-o", target)
    assert {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*.parquet")} == files
    run("parquet", "--db", empty.url.database, "-o", target)
    assert duckdb.execute(f"SELECT count(*), count(DISTINCT id) FROM {source}").fetchone() == (0, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "nothing is left beside it"


def test_parquet_puts_nothing_of_others_away(engine, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("precious")
    assert "no earlier export" in run("parquet", "--db", engine.url.database, "-o", tmp_path / "mine", status=2)
    assert (tmp_path / "mine/thesis.txt").read_text() == "precious"
    assert "-o FOLDER" in run("parquet", "--db", engine.url.database, status=2)


def test_graphml(engine):
    read = networkx.read_graphml(io.BytesIO(exported(engine, "graphml")))
    names = {key: values["name"] for key, values in read.nodes(data=True)}
    edges = {(names[a], names[b]): values for a, b, values in read.edges(data=True)}
    assert edges[BAND, 'traders\nof the "old" market'] | {"score": None} == {
        "records": 1, "reports": 2, "score": None, "quad1": 0, "quad2": 0, "quad3": 0, "quad4": 1,
        "first": "2024-03-04", "last": "2024-03-04",
    }  # fmt: skip
    assert edges[BAND, 'traders\nof the "old" market']["score"] == -9.0
    assert {("Sergey Lavrov", "Wang Yi"), ("Wang Yi", "Sergey Lavrov")} <= set(edges)
    assert next(values for _, values in read.nodes(data=True) if values["name"] == "Wang Yi")["entity"] == "Q16501"
    assert ("Romania", "Chad") not in edges


def test_json_ld_and_n_triples_say_the_same(engine):
    linked = rdflib.Graph().parse(data=exported(engine, "jsonld"), format="json-ld")
    plain = rdflib.Graph().parse(data=exported(engine, "ntriples"), format="nt")
    assert set(linked) == set(plain)
    assert len(plain) > 200


def test_rdf_leads_from_a_record_to_the_characters_of_its_stories(engine):
    graph = rdflib.Graph().parse(data=exported(engine, "jsonld"), format="json-ld")
    wanted = """
        SELECT ?text ?start ?end ?title ?version WHERE {
          ?record a dl:Record; dl:event "ASSAULT"; prov:wasDerivedFrom ?report .
          ?report prov:wasGeneratedBy ?coding; dl:mention [dl:role "actor"; dl:words ?words] .
          ?coding a prov:Activity; prov:used ?story; dl:version ?version .
          ?words oa:hasSource ?story; dl:text ?text; oa:hasSelector ?selector .
          ?selector a oa:TextPositionSelector; oa:start ?start; oa:end ?end .
          ?story dct:title ?title . FILTER(STRSTARTS(?version, "codebook")) }"""
    stories = {given.title: given.text for given, _ in told()}
    rows = list(graph.query(wanted))
    assert len(rows) == 2
    for text, start, end, title, version in rows:
        assert stories[str(title)][int(start) : int(end)] == str(text) == BAND
        assert str(version) == "codebook c1"
    said = "SELECT ?text WHERE { [dl:stance 'opinion'; dl:content [dl:text ?text]; prov:wasAttributedTo wd:Q16501] }"
    assert [str(row[0]) for row in graph.query(said)] == ["it useful"]


def test_triples_escape_what_they_must():
    text = 'a "quoted"\ttab, a \\ and\r\na line; “Žižka” 🚂\u2028'
    nodes = [
        Node("urn:x:1", ("dl:Story",), {"dct:title": text, "dl:score": 2.0, "dl:of": Link("wd:Q1"), "dl:rule": ()})
    ]
    plain = rdflib.Graph().parse(data=b"".join(n_triples(nodes)), format="nt")
    linked = rdflib.Graph().parse(data=b"".join(json_ld(nodes)), format="json-ld")
    assert set(plain) == set(linked)
    assert text in {str(o) for o in plain.objects()}
    assert len(plain) == 4


@pytest.mark.parametrize("form", FORMS)
def test_a_record_without_events_is_written_whole(empty, form):
    written = exported(empty, form)
    if form in HEADED:
        assert list(frame(empty, form).columns) == COLUMNS[form]
    elif form == "graphml":
        assert len(networkx.read_graphml(io.BytesIO(written))) == 0
    elif form == "jsonld":
        assert len(rdflib.Graph().parse(data=written, format="json-ld")) == 0
    else:
        assert written == b""


def test_days_bound_what_is_written(engine):
    assert len(exported(engine, "plover", Period("2024-03-05", None)).splitlines()) == 1
    assert len(exported(engine, "plover", Period(None, "2024-03-04")).splitlines()) == 5
    assert exported(engine, "plover", Period("2024-03-06", "2024-03-07")) == b""


def test_the_command(engine, tmp_path):
    db, target = engine.url.database, tmp_path / "out.tsv"
    assert "5 records written; 2 left out" in run("polecat", "--db", db, "-o", target)
    assert target.read_bytes() == exported(engine, "polecat")
    assert "1 record written" in run("plover", "--db", db, "--since", "2024-03-05", "-o", target)
    before = target.read_bytes()
    assert "formats: acled, gdelt-events" in run("csv", "--db", db, "-o", target, status=2)
    assert "later than --until" in run("icews", "--db", db, "--since", "2024-03-05", "--until", "2024-03-01", status=2)
    assert "there is no such record" in run("icews", "--db", tmp_path / "none.db", "-o", target, status=2)
    assert target.read_bytes() == before


def test_facts_fit_together(root):
    known = {
        line.split("\t")[1] for line in (root / "src/dateline/data/gazetteer/countries.tsv").read_text().splitlines()
    }
    assert set(countries()) == known
    for name in ("iso", "fips", "cow", "cameo"):
        codes = [code for c in countries().values() if (code := getattr(c, name)) is not None]
        assert len(set(codes)) == len(codes) > 190
    assert (codes_of("RUS").cow, codes_of("ROU").cameo, codes_of("GBR").fips, codes_of("UNO").iso) == (
        365,
        "ROM",
        "UK",
        None,
    )
    modes = {mode for (_, mode) in cameo._codebook().modes} | {""}
    assert {mode for deed in acled_facts().deeds for mode in deed.modes} <= modes
    assert {mode for found in words().reciprocal.values() for mode in found} <= modes
    assert set(words().quads) == set(cameo._codebook().roots)


def test_numbers_are_the_first_digits_of_ids():
    assert cameo.number_of("319f2bd95edd3fbf") == 0x319F2BD95EDD3
    assert cameo.number_of("no hexadecimal") == cameo.number_of("no hexadecimal") < 2**52


@pytest.mark.parametrize(("status", "kind", "held"), [("planned", "AID", False), ("hypothetical", "THREATEN", True)])
def test_a_table_without_words_for_plans_holds_only_acts(status, kind, held):
    made: Event = other_acts()[1].events[0]
    assert cameo.happened(changed(made, status=status, event=kind)) is held
