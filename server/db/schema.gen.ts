// Made by server/db/generate-types.ts from the migrated database. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Json = ColumnType<unknown, string, string>;
type DefaultedInstant = ColumnType<Date, Date | string | undefined, Date | string>;
type DefaultedJson = ColumnType<unknown, string | undefined, string>;

export interface AmendmentTable {
  id: Generated<string>;
  plan_id: string;
  number: number;
  reason: string;
  basis: string;
  effective_on: string;
  changes: Json;
  region_code: string;
  proposed_by: string;
  proposer: string;
  proposed_at: Instant;
}

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
  post_id: string;
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

export interface DictionaryTermTable {
  list: string;
  code: string;
  zh: string;
  en: string;
  position: number;
  valid_from: string | null;
  valid_to: string | null;
  updated_at: Instant;
  updated_by: string;
}

export interface EnvBatchTable {
  id: GeneratedAlways<number>;
  file_name: string;
  sha256: string;
  rows: number;
  added: number;
  corrected: number;
  simulated: boolean;
  region_code: string;
  imported_at: Instant;
  imported_by: string;
}

export interface EnvReadingTable {
  at: string;
  station_id: number;
  batch_id: number;
  superseded_by: number | null;
  item: number;
  grain: string;
  flag: string | null;
  value: string;
}

export interface EnvResultTable {
  id: Generated<string>;
  kind: string;
  year: number;
  region_code: string;
  method: string;
  summary: Json;
  detail: Json;
  simulated: boolean;
  published: boolean;
  computed_at: Instant;
  computed_by: string;
  superseded_at: Instant | null;
}

export interface EnvStationTable {
  id: GeneratedAlways<number>;
  code: string;
  name: string;
  kind: string;
  region_code: string;
  valid_from: string;
  valid_to: string | null;
  simulated: Generated<boolean>;
  created_at: Instant;
}

export interface EpcisCaptureTable {
  id: Generated<string>;
  created_at: Instant;
  finished_at: Instant | null;
  running: Generated<boolean>;
  success: Generated<boolean>;
  behaviour: string;
  media_type: string;
  bytes: string;
  document: Buffer | null;
  header: Json | null;
  captured: Generated<number>;
  repeated: Generated<number>;
  refused: Generated<number>;
  errors: DefaultedJson;
  root: Buffer | null;
  organization_id: string;
  region_code: string;
  captured_by: string;
}

export interface EpcisEpcTable {
  seq: string;
  role: number;
  id: string;
}

export interface EpcisEpochTable {
  cluster: string;
  epoch: string;
}

export interface EpcisEventTable {
  seq: string;
  event_id: string;
  type: string;
  event_time: Instant;
  record_time: Instant;
  action: string | null;
  biz_step: string | null;
  disposition: string | null;
  read_point: string | null;
  biz_location: string | null;
  transformation_id: string | null;
  error_time: Instant | null;
  hash: Buffer;
  digest: Buffer;
  content: string;
  capture_id: string;
  place: number;
  organization_id: string;
  region_code: string;
  written: string;
}

export interface EpcisFactTable {
  seq: string;
  name: string;
  text: string | null;
  number: number | null;
  time: Instant | null;
}

export interface EpcisMasterTable {
  id: string;
  vocabulary: string;
  attribute: string;
  value: string;
  capture_id: string;
  recorded_at: Instant;
  organization_id: string;
  region_code: string;
}

export interface EpcisPageTable {
  token: string;
  path: string;
  state: Json;
  expires_at: Instant;
  organization_id: string;
  person_id: string;
}

export interface EpcisPrefixTable {
  namespace: string;
  prefix: string;
}

export interface EpcisQueryTable {
  name: string;
  query: Json;
  created_at: Instant;
  organization_id: string;
  region_code: string;
  created_by: string;
}

