import { ConstraintMeaning, ConstraintMeanings } from '../platform/problems/constraint-problems';

const impossible = (field: string): ConstraintMeaning => ({ problem: 'impossible-value', field });

export const auditConstraints: ConstraintMeanings = {
  audit_runs_year_from_plausible: impossible('years'),
  audit_runs_year_until_plausible: impossible('years'),
  audit_runs_years_in_order: impossible('years'),
  audit_runs_sources_known: impossible('sources'),
  audit_runs_area_is_district: impossible('areaCode'),
  audit_runs_state_known: { problem: 'conflict' },
  audit_runs_done_whole: { problem: 'conflict' },
  audit_runs_by_actor: { problem: 'forbidden' },
  audit_runs_kept: { problem: 'conflict' },
  audit_findings_source_known: { problem: 'conflict' },
  audit_findings_rule_form: { problem: 'conflict' },
  audit_findings_mode_known: { problem: 'conflict' },
  audit_findings_kept: { problem: 'conflict' },
};
