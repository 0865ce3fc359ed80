import { Injectable } from '@nestjs/common';
import { Change } from '../history/changes';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { Measure, MeasurementDto, RecordSiteSurveyDto, RoomDto, RoomKind } from './survey.dto';

export interface Room {
  id: string;
  kind: RoomKind;
  name: string;
}

export interface SiteSurvey {
  dwelling: string;
  storey: number | null;
  condition: string;
  needs: string;
  /** Degrees, WGS-84. */
  longitude: number | null;
  latitude: number | null;
  /** Metres, as the phone reported it. */
  positionAccuracyM: number | null;
  surveyorName: string;
}

export interface Measurement {
  id: string;
  roomId: string;
  roomName: string;
  what: Measure;
  place: string;
  valueMm: number;
  note: string;
}

export interface Consultation {
  consulted: 'self' | 'guardian' | 'proxy';
  consultedName: string;
  reasonNotSelf: string;
  wishes: string;
  readAloud: boolean;
  agrees: boolean;
  refusalReason: string;
}

/** One correction of what was recorded: which fields, from what to what. */
export interface Correction {
  recordedAt: Date;
  by: string;
  reason: string;
  changes: Record<string, Change>;
}

/** What the first three steps write down. A contractor's user reads rooms, survey and measurements, no consultation. */
@Injectable()
export class SurveyRepository {
  async survey(tx: ReadTx, retrofitId: string): Promise<SiteSurvey | null> {
    const [row] = await tx.sql<SiteSurvey>(
      `SELECT dwelling, storey, condition, needs, longitude::float8 AS longitude, latitude::float8 AS latitude,
              position_accuracy_m::float8 AS "positionAccuracyM", surveyor_name AS "surveyorName"
         FROM site_surveys WHERE retrofit_id = $1`,
      [retrofitId],
    );
    return row ?? null;
  }

