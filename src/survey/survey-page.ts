import { Injectable } from '@nestjs/common';
import { paths } from '../paths';
import { ReadTx } from '../platform/database/database';
import { formatDay, formatNumber } from '../platform/i18n/formats';
import { formatInstant } from '../platform/time/district-time';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Model } from '../platform/views/views';
import { DateHints, Words } from '../workflow/date-hints';
import { DossierRepository } from '../workflow/dossier.repository';
import { lateDays } from '../workflow/late-days';
import { RetrofitHeader, RetrofitHeaderModel } from '../workflow/retrofit-header';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { allowedActions } from '../workflow/steps';
import { correctionEntries } from './correction-page';
import { CONDITIONS, CONSULTED, CorrectableDate, DWELLINGS, MEASURES, ROOM_KINDS } from './survey.dto';
import { Consultation, Measurement, Room, SiteSurvey, SurveyRepository } from './survey.repository';

/** Empty lines that a form offers at once; more can be added after saving. */
const ROOM_LINES = 5;
const MEASUREMENT_LINES = 4;

type SurveyStep = 'survey' | 'measurement' | 'consultation';

interface Shared {
  readonly retrofit: Retrofit;
  readonly header: RetrofitHeaderModel;
  readonly model: Model;
  /** May this actor now … */
  readonly may: (action: string) => boolean;
}

/** The pages of the first three steps: what was recorded, or the form that records it. */
@Injectable()
export class SurveyPage {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly dossiers: DossierRepository,
    private readonly surveys: SurveyRepository,
    private readonly header: RetrofitHeader,
    private readonly dateHints: DateHints,
  ) {}

  async survey(
    tx: ReadTx,
    id: string,
    forms: { form?: FormState; roomForm?: FormState },
    words: Words,
  ): Promise<Model> {
    const { may, model, retrofit } = await this.shared(tx, id, 'survey', 'surveyedOn', words);
    const survey = await this.surveys.survey(tx, id);
    const rooms = await this.surveys.rooms(tx, id);
    const mayRemove = may('room.add') && !(await this.surveys.hasPlan(tx, id));
    return {
      ...model,
      form: forms.form ?? emptyForm({ rooms: [{ kind: 'entrance' }, { kind: 'bathroom' }] }),
      roomForm: forms.roomForm ?? emptyForm(),
      roomLines: lines(ROOM_LINES, forms.form?.values.rooms),
      survey: survey && surveyRows(survey, words),
      corrections: correctionEntries(await this.surveys.corrections(tx, id, 'survey.corrected'), words),
      correctWordsHref: may('survey.correct') ? `${paths.retrofits.survey(id)}/correction` : null,
      mayRecord: may('survey.record'),
      mayAddRoom: may('room.add'),
      rooms: rooms.map((room) => ({
        name: room.name,
        kind: words.t(`survey.room.kind.${room.kind}`),
        removeAction: mayRemove ? `${paths.retrofits.survey(id)}/rooms/${room.id}/removal` : null,
      })),
      roomAction: `${paths.retrofits.survey(id)}/rooms`,
      nextHref: retrofit.surveyedOn && may('measurement.record') ? paths.retrofits.measurement(id) : null,
      photosHref: paths.retrofits.photos(id),
      choices: choicesOf({ dwellings: ['dwelling', DWELLINGS], conditions: ['condition', CONDITIONS], kinds: ['room.kind', ROOM_KINDS] }, words),
    }; // prettier-ignore
  }

  async measurement(tx: ReadTx, id: string, form: FormState | undefined, words: Words): Promise<Model> {
    const { may, model, retrofit } = await this.shared(tx, id, 'measurement', 'measuredOn', words);
    const rooms = await this.surveys.rooms(tx, id);
    const measurements = await this.surveys.measurements(tx, id);
    return {
      ...model,
      form: form ?? emptyForm(),
      lines: lines(MEASUREMENT_LINES, form?.values.measurements),
      mayRecord: may('measurement.record'),
      asksDate: retrofit.measuredOn === null,
      columns: ['room', 'what', 'place', 'value', 'note'].map((key) => ({ text: words.t(`survey.measurement.${key}`), numeric: key === 'value' })),
      measurements: measurements.map((one) => measurementModel(one, words, may('measurement.record') ? paths.retrofits.measurement(id) : null)),
      rooms: rooms.map(({ id: value, name }: Room) => ({ value, text: name })),
      nextHref: retrofit.measuredOn && may('consultation.record') ? paths.retrofits.consultation(id) : null,
      surveyHref: paths.retrofits.survey(id),
      choices: choicesOf({ measures: ['measure', MEASURES] }, words),
    }; // prettier-ignore
  }

  async consultation(tx: ReadTx, id: string, form: FormState | undefined, words: Words): Promise<Model> {
    const { may, model, retrofit } = await this.shared(tx, id, 'consultation', 'consultedOn', words);
    const consultation = await this.surveys.consultation(tx, id);
    return {
      ...model,
      form: form ?? emptyForm({ consulted: 'self' }),
      consultation: consultation && consultationRows(consultation, words),
      corrections: correctionEntries(await this.surveys.corrections(tx, id, 'consultation.corrected'), words),
      correctWordsHref: may('consultation.correct') ? `${paths.retrofits.consultation(id)}/correction` : null,
      mayRecord: may('consultation.record'),
      nextHref: retrofit.consultedOn && may('plan.propose') ? paths.retrofits.plan(id) : null,
      choices: choicesOf(
        { consulted: ['consulted', CONSULTED], answers: ['answer', ['agree', 'decline']] },
        words,
      ),
    };
  }

  /** The form that puts one of the three dates right; null while it is not recorded. */
  async correction(tx: ReadTx, id: string, date: CorrectableDate, form: FormState | null, words: Words): Promise<Model | null> {
    const page = PAGE_OF[date];
    const { model, retrofit } = await this.shared(tx, id, page, date, words);
    if (retrofit[date] === null) return null;
    return {
      ...model,
      form: form ?? emptyForm({ on: retrofit[date] }),
      field: 'on',
      title: words.t('survey.correct.title', { step: words.t(`workflow.page.${page}`) }),
      action: `${paths.retrofits[page](id)}/date`,
      cancelHref: paths.retrofits[page](id),
    };
  } // prettier-ignore

  private async shared(
    tx: ReadTx,
    id: string,
    page: SurveyStep,
    date: CorrectableDate,
    words: Words,
  ): Promise<Shared> {
    const retrofit = await this.retrofits.get(tx, id);
    const header = await this.header.model(tx, retrofit, words.t, page);
    const standing = { dossier: await this.dossiers.load(tx, id), ended: retrofit.endedOn !== null };
    const allowed = allowedActions(standing, tx.actor);
    const recordedAt = (await this.retrofits.recordedAt(tx, id))[date];
    const on = retrofit[date];
    const hint = this.dateHints.of(retrofit, date, words, {}, header.lateEntryDays);
    const recorded = on && {
      on: formatDay(on, words.language),
      at: recordedAt && formatInstant(new Date(recordedAt), words.language),
      lateDays: lateDays(on, recordedAt && new Date(recordedAt), header.lateEntryDays),
    };
    const model = {
      header,
      version: retrofit.version,
      hint,
      recorded,
      action: paths.retrofits[page](id),
      backHref: paths.retrofits.show(id),
      correctHref: on && allowed.includes('date.correct') ? `${paths.retrofits[page](id)}/date` : null,
    };
    return { retrofit, header, model, may: (action) => allowed.includes(action) };
  }
}

