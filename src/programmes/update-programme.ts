import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database, ReadTx } from '../platform/database/database';
import { BrokenRule, refuseIf } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { changesOf } from '../history/changes';
import { orderFindings } from '../workflow/order-findings';
import { checkProgramme } from './check-programme';
import { ProgrammeProgressRepository } from './programme-progress.repository';
import { ProgrammeRepository, TERM_FIELDS } from './programme.repository';
import { ProgrammeDto } from './programmes.dto';

/**
 * A supervisor changes the terms of a programme, for retrofits that are approved from now on: those approved already keep
 * theirs (docs/decisions/0008). The period applies to all and can't leave out works or acceptances that lie in it.
 */
@Injectable()
export class UpdateProgramme {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammeRepository,
    private readonly progress: ProgrammeProgressRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem invalid-input, not-found, stale-version, already-exists, rule-broken C12 */
  async execute(
    actor: Actor,
    id: string,
    input: ProgrammeDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    districtOf(actor);
    checkProgramme(input, localDay(this.clock.now()));
    return this.database.as(actor).write(async (tx) => {
      const before = await this.programmes.lock(tx, id, seenVersion);
      refuseIf(await this.outsidePeriod(tx, id, input));
      await this.programmes.update(tx, id, before.version, input);
      await this.history.record(tx, {
        kind: 'programme.changed',
        subject: { type: 'programme', id },
        areaCode: before.areaCode,
        data: { changes: changesOf(before, input, TERM_FIELDS) },
      });
      return { id };
    });
  }

  /** C12, asked of the first and the last day that the programme's retrofits have used. */
  private async outsidePeriod(tx: ReadTx, id: string, input: ProgrammeDto): Promise<BrokenRule[]> {
    const used = await this.progress.usedPeriod(tx, id);
    const first = { startedOn: used.firstStart, acceptedOn: used.firstAcceptance };
    const last = { startedOn: used.lastStart, acceptedOn: used.lastAcceptance };
    return [
      ...orderFindings(['C12'], { ...first, programmeStartsOn: input.startsOn }, 'startsOn'),
      ...orderFindings(['C12'], { ...last, programmeEndsOn: input.endsOn }, 'endsOn'),
    ];
  }
}
