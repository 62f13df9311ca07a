-- In which language letters and notices are written to a person: the one in which they last signed in, or chose.
alter table accounts add column language varchar(5) default 'en' not null;

-- The language in which a notice was written.
alter table notices add column language varchar(5) default 'en' not null;
