import { PhotoStage } from '../plans/catalogue/catalogue-item';
import { CalendarDate } from '../platform/time/calendar-date';
import { StoryApi, StoryFile } from './story-api';

/** How far a story goes: each stage includes those before it. */
export const STORY_STAGES = [
  'applied', 'communityAgreed', 'streetAgreed', 'surveyed', 'consulted', 'approved', 'planned', 'contracted', 'started', 'completed', 'inspected', 'accepted', 'reported', 'signed',
] as const; // prettier-ignore
export type StoryStage = (typeof STORY_STAGES)[number];

export interface StoryItem {
  readonly code: string;
  /** Name of a room of the home. */
  readonly room: string;
  readonly quantity: number;
  readonly unitPriceFen: number;
}

export interface StoryHome {
  readonly caseworker: 'caseworker' | 'caseworker2';
  readonly areaCode: string;
  readonly address: string;
  readonly personName: string;
  readonly idNumber: string;
  readonly category: number;
  readonly grade: number;
  readonly phone: string;
  readonly memberCount: number;
  readonly guardian?: { readonly name: string; readonly relation: string };
  readonly hardship: string;
  readonly position: { readonly longitude: number; readonly latitude: number };
  readonly needs: string;
  readonly wishes: string;
  readonly rooms: readonly { readonly kind: string; readonly name: string }[];
  readonly items: readonly StoryItem[];
}

export interface StoryWorld {
  readonly api: StoryApi;
  readonly programmeId: string;
  readonly contractId: string;
  /** The day on which something of this story happens, by its name. */
  day(what: StoryDay): CalendarDate;
  /** Called before each act with the day on which it is recorded: a demonstration moves its clock. */
  at(day: CalendarDate): void;
  photo(stage: PhotoStage, code: string, takenOn: CalendarDate): Promise<StoryFile>;
  /** Tells what happened. */
  tell(day: CalendarDate, person: string, what: string): void;
  /** Defects found at the first inspection, by the item's code. */
  readonly defectOf?: string;
  readonly outcome?: 'satisfied' | 'notDone';
}

export const STORY_DAYS = [
  'applied', 'community', 'selected', 'street', 'noticeFrom', 'noticeUntil', 'surveyed', 'measured', 'consulted', 'approved', 'planned', 'contracted',
  'started', 'during', 'completed', 'inspected', 'cured', 'accepted', 'reported', 'signed',
] as const; // prettier-ignore
export type StoryDay = (typeof STORY_DAYS)[number];

export interface StoryEnd {
  readonly householdId: string;
  readonly retrofitId: string;
  readonly reportId: string | null;
}
