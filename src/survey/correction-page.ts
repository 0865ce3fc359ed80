import { Injectable } from '@nestjs/common';
import { paths } from '../paths';
import { Json, ReadTx } from '../platform/database/database';
import { formatInstant } from '../platform/time/district-time';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Model } from '../platform/views/views';
import { Words } from '../workflow/date-hints';
import { DossierRepository } from '../workflow/dossier.repository';
import { RetrofitHeader } from '../workflow/retrofit-header';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { allowedActions } from '../workflow/steps';
import { CONDITIONS, CONSULTED, DWELLINGS } from './survey.dto';
import { Correction, SurveyRepository } from './survey.repository';

/** The steps whose words can be put right. */
export type CorrectableStep = 'survey' | 'consultation';

/** The forms that put a survey or a consultation right. */
@Injectable()
export class CorrectionPage {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly dossiers: DossierRepository,
    private readonly surveys: SurveyRepository,
    private readonly header: RetrofitHeader,
  ) {}

  /** Null where there is nothing to put right, or no longer. */
  async model(
    tx: ReadTx,
    id: string,
    step: CorrectableStep,
    form: FormState | null,
    words: Words,
  ): Promise<Model | null> {
    const retrofit = await this.retrofits.get(tx, id);
    const standing = { dossier: await this.dossiers.load(tx, id), ended: retrofit.endedOn !== null };
    if (!allowedActions(standing, tx.actor).includes(`${step}.correct`)) return null;
    const recorded = step === 'survey' ? await this.surveys.survey(tx, id) : await this.surveys.consultation(tx, id); // prettier-ignore
    if (!recorded) return null;
    const choices = (key: string, values: readonly string[]): Model[] =>
      values.map((value) => ({ value, text: words.t(`survey.${key}.${value}`) }));
    return {
      header: await this.header.model(tx, retrofit, words.t, step),
      version: retrofit.version,
      form: form ?? emptyForm(recorded),
      step,
      title: words.t(`survey.correct.${step}`),
      choices: {
        dwellings: choices('dwelling', DWELLINGS),
        conditions: choices('condition', CONDITIONS),
        consulted: choices('consulted', CONSULTED),
      },
      action: `${paths.retrofits[step](id)}/correction`,
      cancelHref: paths.retrofits[step](id),
    };
  }
}

/** What was put right, as the component `timeline` shows it. */
export function correctionEntries(corrections: readonly Correction[], words: Words): Model[] {
  return corrections.map(({ recordedAt, by, reason, changes }) => ({
    at: formatInstant(new Date(recordedAt), words.language),
    who: by,
    what: words.t('survey.done.corrected'),
    text: reason,
    changes: Object.entries(changes).map(([field, { before, after }]) => ({
      field: words.t(FIELD_NAMES[field] ?? `survey.${field}`),
      before: said(field, before, words),
      after: said(field, after, words),
    })),
  }));
}

/** Where the name of a field is not the key of its text. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  consulted: 'survey.asked',
  longitude: 'layout.position.longitude',
  latitude: 'layout.position.latitude',
  positionAccuracyM: 'layout.position.accuracy',
};

/** Fields that hold one of a closed list. */
const LISTED: readonly string[] = ['dwelling', 'condition', 'consulted'];

function said(field: string, value: Json, { t }: Words): string {
  if (value === null || value === '') return t('survey.correct.none');
  if (typeof value === 'boolean') return t(value ? 'survey.yes' : 'survey.no');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return LISTED.includes(field) ? t(`survey.${field}.${text}`) : text;
}
