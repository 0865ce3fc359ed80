import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readConfig } from '../../src/platform/config/config';
import { FileStorage, keyOf, ListedFile, StorageSetupError } from '../../src/platform/storage/file-storage';
import { openStorage } from '../../src/platform/storage/open-storage';
import { S3Server, startS3Server } from '../support/s3-server';

const KIB = 1024;
const chunksOf = (content: Buffer, size = 10 * KIB): Readable =>
  Readable.from(Array.from({ length: Math.ceil(content.length / size) }, (_, n) => content.subarray(n * size, (n + 1) * size))); // prettier-ignore
const keyFor = (content: Buffer): string => keyOf(createHash('sha256').update(content).digest());

/** What a store must hold, and how a test looks behind it. */
interface Kind {
  readonly storage: FileStorage;
  /** Every key that lies there, also of files on their way in. */
  keys(): string[];
  age(key: string, at: Date): void;
}

describe.each(['a folder', 'an S3 store'])('Files in %s', (kind) => {
  let folder: string;
  let server: S3Server | null = null;
  let store: Kind;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tantu-storage-'));
    if (kind === 'an S3 store') server = await startS3Server();
    const storage = openStorage(readConfig({ TANTU_DATA: folder, ...server?.env }));
    await storage.check();
    const uploads = join(folder, 'uploads');
    store = server
      ? { storage, keys: server.keys, age: server.age }
      : {
          storage,
          keys: () =>
            readdirSync(uploads, { recursive: true, withFileTypes: true })
              .filter((entry) => entry.isFile())
              .map((entry) => join(entry.parentPath, entry.name).slice(uploads.length + 1))
              .sort(),
          age: (key, at) => utimesSync(join(uploads, key), at, at),
        };
  });
  afterAll(async () => {
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const listed = async (): Promise<ListedFile[]> => {
    const files: ListedFile[] = [];
    for await (const page of store.storage.list()) files.push(...page);
    return files;
  };

  it('lie under the hash of their content, and come out as they went in: whole, and in part', async () => {
    const content = randomBytes(300 * KIB);
    const stored = await store.storage.receive(chunksOf(content), content.length);
    expect(stored).toMatchObject({ key: keyFor(content), bytes: content.length });
    expect((await store.storage.read(stored.key)).equals(content)).toBe(true);
    const part = Buffer.concat(await (await store.storage.open(stored.key, { start: 1000, end: 1999 })).toArray());
    expect(part.equals(content.subarray(1000, 2000))).toBe(true);
    const all = Buffer.concat(await (await store.storage.open(stored.key)).toArray());
    expect(all.equals(content)).toBe(true);
  }); // prettier-ignore

  it('that are empty, or one byte long, are files too', async () => {
    for (const content of [Buffer.alloc(0), Buffer.from('x')]) {
      for (const { key } of [await store.storage.put(content), await store.storage.receive(chunksOf(content), 1)])
        expect((await store.storage.read(key)).equals(content)).toBe(true);
    }
  }); // prettier-ignore

  it('are kept once, whoever sends them and how often, also at the same time', async () => {
    const content = randomBytes(50 * KIB);
    const before = store.keys().length;
    const sent = await Promise.all([
      ...Array.from({ length: 8 }, () => store.storage.receive(chunksOf(content), content.length)),
      store.storage.put(content),
    ]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    expect(store.keys().length).toBe(before + 1);
    expect((await store.storage.read(sent[0].key)).equals(content)).toBe(true);
  });

  it('that are received again are young again', async () => {
    const content = randomBytes(100);
    const { key } = await store.storage.put(content);
    const old = new Date('2020-01-02T03:04:05Z');
    store.age(key, old);
    expect((await listed()).find((file) => file.key === key)).toEqual({ key, bytes: 100, receivedAt: old });
    await store.storage.receive(chunksOf(content), 100);
    const again = (await listed()).find((file) => file.key === key)!;
    expect(Date.now() - again.receivedAt.getTime()).toBeLessThan(60_000);
  });

  it('that are too large are refused when their sender has been heard to the end, and leave nothing', async () => {
    const before = store.keys();
    const large = chunksOf(randomBytes(500 * KIB));
    await expect(store.storage.receive(large, 100 * KIB)).rejects.toMatchObject({ code: 'file-too-large' });
    await new Promise((resolve) => (large.readableEnded ? resolve(null) : large.once('end', resolve)));
    expect(store.keys()).toEqual(before);
  });

  it('whose sender stops halfway leave nothing, at whatever byte', async () => {
    const before = store.keys();
    for (const sent of [0, 1, 64 * KIB, 200 * KIB]) {
      const broken = new Readable({ read: () => undefined });
      const receiving = store.storage.receive(broken, 1000 * KIB);
      if (sent > 0) broken.push(randomBytes(sent));
      setTimeout(() => broken.destroy(new Error('gone')), 20);
      await expect(receiving).rejects.toThrow('gone');
    }
    expect(store.keys()).toEqual(before);
  });

  it('are never to be seen by half: at every moment of their arrival they are all there or not at all', async () => {
    const contents = Array.from({ length: 12 }, () => randomBytes(400 * KIB));
    const keys = contents.map(keyFor);
    let isOver = false;
    const looking = (async () => {
      const seen = new Set<number>();
      while (!isOver)
        for (const key of keys)
          if (await store.storage.exists(key)) seen.add((await store.storage.read(key)).length);
      return [...seen];
    })();
    await Promise.all(contents.map((content) => store.storage.receive(chunksOf(content), content.length)));
    isOver = true;
    expect((await looking).filter((length) => length !== 400 * KIB)).toEqual([]);
  });

  it('are listed, all of them, in parts, and are gone when they were deleted, once and again', async () => {
    const contents = Array.from({ length: 30 }, () => randomBytes(20));
    for (const content of contents) await store.storage.put(content);
    const found = (await listed()).map(({ key }) => key);
    expect(found.sort()).toEqual(store.keys());
    const key = keyFor(contents[0]!);
    for (let turn = 0; turn < 2; turn++) await store.storage.delete(key);
    expect(await store.storage.exists(key)).toBe(false);
    await expect(store.storage.read(key)).rejects.toMatchObject({ code: 'file-missing', status: 500 });
    await expect(store.storage.open(key)).rejects.toMatchObject({ code: 'file-missing' });
    expect((await listed()).map((file) => file.key)).not.toContain(key);
  });

  it('have no other names: nobody reads what lies beside them', async () => {
    for (const name of ['../secrets/session-key', 'aa/bb/../../x', '', 'incoming/../x'])
      await expect((async () => store.storage.read(name))()).rejects.toThrow(RangeError);
  });
});

describe('A folder that can’t be written', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tantu-storage-'));
  });
  afterEach(async () => {
    await chmod(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });

  it('is said to be so at the start, with what to do', async () => {
    writeFileSync(join(folder, 'uploads'), 'a file where the folder should be');
    const checking = openStorage(readConfig({ TANTU_DATA: folder })).check();
    await expect(checking).rejects.toThrow(StorageSetupError);
    await expect(checking).rejects.toThrow(/can't be kept in .*uploads \(EEXIST\).*TANTU_UPLOADS/);
  });

  it('is a 503 to whoever sends a file, who is heard to the end', async () => {
    await mkdir(join(folder, 'uploads'));
    writeFileSync(join(folder, 'uploads', 'incoming'), 'in the way');
    const sender = chunksOf(randomBytes(200 * KIB));
    await expect(openStorage(readConfig({ TANTU_DATA: folder })).receive(sender, 10 ** 6)).rejects.toMatchObject({ code: 'storage-unavailable', status: 503 });
    await new Promise((resolve) => (sender.readableEnded ? resolve(null) : sender.once('end', resolve)));
  }); // prettier-ignore
});

