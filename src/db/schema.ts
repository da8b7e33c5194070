import type { ColumnType, Generated, RawBuilder } from 'kysely'
import type { CleanupFacts, Result } from '../accounts/cleanup-facts.rules.ts'
import type { ProposalKind, ProposalState } from '../accounts/cleanup-proposal.rules.ts'
import type { ApplicationKind, ApplicationState, ClosureCause, EvidenceRole } from '../accounts/lifecycle.rules.ts'
import type { Category, Finding, Severity } from '../checker/finding.ts'
import type { ChangeState, EntryFacts, EntryKind } from '../lexicon/entry-kinds.rules.ts'
import type { ReplaySummary } from '../lexicon/replay.rules.ts'
import type { Fault, Kept } from '../platforms/publisher.ts'
import type { DraftContent } from '../publishing/content.contract.ts'
import type { DraftState } from '../publishing/draft.rules.ts'
import type { FrozenOutgoing, PublicationState, Way } from '../publishing/publication.rules.ts'
import type { Elements } from '../review/elements.rules.ts'
import type { Signature } from '../review/gate.rules.ts'
import type { ReviewStep } from '../review/review.rules.ts'
import type { ContentClass, ReviewLevel, RuleStep } from '../review/three-review.rules.ts'

/** A `jsonb` column: read as a value, written as JSON text (see `json`). */
export type Json<T = unknown> = ColumnType<T, string, string>
type NullableJson<T = unknown> = ColumnType<T | null, string | null, string | null>
/** A search column, written by `searchVector`. */
type SearchVector = ColumnType<string, RawBuilder<string> | undefined, RawBuilder<string>>

export type RegionTable = {
  code: string
  name: string
  short_name: string
  level: 'province' | 'city' | 'county' | 'township'
  parent_code: string | null
  path: string
  residents: number | null
  residents_year: number | null
  residents_source: string | null
  version: Generated<number>
  updated_at: Generated<Date>
}

export type UnitTable = {
  id: string
  name: string
  short_name: string
  kind: 'supervisor' | 'publicityOffice' | 'hostUnit' | 'businessAuthority' | 'industryRegulator' | 'contractor'
  host_type: 'department' | 'township' | 'institution' | 'enterprise' | null
  region_code: string
  region_path: string
  level: 'province' | 'city' | 'county' | 'township'
  industry: string | null
  credit_code: string | null
  qualification: 'subsidiary' | 'mainstreamMedia' | 'licensedNewsSite' | null
  contact_name: string | null
  contact_phone_cipher: string | null
  contact_phone_mask: string | null
  active: Generated<boolean>
  search: SearchVector
  version: Generated<number>
  created_at: Date
  updated_at: Date
}

export type AppUserTable = {
  id: string
  username: string
  name: string
  unit_id: string
  phone_cipher: string | null
  phone_mask: string | null
  phone_index: string | null
  email: string | null
  active: Generated<boolean>
  left_at: Date | null
  password_hash: string
  password_changed_at: Date | null
  must_change_password: Generated<boolean>
  totp_cipher: string | null
  totp_enabled_at: Date | null
  totp_last_step: number | null
  failed_count: Generated<number>
  locked_until: Date | null
  lock_reason: string | null
  last_login_at: Date | null
  oidc_issuer: string | null
  oidc_subject: string | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
}

export type UserDutyTable = {
  user_id: string
  duty: string
}

export type SessionTable = {
  id_hash: string
  public_id: string
  user_id: string
  csrf_token: string
  method: 'password' | 'passwordTotp' | 'oidc'
  ip: string
  user_agent: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  revoked_at: Date | null
  revoked_reason: string | null
}

export type SignInFailureTable = {
  id: Generated<number>
  username: string
  source: string
  at: Date
}

export type OidcFlowTable = {
  state_hash: string
  nonce: string
  code_verifier: string
  return_to: string
  created_at: Date
}

export type ContractTable = {
  id: string
  contractor_unit_id: string
  host_unit_id: string
  contract_no: string | null
  duties: string
  starts_on: string
  ends_on: string
  nda_signed_on: string
  nda_ends_on: string
  ended_at: Date | null
  ended_reason: string | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
}

export type HandoverTable = {
  id: string
  from_user_id: string
  to_user_id: string
  reason: string
  items: Json
  at: Date
  by_user_id: string | null
}

