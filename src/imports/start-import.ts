import { Injectable } from '@nestjs/common';
import { IncomingFile } from '../evidence/files/uploads';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, ReadTx } from '../platform/database/database';
import { Jobs } from '../platform/jobs/jobs';
import { FieldError, invalid, Problem } from '../platform/problems/problem';
import { FileStorage, StoredFile } from '../platform/storage/file-storage';
import { keepFiles } from '../platform/storage/kept-files';
import { continueImport } from './continue-import.job';
import { ImportRepository, NewImport } from './import.repository';
import { StartImportDto } from './imports.dto';
import { Ledger } from './ledger-fields';
import { LedgerFiles, SealedUpload } from './ledger-files';
import { Column, HeaderMatch } from './parsing/headers';
import { withoutNumbers } from './parsing/without-numbers';
import { photoEntries, PhotoManifest } from './photos/photo-entries';
import { formOf, recognise } from './recognise';
import { UnreadableFile } from './reading/unreadable';

/** What came with the form: an encrypted file, or a photo as it is. */
export type UploadedFile = IncomingFile<SealedUpload | StoredFile>;

type Sent = SealedUpload & { readonly name: string };

const isSealed = (file: SealedUpload | StoredFile): file is SealedUpload => 'stored' in file;

/** A ledger or photos of old years come in: kept as they are, and looked at for their headers. */
@Injectable()
export class StartImport {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly files: LedgerFiles,
    private readonly storage: FileStorage,
    private readonly history: History,
    private readonly jobs: Jobs,
  ) {}

  /**
   * @returns the import, which is the first one where the same file came before
   * @throws Problem invalid-input, forbidden, unsupported-file with what to do about it, file-too-large
   */
  async execute(actor: Actor, input: StartImportDto, uploaded: readonly UploadedFile[]): Promise<{ id: string; isKnown: boolean }> {
    const faults = startFaults(actor, input, uploaded);
    if (faults.length > 0) throw invalid(...faults);
    const areaCode = districtFor(actor, input.areaCode);
    const sent = await this.sent(input, uploaded);
    const known = await this.database.as(actor).read((tx) => this.imports.ofFile(tx, areaCode, input.ledger, sent.sha256));
    if (known) return { id: known.id, isKnown: true };
    const made = await this.lookInto(actor, input, areaCode, sent);
    return this.database.as(actor).write(async (tx) => {
      await keepFiles(tx, this.storage, [sent.stored.key]);
      const id = await this.imports.insert(tx, made);
      if (id === null) return { id: (await this.imports.ofFile(tx, areaCode, input.ledger, sent.sha256))!.id, isKnown: true };
      if (made.state === 'reading') await this.jobs.enqueue(tx, continueImport, { importId: id });
      await this.history.record(tx, {
        kind: 'import.started',
        subject: { type: 'import', id },
        areaCode,
        data: { ledger: input.ledger, fileName: made.fileName, sha256: sent.sha256.toString('hex'), bytes: sent.bytes },
      });
      return { id, isKnown: false };
    });
  } // prettier-ignore

  private async sent(input: StartImportDto, uploaded: readonly UploadedFile[]): Promise<Sent> {
    for (const { file } of uploaded) if (file instanceof Problem) throw file;
    const files = uploaded as readonly (UploadedFile & { file: SealedUpload | StoredFile })[];
    const first = files[0]!;
    if (isSealed(first.file)) {
      if (files.length > 1) throw invalid({ field: 'file', key: 'imports.upload.one' });
      return { ...first.file, name: first.name };
    }
    if (input.ledger !== 'photos') throw invalid({ field: 'file', key: 'imports.file.otherFormat' });
    const photos = files.flatMap(({ name, file }) => (isSealed(file) ? [] : [{ path: name, key: file.key, bytes: file.bytes }])); // prettier-ignore
    const manifest: PhotoManifest = photos.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { ...(await this.files.put(Buffer.from(JSON.stringify(manifest)))), name: first.name };
  }

  private async lookInto(actor: Actor, { ledger, year }: StartImportDto, areaCode: string, sent: Sent): Promise<NewImport> {
    const file = { storageKey: sent.stored.key, bytes: sent.bytes, fileName: withoutNumbers(sent.name).slice(0, 200) || 'file' };
    const base = { areaCode, ledger, ...file, sha256: sent.sha256, sheets: [], sheet: '', headerRow: 0, headerRows: 1, columns: [], year } as const;
    try {
      if (ledger === 'photos') {
        await photoEntries(await this.files.open(file), this.storage);
        return { ...base, state: 'reading' };
      }
      const table = await this.files.table(file);
      const { sheet, header, year: found } = await recognise(table, ledger, file.fileName);
      const columns = await this.database.as(actor).read((tx) => this.columns(tx, areaCode, ledger, header));
      return { ...base, state: 'mapping', sheets: table.sheets, sheet, headerRow: header.row, headerRows: header.rows, columns, year: year ?? found };
    } catch (error) {
      throw error instanceof UnreadableFile ? error.asProblem() : error;
    }
  } // prettier-ignore

  /** As somebody settled them for this form; of another form, what was said of headers that are understood by nobody else. */
  private async columns(tx: ReadTx, areaCode: string, ledger: Ledger, header: HeaderMatch): Promise<readonly Column[]> {
    const saved = await this.imports.savedMapping(tx, areaCode, ledger, formOf(header));
    if (saved && saved.length === header.columns.length) return saved;
    const said = await this.imports.saidOfHeaders(tx, areaCode, ledger);
    const taken = new Set(header.columns.flatMap(({ field, role }) => (field !== null && role === null ? [field] : [])));
    return header.columns.map((column) => {
      const known = column.field === null && column.header !== '' ? said.get(withoutNumbers(column.header)) : undefined;
      if (!known?.field || (known.role === null && taken.has(known.field))) return column;
      if (known.role === null) taken.add(known.field);
      return { ...column, field: known.field, role: known.role };
    });
  } // prettier-ignore
}

/** What the form lacks, all of it at once. */
export function startFaults(
  actor: Actor,
  { areaCode }: StartImportDto,
  uploaded: readonly UploadedFile[],
): FieldError[] {
  const faults: FieldError[] = [];
  if (!areaCode && actor.areaCode.length < 6) faults.push({ field: 'areaCode', key: 'validation.required' });
  if (uploaded.length === 0) faults.push({ field: 'file', key: 'imports.upload.none' });
  return faults;
}

/**
 * The district whose ledger it is: the actor's own, or the one that somebody of a city names.
 * @throws Problem forbidden, invalid-input
 */
export function districtFor(actor: Actor, named: string | null): string {
  if (actor.areaCode.length > 6) throw new Problem('forbidden', { facts: { areaCode: actor.areaCode } });
  const district = named ?? (actor.areaCode.length === 6 ? actor.areaCode : null);
  if (district === null) throw invalid({ field: 'areaCode', key: 'validation.required' });
  if (!district.startsWith(actor.areaCode)) throw new Problem('forbidden', { facts: { areaCode: district } });
  return district;
}
