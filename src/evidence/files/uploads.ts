import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/platform.module';
import { Problem } from '../../platform/problems/problem';
import { FileStorage, StoredFile } from '../../platform/storage/file-storage';

const MEBIBYTE = 1_048_576;

/** A file of a request: in the storage, or why it is not. */
export interface IncomingFile<Stored = StoredFile> {
  /** As the sender named it. */
  readonly name: string;
  readonly file: Stored | Problem;
}

export interface Upload<Stored = StoredFile> {
  /** The form's other fields, as texts. */
  readonly fields: Record<string, unknown>;
  readonly files: readonly IncomingFile<Stored>[];
}

/** Takes one file into the storage. @throws Problem file-too-large */
export type Receive<Stored> = (stream: Readable, limit: number, name: string) => Promise<Stored>;

export interface UploadLimits {
  /** The form field that carries the files; files in other fields are refused. */
  readonly field: string;
  readonly most: number;
  readonly eachMb: number;
}

/** What multer keeps of a file, because our storage engine says so. */
interface Kept<Stored> {
  readonly originalname: string;
  readonly received: Stored | Problem;
}

/**
 * Reads multipart requests. Each file goes through the hash into the storage as it arrives; one that is too large
 * is dropped by itself and does not cost the others. What no row comes to name is swept away later.
 */
@Injectable()
export class Uploads {
  constructor(
    private readonly storage: FileStorage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  photos(request: Request, response: Response): Promise<Upload> {
    const { TANTU_MAX_PHOTOS: most, TANTU_MAX_PHOTO_MB: eachMb } = this.config;
    return this.read(request, response, { field: 'photos', most, eachMb }, this.asItIs);
  }

  document(request: Request, response: Response): Promise<Upload> {
    const limits = { field: 'file', most: 1, eachMb: this.config.TANTU_MAX_DOCUMENT_MB };
    return this.read(request, response, limits, this.asItIs);
  }

  /**
   * For features that keep their files in another way, such as encrypted.
   * @throws Problem too-many-files, malformed-request when the body is no multipart form
   */
  async read<Stored extends object>(
    request: Request,
    response: Response,
    limits: UploadLimits,
    receive: Receive<Stored>,
  ): Promise<Upload<Stored>> {
    if (!request.is('multipart/form-data')) throw new Problem('malformed-request');
    const options: multer.Options & { defParamCharset: string } = {
      storage: engine(limits.eachMb * MEBIBYTE, receive),
      defParamCharset: 'utf8', // file names arrive as browsers send them
      limits: { files: limits.most, fields: 40, fieldSize: 20_000, fieldNameSize: 100, fieldNestingDepth: 2 },
    };
    const parse = multer(options).array(limits.field);
    await new Promise<void>((resolve, reject) => {
      parse(request, response, (fault: unknown) => (fault ? reject(explain(fault, limits.most)) : resolve()));
    });
    const kept = (request.files ?? []) as unknown as readonly Kept<Stored>[];
    return {
      fields: request.body as Record<string, unknown>,
      // A name that has nothing left is its number: every answer names its file.
      files: kept.map(({ originalname, received }, index) => ({ name: cleanName(originalname) || `#${index + 1}`, file: received })), // prettier-ignore
    };
  }

  private readonly asItIs: Receive<StoredFile> = (stream, limit) => this.storage.receive(stream, limit);
}

function engine<Stored extends object>(limit: number, receive: Receive<Stored>): multer.StorageEngine {
  return {
    _handleFile: (_request, { stream, originalname }, done) => {
      receive(stream, limit, cleanName(originalname)).then(
        (received) => done(null, { received } as object),
        // A file that can't be taken is an answer about this file; only what stops the request is an error.
        (fault: unknown) =>
          fault instanceof Problem && fault.status < 500
            ? done(null, { received: fault } as object)
            : done(new StorageFault(fault)),
      );
    },
    // The same bytes may be somebody else's photo: only the sweep, which asks every row, removes anything.
    _removeFile: (_request, _file, done) => done(null),
  };
}

/** Something is wrong on our side: a full disk, a store that is away. */
class StorageFault extends Error {
  constructor(cause: unknown) {
    super('a file could not be stored', { cause });
  }
}

/** Whatever else ends the reading is the request itself: broken off, or no form. */
function explain(fault: unknown, most: number): Error {
  if (fault instanceof StorageFault) return fault.cause instanceof Problem ? fault.cause : fault;
  if (fault instanceof MulterError && fault.code === 'LIMIT_FILE_COUNT')
    return new Problem('too-many-files', { facts: { limit: most } });
  return new Problem('malformed-request', { cause: fault });
}

/** The last part of a path, without signs that disturb a line or a header. */
function cleanName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Cs}"<>]/gu, '').trim();
  return [...clean].slice(-200).join('');
}
