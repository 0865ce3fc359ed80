import { Permission } from '../../access/permissions';

/** What a document belongs to, which kinds can be added to it by themselves, and who may. A waiver's scan comes with its request. */
export const DOCUMENT_SUBJECTS = {
  retrofits: {
    column: 'retrofit_id',
    kinds: ['drawing', 'application', 'selectionRecord', 'consultationRecord', 'other'],
    permission: 'document.write',
  },
  decisions: { column: 'decision_id', kinds: ['minutes'], permission: 'contract.write' },
  contracts: { column: 'contract_id', kinds: ['contract'], permission: 'contract.write' },
  programmes: { column: 'programme_id', kinds: ['grant'], permission: 'programme.write' },
} as const satisfies Record<string, { column: string; kinds: readonly string[]; permission: Permission }>;

/** The name of the table, which is also the first part of the address. */
export type DocumentSubjectType = keyof typeof DOCUMENT_SUBJECTS;

export interface DocumentSubject {
  readonly type: DocumentSubjectType;
  readonly id: string;
}

export const DOCUMENT_KINDS = [
  'drawing', 'consultationRecord', 'application', 'selectionRecord', 'contract', 'minutes', 'grant', 'waiver', 'other',
] as const; // prettier-ignore

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
export type DocumentType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/webp';
