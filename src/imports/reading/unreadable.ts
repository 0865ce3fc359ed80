import { Facts, Problem } from '../../platform/problems/problem';

/** Why a file can't be read; each has a text in both languages that says what to do. */
export const FILE_FAULTS = [
  'empty', 'incomplete', 'passwordProtected', 'oldFormat', 'otherFormat', 'tooLargeUnpacked', 'tooManyParts', 'tooManyRows', 'damaged',
  'tooManyPieces', 'noHeader', 'noSuchSheet', 'unknownEncoding', 'linkInside', 'changedSince',
] as const; // prettier-ignore
export type FileFault = (typeof FILE_FAULTS)[number];

/** A file that ends in a message; the job writes it on the import, the upload answers with it. */
export class UnreadableFile extends Error {
  constructor(
    readonly fault: FileFault,
    readonly facts: Facts = {},
  ) {
    super(fault);
  }

  /** As an answer to whoever sent it. */
  asProblem(field = 'file'): Problem {
    return new Problem('unsupported-file', {
      status: 415,
      facts: { accepted: '.xlsx, .csv' },
      errors: [{ field, key: `imports.file.${this.fault}`, params: this.facts }],
    });
  }
}
