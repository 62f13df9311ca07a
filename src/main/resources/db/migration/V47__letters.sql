-- Letters about notices wait in the database, as messages to webhooks do: whichever server has a mail server sends them. The same statements run on H2 and on PostgreSQL.

alter table notices add column letter_attempts integer default 0 not null;
-- when a letter is tried (again); absent once it was sent or given up, and where none is wanted
alter table notices add column letter_next_at timestamp(6) with time zone;
create index notices_by_letter on notices (letter_next_at);
