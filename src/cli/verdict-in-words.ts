import { HistoryFault, HistoryVerdict } from '../history/verify-history';

/** What was found at one place of the chain, for whoever operates Tantu. */
const FAULTS: Readonly<Record<HistoryFault, string>> = {
  changed: 'says something else than when it was sealed',
  missing: 'was removed',
  cutOff: 'stands in the checkpoint log, but not in the database: the end of the history was cut off',
  badSignature: 'its checkpoint is missing or not signed with the key of this data folder',
  differsFromKeptCheckpoint: 'the checkpoint log holds another hash for it: the history was written anew',
};

const MOST_LINES = 50;

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** The verdict in lines: each fault, what was compared with what, and the judgement last. */
export function verdictInWords(verdict: HistoryVerdict, checkpointLog: string): string[] {
  const { checked, unsealed, kept, faults } = verdict;
  if (checked + unsealed + faults.length === 0)
    return ['The history is empty: nothing was recorded with this data folder (TANTU_DATA) yet (0 faults).'];
  const shown = faults.slice(0, MOST_LINES).map(({ position, fault }) => `entry ${position}: ${FAULTS[fault]}`); // prettier-ignore
  const more = faults.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`… and ${more} more`] : []),
    `${count(checked, 'sealed entry', 'sealed entries')} checked, each against its seal and the one before.`,
    kept === null
      ? `There is no checkpoint log (${checkpointLog}): an end that was cut off cleanly would not be noticed.`
      : `${count(kept, 'line', 'lines')} of the checkpoint log compared (${checkpointLog}).`,
    ...(unsealed > 0
      ? [
          `${count(unsealed, 'entry is', 'entries are')} not sealed yet; a running Tantu seals within seconds.`,
        ]
      : []),
    ...judgement(faults),
  ];
}

function judgement(faults: HistoryVerdict['faults']): string[] {
  if (faults.length === 0)
    return ['The history is whole: nothing was changed, removed, reordered or cut off (0 faults).'];
  const isKeyOnly = faults.length > 1 && faults.every(({ fault }) => fault === 'badSignature');
  return [
    ...(isKeyOnly
      ? ['Nothing but signatures is wrong: perhaps this is not the data folder (TANTU_DATA) that sealed it.']
      : []),
    `The history is NOT as it was sealed (${count(faults.length, 'fault', 'faults')}). Keep a copy of the database and of the log before anything else.`,
  ];
}
