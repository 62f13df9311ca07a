-- The audit log: a chain of entries, each with the hash of the one before it. The same statements run on H2 and on PostgreSQL.

create table audit_entries (
  -- 1, 2, 3, … without a gap
  position       bigint         not null primary key,
  recorded_at    timestamp(6) with time zone not null,
  -- absent where the site itself did it, or a stranger
  actor_id       bigint,
  actor          varchar(80)    not null,
  action         varchar(60)    not null,
  subject        varchar(200)   not null,
  -- a JSON object, its keys sorted
  details        varchar(8000)  not null,
  -- where the request came from; empty where there was none
  address        varchar(64)    not null,
  previous_hash  varchar(64)    not null,
  hash           varchar(64)    not null unique
);

create index audit_entries_by_actor on audit_entries (actor_id, position);
create index audit_entries_by_subject on audit_entries (subject, position);
create index audit_entries_by_time on audit_entries (recorded_at);

-- One row: the newest entry. Whoever appends locks it first, so that entries are written one after the other.
create table audit_head (
  id        integer      not null primary key check (id = 1),
  position  bigint       not null,
  hash      varchar(64)  not null
);

insert into audit_head (id, position, hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
