import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { distance } from '../../src/evidence/likeness/code';
import { Fingerprint, fingerprintOf, GreyRaster, RADIUS } from '../../src/evidence/likeness/fingerprint';
import { likenessOf } from '../../src/evidence/likeness/likeness';
import { heatersOnWalls, roomsBeforeAndAfter } from './hard-negatives';
import { Edit, EDITS, of, Photo } from './photo-edits';

/** Long side of the photos that are edited, in pixels: more changes nothing of a raster of 512 but the time. */
const WORKING_SIZE = 1280;
/** What must be found again, in percent; of the rest, all together. */
const AIMS: Readonly<Record<string, number>> = {
  'rotation 4°': 95, 'crop 5 %': 97, 'crop 15 %': 90, padding: 95, 'stamp bar 15 %': 99, mirror: 95,
}; // prettier-ignore
const OVERALL = 95;
/** False pairs in a million pairs of distinct photos. */
const MOST_FALSE = 1;

interface Kept {
  readonly name: string;
  readonly photo: Photo;
  readonly fingerprint: Fingerprint;
}

/** What was found and what it cost, over the whole run. */
const counts = {
  fingerprints: 0,
  fingerprintMs: 0,
  looks: 0,
  lookMs: 0,
  pairs: 0,
  candidates: 0,
  falsePairs: 0,
  asked: 0,
};
let holdsAll = true;

/**
 * How well photos are found again after every edit of the list, and how seldom two distinct ones are taken for one: both
 * stages in memory, as the application does them in the database.
 * @param folder of distinct photos; the same scene twice in it counts as a false pair
 * @param sample photos that are edited at the most, spread over the folder; all are compared with them
 */
export async function benchReuse(folder: string | undefined, sample: number): Promise<void> {
  if (folder === undefined) throw new Error('say which photos: npm run bench -- reuse -- --photos DIR');
  sharp.concurrency(1);
  const kept = await readAll(folder);
  if (kept.length < 2) throw new Error(`${folder} holds ${kept.length} readable photos (JPEG, PNG, WebP); the bench compares at least 2`); // prettier-ignore
  const step = Math.max(1, kept.length / sample);
  const edited = Array.from({ length: Math.min(sample, kept.length) }, (_, at) => kept[Math.floor(at * step)]!);
  say(`${kept.length} photos, ${edited.length} of them edited in ${EDITS.reduce((sum, { ways }) => sum + ways.length, 0)} ways`);
  for (const one of kept) search(one.fingerprint, one, kept, 'as it is');
  say(`${'edit'.padEnd(22)} ${'tries'.padStart(6)} ${'found'.padStart(8)}  aim`);
  await recall(edited, kept);
  await hardNegatives(edited);
  costs();
  process.exitCode = holdsAll ? 0 : 1;
} // prettier-ignore

async function readAll(folder: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(jpe?g|png|webp)$/i.test(name)) continue;
    const photo = await read(join(folder, name));
    if (photo) kept.push({ name, photo, fingerprint: await fingerprint(of(photo)) });
  }
  return kept;
}

