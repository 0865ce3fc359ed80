import { systemActor } from '../../src/platform/database/actor';
import { newId } from '../../src/platform/database/ids';
import { TestApp } from '../support/test-app';

let next = 0;

/** A firm of a district, straight into the table: as the system, whatever acts exist. */
export async function aFirmOf(test: TestApp, areaCode: string): Promise<string> {
  const [id, number] = [newId(), String(++next).padStart(4, '0')];
  await test.database.as(systemActor('demo')).write(async (tx) => {
    await tx.change(
      `INSERT INTO contractors (id, area_code, name, credit_code, licence_number, licence_valid_from, licence_valid_until, contact_name, contact_phone)
       VALUES ($1, $2, $3, $4, $5, '2020-01-01', '2035-12-31', '工长', '0990-1234567')`,
      [id, areaCode, `试验建筑 ${number}`, `91990101MA1000${number}`, `建许-${number}`],
    );
  });
  return id;
}
