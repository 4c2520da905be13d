-- Search: one row for everything that can be found, written in the transaction of the change. Tokens are made by
-- kernel/search (pairs of Chinese characters, parts of Latin words, of pinyin and of initials), so that they do not
-- depend on the database's locale.

create table search_entry (
  kind        text not null,
  object_id   text not null,
  title       text not null,
  title_en    text,
  subtitle    text,
  subtitle_en text,
  body        text,
  link        text not null,              -- path on the work face
  region_code text,                       -- null: belongs to no place
  visibility  text not null check (visibility in ('public', 'internal', 'restricted')),
  parties     text[] not null default '{}', -- organizations that may see what is restricted
  title_norm  text not null,              -- what ranks: lower case, one width
  hay         text not null,              -- what a match is verified against
  pinyin      text not null,              -- of the title, '|' before each syllable
  initials    text not null,
  tokens      tsvector not null,
  primary key (kind, object_id)
);
create index search_entry_tokens on search_entry using gin (tokens) with (fastupdate = off);
create index search_entry_title on search_entry (title_norm text_pattern_ops);

-- Small facts that the program keeps about itself, such as the version of the index that it wrote.
create table program_state (
  key   text primary key,
  value text not null
);

-- What is restricted is found by its own office and by the organizations that it names: never by more people than may
-- open it, whatever kind it is.
create function may_see_entry(visibility text, region text, parties text[]) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'system' or (visibility = 'public' and scope_kind() <> 'none')
    or (visibility = 'internal' and may_read_region(region))
    or (visibility = 'restricted' and (may_read_office(region) or (scope_kind() = 'user' and scope_organization() = any (parties)))) $$;

alter table search_entry enable row level security;
alter table program_state enable row level security;
create policy search_read on search_entry for select using (may_see_entry(visibility, region_code, parties));
create policy program_state_system on program_state for all using (scope_kind() = 'system');
grant select on search_entry to zhimai_app;
grant select, insert, update on program_state to zhimai_app;

-- Under row-level security PostgreSQL asks the policy before any operator that is not proof against leaks, and so it
-- could not use the index. This function runs as the owner and asks the same question itself, after the index.
-- Titles that are or begin with the words come from their own index: they are found however common the words are.
create function search_find(asked tsquery, whole text, words text[], sounds text[], kinds text[], most int)
  returns table (kind text, object_id text, rank int) language sql stable security definer set search_path = public
  as $$
    with found as (
      -- The range is what LIKE would make of a beginning, and stays an index condition whatever the words are.
      (select e.* from search_entry e where e.title_norm ~>=~ whole and e.title_norm ~<~ (whole || chr(1114111))
          and (kinds is null or e.kind = any (kinds)) and may_see_entry(e.visibility, e.region_code, e.parties) limit 200)
      union
      (select e.* from search_entry e where e.tokens @@ asked
          and (kinds is null or e.kind = any (kinds)) and may_see_entry(e.visibility, e.region_code, e.parties) limit most)
    ), matched as (
      select f.kind, f.object_id, f.title_norm, f.title_en, (
        select max(case
            when strpos(f.title_norm, w.word) > 0 or strpos(lower(coalesce(f.title_en, '')), w.word) > 0 then 2
            when strpos(f.hay, w.word) > 0 then 3
            when w.sound <> '' and f.pinyin ~ w.sound then 4
            when w.sound <> '' and strpos(f.initials, w.word) > 0 then 5
            else 9 end)
        from unnest(words, sounds) as w (word, sound)) as worst
      from found f
    )
    select m.kind, m.object_id,
      case when m.title_norm = whole or lower(m.title_en) = whole then 0
        when starts_with(m.title_norm, whole) or starts_with(lower(m.title_en), whole) then 1
        else m.worst end as rank
    from matched m where m.worst < 9
    order by rank, length(m.title_norm), m.title_norm, m.object_id
  $$;

-- Written only through these two, by the program in the transaction of a change that was authorized there.
create function search_put(entries jsonb) returns void language plpgsql security definer set search_path = public
  as $$ begin
    if scope_kind() not in ('system', 'user') then raise exception 'search_put: no scope'; end if;
    insert into search_entry
      select r.kind, r.object_id, r.title, r.title_en, r.subtitle, r.subtitle_en, r.body, r.link, r.region_code, r.visibility,
        r.parties, r.title_norm, r.hay, r.pinyin, r.initials, array_to_tsvector(r.tokens)
      from jsonb_to_recordset(entries) as r (kind text, object_id text, title text, title_en text, subtitle text,
        subtitle_en text, body text, link text, region_code text, visibility text, parties text[], title_norm text, hay text,
        pinyin text, initials text, tokens text[])
    on conflict (kind, object_id) do update set title = excluded.title, title_en = excluded.title_en,
      subtitle = excluded.subtitle, subtitle_en = excluded.subtitle_en, body = excluded.body, link = excluded.link,
      region_code = excluded.region_code, visibility = excluded.visibility, parties = excluded.parties,
      title_norm = excluded.title_norm, hay = excluded.hay, pinyin = excluded.pinyin, initials = excluded.initials,
      tokens = excluded.tokens;
  end $$;
-- These ids, or all whose id begins so, or, with neither, the whole kind.
create function search_drop(which text, ids text[], under text) returns void language plpgsql security definer set search_path = public
  as $$ begin
    if scope_kind() not in ('system', 'user') then raise exception 'search_drop: no scope'; end if;
    delete from search_entry where kind = which and (ids is null or object_id = any (ids))
      and (under is null or starts_with(object_id, under));
  end $$;
revoke execute on function search_find, search_put, search_drop from public;
grant execute on function search_find, search_put, search_drop to zhimai_app;
