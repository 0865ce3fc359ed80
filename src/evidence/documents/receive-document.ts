import { Injectable } from '@nestjs/common';
import { may } from '../../access/permissions';
import { History } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database, Tx } from '../../platform/database/database';
import { invalid, Problem } from '../../platform/problems/problem';
import { FileStorage, StoredFile } from '../../platform/storage/file-storage';
import { keepFiles } from '../../platform/storage/kept-files';
import { IncomingFile } from '../files/uploads';
import { named } from '../files/named-problem';
import { DECODING } from '../images/slots';
import { DOCUMENT_SUBJECTS, DocumentKind, DocumentSubject, DocumentType } from './document-kinds';
import { DocumentRepository } from './document.repository';
import { UploadDocumentDto } from './documents.dto';
import { readDocument } from './read-document';

/** A file that was read and is stored, before it is filed anywhere. */
export interface ReceivedFile {
  /** Its title: the file's own name, unless somebody gives another. */
  readonly name: string;
  readonly mediaType: DocumentType;
  readonly stored: StoredFile;
}

/** Files a paper with a retrofit, a decision, a contract or a programme. */
@Injectable()
export class ReceiveDocument {
  constructor(
    private readonly database: Database,
    private readonly documents: DocumentRepository,
    private readonly history: History,
    private readonly storage: FileStorage,
  ) {}

  /** @throws Problem forbidden, not-found, invalid-input, file-too-large, unsupported-file, unreadable-image */
  async execute(
    actor: Actor,
    subject: DocumentSubject,
    input: UploadDocumentDto,
    files: readonly IncomingFile[],
  ): Promise<{ id: string }> {
    const { permission, kinds } = DOCUMENT_SUBJECTS[subject.type];
    if (!may(actor.role, permission)) throw new Problem('forbidden', { facts: { permission } });
    if (!(kinds as readonly string[]).includes(input.kind))
      throw invalid({ field: 'kind', key: 'validation.choice' });
    const received = await this.read(files);
    return this.database
      .as(actor)
      .write((tx) => this.file(tx, subject, input.kind, { ...received, name: input.title ?? received.name }));
  }

  /**
   * What came as the one file of a form, for an act that files it in its own transaction.
   * @throws Problem invalid-input, file-too-large, unsupported-file, unreadable-image
   */
  async read(files: readonly IncomingFile[]): Promise<ReceivedFile> {
    const [incoming] = files;
    if (!incoming) throw invalid({ field: 'file', key: 'evidence.documents.none' });
    if (incoming.file instanceof Problem) throw named(incoming.file, incoming.name, 'file');
    const stored = incoming.file;
    const mediaType = await this.typeOf(incoming.name, stored.key);
    return { name: incoming.name.slice(0, 120), mediaType, stored };
  }

  /** Files it, within the transaction of an act. @throws Problem not-found */
  async file(
    tx: Tx,
    subject: DocumentSubject,
    kind: DocumentKind,
    { name: title, mediaType, stored }: ReceivedFile,
  ): Promise<{ id: string }> {
    const place = await this.documents.place(tx, subject);
    await keepFiles(tx, this.storage, [stored.key]);
    const id = await this.documents.insert(tx, subject, place.areaCode, { kind, title, mediaType, stored });
    await this.history.record(tx, {
      kind: 'document.received',
      subject: { type: 'document', id },
      areaCode: place.areaCode,
      retrofitId: place.retrofitId ?? undefined,
      householdId: place.householdId ?? undefined,
      data: { kind, title, of: subject.type, ofId: subject.id, sha256: stored.sha256.toString('hex') },
    });
    return { id };
  }

  private async typeOf(name: string, key: string): Promise<DocumentType> {
    try {
      return await DECODING.run(async () => readDocument(await this.storage.read(key)));
    } catch (error) {
      if (error instanceof Problem) throw named(error, name, 'file');
      throw error;
    }
  }
}
