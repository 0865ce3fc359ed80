import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One variable of the environment: what it means, and how its text becomes a value. */
interface Variable<Value> {
  readonly about: string;
  /** Its text is never shown, not even when it is wrong. */
  readonly isSecret?: boolean;
  readonly example: string;
  readonly parse: (text: string | undefined) => Value;
}

class BadValue extends Error {}

const whole =
  (fallback: number, min: number, max: number) =>
  (text: string | undefined): number => {
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max)
      throw new BadValue(`must be a whole number from ${min} to ${max}`);
    return value;
  };

const oneOf =
  <Choice extends string>(fallback: Choice, ...choices: Choice[]) =>
  (text: string | undefined): Choice => {
    if (text === undefined || text === '') return fallback;
    if (!choices.includes(text as Choice)) throw new BadValue(`must be one of ${choices.join(', ')}`);
    return text as Choice;
  };

const optional = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text;

const postgresUrl = (text: string | undefined): string | null => {
  if (!text) return null;
  if (!/^postgres(ql)?:\/\//.test(text)) throw new BadValue('must begin with postgresql://');
  return text;
};

const httpUrl = (text: string | undefined): string | null => {
  if (!text) return null;
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new BadValue('must be an address that begins with https:// or http://'); // prettier-ignore
  return text;
};

const secret = (text: string | undefined): Buffer | null => {
  if (!text) return null;
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32) throw new BadValue('must be 32 bytes in base64 (openssl rand -base64 32)');
  return key;
};

/** Every variable that Tantu reads. `.env.example` is held to this list by a test. */
export const VARIABLES = {
  PORT: {
    about: 'Port that the pages and the API are served on.',
    example: '3000',
    parse: whole(3000, 1, 65535),
  },
  HOST: {
    about: 'Address to listen on. 127.0.0.1 serves this machine only.',
    example: '0.0.0.0',
    parse: (t) => t || '0.0.0.0',
  },
  DATABASE_URL: {
    isSecret: true,
    about:
      'PostgreSQL 15 or later, as the owner of the database. Without it an embedded server runs in the data folder.',
    example: 'postgresql://tantu:password@localhost:5432/tantu',
    parse: postgresUrl,
  },
  TANTU_DATA: {
    about: 'Folder of the embedded database, secrets and (when set) uploads.',
    example: './data',
    parse: optional,
  },
  TANTU_UPLOADS: {
    about: 'Folder for photos and documents. Default: uploads, or TANTU_DATA/uploads.',
    example: './uploads',
    parse: optional,
  },
  TANTU_S3_BUCKET: {
    about: 'Bucket of an S3-compatible store for photos and documents, instead of a folder.',
    example: '',
    parse: optional,
  },
  TANTU_S3_ENDPOINT: {
    about:
      'Address of the store, such as https://s3.example.org. Without it Amazon’s own in TANTU_S3_REGION.',
    example: '',
    parse: httpUrl,
  },
  TANTU_S3_REGION: {
    about: 'Region of the store; many others than Amazon take any.',
    example: 'us-east-1',
    parse: (t) => t || 'us-east-1',
  },
  TANTU_S3_ACCESS_KEY: {
    isSecret: true,
    about: 'Access key of the store. Without it the rights of the machine count, as the AWS SDK finds them.',
    example: '',
    parse: optional,
  },
  TANTU_S3_SECRET_KEY: {
    isSecret: true,
    about: 'Secret key that belongs to the access key.',
    example: '',
    parse: optional,
  },
  TANTU_S3_ADDRESSING: {
    about:
      'Where the bucket stands in addresses: path, host, or auto (path with an endpoint of one’s own, host at Amazon).',
    example: 'auto',
    parse: oneOf('auto', 'auto', 'path', 'host'),
  },
  TANTU_CHECK_MB: {
    about:
      'MiB of stored files that are read again each night, the longest unchecked first, to prove that they are whole; 0 for none.',
    example: '2048',
    parse: whole(2048, 0, 10_000_000),
  },
  TANTU_DEMO: {
    about:
      'Seed the fictional demo district on a first start: auto (embedded database only), yes, no, people (without households).',
    example: 'auto',
    parse: oneOf('auto', 'auto', 'yes', 'no', 'people'),
  },
  TANTU_ENCRYPTION_KEY: {
    isSecret: true,
    about:
      'Key for ID and certificate numbers (AES-256-GCM), 32 bytes in base64. Default: made once in the data folder.',
    example: '',
    parse: secret,
  },
  TANTU_SESSION_KEY: {
    isSecret: true,
    about: 'Key that signs session cookies, 32 bytes in base64. Default: made once in the data folder.',
    example: '',
    parse: secret,
  },
  TANTU_WORKERS: {
    about: 'Where jobs run: in-process with the web server, or apart (worker.js).',
    example: 'in-process',
    parse: oneOf('in-process', 'in-process', 'apart'),
  },
  TANTU_TRUST_PROXY: {
    about: 'Number of reverse proxies in front, for the client address and https.',
    example: '0',
    parse: whole(0, 0, 5),
  },
  TANTU_SESSION_HOURS: {
    about: 'Hours without a request after which a session ends.',
    example: '12',
    parse: whole(12, 1, 720),
  },
  TANTU_MAX_PHOTO_MB: { about: 'Largest photo, in MiB.', example: '30', parse: whole(30, 1, 200) },
  TANTU_MAX_DOCUMENT_MB: { about: 'Largest document, in MiB.', example: '30', parse: whole(30, 1, 200) },
  TANTU_MAX_PHOTOS: { about: 'Most photos in one upload.', example: '20', parse: whole(20, 1, 100) },
  TANTU_MAX_IMPORT_MB: {
    about: 'Largest old ledger or archive of photos that is imported, in MiB.',
    example: '500',
    parse: whole(500, 1, 4000),
  },
  LOG_LEVEL: {
    about:
      'How much is logged: silent, error, warn, info (each request) or debug; auto is warn on a terminal, so that the address stays in sight, and info elsewhere.',
    example: 'auto',
    parse: oneOf('auto', 'auto', 'silent', 'error', 'warn', 'info', 'debug'),
  },
} satisfies Record<string, Variable<unknown>>;

