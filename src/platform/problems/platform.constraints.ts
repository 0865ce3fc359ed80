import { ConstraintMeanings } from './constraint-problems';

export const platformConstraints: ConstraintMeanings = {
  installation_one_row: { problem: 'conflict' },
  installation_kind_fixed: { problem: 'conflict' },
  idempotency_keys_length: { problem: 'malformed-request' },
};
