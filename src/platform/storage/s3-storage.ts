import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { onDisk } from './disk-faults';
import { ByteRange, FileStorage, isKey, keyOf, ListedFile, StoredFile } from './file-storage';
import { hearing, metered } from './metered';
import { isMissingObject, mayPass, ofStore, setupError } from './s3-faults';
import { withSpool } from './spool';

export interface S3Place {
  readonly bucket: string;
  /** Null for Amazon's own, by region. */
  readonly endpoint: string | null;
  readonly region: string;
  /** Null where the machine's role gives the right. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
  /** Whether the bucket stands in the path of an address or in its host name. */
  readonly isPathStyle: boolean;
  /** Folder for files on their way in; needs room for as many as arrive at once. */
  readonly spoolFolder: string;
}

const nothing = (): void => undefined;
/** What fails is thrown; the client's own remarks on it say nothing more. */
const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Milliseconds to wait before each further try to store a file. */
const AGAIN_AFTER = [200, 1000];

/**
 * Files in a bucket of an S3-compatible store. The key is known only when all bytes are hashed, so a file comes to
 * rest on the local disk first and then goes out under its final key in one request, which a store shows whole or
 * not at all; the request is signed over the hash, so that the store refuses bytes that changed on the way.
 */
export class S3Storage extends FileStorage {
  private readonly client: S3Client;

  constructor(private readonly place: S3Place) {
    super();
    this.client = new S3Client({
      region: place.region,
      endpoint: place.endpoint ?? undefined,
      credentials: place.credentials ?? undefined,
      forcePathStyle: place.isPathStyle,
      // Checksums of Amazon's own that other stores don't know; the signed hash does the same.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      logger: SILENT,
      requestHandler: { connectionTimeout: 5000, socketTimeout: 30_000 },
    });
  }

  receive(stream: Readable, limit: number): Promise<StoredFile> {
    const take = (): Promise<StoredFile> =>
      withSpool(this.place.spoolFolder, async (spool) => {
        const file = await metered(stream, limit, spool.writer());
        await ofStore(() => this.send(file, () => spool.reader()));
        return file;
      });
    return onDisk(() => hearing(stream, take));
  }

  async put(content: Buffer): Promise<StoredFile> {
    const sha256 = createHash('sha256').update(content).digest();
    const file = { key: keyOf(sha256), sha256, bytes: content.length };
    await ofStore(() => this.send(file, () => content));
    return file;
  }

  async open(key: string, range?: ByteRange): Promise<Readable> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const { Body } = await ofStore(() =>
      this.client.send(new GetObjectCommand({ ...this.locationOf(key), Range })),
    );
    return Body as Readable;
  }

  async read(key: string): Promise<Buffer> {
    const content = await this.open(key);
    return ofStore(async () => Buffer.concat(await content.toArray()));
  }

  exists(key: string): Promise<boolean> {
    return ofStore(async () => {
      try {
        await this.client.send(new HeadObjectCommand(this.locationOf(key)));
        return true;
      } catch (error) {
        if (isMissingObject(error)) return false;
        throw error;
      }
    });
  }

  async delete(key: string): Promise<void> {
    await ofStore(() => this.client.send(new DeleteObjectCommand(this.locationOf(key))));
  }

  async *list(): AsyncIterable<ListedFile[]> {
    let after: string | undefined;
    do {
      const page = await ofStore(() =>
        this.client.send(new ListObjectsV2Command({ Bucket: this.place.bucket, StartAfter: after })),
      );
      const files = page.Contents ?? [];
      yield files
        .filter(({ Key }) => isKey(Key!))
        .map(({ Key, Size, LastModified }) => ({ key: Key!, bytes: Size!, receivedAt: LastModified! }));
      after = page.IsTruncated ? files.at(-1)?.Key : undefined;
    } while (after !== undefined);
  }

  /** Writes a small object and takes it away again: that is what a store must let us do. */
  async check(): Promise<void> {
    const { bucket, endpoint, region } = this.place;
    const probe = this.locationOf(`incoming/${randomUUID()}`);
    try {
      await this.client.send(
        new PutObjectCommand({ ...probe, Body: 'Tantu asks whether it may write here.' }),
      );
      await this.client.send(new DeleteObjectCommand(probe));
    } catch (error) {
      throw setupError(error, bucket, endpoint ?? `Amazon S3 in ${region}`);
    }
  }

  /** Also for bytes that lie there already: that renews their time, so that the sweep leaves them alone. */
  private async send(file: StoredFile, body: () => Readable | Buffer): Promise<void> {
    for (let turn = 0; ; turn += 1) {
      const put = new PutObjectCommand({
        ...this.locationOf(file.key),
        Body: body(),
        ContentLength: file.bytes,
      });
      put.middlewareStack.add(
        (next) => (args) => {
          const { headers } = args.request as { headers: Record<string, string> };
          headers['x-amz-content-sha256'] = file.sha256.toString('hex');
          return next(args);
        },
        { step: 'build', name: 'signOverTheHash' },
      );
      try {
        await this.client.send(put);
        return;
      } catch (error) {
        // The client itself never sends a stream twice.
        if (turn >= AGAIN_AFTER.length || !mayPass(error)) throw error;
        await wait(AGAIN_AFTER[turn]);
      }
    }
  }

  private locationOf(key: string): { Bucket: string; Key: string } {
    if (!isKey(key)) throw new RangeError('not a key of the storage');
    return { Bucket: this.place.bucket, Key: key };
  }
}
