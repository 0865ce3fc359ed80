import { DisabilityCategory } from '../../households/identity/certificate-number';

/** A text in the two languages of the application. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export const CATALOGUE_GROUPS = [
  'entrance',
  'passage',
  'doors',
  'bathroom',
  'kitchen',
  'bedroom',
  'alerting',
  'safety',
  'devices',
] as const;
export type CatalogueGroup = (typeof CATALOGUE_GROUPS)[number];

/** 平方米, 处, 个, 副, 套, 米: the units that counties use on their forms. */
export const CATALOGUE_UNITS = ['squareMetre', 'place', 'piece', 'pair', 'set', 'metre'] as const;
export type CatalogueUnit = (typeof CATALOGUE_UNITS)[number];

export const PHOTO_STAGES = ['before', 'tape', 'during', 'after', 'inUse', 'nameplate'] as const;
export type PhotoStage = (typeof PHOTO_STAGES)[number];

/**
 * What a measured value is counted in. `mm` millimetres, `celsius` °C, `newton` N, `count` pieces. A `ratio` is a
 * gradient and holds the n of 1:n, so that a larger value is a gentler slope: min 12 says "not steeper than 1:12".
 */
export const REQUIREMENT_UNITS = ['mm', 'ratio', 'count', 'celsius', 'newton'] as const;
export type RequirementUnit = (typeof REQUIREMENT_UNITS)[number];

/** A official text read; B secondary source or transcription; M from memory, unverified; D derived from sourced facts. */
export const CERTAINTIES = ['A', 'B', 'M', 'D'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** Both ends belong to the range; at least one is given. */
export interface Bound {
  readonly min?: number;
  readonly max?: number;
}

/**
 * One measurable demand on an item. All of them are reference limits, written for buildings and public works: in a
 * village house they can be missed with a reason that the household agrees to. M is shown as unverified and never
 * stops anything.
 */
export interface Requirement {
  /** Stable within the item; plans and inspections store values under it. */
  readonly key: string;
  readonly name: Text;
  readonly unit: RequirementUnit;
  readonly bound: Bound;
  /** Where the figure stands. */
  readonly clause: string;
  readonly certainty: Certainty;
  /** What a reader must know of the figure: another source's value, an unverified clause. */
  readonly note?: Text;
  /** Measured only where this is so; a requirement without it is measured at every item. */
  readonly appliesWhen?: Text;
}

/**
 * An item of the catalogue as it is seeded; an office can change what is marked as its default. The codes are
 * stored in plans and never change their meaning.
 */
export interface CatalogueItem {
  readonly code: string;
  readonly group: CatalogueGroup;
  readonly name: Text;
  readonly categories: readonly DisabilityCategory[];
  readonly kind: 'works' | 'device';
  readonly unit: CatalogueUnit;
  /** The most that one unit may cost, in fen. */
  readonly priceLimitFen: number;
  /** No source gives prices of items or days of works: these are defaults that each office sets for itself. */
  readonly priceBasis: 'officeDefault';
  /** Days of works, first and last counted, below which C20 asks (concrete has to harden). */
  readonly minimumWorksDays: number;
  readonly worksDaysBasis: 'officeDefault';
  /** Has sizes that must be readable beside a tape on a photo. */
  readonly dimensioned: boolean;
  readonly requiredPhotos: readonly PhotoStage[];
  /** What is tried at acceptance; null where nothing can be operated. */
  readonly functionTest: Text | null;
  /** Empty where no source gives a dimension. */
  readonly requirements: readonly Requirement[];
}

type Derived =
  | 'kind'
  | 'priceBasis'
  | 'worksDaysBasis'
  | 'dimensioned'
  | 'requiredPhotos'
  | 'functionTest'
  | 'requirements'
  | 'priceLimitFen';

interface Seed extends Omit<CatalogueItem, Derived> {
  /** Whole yuan, for the reader of the seed. */
  readonly priceLimitYuan: number;
  readonly requirements?: readonly Requirement[];
}

interface WorksSeed extends Seed {
  /** Something is hidden once it is done (base, pipes, fixing), so a photo during the works is asked for. */
  readonly hidden?: boolean;
  readonly functionTest?: Text;
}

interface DeviceSeed extends Seed {
  readonly functionTest: Text;
}

/** Works on the dwelling: before and after, the tape where there is a size, during where something gets hidden. */
export function works({ hidden = false, functionTest, ...seed }: WorksSeed): CatalogueItem {
  const stages: readonly PhotoStage[] = hidden ? ['before', 'during', 'after'] : ['before', 'after'];
  return item(seed, 'works', stages, functionTest ?? null);
}

/** A device that is installed and handed over: it must be seen in use, its nameplate read, its function tried. */
export function device({ functionTest, ...seed }: DeviceSeed): CatalogueItem {
  return item(seed, 'device', ['before', 'after', 'inUse', 'nameplate'], functionTest);
}

function item(
  { priceLimitYuan, requirements = [], ...seed }: Seed,
  kind: CatalogueItem['kind'],
  stages: readonly PhotoStage[],
  functionTest: Text | null,
): CatalogueItem {
  const dimensioned = requirements.some(({ unit }) => unit === 'mm' || unit === 'ratio');
  return {
    ...seed,
    kind,
    priceLimitFen: priceLimitYuan * 100,
    priceBasis: 'officeDefault',
    worksDaysBasis: 'officeDefault',
    dimensioned,
    requiredPhotos: PHOTO_STAGES.filter(
      (stage) => stages.includes(stage) || (dimensioned && stage === 'tape'),
    ),
    functionTest,
    requirements,
  };
}