export type SavedViewTable = {
  id: string
  user_id: string
  page: string
  name: string
  query: Json
  created_at: Date
}

export type MessageTable = {
  id: string
  user_id: string
  kind: string
  title: string
  body: Generated<string>
  link: string | null
  created_at: Date
  read_at: Date | null
}

export type MessageDeliveryTable = {
  id: string
  message_id: string
  user_id: string
  channel: 'email' | 'sms' | 'dingtalk'
  urgency: 'normal' | 'urgent' | 'emergency'
  dispatch_id: string | null
  state: 'queued' | 'sent' | 'failed' | 'givenUp' | 'dropped'
  attempts: Generated<number>
  next_try_at: Date
  error: string | null
  created_at: Date
  ended_at: Date | null
}

export type MessagePreferenceTable = {
  user_id: string
  kind: string
  channels: string[]
  updated_at: Date
}

export type AccountCustodyTable = {
  account_id: string
  item: 'password' | 'phone' | 'admin'
  keeper_user_id: string
  since: string
  place: string | null
  phone_cipher: string | null
  phone_mask: string | null
  note: string | null
  told_at: Date | null
  version: Generated<number>
  updated_at: Date
}

export type CustodyTransferTable = {
  id: string
  account_id: string
  from_user_id: string
  to_user_id: string
  items: AccountCustodyTable['item'][]
  reason: string
  state: 'open' | 'confirmed' | 'withdrawn'
  made_by: string
  created_at: Date
  ended_at: Date | null
}

export type DutyShiftTable = {
  unit_id: string
  day: string
  role: 'leader' | 'officer'
  user_id: string
}

export type SettingTable = {
  key: string
  value: Json
  updated_at: Date
}

export type IdempotencyKeyTable = {
  user_id: string
  key: string
  request_hash: string
  status: number | null
  body: NullableJson
  created_at: Date
}

export type OutboxTable = {
  id: Generated<number>
  kind: string
  payload: Json
  created_at: Date
  handled_at: Date | null
}

export type FileObjectTable = {
  id: string
  owner_user_id: string | null
  unit_id: string | null
  purpose: 'import' | 'errors' | 'export' | 'evidence' | 'report' | 'media'
  name: string
  media_type: string
  size: number
  sha256: string
  created_at: Date
  expires_at: Date | null
}

export type FilePieceTable = {
  file_id: string
  n: number
  bytes: Uint8Array
}

export type JobRunTable = {
  id: string
  kind: string
  title: string
  user_id: string | null
  unit_id: string | null
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  payload: Json
  done: Generated<number>
  total: number | null
  result: NullableJson
  error: string | null
  created_at: Date
  started_at: Date | null
  heartbeat_at: Date | null
  finished_at: Date | null
}

export type AccountTable = {
  id: string
  ledger_no: string
  name: string
  platform:
    | 'wechat'
    | 'weibo'
    | 'toutiao'
    | 'douyin'
    | 'channels'
    | 'kuaishou'
    | 'bilibili'
    | 'miniProgram'
    | 'app'
    | 'other'
  variant: 'subscription' | 'service' | null
  platform_account_id: string | null
  host_unit_id: string
  region_code: string
  region_path: string
  level: 'province' | 'city' | 'county' | 'township'
  certified_body: string | null
  state: 'active' | 'stopping' | 'closing' | 'closed'
  opened_on: string | null
  filed_on: string | null
  closed_on: string | null
  account_contact_name: string | null
  account_contact_phone_cipher: string | null
  account_contact_phone_mask: string | null
  unit_contact_name: string | null
  unit_contact_phone_cipher: string | null
  unit_contact_phone_mask: string | null
  url: string | null
  intro: string | null
  tags: Generated<string[]>
  followers: number | null
  followers_as_of: string | null
  last_post_at: Date | null
  search: SearchVector
  version: Generated<number>
  created_at: Date
  updated_at: Date
}

export type AccountPersonTable = {
  account_id: string
  user_id: string
  duty: string
  since: Date
}

export type AccountEventTable = {
  id: string
  account_id: string
  at: Date
  kind: string
  title: string
  detail: ColumnType<unknown, string | undefined, string>
  actor_name: string
  actor_unit: string
}

