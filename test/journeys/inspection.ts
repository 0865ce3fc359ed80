/**
 * Replays the inspection of 2022 against a running Tantu: writes the ledgers and photos of a fictional district with
 * its irregularities, imports them, audits them, and prints what was planted beside what was found.
 *
 *   npm run seed:inspection -- [--out DIR] [--url http://localhost:3000 --username supervisor --password PASSWORD]
 *
 * With --out the ledgers and photos stay in DIR, to be brought in by hand.
 * Without --url it starts a system of its own, with the demonstration's people, in a folder that it removes again.
 * Ends with 1 when something planted was not found, or something else was.
 */
import { parseArgs } from 'node:util';
import { InspectionReplay, Replayed } from './inspection-replay';
import { ownSystem } from './own-system';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function replay(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, url: { type: 'string' }, username: { type: 'string', default: 'supervisor' }, password: { type: 'string' } }, // prettier-ignore
  });
  if (values.url && !values.password) throw new Error('--url needs --password too');
  const system = values.url
    ? { address: values.url.replace(/\/$/, ''), password: values.password!, stop: () => Promise.resolve() }
    : await ownSystem();
  try {
    const token = await signIn(system.address, values.username, system.password);
    const replayed = await new InspectionReplay(system.address, token, (line) => say(`  ${line}`)).tell(
      values.out,
    );
    print(replayed);
    if (values.url) say(`\n${system.address}/audits/${replayed.auditId}`);
  } finally {
    await system.stop();
  }
}

async function signIn(address: string, username: string, password: string): Promise<string> {
  const answer = await fetch(`${address}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (!answer.ok) throw new Error(`${username} could not sign in: ${answer.status}`);
  return ((await answer.json()) as { token: string }).token;
}

function print({ irregularities, found, expected, cleanFiles, falseFindings }: Replayed): void {
  say('\nrule  planted  found  missed  irregularity');
  for (const one of irregularities)
    say(`${one.rule.padEnd(4)}  ${String(one.planted).padStart(7)}  ${String(one.found).padStart(5)}  ${String(one.planted - one.found).padStart(6)}  ${one.zh} · ${one.en}`); // prettier-ignore
  const missed = expected.filter((one) => !found.includes(one));
  for (const one of missed) say(`missed: ${one}`);
  for (const one of found.filter((line) => !expected.includes(line))) say(`false: ${one}`);
  say(`\n${expected.length} planted, ${expected.length - missed.length} found, ${missed.length} missed; findings besides = ${falseFindings}; clean files = ${cleanFiles}`); // prettier-ignore
  if (missed.length + falseFindings > 0) process.exitCode = 1;
}

replay().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
