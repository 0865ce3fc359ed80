import request from 'supertest';
import { MutableClock } from '../../src/platform/time/clock';
import { SignedLinks } from '../../src/access/sign-in/signed-links';
import { Secrets, SECRETS } from '../../src/platform/config/secrets';
import { aPhoto } from '../builders/photo';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

interface Links {
  thumbnailUrl: string;
  screenUrl: string;
  originalUrl: string | null;
}

describe('The signed address of a picture', () => {
  let test: TestApp;
  let home: BuiltRetrofit;
  let id: string;
  let photo: Buffer;

  beforeAll(async () => {
    test = await createTestApp();
    home = await aRetrofit(test).surveyed().build();
    photo = await aPhoto({ position: { longitude: 104.1, latitude: 30.6 } });
    const { body } = await test
      .as('caseworker')
      .post(`/api/v1/retrofits/${home.id}/photos`)
      .field('stage', 'before')
      .field('roomId', home.rooms.bathroom!)
      .attach('photos', photo, 'a.jpg')
      .expect(201);
    id = (body as { received: [{ id: string }] }).received[0].id;
  });
  afterAll(() => test.close());

  const linksFor = async (person: PersonKey): Promise<Links> =>
    (await test.as(person).get(`/api/v1/photos/${id}`).expect(200)).body as Links;
  /** As a program without a token, or an image in a page that was kept. */
  const open = (address: string) =>
    request(test.app.getHttpServer() as Parameters<typeof request>[0]).get(address).set('Accept-Language', 'en'); // prettier-ignore
  /** Signs as Tantu did then, or will. */
  const signedAt = (instant: Date, path: string, person: PersonKey, seconds: number): string =>
    new SignedLinks(test.app.get<Secrets>(SECRETS), new MutableClock(instant)).sign(path, test.actors[person], seconds); // prettier-ignore

  it('opens without a session, as a whole and in part, and is kept by the browser for as long as it holds', async () => {
    const { thumbnailUrl, screenUrl, originalUrl } = await linksFor('supervisor');
    for (const address of [thumbnailUrl, screenUrl]) {
      const { headers } = await open(address).expect(200).expect('Content-Type', 'image/jpeg');
      const seconds = Number(/^private, max-age=(\d+), immutable$/.exec(headers['cache-control']!)?.[1]);
      expect(seconds).toBeGreaterThan(12 * 3600 - 60);
      expect(seconds).toBeLessThanOrEqual(24 * 3600);
      expect(headers['set-cookie']).toBeUndefined();
      await open(address).set('If-None-Match', headers.etag!).expect(304);
    }
    const whole = await open(originalUrl!).buffer(true).expect(200).expect('Accept-Ranges', 'bytes');
    expect((whole.body as Buffer).equals(photo)).toBe(true);
    const part = await open(originalUrl!).set('Range', 'bytes=-10').buffer(true).expect(206);
    expect((part.body as Buffer).equals(photo.subarray(-10))).toBe(true);
    const beyond = await open(originalUrl!).set('Range', `bytes=${photo.length}-`).expect(416);
    expect(beyond.headers['content-range']).toBe(`bytes */${photo.length}`);
    const stale = await open(originalUrl!).set('Range', 'bytes=0-9').set('If-Range', '"another"').buffer(true).expect(200); // prettier-ignore
    expect((stale.body as Buffer).length).toBe(photo.length);
    await open(`/api/v1/photos/${id}/thumbnail`).expect(401);
  });

  it('stays the same while it is young, so that a copy is found again', async () => {
    expect((await linksFor('supervisor')).thumbnailUrl).toBe((await linksFor('supervisor')).thumbnailUrl);
  });

  it('is refused when anything in it was changed', async () => {
    const { thumbnailUrl: good } = await linksFor('supervisor');
    const address = new URL(good, 'http://here');
    const changed = (change: (to: URL) => void): string => {
      const to = new URL(address);
      change(to);
      return to.pathname + to.search;
    };
    const set = (name: string, value: string): string => changed((to) => to.searchParams.set(name, value));
    const until = Number(address.searchParams.get('until'));
    for (const bad of [
      changed((to) => (to.pathname = to.pathname.replace('thumbnail', 'original'))),
      changed((to) => (to.pathname = to.pathname.replace('/api/v1', ''))),
      set('by', test.actors.caseworker.id),
      set('until', String(until + 1)),
      set('until', '9'.repeat(400)),
      set('signature', 'AAAA'),
      set('signature', ''),
      changed((to) => to.searchParams.delete('by')),
      `${good}&until=${until}`,
    ]) {
      const answer = await open(bad).set('Accept', 'application/json').expect(403);
      expect(answer.body).toMatchObject({ code: 'link-invalid', title: 'The link is not right' });
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  it('is gone when its time is over, and says what to do', async () => {
    const path = `/api/v1/photos/${id}/screen`;
    const answer = await open(signedAt(new Date(Date.now() - 3 * 86_400_000), path, 'supervisor', 43_200)).expect(410);
    expect(answer.body).toMatchObject({ code: 'link-expired', detail: expect.stringContaining('Reload the page') });
    await open(signedAt(new Date(), path, 'supervisor', 43_200)).expect(200);
  }); // prettier-ignore

  it('shows no more than whom it was made for may see, and nothing once they were disabled', async () => {
    for (const [person, kind, status] of [['contractor', 'original', 403], ['neighbour', 'thumbnail', 404], ['admin', 'thumbnail', 403]] as const)
      await open(signedAt(new Date(), `/api/v1/photos/${id}/${kind}`, person, 3600)).expect(status);
    const { thumbnailUrl } = await linksFor('street');
    await open(thumbnailUrl).expect(200);
    await test.db.query('UPDATE users SET disabled_at = now() WHERE id = $1', [test.actors.street.id]);
    expect((await open(thumbnailUrl).expect(403)).body).toMatchObject({ code: 'link-invalid' });
  }); // prettier-ignore

  it('opened with a session shows what its owner may see, not what it was made for', async () => {
    const path = `/photos/${id}/thumbnail`;
    const made = signedAt(new Date(), path, 'supervisor', 3600);
    await (await Visitor.as(test, 'caseworker')).get(made).expect(200);
    await (await Visitor.as(test, 'neighbour')).get(made).expect(404);
    await (await Visitor.as(test, 'admin')).get(made).expect(403);
    await test.as('neighbour').get(made).set('Accept', 'application/json').expect(404);
  });

  it('opens that one picture and nothing else: no page, no record, no act', async () => {
    const query = new URL((await linksFor('supervisor')).thumbnailUrl, 'http://here').search;
    for (const path of ['/', '/api/v1/self', `/api/v1/photos/${id}`, `/photos/${id}`])
      await open(path + query)
        .set('Accept', 'application/json')
        .expect(403);
    const act = request(test.app.getHttpServer() as Parameters<typeof request>[0]).post(`/api/v1/photos/${id}/thumbnail${query}`); // prettier-ignore
    expect((await act).status).toBe(404);
  });

  it('of an original is given to nobody who may not see what the camera wrote, and holds for hours at most', async () => {
    const { originalUrl } = await linksFor('auditor');
    const until = Number(new URL(originalUrl!, 'http://here').searchParams.get('until'));
    expect(until - Date.now() / 1000).toBeLessThanOrEqual(7200);
    const page = await (await Visitor.as(test, 'supervisor')).get(`/photos/${id}`).expect(200);
    expect(page.text).toMatch(new RegExp(`href="/photos/${id}/original"`));
    const { body } = await test.as('caseworker').get(`/api/v1/retrofits/${home.id}/photos`).expect(200);
    expect((body as { items: Links[] }).items[0]!.thumbnailUrl).toContain('signature=');
  });
});
