-- What else is known of a row, as JSON: files, dates, scores by task, settings, other runs. The same statements run on H2 and on PostgreSQL.

alter table results add column facts varchar(200000);

-- a published row may have no score
alter table results alter column score drop not null;
