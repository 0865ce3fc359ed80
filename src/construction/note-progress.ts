import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { Problem } from '../platform/problems/problem';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { NoteProgressDto } from './construction.dto';

/** The contractor tells how the works go; everybody who follows the retrofit reads it. */
@Injectable()
export class NoteProgress {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem not-found, conflict before the works began and once they are accepted, rule-broken C13 */
  async execute(actor: Actor, retrofitId: string, input: NoteProgressDto): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      if (retrofit.startedOn === null) throw new Problem('conflict');
      // What is done to a complaint afterwards is told with its cure.
      if (retrofit.acceptedOn !== null)
        throw new Problem('conflict', { errors: [{ field: '', key: 'construction.progress.accepted' }] });
      const id = newId();
      await tx.change(
        `INSERT INTO progress_notes (id, retrofit_id, item_id, noted_on, note, author_name) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, retrofitId, input.itemId ?? null, input.notedOn, input.note, actor.name],
      );
      await this.history.record(tx, {
        kind: 'works.noted',
        subject: { type: 'retrofit', id: retrofitId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { notedOn: input.notedOn, itemId: input.itemId ?? null },
      });
      return { id };
    });
  }
}
