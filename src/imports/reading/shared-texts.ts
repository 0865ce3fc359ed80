import { Readable } from 'node:stream';
import { RawCell } from '../parsing/parse-row';
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
const BLANK: RawCell = { text: '' };

/**
 * The texts of a workbook that its cells point at, packed as bytes: as strings they would take twice the room. They
 * are read as far as they are asked for: the first rows of a sheet, where its headers stand, need few of them.
 */
export class SharedTexts {
  private blocks: Buffer[] = [];
  private block = Buffer.allocUnsafe(BLOCK);
  private used = 0;
  private total = 0;
  /** Three numbers a text: its block, where it begins, how long it is. */
  private places = new Uint32Array(3 * 1024);
  private count = 0;
  /** The file's texts, as far as they were not read; null before the first and behind the last. */
  private coming: AsyncGenerator<string[], void> | null = null;
  private isWhole = false;
  /** The furthest text that was asked for and is not read yet. */
  private wanted = -1;
  /** What was asked for last: most cells of a ledger say the same few words. */
  private readonly held: { readonly index: number; readonly cell: RawCell }[] = [];

  /** @param open gives the file's part, from its beginning at each call; null for a workbook without one */
  constructor(private readonly open: (() => Promise<Readable>) | null) {
    this.isWhole = open === null;
  }

  /** A cell with the text, or a blank one and a reason to `fetch`. @throws UnreadableFile damaged */
  cell(index: number): RawCell {
    if (index >= this.count && !this.isWhole) {
      this.wanted = Math.max(this.wanted, index);
      return BLANK;
    }
    if (!(index >= 0 && index < this.count)) throw new UnreadableFile('damaged');
    const slot = index % SLOTS;
    if (this.held[slot]?.index === index) return this.held[slot].cell;
    const start = this.places[index * 3 + 1]!;
    const bytes = this.blocks[this.places[index * 3]!] ?? this.block;
    const cell = { text: bytes.toString('utf8', start, start + this.places[index * 3 + 2]!) };
    this.held[slot] = { index, cell };
    return cell;
  }

  get lacksSome(): boolean {
    return this.wanted >= 0;
  }

  /** Reads on to the text that was asked for. @throws UnreadableFile tooLargeUnpacked, tooManyPieces, damaged */
  async fetch(): Promise<void> {
    while (this.count <= this.wanted && !this.isWhole) {
      this.coming ??= await this.begin();
      const next = await this.coming.next();
      if (next.done) this.isWhole = true;
      else for (const item of next.value) this.add(textIn(item));
    }
    this.wanted = -1;
  }

  /** Lets the file go. What is asked for later is read from its beginning, and counted up to here. */
  async release(): Promise<void> {
    await this.coming?.return(undefined);
    this.coming = null;
  }

  private async begin(): Promise<AsyncGenerator<string[], void>> {
    return behind(elements(await this.open!(), 'si', 'sst'), this.count);
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

/** What comes behind the first so many. */
async function* behind(found: AsyncGenerator<string[]>, first: number): AsyncGenerator<string[], void> {
  let passed = 0;
  for await (const items of found) {
    if (passed + items.length > first) yield items.slice(Math.max(0, first - passed));
    passed += items.length;
  }
}
