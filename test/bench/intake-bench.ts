import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MOST_AT_ONCE } from '../../src/evidence/images/renderers';
import { median, quantile, send } from './load';
import { makePhotos } from './made-photos';
import { ProcessTree } from './process-tree';
import { asOwner, insertHouseholds, insertPeople, insertRetrofits, openStage, root, Running, Stage, startApplication, startBareUploads } from './stage'; // prettier-ignore

/** Uploads at once, each of one photo. */
const AT_ONCE = 4;
/** Households with a retrofit each: the worklist has its fifty lines and more. */
const HOMES = 300;
/** The worklist is asked for again so many milliseconds after each answer. */
const PROBE_PAUSE_MS = 25;
const IDLE_SECONDS = 4;

interface Round {
  uploads: number;
  bareUploads: number;
  prepared: number;
  bareSharp: number;
  idleP95: number;
  busyP95: number;
  cpu: number;
  renditionCpu: number;
}

/** Photos in: from the phone to the row, and from the row to the renditions, each beside its raw limit. */
export async function benchIntake(photos: number, rounds: number): Promise<void> {
  say(`${cpus().length} processors (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}, ${rounds} rounds of ${photos} photos, ${AT_ONCE} at once`); // prettier-ignore
  const stage = await openStage();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stage.close().finally(() => process.exit(130))); // prettier-ignore
  try {
    const folder = join(stage.folder, 'photos');
    mkdirSync(folder);
    const files = await makePhotos(folder, photos * (rounds + 1));
    say(`made ${files.length} photos of 4000 × 3000, ${(median(files.map((file) => readFileSync(file).length)) / 1e6).toFixed(1)} MB in the middle`); // prettier-ignore
    const tantu = await startApplication(stage);
    const bare = await startBareUploads(join(stage.folder, 'bare'));
    await insertPeople(stage);
    await insertHouseholds(stage, HOMES);
    const homes = await insertRetrofits(stage);
    const bench = new IntakeBench(stage, tantu, bare, homes);
    await bench.round(files.slice(0, photos)); // warms everybody up
    const measured: Round[] = [];
    for (let round = 1; round <= rounds; round++) {
      const figures = await bench.round(files.slice(round * photos, (round + 1) * photos));
      measured.push(figures);
      say(`  round ${round}: ${Object.entries<number>({ ...figures }).map(([name, value]) => `${name} ${value.toFixed(1)}`).join('  ')}`); // prettier-ignore
    }
    report(measured, bench.end());
  } finally {
    await stage.close();
  }
}

class IntakeBench {
  private readonly tree: ProcessTree;
  /** Who opens the worklist, with a session like everybody at a browser. */
  private visitor: Record<string, string> = {};

  constructor(
    private readonly stage: Stage,
    private readonly tantu: Running,
    private readonly bare: Running,
    private readonly homes: readonly { id: string; roomId: string }[],
  ) {
    this.tree = new ProcessTree(tantu.pid);
  }

  /** @returns the peak of memory in MiB */
  end(): number {
    this.tree.stop();
    return this.tree.memory();
  }

  async round(files: readonly string[]): Promise<Round> {
    const bareUploads = await this.upload(files, () => ({ url: `${this.bare.address}/photos`, fields: {} }));
    const idle = await this.probe(new Promise((done) => setTimeout(done, IDLE_SECONDS * 1000)));
    const before = this.tree.cpu();
    let uploads = NaN;
    const uploading = this.upload(files, (turn) => {
      const { id, roomId } = this.homes[turn % this.homes.length]!;
      return {
        url: `${this.tantu.address}/api/v1/retrofits/${id}/photos`,
        fields: { stage: 'before', roomId },
      };
    }).then((rate) => (uploads = rate));
    const busy = await this.probe(uploading); // renditions are made meanwhile too
    const prepared = await this.drained();
    const after = this.tree.cpu();
    await this.nothingFailed();
    return {
      uploads, bareUploads, prepared, bareSharp: await sharpAlone(files), idleP95: quantile(idle, 0.95), busyP95: quantile(busy, 0.95),
      cpu: (after.own + after.children - before.own - before.children) / files.length, renditionCpu: (after.children - before.children) / files.length,
    }; // prettier-ignore
  }

  /** @returns acknowledged photos per second */
  private async upload(files: readonly string[], to: (turn: number) => { url: string; fields: Record<string, string> }): Promise<number> {
    const waiting = files.map((file, turn) => ({ file, turn }));
    const began = performance.now();
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { url, fields } = to(next.turn);
        const { type, body } = multipart(fields, readFileSync(next.file));
        const headers = { authorization: `Bearer ${this.stage.tokens.caseworker}`, 'content-type': type, 'content-length': String(body.length) };
        await send({ method: 'POST', url, headers, body });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return files.length / ((performance.now() - began) / 1000);
  } // prettier-ignore

