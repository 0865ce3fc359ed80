import { ConstraintMeaning, ConstraintMeanings } from '../platform/problems/constraint-problems';

const impossible = (field: string): ConstraintMeaning => ({ problem: 'impossible-value', field });

export const applicationsConstraints: ConstraintMeanings = {
  applications_applicant_name_length: impossible('applicantName'),
  applications_relation_known: impossible('applicantRelation'),
  applications_channel_known: impossible('channel'),
  applications_needs_given: impossible('needs'),
  applications_selection_method_known: impossible('method'),
  applications_proxy_explained: impossible('proxyReason'),
  applications_selection_whole: { problem: 'rule-broken', rule: 'F02', field: 'method' },
  applications_notice_whole: impossible('noticeFrom'),
  applications_c03_notice_in_order: { problem: 'rule-broken', rule: 'C03', field: 'noticeUntil' },
  application_steps_level_known: impossible('level'),
  application_steps_verdict_known: impossible('verdict'),
  application_steps_content_hash_form: { problem: 'impossible-value' },
  application_steps_date_key: { problem: 'conflict' },
  application_steps_f01_one_after_another: { problem: 'rule-broken', rule: 'F01' },
  application_steps_f01_opinion_given: { problem: 'rule-broken', rule: 'F01', field: 'opinion' },
  application_steps_c01_in_order: { problem: 'rule-broken', rule: 'C01', field: 'givenOn' },
  application_steps_c13_not_in_the_future: { problem: 'rule-broken', rule: 'C13', field: 'givenOn' },
  applications_closed_at_acceptance: { problem: 'conflict' },
  application_steps_closed_at_acceptance: { problem: 'conflict' },
  application_steps_s03_kept: { problem: 'rule-broken', rule: 'S03' },
  application_steps_s02_three_people: { problem: 'rule-broken', rule: 'S02', status: 409 },
  application_steps_s02_level_and_area: { problem: 'rule-broken', rule: 'S02' },
};
