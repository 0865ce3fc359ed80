import { ByteSource } from './archive';
import { TableFile } from './table';
import { TextTable } from './text-table';
import { UnreadableFile } from './unreadable';
import { Workbook } from './workbook';

const OLE = 'd0cf11e0a1b11ae1';
const SECTOR = 512;

/**
 * Opens a ledger by what is in it, not by what it is called.
 * @throws UnreadableFile with what to do about it
 */
export async function openTable(source: ByteSource, fileName: string): Promise<TableFile> {
  if (source.size === 0) throw new UnreadableFile('empty');
  const head = await source.read(0, Math.min(SECTOR, source.size));
  if (head.subarray(0, 8).toString('hex') === OLE) throw await oleFault(source, head);
  if (head.subarray(0, 2).toString('latin1') === 'PK') return Workbook.open(source);
  if (/^\s*(?:<\?xml|<!doctype|<html|%PDF|\{\\rtf)/i.test(head.toString('latin1').replace(/^\xef\xbb\xbf/, ''))) throw new UnreadableFile('otherFormat'); // prettier-ignore
  return TextTable.open(source, fileName.replace(/\.[^.]*$/, '') || fileName);
}

/** A container of Microsoft's: a workbook under a password, or one of before 2007. */
async function oleFault(source: ByteSource, head: Buffer): Promise<UnreadableFile> {
  if (head.length < SECTOR) return new UnreadableFile('incomplete');
  const size = 1 << Math.min(head.readUInt16LE(30), 16);
  const start = (head.readUInt32LE(48) + 1) * size;
  const directory = start < source.size ? await source.read(start, Math.min(start + 8 * size, source.size)) : Buffer.alloc(0); // prettier-ignore
  const names = directory.toString('utf16le');
  if (/EncryptedPackage|EncryptionInfo/.test(names)) return new UnreadableFile('passwordProtected');
  return new UnreadableFile(directory.length === 0 ? 'incomplete' : 'oldFormat');
}
