import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { notFound } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import {
  ApplicantRelation,
  Channel,
  RecordNoticeDto,
  RecordSelectionDto,
  SelectionMethod,
} from './applications.dto';
import { ApplicationStep } from './application-step';

/** The application of one retrofit with its submission (level 0) and the opinions that were given. */
export interface StoredApplication {
  retrofitId: string;
  applicantName: string;
  applicantRelation: ApplicantRelation;
  proxyReason: string;
  channel: Channel;
  needs: string;
  selectionMethod: SelectionMethod | null;
  selectedOn: CalendarDate | null;
  selectionRecord: string | null;
  noticeFrom: CalendarDate | null;
  noticeUntil: CalendarDate | null;
  noticePlace: string | null;
  noticeObjections: string | null;
  steps: ApplicationStep[];
}

export type NewApplication = Pick<
  StoredApplication,
  'retrofitId' | 'applicantName' | 'applicantRelation' | 'proxyReason' | 'channel' | 'needs'
>;

export interface NewStep extends Omit<ApplicationStep, 'recordedAt' | 'contentHash'> {
  retrofitId: string;
  /** The step before; null for the submission. */
  preceding: ApplicationStep | null;
  contentHash: Buffer;
}

/** One line of the public list, before its name is masked. */
export interface NoticeLine {
  personName: string;
  areaName: string;
  noticeFrom: CalendarDate | null;
  noticeUntil: CalendarDate | null;
}

export interface ProgrammeNotice {
  programme: { name: string; noticeDays: number; officerName: string; officeName: string };
  lines: NoticeLine[];
}

@Injectable()
export class ApplicationRepository {
  async find(tx: ReadTx, retrofitId: string): Promise<StoredApplication | null> {
    const [row] = await tx.sql<Omit<StoredApplication, 'steps'>>(
      `SELECT retrofit_id AS "retrofitId", applicant_name AS "applicantName", applicant_relation AS "applicantRelation",
              proxy_reason AS "proxyReason", channel, needs, selection_method AS "selectionMethod", selected_on AS "selectedOn",
              selection_record AS "selectionRecord", notice_from AS "noticeFrom", notice_until AS "noticeUntil",
              notice_place AS "noticePlace", notice_objections AS "noticeObjections"
         FROM applications WHERE retrofit_id = $1`,
      [retrofitId],
    );
    if (!row) return null;
    const steps = await tx.sql<ApplicationStep>(
      `SELECT level, verdict, given_on AS "givenOn", recorded_at AS "recordedAt", user_id AS "userId", person_name AS "personName",
              opinion, seal_caption AS "sealCaption", encode(content_hash, 'hex') AS "contentHash"
         FROM application_steps WHERE retrofit_id = $1 ORDER BY level`,
      [retrofitId],
    );
    return { ...row, steps };
  }

  async insert(tx: Tx, application: NewApplication): Promise<void> {
    await tx.change(
      `INSERT INTO applications (retrofit_id, applicant_name, applicant_relation, proxy_reason, channel, needs)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [application.retrofitId, application.applicantName, application.applicantRelation, application.proxyReason,
       application.channel, application.needs],
    ); // prettier-ignore
  }

  async insertStep(tx: Tx, step: NewStep): Promise<void> {
    const { preceding } = step;
    await tx.change(
      `INSERT INTO application_steps (retrofit_id, level, verdict, given_on, preceding_level, preceding_verdict, preceded_on,
                                      user_id, person_name, opinion, seal_caption, content_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [step.retrofitId, step.level, step.verdict, step.givenOn, preceding?.level ?? null, preceding?.verdict ?? null,
       preceding?.givenOn ?? null, step.userId, step.personName, step.opinion, step.sealCaption, step.contentHash],
    ); // prettier-ignore
  }

  async setSelection(
    tx: Tx,
    retrofitId: string,
    { method, selectedOn, record }: RecordSelectionDto,
  ): Promise<void> {
    await tx.change(
      `UPDATE applications SET selection_method = $2, selected_on = $3, selection_record = $4, version = version + 1 WHERE retrofit_id = $1`,
      [retrofitId, method, selectedOn, record],
    );
  }

  async setNotice(
    tx: Tx,
    retrofitId: string,
    { noticeFrom, noticeUntil, place, objections }: RecordNoticeDto,
  ): Promise<void> {
    await tx.change(
      `UPDATE applications SET notice_from = $2, notice_until = $3, notice_place = $4, notice_objections = $5, version = version + 1
        WHERE retrofit_id = $1`,
      [retrofitId, noticeFrom, noticeUntil, place, objections],
    );
  }

  /** The foreign keys carry the date on to the next opinion and to the retrofit, whose checks may refuse it. */
  async correctDate(tx: Tx, retrofitId: string, level: number, givenOn: CalendarDate): Promise<void> {
    await tx.change(`UPDATE application_steps SET given_on = $3 WHERE retrofit_id = $1 AND level = $2`, [
      retrofitId,
      level,
      givenOn,
    ]);
  }

  /** Names for the form: whom the retrofit is for, and the guardian where there is one. */
  async names(
    tx: ReadTx,
    personId: string,
  ): Promise<{ name: string; guardianName: string | null } | undefined> {
    const [row] = await tx.sql<{ name: string; guardianName: string | null }>(
      `SELECT name, guardian_name AS "guardianName" FROM people WHERE id = $1`,
      [personId],
    );
    return row;
  }

  /** The office whose seal an opinion of this area bears. */
  async officeName(tx: ReadTx, areaCode: string): Promise<string> {
    const [row] = await tx.sql<{ name: string }>('SELECT office_name_zh AS name FROM areas WHERE code = $1', [
      areaCode,
    ]);
    return row?.name ?? '';
  }

  /**
   * The households that a programme's public notice lists: those whose selection is recorded and that go on.
   * @throws Problem not-found
   */
  async notice(tx: ReadTx, programmeId: string): Promise<ProgrammeNotice> {
    const [programme] = await tx.sql<ProgrammeNotice['programme']>(
      `SELECT p.name, p.notice_days AS "noticeDays", p.officer_name AS "officerName", a.office_name_zh AS "officeName"
         FROM programmes p JOIN areas a ON a.code = p.area_code WHERE p.id = $1`,
      [programmeId],
    );
    if (!programme) throw notFound();
    const lines = await tx.sql<NoticeLine>(
      `SELECT p.name AS "personName", a.name_zh AS "areaName", s.notice_from AS "noticeFrom", s.notice_until AS "noticeUntil"
         FROM retrofits r JOIN applications s ON s.retrofit_id = r.id JOIN people p ON p.id = r.person_id
         JOIN areas a ON a.code = r.area_code
        WHERE r.programme_id = $1 AND r.ended_on IS NULL AND s.selected_on IS NOT NULL
        ORDER BY r.area_code, r.id`,
      [programmeId],
    );
    return { programme, lines };
  }
}
