import { createHash } from 'node:crypto';
import { newId } from '../../src/platform/database/ids';
import { systemActor } from '../../src/platform/database/actor';
import { DossierRepository } from '../../src/workflow/dossier.repository';
import { RULE_BOOK } from '../../src/workflow/rule-book';
import { aCompletedRetrofit, CompletedRetrofit } from '../builders/acceptance';
import { aRetrofit } from '../builders/retrofit';
import { brokenRules, wrongFields } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';

describe('Devices and their photos over the API', () => {
  let test: TestApp;
  let works: CompletedRetrofit;

  beforeAll(async () => {
    test = await createTestApp();
    works = await aCompletedRetrofit(test);
  });
  afterAll(() => test.close());

  const aPhotoOf = async (itemId: string, stage: string, retrofit = works): Promise<string> => {
    const id = newId();
    await test.database.as(systemActor('demo')).write((tx) =>
      tx.change(
        `INSERT INTO photos (id, retrofit_id, item_id, stage, sha256, storage_key, media_type, bytes, width, height, grade, taken_on, uploaded_by, uploader_name, uploader_role)
         SELECT $1, $2, $3, $4, $5, file_key($5), 'image/jpeg', 100, 320, 240, 'none', $6, id, display_name, role FROM users WHERE username = 'caseworker'`,
        [id, retrofit.id, itemId, stage, createHash('sha256').update(id).digest(), retrofit.days.completed],
      ),
    );
    return id;
  };
  const install = (serialNumber: string, change: object = {}, retrofit = works) =>
    test.as('contractor').post(`/api/v1/retrofits/${retrofit.id}/devices`, {
      itemId: retrofit.bellId, brand: '安途', model: 'AT-2', serialNumber, ...change,
    }); // prettier-ignore
  const bind = (
    deviceId: string,
    photos: object,
    who: 'contractor' | 'caseworker' | 'supervisor' = 'contractor',
  ) =>
    // prettier-ignore
    test.as(who).post(`/api/v1/retrofits/${works.id}/devices/${deviceId}/photos`, photos);
  const missing = async (): Promise<unknown> => {
    const dossier = await test.database
      .as(test.actors.supervisor)
      .read((tx) => test.get(DossierRepository).load(tx, works.id));
    const all = RULE_BOOK.check(dossier, ['E10']).flatMap(({ facts }) => facts.missing as string[]);
    return all.filter((one) => ['inUse', 'nameplate'].includes(one)); // nobody has inspected it yet
  };

  it('installs a serial number once, whatever its width, case, spaces, dashes, dots and alphabet; O and 0 are two signs (E09)', async () => {
    const other = await aCompletedRetrofit(test);
    await install('at-2 2026‑O1').expect(201);
    for (const again of [
      'AT-22026-O1',
      'ａｔ２２０２６ｏ１',
      'AT 2 2026 O1',
      'AT—2—2026—O1',
      'AT-22\u00ad026\u200e-O1\ufe0f',
      'AT.2/2026.O1',
      'АТ-22026-О1', // А, Т and О of Cyrillic
    ]) {
      const { body } = await install(again, {}, other).expect(409);
      expect(brokenRules(body)).toEqual(['E09']);
    }
    await install('AT-22026-01', {}, other).expect(201);
    const kept = await test.db.query<{ serial: string }>(`SELECT serial_number AS serial FROM devices WHERE serial_number LIKE 'AT%' ORDER BY id`); // prettier-ignore
    expect(kept.map(({ serial }) => serial)).toEqual(['AT-22026‐O1', 'AT-22026-01']);
    const { body } = await install('— 1 -').expect(400);
    expect(wrongFields(body)).toEqual(['serialNumber']);
  });

  it('refuses in the database what the page would never send', async () => {
    const insert = (serial: string, photo: string | null = null) =>
      test.db.query(`INSERT INTO devices (id, retrofit_id, item_id, brand, serial_number, nameplate_photo_id) VALUES ($1, $2, $3, '甲', $4, $5)`, [newId(), works.id, works.bellId, serial, photo]); // prettier-ignore
    await expect(insert('ＦＵＬＬ1')).rejects.toMatchObject({ constraint: 'devices_serial_plain' });
    await expect(insert('A--1')).rejects.toMatchObject({ constraint: 'devices_serial_plain' });
    await expect(insert('AT-22026\u202e-O1')).rejects.toMatchObject({
      constraint: 'devices_e09_device_once',
    });
    const ofBars = await aPhotoOf(works.barsId, 'nameplate');
    await expect(insert('DB-001', ofBars)).rejects.toMatchObject({ constraint: 'devices_photos_fit' });
    const inUse = await aPhotoOf(works.bellId, 'inUse');
    await expect(insert('DB-001', inUse)).rejects.toMatchObject({ constraint: 'devices_photos_fit' });
    const plate = await aPhotoOf(works.bellId, 'nameplate');
    await insert('DB-001', plate);
    await expect(insert('DB-002', plate)).rejects.toMatchObject({ constraint: 'devices_e09_nameplate_once' });
    await test.db.query(`DELETE FROM devices WHERE serial_number = 'DB-001'`);
  });

  it('asks for a nameplate of the same item, and one photo for one device', async () => {
    const plate = await aPhotoOf(works.bellId, 'nameplate');
    const ofBars = await aPhotoOf(works.barsId, 'nameplate');
    for (const [serial, photo] of [['P-001', ofBars], ['P-002', newId()]] as const) // prettier-ignore
      expect(wrongFields((await install(serial, { nameplatePhotoId: photo }).expect(400)).body)).toEqual(['nameplatePhotoId']); // prettier-ignore
    await install('P-003', { nameplatePhotoId: plate }).expect(201);
    const { body } = await install('P-004', { nameplatePhotoId: plate }).expect(400);
    expect(wrongFields(body)).toEqual(['nameplatePhotoId']);
    await test.db.query(`DELETE FROM devices WHERE serial_number LIKE 'P-%'`);
  });

  it('accepts no device without a photo of its nameplate, nor one of several that nobody saw in use (E10)', async () => {
    await test.db.query(`DELETE FROM devices WHERE serial_number LIKE 'AT%'`);
    expect(await missing()).toEqual([]);
    const { body } = await install('SECOND-1').expect(201);
    const second = (body as { id: string }).id;
    expect(await missing()).toEqual(['inUse', 'nameplate']);
    const [plate, seen] = [await aPhotoOf(works.bellId, 'nameplate'), await aPhotoOf(works.bellId, 'inUse')];
    await bind(second, { nameplatePhotoId: plate }).expect(200);
    expect(await missing()).toEqual(['inUse']);
    await bind(second, { inUsePhotoId: seen }, 'caseworker').expect(200);
    const [first] = await test.db.query<{ id: string }>('SELECT id FROM devices WHERE retrofit_id = $1 ORDER BY id', [works.id]); // prettier-ignore
    const taken = await bind(first!.id, { inUsePhotoId: seen }).expect(400);
    expect(wrongFields(taken.body)).toEqual(['inUsePhotoId']);
    await bind(first!.id, { inUsePhotoId: await aPhotoOf(works.bellId, 'inUse') }).expect(200);
    expect(await missing()).toEqual([]);
    // A photo that another one took the place of shows nothing any more.
    const better = await aPhotoOf(works.bellId, 'nameplate');
    await test.db.query(`UPDATE photos SET superseded_by = $2, superseded_reason = '看不清' WHERE id = $1`, [plate, better]); // prettier-ignore
    expect(await missing()).toEqual(['nameplate']);
    await bind(second, { nameplatePhotoId: better }).expect(200);
    expect(await missing()).toEqual([]);
    const history = await test.db.query(`SELECT FROM history_entries WHERE kind = 'device.photographed' AND subject_id = $1`, [second]); // prettier-ignore
    expect(history).toHaveLength(3);
  });

  it('binds nothing for others, without a photo, or to a device that is not there', async () => {
    const [device] = await test.db.query<{ id: string }>('SELECT id FROM devices WHERE retrofit_id = $1', [works.id]); // prettier-ignore
    await bind(device!.id, {}).expect(400);
    await bind(newId(), { nameplatePhotoId: newId() }).expect(404);
    await bind(device!.id, { nameplatePhotoId: newId() }, 'supervisor').expect(403);
    const elsewhere = await aRetrofit(test).build();
    await test.as('contractor').post(`/api/v1/retrofits/${elsewhere.id}/devices/${device!.id}/photos`, { nameplatePhotoId: newId() }).expect(404); // prettier-ignore
  });
});
