import { createHash, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import sharp from 'sharp';
import { Office } from './office';

/** One file that a phone wants to bring in, and the photo that the office has acknowledged for it. */
export interface Sent {
  readonly sha256: string;
  readonly id: string;
}

/** A picture of noise, so that no two are alike. */
export function aNoise(width = 320, height = 240): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 50 } } }).jpeg({ quality: 90 }).toBuffer(); // prettier-ignore
}

export const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Phones that send two photos in each request, and send again under the same key until they hear an answer. */
export class Senders {
  readonly acknowledged: Sent[] = [];
  /** Requests that had to be sent again. */
  retries = 0;
  private isOver = false;
  private readonly work: Promise<void>[];

  constructor(
    private readonly office: Office,
    count: number,
  ) {
    this.work = Array.from({ length: count }, (_, index) => this.send(index));
  }

  /** Each finishes what it has begun. */
  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.work);
  }

  private async send(index: number): Promise<void> {
    for (let turn = index; !this.isOver; turn++) {
      const photos = [await aNoise(), await aNoise()];
      const key = randomUUID();
      const home = this.office.homes[turn % this.office.homes.length]!;
      let answer = await this.attempt(home, photos, key);
      while (!answer) {
        this.retries += 1;
        await new Promise((next) => setTimeout(next, 150));
        answer = await this.attempt(home, photos, key);
      }
      this.acknowledged.push(...answer);
    }
  }

  /** @returns null for whatever a phone tries again after: no answer, or one that says "not now" */
  private async attempt(home: { id: string; roomId: string }, photos: readonly Buffer[], key: string): Promise<Sent[] | null> {
    const answer = await sendPhotos(this.office, home, photos, key).catch(() => null);
    if (!answer || answer.status >= 500 || answer.status === 409) return null;
    const body = (await answer.json().catch(() => null)) as { received: { id: string; name: string }[] } | null;
    if (!body) return null;
    if (answer.status !== 201 || body.received.length !== photos.length) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
    return body.received.map(({ id, name }) => ({ id, sha256: name.replace('.jpg', '') }));
  } // prettier-ignore
}

/** Sends photos named by their hashes. */
export function sendPhotos(
  office: Office,
  home: { id: string; roomId: string },
  photos: readonly Buffer[],
  key: string,
): Promise<Response> {
  const form = new FormData();
  form.set('stage', 'before');
  form.set('roomId', home.roomId);
  for (const photo of photos)
    form.append('photos', new Blob([new Uint8Array(photo)]), `${sha256Of(photo)}.jpg`);
  const headers = { ...office.headers, 'idempotency-key': key };
  return fetch(`${office.address}/api/v1/retrofits/${home.id}/photos`, { method: 'POST', headers, body: form, signal: AbortSignal.timeout(30_000) }); // prettier-ignore
}

/** Begins a request and breaks the connection off after so much of the photo. */
export async function breakOff(
  office: Office,
  home: { id: string; roomId: string },
  photo: Buffer,
  part: number,
): Promise<void> {
  const { hostname, port } = new URL(office.address);
  const head =
    `POST /api/v1/retrofits/${home.id}/photos HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: ${office.headers.authorization}\r\n` +
    `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${photo.length + 5000}\r\n\r\n` +
    `--b\r\nContent-Disposition: form-data; name="stage"\r\n\r\nbefore\r\n--b\r\nContent-Disposition: form-data; name="roomId"\r\n\r\n${home.roomId}\r\n` +
    `--b\r\nContent-Disposition: form-data; name="photos"; filename="half.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const socket = connect(Number(port), hostname);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.write(head);
  await new Promise((sent) => socket.write(photo.subarray(0, Math.floor(photo.length * part)), sent));
  await new Promise((later) => setTimeout(later, 30));
  socket.resetAndDestroy();
}
