import { ItemFacts, MeasuredValue, RequirementFacts } from '../dossier';
import { FindingDraft } from '../finding';
import { defineRule, Rule } from '../rule';
import { dueItems } from './plan-in-force';

/**
 * Every requirement is a reference that a reason can stand in for, once the household agreed to it. An unverified
 * requirement (grade M) is asked of nobody. Facts: `problem` notMeasured | missed | reasonNotAgreed; `item`,
 * `requirement`, `unit`, `value`, `min`, `max`.
 */
export const withinStandard: Rule = defineRule({
  code: 'T01',
  key: 'within-standard',
  mode: 'gate',
  waivable: false,
  because: 'Irregularities 53, 54; practice 2.3: reference limits with a reason, not hard stops',
  before: ['acceptance'],
  needs: ['measurements'],
  *find(dossier) {
    for (const { item, inspected } of dueItems(dossier)) {
      for (const requirement of item.requirements) {
        if (requirement.certainty === 'M') continue;
        const measured = inspected?.measured.find(({ key }) => key === requirement.key);
        const problem = standardFault(requirement, measured);
        if (problem === null) continue;
        const { min, max } = requirement;
        yield valueFinding(item, requirement, { problem, value: measured?.value ?? null, min, max });
      }
    }
  },
});

/** A smaller plan needs a variation first. Facts: `item`, `requirement`, `unit`, `value`, `planned`. */
export const asPlanned: Rule = defineRule({
  code: 'T02',
  key: 'as-planned',
  mode: 'gate',
  waivable: false,
  because: 'Irregularity 53: thickness and size below the design',
  before: ['acceptance'],
  needs: ['measurements'],
  *find(dossier) {
    for (const { item, inspected } of dueItems(dossier)) {
      for (const measured of inspected?.measured ?? []) {
        if (measured.asPlanned !== false) continue;
        const requirement = item.requirements.find(({ key }) => key === measured.key) ?? measured;
        yield valueFinding(item, requirement, { value: measured.value, planned: measured.planned });
      }
    }
  },
});

function standardFault(requirement: RequirementFacts, measured: MeasuredValue | undefined): string | null {
  if (measured === undefined) return requirement.conditional === true ? null : 'notMeasured';
  if (measured.value !== null && measured.meets) return null;
  if (measured.reason.trim() === '') return measured.value === null ? 'notMeasured' : 'missed';
  return measured.reasonAgreedBy.trim() === '' ? 'reasonNotAgreed' : null;
}

function valueFinding(
  item: ItemFacts,
  requirement: { readonly key: string; readonly name?: string; readonly unit?: string },
  facts: FindingDraft['facts'],
): FindingDraft {
  return {
    subject: { type: 'item', id: item.id, part: requirement.key },
    facts: {
      item: item.name,
      requirement: requirement.name ?? requirement.key,
      unit: requirement.unit ?? null,
      ...facts,
    },
    fixAt: { page: 'inspection', field: `${item.id}.${requirement.key}` },
  };
}
