import { AreaChoice, areaLabel } from '../../access/areas/area-names';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { formatDay } from '../../platform/i18n/formats';
import { pagePath } from '../../platform/pdf/strokes';
import { SignerRole } from '../../rules/dossier';
import { Words } from '../../workflow/date-hints';
import { AcceptanceState } from '../acceptance.presenter';
import { Signature } from '../signature.repository';
import { mayTake, OFFICE_CODE_LENGTH } from '../who-signs';
import { roleWord } from './item-rows';

type Model = Record<string, unknown>;

const stands = (signature: Signature, contentHash: string | null): boolean =>
  signature.voidedAt === null && signature.contentHash === contentHash;

export function hasSigned(
  role: SignerRole,
  signatures: readonly Signature[],
  contentHash: string | null,
): boolean {
  return signatures.some((one) => one.role === role && stands(one, contentHash));
}

export function stillToSign({ requiredSigners, signatures, contentHash }: AcceptanceState): SignerRole[] {
  return requiredSigners.filter((role) => !hasSigned(role, signatures, contentHash));
}

const areaOf = (role: SignerRole, areaCode: string): string | null =>
  role in OFFICE_CODE_LENGTH
    ? areaCode.slice(0, OFFICE_CODE_LENGTH[role as keyof typeof OFFICE_CODE_LENGTH])
    : null;

/** The areas of the three offices that sign for a home. */
export function areasOfOffices(areaCode: string): string[] {
  return Object.values(OFFICE_CODE_LENGTH).map((length) => areaCode.slice(0, length));
}

/** Who signed, who is missing, and who has to sign in to sign; with a link where this actor can have it done. */
export function signerRows(
  actor: Actor,
  state: AcceptanceState,
  areas: ReadonlyMap<string, AreaChoice>,
  words: Words,
): Model[] {
  const { t } = words;
  const { retrofit, rounds, requiredSigners, signatures, contentHash } = state;
  const isOpen = rounds.at(-1)?.result === 'passed' && retrofit.endedOn === null;
  return requiredSigners.map((role) => {
    const signature = signatures.find((one) => one.role === role && one.voidedAt === null);
    const isSigned = signature !== undefined && stands(signature, contentHash);
    const key = isSigned ? 'signed' : signature ? 'stale' : 'waiting';
    // A contractor sees no signature but its own, so that of the others it is told nothing.
    const isHidden = actor.role === 'contractor' && role !== 'contractor';
    const canSign = !isSigned && isOpen && mayTake(actor, role);
    return {
      role: roleWord(words, role),
      who: signature ? whoSigned(signature, words) : null,
      drawing: signature ? { path: pagePath(signature.strokes), label: t('acceptance.signer.drawn', { name: signature.name }) } : null, // prettier-ignore
      by: isSigned || isHidden || canSign ? null : whoMaySign(role, retrofit.areaCode, areas, words),
      tag: isHidden
        ? null
        : {
            text: t(`acceptance.signer.${key}`),
            tone: { signed: 'good', stale: 'bad', waiting: 'neutral' }[key],
          },
      href: canSign ? paths.acceptance.sign(retrofit.id, role) : null,
    };
  });
}

function whoSigned({ name, firm, signedOn }: Signature, { t, language }: Words): string {
  const on = formatDay(signedOn, language);
  return firm ? t('acceptance.signer.firm', { name, firm, on }) : t('acceptance.signer.who', { name, on });
}

function whoMaySign(
  role: SignerRole,
  areaCode: string,
  areas: ReadonlyMap<string, AreaChoice>,
  { t, language }: Words,
): string {
  const code = areaOf(role, areaCode);
  return code
    ? t('acceptance.signer.office', { area: areaLabel(areas.get(code), code, language) })
    : t(`acceptance.signer.by.${role}`);
}

export function voidedRows(signatures: readonly Signature[], words: Words): string[] {
  const { t, language } = words;
  return signatures
    .filter(({ voidedAt }) => voidedAt !== null)
    .map(({ role, name, signedOn, voidedReason }) =>
      t('acceptance.signer.voided', {
        role: roleWord(words, role),
        name,
        on: formatDay(signedOn, language),
        reason: t(`acceptance.voided.${voidedReason}`),
      }),
    );
}
