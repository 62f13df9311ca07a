-- Adapters that people bring to have them tested without training. The same statements run on H2 and on PostgreSQL.

create table adapters (
  account_id    bigint         not null references accounts (id),
  sha256        varchar(64)    not null,
  size_bytes    bigint         not null,
  -- shapes by parameter, so that settings can be checked against them without the file
  shapes_json   varchar(1000000) not null,
  created_at    timestamp(6) with time zone not null,
  primary key (account_id, sha256)
);
create index adapters_by_sum on adapters (sha256);

-- in pieces, because H2's bytea ends at 1 MiB
create table adapter_pieces (
  account_id  bigint       not null,
  sha256      varchar(64)  not null,
  position    integer      not null,
  content     bytea        not null,
  primary key (account_id, sha256, position),
  foreign key (account_id, sha256) references adapters (account_id, sha256)
);

-- the adapter that a submission tests in place of training
alter table submissions add column adapter varchar(64);
create index submissions_by_adapter on submissions (adapter);