export type ImportBatchTable = {
  id: string
  kind: string
  file_id: string | null
  file_name: string
  file_sha256: string
  user_id: string
  unit_id: string
  state: 'uploaded' | 'checking' | 'checked' | 'applying' | 'applied' | 'failed' | 'cancelled'
  sheet_name: string | null
  header_row: number | null
  headers: NullableJson
  mapping: NullableJson
  options: ColumnType<unknown, string | undefined, string>
  row_count: number | null
  new_count: number | null
  changed_count: number | null
  same_count: number | null
  error_count: number | null
  failure: string | null
  job_id: string | null
  created_at: Date
  checked_at: Date | null
  applied_at: Date | null
}

export type ImportRowTable = {
  batch_id: string
  row_no: number
  cells: Json
  parsed: NullableJson
  outcome: 'new' | 'changed' | 'same' | 'error' | null
  errors: NullableJson
}

export type PostTable = {
  id: string
  published_at: Date
  account_id: string
  post_key: string
  title: string
  url: string | null
  headline: boolean | null
  original: boolean | null
  source: string
  batch_id: string | null
  created_at: Date
}

export type PostMetricTable = {
  post_id: string
  published_at: Date
  account_id: string
  captured_at: Date
  source: string
  batch_id: string | null
  reads: number | null
  reads_capped: Generated<boolean>
  wows: number | null
  likes: number | null
  shares: number | null
  comments: number | null
  favourites: number | null
}

export type AccountFigureTable = {
  account_id: string
  period_start: string
  period_end: string
  captured_at: Date
  source: string
  batch_id: string | null
  followers: number | null
  new_followers: number | null
  posts: number | null
  originals: number | null
  active_days: number | null
  reads: number | null
  wows: number | null
  likes: number | null
  shares: number | null
  comments: number | null
  head_posts: number | null
  head_reads: number | null
  head_wows: number | null
  head_likes: number | null
  head_shares: number | null
  max_reads: number | null
  max_wows: number | null
  max_likes: number | null
  max_shares: number | null
  collaboration_assigned: number | null
  collaboration_done: number | null
  published_index: number | null
  published_index_name: string | null
}

export type CommentTable = {
  id: string
  at: Date
  account_id: string
  post_id: string | null
  platform_comment_id: string | null
  author_name: string | null
  body: string
  replied_at: Date | null
  created_at: Date
}

export type FindingTable = {
  id: string
  account_id: string
  post_id: string | null
  kind:
    | 'graveError'
    | 'minorError'
    | 'onlineServices'
    | 'poorInteraction'
    | 'platformUse'
    | 'silent14Days'
    | 'graveOpinion'
    | 'secrecyIncident'
    | 'provincialCensure'
  occurred_on: string
  title: string
  detail: Generated<string>
  evidence_url: string | null
  evidence_file_id: string | null
  source: 'manual' | 'import' | 'monitoring'
  state: 'confirmed' | 'withdrawn'
  recorded_by: string
  recorded_at: Date
  withdrawn_at: Date | null
  withdrawn_reason: string | null
  version: Generated<number>
}

export type SchemeTable = {
  id: string
  name: string
  version_no: number
  effective_from: string
  effective_to: string | null
  state: 'draft' | 'inForce' | 'retired'
  definition: Json
  note: Generated<string>
  unit_id: string | null
  version: Generated<number>
  created_by: string
  created_at: Date
}

export type AssessmentRunTable = {
  id: string
  scheme_id: string
  period_kind: 'month' | 'quarter' | 'year'
  period: string
  period_start: string
  period_end: string
  region_code: string
  region_path: string
  region_name: string
  unit_id: string | null
  job_id: string | null
  state: 'running' | 'done' | 'failed'
  cutoff: Date
  scheme_definition: Json
  reference_values: NullableJson
  inputs_hash: string | null
  scores_hash: string | null
  account_count: number | null
  ranked_count: number | null
  missing_count: number | null
  unfit_count: number | null
  excluded_count: number | null
  failure: string | null
  created_by: string
  created_at: Date
  finished_at: Date | null
}

export type AssessmentInputTable = {
  run_id: string
  account_id: string
  facts: Json
  gaps: Generated<string[]>
}

