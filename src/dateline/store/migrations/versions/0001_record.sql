-- The tables of the record, as revision 0001 made them, in SQL that SQLite and PostgreSQL share.
CREATE TABLE receipts (
  story TEXT NOT NULL,
  received TEXT NOT NULL,
  origin TEXT NOT NULL,
  CONSTRAINT pk_receipts PRIMARY KEY (story)
);
CREATE TABLE records (
  id TEXT NOT NULL,
  lead TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  context_json TEXT NOT NULL,
  status TEXT NOT NULL,
  historical BOOLEAN NOT NULL,
  quad INTEGER NOT NULL,
  score FLOAT NOT NULL,
  cameo TEXT NOT NULL,
  first TEXT,
  last TEXT,
  basis TEXT,
  day TEXT,
  month TEXT,
  actor_name TEXT,
  actor_country TEXT,
  actor_sector TEXT,
  actor_entity TEXT,
  recipient_name TEXT,
  recipient_country TEXT,
  recipient_sector TEXT,
  recipient_entity TEXT,
  place TEXT,
  place_country TEXT,
  admin1 TEXT,
  lat FLOAT,
  lon FLOAT,
  geonameid INTEGER,
  dead_min INTEGER,
  dead_max INTEGER,
  injured_min INTEGER,
  injured_max INTEGER,
  arrested_min INTEGER,
  arrested_max INTEGER,
  crowd_min INTEGER,
  crowd_max INTEGER,
  reports INTEGER NOT NULL,
  stories INTEGER NOT NULL,
  sources INTEGER NOT NULL,
  confidence FLOAT NOT NULL,
  reviewed BOOLEAN NOT NULL,
  differs_json TEXT NOT NULL,
  CONSTRAINT pk_records PRIMARY KEY (id)
);
CREATE INDEX ix_records_actor_country_day_id ON records (actor_country, day, id);
CREATE INDEX ix_records_day_id ON records (day, id);
CREATE INDEX ix_records_geonameid ON records (geonameid);
CREATE INDEX ix_records_place_country_day_id ON records (place_country, day, id);
CREATE INDEX ix_records_recipient_country_day_id ON records (recipient_country, day, id);
CREATE INDEX ix_records_type_day_id ON records (type, day, id);
CREATE TABLE refusals (
  id TEXT NOT NULL,
  origin TEXT NOT NULL,
  reason TEXT NOT NULL,
  remedy TEXT NOT NULL,
  moment TEXT NOT NULL,
  CONSTRAINT pk_refusals PRIMARY KEY (id)
);
CREATE TABLE reviews (
  id TEXT NOT NULL,
  moment TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  action TEXT NOT NULL,
  story TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  type TEXT NOT NULL,
  field TEXT,
  value_json TEXT,
  other_story TEXT,
  other_start INTEGER,
  other_end INTEGER,
  other_type TEXT,
  withdraws TEXT,
  reason TEXT,
  CONSTRAINT pk_reviews PRIMARY KEY (id)
);
CREATE INDEX ix_reviews_other_story ON reviews (other_story);
CREATE INDEX ix_reviews_story ON reviews (story);
CREATE TABLE stories (
  id TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  remedy TEXT,
  title TEXT,
  date TEXT,
  agency TEXT,
  publisher TEXT,
  source TEXT,
  language TEXT,
  source_id TEXT,
  text TEXT NOT NULL,
  story_json TEXT NOT NULL,
  heading TEXT NOT NULL,
  revision INTEGER NOT NULL,
  replaced_by TEXT,
  coding TEXT,
  CONSTRAINT pk_stories PRIMARY KEY (id)
);
CREATE INDEX ix_stories_date ON stories (date);
CREATE INDEX ix_stories_heading ON stories (heading);
CREATE INDEX ix_stories_source_id ON stories (source_id);
CREATE INDEX ix_stories_state_id ON stories (state, id);
CREATE TABLE tombstones (
  story TEXT NOT NULL,
  moment TEXT NOT NULL,
  who TEXT NOT NULL,
  reason TEXT NOT NULL,
  CONSTRAINT pk_tombstones PRIMARY KEY (story)
);
CREATE TABLE actors (
  story TEXT NOT NULL,
  rank INTEGER NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  sectors_json TEXT NOT NULL,
  entity TEXT,
  mentions_json TEXT NOT NULL,
  CONSTRAINT pk_actors PRIMARY KEY (story, rank),
  CONSTRAINT fk_actors_story FOREIGN KEY(story) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_actors_entity ON actors (entity);
CREATE INDEX ix_actors_name ON actors (name);
CREATE TABLE bands (
  story TEXT NOT NULL,
  band INTEGER NOT NULL,
  value BIGINT NOT NULL,
  CONSTRAINT pk_bands PRIMARY KEY (story, band),
  CONSTRAINT fk_bands_story FOREIGN KEY(story) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_bands_value_band ON bands (value, band);
CREATE TABLE codings (
  id TEXT NOT NULL,
  story TEXT NOT NULL,
  number INTEGER NOT NULL,
  pipeline TEXT NOT NULL,
  dateline TEXT NOT NULL,
  codebook TEXT NOT NULL,
  coding_json TEXT NOT NULL,
  coded TEXT NOT NULL,
  events INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  CONSTRAINT pk_codings PRIMARY KEY (id),
  CONSTRAINT fk_codings_story FOREIGN KEY(story) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_codings_pipeline ON codings (pipeline);
CREATE INDEX ix_codings_story ON codings (story);
CREATE TABLE copies (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  likeness FLOAT NOT NULL,
  CONSTRAINT pk_copies PRIMARY KEY (a, b),
  CONSTRAINT fk_copies_a FOREIGN KEY(a) REFERENCES stories (id) ON DELETE CASCADE,
  CONSTRAINT fk_copies_b FOREIGN KEY(b) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_copies_b ON copies (b);
CREATE TABLE dyads (
  record TEXT NOT NULL,
  actor TEXT NOT NULL,
  recipient TEXT NOT NULL,
  month TEXT,
  day TEXT,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  quad INTEGER NOT NULL,
  score FLOAT NOT NULL,
  CONSTRAINT pk_dyads PRIMARY KEY (record, actor, recipient),
  CONSTRAINT fk_dyads_record FOREIGN KEY(record) REFERENCES records (id) ON DELETE CASCADE
);
CREATE INDEX ix_dyads_recipient ON dyads (recipient, month);
CREATE INDEX ix_dyads_series ON dyads (actor, recipient, month, status, type, quad, score);
CREATE TABLE offices (
  story TEXT NOT NULL,
  rank INTEGER NOT NULL,
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  person TEXT NOT NULL,
  office TEXT NOT NULL,
  country TEXT NOT NULL,
  CONSTRAINT pk_offices PRIMARY KEY (story, rank),
  CONSTRAINT fk_offices_story FOREIGN KEY(story) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_offices_person ON offices (person);
CREATE TABLE places (
  story TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  place TEXT,
  place_country TEXT,
  admin1 TEXT,
  lat FLOAT,
  lon FLOAT,
  geonameid INTEGER,
  CONSTRAINT pk_places PRIMARY KEY (story, start, "end"),
  CONSTRAINT fk_places_story FOREIGN KEY(story) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_places_geonameid ON places (geonameid);
CREATE TABLE replaces (
  story TEXT NOT NULL,
  earlier TEXT NOT NULL,
  CONSTRAINT pk_replaces PRIMARY KEY (story, earlier),
  CONSTRAINT fk_replaces_story FOREIGN KEY(story) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_replaces_earlier ON replaces (earlier);
CREATE TABLE statements (
  story TEXT NOT NULL,
  rank INTEGER NOT NULL,
  content TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  cue TEXT,
  source TEXT,
  source_name TEXT,
  source_country TEXT,
  speaker TEXT,
  kind TEXT NOT NULL,
  statement_json TEXT NOT NULL,
  CONSTRAINT pk_statements PRIMARY KEY (story, rank),
  CONSTRAINT fk_statements_story FOREIGN KEY(story) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX ix_statements_speaker ON statements (speaker);
CREATE TABLE times (
  story TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  first TEXT,
  last TEXT,
  CONSTRAINT pk_times PRIMARY KEY (story, start, "end"),
  CONSTRAINT fk_times_story FOREIGN KEY(story) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE TABLE reports (
  id TEXT NOT NULL,
  story TEXT NOT NULL,
  coding TEXT NOT NULL,
  record TEXT,
  standing TEXT NOT NULL,
  review TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  context_json TEXT NOT NULL,
  status TEXT NOT NULL,
  historical BOOLEAN NOT NULL,
  quad INTEGER NOT NULL,
  score FLOAT NOT NULL,
  cameo TEXT NOT NULL,
  first TEXT,
  last TEXT,
  basis TEXT,
  day TEXT,
  month TEXT,
  trigger TEXT NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  sentence TEXT NOT NULL,
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  actor_name TEXT,
  actor_country TEXT,
  actor_sector TEXT,
  actor_entity TEXT,
  recipient_name TEXT,
  recipient_country TEXT,
  recipient_sector TEXT,
  recipient_entity TEXT,
  speaker_name TEXT,
  speaker_country TEXT,
  speaker_sector TEXT,
  speaker_entity TEXT,
  place TEXT,
  place_country TEXT,
  admin1 TEXT,
  lat FLOAT,
  lon FLOAT,
  geonameid INTEGER,
  dead INTEGER,
  injured INTEGER,
  arrested INTEGER,
  crowd INTEGER,
  confidence FLOAT NOT NULL,
  rules_json TEXT NOT NULL,
  event_json TEXT NOT NULL,
  CONSTRAINT pk_reports PRIMARY KEY (id),
  CONSTRAINT fk_reports_story FOREIGN KEY(story) REFERENCES stories (id) ON DELETE CASCADE,
  CONSTRAINT fk_reports_coding FOREIGN KEY(coding) REFERENCES codings (id) ON DELETE CASCADE,
  CONSTRAINT fk_reports_record FOREIGN KEY(record) REFERENCES records (id) ON DELETE SET NULL
);
CREATE INDEX ix_reports_record ON reports (record);
CREATE INDEX ix_reports_story ON reports (story);
CREATE TABLE blocks (
  report TEXT NOT NULL,
  key TEXT NOT NULL,
  first TEXT,
  last TEXT,
  CONSTRAINT pk_blocks PRIMARY KEY (report, key),
  CONSTRAINT fk_blocks_report FOREIGN KEY(report) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE INDEX ix_blocks_key_first ON blocks (key, first);
CREATE TABLE links (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  score FLOAT NOT NULL,
  reasons_json TEXT NOT NULL,
  CONSTRAINT pk_links PRIMARY KEY (a, b),
  CONSTRAINT fk_links_a FOREIGN KEY(a) REFERENCES reports (id) ON DELETE CASCADE,
  CONSTRAINT fk_links_b FOREIGN KEY(b) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE INDEX ix_links_b ON links (b);
CREATE TABLE parties (
  report TEXT NOT NULL,
  role TEXT NOT NULL,
  rank INTEGER NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  sector TEXT NOT NULL,
  sectors_json TEXT NOT NULL,
  office TEXT,
  entity TEXT,
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  CONSTRAINT pk_parties PRIMARY KEY (report, role, rank),
  CONSTRAINT fk_parties_report FOREIGN KEY(report) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE INDEX ix_parties_country_role ON parties (country, role);
CREATE INDEX ix_parties_entity ON parties (entity);
CREATE INDEX ix_parties_name ON parties (name);
