-- What operators say to everybody. One row. The same statements run on H2 and on PostgreSQL.

create table site_notices (
  id            integer       not null primary key check (id = 1),
  -- while true no new evaluation starts; those that run go on to their end
  paused        boolean       not null,
  pause_reason  varchar(500)  not null,
  paused_at     timestamp(6) with time zone,
  -- shown on every page; empty for none
  banner        varchar(500)  not null,
  banner_from   timestamp(6) with time zone,
  banner_until  timestamp(6) with time zone
);

insert into site_notices (id, paused, pause_reason, banner) values (1, false, '', '');
