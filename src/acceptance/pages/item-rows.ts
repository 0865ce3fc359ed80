import { formatNumber } from '../../platform/i18n/formats';
import { checkMeasuredValue, formatMeasuredValue } from '../../plans/requirement-check';
import { requirementHint } from '../../plans/plan-page';
import { Requirement } from '../../plans/catalogue/catalogue-item';
import { Words } from '../../workflow/date-hints';
import { AgreedLine, StoredInspectedItem, StoredMeasured } from '../inspection.repository';

export const nameIn = ({ language }: Words, text: { zh: string; en: string }): string =>
  language === 'en' ? text.en : text.zh;

export const roleWord = ({ t }: Words, role: string): string => t(`reportContent.role.${role}`);

/** What was planned and what was found of an item, as a row of a table. */
export function itemRow(
  line: AgreedLine,
  inspected: StoredInspectedItem | undefined,
  words: Words,
): unknown[] {
  const { t } = words;
  const unit = t(`catalogue.unit.${line.item.unit}`);
  const amount = (value: number): string => `${formatNumber(value)} ${unit}`;
  const item = { text: nameIn(words, line.item.name), note: line.roomName };
  if (!inspected) return [item, amount(line.quantity), null, null, null, null];
  const measured = inspected.measured.map((one) => measuredText(line, one, words)).join('\n');
  const isDefect = inspected.result === 'defect';
  return [
    item,
    amount(line.quantity),
    amount(inspected.acceptedQuantity),
    measured === '' ? null : { text: '', note: measured },
    t(`acceptance.functionTest.${inspected.functionTest}`),
    {
      text: inspected.note,
      tag: { text: t(`acceptance.result.${inspected.result}`), tone: isDefect ? 'bad' : 'good' },
    },
  ];
}

function measuredText(line: AgreedLine, { key, value, reasonUnmet }: StoredMeasured, words: Words): string {
  const requirement = line.item.requirements.find((one) => one.key === key);
  if (!requirement) return '';
  const name = nameIn(words, requirement.name);
  if (value === null) return words.t('acceptance.measured.not', { name, reason: reasonUnmet });
  const written = measure(value, requirement, words);
  return checkMeasuredValue(requirement, value).meets
    ? words.t('acceptance.measured.meets', { name, value: written })
    : words.t('acceptance.measured.missed', { name, value: written, reason: reasonUnmet ?? '—' });
}

const measure = (value: number, { unit }: Requirement, { t }: Words): string =>
  t(`catalogue.measure.${unit}`, { value: formatMeasuredValue(value, unit) });

/** What the form asks of an item: the requirement with where it stands and how sure it is, and the planned value. */
export function itemFields(line: AgreedLine, index: number, words: Words): Record<string, unknown> {
  const { t } = words;
  return {
    index,
    itemId: line.itemId,
    title: nameIn(words, line.item.name),
    room: line.roomName,
    unit: t(`catalogue.unit.${line.item.unit}`),
    planned: t('acceptance.planned', {
      value: formatNumber(line.quantity),
      unit: t(`catalogue.unit.${line.item.unit}`),
    }),
    isDevice: line.item.kind === 'device',
    test: line.item.functionTest && nameIn(words, line.item.functionTest),
    tests: (line.item.functionTest ? ['passed', 'failed'] : ['notApplicable', 'passed', 'failed']).map(
      (value) => ({
        value,
        text: t(`acceptance.functionTest.${value}`),
      }),
    ),
    requirements: line.item.requirements.map((requirement) => {
      const planned = line.dimensions[requirement.key];
      return {
        key: requirement.key,
        name: nameIn(words, requirement.name),
        unit: requirement.unit === 'ratio' ? '' : measureUnit(requirement, words),
        hint: [
          requirementHint(requirement, words),
          ...(requirement.unit === 'ratio' ? [t('acceptance.inspect.ratio')] : []),
          ...(planned === undefined
            ? []
            : [t('acceptance.plannedValue', { value: measure(planned, requirement, words) })]),
        ].join(t('acceptance.separator')),
        isUnverified: requirement.certainty === 'M',
        isConditional: requirement.appliesWhen !== undefined,
      };
    }),
  };
}

/** The unit alone: the measure's text around no value. */
function measureUnit({ unit }: Requirement, { t }: Words): string {
  return t(`catalogue.measure.${unit}`, { value: '' }).trim();
}
