import { Injectable } from '@nestjs/common';
import { History } from '../history/history';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { invalid } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { FoundRecordRepository } from './found-record.repository';
import { CorrectFoundDto } from './imports.dto';
import { LEDGER_FIELDS } from './ledger-fields';
import { parseCell } from './parsing/parse-cell';
import { withoutNumbers } from './parsing/without-numbers';
import { masked } from './stage-row';

/** An old record is put right by a record beside it, with its reason and its document; what was found stays. */
@Injectable()
export class CorrectFoundRecord {
  constructor(
    private readonly database: Database,
    private readonly records: FoundRecordRepository,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, invalid-input */
  async execute(actor: Actor, id: string, input: CorrectFoundDto): Promise<void> {
    const { field } = input;
    const [reason, document] = [withoutNumbers(input.reason), withoutNumbers(input.document)];
    const text = input.text ?? '';
    // Who and which year a record is of is what it is found by: another person is another record.
    if (field === 'year' || field === 'name') throw invalid({ field: 'field', key: 'imports.record.notThisField' }); // prettier-ignore
    await this.database.as(actor).write(async (tx) => {
      const record = await this.records.get(tx, id);
      const context = { year: record.year, today: localDay(this.clock.now()), unitYuan: 1 } as const;
      const { value, fault } = parseCell(LEDGER_FIELDS[field].type, text, context);
      if (value === undefined)
        throw invalid({ field: 'text', key: `imports.fault.${fault ?? 'errorValue'}` });
      const raw = masked(field, text);
      const correction = { recordId: id, yearId: null, areaCode: record.areaCode, field, value, raw };
      await this.records.correct(tx, [correction], { reason, document, by: { id: actor.id, name: actor.name } }); // prettier-ignore
      await this.history.record(tx, {
        kind: 'found.corrected',
        subject: { type: 'found-record', id },
        areaCode: record.areaCode,
        data: { field, raw, reason, document },
      });
    });
  }
}
