import { ConstraintMeaning, ConstraintMeanings } from '../platform/problems/constraint-problems';

const impossible = (field: string): ConstraintMeaning => ({ problem: 'impossible-value', field });
const broken = (rule: string, field: string): ConstraintMeaning => ({ problem: 'rule-broken', rule, field });

export const contractorsConstraints: ConstraintMeanings = {
  contractors_name_length: impossible('name'),
  contractors_credit_code_form: impossible('creditCode'),
  contractors_licence_number_length: impossible('licenceNumber'),
  contractors_contact_name_length: impossible('contactName'),
  contractors_contact_phone_form: impossible('contactPhone'),
  contractors_area_is_district: impossible('areaCode'),
  contractors_licence_period: impossible('licenceValidUntil'),
  contractors_credit_code_key: { problem: 'already-exists', field: 'creditCode' },
  decisions_subject_length: impossible('subject'),
  decisions_attendees_collective: impossible('attendees'),
  decisions_minutes_given: impossible('minutes'),
  decisions_c13_not_in_the_future: broken('C13', 'heldOn'),
  decisions_id_held_key: { problem: 'conflict' },
  decisions_id_programme_key: { problem: 'conflict' },
  awards_method_known: impossible('method'),
  awards_document_length: impossible('document'),
  awards_c13_not_in_the_future: broken('C13', 'awardedOn'),
  awards_whole_key: { problem: 'conflict' },
  contracts_number_length: impossible('number'),
  contracts_amount_plausible: impossible('amountFen'),
  contracts_award_whole: impossible('awardId'),
  contracts_c06_decision_first: broken('C06', 'signedOn'),
  contracts_award_first: impossible('signedOn'),
  contracts_works_in_order: impossible('worksUntil'),
  contracts_c13_not_in_the_future: broken('C13', 'signedOn'),
  contracts_number_key: { problem: 'already-exists', field: 'number' },
  contracts_whole_key: { problem: 'conflict' },
};
