import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { UnreadableFile } from './unreadable';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** A part of a workbook that is read as a whole: its list of sheets, its styles. */
const MOST_WHOLE = 16_777_216;
/** The longest piece between two ends of one element; a row of a thousand full cells has less. */
const MOST_PIECE = 8_388_608;
/** A tag with all its attributes; the longest that a spreadsheet writes has a few hundred signs. */
export const MOST_TAG = 8192;

/** Plain text of what stands between two tags. No entity but the five and numbers exists, so that none can grow. */
export function xmlText(text: string): string {
  if (text.startsWith('<![CDATA[')) return text.slice(9, -3);
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : parseInt(hex!, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
} // prettier-ignore

/** An attribute of a tag; null where it has none. */
export function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match ? xmlText(match[1] ?? match[2] ?? '') : null;
}

/**
 * The text up to the last end of an element of this name. What is looked for in it by beginning and end is found in
 * one pass then: behind it, every beginning would be followed to the end of the text in vain.
 */
export function upToLast(text: string, name: string): string {
  const last = text.lastIndexOf(`</${name}>`);
  if (last >= 0) return text.slice(0, last + name.length + 3);
  let end = 0;
  for (const match of text.matchAll(new RegExp(`</\\w+:${name}>`, 'g'))) end = match.index + match[0].length;
  return text.slice(0, end);
}

/**
 * The tags of one name in a text that is there as a whole. A tag ends before the next one begins, so that each sign is
 * looked at once.
 * @throws UnreadableFile tooManyPieces, damaged
 */
export function tags(text: string, name: string, most: number): string[] {
  const found: string[] = [];
  for (const [tag] of text.matchAll(new RegExp(`<(?:\\w+:)?${name}[\\s/>][^<>]*>?`, 'g'))) {
    if (tag.length > MOST_TAG) throw new UnreadableFile('damaged');
    if (found.push(tag) > most) throw new UnreadableFile('tooManyPieces', { limit: most });
  }
  return found;
}

/** A small part, whole. @throws UnreadableFile */
export async function wholeText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_WHOLE) throw new UnreadableFile('tooLargeUnpacked', { limitMb: MOST_WHOLE / 1_048_576 });
    chunks.push(chunk);
  }
  return decodeXml(Buffer.concat(chunks));
}

function decodeXml(bytes: Buffer): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return new TextDecoder(isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes);
}

/**
 * The elements of one name out of a stream, one after another, each as its whole text. Only as much is held as one
 * of them needs.
 * @param name without a prefix, which is found out; @param until stop at the end of this element
 */
export async function* elements(stream: Readable, name: string, until: string): AsyncGenerator<string[]> {
  const decoder = new StringDecoder('utf8');
  let text = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    text += decoder.write(chunk);
    const { found, rest, isOver } = cut(text, name, until);
    text = rest;
    if (text.length > MOST_PIECE) throw new UnreadableFile('damaged');
    if (found.length > 0) yield found;
    if (isOver) return;
  }
  const { found, isOver } = cut(text + decoder.end(), name, until);
  if (found.length > 0) yield found;
  if (!isOver) throw new UnreadableFile('damaged');
}

function cut(text: string, name: string, until: string): { found: string[]; rest: string; isOver: boolean } {
  const found: string[] = [];
  // The name with or without a prefix, and nothing longer that begins with it.
  const start = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])`, 'g');
  let position = 0;
  for (;;) {
    start.lastIndex = position;
    const begin = start.exec(text);
    if (!begin) break;
    const tagEnd = text.indexOf('>', begin.index);
    if (tagEnd < 0) return { found, rest: text.slice(begin.index), isOver: false };
    if (text[tagEnd - 1] === '/') {
      found.push(text.slice(begin.index, tagEnd + 1));
      position = tagEnd + 1;
      continue;
    }
    const close = `</${begin[0].slice(1)}>`;
    const end = text.indexOf(close, tagEnd);
    if (end < 0) return { found, rest: text.slice(begin.index), isOver: false };
    found.push(text.slice(begin.index, end));
    position = end + close.length;
  }
  const rest = text.slice(position);
  const isOver = new RegExp(`</(?:\\w+:)?${until}\\s*>|<(?:\\w+:)?${until}(?:\\s[^<>]*)?/>`).test(rest);
  // A tag may be torn in two: what could be the beginning of one is kept.
  const torn = rest.lastIndexOf('<');
  return { found, rest: torn < 0 || isOver ? '' : rest.slice(torn), isOver };
}
