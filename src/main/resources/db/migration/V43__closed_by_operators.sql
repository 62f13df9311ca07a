-- Accounts that operators have closed; they can be opened again. The same statements run on H2 and on PostgreSQL.

alter table accounts add column disabled_at timestamp(6) with time zone;
