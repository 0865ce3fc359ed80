import { once } from 'node:events';
import { FileHandle, open } from 'node:fs/promises';
import { createDeflateRaw } from 'node:zlib';
import { Cell, cellXml, HEAD, MAIN, packageParts, textItem } from './workbook';
import { Crc } from './zip';

/** Texts that go through the packer together. */
const PIECE = 1_048_576;

/** Writes a workbook of one sheet, row by row, so that neither its rows nor its XML are ever held whole. */
export async function writeLargeWorkbook(path: string, sheet: string, rows: Iterable<readonly Cell[]>): Promise<void> {
  const texts = new Map<string, number>();
  const file = await open(path, 'w');
  try {
    const zip = new ZipWriter(file);
    for (const { name, content } of packageParts([sheet])) await zip.add(String(name), [String(content)]);
    await zip.add('xl/worksheets/sheet1.xml', sheetXml(rows, texts));
    await zip.add('xl/sharedStrings.xml', textsXml(texts));
    await zip.end();
  } finally {
    await file.close();
  }
} // prettier-ignore

function* sheetXml(rows: Iterable<readonly Cell[]>, texts: Map<string, number>): Generator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  let number = 0;
  for (const cells of rows) {
    number += 1;
    yield `<row r="${number}">${cells.map((cell, column) => cellXml(cell, column, number, texts)).join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function* textsXml(texts: ReadonlyMap<string, number>): Generator<string> {
  yield `${HEAD}<sst xmlns="${MAIN}">`;
  for (const text of texts.keys()) yield textItem(text);
  yield '</sst>';
}

class ZipWriter {
  private readonly directory: Buffer[] = [];
  private position = 0;

  constructor(private readonly file: FileHandle) {}

  async add(name: string, content: Iterable<string>): Promise<void> {
    const [start, title] = [this.position, Buffer.from(name)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt16LE(title.length, 22);
    this.position += 4 + head.length + title.length;
    const { crc, packed, unpacked } = await this.pack(content);
    for (const [index, value] of [crc, packed, unpacked].entries()) head.writeUInt32LE(value, 10 + 4 * index);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, title]);
    await this.file.write(local, 0, local.length, start);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(start, 10);
    this.directory.push(Buffer.from('PK\x01\x02\x14\x03'), head, central, title);
  }

  async end(): Promise<void> {
    const list = Buffer.concat(this.directory);
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 'latin1');
    end.writeUInt16LE(this.directory.length / 4, 8);
    end.writeUInt16LE(this.directory.length / 4, 10);
    end.writeUInt32LE(list.length, 12);
    end.writeUInt32LE(this.position, 16);
    await this.file.write(Buffer.concat([list, end]), 0, list.length + end.length, this.position);
  }

  private async pack(content: Iterable<string>): Promise<{ crc: number; packed: number; unpacked: number }> {
    const packer = createDeflateRaw({ level: 1 });
    const crc = new Crc();
    const [start, written] = [this.position, this.drain(packer)];
    let unpacked = 0;
    for (const text of pieces(content)) {
      const bytes = Buffer.from(text);
      crc.add(bytes);
      unpacked += bytes.length;
      if (!packer.write(bytes)) await once(packer, 'drain');
    }
    packer.end();
    await written;
    return { crc: crc.value, packed: this.position - start, unpacked };
  }

  private async drain(packed: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of packed) {
      await this.file.write(chunk, 0, chunk.length, this.position);
      this.position += chunk.length;
    }
  }
}

function* pieces(content: Iterable<string>): Generator<string> {
  let text = '';
  for (const part of content) {
    text += part;
    if (text.length < PIECE) continue;
    yield text;
    text = '';
  }
  yield text;
}
