-- Jobs that people see, how each person is told, the outbox of what is sent, and saved views of tables. The queue
-- itself is a library's, in a schema of its own (server/db/queue.ts).

-- ── jobs ────────────────────────────────────────────────────────────────────────────────────────────────────────
create table job (
  id           uuid primary key default gen_random_uuid(),
  kind         text not null,
  title        jsonb not null,            -- {zh, en}
  person_id    uuid references person (id), -- for whom it runs; null: the program
  actor        text not null,
  region_code  text not null,
  state        text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done         int not null default 0,
  total        int,
  message      jsonb,                     -- {zh, en}: what it is doing
  payload      jsonb not null default '{}',
  result       jsonb,                     -- {message, link?, facts?}
  error        jsonb,                     -- {code, message}
  attempt      int not null default 0,
  queued       boolean not null default false, -- handed to the queue
  cancel_asked boolean not null default false,
  created_at   timestamptz not null,
  started_at   timestamptz,
  ended_at     timestamptz
);
create index job_person on job (person_id, created_at desc);
create index job_region on job (region_code, created_at desc);
create index job_unqueued on job (created_at) where not queued;

alter table job enable row level security;
create policy job_system on job for all using (scope_kind() = 'system');
create policy job_own on job for all using (scope_kind() = 'user' and person_id = scope_person());
create policy job_below on job for select using (scope_kind() = 'user' and scope_has_role('administrator')
  and region_below(region_code, scope_region()));
create policy job_cancel on job for update using (scope_kind() = 'user' and scope_has_role('administrator')
  and region_below(region_code, scope_region()));
grant select, insert, update on job to zhimai_app;

-- ── how each person is told ─────────────────────────────────────────────────────────────────────────────────────
create table notice_preference (
  person_id      uuid primary key references person (id),
  language       text not null default 'zh' check (language in ('zh', 'en')),
  email          text,
  webhook_url    text,
  webhook_secret text,                    -- to sign with; never shown again
  quiet_from     text check (quiet_from ~ '^\d\d:\d\d$'),
  quiet_to       text check (quiet_to ~ '^\d\d:\d\d$'),
  -- {kind or '*': {email: now|digest|off, webhook: now|off}}
  channels       jsonb not null default '{}',
  updated_at     timestamptz not null
);
-- A group's robot, told once for all of its people.
create table notice_webhook (
  organization_id text primary key references organization (id),
  region_code     text not null,
  url             text not null,
  secret          text,
  language        text not null default 'zh' check (language in ('zh', 'en')),
  updated_at      timestamptz not null,
  updated_by      text not null
);

-- ── the outbox ──────────────────────────────────────────────────────────────────────────────────────────────────
create table notice_delivery (
  id              bigint generated always as identity primary key,
  channel         text not null check (channel in ('email', 'webhook', 'group', 'digest')),
  notice_id       bigint references notice (id),
  person_id       uuid references person (id),
  organization_id text references organization (id),
  day             date,                   -- of a digest
  once            text,                   -- a group is told once of one event
  content         jsonb,                  -- of a digest: {subject, text}
  state           text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'dropped')),
  attempts        int not null default 0,
  created_at      timestamptz not null,
  next_at         timestamptz not null,
  claimed_until   timestamptz,
  sent_at         timestamptz,
  error           jsonb                   -- {zh, en} of the last failure
);
create unique index notice_delivery_once on notice_delivery (organization_id, once) where channel = 'group';
create unique index notice_delivery_digest on notice_delivery (person_id, day) where channel = 'digest';
create index notice_delivery_due on notice_delivery (next_at) where state = 'waiting';
create index notice_delivery_notice on notice_delivery (notice_id);

create table notice_attempt (
  delivery_id bigint not null references notice_delivery (id),
  at          timestamptz not null,
  ok          boolean not null,
  detail      text not null,
  primary key (delivery_id, at)
);

