import { ConstraintMeaning, ConstraintMeanings } from '../platform/problems/constraint-problems';

const impossible = (field: string): ConstraintMeaning => ({ problem: 'impossible-value', field });

export const findingsConstraints: ConstraintMeanings = {
  findings_rule_form: impossible('rule'),
  findings_mode_known: impossible('mode'),
  findings_state_known: impossible('decision'),
  findings_reason_length: impossible('reason'),
  findings_once: { problem: 'conflict' },
  findings_id_area_key: { problem: 'conflict' },
  findings_decision_whole: { problem: 'conflict' },
  findings_decided_by_somebody: { problem: 'conflict' },
  findings_only_flags_accepted: { problem: 'conflict' },
  findings_closed_whole: { problem: 'conflict' },
  findings_decision_kept: { problem: 'conflict' },
  finding_events_from_findings: { problem: 'conflict' },
  findings_kept: { problem: 'conflict' },
  findings_decided_with_authority: { problem: 'forbidden' },
  finding_events_kind_known: impossible('decision'),
  finding_events_append_only: { problem: 'conflict' },
  findings_due_one_subject: { problem: 'conflict' },
};
