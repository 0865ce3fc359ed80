import { ConstraintMeanings } from '../platform/problems/constraint-problems';

export const plansConstraints: ConstraintMeanings = {};
