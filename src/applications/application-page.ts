import { Injectable } from '@nestjs/common';
import { paths } from '../paths';
import { ReadTx } from '../platform/database/database';
import { formatDay } from '../platform/i18n/formats';
import { formatInstant } from '../platform/time/district-time';
import { emptyForm, FormState } from '../platform/views/form-state';
import { Model } from '../platform/views/views';
import { DateName } from '../rules/dossier';
import { KnownDates } from '../workflow/chronology';
import { DateHints, Words } from '../workflow/date-hints';
import { DossierRepository } from '../workflow/dossier.repository';
import { lateDays } from '../workflow/late-days';
import { RetrofitHeader } from '../workflow/retrofit-header';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { reviewOf, REVIEWS } from '../workflow/reviews';
import { allowedActions } from '../workflow/steps';
import { ApplicationRepository, StoredApplication } from './application.repository';
import { APPLICANT_RELATIONS, CHANNELS, SELECTION_METHODS } from './applications.dto';
import { OpinionView, presentApplication } from './applications.presenter';
import { mayCorrectDate } from './correct-opinion-date';

/** The forms of the page; the one that was refused comes back filled in. */
export interface ApplicationForms {
  readonly submit?: FormState;
  readonly opinion?: FormState;
  readonly selection?: FormState;
  readonly notice?: FormState;
}

/** The page of an application: what was applied for, who said what, how the household was chosen, where the list hung. */
@Injectable()
export class ApplicationPage {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly dossiers: DossierRepository,
    private readonly applications: ApplicationRepository,
    private readonly header: RetrofitHeader,
    private readonly dateHints: DateHints,
  ) {}

  async model(tx: ReadTx, id: string, forms: ApplicationForms, words: Words): Promise<Model> {
    const retrofit = await this.retrofits.get(tx, id);
    const application = await this.applications.find(tx, id);
    const header = await this.header.model(tx, retrofit, words.t, 'application');
    const dossier = await this.dossiers.load(tx, id);
    const allowed = allowedActions({ dossier, ended: retrofit.endedOn !== null }, tx.actor);
    const known = datesOf(application);
    const hint = (date: DateName): Model => ({
      ...this.dateHints.of(retrofit, date, words, known, header.lateEntryDays),
    });
    const review = reviewOf(tx.actor.areaCode);
    return {
      header,
      version: retrofit.version,
      errors: Object.values(forms).find((form) => form !== undefined) ?? emptyForm(),
      may: Object.fromEntries(allowed.map((key) => [key.replace('.', '_'), true])),
      forms: filledForms(forms, application),
      application: application && applicationModel(application, retrofit, header.lateEntryDays, tx.actor, words),
      hints: { applied: hint('appliedOn'), opinion: review && hint(review.date), noticeFrom: hint('noticeFrom'), noticeUntil: hint('noticeUntil') },
      level: review && words.t(`applications.level.${review.key}`),
      noticeDays: dossier.programme.noticeDays,
      choices: choicesOf(words),
      actions: actionsOf(retrofit),
    }; // prettier-ignore
  }

  /** The form that puts one date right. */
  async correction(
    tx: ReadTx,
    id: string,
    level: number,
    form: FormState | null,
    words: Words,
  ): Promise<Model | null> {
    const retrofit = await this.retrofits.get(tx, id);
    const application = await this.applications.find(tx, id);
    const step = application?.steps.find((one) => one.level === level);
    if (!application || !step || !mayCorrectDate(tx.actor, level)) return null;
    const header = await this.header.model(tx, retrofit, words.t, 'application');
    const date = REVIEWS.find((one) => one.level === level)?.date ?? 'appliedOn';
    return {
      header,
      version: retrofit.version,
      form: form ?? emptyForm({ givenOn: step.givenOn }),
      field: 'givenOn',
      title: words.t('applications.correct.title', { what: words.t(`applications.level.${presentApplication(application).steps[level]!.key}`) }),
      hint: this.dateHints.of(retrofit, date, words, datesOf(application), header.lateEntryDays),
      action: `${paths.retrofits.application(id)}/dates/${level}`,
      cancelHref: paths.retrofits.application(id),
    }; // prettier-ignore
  }
}

