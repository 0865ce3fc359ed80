import { Choice, Day, Decimal, Flag, Id, Items, Text, Whole } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';

export const DWELLINGS = ['bungalow', 'farmhouse', 'apartment', 'lift', 'other'] as const;
export const CONDITIONS = ['sound', 'worn', 'dangerous'] as const;
export const ROOM_KINDS = ['entrance', 'yard', 'passage', 'livingRoom', 'bedroom', 'bathroom', 'kitchen', 'balcony', 'stairs', 'other'] as const; // prettier-ignore
export const MEASURES = [
  'stepHeight', 'thresholdHeight', 'doorClearWidth', 'passageWidth', 'rampRunAvailable', 'rampWidthAvailable', 'turningSpace', 'toiletSeatHeight',
  'basinHeight', 'worktopHeight', 'bedHeight', 'switchHeight', 'wallLength', 'groundLength', 'groundWidth', 'other',
] as const; // prettier-ignore
export const CONSULTED = ['self', 'guardian', 'proxy'] as const;

export type RoomKind = (typeof ROOM_KINDS)[number];
export type Measure = (typeof MEASURES)[number];

export class RoomDto {
  @Choice(ROOM_KINDS) kind!: RoomKind;
  @Text({ max: 40, description: 'As the household calls it, e.g. 东卧室; once per home' }) name!: string;
}

/** What a survey found: recorded with it, and put right later. */
class SurveyFactsDto {
  @Choice(DWELLINGS) dwelling!: (typeof DWELLINGS)[number];
  @Whole({ min: -2, max: 60, optional: true, description: 'The floor on which the home lies' }) storey!:
    number | null;
  @Choice(CONDITIONS, { description: 'State of the building' }) condition!: (typeof CONDITIONS)[number];
  @Text({ max: 2000, description: 'What is hard in daily life, as seen on the spot' }) needs!: string;
  @Decimal({ min: -180, max: 180, places: 6, optional: true, description: 'Degrees, WGS-84' }) longitude!:
    number | null;
  @Decimal({ min: -90, max: 90, places: 6, optional: true, description: 'Degrees, WGS-84' }) latitude!:
    number | null;
  @Decimal({ min: 0, max: 100_000, places: 1, optional: true, description: 'Metres' }) positionAccuracyM!:
    number | null;
}

export class RecordSiteSurveyDto extends SurveyFactsDto {
  @Day() surveyedOn!: CalendarDate;
  @Items(() => RoomDto, { min: 1, max: 30, description: 'Rooms and places that may be worked on' })
  rooms!: RoomDto[];
}

/** The facts as they are right; what is left out is taken off. Rooms and measurements have changes of their own. */
export class CorrectSurveyDto extends SurveyFactsDto {
  @Text({ max: 500, description: 'Why the record was wrong' }) reason!: string;
}

export class MeasurementDto {
  @Id({ description: 'The room' }) roomId!: string;
  @Choice(MEASURES) what!: Measure;
  @Text({ max: 60, description: 'Where in the room, e.g. 门口左侧' }) place!: string;
  @Whole({ min: 0, max: 100_000, description: 'Millimetres' }) valueMm!: number;
  @Text({ max: 500, optional: true }) note!: string | null;
}

export class RecordMeasurementsDto {
  @Day({ optional: true, description: 'Needed the first time; kept as it is when more is added later' })
  measuredOn!: CalendarDate | null;
  @Items(() => MeasurementDto, { min: 1, max: 60 }) measurements!: MeasurementDto[];
}

/** Who was asked and what they said. */
class ConsultationWordsDto {
  @Choice(CONSULTED, { description: 'Who was asked' }) consulted!: (typeof CONSULTED)[number];
  @Text({ max: 60, optional: true, description: 'Taken from the person or guardian when left out' })
  consultedName!: string | null;
  @Text({ max: 500, optional: true, description: 'Needed when the person was not asked in person' })
  reasonNotSelf!: string | null;
  @Text({ max: 2000, description: 'Wishes, in the household’s words' }) wishes!: string;
  @Flag({ description: 'The record was read aloud to those who cannot read it' }) readAloud!: boolean;
}

export class RecordConsultationDto extends ConsultationWordsDto {
  @Day() consultedOn!: CalendarDate;
  @Choice(['agree', 'decline'], { description: 'Whether the household wants the retrofit' }) answer!:
    'agree' | 'decline';
  @Text({ max: 1000, optional: true, description: 'Needed when it declines; ends the retrofit' })
  refusalReason!: string | null;
}

/** The words as they are right. Whether the household wants the retrofit is no matter of wording, and stays. */
export class CorrectConsultationDto extends ConsultationWordsDto {
  @Text({ max: 500, description: 'Why the record was wrong' }) reason!: string;
}

/** The dates of the first three steps, which are corrected by name. */
export const CORRECTABLE_DATES = ['surveyedOn', 'measuredOn', 'consultedOn'] as const;
export type CorrectableDate = (typeof CORRECTABLE_DATES)[number];

export class CorrectDateDto {
  @Choice(CORRECTABLE_DATES) date!: CorrectableDate;
  @Day() on!: CalendarDate;
  @Text({ max: 500, description: 'Why the date was wrong' }) reason!: string;
}
