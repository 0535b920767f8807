-- One DDL for SQLite and PostgreSQL: text keys, instants as epoch ms, JSON as text, facts as 0 and 1.

-- A dossier: its course as JSON, and beside it what lists filter and sort by.
CREATE TABLE dossier(
  code TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,          -- whose word counts
  unit TEXT NOT NULL,            -- our id of the unit; the source's word where we know none
  procedure_key TEXT NOT NULL,   -- code of the catalogue; the source's name where it has none
  status INTEGER NOT NULL,       -- 1..10 as in the national exchange, 0 unknown
  begun_at BIGINT,               -- received, or submitted
  due_at BIGINT,                 -- with pauses and re-appointments; while the clock stands as it was before
  soon_at BIGINT,                -- first warning; null while the clock stands
  stands_since BIGINT,           -- null while the clock runs
  ended_at BIGINT,               -- where no source says it, when we last heard of it
  returned_at BIGINT,
  is_open INTEGER NOT NULL,
  late INTEGER NOT NULL,         -- done, by the plain due instant: 0 in time, 1 later that day, 2 on a later day; -1 not to say
  late_from BIGINT,              -- as QD 766 counts it is late after this instant; null while nothing makes it late
  handled_ms BIGINT,             -- working time from reception to end without waiting for supplements; null while open
  marks TEXT NOT NULL,           -- what it says of each measure of the score: Y yes, N no, U not said, - does not count
  supplements INTEGER NOT NULL,
  is_disputed INTEGER NOT NULL,  -- sources differ in status or due instant
  apology TEXT NOT NULL,         -- its letter: discarded, draft, signed, sent, sent-late; empty for none
  apology_by BIGINT,             -- when the letter must have gone out; null while the clock stands
  search TEXT NOT NULL,          -- lower case without accents
  seen_at BIGINT NOT NULL,
  journal BIGINT NOT NULL,       -- position of the entry that last changed it
  course TEXT NOT NULL
);
CREATE INDEX dossier_due ON dossier(is_open, due_at);
CREATE INDEX dossier_unit ON dossier(unit);
CREATE INDEX dossier_ended ON dossier(ended_at);

-- One row per change of a dossier, oldest to newest by journal position.
CREATE TABLE dossier_change(
  code TEXT NOT NULL,
  journal BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  source TEXT NOT NULL,
  status INTEGER NOT NULL,
  due_at BIGINT,
  body TEXT NOT NULL,
  PRIMARY KEY(code, journal)
);

-- A task given by provincial leaders: its course as JSON, and beside it what lists filter and sort by.
CREATE TABLE assignment(
  id TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,          -- that spoke last
  unit TEXT NOT NULL,            -- in the lead, as of the day it was last seen; the source's word where we know none
  unit_then TEXT NOT NULL,       -- the same as of the day it was given
  partner_units TEXT NOT NULL,   -- JSON array
  giver TEXT NOT NULL,
  follower TEXT NOT NULL,
  parent TEXT NOT NULL,          -- empty for none
  given_at BIGINT NOT NULL,
  due_at BIGINT,
  ended_at BIGINT,               -- done, or reported as done and waiting for confirmation
  done_at BIGINT,
  acceptance TEXT NOT NULL,      -- none, waiting, confirmed, refused
  extension_asked INTEGER NOT NULL,
  search TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  journal BIGINT NOT NULL,       -- position of the entry that last changed it
  course TEXT NOT NULL
);
CREATE INDEX assignment_due ON assignment(done_at, due_at);
CREATE INDEX assignment_parent ON assignment(parent);

-- One row per change: what a source told, or what a person did.
CREATE TABLE assignment_change(
  id TEXT NOT NULL,
  journal BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  source TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY(id, journal)
);

-- Every alert that ever was, as it was last.
CREATE TABLE alert(
  id TEXT NOT NULL PRIMARY KEY,
  rule TEXT NOT NULL,
  version INTEGER NOT NULL,      -- of the rule
  kind TEXT NOT NULL,
  priority TEXT NOT NULL,
  subject TEXT NOT NULL,
  site TEXT,
  state TEXT NOT NULL,           -- new, accepted, returned, shelved, closed
  holder TEXT,                   -- who has it
  raised_at BIGINT NOT NULL,
  cleared_at BIGINT,
  closed_at BIGINT,
  accepted_at BIGINT,            -- for the first time
  accepted_by TEXT,
  body TEXT NOT NULL
);
CREATE INDEX alert_raised ON alert(raised_at);
CREATE INDEX alert_state ON alert(state);

-- Everything that ever happened to an alert; never changed.
CREATE TABLE alert_act(
  alert TEXT NOT NULL,
  number INTEGER NOT NULL,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  person_id TEXT NOT NULL,       -- empty when nobody did it
  person TEXT NOT NULL,          -- name at that time
  receiver_id TEXT NOT NULL,
  receiver TEXT NOT NULL,
  content TEXT NOT NULL,
  ends_at BIGINT,
  PRIMARY KEY(alert, number)
);
CREATE INDEX alert_act_at ON alert_act(at);

