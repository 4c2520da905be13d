// Made by server/db/generate-types.ts from the migrated database. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Json = ColumnType<unknown, string, string>;
type DefaultedJson = ColumnType<unknown, string | undefined, string>;

export interface ApiKeyTable {
  id: Generated<string>;
  person_id: string;
  name: string;
  prefix: string;
  key_hash: Buffer;
  created_at: Instant;
  last_used_at: Instant | null;
  expires_at: Instant;
  revoked_at: Instant | null;
}

export interface AuditTable {
  id: GeneratedAlways<string>;
  at: Instant;
  person_id: string | null;
  actor: string;
  organization_id: string | null;
  region_code: string;
  action: string;
  object_kind: string;
  object_id: string;
  summary: Json;
  details: DefaultedJson;
  address: string | null;
}

export interface EvidenceFileTable {
  sha256: string;
  bytes: string;
  content: Buffer | null;
  linked_path: string | null;
  created_at: Generated<Instant>;
}

export interface IndicatorTable {
  id: string;
  name: string;
  name_en: string | null;
  unit: string;
}

export interface JobTable {
  id: Generated<string>;
  kind: string;
  title: Json;
  person_id: string | null;
  actor: string;
  region_code: string;
  state: string;
  done: Generated<number>;
  total: number | null;
  message: Json | null;
  payload: DefaultedJson;
  result: Json | null;
  error: Json | null;
  attempt: Generated<number>;
  queued: Generated<boolean>;
  cancel_asked: Generated<boolean>;
  created_at: Instant;
  started_at: Instant | null;
  ended_at: Instant | null;
}

export interface LifecycleCaseTable {
  kind: string;
  object_id: string;
  state: string;
  version: number;
  due_on: string | null;
  region_code: string;
  parties: Generated<string[]>;
  restricted: Generated<boolean>;
  opened_at: Instant;
  entered_at: Instant;
  closed_at: Instant | null;
}

export interface LifecycleStepTable {
  id: GeneratedAlways<string>;
  kind: string;
  object_id: string;
  version: number;
  at: Instant;
  on_day: string;
  person_id: string | null;
  actor: string;
  organization_id: string | null;
  action: string;
  from_state: string | null;
  to_state: string;
  comment: string | null;
  due_on: string | null;
  details: DefaultedJson;
}

export interface MigrationTable {
  number: number;
  name: string;
  applied_at: Generated<Instant>;
}

export interface NoticeTable {
  id: GeneratedAlways<string>;
  person_id: string;
  at: Instant;
  kind: string;
  title: Json;
  link: string;
  object_kind: string;
  object_id: string;
  read_at: Instant | null;
}

export interface NoticeAttemptTable {
  delivery_id: string;
  at: Instant;
  ok: boolean;
  detail: string;
}

export interface NoticeDeliveryTable {
  id: GeneratedAlways<string>;
  channel: string;
  notice_id: string | null;
  person_id: string | null;
  organization_id: string | null;
  day: string | null;
  once: string | null;
  content: Json | null;
  state: Generated<string>;
  attempts: Generated<number>;
  created_at: Instant;
  next_at: Instant;
  claimed_until: Instant | null;
  sent_at: Instant | null;
  error: Json | null;
}

export interface NoticePreferenceTable {
  person_id: string;
  language: Generated<string>;
  email: string | null;
  webhook_url: string | null;
  webhook_secret: string | null;
  quiet_from: string | null;
  quiet_to: string | null;
  channels: DefaultedJson;
  updated_at: Instant;
}

export interface NoticeWebhookTable {
  organization_id: string;
  region_code: string;
  url: string;
  secret: string | null;
  language: Generated<string>;
  updated_at: Instant;
  updated_by: string;
}

export interface ObservationTable {
  id: GeneratedAlways<string>;
  indicator_id: string;
  region_code: string;
  breakdown: Generated<string>;
  period: string;
  period_start: string;
  period_end: string;
  value: string;
  source: string;
  source_note: string;
  known_on: string;
  published: boolean;
  recorded_at: Instant;
  recorded_by: string;
  superseded_at: Instant | null;
  superseded_by: string | null;
}

export interface OrganizationTable {
  id: string;
  name: string;
  name_en: string;
  short_names: Generated<string[]>;
  kind: string;
  region_code: string;
  valid_from: string | null;
  valid_to: string | null;
  successors: Generated<string[]>;
  uscc: string | null;
  simulated: Generated<boolean>;
}

