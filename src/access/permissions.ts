import { Role } from '../platform/database/actor';

/**
 * Who may do what, as one table; every route names one of these. What exists for somebody (which households,
 * which retrofits) is decided by row security, not here.
 */
export const PERMISSIONS = {
  'household.read': ['caseworker', 'supervisor', 'auditor'],
  'household.write': ['caseworker'],
  'identity.read': ['caseworker', 'supervisor'],
  'programme.read': ['caseworker', 'supervisor', 'auditor'],
  'programme.write': ['supervisor'],
  'catalogue.read': ['caseworker', 'supervisor', 'auditor'],
  'catalogue.write': ['supervisor'],
  'quota.write': ['supervisor'],
  'application.write': ['caseworker'],
  'application.review': ['caseworker', 'supervisor'],
  'retrofit.read': ['caseworker', 'supervisor', 'auditor', 'contractor'],
  'retrofit.open': ['caseworker'],
  'retrofit.end': ['supervisor'],
  'survey.write': ['caseworker'],
  'plan.write': ['caseworker'],
  'contractor.read': ['caseworker', 'supervisor', 'auditor'],
  'contractor.write': ['supervisor'],
  'contract.write': ['supervisor'],
  'works.write': ['contractor'],
  'variation.write': ['caseworker'],
  'photo.read': ['caseworker', 'supervisor', 'auditor', 'contractor'],
  'photo.readOriginal': ['caseworker', 'supervisor', 'auditor'],
  'photo.write': ['caseworker', 'contractor'],
  'document.read': ['caseworker', 'supervisor', 'auditor', 'contractor'],
  'document.write': ['caseworker', 'supervisor'],
  'inspection.write': ['caseworker', 'supervisor'],
  'signature.take': ['caseworker', 'supervisor', 'contractor'],
  'report.issue': ['supervisor'],
  'report.read': ['caseworker', 'supervisor', 'auditor'],
  'satisfaction.write': ['caseworker'],
  'import.read': ['supervisor', 'auditor'],
  'import.write': ['supervisor', 'auditor'],
  'waiver.read': ['caseworker', 'supervisor', 'auditor'],
  'waiver.request': ['caseworker', 'supervisor'],
  'waiver.decide': ['supervisor'],
  'history.read': ['caseworker', 'supervisor', 'auditor'],
  'finding.read': ['caseworker', 'supervisor', 'auditor'],
  'finding.decide': ['supervisor'],
  'audit.read': ['supervisor', 'auditor'],
  'audit.run': ['supervisor', 'auditor'],
  'user.manage': ['admin'],
  'area.manage': ['admin'],
  'job.read': ['admin', 'supervisor'],
  'rule.read': ['caseworker', 'contractor', 'supervisor', 'auditor', 'admin'],
  'self.manage': ['caseworker', 'contractor', 'supervisor', 'auditor', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function may(role: Role | 'system', permission: Permission): boolean {
  return role === 'system' || (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