export type AssessmentExcludedTable = {
  run_id: string
  account_id: string
  account_name: string
  platform: string
  host_unit_name: string
  region_path: string
  reason: string
}

/** The five indices and the total, in full precision; null is 缺数. */
export type IndexColumns = {
  total: number | null
  operation: number | null
  diligence: number | null
  health: number | null
  cluster: number | null
  growth: number | null
}

export type AssessmentScoreTable = IndexColumns & {
  run_id: string
  account_id: string
  account_name: string
  platform: string
  level: 'province' | 'city' | 'county' | 'township'
  host_unit_id: string
  host_unit_name: string
  region_code: string
  region_path: string
  rank_total: string | null
  verdict: '合格' | '不合格' | '待核'
  vetoes: Generated<string[]>
  missing: Generated<string[]>
  breakdown: Json
}

export type AssessmentRegionTable = IndexColumns & {
  run_id: string
  region_code: string
  scope: 'own' | 'area'
  region_name: string
  region_path: string
  level: string
  account_count: number
  ranked_count: number
  health_earned: number | null
  total_earned: number | null
  vetoes: Json
}

export type AuditEntryTable = {
  seq: number
  at: Date
  user_id: string | null
  username: string
  user_name: string
  unit_id: string | null
  unit_name: string
  ip: string
  user_agent: string
  request_id: string
  action: string
  subject_type: string
  subject_id: string
  title: string
  before: NullableJson
  after: NullableJson
  prev_hash: string
  hash: string
}

export type AuditHeadTable = {
  single: Generated<boolean>
  seq: number
  hash: string
}

/** One list exported from the national system (§6.2). */
export type NationalListTable = {
  id: string
  file_name: string
  region_path: string
  listed_on: string
  complete: boolean
  entry_count: Generated<number>
  gone_count: Generated<number>
  imported_by: string
  imported_unit: string
  imported_at: Date
}

export type NationalEntryTable = {
  id: string
  list_id: string
  list_region_path: string
  entry_key: string
  name: string
  platform: AccountTable['platform']
  variant: string | null
  platform_account_id: string | null
  host_name: string
  certified_body: string | null
  opened_on: string | null
  url: string | null
  account_contact_name: string | null
  account_contact_phone_cipher: string | null
  account_contact_phone_mask: string | null
  unit_contact_name: string | null
  unit_contact_phone_cipher: string | null
  unit_contact_phone_mask: string | null
  status: string | null
  account_id: string | null
  host_unit_id: string | null
  region_path: string
  candidates: Generated<string[]>
  dismissed_at: Date | null
  dismissed_by: string | null
  dismissed_reason: string | null
  gone_at: Date | null
  seen_at: Date
}

export type NationalFilingTable = {
  account_id: string
  state: 'reported' | 'included' | 'differs' | 'shutdownRequested' | 'shutDown'
  reported_on: string | null
  included_on: string | null
  shutdown_requested_on: string | null
  shut_down_on: string | null
  entry_id: string | null
  differs: Generated<string[]>
  batch_id: string | null
  batch_name: string | null
  marked_by: string
  marked_unit: string
  marked_at: Date
}

/** Every table, as the migrations in `src/db/migrations` make them. */
export type ReviewTable = {
  id: string
  subject_type: string
  subject_id: string
  kind: string
  title: string
  link: string
  host_unit_id: string
  region_path: string
  state: 'open' | 'approved' | 'refused' | 'returned' | 'withdrawn'
  round: Generated<number>
  step: Generated<number>
  steps: Json<ReviewStep[]>
  turn_unit_id: string | null
  turn_duty: string | null
  due_on: string | null
  submitter_id: string
  submitter_name: string
  submitter_unit: string
  submitted_at: Date
  urged_on: string | null
  reminded_on: string | null
  escalated_at: Date | null
  decided_at: Date | null
  version: Generated<number>
  /** The authors: they decide at no step, in nobody's name. */
  barred: Generated<string[]>
  distinct_people: Generated<boolean>
  urgent: Generated<boolean>
}

export type ReviewAssignmentTable = { review_id: string; user_id: string }

export type ReviewOpinionTable = {
  id: string
  review_id: string
  round: number
  step: number | null
  step_name: string
  action: string
  user_id: string | null
  user_name: string
  unit_name: string
  on_behalf_name: string | null
  to_name: string | null
  opinion: string
  reached_at: Date | null
  at: Date
}

