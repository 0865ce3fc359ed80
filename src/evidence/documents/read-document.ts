import { Problem } from '../../platform/problems/problem';
import { imageTypeOf, readImage } from '../images/read-image';
import { DocumentType } from './document-kinds';

/** A PDF says so within its first kilobyte, and its end within its last ones; without the end it was cut off. */
const HEAD = 1024;
const TAIL = 4096;

/**
 * What a document is, by its content.
 * @throws Problem unsupported-file, image-too-large, unreadable-image
 */
export async function readDocument(content: Buffer): Promise<DocumentType> {
  if (content.subarray(0, HEAD).includes('%PDF-')) {
    if (!content.subarray(-TAIL).includes('%%EOF')) throw new Problem('unreadable-image');
    return 'application/pdf';
  }
  if (imageTypeOf(content) === null)
    throw new Problem('unsupported-file', { facts: { accepted: 'PDF, JPEG, PNG, WebP' } });
  return (await readImage(content)).mediaType;
}
