-- A hand-over dated ahead: posts have their last day at once; what is in hand waits here for that day.
create table hand_over (
  id          uuid primary key default gen_random_uuid(),
  person_id   uuid not null references person (id),
  to_person   uuid references person (id),  -- null: back to the unit
  day         date not null,                -- last day of the posts, and the day on which things move
  posts       uuid[] not null,              -- that it ended; when they go on after all, nothing moves
  asked_at    timestamptz not null,
  asked_by    text not null,
  settled_at  timestamptz,
  outcome     text check (outcome in ('moved', 'replaced', 'dropped')),
  check ((settled_at is null) = (outcome is null)),
  check (to_person is distinct from person_id)
);
-- One waits for each person: another one takes its place.
create unique index hand_over_waiting on hand_over (person_id) where settled_at is null;

alter table hand_over enable row level security;
create policy hand_over_system on hand_over for all using (scope_kind() = 'system');
create policy hand_over_watch on hand_over for select
  using (exists (select 1 from post p where p.person_id = hand_over.person_id and scope_watches(p.region_code)));
grant select, insert, update on hand_over to zhimai_app;

-- ── one e-mail address of a person ──────────────────────────────────────────────────────────────────────────────
-- What people gave themselves is where mail went, so it stands. Who had chosen none is sent none.
update person p set email = n.email, version = p.version + 1
  from notice_preference n where n.person_id = p.id and n.email like '%_@_%' and length(n.email) <= 254
    and n.email is distinct from p.email;
update notice_preference set channels = coalesce(
    (select jsonb_object_agg(key, value || '{"email": "off"}') from jsonb_each(channels)), '{}')
    || jsonb_build_object('*', coalesce(channels -> '*', '{"webhook": "now"}') || '{"email": "off"}')
  where email is null;

-- People keep their own address; everything else about them is an administrator's.
create function set_own_email(address text) returns void language sql security definer set search_path = public
  as $$ update person set email = address, version = version + 1
    where id = scope_person() and email is distinct from address $$;

create or replace function queue_notice() returns trigger language plpgsql security definer set search_path = public
  as $$
  declare
    preference notice_preference%rowtype;
    address text;
    wish jsonb;
  begin
    select * into preference from notice_preference where person_id = new.person_id;
    select email into address from person where id = new.person_id;
    wish := coalesce(preference.channels -> new.kind, preference.channels -> '*', '{}');
    -- Nothing is mailed to somebody who has not chosen how to be told.
    if preference.person_id is not null and address is not null and coalesce(wish ->> 'email', 'digest') = 'now' then
      insert into notice_delivery (channel, notice_id, person_id, created_at, next_at)
        values ('email', new.id, new.person_id, new.at, new.at);
    end if;
    if preference.webhook_url is not null and coalesce(wish ->> 'webhook', 'now') = 'now' then
      insert into notice_delivery (channel, notice_id, person_id, created_at, next_at)
        values ('webhook', new.id, new.person_id, new.at, new.at);
    end if;
    insert into notice_delivery (channel, notice_id, organization_id, once, created_at, next_at)
      select distinct 'group', new.id, w.organization_id,
        concat_ws('|', new.kind, new.object_kind, new.object_id, new.at), new.at, new.at
      from notice_webhook w join post p on p.organization_id = w.organization_id
      where p.person_id = new.person_id and (new.at at time zone 'Asia/Shanghai')::date
        between p.valid_from and coalesce(p.valid_to, 'infinity')
      on conflict do nothing;
    return null;
  end $$;
alter table notice_preference drop column email;