export type ReviewCopyTable = { review_id: string; user_id: string; by_name: string; at: Date }

export type ReviewAbsenceTable = {
  id: string
  user_id: string
  deputy_id: string
  starts_on: string
  ends_on: string
  reason: string
  created_at: Date
  ended_at: Date | null
}

export type ReviewPhraseTable = { id: string; user_id: string; text: string; created_at: Date }

export type AccountApplicationTable = {
  id: string
  number: string
  kind: ApplicationKind
  state: ApplicationState
  title: string
  host_unit_id: string
  region_code: string
  region_path: string
  level: 'province' | 'city' | 'county' | 'township'
  platform: AccountTable['platform']
  account_id: string | null
  opening_id: string | null
  cause: ClosureCause | null
  form: Json
  due_on: string | null
  reminded_on: string | null
  barred_until: string | null
  bar_lifted_reason: string | null
  created_by: string | null
  created_by_name: string
  created_at: Date
  updated_at: Date
  submitted_at: Date | null
  decided_at: Date | null
  ended_at: Date | null
  version: Generated<number>
}

export type AccountApplicationStepTable = {
  id: string
  application_id: string
  action: string
  from_state: string
  to_state: string
  note: Generated<string>
  actor_name: string
  actor_unit: string
  at: Date
}

export type AccountApplicationFileTable = {
  application_id: string
  file_id: string
  role: EvidenceRole
  added_at: Date
}

export type AccountPledgeTable = {
  account_id: string
  opening_id: string | null
  followers: number
  posts_per_month: number
  average_reads: number
  starts_on: string
  reviews_on: string
  source: Generated<'opening' | 'paper'>
  promised_on: string | null
  evidence_file_id: string | null
  note: Generated<string>
  entered_by: string | null
  entered_at: Date | null
  facts: NullableJson
  outcome: 'met' | 'unmet' | 'unknown' | null
  evaluated_at: Date | null
  told_for: string | null
  decision: 'met' | 'extended' | 'closed' | null
  decision_reason: string | null
  decided_by: string | null
  decided_at: Date | null
  version: Generated<number>
}
export type AccountPledgeDecisionTable = {
  id: string
  account_id: string
  decision: 'met' | 'extended' | 'closed'
  reason: string
  outcome: 'met' | 'unmet' | 'unknown'
  facts: Json
  reviews_on: string | null
  closure_id: string | null
  decided_by: string
  decided_unit: string
  at: Date
}

export type CleanupEvaluationTable = {
  account_id: string
  county_code: string
  evaluated_on: string
  evaluated_at: Date
  hash: string
  facts: Json<CleanupFacts>
  results: Json<Result[]>
  unfit_results: Json<Result[]>
  clauses: string[]
  unclear: string[]
  near: string[]
  unfit: string[]
}

export type CleanupBenchmarkTable = {
  run_id: string
  county_code: string
  platform: string
  mean: string | null
  fifth: string | null
}

export type CleanupProposalTable = {
  id: string
  account_id: string
  host_unit_id: string
  region_path: string
  kind: ProposalKind
  state: ProposalState
  clauses: string[]
  hash: string
  results: Json<Result[]>
  due_on: string
  proposed_by: string
  proposed_at: Date
  statement: string | null
  statement_file_id: string | null
  stated_by: string | null
  stated_at: Date | null
  reason: string | null
  decided_by: string | null
  decided_at: Date | null
  exempt_until: string | null
  closure_id: string | null
  version: Generated<number>
}

export type PostTextTable = { post_id: string; published_at: Date; account_id: string; body: string }

