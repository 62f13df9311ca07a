-- Versions of measured boards beyond the first. Appended, never changed. The same statements run on H2 and on PostgreSQL.

create table board_versions (
  -- id of the first version, which the later ones are named after
  first_id   varchar(80)    not null,
  version    integer        not null check (version > 1),
  reason     varchar(1000)  not null,
  opened_by  varchar(80)    not null,
  opened_at  timestamp(6) with time zone not null,
  primary key (first_id, version)
);