const PAGE_OF = { surveyedOn: 'survey', measuredOn: 'measurement', consultedOn: 'consultation' } as const;

/** As many line numbers as were typed, and some empty ones. */
function lines(least: number, typed: unknown): number[] {
  const count = Array.isArray(typed) ? typed.length : 0;
  return Array.from({ length: Math.max(least, count + 1) }, (_, index) => index);
}

function choicesOf(lists: Record<string, [string, readonly string[]]>, { t }: Words): Model {
  return Object.fromEntries(
    Object.entries(lists).map(([name, [key, values]]) => [
      name,
      values.map((value) => ({ value, text: t(`survey.${key}.${value}`) })),
    ]),
  );
}

function surveyRows(survey: SiteSurvey, { t }: Words): Model[] {
  const { dwelling, storey, condition, needs, longitude, latitude, positionAccuracyM, surveyorName } = survey;
  const position =
    longitude === null || latitude === null
      ? null
      : t('survey.positionAt', {
          longitude: longitude.toFixed(6),
          latitude: latitude.toFixed(6),
          accuracy: positionAccuracyM === null ? '—' : formatNumber(positionAccuracyM, 1),
        });
  return [
    { key: t('survey.dwelling'), value: t(`survey.dwelling.${dwelling}`) },
    { key: t('survey.storey'), value: storey === null ? null : String(storey) },
    { key: t('survey.condition'), value: t(`survey.condition.${condition}`) },
    { key: t('survey.needs'), value: needs },
    { key: t('survey.position'), value: position },
    { key: t('survey.surveyor'), value: surveyorName },
  ];
}

function measurementModel(one: Measurement, { t }: Words, page: string | null): Model {
  return {
    cells: [one.roomName, t(`survey.measure.${one.what}`), one.place, `${formatNumber(one.valueMm, 0)} mm`, one.note],
    removeAction: page && `${page}/${one.id}/removal`,
    label: `${one.roomName} ${one.place}`,
  };
} // prettier-ignore

function consultationRows(consultation: Consultation, { t }: Words): Model[] {
  const { consulted, consultedName, reasonNotSelf, wishes, readAloud, agrees, refusalReason } = consultation;
  return [
    { key: t('survey.asked'), value: `${consultedName}（${t(`survey.consulted.${consulted}`)}）` },
    ...(reasonNotSelf ? [{ key: t('survey.reasonNotSelf'), value: reasonNotSelf }] : []),
    { key: t('survey.wishes'), value: wishes },
    { key: t('survey.readAloud'), value: t(readAloud ? 'survey.yes' : 'survey.no') },
    { key: t('survey.answer'), value: t(`survey.answer.${agrees ? 'agree' : 'decline'}`) },
    ...(refusalReason ? [{ key: t('survey.refusalReason'), value: refusalReason }] : []),
  ];
}
