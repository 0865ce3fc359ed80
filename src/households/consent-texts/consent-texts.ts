/** What a household can consent to; each stands for itself and is withdrawn for itself (个人信息保护法 23, 25, 29). */
export const CONSENT_KINDS = ['personalData', 'photos', 'publicNotice', 'contractorSharing'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/**
 * The versions of each text, the newest last. A text that somebody consented to is never edited: a change is a new
 * version here with its words in `consent-texts.texts.ts`, and earlier consents keep pointing at what was read out.
 */
export const CONSENT_VERSIONS: Readonly<Record<ConsentKind, readonly string[]>> = {
  personalData: ['2026-1'],
  photos: ['2026-1'],
  publicNotice: ['2026-1'],
  contractorSharing: ['2026-1'],
};

/** The version that is read out today. */
export function currentVersion(kind: ConsentKind): string {
  return CONSENT_VERSIONS[kind].at(-1)!;
}

/** The key of a text's words, whatever its version. */
export function consentTextKey(kind: string, version: string): string {
  return `consents.${kind}.${version}`;
}
