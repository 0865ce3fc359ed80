import { Agent, request } from 'node:http';

/** One request of the load; made anew for each, so that bodies can differ. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export interface Measured {
  /** Answers per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

/**
 * Asks `atOnce` at a time, each the next when its answer is there, for so many seconds.
 * @throws Error on any answer but 2xx: a refused request is not work done
 */
export async function load(make: () => Call, seconds: number, atOnce = 8): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const times: number[] = [];
  const began = performance.now();
  const ends = began + seconds * 1000;
  const work = async (): Promise<void> => {
    while (performance.now() < ends) {
      const call = make();
      const sent = performance.now();
      await send(call, agent);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  return { rate: times.length / took, p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

export function send(call: Call, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const { method, url, body } = call;
    const headers = { ...call.headers, ...(typeof body === 'string' && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) }; // prettier-ignore
    const sent = request(url, { method, agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve(text);
        else reject(new Error(`${method} ${url}: ${status} ${text.slice(0, 300)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The middle of several rounds, figure by figure: noise on a shared machine comes in bursts. */
export function middle(rounds: readonly Measured[]): Measured {
  return {
    rate: median(rounds.map(({ rate }) => rate)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p95: median(rounds.map(({ p95 }) => p95)),
  };
}