  async insertSurvey(
    tx: Tx,
    retrofitId: string,
    survey: RecordSiteSurveyDto,
    surveyor: { id: string; name: string },
  ): Promise<void> {
    const { dwelling, storey, condition, needs, longitude, latitude, positionAccuracyM } = survey;
    await tx.change(
      `INSERT INTO site_surveys (retrofit_id, dwelling, storey, condition, needs, longitude, latitude, position_accuracy_m, surveyor_id, surveyor_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [retrofitId, dwelling, storey ?? null, condition, needs, longitude ?? null, latitude ?? null, positionAccuracyM ?? null, surveyor.id, surveyor.name],
    ); // prettier-ignore
  }

  async correctSurvey(tx: Tx, retrofitId: string, facts: Omit<SiteSurvey, 'surveyorName'>): Promise<void> {
    const { dwelling, storey, condition, needs, longitude, latitude, positionAccuracyM } = facts;
    await tx.change(
      `UPDATE site_surveys SET dwelling = $2, storey = $3, condition = $4, needs = $5, longitude = $6, latitude = $7, position_accuracy_m = $8,
              version = version + 1 WHERE retrofit_id = $1`,
      [retrofitId, dwelling, storey, condition, needs, longitude, latitude, positionAccuracyM],
    );
  }

  async rooms(tx: ReadTx, retrofitId: string): Promise<Room[]> {
    return tx.sql<Room>('SELECT id, kind, name FROM rooms WHERE retrofit_id = $1 ORDER BY id', [retrofitId]);
  }

  async insertRoom(tx: Tx, retrofitId: string, { kind, name }: RoomDto): Promise<string> {
    const id = newId();
    await tx.change('INSERT INTO rooms (id, retrofit_id, kind, name) VALUES ($1, $2, $3, $4)', [
      id,
      retrofitId,
      kind,
      name,
    ]);
    return id;
  }

  /** Measurements, items of a plan and photos hang on a room. */
  async isRoomUsed(tx: ReadTx, roomId: string): Promise<boolean> {
    const [row] = await tx.sql<{ isUsed: boolean }>(
      `SELECT EXISTS (SELECT FROM measurements WHERE room_id = $1) OR EXISTS (SELECT FROM retrofit_items WHERE room_id = $1)
           OR EXISTS (SELECT FROM photos WHERE room_id = $1) AS "isUsed"`,
      [roomId],
    );
    return row!.isUsed;
  }

  async removeRoom(tx: Tx, retrofitId: string, roomId: string): Promise<number> {
    return tx.change('DELETE FROM rooms WHERE id = $1 AND retrofit_id = $2', [roomId, retrofitId]);
  }

  async measurements(tx: ReadTx, retrofitId: string): Promise<Measurement[]> {
    return tx.sql<Measurement>(
      `SELECT m.id, m.room_id AS "roomId", r.name AS "roomName", m.what, m.place, m.value_mm AS "valueMm", m.note
         FROM measurements m JOIN rooms r ON r.id = m.room_id WHERE m.retrofit_id = $1 ORDER BY r.id, m.id`,
      [retrofitId],
    );
  }

  async insertMeasurement(tx: Tx, retrofitId: string, measurement: MeasurementDto): Promise<void> {
    const { roomId, what, place, valueMm, note } = measurement;
    await tx.change(
      'INSERT INTO measurements (id, retrofit_id, room_id, what, place, value_mm, note) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [newId(), retrofitId, roomId, what, place, valueMm, note ?? ''],
    );
  }

  async removeMeasurement(tx: Tx, retrofitId: string, id: string): Promise<number> {
    return tx.change('DELETE FROM measurements WHERE id = $1 AND retrofit_id = $2', [id, retrofitId]);
  }

  async consultation(tx: ReadTx, retrofitId: string): Promise<Consultation | null> {
    const [row] = await tx.sql<Consultation>(
      `SELECT consulted, consulted_name AS "consultedName", reason_not_self AS "reasonNotSelf", wishes, read_aloud AS "readAloud", agrees,
              refusal_reason AS "refusalReason" FROM consultations WHERE retrofit_id = $1`,
      [retrofitId],
    );
    return row ?? null;
  }

  async insertConsultation(tx: Tx, retrofitId: string, consultation: Consultation): Promise<void> {
    const { consulted, consultedName, reasonNotSelf, wishes, readAloud, agrees, refusalReason } =
      consultation;
    await tx.change(
      `INSERT INTO consultations (retrofit_id, consulted, consulted_name, reason_not_self, wishes, read_aloud, agrees, refusal_reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [retrofitId, consulted, consultedName, reasonNotSelf, wishes, readAloud, agrees, refusalReason],
    );
  }

  async correctConsultation(
    tx: Tx,
    retrofitId: string,
    words: Omit<Consultation, 'agrees' | 'refusalReason'>,
  ): Promise<void> {
    const { consulted, consultedName, reasonNotSelf, wishes, readAloud } = words;
    await tx.change(
      `UPDATE consultations SET consulted = $2, consulted_name = $3, reason_not_self = $4, wishes = $5, read_aloud = $6, version = version + 1
        WHERE retrofit_id = $1`,
      [retrofitId, consulted, consultedName, reasonNotSelf, wishes, readAloud],
    );
  }

  /** What was put right, by whom and why, the newest first; none for who may not read the history. */
  async corrections(
    tx: ReadTx,
    retrofitId: string,
    kind: 'survey.corrected' | 'consultation.corrected',
  ): Promise<Correction[]> {
    return tx.sql<Correction>(
      `SELECT recorded_at AS "recordedAt", actor_name AS by, data ->> 'reason' AS reason, data -> 'changes' AS changes
         FROM history_entries WHERE retrofit_id = $1 AND kind = $2 ORDER BY recorded_at DESC, id DESC`,
      [retrofitId, kind],
    );
  }

  /** Whether a plan was proposed: from then on rooms are what the plan's items lie in. */
  async hasPlan(tx: ReadTx, retrofitId: string): Promise<boolean> {
    const rows = await tx.sql('SELECT FROM plans WHERE retrofit_id = $1 AND withdrawn_at IS NULL LIMIT 1', [
      retrofitId,
    ]);
    return rows.length > 0;
  }

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
}