describe('An S3 store', () => {
  let server: S3Server;
  let folder: string;
  let storage: FileStorage;
  const opened = (env: Record<string, string> = {}): FileStorage =>
    openStorage(readConfig({ TANTU_DATA: folder, ...server.env, ...env }));

  beforeAll(async () => {
    server = await startS3Server();
    folder = mkdtempSync(join(tmpdir(), 'tantu-storage-'));
    storage = opened();
  });
  afterEach(() => server.disturb(null));
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is asked at the start whether files can be kept there, and nothing of the question stays', async () => {
    await storage.check();
    expect(server.keys()).toEqual([]);
  });

  it.each([
    ['there is no such bucket', { TANTU_S3_BUCKET: 'another' }, /there is no bucket "another" at http.*Create it, or correct TANTU_S3_BUCKET/],
    ['the key is unknown', { TANTU_S3_ACCESS_KEY: 'NOBODY' }, /does not know or accept the key\. Correct TANTU_S3_ACCESS_KEY/],
    ['nobody answers', { TANTU_S3_ENDPOINT: 'http://127.0.0.1:9' }, /127\.0\.0\.1:9 can't be reached\. Correct TANTU_S3_ENDPOINT/],
  ])('that can’t be used is said to be so at the start, in words: %s', async (_, env, words) => {
    const checking = opened(env).check();
    await expect(checking).rejects.toThrow(StorageSetupError);
    await expect(checking).rejects.toThrow(words);
  }); // prettier-ignore

  it.each([
    [403, 'SignatureDoesNotMatch', /does not know or accept the key/],
    [403, 'AccessDenied', /does not let this key write and delete.*Give it the rights/],
    [301, 'PermanentRedirect', /lies in another region.*TANTU_S3_REGION/],
    [501, 'NotImplemented', /answers with 501/],
  ])('that answers with %i %s is explained to whoever set it up', async (status, code, words) => {
    server.disturb((incoming, answer) => {
      incoming.resume();
      answer.writeHead(status).end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
      return true;
    });
    await expect(storage.check()).rejects.toThrow(words);
  });

  it('gets each file under its final key in one request, signed over the hash of its bytes', async () => {
    const content = randomBytes(100 * KIB);
    const before = server.requests.length;
    const { key, sha256 } = await storage.receive(chunksOf(content), content.length);
    const puts = server.requests.slice(before);
    expect(puts.map(({ line }) => line.split('?')[0])).toEqual([`PUT /${server.bucket}/${key}`]);
    expect(puts[0]!.headers).toMatchObject({
      'x-amz-content-sha256': sha256.toString('hex'),
      'content-length': String(content.length),
      authorization: expect.stringContaining('x-amz-content-sha256') as string,
    });
    expect(readdirSync(join(folder, 'spool'))).toEqual([]);
  });

  it('that is overloaded for a moment gets the file again, from its first byte', async () => {
    const content = randomBytes(80 * KIB);
    let refusals = 2;
    server.disturb((incoming, answer) => {
      if (incoming.method !== 'PUT' || refusals-- <= 0) return false;
      incoming.resume();
      answer.writeHead(503).end('<Error><Code>SlowDown</Code><Message>slow down</Message></Error>');
      return true;
    });
    const { key } = await storage.receive(chunksOf(content), content.length);
    expect(refusals).toBe(-1);
    expect((await storage.read(key)).equals(content)).toBe(true);
  });

  it('that is away is a 503 for every question, and nothing is said to be there or not there', async () => {
    const content = randomBytes(KIB);
    const { key } = await storage.put(content);
    server.disturb((_, answer) => {
      answer.destroy();
      return true;
    });
    const unavailable = { code: 'storage-unavailable', status: 503 };
    await expect(storage.receive(chunksOf(randomBytes(KIB)), KIB)).rejects.toMatchObject(unavailable);
    await expect(storage.put(randomBytes(KIB))).rejects.toMatchObject(unavailable);
    await expect(storage.read(key)).rejects.toMatchObject(unavailable);
    await expect(storage.exists(key)).rejects.toMatchObject(unavailable);
    await expect(storage.delete(key)).rejects.toMatchObject(unavailable);
    await expect(storage.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject(unavailable);
    server.disturb(null);
    expect((await storage.read(key)).equals(content)).toBe(true);
  });

  it('that breaks off in the middle of an answer leaves no half file behind a whole one’s name', async () => {
    const content = randomBytes(2000 * KIB);
    const { key } = await storage.put(content);
    server.disturb((_, answer) => {
      answer.writeHead(200, { 'content-length': content.length });
      answer.write(content.subarray(0, 1000 * KIB), () => answer.destroy());
      return true;
    });
    await expect(storage.read(key)).rejects.toMatchObject({ code: 'storage-unavailable' });
  });

  it('that refuses a file has it neither by half nor tried for ever', async () => {
    const before = server.keys();
    let tries = 0;
    server.disturb((incoming, answer) => {
      tries += 1;
      incoming.resume();
      answer.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>no</Message></Error>');
      return true;
    });
    await expect(storage.receive(chunksOf(randomBytes(KIB)), KIB)).rejects.toMatchObject({ code: 'storage-unavailable' }); // prettier-ignore
    expect([tries, server.keys()]).toEqual([1, before]);
  });

  it('is listed in pages of what it gives at once', async () => {
    for (let n = 0; n < 8; n++) await storage.put(randomBytes(30));
    server.disturb((incoming) => {
      incoming.url = incoming.url!.replace('list-type=2', 'list-type=2&max-keys=3');
      return false;
    });
    const pages: string[][] = [];
    for await (const page of storage.list()) pages.push(page.map(({ key }) => key));
    expect(pages.flat().sort()).toEqual(server.keys());
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...pages.map(({ length }) => length))).toBe(3);
  });
});

describe('The settings of an S3 store', () => {
  it.each([
    [{ TANTU_S3_ENDPOINT: 'https://s3.example.org' }, 'TANTU_S3_BUCKET must be given'],
    [{ TANTU_S3_BUCKET: 'b', TANTU_S3_ACCESS_KEY: 'hush' }, 'TANTU_S3_ACCESS_KEY and TANTU_S3_SECRET_KEY must'],
    [{ TANTU_S3_BUCKET: 'b', TANTU_S3_ENDPOINT: 's3.example.org' }, 'TANTU_S3_ENDPOINT must be an address'],
    [{ TANTU_S3_BUCKET: 'b', TANTU_S3_ADDRESSING: 'dns' }, 'TANTU_S3_ADDRESSING must be one of'],
  ])('are refused by half: %j', (env, words) => {
    expect(() => readConfig(env)).toThrow(words);
    expect(() => readConfig(env)).not.toThrow('hush');
  }); // prettier-ignore
});
