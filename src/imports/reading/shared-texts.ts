import { Readable } from 'node:stream';
import { UnreadableFile } from './unreadable';
import { elements, upToLast, xmlText } from './xml';

const TEXTS = /<(?:\w+:)?t(?:\s[^<>]*)?(?<!\/)>([\s\S]*?)<\/(?:\w+:)?t>/g;
/** Readings above characters (furigana) are not part of the text. */
const READINGS = /<(?:\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g;
/** Bytes of all different texts of a workbook; 200,000 rows of full sentences stay below. */
const MOST_BYTES = 134_217_728;
/** Far more different texts than any ledger has; each takes room though it be empty. */
const MOST_TEXTS = 5_000_000;
const BLOCK = 1_048_576;
const SLOTS = 4096;

/** The texts of a workbook that its cells point at, packed as bytes: as strings they would take twice the room. */
export class SharedTexts {
  private blocks: Buffer[] = [];
  private block = Buffer.allocUnsafe(BLOCK);
  private used = 0;
  private total = 0;
  /** Three numbers a text: its block, where it begins, how long it is. */
  private places = new Uint32Array(3 * 1024);
  private count = 0;
  /** What was asked for last: most cells of a ledger say the same few words. */
  private readonly held: { readonly index: number; readonly text: string }[] = [];

  /** @throws UnreadableFile tooLargeUnpacked, tooManyPieces, damaged */
  static async read(stream: Readable): Promise<SharedTexts> {
    const texts = new SharedTexts();
    for await (const found of elements(stream, 'si', 'sst')) for (const item of found) texts.add(textIn(item)); // prettier-ignore
    return texts;
  }

  static none(): SharedTexts {
    return new SharedTexts();
  }

  get(index: number): string {
    if (!(index >= 0 && index < this.count)) throw new UnreadableFile('damaged');
    const slot = index % SLOTS;
    if (this.held[slot]?.index === index) return this.held[slot].text;
    const start = this.places[index * 3 + 1]!;
    const bytes = this.blocks[this.places[index * 3]!] ?? this.block;
    const text = bytes.toString('utf8', start, start + this.places[index * 3 + 2]!);
    this.held[slot] = { index, text };
    return text;
  }

  private add(text: string): void {
    if (this.count >= MOST_TEXTS) throw new UnreadableFile('tooManyPieces', { limit: MOST_TEXTS });
    const length = Buffer.byteLength(text);
    this.total += length;
    if (this.total > MOST_BYTES) throw new UnreadableFile('tooLargeUnpacked', { limitMb: MOST_BYTES / 1_048_576 }); // prettier-ignore
    if (this.used + length > this.block.length) {
      this.blocks.push(this.block);
      this.block = Buffer.allocUnsafe(Math.max(BLOCK, length));
      this.used = 0;
    }
    this.block.write(text, this.used);
    if (this.count * 3 + 3 > this.places.length) {
      const larger = new Uint32Array(this.places.length * 2);
      larger.set(this.places);
      this.places = larger;
    }
    this.places.set([this.blocks.length, this.used, length], this.count * 3);
    this.used += length;
    this.count += 1;
  }
}

/** The text of a rich or a plain string; _x000D_ and its like are signs that XML can't hold. */
export function textIn(item: string): string {
  if (!item.includes('</')) return '';
  let text = '';
  for (const [, part] of upToLast(withoutReadings(item), 't').matchAll(TEXTS)) text += xmlText(part!);
  return text.includes('_x') ? text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text; // prettier-ignore
}

function withoutReadings(item: string): string {
  if (!item.includes('rPh')) return item;
  const closed = upToLast(item, 'rPh');
  return closed.replace(READINGS, '') + item.slice(closed.length);
}
