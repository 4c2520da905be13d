-- Tasks at work: who has to do what by when, what they report, and what happens when they are late. States and steps
-- are the kernel's (lifecycle_case, lifecycle_step; kinds 'task' and 'slip').

create table work_item (
  id            uuid primary key default gen_random_uuid(),
  code          text not null,            -- 2026-0001, counted by region and year
  region_code   text not null,
  plan_id       text,                     -- facts of the ledger; no foreign key into another room
  plan_task_id  text,
  parent_id     uuid references work_item (id),
  issuer_id     text not null references organization (id), -- the organization that gives it out and checks it
  title         text not null,
  description   text not null default '',
  report_every  text not null check (report_every in ('none', 'month', 'quarter')),
  restricted    boolean not null default false,
  created_at    timestamptz not null,
  created_by    uuid,
  unique (region_code, code),
  check (parent_id <> id)
);
create index work_item_parent on work_item (parent_id) where parent_id is not null;
create unique index work_item_plan_task on work_item (plan_task_id, region_code) where plan_task_id is not null and parent_id is null;
create index work_item_plan on work_item (plan_id) where plan_id is not null;

-- Who answers for it, from which day to which: a reform ends one row and begins another.
create table work_unit (
  item_id         uuid not null references work_item (id),
  organization_id text not null references organization (id),
  role            text not null check (role in ('lead', 'joint')),
  valid_from      date not null,
  valid_to        date,                   -- last day
  taken_over_from text references organization (id),
  handler_id      uuid references person (id),
  primary key (item_id, organization_id, valid_from)
);
create index work_unit_organization on work_unit (organization_id) where valid_to is null;
create unique index work_unit_lead on work_unit (item_id) where role = 'lead' and valid_to is null;

-- Files wait here between upload and report; only who uploaded a file can attach it.
create table work_upload (
  id         uuid primary key default gen_random_uuid(),
  person_id  uuid not null references person (id),
  sha256     text not null references evidence_file (sha256),
  file_name  text not null,
  media_type text not null,
  bytes      bigint not null,
  at         timestamptz not null
);

create table work_report (
  id              uuid primary key default gen_random_uuid(),
  item_id         uuid not null references work_item (id),
  organization_id text not null references organization (id),
  role            text not null check (role in ('lead', 'joint')), -- joint units answer to the lead
  person_id       uuid,
  actor           text not null,
  at              timestamptz not null,
  on_day          date not null,
  percent         int not null check (percent between 0 and 100),
  done            text not null,
  problems        text not null default '',
  next            text not null default ''
);
create index work_report_item on work_report (item_id, at desc);

create table work_evidence (
  id         uuid primary key default gen_random_uuid(),
  report_id  uuid not null references work_report (id),
  sha256     text not null references evidence_file (sha256),
  file_name  text not null,
  media_type text not null,
  bytes      bigint not null
);
create index work_evidence_report on work_evidence (report_id);
create index work_evidence_sha256 on work_evidence (sha256);

-- What the lead says to an answer of a joint unit. The newest counts.
create table work_verdict (
  id        bigint generated always as identity primary key,
  report_id uuid not null references work_report (id),
  accepted  boolean not null,
  comment   text not null default '',
  person_id uuid,
  actor     text not null,
  at        timestamptz not null
);
create index work_verdict_report on work_verdict (report_id, id desc);

-- Reminders and supervision slips (督办单): one of a level for a missed deadline.
create table work_slip (
  id              uuid primary key default gen_random_uuid(),
  item_id         uuid not null references work_item (id),
  level           int not null check (level between 1 and 3),
  number          text not null,
  organization_id text not null references organization (id),
  copies          text[] not null default '{}',
  reason          text not null,
  missed_on       date not null,          -- the deadline that was missed
  issued_on       date not null,
  automatic       boolean not null,
  unique (item_id, level, missed_on)
);
create index work_slip_organization on work_slip (organization_id);

alter table work_item enable row level security;
alter table work_unit enable row level security;
alter table work_upload enable row level security;
alter table work_report enable row level security;
alter table work_evidence enable row level security;
alter table work_verdict enable row level security;
alter table work_slip enable row level security;

-- The case of a task names its parties and its reach; everything else is readable where the case is.
create function may_read_task(item uuid) returns boolean language sql stable
  as $$ select exists (select 1 from lifecycle_case c where c.kind = 'task' and c.object_id = item::text) $$;
create function may_step_task(item uuid) returns boolean language sql stable
  as $$ select exists (select 1 from lifecycle_case c where c.kind = 'task' and c.object_id = item::text
    and (may_write_region(c.region_code) or may_act_for(c.parties))) $$;

-- Readable by itself too, so that an insert may return its row before the case is opened.
create policy work_item_read on work_item for select using (scope_kind() = 'system' or (may_read_region(region_code)
  and (not restricted or may_read_restricted(region_code, array[issuer_id]) or may_read_task(id))));
create policy work_item_add on work_item for insert
  with check (may_write_region(region_code) or (may_act_for(array[issuer_id]) and region_below(region_code, scope_region())));
create policy work_item_edit on work_item for update
  using (may_write_region(region_code) or may_act_for(array[issuer_id]));
create policy work_unit_read on work_unit for select using (exists (select 1 from work_item i where i.id = item_id));
create policy work_unit_write on work_unit for all using (scope_kind() = 'system'
  or exists (select 1 from work_item i where i.id = item_id
    and (may_write_region(i.region_code) or may_act_for(array[i.issuer_id]))));
create policy work_unit_handler on work_unit for update using (may_act_for(array[organization_id]));
create policy work_upload_own on work_upload for all using (scope_kind() = 'system'
  or (scope_kind() = 'user' and person_id = scope_person()));
