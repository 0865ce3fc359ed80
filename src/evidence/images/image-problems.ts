import { Problem } from '../../platform/problems/problem';
import { OtherKind } from './file-kinds';

/** @param accepted the formats as people name them */
export function unsupported(kind: OtherKind | 'heic', accepted = 'JPEG, PNG, WebP, HEIC'): Problem {
  return new Problem('unsupported-file', { facts: { accepted, kind } });
}

/** @param reason `slow` where time ran out, which may be the file's fault or the machine's */
export function unreadable(cause: unknown, reason: 'damaged' | 'slow' = 'damaged'): Problem {
  return new Problem('unreadable-image', { cause, facts: { reason } });
}

export function tooLarge(pixels: number, most: number): Problem {
  return new Problem('image-too-large', {
    facts: { limitMp: most / 1e6, megapixels: Math.ceil(pixels / 1e6) },
  });
}