export interface EpcisSubscriptionTable {
  id: Generated<string>;
  query_name: string;
  dest: string;
  secret: string | null;
  stream: boolean;
  schedule: Json | null;
  report_if_empty: Generated<boolean>;
  epc_format: string;
  initial_time: Instant;
  created_at: Instant;
  mark: Generated<string>;
  mark_seq: Generated<string>;
  min_record_time: Instant;
  next_at: Instant;
  last_notified_at: Instant | null;
  failures: Generated<number>;
  problem: Json | null;
  person_id: string;
  post_id: string;
  organization_id: string;
  region_code: string;
}

export interface EpcisWithinTable {
  child: string;
  parent: string;
  capture_id: string;
  organization_id: string;
  region_code: string;
}

export interface EvidenceFileTable {
  sha256: string;
  bytes: string;
  content: Buffer | null;
  linked_path: string | null;
  created_at: DefaultedInstant;
}

export interface GepAccountTable {
  id: Generated<string>;
  region_code: string;
  year: number;
  method: string;
  area: string | null;
  amounts: Json;
  result: Json;
  total: string;
  state: string;
  simulated: boolean;
  version: Generated<number>;
  recorded_at: Instant;
  recorded_by: string;
  superseded_at: Instant | null;
}

export interface HandOverTable {
  id: Generated<string>;
  person_id: string;
  to_person: string | null;
  day: string;
  posts: string[];
  asked_at: Instant;
  asked_by: string;
  settled_at: Instant | null;
  outcome: string | null;
}

export interface IndexExpertTable {
  round_id: string;
  person_id: string;
  region_code: string;
  name: string;
  organization: string;
  answer: Json | null;
  answered_at: Instant | null;
  recused_at: Instant | null;
  reason: string | null;
}

export interface IndexRoundTable {
  id: Generated<string>;
  version_id: string;
  region_code: string;
  title: string;
  method: string;
  nodes: Json;
  opens_on: string;
  closes_on: string;
  opened_by: string;
  closed_at: Instant | null;
  applied_at: Instant | null;
  result: Json | null;
}

export interface IndexRunTable {
  id: Generated<string>;
  scheme_id: string;
  version_id: string;
  vintage_id: string;
  region_code: string;
  kind: string;
  content: Json;
  method_digest: string;
  samples: number;
  result: Json;
  simulated: boolean;
  job_id: string | null;
  run_at: Instant;
  actor: string;
  person_id: string | null;
  published_at: Instant | null;
  note: Generated<string>;
  withdrawn_at: Instant | null;
  withdrawn_reason: string | null;
}

export interface IndexSchemeTable {
  id: string;
  region_code: string;
  name: string;
  name_en: string;
  note: Generated<string>;
  note_en: Generated<string>;
  created_at: Instant;
}

export interface IndexSchemeNameTable {
  version_id: string | null;
  scheme_id: string | null;
  name: string | null;
  name_en: string | null;
}

export interface IndexVersionTable {
  id: Generated<string>;
  scheme_id: string;
  region_code: string;
  number: number;
  content: Json;
  weights_from: DefaultedJson;
  revision: Generated<number>;
  authors: Generated<string[]>;
  author: string;
  created_at: Instant;
  changed_at: Instant;
}

export interface IndexVintageTable {
  id: Generated<string>;
  scheme_id: string;
  region_code: string;
  level: string;
  year: number;
  as_of: string;
  digest: string;
  simulated: boolean;
  frozen_at: Instant;
  frozen_by: string;
}

export interface IndexVintageValueTable {
  vintage_id: string;
  indicator_id: string;
  region_code: string;
  year: number;
  value: string;
  observation_id: string;
  simulated: boolean;
  published: boolean;
}

export interface IndicatorTable {
  id: string;
  name: string;
  name_en: string | null;
  unit: string;
}

