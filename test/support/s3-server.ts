import crypto, { CipherGCMTypes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { createServer, IncomingMessage, request, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

/** Does something to a request instead of handing it on; gives false to let it pass. */
type Fault = (incoming: IncomingMessage, answer: ServerResponse) => boolean;

export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  /** What Tantu needs to know of it. */
  readonly env: Record<string, string>;
  /** What came in since the start, as METHOD /path, with its headers. */
  readonly requests: { readonly line: string; readonly headers: IncomingMessage['headers'] }[];
  /** Puts a fault between Tantu and the store; null takes it away. */
  disturb(fault: Fault | null): void;
  /** The keys that anybody could read, as they lie there. */
  keys(): string[];
  /** Makes a file look as if it had come in then. */
  age(key: string, at: Date): void;
  /** Where the bytes of a key lie, to be touched behind Tantu's back. */
  fileOf(key: string): string;
  close(): Promise<void>;
}

/** s3rver enciphers where a list goes on with DES, which OpenSSL 3 no longer has. Nobody is to read it, so any cipher will do. */
function withDes(): void {
  const { createCipheriv } = crypto;
  crypto.createCipheriv = ((name: string, key: Buffer, iv: Buffer) =>
    name === 'des'
      ? createCipheriv('aes-128-cbc', Buffer.concat([key, key]), Buffer.concat([iv, iv]))
      : createCipheriv(name as CipherGCMTypes, key, iv)) as typeof createCipheriv;
}

const BUCKET = 'tantu-files';

/** A store that speaks S3 over HTTP, with a door in front of it where things can go wrong. */
export async function startS3Server(): Promise<S3Server> {
  withDes();
  const directory = mkdtempSync(join(tmpdir(), 'tantu-s3-'));
  const store = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: BUCKET }] }); // prettier-ignore
  const { port } = await store.run();
  const requests: { line: string; headers: IncomingMessage['headers'] }[] = [];
  let fault: Fault | null = null;
  const door = createServer((incoming, answer) => {
    requests.push({ line: `${incoming.method} ${incoming.url}`, headers: incoming.headers });
    if (!fault?.(incoming, answer)) handOn(incoming, answer, port);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  const fileOf = (key: string): string => join(directory, BUCKET, `${key}._S3rver_object`);
  return {
    endpoint,
    bucket: BUCKET,
    env: { TANTU_S3_BUCKET: BUCKET, TANTU_S3_ENDPOINT: endpoint, TANTU_S3_ACCESS_KEY: 'S3RVER', TANTU_S3_SECRET_KEY: 'S3RVER' }, // prettier-ignore
    requests,
    disturb: (next) => (fault = next),
    keys: () =>
      readdirSync(join(directory, BUCKET), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('._S3rver_object'))
        .map((path) => path.replaceAll('\\', '/').replace('._S3rver_object', ''))
        .sort(),
    age: (key, at) => utimesSync(fileOf(key), at, at),
    fileOf,
    close: async () => {
      await closed(door);
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function handOn(incoming: IncomingMessage, answer: ServerResponse, port: number): void {
  const { method, url: path, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path, headers }, (reply) => {
    answer.writeHead(reply.statusCode!, reply.headers);
    reply.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  incoming.pipe(onward);
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