export interface PersonTable {
  id: Generated<string>;
  user_name: string;
  display_name: string;
  organization_id: string;
  region_code: string;
  roles: string[];
  password_hash: string;
  failed_attempts: Generated<number>;
  locked_until: Instant | null;
  disabled_at: Instant | null;
  created_at: Generated<Instant>;
}

export interface PlanTable {
  id: string;
  title: string;
  title_en: string;
  short_title: string;
  short_title_en: string;
  document_number: string | null;
  issuer: string;
  issued_on: string | null;
  region_code: string;
  year_from: number;
  year_to: number;
  visibility: string;
  source_sha256: string;
  source_format: string;
  outline: Json;
  pack_digest: string;
  loaded_at: Instant;
}

export interface PlanTaskTable {
  id: string;
  plan_id: string;
  code: string;
  clause: string;
  title: string;
  span_start: number | null;
  span_end: number | null;
  position: number;
}

export interface ProgramStateTable {
  key: string;
  value: string;
}

export interface RegionTable {
  code: string;
  name: string;
  name_en: string;
  level: string;
  parent_code: string | null;
  valid_from: string;
  valid_to: string | null;
  successors: Generated<string[]>;
  note: string | null;
  latest: boolean;
}

export interface SavedViewTable {
  id: Generated<string>;
  room: string;
  name: string;
  person_id: string;
  actor: string;
  region_code: string;
  shared: Generated<boolean>;
  search: Json;
  updated_at: Instant;
}

export interface SavedViewDefaultTable {
  person_id: string;
  room: string;
  view_id: string;
}

export interface SearchEntryTable {
  kind: string;
  object_id: string;
  title: string;
  title_en: string | null;
  subtitle: string | null;
  subtitle_en: string | null;
  body: string | null;
  link: string;
  region_code: string | null;
  visibility: string;
  parties: Generated<string[]>;
  title_norm: string;
  hay: string;
  pinyin: string;
  initials: string;
  tokens: string;
}

export interface SessionTable {
  id: Generated<string>;
  token_hash: Buffer;
  person_id: string;
  created_at: Instant;
  last_seen_at: Instant;
  expires_at: Instant;
  revoked_at: Instant | null;
  client: string;
  address: string | null;
}

export interface SourceDocumentTable {
  id: Generated<string>;
  sha256: string;
  file_name: string;
  title: string;
  format: string;
  bytes: string;
  region_code: string;
  visibility: string;
  storage: string;
  text: string;
  anchors: Json;
  reading: Json;
  counts: Json;
  reader: string;
  imported_at: Instant;
  imported_by: string;
  removed_at: Instant | null;
}

export interface TargetTable {
  id: string;
  plan_id: string;
  code: string;
  clause: string;
  indicator_id: string;
  comparator: string;
  value: string;
  value_high: string | null;
  unit: string;
  kind: string;
  period: string;
  year: number | null;
  period_start: string | null;
  due_on: string;
  region_code: string;
  breakdown: Generated<string>;
  lead: string | null;
  baseline_date: string | null;
  baseline_value: string | null;
  milestones: DefaultedJson;
  suspect: Generated<boolean>;
  raw: string | null;
  findings: DefaultedJson;
  span_start: number | null;
  span_end: number | null;
  position: number;
}

export interface TaskUnitTable {
  task_id: string;
  position: number;
  role: string;
  name: string;
  organization_id: string | null;
}

export interface DB {
  api_key: ApiKeyTable;
  audit: AuditTable;
  evidence_file: EvidenceFileTable;
  indicator: IndicatorTable;
  job: JobTable;
  lifecycle_case: LifecycleCaseTable;
  lifecycle_step: LifecycleStepTable;
  migration: MigrationTable;
  notice: NoticeTable;
  notice_attempt: NoticeAttemptTable;
  notice_delivery: NoticeDeliveryTable;
  notice_preference: NoticePreferenceTable;
  notice_webhook: NoticeWebhookTable;
  observation: ObservationTable;
  organization: OrganizationTable;
  person: PersonTable;
  plan: PlanTable;
  plan_task: PlanTaskTable;
  program_state: ProgramStateTable;
  region: RegionTable;
  saved_view: SavedViewTable;
  saved_view_default: SavedViewDefaultTable;
  search_entry: SearchEntryTable;
  session: SessionTable;
  source_document: SourceDocumentTable;
  target: TargetTable;
  task_unit: TaskUnitTable;
}
