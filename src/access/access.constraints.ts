import { ConstraintMeanings } from '../platform/problems/constraint-problems';

export const accessConstraints: ConstraintMeanings = {
  areas_code_form: { problem: 'impossible-value', field: 'code' },
  areas_parent_is_prefix: { problem: 'impossible-value', field: 'code' },
  areas_names_given: { problem: 'impossible-value', field: 'nameZh' },
  users_username_key: { problem: 'already-exists', field: 'username' },
  users_username_form: { problem: 'impossible-value', field: 'username' },
  users_display_name_length: { problem: 'impossible-value', field: 'displayName' },
  users_role_known: { problem: 'impossible-value', field: 'role' },
  users_contractor_has_firm: { problem: 'impossible-value', field: 'contractorId' },
  sign_in_failures_subject_hashed: { problem: 'conflict' },
  sign_in_failures_counted: { problem: 'conflict' },
  access_tokens_name_length: { problem: 'impossible-value', field: 'name' },
  access_tokens_token_hash_key: { problem: 'conflict' },
};
