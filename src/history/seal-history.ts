import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config';
import { Secrets, SECRETS } from '../platform/config/secrets';
import { systemActor } from '../platform/database/actor';
import { lowestIdAt } from '../platform/database/ids';
import { Database } from '../platform/database/database';
import { Does, JobHandler } from '../platform/jobs/job';
import { CONFIG } from '../platform/platform.module';
import { checkpointKey, hasUnsealed, lastSeal, sealBatch } from './chain';
import { sealHistory } from './seal-history.job';

/** Where checkpoints are kept beside the database, so that a trail cut off at its end is noticed. */
export function checkpointFile(config: Config): string {
  return join(config.dataDirectory, 'history-checkpoints.log');
}

/** Seals the trail behind the writers, so that they never queue for a hash. */
@Injectable()
@Does(sealHistory)
export class SealHistory implements JobHandler {
  constructor(
    private readonly database: Database,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Seals whatever has no seal, however old. */
  async execute(): Promise<void> {
    await this.sealFrom(lowestIdAt(new Date(0)));
  }

  /** Seals what was recorded since then; costs one look where there is nothing. */
  async sealSince(instant: Date): Promise<void> {
    const from = lowestIdAt(instant);
    if (await this.database.as(systemActor('jobs')).read((tx) => hasUnsealed(tx, from)))
      await this.sealFrom(from);
  }

  private async sealFrom(from: string): Promise<void> {
    const key = checkpointKey(this.secrets.checkpointSeed);
    const acting = this.database.as(systemActor('jobs'));
    let sealed = 0;
    for (let batch = 1; batch > 0; sealed += batch)
      batch = await acting.write((tx) => sealBatch(tx, key, from));
    if (sealed === 0) return;
    const { position, hash } = await acting.read((tx) => lastSeal(tx));
    mkdirSync(this.config.dataDirectory, { recursive: true });
    appendFileSync(checkpointFile(this.config), `${position} ${hash.toString('hex')}\n`, { mode: 0o600 });
  }
}
