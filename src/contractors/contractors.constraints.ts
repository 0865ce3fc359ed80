import { ConstraintMeanings } from '../platform/problems/constraint-problems';

export const contractorsConstraints: ConstraintMeanings = {};