create policy work_report_read on work_report for select using (may_read_task(item_id));
create policy work_report_add on work_report for insert with check (may_step_task(item_id) and may_act_for(array[organization_id]));
create policy work_evidence_read on work_evidence for select using (exists (select 1 from work_report r where r.id = report_id));
create policy work_evidence_add on work_evidence for insert
  with check (exists (select 1 from work_report r where r.id = report_id and may_act_for(array[r.organization_id])));
create policy work_verdict_read on work_verdict for select using (exists (select 1 from work_report r where r.id = report_id));
create policy work_verdict_add on work_verdict for insert
  with check (exists (select 1 from work_report r where r.id = report_id and may_step_task(r.item_id)));
create policy work_slip_read on work_slip for select using (may_read_task(item_id));
create policy work_slip_add on work_slip for insert with check (scope_kind() = 'system'
  or exists (select 1 from work_item i where i.id = item_id
    and (may_write_region(i.region_code) or may_act_for(array[i.issuer_id]))));
create policy work_slip_move on work_slip for update using (scope_kind() = 'system'
  or exists (select 1 from work_item i where i.id = item_id and may_write_region(i.region_code)));
create policy evidence_of_report on evidence_file for select
  using (exists (select 1 from work_evidence e where e.sha256 = evidence_file.sha256));
create policy evidence_of_upload on evidence_file for select
  using (exists (select 1 from work_upload u where u.sha256 = evidence_file.sha256));

grant select, insert on work_item to zhimai_app;
grant update (title, description, report_every, restricted, issuer_id) on work_item to zhimai_app;
grant select, insert, update (valid_to, handler_id, role, taken_over_from) on work_unit to zhimai_app;
grant delete on work_unit to zhimai_app;
grant update (organization_id) on work_slip to zhimai_app;
grant select, insert, delete on work_upload to zhimai_app;
grant select, insert on work_report, work_evidence, work_verdict, work_slip to zhimai_app;

-- How a colleague is called. Names of those who act stand in every trail; the rest of a person is not readable here.
create function person_called(whom uuid) returns text
  language sql stable security definer set search_path = public
  as $$ select display_name from person where id = whom and scope_kind() in ('user', 'system') $$;

-- Every task that the asker may see as it stood on a day: the newest step until then gives state and deadline, the unit
-- of that day the lead; the light is the rule of light.ts. Runs as the owner and checks the scope itself, once for the
-- whole and not once for each row and each step: the same rule as the policies, which a test holds together.
create function work_on_day(as_of date, only_ids uuid[] default null, under uuid default null)
  returns table (id uuid, code text, region_code text, plan_id text, plan_task_id text, parent_id uuid, issuer_id text,
    title text, state text, due_on date, lead_id text, light text)
  language sql stable security definer set search_path = public
  as $$
    with me as materialized (select scope_kind() as kind, scope_organization() as organization, scope_region() as home,
      region_stem(scope_region()) as stem, scope_has_role('officer') or scope_has_role('administrator') as writes,
      scope_has_role('auditor') as audits)
    select t.id, t.code, t.region_code, t.plan_id, t.plan_task_id, t.parent_id, t.issuer_id, t.title, now.state, now.due_on,
      lead.organization_id,
      case when now.due_on is null or now.state in ('draft', 'declined', 'cancelled') then 'none'
        when handed.on_day is not null then case when handed.on_day <= now.due_on then 'green' else 'yellow' end
        when now.due_on < as_of then 'red' else 'green' end
    from me
      cross join work_item t
      join lifecycle_case c on c.kind = 'task' and c.object_id = t.id::text
      left join lateral (select s.to_state, s.due_on, s.version from lifecycle_step s
        where c.stepped_on > as_of and s.kind = 'task' and s.object_id = c.object_id and s.on_day <= as_of
        order by s.version desc limit 1) past on true
      cross join lateral (select case when c.stepped_on > as_of then past.to_state else c.state end as state,
        case when c.stepped_on > as_of then past.due_on else c.due_on end as due_on,
        case when c.stepped_on > as_of then past.version else c.version end as version) now
      left join lateral (select s.on_day from lifecycle_step s
        where now.state in ('submitted', 'done') and s.kind = 'task' and s.object_id = c.object_id
          and s.action = 'submit' and s.version <= now.version
        order by s.version desc limit 1) handed on true
      left join work_unit lead on lead.item_id = t.id and lead.role = 'lead' and lead.valid_from <= as_of
        and (lead.valid_to is null or lead.valid_to >= as_of)
    where now.state is not null
      and (only_ids is null or t.id = any (only_ids)) and (under is null or t.parent_id = under)
      and (me.kind = 'system' or (me.kind = 'user' and me.home <> ''
        and (starts_with(t.region_code, me.stem) or starts_with(me.home, region_stem(t.region_code)))
        and (not t.restricted or t.issuer_id = me.organization or me.organization = any (c.parties)
          or ((me.writes or me.audits) and starts_with(t.region_code, me.stem)))
        -- A draft is nobody's business but the issuer's and the offices above.
        and (now.state <> 'draft' or t.issuer_id = me.organization or (me.writes and starts_with(t.region_code, me.stem)))))
  $$;

-- The next number of a region and year, whatever of its tasks the asker may see.
create function next_work_number(region text, of_year text) returns bigint
  language sql stable security definer set search_path = public
  as $$ select coalesce(max(substr(code, 6)::bigint), 0) + 1 from work_item
    where region_code = region and starts_with(code, of_year || '-') $$;
create function next_slip_number(of_year text) returns bigint
  language sql stable security definer set search_path = public
  as $$ select count(*) + 1 from work_slip where to_char(issued_on, 'YYYY') = of_year $$;