  /** Opens the worklist again and again for as long as the work lasts. @returns milliseconds of each answer */
  private async probe(work: Promise<unknown>): Promise<number[]> {
    let isOver = false;
    const ended = work.finally(() => (isOver = true));
    const times: number[] = [];
    while (!isOver) {
      const began = performance.now();
      const answer = await fetch(`${this.tantu.address}/`, { headers: { ...this.visitor, authorization: `Bearer ${this.stage.tokens.caseworker}`, accept: 'text/html' } });
      if (!answer.ok) throw new Error(`the worklist answers ${answer.status}`);
      await answer.text();
      times.push(performance.now() - began);
      const cookie = answer.headers.get('set-cookie');
      if (cookie) this.visitor = { cookie: cookie.split(';')[0]! };
      await new Promise((next) => setTimeout(next, PROBE_PAUSE_MS));
    }
    await ended;
    return times;
  } // prettier-ignore

  private count(state: string): Promise<number> {
    return new Promise((resolve, reject) => {
      asOwner(this.stage, async (client) => {
        const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int FROM photos WHERE rendition_state = $1`, [state]); // prettier-ignore
        resolve(rows[0]!.count);
      }).catch(reject);
    });
  }

  /** What the uploads left waiting, with nobody asking for anything. @returns photos prepared per second */
  private async drained(): Promise<number> {
    const began = performance.now();
    const waiting = await this.waiting();
    while ((await this.waiting()) > 0) await new Promise((next) => setTimeout(next, 50));
    return waiting / ((performance.now() - began) / 1000);
  }

  private waiting(): Promise<number> {
    return this.count('pending');
  }

  private async nothingFailed(): Promise<void> {
    const failed = await this.count('failed');
    if (failed > 0) throw new Error(`${failed} photos could not be prepared`);
  }
}

function multipart(fields: Record<string, string>, photo: Buffer): { type: string; body: Buffer } {
  const boundary = '----bench';
  const parts = Object.entries(fields).map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`); // prettier-ignore
  const head = `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="photos"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), photo, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** As many processes as Tantu has, each with its share of the photos. @returns photos per second */
async function sharpAlone(files: readonly string[]): Promise<number> {
  const shares = Array.from({ length: MOST_AT_ONCE }, (_, share) => files.filter((_file, at) => at % MOST_AT_ONCE === share)); // prettier-ignore
  const children = shares.map((share) => spawn(process.execPath, ['test/run-typescript.mjs', 'test/bench/bare-sharp.ts', ...share], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, MALLOC_ARENA_MAX: '1' } })); // prettier-ignore
  await Promise.all(children.map(line));
  const said = children.map(line);
  for (const child of children) child.stdin.write('go\n');
  const times = (await Promise.all(said)).map((text) => (JSON.parse(text) as { ms: number }).ms);
  return files.length / (Math.max(...times) / 1000);
}

async function line(child: ChildProcess): Promise<string> {
  const lines = createInterface(child.stdout!);
  const said: string[] = await once(lines, 'line');
  lines.close();
  return String(said[0]);
}

function report(rounds: readonly Round[], memory: number): void {
  const middle = (of: (round: Round) => number): number => median(rounds.map(of));
  const rows: [string, string, string, number, string, boolean][] = [];
  const ratio = (figure: string, ours: keyof Round, theirs: keyof Round, aim: string, isHeld: (ratio: number) => boolean): void => {
    const value = middle((round) => round[ours] / round[theirs]);
    rows.push([figure, middle((round) => round[ours]).toFixed(1), middle((round) => round[theirs]).toFixed(1), value, aim, isHeld(value)]);
  }; // prettier-ignore
  ratio('acknowledged per second | express + multer to a folder', 'uploads', 'bareUploads', '≥ 0.60', (value) => value >= 0.6); // prettier-ignore
  ratio('prepared per second | sharp alone', 'prepared', 'bareSharp', '≥ 0.85', (value) => value >= 0.85);
  ratio('worklist p95, ms, meanwhile | idle', 'busyP95', 'idleP95', '≤ 3.00', (value) => value <= 3);
  const [cpu, renditionCpu] = [middle((round) => round.cpu), middle((round) => round.renditionCpu)];
  for (const [figure, ours, theirs, value, aim, holds] of rows) say(`${figure.padEnd(58)} ${ours.padStart(7)} ${theirs.padStart(7)}  ratio ${value.toFixed(2)}  aim ${aim}  ${holds ? 'holds' : 'MISSED'}`); // prettier-ignore
  say(`processor time of a photo's renditions, ms ${renditionCpu.toFixed(0).padStart(23)}          aim ≤ 200  ${renditionCpu <= 200 ? 'holds' : 'MISSED'}`); // prettier-ignore
  say(`  with its upload and with the worklist asked for, ms ${cpu.toFixed(0).padStart(14)}`);
  say(`most memory of web and workers, MiB ${memory.toFixed(0).padStart(30)}          aim ≤ 600  ${memory <= 600 ? 'holds' : 'MISSED'}`); // prettier-ignore
  process.exitCode = rows.every(([, , , , , holds]) => holds) && renditionCpu <= 200 && memory <= 600 ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
