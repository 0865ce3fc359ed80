import { isImageType, kindOf } from '../images/file-kinds';
import { unreadable, unsupported } from '../images/image-problems';
import { readImage } from '../images/read-image';
import { DocumentType } from './document-kinds';

/** A PDF says so within its first kilobyte, and its end within its last ones; without the end it was cut off. */
const HEAD = 1024;
const TAIL = 4096;
const ACCEPTED = 'PDF, JPEG, PNG, WebP';

/**
 * What a document is, by its content.
 * @throws Problem unsupported-file, image-too-large, unreadable-image
 */
export async function readDocument(content: Buffer): Promise<DocumentType> {
  if (content.subarray(0, HEAD).includes('%PDF-')) {
    if (!content.subarray(-TAIL).includes('%%EOF')) throw unreadable(new Error('PDF without its end'));
    return 'application/pdf';
  }
  const kind = kindOf(content);
  if (!isImageType(kind)) throw unsupported(kind, ACCEPTED);
  // Papers are printed and sent on: a browser or a printer reads no HEIC.
  if (kind === 'image/heic') throw unsupported('heic', ACCEPTED);
  await readImage(content);
  return kind;
}
