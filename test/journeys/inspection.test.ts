import { once } from 'node:events';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { PASSWORD, createTestApp, TestApp } from '../support/test-app';
import { InspectionReplay, Replayed } from './inspection-replay';

describe('The inspection, replayed from its spreadsheets and photos', () => {
  let test: TestApp;
  let replayed: Replayed;

  beforeAll(async () => {
    test = await createTestApp({ works: true });
    const server = test.app.getHttpServer() as Server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { body } = await test.as(null).post('/api/v1/sign-in', { username: 'supervisor', password: PASSWORD }).expect(201); // prettier-ignore
    replayed = await new InspectionReplay(address, (body as { token: string }).token).tell();
  }, 300_000);
  afterAll(() => test.close());

  it('finds every irregularity that was planted, in every household that it was planted in', () => {
    expect(replayed.irregularities.length).toBeGreaterThan(15);
    for (const { key, planted, found } of replayed.irregularities)
      expect({ key, found }).toEqual({ key, found: planted });
  });

  it('finds nothing else: each record breaks exactly the rules that were broken for it', () => {
    expect(replayed.expected.length).toBeGreaterThan(350);
    expect(replayed.found.filter((one) => !replayed.expected.includes(one))).toEqual([]);
    expect(replayed.expected.filter((one) => !replayed.found.includes(one))).toEqual([]);
    expect(replayed.found).toEqual(replayed.expected);
  });

  it('accuses no clean file, of which there are some', () => {
    expect(replayed.cleanFiles).toBeGreaterThan(50);
    expect(replayed.falseFindings).toBe(0);
  });
});
