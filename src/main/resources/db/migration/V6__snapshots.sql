-- Frozen views of boards, each under the SHA-256 of its JSON. The same statements run on H2 and on PostgreSQL.

create table snapshots (
  hash        varchar(64)   not null primary key,
  board_id    varchar(80)   not null,
  title       varchar(200)  not null,
  -- the JSON, compressed with gzip
  content     bytea         not null,
  created_at  timestamp(6) with time zone not null
);
