import { createHash } from 'node:crypto';
import { canonicalJson } from '../platform/canonical-json';
import { NewApplication } from './application.repository';
import { ApplicationStep } from './application-step';

/**
 * SHA-256 of what somebody who gives an opinion sees: the application, and the opinions before theirs. It is kept
 * with the opinion (rule S03), so that a correction made afterwards shows.
 */
export function contentHash(application: NewApplication, stepsBefore: readonly ApplicationStep[]): Buffer {
  const { retrofitId, applicantName, applicantRelation, proxyReason, channel, needs } = application;
  const steps = stepsBefore.map(({ level, verdict, givenOn, personName, opinion, sealCaption }) => ({
    level, verdict, givenOn, personName, opinion, sealCaption,
  })); // prettier-ignore
  const content = { retrofitId, applicantName, applicantRelation, proxyReason, channel, needs, steps };
  return createHash('sha256').update(canonicalJson(content)).digest();
}