alter table notice_preference enable row level security;
alter table notice_webhook enable row level security;
alter table notice_delivery enable row level security;
alter table notice_attempt enable row level security;
create policy preference_system on notice_preference for all using (scope_kind() = 'system');
create policy preference_own on notice_preference for all using (scope_kind() = 'user' and person_id = scope_person());
create policy webhook_system on notice_webhook for all using (scope_kind() = 'system');
create policy webhook_below on notice_webhook for all using (scope_kind() = 'user' and scope_has_role('administrator')
  and region_below(region_code, scope_region()));
create policy delivery_system on notice_delivery for all using (scope_kind() = 'system');
create policy delivery_own on notice_delivery for select using (scope_kind() = 'user' and person_id = scope_person());
create policy attempt_system on notice_attempt for all using (scope_kind() = 'system');
create policy attempt_own on notice_attempt for select
  using (exists (select 1 from notice_delivery d where d.id = delivery_id and d.person_id = scope_person()));
grant select, insert, update on notice_preference, notice_delivery to zhimai_app;
grant select, insert, update, delete on notice_webhook to zhimai_app;
grant select, insert on notice_attempt to zhimai_app;

-- What is to be sent is written with the notice, whoever writes it: neither exists without the other. Runs as the
-- owner, because whoever acts need not be able to read how others want to be told.
create function queue_notice() returns trigger language plpgsql security definer set search_path = public
  as $$
  declare
    preference notice_preference%rowtype;
    wish jsonb;
  begin
    select * into preference from notice_preference where person_id = new.person_id;
    wish := coalesce(preference.channels -> new.kind, preference.channels -> '*', '{}');
    if preference.email is not null and coalesce(wish ->> 'email', 'digest') = 'now' then
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
create trigger notice_queue after insert on notice for each row execute function queue_notice();

-- ── saved views of tables ───────────────────────────────────────────────────────────────────────────────────────
create table saved_view (
  id          uuid primary key default gen_random_uuid(),
  room        text not null,              -- which table
  name        text not null,
  person_id   uuid not null references person (id),
  actor       text not null,
  region_code text not null,
  shared      boolean not null default false, -- with the region
  search      jsonb not null,             -- the state of the page's address
  updated_at  timestamptz not null
);
create unique index saved_view_name on saved_view (person_id, room, name);
create index saved_view_shared on saved_view (room, region_code) where shared;
-- Which view a person's table opens with.
create table saved_view_default (
  person_id uuid not null references person (id),
  room      text not null,
  view_id   uuid not null references saved_view (id) on delete cascade,
  primary key (person_id, room)
);
alter table saved_view enable row level security;
alter table saved_view_default enable row level security;
create policy view_system on saved_view for all using (scope_kind() = 'system');
create policy view_own on saved_view for all using (scope_kind() = 'user' and person_id = scope_person());
create policy view_shared on saved_view for select using (scope_kind() = 'user' and shared and region_code = scope_region());
create policy view_default_own on saved_view_default for all using (scope_kind() = 'system'
  or (scope_kind() = 'user' and person_id = scope_person()));
grant select, insert, update, delete on saved_view, saved_view_default to zhimai_app;

-- ── the dictionary: lists of words that the deployer may extend ─────────────────────────────────────────────────
create table dictionary_term (
  list       text not null,               -- 'reason.extend' …
  code       text not null,
  zh         text not null,
  en         text not null,
  position   int not null,
  valid_from date,
  valid_to   date,                        -- last day; a term is ended, never removed: old records name it
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (list, code)
);
alter table dictionary_term enable row level security;
create policy term_read on dictionary_term for select using (scope_kind() in ('user', 'system'));
-- The words are everybody's: the administrators of the whole province keep them.
create policy term_write on dictionary_term for all using (scope_kind() = 'system'
  or (scope_kind() = 'user' and scope_has_role('administrator') and scope_region() like '__0000'));
grant select, insert, update on dictionary_term to zhimai_app;