-- How far each follower of the journal is.
CREATE TABLE follower(
  name TEXT NOT NULL PRIMARY KEY,
  journal BIGINT NOT NULL
);

-- Where the next question to a source goes on.
CREATE TABLE source_cursor(
  source TEXT NOT NULL PRIMARY KEY,
  next_cursor TEXT NOT NULL,
  saved_at BIGINT NOT NULL
);

-- What was last written with which calendar, catalogue and places; another fingerprint dates every dossier anew.
CREATE TABLE dated_by(
  id INTEGER NOT NULL PRIMARY KEY,
  fingerprint INTEGER NOT NULL
);

-- Open dossiers whose due instant moved because calendar or catalogue did.
CREATE TABLE dossier_redated(
  code TEXT NOT NULL,
  redated_at BIGINT NOT NULL,
  old_due_at BIGINT,
  new_due_at BIGINT,
  PRIMARY KEY(code, redated_at)
);

-- Steps in the handling of a dossier, as sources told them; each content once. Read by code, ordered by at.
CREATE TABLE dossier_step(
  code TEXT NOT NULL,
  digest BIGINT NOT NULL,        -- of source and content
  at BIGINT NOT NULL,
  started_at BIGINT,
  due_at BIGINT,
  status INTEGER NOT NULL,       -- 1..10 as in the national exchange, 0 unknown
  office TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  source TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  journal BIGINT NOT NULL,
  PRIMARY KEY(code, digest)
);

-- What people are told about alerts: one row per notice and recipient.
CREATE TABLE sending(
  id TEXT NOT NULL PRIMARY KEY,  -- alert/transition/recipient
  alert TEXT NOT NULL,
  transition INTEGER NOT NULL,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  channel TEXT NOT NULL,         -- email, ioc, alertmanager
  at BIGINT NOT NULL,            -- when it happened
  state TEXT NOT NULL,           -- waiting, sent, failed, held, dropped
  attempts INTEGER NOT NULL,
  next_at BIGINT NOT NULL,
  last_at BIGINT,
  give_up_at BIGINT NOT NULL,
  result TEXT NOT NULL,
  payload TEXT NOT NULL          -- the notice as JSON
);
CREATE INDEX sending_alert ON sending(alert, recipient, transition);
CREATE INDEX sending_open ON sending(state, next_at);
CREATE INDEX sending_at ON sending(at);
-- Walls that were paired. Of their secrets the hash only.
CREATE TABLE screen(
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  layout TEXT NOT NULL,
  scope TEXT NOT NULL,           -- JSON array of ids of units; empty for the whole
  secret TEXT NOT NULL,
  next_secret TEXT NOT NULL,     -- on its way to the screen; empty for none
  secret_at BIGINT NOT NULL,
  paired_at BIGINT NOT NULL,
  paired_by TEXT NOT NULL,
  revoked_at BIGINT,
  revoked_by TEXT NOT NULL,      -- empty while it counts
  drawn_at BIGINT                -- when it last drew, within a minute
);
-- Who may sign in. Hashes and secrets are never told to anybody.
CREATE TABLE person(
  id TEXT NOT NULL PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,            -- empty until an administrator gives one
  orgs TEXT NOT NULL,            -- JSON array of units; empty for the whole
  password TEXT NOT NULL,        -- Argon2id; empty without one
  invitation TEXT NOT NULL,      -- SHA-256 of a one-time code; empty without one
  invited_until BIGINT NOT NULL,
  second_factor TEXT NOT NULL,   -- secret of RFC 6238, sealed with AES-256-GCM; empty without one
  second_step BIGINT NOT NULL,   -- last time step that was used
  recovery TEXT NOT NULL,        -- JSON array of SHA-256 of codes
  issuer TEXT NOT NULL,          -- of the provider that vouches for them; empty without one
  subject TEXT NOT NULL,         -- their name there
  is_active INTEGER NOT NULL,
  made_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL        -- last sign-in, or when let in again
);
CREATE UNIQUE INDEX person_outside ON person(issuer, subject) WHERE issuer <> '';

-- A person at one browser. Only the hash of the cookie is kept.
CREATE TABLE sign_in(
  hash TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  address TEXT NOT NULL,
  browser TEXT NOT NULL,
  way TEXT NOT NULL              -- password, invitation, provider, provider-mfa, provider-second
);

-- The key of a machine. Only its hash is kept.
CREATE TABLE api_token(
  hash TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  orgs TEXT NOT NULL,            -- JSON array of units; empty for the whole
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL        -- 0 for never
);

-- What everybody did, only ever added to. Each hash is over the one before it and the row.
CREATE TABLE audit(
  seq BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  journal BIGINT NOT NULL UNIQUE,
  who TEXT NOT NULL,
  name TEXT NOT NULL,
  operation TEXT NOT NULL,
  subject TEXT NOT NULL,
  was TEXT NOT NULL,
  became TEXT NOT NULL,
  address TEXT NOT NULL,
  outcome TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX audit_at ON audit(at);