/** The text of `.env.example`: every variable with its meaning, commented out, so that a copy changes nothing. */
export function exampleEnvironment(): string {
  const variables = Object.entries(VARIABLES).map(
    ([name, { about, example }]) => `# ${about}\n# ${name}=${example}\n`,
  );
  return `# Every variable that Tantu reads. All have defaults: an empty environment is a whole one.\n\n${variables.join('\n')}`;
}

type Values = { readonly [Name in keyof typeof VARIABLES]: ReturnType<(typeof VARIABLES)[Name]['parse']> };

/** The faults of an environment, all of them at once. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The environment can't be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

export interface Config extends Values {
  /** The project's own folder: templates and built assets lie in it. */
  readonly root: string;
  readonly dataDirectory: string;
  readonly uploadsDirectory: string;
  readonly version: string;
}

/** What belongs together: half a setting would keep files where nobody looks for them. */
function storageFaults(values: Values): string[] {
  const { TANTU_S3_BUCKET: bucket, TANTU_S3_ENDPOINT: endpoint } = values;
  const { TANTU_S3_ACCESS_KEY: accessKey, TANTU_S3_SECRET_KEY: secretKey } = values;
  const faults: string[] = [];
  if (endpoint && !bucket) faults.push('TANTU_S3_BUCKET must be given together with TANTU_S3_ENDPOINT');
  if (Boolean(accessKey) !== Boolean(secretKey))
    faults.push('TANTU_S3_ACCESS_KEY and TANTU_S3_SECRET_KEY must be given together');
  return faults;
}

/** Reads the environment. @throws ConfigError naming every fault */
export function readConfig(env: NodeJS.ProcessEnv, root = resolve(__dirname, '../../..')): Config {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(VARIABLES)) {
    try {
      values[name] = (variable as Variable<unknown>).parse(env[name]);
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      const { isSecret } = variable as Variable<unknown>;
      faults.push(`${name} ${error.message}${isSecret ? '' : `; it is "${env[name] ?? ''}"`}`);
    }
  }
  const known = values as Values;
  faults.push(...storageFaults(known));
  if (faults.length > 0) throw new ConfigError(faults);
  const dataDirectory = resolve(known.TANTU_DATA ?? join(root, 'data'));
  return {
    ...known,
    root,
    dataDirectory,
    uploadsDirectory: resolve(
      known.TANTU_UPLOADS ?? (known.TANTU_DATA ? join(dataDirectory, 'uploads') : join(root, 'uploads')),
    ),
    version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  };
}