export type LexiconEntryTable = {
  id: string
  region_path: string
  unit_id: string | null
  kind: EntryKind
  key: string
  title: string
  list: string | null
  severity: Severity | null
  category: Category | null
  payload: Json
  from_on: string
  until_on: string | null
  state: Generated<'active' | 'stopped'>
  version: Generated<number>
  created_at: Date
  updated_at: Date
}
export type LexiconChangeTable = {
  id: string
  region_path: string
  unit_id: string | null
  kind: EntryKind
  title: string
  reason: string
  state: ChangeState
  grave: Generated<boolean>
  item_count: Generated<number>
  proposer_id: string | null
  proposed_by: string
  proposed_at: Date
  decided_by: string | null
  decided_at: Date | null
  decision_reason: string | null
  effect_seq: number | null
  replay_job_id: string | null
  replay: NullableJson<ReplaySummary>
  version: Generated<number>
}
export type LexiconChangeItemTable = {
  change_id: string
  n: number
  entry_id: string
  action: 'add' | 'edit' | 'stop'
  title: string
  before: NullableJson<EntryFacts & { version: number }>
  after: NullableJson<EntryFacts>
}
export type LexiconReplayHitTable = {
  change_id: string
  n: number
  account_id: string
  post_id: string
  published_at: Date
  newly: boolean
  rule_id: string
  severity: Severity
  text: string
  sentence: string
  message: string
}

type Planned = {
  id: string
  host_unit_id: string
  region_path: string
  name: string
  state: Generated<'active' | 'stopped'>
  version: Generated<number>
  created_at: Date
  updated_at: Date
}
export type ContentColumnTable = Planned & { intro: Generated<string> }
export type CampaignTable = Planned & { plan: Generated<string>; starts_on: string; ends_on: string }
export type DraftTemplateTable = Planned & { content: Json<DraftContent> }

export type MediaTable = {
  id: string
  host_unit_id: string
  region_path: string
  file_id: string
  kind: 'picture' | 'video' | 'attachment'
  name: string
  media_type: string
  size: number
  sha256: string
  width: number | null
  height: number | null
  alt: Generated<string>
  added_by: string | null
  added_by_name: string
  added_at: Date
  removed_at: Date | null
}

export type DraftTable = {
  id: string
  number: string
  host_unit_id: string
  region_path: string
  state: DraftState
  title: string
  class: ContentClass
  column_id: string | null
  campaign_id: string | null
  content: Json<DraftContent>
  body_text: string
  hash: string
  approved_hash: string | null
  approved_at: Date | null
  scheduled_at: Date | null
  author_ids: string[]
  created_by: string
  created_by_name: string
  updated_by_name: string
  submitted_at: Date | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
  search: SearchVector
}
export type DraftVersionTable = {
  draft_id: string
  n: number
  content: Json<DraftContent>
  title: string
  hash: string
  reason: 'auto' | 'manual' | 'submit' | 'restore'
  saved_by: string | null
  saved_by_name: string
  saved_at: Date
}
/** One part of a manuscript and what the checker found in it; offsets count within `text`. */
export type CheckedPart = { part: string; zh: string; text: string; findings: Finding[] }
export type DraftCheckTable = {
  draft_id: string
  hash: string
  lexicon_version: string
  findings: Json<CheckedPart[]>
  checked_at: Date
}
export type DraftPrecheckTable = {
  id: string
  draft_id: string
  hash: string
  note: string
  user_id: string
  user_name: string
  unit_name: string
  at: Date
}

export type ReviewRuleTable = {
  id: string
  host_unit_id: string
  region_path: string
  class: ContentClass
  steps: Json<RuleStep[]>
  reason: string
  state: 'inReview' | 'active' | 'refused' | 'returned' | 'withdrawn' | 'replaced'
  version: Generated<number>
  created_by: string | null
  created_by_name: string
  created_at: Date
  decided_at: Date | null
}
export type ReviewSheetTable = {
  id: string
  review_id: string
  subject_id: string
  round: number
  step: number
  step_name: string
  level: ReviewLevel | null
  duty: string
  action: string
  hash: string
  elements: Json<Partial<Elements>>
  user_id: string
  user_name: string
  on_behalf_id: string | null
  on_behalf_name: string | null
  opinion: string
  at: Date
}
export type FindingReleaseTable = {
  id: string
  review_id: string
  subject_id: string
  host_unit_id: string
  region_path: string
  title: string
  hash: string
  finding_key: string
  finding: Json<Finding>
  reason: string
  released_by: string
  released_by_name: string
  at: Date
}

export type PlatformConnectionTable = {
  account_id: string
  base_url: string | null
  allow_inner: Generated<boolean>
  app_id: Generated<string>
  secret_cipher: string | null
  open_id: Generated<string>
  link_domain: Generated<string>
  token_cipher: string | null
  token_expires_at: Date | null
  refresh_cipher: string | null
  refresh_expires_at: Date | null
  state: 'ready' | 'reauthorise' | 'off'
  fault: NullableJson<Fault>
  rests_until: Date | null
  renewing_until: Date | null
  reminded_on: string | null
  version: Generated<number>
  updated_by_name: string
  updated_at: Date
}

