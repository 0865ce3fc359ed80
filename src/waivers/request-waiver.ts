import { Injectable } from '@nestjs/common';
import { IncomingFile } from '../evidence/files/uploads';
import { ReceiveDocument } from '../evidence/documents/receive-document';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { invalid, Problem } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { DossierRepository } from '../workflow/dossier.repository';
import { userIdOf } from '../workflow/proposed-dates';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { refuseTooLate } from './waiver-refusals';
import { WaiverRepository } from './waiver.repository';
import { RequestWaiverDto } from './waivers.dto';

/** A caseworker or supervisor of the area asks for an exception to one rule, with the paper that consents to it. */
@Injectable()
export class RequestWaiver {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly dossiers: DossierRepository,
    private readonly waivers: WaiverRepository,
    private readonly receiveDocument: ReceiveDocument,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem not-found, conflict when the retrofit has ended, already-exists when this rule is waived or asked
   *   for, invalid-input, impossible-value when the paper is not older than the act, file-too-large, unsupported-file
   */
  async execute(
    actor: Actor,
    retrofitId: string,
    input: RequestWaiverDto,
    files: readonly IncomingFile[],
  ): Promise<{ id: string }> {
    userIdOf(actor);
    if (input.documentDate > localDay(this.clock.now()))
      throw invalid({ field: 'documentDate', key: 'waivers.fault.future' });
    const scan = await this.receiveDocument.read(files);
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      if (await this.waivers.stands(tx, retrofitId, input.rule))
        throw new Problem('already-exists', { errors: [{ field: 'rule', key: 'waivers.fault.stands' }] });
      refuseTooLate(await this.dossiers.load(tx, retrofitId), input);
      const subject = { type: 'retrofits', id: retrofitId } as const;
      const named = { ...scan, name: input.documentNumber };
      const { id: documentId } = await this.receiveDocument.file(tx, subject, 'waiver', named);
      const id = await this.waivers.insert(tx, retrofitId, input, documentId);
      await this.history.record(tx, {
        kind: 'waiver.requested',
        subject: { type: 'waiver', id },
        areaCode: retrofit.areaCode,
        retrofitId,
        householdId: retrofit.householdId,
        data: { ...input, documentId },
      });
      return { id };
    });
  }
}
