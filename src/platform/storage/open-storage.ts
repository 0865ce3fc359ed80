import { join } from 'node:path';
import { Config } from '../config/config';
import { DiskStorage } from './disk-storage';
import { FileStorage } from './file-storage';

/** The storage that the environment asks for: a bucket where one is named, else the folder of the uploads. */
export function openStorage(config: Config): FileStorage {
  const { TANTU_S3_BUCKET: bucket, TANTU_S3_ENDPOINT: endpoint, TANTU_S3_ADDRESSING: addressing } = config;
  if (bucket === null) return DiskStorage.inFolder(config.uploadsDirectory);
  // A large library: an office with a folder loads nothing of it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { S3Storage } = require('./s3-storage') as typeof import('./s3-storage');
  const [accessKeyId, secretAccessKey] = [config.TANTU_S3_ACCESS_KEY, config.TANTU_S3_SECRET_KEY];
  return new S3Storage({
    bucket,
    endpoint,
    region: config.TANTU_S3_REGION,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null,
    isPathStyle: addressing === 'auto' ? endpoint !== null : addressing === 'path',
    spoolFolder: join(config.dataDirectory, 'spool'),
  });
}
