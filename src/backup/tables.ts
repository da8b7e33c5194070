/**
 * What a backup holds, in the order in which it can be put back. Left out on purpose: sessions and sign-in traces
 * (everyone signs in again), submission keys, and the job queue (unfinished work is marked as cut off).
 */
export const backupTables = [
  { name: 'region', order: 'path' },
  { name: 'unit', order: 'id' },
  { name: 'app_user', order: 'id' },
  { name: 'user_duty', order: 'user_id, duty' },
  { name: 'contract', order: 'id' },
  { name: 'handover', order: 'id' },
  { name: 'saved_view', order: 'id' },
  { name: 'message', order: 'id' },
  { name: 'message_delivery', order: 'id' },
  { name: 'message_preference', order: 'user_id, kind' },
  { name: 'setting', order: 'key' },
  { name: 'outbox', order: 'id' },
  { name: 'file_object', order: 'id' },
  { name: 'file_piece', order: 'file_id, n' },
  { name: 'job_run', order: 'id' },
  { name: 'account', order: 'id' },
  { name: 'account_person', order: 'account_id, user_id, duty' },
  { name: 'account_event', order: 'id' },
  { name: 'account_custody', order: 'account_id, item' },
  { name: 'custody_transfer', order: 'id' },
  { name: 'duty_shift', order: 'unit_id, day, role, user_id' },
  { name: 'national_list', order: 'id' },
  { name: 'national_entry', order: 'id' },
  { name: 'national_filing', order: 'account_id' },
  { name: 'account_application', order: 'id' },
  { name: 'account_application_step', order: 'id' },
  { name: 'account_application_file', order: 'application_id, file_id' },
  { name: 'account_pledge', order: 'account_id' },
  { name: 'account_pledge_decision', order: 'id' },
  { name: 'review', order: 'id' },
  { name: 'review_assignment', order: 'review_id, user_id' },
  { name: 'review_opinion', order: 'id' },
  { name: 'review_copy', order: 'review_id, user_id' },
  { name: 'review_absence', order: 'id' },
  { name: 'review_phrase', order: 'id' },
  { name: 'import_batch', order: 'id' },
  { name: 'import_row', order: 'batch_id, row_no' },
  { name: 'post', order: 'published_at, id' },
  { name: 'post_text', order: 'post_id' },
  { name: 'post_metric', order: 'published_at, post_id, captured_at' },
  { name: 'account_figure', order: 'period_start, account_id' },
  { name: 'comment', order: 'at, id' },
  { name: 'finding', order: 'id' },
  { name: 'scheme', order: 'id' },
  { name: 'assessment_run', order: 'id' },
  { name: 'assessment_input', order: 'run_id, account_id' },
  { name: 'assessment_excluded', order: 'run_id, account_id' },
  { name: 'assessment_score', order: 'run_id, account_id' },
  { name: 'assessment_region', order: 'run_id, region_code, scope' },
  { name: 'cleanup_benchmark', order: 'run_id, county_code, platform' },
  { name: 'cleanup_evaluation', order: 'account_id' },
  { name: 'cleanup_proposal', order: 'id' },
  { name: 'lexicon_entry', order: 'id' },
  { name: 'lexicon_change', order: 'id' },
  { name: 'lexicon_change_item', order: 'change_id, n' },
  { name: 'lexicon_replay_hit', order: 'change_id, n' },
  { name: 'audit_entry', order: 'seq' },
  { name: 'audit_head', order: 'single' },
] as const

export const leftOut = ['session', 'sign_in_failure', 'oidc_flow', 'idempotency_key', 'schema_migration'] as const

/** Partitioned tables and the column that says which month a row belongs to. */
export const monthlyTables = {
  post: 'published_at',
  post_metric: 'published_at',
  account_figure: 'period_start',
  comment: 'at',
  audit_entry: 'at',
} as const

/** Sequences whose next value must not fall back. */
export const sequences = [
  'account_ledger_seq',
  'account_application_seq',
  'outbox_id_seq',
  'lexicon_effect_seq',
] as const
