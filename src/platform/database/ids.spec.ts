import { newId, newIds } from './ids';

describe('Ids', () => {
  it('that are made together are different, stand in their order and come behind those made before', async () => {
    const before = newId();
    await new Promise((next) => setTimeout(next, 2));
    const ids = newIds(5000);
    expect(new Set(ids).size).toBe(5000);
    expect([before, ...ids].sort()).toEqual([before, ...ids]);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/); // prettier-ignore
  });
});
