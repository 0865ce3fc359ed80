import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../../platform/database/database';
import { newId } from '../../platform/database/ids';
import { notFound } from '../../platform/problems/problem';
import { StoredFile } from '../../platform/storage/file-storage';
import { DOCUMENT_SUBJECTS, DocumentKind, DocumentSubject, DocumentType } from './document-kinds';

export interface DocumentRow {
  id: string;
  kind: DocumentKind;
  title: string;
  mediaType: DocumentType;
  bytes: number;
  sha256: string;
  storageKey: string;
  uploaderName: string;
  recordedAt: Date;
}

export interface NewDocument {
  readonly kind: DocumentKind;
  readonly title: string;
  readonly mediaType: DocumentType;
  readonly stored: StoredFile;
}

/** Where a subject lies, for the row's area and for the history. */
export interface SubjectPlace {
  areaCode: string;
  retrofitId: string | null;
  householdId: string | null;
}

const COLUMNS = `id, kind, title, media_type AS "mediaType", bytes, encode(sha256, 'hex') AS sha256, storage_key AS "storageKey",
  uploader_name AS "uploaderName", recorded_at AS "recordedAt"`;

@Injectable()
export class DocumentRepository {
  /** @throws Problem not-found, also for what the actor may not see */
  async place(tx: ReadTx, { type, id }: DocumentSubject): Promise<SubjectPlace> {
    const columns =
      type === 'retrofits'
        ? 'id AS "retrofitId", household_id AS "householdId"'
        : 'NULL AS "retrofitId", NULL AS "householdId"';
    const [place] = await tx.sql<SubjectPlace>(
      `SELECT area_code AS "areaCode", ${columns} FROM ${type} WHERE id = $1`,
      [id],
    );
    if (!place) throw notFound();
    return place;
  }

  async insert(
    tx: Tx,
    { type, id }: DocumentSubject,
    areaCode: string,
    document: NewDocument,
  ): Promise<string> {
    const documentId = newId();
    const { stored, kind, title, mediaType } = document;
    await tx.change(
      `INSERT INTO documents (id, ${DOCUMENT_SUBJECTS[type].column}, area_code, kind, title, sha256, storage_key, media_type, bytes, uploaded_by, uploader_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [documentId, id, areaCode, kind, title, stored.sha256, stored.key, mediaType, stored.bytes, tx.actor.id, tx.actor.name], // prettier-ignore
    );
    return documentId;
  }

  async of(tx: ReadTx, { type, id }: DocumentSubject): Promise<DocumentRow[]> {
    return tx.sql<DocumentRow>(
      `SELECT ${COLUMNS} FROM documents WHERE ${DOCUMENT_SUBJECTS[type].column} = $1 ORDER BY recorded_at, id`,
      [id],
    );
  }

  /** @throws Problem not-found, also for what the actor may not see */
  async get(tx: ReadTx, id: string): Promise<DocumentRow> {
    const [document] = await tx.sql<DocumentRow>(`SELECT ${COLUMNS} FROM documents WHERE id = $1`, [id]);
    if (!document) throw notFound();
    return document;
  }
}
