import { boundFacts, formatMeasuredValue } from './requirement-check';
import { CATALOGUE } from './catalogue/catalogue';
import { CatalogueItem, Requirement } from './catalogue/catalogue-item';
import { StoredLine, StoredPlan } from './plan.repository';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { formatDay, formatMoney, formatNumber } from '../platform/i18n/formats';
import { lineTotalFen } from '../platform/numbers/money';
import { FormState } from '../platform/views/form-state';

/** Empty lines offered at once; "save and add" brings more. */
const EMPTY_LINES = 1;

export interface Words {
  readonly t: Translate;
  readonly language: Language;
}

const nameIn = (language: Language, text: { zh: string; en: string }): string =>
  language === 'en' ? text.en : text.zh;

/** What is demanded, where it stands, and whether it was verified: shown wherever the value is asked for. */
export function requirementHint(requirement: Requirement, { t, language }: Words): string {
  const { kind, min, max } = boundFacts(requirement);
  const measure = (value: string): string =>
    value === '' ? '' : t(`catalogue.measure.${requirement.unit}`, { value });
  const parts = [
    t(`catalogue.bound.${kind}`, { min: measure(min), max: measure(max) }),
    `${requirement.clause} · ${t(`catalogue.certainty.${requirement.certainty}`)}`,
  ];
  if (requirement.appliesWhen) parts.push(nameIn(language, requirement.appliesWhen));
  if (requirement.note) parts.push(nameIn(language, requirement.note));
  return parts.join(t('plans.separator'));
}

/** One revision as a section with its table. */
export function revisionModel(plan: StoredPlan, words: Words): Record<string, unknown> {
  const { t, language } = words;
  const isOpen = plan.agreedOn === null && plan.withdrawnAt === null;
  return {
    title:
      plan.revision === 1
        ? t('plans.revision.first')
        : t('plans.revision.variation', { number: plan.revision - 1 }),
    tag: plan.withdrawnAt
      ? { text: t('plans.state.withdrawn'), tone: 'neutral' }
      : isOpen
        ? { text: t('plans.state.open'), tone: 'warning' }
        : { text: t('plans.state.agreed'), tone: 'good' },
    reason: plan.reason,
    totalFen: plan.totalFen,
    agreement: plan.agreedOn
      ? t('plans.agreement', {
          name: plan.agreedByName,
          relation: t(`plans.relation.${plan.agreedByRelation}`),
          on: formatDay(plan.agreedOn, language),
        })
      : null,
    rows: plan.lines.map((line) => lineRow(line, words)),
  };
}

function measured(value: number, { unit }: Requirement, t: Translate): string {
  return t(`catalogue.measure.${unit}`, { value: formatMeasuredValue(value, unit) });
}

function lineRow(line: StoredLine, { t, language }: Words): unknown[] {
  const dimensions = line.item.requirements
    .filter(({ key }) => line.dimensions[key] !== undefined)
    .map(
      (requirement) =>
        `${nameIn(language, requirement.name)} ${measured(line.dimensions[requirement.key]!, requirement, t)}`,
    );
  return [
    {
      text: nameIn(language, line.item.name),
      note: [...dimensions, line.note].filter(Boolean).join(t('plans.separator')),
    },
    line.roomName,
    `${formatNumber(line.quantity)} ${t(`catalogue.unit.${line.item.unit}`)}`,
    formatMoney(line.unitPriceFen, language),
    formatMoney(lineTotalFen(line.quantity, line.unitPriceFen), language),
  ];
}

interface TypedLine {
  itemId?: string;
  catalogueCode?: string;
}

/** What a plan may choose from. */
export interface Offer {
  /** Of the person's disability; its items come first. */
  readonly category: number | null;
  /** By code, the price limits that bind this retrofit; an item without one is not built in the district. */
  readonly limits: Readonly<Record<string, number>>;
}

function limitHint(limitFen: number | undefined, { t, language }: Words): string {
  if (limitFen === undefined) return t('catalogue.office.notInUse');
  return t('plans.line.priceLimit', { limit: formatMoney(limitFen, language) });
}

/** The form's lines: those that were typed or stored, and an empty one to add to. */
export function lineModels(
  form: FormState,
  offer: Offer,
  more: boolean,
  words: Words,
): Record<string, unknown>[] {
  const typed = (form.values.lines ?? []) as TypedLine[];
  const lines = [
    ...typed,
    ...Array.from({ length: typed.length === 0 || more ? EMPTY_LINES : 0 }, (): TypedLine => ({})),
  ];
  return lines.map((line, index) => lineModel(line, index, offer, words));
}

function lineModel(line: TypedLine, index: number, offer: Offer, words: Words): Record<string, unknown> {
  const { t, language } = words;
  const item = CATALOGUE.find(({ code }) => code === line.catalogueCode);
  return {
    anchor: `lines-${index}`,
    title: item
      ? `${nameIn(language, item.name)} · ${t(`catalogue.kind.${item.kind}`)}`
      : t('plans.line.new'),
    itemId: line.itemId ?? '',
    items: itemChoices(offer, item, words),
    unit: item ? t(`catalogue.unit.${item.unit}`) : undefined,
    priceHint: item
      ? [limitHint(offer.limits[item.code], words), t('catalogue.officeDefault')].join(t('plans.separator'))
      : t('plans.line.priceUnknown'),
    requirements: (item?.requirements ?? []).map((requirement) => ({
      key: requirement.key,
      name: nameIn(language, requirement.name),
      unit: t(`plans.unit.${requirement.unit}`),
      hint: requirementHint(requirement, words),
    })),
  };
}

/** Items for the person's disability first: most plans need no other. */
function itemChoices(
  { category, limits }: Offer,
  chosen: CatalogueItem | undefined,
  { t, language }: Words,
): { value: string; text: string }[] {
  const offered = CATALOGUE.filter((item) => limits[item.code] !== undefined || item === chosen);
  const suits = ({ categories }: CatalogueItem): boolean =>
    category !== null && (categories as readonly number[]).includes(category);
  return [...offered.filter(suits), ...offered.filter((item) => !suits(item))].map((item) => ({
    value: item.code,
    text: `${t(`catalogue.group.${item.group}`)} · ${nameIn(language, item.name)}`,
  }));
}

/** The posted lines as the DTO takes them: emptied and removed ones are left out. */
export function postedLines(body: unknown): Record<string, unknown> {
  const { lines, ...rest } = (body ?? {}) as {
    lines?: Record<string, Record<string, unknown>> | Record<string, unknown>[];
  };
  const kept = Object.values(lines ?? {}).filter((line) => line.catalogueCode && !line.remove);
  return {
    ...rest,
    lines: kept.map((line) => ({ ...line, dimensions: Object.values(line.dimensions ?? {}) })),
  };
}

/** The lines of a stored revision as form values. */
export function storedLines(plan: StoredPlan | undefined): Record<string, unknown>[] {
  return (plan?.lines ?? []).map(
    ({ itemId, catalogueCode, roomId, quantity, unitPriceFen, note, dimensions, item }) => ({
      itemId,
      catalogueCode,
      roomId,
      quantity,
      unitPriceFen,
      note,
      dimensions: item.requirements.map(({ key }) => ({ key, value: dimensions[key] ?? '' })),
    }),
  );
}
