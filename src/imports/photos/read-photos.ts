import { Inject, Injectable } from '@nestjs/common';
import { CameraData, NO_CAMERA } from '../../evidence/images/camera-data';
import { readImage } from '../../evidence/images/read-image';
import { DECODING } from '../../evidence/images/slots';
import { Config } from '../../platform/config/config';
import { systemActor } from '../../platform/database/actor';
import { Database, Tx } from '../../platform/database/database';
import { CONFIG } from '../../platform/platform.module';
import { Problem } from '../../platform/problems/problem';
import { FileStorage, StoredFile } from '../../platform/storage/file-storage';
import { keepFiles } from '../../platform/storage/kept-files';
import { localDay } from '../../platform/time/district-time';
import { Import, ImportRepository } from '../import.repository';
import { LedgerFiles } from '../ledger-files';
import { plain } from '../parsing/plain';
import { withoutNumbers } from '../parsing/without-numbers';
import { storable } from '../stage-row';
import { ImportPhotosRepository, PersonOfPhoto, PhotoFault, StagedPhoto } from './import-photos.repository';
import { PhotoEntry, photoEntries } from './photo-entries';
import { PhotoName, readPhotoName } from './photo-name';

const BATCH = 20;
const MEBIBYTE = 1_048_576;

interface Read {
  readonly stored: StoredFile | null;
  readonly fault: PhotoFault | null;
  readonly camera: CameraData;
}

/** Takes the photos of an archive into the storage and finds whose they are, batch by batch. */
@Injectable()
export class ReadPhotos {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly photos: ImportPhotosRepository,
    private readonly files: LedgerFiles,
    private readonly storage: FileStorage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Begins behind the last one that was taken in. @throws UnreadableFile */
  async execute(found: Import): Promise<void> {
    const entries = await photoEntries(await this.files.open(found), this.storage);
    const acting = this.database.as(systemActor('jobs'));
    for (let done = found.done; done < entries.length; done += BATCH) {
      const batch = entries.slice(done, done + BATCH);
      const read: Read[] = [];
      for (const entry of batch) read.push(await this.read(entry));
      const isOurs = await acting.write(async (tx) => {
        if (!(await this.imports.advance(tx, found, done, done + batch.length, entries.length))) return false;
        await keepFiles(tx, this.storage, read.flatMap(({ stored }) => (stored ? [stored.key] : []))); // prettier-ignore
        await this.photos.insert(tx, found.id, found.areaCode, await this.matched(tx, found, batch, read, done)); // prettier-ignore
        return true;
      });
      if (!isOurs) return;
    }
    await acting.write((tx) => this.imports.enter(tx, found.id, 'preview'));
  }

  private async read(entry: PhotoEntry): Promise<Read> {
    const limit = this.config.TANTU_MAX_PHOTO_MB * MEBIBYTE;
    if (entry.bytes > limit) return { stored: null, fault: 'tooLarge', camera: NO_CAMERA };
    try {
      const stored = await this.storage.receive(await entry.open(), limit);
      const image = await DECODING.run(async () => readImage(await this.storage.read(stored.key)));
      return { stored, fault: null, camera: image.camera };
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return { stored: null, fault: 'unreadable', camera: NO_CAMERA }; // prettier-ignore
      throw error;
    }
  }

  private async matched(tx: Tx, found: Import, batch: readonly PhotoEntry[], read: readonly Read[], done: number): Promise<StagedPhoto[]> {
    const names = batch.map(({ path }) => readPhotoName(path));
    const people = await this.photos.people(tx, found.areaCode, [...new Set(names.flatMap(({ words }) => words))]);
    return batch.map((entry, index) => {
      const [name, { stored, fault, camera }] = [names[index]!, read[index]!];
      const who = matchPhoto(name, people, found.year);
      return {
        position: done + index + 1,
        path: withoutNumbers(storable(entry.path)),
        fault: fault ?? (typeof who === 'string' ? who : null),
        stored,
        recordId: stored === null || typeof who === 'string' ? null : who.id,
        year: name.year ?? found.year,
        itemName: withoutNumbers(name.item?.name ?? ''),
        itemCode: name.item?.code ?? null,
        stage: name.stage,
        takenOn: camera.takenAt && localDay(camera.takenAt),
        camera,
      };
    });
  } // prettier-ignore
}

/** The one person that a photo's name can mean; why not, where there is none or more than one. */
export function matchPhoto(
  name: PhotoName,
  people: readonly PersonOfPhoto[],
  year: number | null,
): PersonOfPhoto | 'noRecord' | 'ambiguous' {
  const wanted = name.year ?? year;
  const words = new Set(name.words.map(place));
  let found = people.filter(
    (person) => name.words.includes(person.personName) && (wanted === null || person.year === wanted),
  );
  if (name.lastDigits !== null)
    found = narrowed(found, ({ lastDigits }) => lastDigits?.toUpperCase() === name.lastDigits, ({ lastDigits }) => lastDigits === null); // prettier-ignore
  if (found.length > 1) {
    const near = found.filter(({ community, street }) => words.has(place(community)) || words.has(place(street))); // prettier-ignore
    if (near.length > 0) found = near;
  }
  if (found.length === 0) return 'noRecord';
  return found.length === 1 ? found[0]! : 'ambiguous';
}

/** Those who fit; where none does, those of whom nothing says that they do not. */
function narrowed<One>(
  all: readonly One[],
  fits: (one: One) => boolean,
  unknown: (one: One) => boolean,
): One[] {
  const fitting = all.filter(fits);
  return fitting.length > 0 ? fitting : all.filter(unknown);
}

const place = (name: string): string => plain(name).replace(/(?:社区|村|居委会|街道|镇|乡)$/, '');
