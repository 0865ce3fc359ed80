import { Injectable } from '@nestjs/common';
import { may } from '../../access/permissions';
import { Actor } from '../../platform/database/actor';
import { Database, ReadTx } from '../../platform/database/database';
import { paths } from '../../paths';
import { FileToSend } from '../files/send-file';
import { DOCUMENT_SUBJECTS, DocumentKind, DocumentSubject } from './document-kinds';
import { DocumentRepository, DocumentRow } from './document.repository';

/** What the partial `evidence/documents.njk` shows; other features' pages hand it on. */
export interface DocumentList {
  readonly documents: readonly { href: string; title: string; kind: DocumentKind; mediaType: string; kilobytes: number; uploaderName: string; recordedAt: Date }[]; // prettier-ignore
  /** The page where a document is added; null for those who may not. */
  readonly addHref: string | null;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** Documents for other features' pages, and the files behind them. */
@Injectable()
export class Documents {
  constructor(
    private readonly database: Database,
    private readonly documents: DocumentRepository,
  ) {}

  /** The documents of a retrofit, decision, contract or programme that the actor may see. */
  async listOf(tx: ReadTx, subject: DocumentSubject): Promise<DocumentList> {
    const rows = await this.documents.of(tx, subject);
    const { role } = tx.actor;
    return {
      documents: rows.map((row) => ({
        href: paths.documents.file(row.id),
        title: row.title,
        kind: row.kind,
        mediaType: row.mediaType,
        kilobytes: Math.ceil(row.bytes / 1024),
        uploaderName: row.uploaderName,
        recordedAt: row.recordedAt,
      })),
      addHref: may(role, DOCUMENT_SUBJECTS[subject.type].permission)
        ? paths.documents.of(subject.type, subject.id)
        : null,
    };
  }

  /** @throws Problem not-found */
  async file(actor: Actor, id: string): Promise<FileToSend> {
    const document = await this.database.as(actor).read((tx) => this.documents.get(tx, id));
    return { key: document.storageKey, mediaType: document.mediaType, name: fileName(document), bytes: document.bytes, isInline: false }; // prettier-ignore
  }
}

/** The title as a file's name, with the ending that its content asks for. */
function fileName({ title, mediaType }: DocumentRow): string {
  const base = title.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/\.(pdf|jpe?g|png|webp)$/i, '');
  return `${base}.${EXTENSIONS[mediaType] ?? 'bin'}`;
}
