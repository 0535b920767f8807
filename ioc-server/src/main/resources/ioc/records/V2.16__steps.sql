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
