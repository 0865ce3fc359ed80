import { ConstraintMeaning, ConstraintMeanings } from '../platform/problems/constraint-problems';

const impossible = (field: string): ConstraintMeaning => ({ problem: 'impossible-value', field });

/** Somebody else was quicker, or the place was never reserved: asking again later may help, so 409. */
const quota: ConstraintMeaning = { problem: 'rule-broken', rule: 'Q01', status: 409 };

export const programmesConstraints: ConstraintMeanings = {
  programmes_year_plausible: impossible('year'),
  programmes_name_length: impossible('name'),
  programmes_grant_document_length: impossible('grantDocument'),
  programmes_cap_plausible: impossible('capFen'),
  programmes_notice_days_plausible: impossible('noticeDays'),
  programmes_late_entry_days_plausible: impossible('lateEntryDays'),
  programmes_bar_years_plausible: impossible('barYears'),
  programmes_contract_days_plausible: impossible('contractWithinDays'),
  programmes_warranty_plausible: impossible('warrantyMonths'),
  programmes_peer_factor_plausible: impossible('peerFactor'),
  programmes_radius_plausible: impossible('radiusM'),
  programmes_visits_plausible: impossible('visitsPerDay'),
  programmes_speed_plausible: impossible('fastestKmh'),
  programmes_plan_whole: impossible('planDocument'),
  programmes_plan_document_length: impossible('planDocument'),
  programmes_plan_not_in_future: impossible('planApprovedOn'),
  programmes_report_whole: impossible('reportedOn'),
  programmes_report_plausible: impossible('reportedAccepted'),
  programmes_report_not_in_future: impossible('reportedOn'),
  programmes_grades_known: impossible('grades'),
  programmes_hardships_known: impossible('hardships'),
  programmes_tenures_known: impossible('tenures'),
  programmes_signers_known: impossible('requiredSigners'),
  programmes_area_is_district: impossible('areaCode'),
  programmes_responsible_named: impossible('principalName'),
  programmes_period_in_order: impossible('endsOn'),
  programmes_calendar_in_order: impossible('planBy'),
  programmes_name_key: { problem: 'already-exists', field: 'name' },
  programmes_id_district_key: { problem: 'conflict' },
  programmes_id_period_key: { problem: 'conflict' },
  programmes_q01_not_overdrawn: quota,
  programmes_q01_balance_from_ledger: quota,
  quota_entries_q01_reserved_first: quota,
  quota_entries_q01_place_held: quota,
  quota_entries_once_per_retrofit: quota,
  quota_entries_kind_known: impossible('kind'),
  quota_entries_households_positive: impossible('households'),
  quota_entries_subject: impossible('document'),
  quota_entries_c13_not_in_the_future: { problem: 'rule-broken', rule: 'C13', field: 'occurredOn' },
  quota_entries_append_only: { problem: 'conflict' },
};