export interface InstallationTable {
  one: Generated<boolean>;
  kind: string;
  settled_at: DefaultedInstant;
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
  stepped_on: string;
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

export interface LogCheckpointTable {
  origin: string;
  size: string;
  root: Buffer;
  note: string;
  at: Instant;
}

export interface LogEntryTable {
  index: string;
  leaf_hash: Buffer;
  at: Instant;
  kind: string;
  subject: string;
  entry: Buffer;
}

export interface LogOpeningTable {
  subject: string;
  object: string;
  salt: Buffer;
  region_code: string;
  parties: Generated<string[]>;
}

export interface LogPendingTable {
  id: GeneratedAlways<string>;
  at: Instant;
  kind: string;
  subject: string;
  entry: Buffer;
}

export interface LogStateTable {
  one: Generated<boolean>;
  origin: string;
  size: string;
  root: Buffer;
  keys: string[];
  former: DefaultedJson;
  started_at: Instant;
  trouble: string | null;
  trouble_at: Instant | null;
}

export interface LogTileTable {
  level: number;
  index: string;
  hashes: Buffer;
}

export interface MigrationTable {
  number: number;
  name: string;
  applied_at: DefaultedInstant;
  digest: string | null;
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
  once: string | null;
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
  simulated: Generated<boolean>;
  derived_from: string | null;
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
  edited_at: Instant | null;
}

export interface PersonTable {
  id: Generated<string>;
  user_name: string;
  display_name: string;
  password_hash: string;
  failed_attempts: Generated<number>;
  locked_until: Instant | null;
  disabled_at: Instant | null;
  created_at: DefaultedInstant;
  email: string | null;
  must_change_password: Generated<boolean>;
  version: Generated<number>;
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
  pack_digest: string | null;
  loaded_at: Instant;
  origin: Generated<string>;
  document_id: string | null;
  part: number | null;
  adopted_at: Instant | null;
  adopted_by: string | null;
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
  limit_words: string | null;
  limit_year: number | null;
}

export interface PostTable {
  id: Generated<string>;
  person_id: string;
  organization_id: string;
  region_code: string;
  roles: string[];
  valid_from: string;
  valid_to: string | null;
  main: Generated<boolean>;
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

export interface ReviewEventTable {
  id: GeneratedAlways<string>;
  document_id: string;
  part: number;
  item: string;
  kind: string;
  payload: DefaultedJson;
  undoes: string | null;
  at: Instant;
  person_id: string;
  actor: string;
  organization_id: string;
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
  post_id: string;
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
  parent_id: string | null;
}

export interface TargetDivisionTable {
  id: GeneratedAlways<string>;
  target_id: string;
  version: number;
  region_code: string;
  rule: string;
  note: string;
  divided_value: string;
  recorded_at: Instant;
  person_id: string | null;
  actor: string;
}

export interface TargetShareTable {
  division_id: string;
  region_code: string;
  value: string;
  milestones: DefaultedJson;
}

export interface TargetVersionTable {
  target_id: string;
  valid_from: string;
  valid_to: string;
  fields: Json;
  amendment_id: string | null;
}

export interface TaskUnitTable {
  task_id: string;
  position: number;
  role: string;
  name: string;
  organization_id: string | null;
}

export interface TaskVersionTable {
  task_id: string;
  valid_from: string;
  valid_to: string;
  fields: Json;
  amendment_id: string | null;
}

export interface UnitNameTable {
  id: Generated<string>;
  name: string;
  key: string;
  region_code: string;
  decision: string;
  organization_id: string | null;
  valid_from: string | null;
  valid_to: string | null;
  reason: string;
  decided_at: Instant;
  decided_by: string;
  person_id: string | null;
  undone_at: Instant | null;
  undone_by: string | null;
}

export interface WorkEvidenceTable {
  id: Generated<string>;
  report_id: string;
  sha256: string;
  file_name: string;
  media_type: string;
  bytes: string;
}

export interface WorkItemTable {
  id: Generated<string>;
  code: string;
  region_code: string;
  plan_id: string | null;
  plan_task_id: string | null;
  parent_id: string | null;
  issuer_id: string;
  title: string;
  description: Generated<string>;
  report_every: string;
  restricted: Generated<boolean>;
  created_at: Instant;
  created_by: string | null;
}

export interface WorkReportTable {
  id: Generated<string>;
  item_id: string;
  organization_id: string;
  role: string;
  person_id: string | null;
  actor: string;
  at: Instant;
  on_day: string;
  percent: number;
  done: string;
  problems: Generated<string>;
  next: Generated<string>;
}

export interface WorkSlipTable {
  id: Generated<string>;
  item_id: string;
  level: number;
  number: string;
  organization_id: string;
  copies: Generated<string[]>;
  reason: string;
  missed_on: string;
  issued_on: string;
  automatic: boolean;
}

export interface WorkUnitTable {
  item_id: string;
  organization_id: string;
  role: string;
  valid_from: string;
  valid_to: string | null;
  taken_over_from: string | null;
  handler_id: string | null;
}

export interface WorkUploadTable {
  id: Generated<string>;
  person_id: string;
  sha256: string;
  file_name: string;
  media_type: string;
  bytes: string;
  at: Instant;
}

export interface WorkVerdictTable {
  id: GeneratedAlways<string>;
  report_id: string;
  accepted: boolean;
  comment: Generated<string>;
  person_id: string | null;
  actor: string;
  at: Instant;
}

export interface DB {
  amendment: AmendmentTable;
  api_key: ApiKeyTable;
  audit: AuditTable;
  dictionary_term: DictionaryTermTable;
  env_batch: EnvBatchTable;
  env_reading: EnvReadingTable;
  env_result: EnvResultTable;
  env_station: EnvStationTable;
  epcis_capture: EpcisCaptureTable;
  epcis_epc: EpcisEpcTable;
  epcis_epoch: EpcisEpochTable;
  epcis_event: EpcisEventTable;
  epcis_fact: EpcisFactTable;
  epcis_master: EpcisMasterTable;
  epcis_page: EpcisPageTable;
  epcis_prefix: EpcisPrefixTable;
  epcis_query: EpcisQueryTable;
  epcis_subscription: EpcisSubscriptionTable;
  epcis_within: EpcisWithinTable;
  evidence_file: EvidenceFileTable;
  gep_account: GepAccountTable;
  hand_over: HandOverTable;
  index_expert: IndexExpertTable;
  index_round: IndexRoundTable;
  index_run: IndexRunTable;
  index_scheme: IndexSchemeTable;
  index_scheme_name: IndexSchemeNameTable;
  index_version: IndexVersionTable;
  index_vintage: IndexVintageTable;
  index_vintage_value: IndexVintageValueTable;
  indicator: IndicatorTable;
  installation: InstallationTable;
  job: JobTable;
  lifecycle_case: LifecycleCaseTable;
  lifecycle_step: LifecycleStepTable;
  log_checkpoint: LogCheckpointTable;
  log_entry: LogEntryTable;
  log_opening: LogOpeningTable;
  log_pending: LogPendingTable;
  log_state: LogStateTable;
  log_tile: LogTileTable;
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
  post: PostTable;
  program_state: ProgramStateTable;
  region: RegionTable;
  review_event: ReviewEventTable;
  saved_view: SavedViewTable;
  saved_view_default: SavedViewDefaultTable;
  search_entry: SearchEntryTable;
  session: SessionTable;
  source_document: SourceDocumentTable;
  target: TargetTable;
  target_division: TargetDivisionTable;
  target_share: TargetShareTable;
  target_version: TargetVersionTable;
  task_unit: TaskUnitTable;
  task_version: TaskVersionTable;
  unit_name: UnitNameTable;
  work_evidence: WorkEvidenceTable;
  work_item: WorkItemTable;
  work_report: WorkReportTable;
  work_slip: WorkSlipTable;
  work_unit: WorkUnitTable;
  work_upload: WorkUploadTable;
  work_verdict: WorkVerdictTable;
}