/** The dates that stand on the application's steps, as the chronology names them. */
function datesOf(application: StoredApplication | null): KnownDates {
  const steps = application?.steps ?? [];
  return Object.fromEntries(
    steps.map(({ level, givenOn }) => [
      REVIEWS.find((review) => review.level === level)?.date ?? 'appliedOn',
      givenOn,
    ]),
  );
}

function filledForms(forms: ApplicationForms, application: StoredApplication | null): Model {
  const { selectionMethod, selectedOn, selectionRecord } = application ?? {};
  const { noticeFrom, noticeUntil, noticePlace, noticeObjections } = application ?? {};
  return {
    submit: forms.submit ?? emptyForm({ applicantRelation: 'self', channel: 'community' }),
    opinion: forms.opinion ?? emptyForm(),
    selection: forms.selection ?? emptyForm({ method: selectionMethod, selectedOn, record: selectionRecord }),
    notice:
      forms.notice ??
      emptyForm({ noticeFrom, noticeUntil, place: noticePlace, objections: noticeObjections }),
  };
}

function applicationModel(
  stored: StoredApplication,
  retrofit: Retrofit,
  limitDays: number,
  actor: ReadTx['actor'],
  words: Words,
): Model {
  const { t, language } = words;
  const application = presentApplication(stored);
  const { applicantName, applicantRelation, channel, needs, proxyReason, selection, notice } = application;
  const row = (key: string, value: string | null): Model => ({ key: t(`applications.${key}`), value });
  const mayCorrect = (level: number): boolean =>
    retrofit.endedOn === null && retrofit.acceptedOn === null && mayCorrectDate(actor, level);
  const [submission, ...opinions] = application.steps.map((step) => ({
    ...opinionModel(step, limitDays, words),
    correctHref: mayCorrect(step.level)
      ? `${paths.retrofits.application(retrofit.id)}/dates/${step.level}`
      : null,
  }));
  return {
    rows: [
      row('applicant', `${applicantName}（${t(`applications.relation.${applicantRelation}`)}）`),
      ...(proxyReason ? [row('proxyReason', proxyReason)] : []),
      row('channel', t(`applications.channel.${channel}`)),
      row('needs', needs),
    ],
    submission,
    opinions,
    selection: selection && [
      row('selection.method', t(`applications.selection.${selection.method}`)),
      row('selection.on', formatDay(selection.selectedOn, language)),
      row('selection.record', selection.record),
    ],
    notice: notice && [
      row('notice.period', `${formatDay(notice.noticeFrom, language)} – ${formatDay(notice.noticeUntil, language)}`),
      row('notice.place', notice.place),
      row('notice.objections', notice.objections ?? t('applications.notice.noObjections')),
    ],
  }; // prettier-ignore
}

function opinionModel(step: OpinionView, limitDays: number, { t, language }: Words): Model {
  const { key, verdict, givenOn, recordedAt, personName, opinion, sealCaption, changedSince } = step;
  return {
    title: t(`applications.level.${key}`),
    tag: { text: t(`applications.verdict.${verdict}`), tone: verdict === 'agree' ? 'good' : 'bad' },
    on: formatDay(givenOn, language),
    recorded: formatInstant(new Date(recordedAt), language),
    lateDays: lateDays(givenOn, new Date(recordedAt), limitDays),
    personName,
    opinion,
    sealCaption,
    changedSince,
  };
}

function choicesOf({ t }: Words): Model {
  const of = (values: readonly string[], texts: string): Model[] =>
    values.map((value) => ({ value, text: t(`applications.${texts}.${value}`) }));
  return {
    relations: of(APPLICANT_RELATIONS, 'relation'),
    channels: of(CHANNELS, 'channel'),
    methods: of(SELECTION_METHODS, 'selection'),
    verdicts: of(['agree', 'refuse'], 'verdictLong'),
  };
}

function actionsOf({ id, programmeId }: Retrofit): Model {
  const page = paths.retrofits.application(id);
  return {
    submit: page,
    opinion: `${page}/opinions`,
    selection: `${page}/selection`,
    notice: `${page}/notice`,
    list: paths.programmes.notice(programmeId),
    back: paths.retrofits.show(id),
  };
}
