/**
 * Everything that can stand in the history: a closed list, so that each kind has its text in both languages
 * (`history.texts.ts`, `kind.<kind>`) and none is invented in passing. Names are noun.past.
 */
export const AUDIT_KINDS = [
  'user.created', 'user.changed', 'user.disabled', 'user.enabled', 'user.passwordSet', 'user.passwordChanged', 'user.signedIn', 'user.locked',
  'token.created', 'token.revoked', 'area.saved', 'job.retried',
  'household.created', 'household.changed', 'person.added', 'person.changed', 'identity.viewed', 'consent.given', 'consent.withdrawn',
  'programme.created', 'programme.changed', 'quota.booked', 'catalogue.changed',
  'retrofit.opened', 'retrofit.ended',
  'application.submitted', 'application.selectionRecorded', 'application.noticeRecorded', 'opinion.given', 'opinion.dateCorrected',
  'survey.recorded', 'survey.corrected', 'room.added', 'room.removed', 'measurement.recorded', 'measurement.removed', 'consultation.recorded', 'consultation.corrected', 'plan.proposed', 'plan.agreed', 'date.corrected',
  'contractor.created', 'contractor.changed', 'decision.recorded', 'decision.dateCorrected', 'award.recorded', 'contract.signed', 'contract.dateCorrected', 'contract.assigned', 'contract.unassigned',
  'works.started', 'works.noted', 'works.completed', 'device.installed', 'device.photographed', 'variation.proposed', 'variation.agreed', 'variation.withdrawn',
  'photo.received', 'photo.superseded', 'file.damaged', 'file.restored', 'document.received',
  'inspection.recorded', 'defect.opened', 'defect.cured', 'defect.reinspected', 'signature.given', 'signature.voided',
  'audit.started', 'audit.exported',
  'waiver.requested', 'waiver.approved', 'waiver.refused', 'waiver.withdrawn',
  'finding.accepted', 'finding.rejected', 'finding.cured',
  'acceptance.completed', 'report.issued', 'report.superseded', 'report.downloaded', 'satisfaction.stated', 'satisfaction.voided', 'retrofit.signed',
  'import.started', 'import.mapped', 'import.rowCorrected', 'import.photoAssigned', 'import.applied', 'import.withdrawn', 'found.corrected',
] as const; // prettier-ignore

export type AuditKind = (typeof AUDIT_KINDS)[number];
