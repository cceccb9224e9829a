"""The columns that readers of event data expect, in order, from their public loaders and manuals."""

NAMES = {
    "polecat": """
Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor
COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name,
Recipient Country, Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name
Raw, Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw
Placename, Feature Type, Source, Publication Date, Story People, Story Organizations, Story Locations, Language,
Version
""",
    "icews": """
Event ID, Event Date, Source Name, Source Sectors, Source Country, Event Text, CAMEO Code, Intensity, Target
Name, Target Sectors, Target Country, Story ID, Sentence Number, Publisher, City, District, Province, Country,
Latitude, Longitude
""",
    "gdelt-events": """
GlobalEventID, Day, MonthYear, Year, FractionDate, Actor1Code, Actor1Name, Actor1CountryCode,
Actor1KnownGroupCode, Actor1EthnicCode, Actor1Religion1Code, Actor1Religion2Code, Actor1Type1Code,
Actor1Type2Code, Actor1Type3Code, Actor2Code, Actor2Name, Actor2CountryCode, Actor2KnownGroupCode,
Actor2EthnicCode, Actor2Religion1Code, Actor2Religion2Code, Actor2Type1Code, Actor2Type2Code, Actor2Type3Code,
IsRootEvent, EventCode, EventBaseCode, EventRootCode, QuadClass, GoldsteinScale, NumMentions, NumSources,
NumArticles, AvgTone, Actor1Geo_Type, Actor1Geo_Fullname, Actor1Geo_CountryCode, Actor1Geo_ADM1Code,
Actor1Geo_ADM2Code, Actor1Geo_Lat, Actor1Geo_Long, Actor1Geo_FeatureID, Actor2Geo_Type, Actor2Geo_Fullname,
Actor2Geo_CountryCode, Actor2Geo_ADM1Code, Actor2Geo_ADM2Code, Actor2Geo_Lat, Actor2Geo_Long,
Actor2Geo_FeatureID, ActionGeo_Type, ActionGeo_Fullname, ActionGeo_CountryCode, ActionGeo_ADM1Code,
ActionGeo_ADM2Code, ActionGeo_Lat, ActionGeo_Long, ActionGeo_FeatureID, DATEADDED, SOURCEURL
""",
    "gdelt-mentions": """
GlobalEventID, EventTimeDate, MentionTimeDate, MentionType, MentionSourceName, MentionIdentifier, SentenceID,
Actor1CharOffset, Actor2CharOffset, ActionCharOffset, InRawText, Confidence, MentionDocLen, MentionDocTone,
MentionDocTranslationInfo, Extras
""",
    "phoenix": """
EventID, Date, Year, Month, Day, SourceActorFull, SourceActorEntity, SourceActorRole, SourceActorAttribute,
TargetActorFull, TargetActorEntity, TargetActorRole, TargetActorAttribute, EventCode, EventRootCode, PentaClass,
GoldsteinScore, Issues, Lat, Lon, LocationName, StateName, CountryCode, SentenceID, URLs, NewsSources
""",
    "acled": """
event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1,
assoc_actor_1, inter1, actor2, assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, country,
admin1, admin2, admin3, location, latitude, longitude, geo_precision, source, source_scale, notes, fatalities,
tags, timestamp
""",
}
COLUMNS = {form: " ".join(names.split()).split(", ") for form, names in NAMES.items()}
