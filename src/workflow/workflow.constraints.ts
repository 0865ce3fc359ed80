import { ConstraintMeaning, ConstraintMeanings } from '../platform/problems/constraint-problems';
import { CHRONOLOGY } from './chronology';
import { columnOf, DATE_FIELDS } from './retrofit.entity';

/** The chronology's constraints mean the chronology's rules. */
const ordered = Object.fromEntries(
  CHRONOLOGY.filter((line) => line.constraint?.startsWith('retrofits_')).map(
    (line): [string, ConstraintMeaning] => [
      line.constraint!,
      { problem: 'rule-broken', rule: line.code, field: line.later },
    ],
  ),
);

const notInTheFuture = Object.fromEntries(
  DATE_FIELDS.map((field): [string, ConstraintMeaning] => [
    `retrofits_c13_${columnOf(field)}`,
    { problem: 'rule-broken', rule: 'C13', field },
  ]),
);

export const workflowConstraints: ConstraintMeanings = {
  ...ordered,
  ...notInTheFuture,
  retrofits_approval_is_district: { problem: 'impossible-value' },
  retrofits_approval_agrees: { problem: 'impossible-value' },
  retrofits_ended_reason_known: { problem: 'impossible-value', field: 'endedReason' },
  retrofits_p04_of_this_district: { problem: 'rule-broken', rule: 'P04' },
  retrofits_p05_once: { problem: 'rule-broken', rule: 'P05', status: 409 },
  retrofits_contract_whole: { problem: 'impossible-value' },
  retrofits_ended_whole: { problem: 'impossible-value', field: 'endedOn' },
  retrofits_ended_not_in_future: { problem: 'rule-broken', rule: 'C13', field: 'endedOn' },
  retrofits_p06_person_of_household: { problem: 'rule-broken', rule: 'P06', status: 409 },
  retrofits_q01_place_held: { problem: 'rule-broken', rule: 'Q01', status: 409 },
  retrofits_q01_place_given_back: { problem: 'rule-broken', rule: 'Q01', status: 409 },
  retrofits_accepted_after_passing: { problem: 'conflict' },
  retrofits_s07_signed_when_satisfied: { problem: 'rule-broken', rule: 'S07' },
  retrofits_proved: { problem: 'conflict' },
  retrofits_household_kept: { problem: 'conflict' },
  retrofits_acceptance_reported: { problem: 'rule-broken', rule: 'S03', field: 'acceptedOn' },
  retrofits_closed_at_acceptance: { problem: 'conflict' },
  retrofit_items_closed_at_acceptance: { problem: 'conflict' },
  devices_closed_at_acceptance: { problem: 'conflict' },
  retrofits_q01_used_at_acceptance: { problem: 'rule-broken', rule: 'Q01', status: 409 },
  retrofits_id_area_key: { problem: 'conflict' },
  retrofits_id_programme_key: { problem: 'conflict' },
};
