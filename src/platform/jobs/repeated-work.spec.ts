import { setTimeout as wait } from 'node:timers/promises';
import { RepeatedWork } from './repeated-work';

describe('Repeated work', () => {
  it('never overtakes itself, and is over when it was stopped', async () => {
    let [turns, running, most] = [0, 0, 0];
    const work = new RepeatedWork(
      1,
      async () => {
        most = Math.max(most, ++running);
        await wait(5);
        running--;
        turns++;
      },
      () => undefined,
    );
    work.start();
    while (turns < 3) await wait(1);
    await work.stop();
    const done = turns;
    expect(running).toBe(0);
    await wait(20);
    expect(turns).toBe(done);
    expect(most).toBe(1);
  });

  it('goes on after a fault, and tells the first of several in a row', async () => {
    const told: unknown[] = [];
    let turns = 0;
    const work = new RepeatedWork(
      1,
      () => (++turns % 4 === 0 ? Promise.resolve() : Promise.reject(new Error(`turn ${turns}`))),
      (error) => told.push((error as Error).message),
    );
    work.start();
    while (turns < 7) await wait(1);
    await work.stop();
    expect(told.slice(0, 2)).toEqual(['turn 1', 'turn 5']);
  });
});
