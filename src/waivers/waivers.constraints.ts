import { ConstraintMeaning, ConstraintMeanings } from '../platform/problems/constraint-problems';

const impossible = (field: string): ConstraintMeaning => ({ problem: 'impossible-value', field });

export const waiversConstraints: ConstraintMeanings = {
  waivers_rule_waivable: impossible('rule'),
  waivers_reason_given: impossible('reason'),
  waivers_authority_length: impossible('authority'),
  waivers_document_number_length: impossible('documentNumber'),
  waivers_decision_known: impossible('verdict'),
  waivers_decision_note_length: impossible('note'),
  waivers_withdrawal_reason_given: impossible('reason'),
  waivers_c13_not_in_the_future: { problem: 'rule-broken', rule: 'C13', field: 'documentDate' },
  waivers_two_people: { problem: 'forbidden' },
  waivers_decider_is_supervisor: { problem: 'forbidden' },
  waivers_of_the_area: { problem: 'forbidden' },
  waivers_decision_whole: impossible('verdict'),
  waivers_refusal_explained: impossible('note'),
  waivers_withdrawal_whole: impossible('reason'),
  waivers_scan_of_its_kind: impossible('file'),
  waivers_one_standing: { problem: 'already-exists', field: 'rule' },
  waivers_kept: { problem: 'conflict' },
  waivers_before_the_act: impossible('documentDate'),
  waivers_rested_on: { problem: 'still-in-use' },
  waivers_q01_place_follows: { problem: 'rule-broken', rule: 'Q01', status: 409 },
  documents_id_retrofit_key: { problem: 'conflict' },
  retrofits_waivers_authorised: { problem: 'impossible-value' },
  retrofits_waiver_before_the_act: impossible('documentDate'),
  retrofits_c06_waiver_of_its_own: { problem: 'rule-broken', rule: 'C06' },
  contracts_waivers_authorised: impossible('c06WaiverId'),
  contracts_c06_waivers_of_their_own: { problem: 'rule-broken', rule: 'C06', field: 'c06WaiverId' },
  quota_entries_q01_advance_authorised: { problem: 'rule-broken', rule: 'Q01', status: 409 },
};
