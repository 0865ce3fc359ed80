import { Problem } from '../problems/problem';
import { StorageSetupError } from './file-storage';

interface S3Fault extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const statusOf = (error: unknown): number | undefined => (error as S3Fault).$metadata?.httpStatusCode;

/** The store knows no such file. A bucket that is missing has the same status and is another matter. */
export const isMissingObject = (error: unknown): boolean =>
  statusOf(error) === 404 && (error as S3Fault).name !== 'NoSuchBucket';

/** What may be over in a moment: the network, an overloaded store. Refusals are not. */
export function mayPass(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429;
}

/** Asks the store. @throws Problem file-missing, storage-unavailable */
export async function ofStore<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RangeError) throw error; // not a key: our own mistake
    throw new Problem(isMissingObject(error) ? 'file-missing' : 'storage-unavailable', { cause: error });
  }
}

/** What is wrong with the store as it is set up, for whoever operates Tantu. */
export function setupError(error: unknown, bucket: string, place: string): StorageSetupError {
  const { name, code, message } = error as S3Fault;
  const status = statusOf(error);
  const is = (...names: string[]): boolean => names.includes(name) || names.includes(code ?? '');
  const words = is('NoSuchBucket')
    ? `there is no bucket "${bucket}" at ${place}. Create it, or correct TANTU_S3_BUCKET or TANTU_S3_ENDPOINT`
    : is('PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException')
      ? `the bucket "${bucket}" lies in another region than ${place}. Set TANTU_S3_REGION and TANTU_S3_ENDPOINT to the bucket's own`
      : is('InvalidAccessKeyId', 'SignatureDoesNotMatch', 'CredentialsProviderError', 'ExpiredToken')
        ? `${place} does not know or accept the key. Correct TANTU_S3_ACCESS_KEY and TANTU_S3_SECRET_KEY`
        : status === 403
          ? `${place} does not let this key write and delete in the bucket "${bucket}". Give it the rights to put, get, list and delete objects`
          : status === undefined
            ? `${place} can't be reached. Correct TANTU_S3_ENDPOINT, or see to the network`
            : `${place} answers with ${status}`;
  return new StorageSetupError(
    `The store for photos and documents can't be used: ${words}. (${name}: ${message})`,
  );
}
