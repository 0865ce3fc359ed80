import { Readable } from 'node:stream';
import { FileStorage } from '../../platform/storage/file-storage';
import { ByteSource, openArchive } from '../reading/archive';
import { UnreadableFile } from '../reading/unreadable';

/** A photo of an archive, or of several files that came together. */
export interface PhotoEntry {
  readonly path: string;
  readonly bytes: number;
  open(): Promise<Readable>;
}

/** The list that stands for files sent without an archive: the photos themselves lie in the storage by their hashes. */
export type PhotoManifest = readonly {
  readonly path: string;
  readonly key: string;
  readonly bytes: number;
}[];

/** Photos hardly pack: what unpacks to more than this is no year of a district. */
const LIMITS = { entries: 20_000, unpacked: 20_000_000_000, eachUnpacked: 2_000_000_000 };
const IMAGE = /\.(?:jpe?g|png|webp)$/i;
/** What systems put beside the files of a folder. */
const SYSTEM = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;

/** In the order of their paths. @throws UnreadableFile */
export async function photoEntries(source: ByteSource, storage: FileStorage): Promise<PhotoEntry[]> {
  const head = await source.read(0, Math.min(2, source.size));
  if (head.toString('latin1') === 'PK') {
    const entries = await openArchive(source, LIMITS);
    const photos = entries.filter(({ name }) => IMAGE.test(name) && !SYSTEM.test(name));
    if (photos.length === 0) throw new UnreadableFile('empty');
    return photos
      .map((one) => ({ path: one.name.slice(-400), bytes: one.bytes, open: () => one.open() }))
      .sort(byPath);
  }
  if (head[0] !== 0x5b) throw new UnreadableFile('otherFormat');
  const manifest = JSON.parse((await source.read(0, source.size)).toString('utf8')) as PhotoManifest;
  return manifest
    .map(({ path, key, bytes }) => ({ path, bytes, open: () => storage.open(key) }))
    .sort(byPath);
}

const byPath = (a: PhotoEntry, b: PhotoEntry): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
