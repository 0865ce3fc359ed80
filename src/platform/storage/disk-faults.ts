import { Problem } from '../problems/problem';

export const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** What a disk says when it is full, broken, gone, or not ours. A sender that breaks off has other codes. */
const OF_THE_DISK = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ENODEV', 'ENXIO', 'ESTALE', 'ENOTDIR', 'EEXIST']; // prettier-ignore

/** Runs work on the disk. @throws Problem storage-unavailable for a fault of the disk; other errors as they are */
export async function onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (OF_THE_DISK.includes((error as NodeJS.ErrnoException).code ?? ''))
      throw new Problem('storage-unavailable', { cause: error });
    throw error;
  }
}