async function read(path: string): Promise<Photo | null> {
  try {
    const { data, info } = await sharp(path).autoOrient().flatten({ background: '#ffffff' }).resize(WORKING_SIZE, WORKING_SIZE, { fit: 'inside', withoutEnlargement: true }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch {
    say(`left out, unreadable: ${path}`);
    return null;
  }
} // prettier-ignore

async function fingerprint(image: sharp.Sharp): Promise<Fingerprint> {
  const raster = await rasterOf(image);
  const began = process.cpuUsage().user;
  const made = fingerprintOf(raster);
  counts.fingerprintMs += (process.cpuUsage().user - began) / 1000;
  counts.fingerprints += 1;
  return made;
}

async function rasterOf(image: sharp.Sharp): Promise<GreyRaster> {
  const { data: whole, info: size } = await image.flatten().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { data, info } = await sharp(whole, { raw: size }).resize(512, 512, { fit: 'inside', withoutEnlargement: true }).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
} // prettier-ignore

const isCandidate = (asked: Fingerprint, kept: Fingerprint): boolean =>
  asked.probes.some((probe) => kept.hashes.some((hash) => distance(probe, hash) <= RADIUS));

function isLike(a: Fingerprint, b: Fingerprint): boolean {
  const began = process.cpuUsage().user;
  const likeness = likenessOf(a.details, b.details);
  counts.lookMs += (process.cpuUsage().user - began) / 1000;
  counts.looks += 1;
  return likeness !== null;
}

/** Asks as the application does; whatever it finds but the photo's own original is a false pair. */
function search(asked: Fingerprint, own: Kept, kept: readonly Kept[], how: string): void {
  counts.asked += 1;
  for (const other of kept) {
    if (other === own) continue;
    counts.pairs += 1;
    if (!isCandidate(asked, other.fingerprint)) continue;
    counts.candidates += 1;
    if (!isLike(asked, other.fingerprint)) continue;
    counts.falsePairs += 1;
    say(`  false pair: ${own.name} (${how}) and ${other.name}`);
  }
}

async function recall(edited: readonly Kept[], kept: readonly Kept[]): Promise<void> {
  let [tries, found] = [0, 0];
  for (const edit of EDITS) {
    const row = await recallOf(edit, edited, kept);
    line(edit.name, row.tries, row.found, AIMS[edit.name]);
    tries += row.tries;
    found += row.found;
  }
  line('all together', tries, found, OVERALL);
}

async function recallOf({ name, ways }: Edit, edited: readonly Kept[], kept: readonly Kept[]): Promise<{ tries: number; found: number }> {
  let [tries, found] = [0, 0];
  for (const own of edited)
    for (const way of ways) {
      const asked = await fingerprint(await way(own.photo));
      tries += 1;
      if (isCandidate(asked, own.fingerprint) && isLike(asked, own.fingerprint)) found += 1;
      search(asked, own, kept, name);
    }
  return { tries, found };
} // prettier-ignore

/** What looks alike and is not the same; both stages, and the second alone as well. */
async function hardNegatives(edited: readonly Kept[]): Promise<void> {
  const walls = await Promise.all(heatersOnWalls().map((photo) => fingerprint(of(photo))));
  await negatives('one heater, many walls', walls.flatMap((one, at) => walls.slice(at + 1).map((other): [Fingerprint, Fingerprint] => [one, other])));
  for (const { name, isSameView, pair } of roomsBeforeAndAfter) {
    const pairs: [Fingerprint, Fingerprint][] = [];
    for (const own of edited) pairs.push(await Promise.all(pair(own.photo).map((photo) => fingerprint(of(photo)))) as [Fingerprint, Fingerprint]);
    await negatives(name, pairs, isSameView);
  }
} // prettier-ignore

function negatives(name: string, pairs: readonly [Fingerprint, Fingerprint][], isAim = true): Promise<void> {
  const wrong = pairs.filter(([a, b]) => isLike(a, b)).length;
  const both = pairs.filter(([a, b]) => isCandidate(a, b) && isLike(a, b)).length;
  const holds = both === 0;
  if (isAim) holdsAll &&= holds;
  say(`${name}: ${both} of ${pairs.length} taken for the same (${wrong} by the second look alone) ${!isAim ? '' : holds ? 'holds' : 'MISSED'}`);
  return Promise.resolve();
} // prettier-ignore

function line(name: string, tries: number, found: number, aim: number | undefined): void {
  const percent = (100 * found) / tries;
  const holds = aim === undefined || percent >= aim;
  holdsAll &&= holds;
  say(`${name.padEnd(22)} ${String(tries).padStart(6)} ${percent.toFixed(1).padStart(6)} %${aim === undefined ? '' : `  ≥ ${aim} % ${holds ? 'holds' : 'MISSED'}`}`); // prettier-ignore
}

function costs(): void {
  const { pairs, candidates, falsePairs, asked } = counts;
  const perMillion = (falsePairs / pairs) * 1e6;
  holdsAll &&= perMillion <= MOST_FALSE;
  say(`false pairs            ${falsePairs} of ${pairs.toLocaleString('en')} pairs of distinct photos, ${perMillion.toFixed(2)} in a million  ≤ ${MOST_FALSE} ${perMillion <= MOST_FALSE ? 'holds' : 'MISSED'}`);
  if (falsePairs === 0) say(`                       with 95 % certainty fewer than ${((3 / pairs) * 1e6).toFixed(1)} in a million, as far as these photos stand for others`);
  say(`candidates by hash     ${candidates} in ${asked.toLocaleString('en')} searches: ${((candidates / pairs) * 1e6).toFixed(0)} in a million photos`);
  say(`CPU                    ${(counts.fingerprintMs / counts.fingerprints).toFixed(1)} ms a fingerprint, ${(counts.lookMs / counts.looks).toFixed(1)} ms a second look`);
} // prettier-ignore

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
