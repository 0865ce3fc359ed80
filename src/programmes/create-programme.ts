import { Injectable } from '@nestjs/common';
import { districtOf } from '../access/district-of';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { checkProgramme } from './check-programme';
import { ProgrammeRepository } from './programme.repository';
import { ProgrammeDto } from './programmes.dto';

/** A supervisor records the year's programme of the district. It begins without places: those come by `BookQuota`. */
@Injectable()
export class CreateProgramme {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammeRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem invalid-input, forbidden outside a district, already-exists for the same name in the same year */
  async execute(actor: Actor, input: ProgrammeDto): Promise<{ id: string }> {
    const areaCode = districtOf(actor);
    checkProgramme(input, localDay(this.clock.now()));
    return this.database.as(actor).write(async (tx) => {
      const id = await this.programmes.insert(tx, areaCode, input);
      await this.history.record(tx, {
        kind: 'programme.created',
        subject: { type: 'programme', id },
        areaCode,
        data: { ...input },
      });
      return { id };
    });
  }
}
