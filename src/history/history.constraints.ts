import { ConstraintMeanings } from '../platform/problems/constraint-problems';

export const historyConstraints: ConstraintMeanings = {
  history_entries_append_only: { problem: 'conflict' },
  history_seals_append_only: { problem: 'conflict' },
  history_checkpoints_append_only: { problem: 'conflict' },
  history_seals_entry_key: { problem: 'conflict' },
};