export type PublicationTable = {
  id: string
  number: string
  draft_id: string
  draft_version: number
  hash: string
  review_id: string
  account_id: string
  host_unit_id: string
  region_path: string
  platform: string
  account_name: string
  title: string
  outgoing: Json<FrozenOutgoing>
  signatures: Json<Signature[]>
  way: Way
  state: PublicationState
  scheduled_at: Date
  submitted_at: Date | null
  kept: Json<Kept>
  url: string | null
  published_at: Date | null
  registered_by_name: string | null
  verified: 'unchecked' | 'verified' | 'differs' | 'unreachable' | null
  verified_at: Date | null
  post_id: string | null
  attempts: Generated<number>
  next_at: Date | null
  fault: NullableJson<Fault>
  created_by_name: string
  created_at: Date
  version: Generated<number>
  search: SearchVector
}
export type PublicationEventTable = {
  id: string
  publication_id: string
  kind: string
  title: string
  detail: Json
  actor_name: string
  at: Date
}

export type Database = {
  region: RegionTable
  unit: UnitTable
  app_user: AppUserTable
  user_duty: UserDutyTable
  session: SessionTable
  sign_in_failure: SignInFailureTable
  oidc_flow: OidcFlowTable
  contract: ContractTable
  handover: HandoverTable
  saved_view: SavedViewTable
  message: MessageTable
  message_delivery: MessageDeliveryTable
  message_preference: MessagePreferenceTable
  setting: SettingTable
  idempotency_key: IdempotencyKeyTable
  outbox: OutboxTable
  file_object: FileObjectTable
  file_piece: FilePieceTable
  job_run: JobRunTable
  account: AccountTable
  account_person: AccountPersonTable
  account_custody: AccountCustodyTable
  custody_transfer: CustodyTransferTable
  duty_shift: DutyShiftTable
  account_event: AccountEventTable
  import_batch: ImportBatchTable
  import_row: ImportRowTable
  post: PostTable
  post_metric: PostMetricTable
  account_figure: AccountFigureTable
  comment: CommentTable
  finding: FindingTable
  scheme: SchemeTable
  assessment_run: AssessmentRunTable
  assessment_input: AssessmentInputTable
  assessment_excluded: AssessmentExcludedTable
  assessment_score: AssessmentScoreTable
  assessment_region: AssessmentRegionTable
  national_list: NationalListTable
  national_entry: NationalEntryTable
  national_filing: NationalFilingTable
  audit_entry: AuditEntryTable
  audit_head: AuditHeadTable
  review: ReviewTable
  review_assignment: ReviewAssignmentTable
  review_opinion: ReviewOpinionTable
  review_copy: ReviewCopyTable
  review_absence: ReviewAbsenceTable
  review_phrase: ReviewPhraseTable
  account_application: AccountApplicationTable
  account_application_step: AccountApplicationStepTable
  account_application_file: AccountApplicationFileTable
  account_pledge: AccountPledgeTable
  account_pledge_decision: AccountPledgeDecisionTable
  cleanup_evaluation: CleanupEvaluationTable
  cleanup_benchmark: CleanupBenchmarkTable
  cleanup_proposal: CleanupProposalTable
  post_text: PostTextTable
  lexicon_entry: LexiconEntryTable
  lexicon_change: LexiconChangeTable
  lexicon_change_item: LexiconChangeItemTable
  lexicon_replay_hit: LexiconReplayHitTable
  content_column: ContentColumnTable
  campaign: CampaignTable
  draft_template: DraftTemplateTable
  media: MediaTable
  draft: DraftTable
  draft_version: DraftVersionTable
  draft_check: DraftCheckTable
  draft_precheck: DraftPrecheckTable
  review_rule: ReviewRuleTable
  review_sheet: ReviewSheetTable
  finding_release: FindingReleaseTable
  platform_connection: PlatformConnectionTable
  publication: PublicationTable
  publication_event: PublicationEventTable
  schema_migration: { name: string; sha256: string; applied_at: Date }
}
