import { editorIn } from '../evidence/images/editors';
import { CalendarDate } from '../platform/time/calendar-date';
import { CatalogueItem, Requirement } from '../plans/catalogue/catalogue-item';
import { checkMeasuredValue, isAsPlanned } from '../plans/requirement-check';
import {
  Aspect,
  DateName,
  DatedFact,
  Dossier,
  InspectionFacts,
  ItemFacts,
  MeasuredValue,
  RequirementFacts,
  REVIEW_LEVELS,
  TextFacts,
  VisitFacts,
} from '../rules/dossier';
import { Fix, slowestKmh } from '../rules/distance';
import { GrantedDossier } from '../waivers/acts-allowed';

type RawDate = { on: CalendarDate | null; at: string | null };

interface RawItem extends Omit<ItemFacts, 'requirements' | 'name' | 'kind' | 'dimensioned'> {
  item: CatalogueItem;
}

/** As an inspection stores it, with the value that the plan in force had. */
interface RawMeasured {
  key: string;
  value: number | null;
  planned: number | null;
  reasonUnmet?: string | null;
  reasonAgreedBy?: string | null;
}

type RawInspection = Omit<InspectionFacts, 'items'> & {
  items: (Omit<InspectionFacts['items'][number], 'measured'> & { measured: RawMeasured[] })[];
};

/** What nothing in Tantu records yet, and why; its rules are in the book and are not asked until it does. */
export const NOT_RECORDED_YET = {
  payments: 'no feature books money yet',
  settlement: 'no feature books money yet',
  lookBacks: 'no feature records later visits yet',
  // The notice is made anew for each reader, masked as it is shown: no text of it is kept that could be looked at.
  publications: 'what is published is not kept',
} as const satisfies Partial<Record<Aspect, string>>;

/** The empty side of each of those, until the queries fill it. */
const EMPTY = {
  payments: [],
  settlement: null,
  lookBacks: [],
  publications: [],
  vague: [],
  unknown: Object.keys(NOT_RECORDED_YET) as Aspect[],
} satisfies Partial<Dossier>;

type RawFix = Omit<Fix, 'at'> & { at: string };

/** The ways between this home and others, each between two photos of the one who visited. */
type RawVisit = Omit<VisitFacts, 'fastestKmh'> & { journeys: [RawFix, RawFix][] };

/** As the statement hands it out. */
export type RawDossier = Omit<
  GrantedDossier,
  | 'today'
  | 'dates'
  | 'items'
  | 'application'
  | 'photos'
  | 'inspection'
  | 'texts'
  | 'visits'
  | keyof typeof EMPTY
> & {
  inspection: RawInspection | null;
  /** Null for an opinion that has not been given. */
  dates: Record<DateName, RawDate | null>;
  items: RawItem[];
  application:
    | null
    | (Omit<NonNullable<Dossier['application']>, 'opinions'> & {
        opinions: (Omit<NonNullable<Dossier['application']>['opinions'][number], 'level'> & {
          level: number;
        })[];
      });
  /** Beside those of the application. */
  texts: (Omit<TextFacts, 'text'> & { text: string | null })[];
  visits: RawVisit[];
  photos: (Omit<Dossier['photos'][number], 'cameraAt' | 'receivedAt' | 'editor'> & {
    software: string | null;
    cameraAt: string | null;
    receivedAt: string;
  })[];
};

export function toDossier(raw: RawDossier, today: CalendarDate): GrantedDossier {
  const dates: Partial<Record<DateName, DatedFact>> = {};
  for (const [name, fact] of Object.entries(raw.dates) as [DateName, RawDate | null][]) {
    if (fact?.on) dates[name] = { on: fact.on, recordedAt: fact.at ? new Date(fact.at) : null };
  }
  return {
    ...EMPTY,
    ...raw,
    today,
    dates,
    items: raw.items.map(({ item, ...rest }) => ({
      ...rest,
      name: item.name.zh,
      kind: item.kind,
      dimensioned: item.dimensioned,
      requirements: item.requirements.map(requirementFacts),
    })),
    inspection: raw.inspection && {
      ...raw.inspection,
      items: raw.inspection.items.map((inspected) => ({
        ...inspected,
        measured: inspected.measured.map((value) =>
          measuredFacts(
            value,
            raw.items
              .find(({ id }) => id === inspected.itemId)
              ?.item.requirements.find(({ key }) => key === value.key),
          ),
        ),
      })),
    },
    application: raw.application && {
      ...raw.application,
      opinions: raw.application.opinions.map((opinion) => ({
        ...opinion,
        level: REVIEW_LEVELS[opinion.level - 1]!,
      })),
    },
    texts: textsOf(raw),
    visits: raw.visits.map(visitFacts),
    photos: raw.photos.map(({ software, ...photo }) => ({
      ...photo,
      editor: editorIn(software),
      cameraAt: photo.cameraAt ? new Date(photo.cameraAt) : null,
      receivedAt: new Date(photo.receivedAt),
    })),
  };
}

function requirementFacts({ key, name, unit, bound, certainty, appliesWhen }: Requirement): RequirementFacts {
  return {
    key,
    name: name.zh,
    unit,
    min: bound.min ?? null,
    max: bound.max ?? null,
    certainty,
    conditional: appliesWhen !== undefined,
  };
}

function measuredFacts(
  { key, value, planned, reasonUnmet, reasonAgreedBy }: RawMeasured,
  requirement: Requirement | undefined,
): MeasuredValue {
  const isKnown = requirement !== undefined && value !== null;
  return {
    key,
    value,
    meets: isKnown && checkMeasuredValue(requirement, value).meets,
    planned,
    asPlanned: isKnown && planned !== null ? isAsPlanned(requirement, planned, value) : null,
    reason: reasonUnmet ?? '',
    reasonAgreedBy: reasonAgreedBy ?? '',
  };
}

function visitFacts({ journeys, ...visit }: RawVisit): VisitFacts {
  const fix = ({ at, ...place }: RawFix): Fix => ({ ...place, at: new Date(at) });
  const speeds = journeys.map(([from, to]) => slowestKmh(fix(from), fix(to)));
  return { ...visit, fastestKmh: speeds.length === 0 ? null : Math.max(...speeds) };
}

/** What is written in words of one's own, each field once: several notes of a kind stand in one text. */
function textsOf({ application, texts }: RawDossier): TextFacts[] {
  const said = [
    ...(application?.opinions ?? []).map(({ level, text }) => ({
      field: `${REVIEW_LEVELS[level - 1]}Opinion`,
      text,
    })),
    { field: 'selectionRecord', text: application?.selection?.record ?? '' },
    ...texts,
  ];
  return said.flatMap(({ field, text }) => (text === null || text === '' ? [] : [{ field, text }]));
}
