import { DISABILITY_CATEGORIES } from '../../households/identity/certificate-number';
import { CATALOGUE, catalogueItem, itemsFor } from './catalogue';
import { catalogueTexts } from './catalogue.texts';
import {
  CATALOGUE_GROUPS,
  CATALOGUE_UNITS,
  CERTAINTIES,
  PHOTO_STAGES,
  REQUIREMENT_UNITS,
  Requirement,
  Text,
} from './catalogue-item';

const requirements: readonly Requirement[] = CATALOGUE.flatMap((item) => item.requirements);

function isWritten({ zh, en }: Text): boolean {
  return /\p{Script=Han}/u.test(zh) && /[A-Za-z]/.test(en) && !/\p{Script=Han}/u.test(en) && zh.trim() === zh;
}

describe('The catalogue', () => {
  it('has at least 28 items, each with a code of its own', () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(28);
    expect(new Set(CATALOGUE.map(({ code }) => code)).size).toBe(CATALOGUE.length);
    expect(CATALOGUE.every(({ code }) => /^[a-z][a-z0-9-]{1,59}$/.test(code))).toBe(true);
  });

  it('has names that no two items share, in either language', () => {
    expect(new Set(CATALOGUE.map(({ name }) => name.zh)).size).toBe(CATALOGUE.length);
    expect(new Set(CATALOGUE.map(({ name }) => name.en)).size).toBe(CATALOGUE.length);
  });

  it.each(DISABILITY_CATEGORIES)('has at least four items for category %d', (category) => {
    expect(itemsFor(category).length).toBeGreaterThanOrEqual(4);
  });

  it('uses each group and unit, and none that is unknown', () => {
    expect(new Set(CATALOGUE.map(({ group }) => group))).toEqual(new Set(CATALOGUE_GROUPS));
    expect(new Set(CATALOGUE.map(({ unit }) => unit))).toEqual(new Set(CATALOGUE_UNITS));
  });

  it('finds an item by its code', () => {
    expect(catalogueItem('entrance-ramp')?.name.zh).toBe('出入口坡道');
    expect(catalogueItem('golden-bath')).toBeUndefined();
  });

  it('has a word for every key that it uses', () => {
    const keys = [
      ...CATALOGUE_GROUPS.map((group) => `group.${group}`),
      ...CATALOGUE_UNITS.map((unit) => `unit.${unit}`),
      ...DISABILITY_CATEGORIES.map((category) => `category.${category}`),
      ...PHOTO_STAGES.map((stage) => `photo.${stage}`),
      ...REQUIREMENT_UNITS.map((unit) => `measure.${unit}`),
      ...CERTAINTIES.map((certainty) => `certainty.${certainty}`),
    ];
    expect(keys.filter((key) => !(key in catalogueTexts.entries))).toEqual([]);
  });

  it('survives being stored as JSON', () => {
    expect(JSON.parse(JSON.stringify(CATALOGUE))).toEqual(CATALOGUE);
  });
});

describe.each(CATALOGUE.map((item) => [item.code, item] as const))('The item %s', (_code, item) => {
  it('is written in both languages', () => {
    const texts = [
      item.name,
      item.functionTest,
      ...item.requirements.flatMap((one) => [one.name, one.note, one.appliesWhen]),
    ];
    expect(texts.filter((text) => text !== null && text !== undefined && !isWritten(text))).toEqual([]);
  });

  it('has a price and days of works that an office may change, within a household’s cap', () => {
    expect(item.priceLimitFen % 100).toBe(0);
    expect(item.priceLimitFen).toBeGreaterThan(0);
    expect(item.priceLimitFen).toBeLessThanOrEqual(350_000);
    expect([item.priceBasis, item.worksDaysBasis]).toEqual(['officeDefault', 'officeDefault']);
    expect(item.minimumWorksDays).toBeGreaterThanOrEqual(0);
    expect(item.minimumWorksDays).toBeLessThanOrEqual(28);
  });

  it('asks for photos before and after, and for the tape exactly where it has sizes', () => {
    expect(item.requiredPhotos).toEqual(expect.arrayContaining(['before', 'after']));
    expect(item.requiredPhotos.includes('tape')).toBe(item.dimensioned);
    expect(item.dimensioned).toBe(item.requirements.some(({ unit }) => unit === 'mm' || unit === 'ratio'));
    expect(item.requiredPhotos.every((stage) => PHOTO_STAGES.includes(stage))).toBe(true);
  });

  it('if it is a device, must be seen in use, with its nameplate, and be tried', () => {
    if (item.kind === 'works') return;
    expect(item.requiredPhotos).toEqual(expect.arrayContaining(['inUse', 'nameplate']));
    expect(item.functionTest).not.toBeNull();
  });

  it('has no two requirements under one key', () => {
    expect(new Set(item.requirements.map(({ key }) => key)).size).toBe(item.requirements.length);
  });
});

describe('A requirement', () => {
  it('has a bound that something can meet, of a size that fits its unit', () => {
    const plausible = {
      mm: [10, 3000],
      ratio: [8, 100],
      celsius: [30, 60],
      newton: [1, 100],
      count: [1, 100],
    } as const;
    for (const { bound, unit } of requirements) {
      const ends = [bound.min, bound.max].filter((end) => end !== undefined);
      expect(ends.length).toBeGreaterThan(0);
      expect(ends.every((end) => end >= plausible[unit][0] && end <= plausible[unit][1])).toBe(true);
      expect(bound.min ?? -Infinity).toBeLessThanOrEqual(bound.max ?? Infinity);
    }
  });

  it('names its unit, its source and how sure the figure is', () => {
    expect(requirements.filter(({ unit }) => !REQUIREMENT_UNITS.includes(unit))).toEqual([]);
    expect(requirements.filter(({ clause }) => clause.trim() === '')).toEqual([]);
    expect(requirements.filter(({ certainty }) => !CERTAINTIES.includes(certainty))).toEqual([]);
  });

  it('claims the official text nowhere, for none was read', () => {
    expect(requirements.filter(({ certainty }) => certainty === 'A')).toEqual([]);
  });
});
