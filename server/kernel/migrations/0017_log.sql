-- The transparency log. An act writes its entry in its own transaction (log_pending); the sequencer gives committed
-- entries their numbers, keeps the tree in tiles and signs it. What is here may be read by anybody: what is not public
-- enters as a salted commitment, and only log_opening says what it commits to.

create table log_pending (
  id      bigint generated always as identity primary key,
  at      timestamptz not null,
  kind    text not null,
  subject text not null,
  entry   bytea not null check (octet_length(entry) between 2 and 16384)  -- canonical JSON
);
create index log_pending_subject on log_pending (subject);

-- Never changed: the application holds no right to, and the owner is stopped by a trigger.
create table log_entry (
  index     bigint primary key check (index >= 0),
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  at        timestamptz not null,
  kind      text not null,
  subject   text not null,
  entry     bytea not null
);
create index log_entry_leaf on log_entry using hash (leaf_hash);
create index log_entry_subject on log_entry (subject, index);

-- Hash tiles: the row grows until it is 256 wide, so every narrower tile is its beginning. Bundles of entries are read
-- from the entries themselves.
create table log_tile (
  level  int not null check (level between 0 and 7),
  index  bigint not null check (index >= 0),
  hashes bytea not null check (octet_length(hashes) % 32 = 0 and octet_length(hashes) between 32 and 8192),
  primary key (level, index)
);

-- One row: which log this is and how large it has become. Its tree may be ahead of the newest checkpoint by one batch.
create table log_state (
  one          boolean primary key default true check (one),
  origin       text not null,
  size         bigint not null check (size >= 0),
  root         bytea not null check (octet_length(root) = 32),
  keys         text[] not null,          -- verifier keys that sign now
  former       jsonb not null default '[]', -- logs that this one went on from: origin, keys, last checkpoint
  started_at   timestamptz not null,
  trouble      text,                     -- error code while sequencing is refused
  trouble_at   timestamptz
);

create table log_checkpoint (
  origin text not null,
  size   bigint not null,
  root   bytea not null,
  note   text not null,                  -- the signed note, as it is served
  at     timestamptz not null,
  primary key (origin, size)
);

-- Subjects under a cover: what they are, and the salt that opens their commitment.
create table log_opening (
  subject     text primary key,
  object      text not null,
  salt        bytea not null,
  region_code text not null,
  parties     text[] not null default '{}'
);
create index log_opening_object on log_opening (object);

create function refuse_log_change() returns trigger language plpgsql
  as $$ begin raise exception 'entries of the log are never changed'; end $$;
create trigger log_entry_kept before update or delete on log_entry
  for each row execute function refuse_log_change();
create trigger log_entry_whole before truncate on log_entry
  for each statement execute function refuse_log_change();
-- A tile only grows, and what was in it stays.
create function refuse_tile_change() returns trigger language plpgsql
  as $$ begin
    if tg_op = 'DELETE' or old.level <> new.level or old.index <> new.index
      or octet_length(new.hashes) < octet_length(old.hashes)
      or substring(new.hashes for octet_length(old.hashes)) <> old.hashes
    then raise exception 'tiles of the log only grow'; end if;
    return new;
  end $$;
create trigger log_tile_grows before update or delete on log_tile
  for each row execute function refuse_tile_change();

alter table log_pending enable row level security;
alter table log_entry enable row level security;
alter table log_tile enable row level security;
alter table log_state enable row level security;
alter table log_checkpoint enable row level security;
alter table log_opening enable row level security;

create policy log_pending_read on log_pending for select using (scope_kind() <> 'none');
create policy log_pending_add on log_pending for insert with check (scope_kind() in ('system', 'user'));
create policy log_pending_take on log_pending for delete using (scope_kind() = 'system');
create policy log_entry_read on log_entry for select using (scope_kind() <> 'none');
create policy log_entry_add on log_entry for insert with check (scope_kind() = 'system');
create policy log_tile_read on log_tile for select using (scope_kind() <> 'none');
create policy log_tile_add on log_tile for insert with check (scope_kind() = 'system');
create policy log_tile_grow on log_tile for update using (scope_kind() = 'system');
create policy log_state_read on log_state for select using (scope_kind() <> 'none');
create policy log_state_write on log_state for all using (scope_kind() = 'system');
create policy log_checkpoint_read on log_checkpoint for select using (scope_kind() <> 'none');
create policy log_checkpoint_add on log_checkpoint for insert with check (scope_kind() = 'system');
create policy log_opening_read on log_opening for select
  using (scope_kind() = 'system' or may_read_restricted(region_code, parties));
create policy log_opening_add on log_opening for insert with check (scope_kind() in ('system', 'user'));

grant select, insert, delete on log_pending to zhimai_app;
grant select, insert on log_entry, log_checkpoint, log_opening to zhimai_app;
grant select, insert, update on log_tile to zhimai_app;
grant select, insert, update on log_state to zhimai_app;
