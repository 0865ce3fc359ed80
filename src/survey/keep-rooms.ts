import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { notFound, Problem } from '../platform/problems/problem';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { RoomDto } from './survey.dto';
import { SurveyRepository } from './survey.repository';

/** Rooms that were forgotten, or noted by mistake. Once a plan names rooms, none is taken away. */
@Injectable()
export class KeepRooms {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly surveys: SurveyRepository,
    private readonly history: History,
  ) {}

  /** A variation may need a further room, so rooms are added until the works are done. @throws Problem conflict, already-exists */
  async add(
    actor: Actor,
    retrofitId: string,
    input: RoomDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      if (retrofit.surveyedOn === null || retrofit.completedOn !== null) throw new Problem('conflict');
      const id = await this.surveys.insertRoom(tx, retrofitId, input);
      await this.retrofits.change(tx, retrofit, {});
      await this.history.record(tx, {
        kind: 'room.added',
        subject: { type: 'room', id },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { kind: input.kind, name: input.name },
      });
      return { id };
    });
  }

  /** @throws Problem not-found, conflict once there is a plan, still-in-use while measurements or photos name it */
  async remove(
    actor: Actor,
    retrofitId: string,
    roomId: string,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, seenVersion);
      const room = (await this.surveys.rooms(tx, retrofitId)).find(({ id }) => id === roomId);
      if (!room) throw notFound();
      if (await this.surveys.hasPlan(tx, retrofitId)) throw new Problem('conflict');
      if (await this.surveys.isRoomUsed(tx, roomId)) throw new Problem('still-in-use');
      await this.surveys.removeRoom(tx, retrofitId, roomId);
      await this.retrofits.change(tx, retrofit, {});
      await this.history.record(tx, {
        kind: 'room.removed',
        subject: { type: 'room', id: roomId },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { kind: room.kind, name: room.name },
      });
      return { id: roomId };
    });
  }
}
