import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../platform/canonical-json';
import { ReadTx } from '../platform/database/database';
import { CalendarDate } from '../platform/time/calendar-date';
import { DateName, OpinionFacts } from '../rules/dossier';
import { GrantedDossier } from '../waivers/acts-allowed';
import { DateCorrection, presentHash, ShownApplication, ShownStep } from './application-content';
import { DossierRepository } from './dossier.repository';
import { REVIEWS } from './reviews';

export interface SignedDossier {
  /** With the present hash beside the signed one on every opinion and every standing signature of the acceptance. */
  readonly dossier: GrantedDossier;
  /** Hash of what the acceptance says now; null before the first round. */
  readonly contentHash: string | null;
}

/**
 * What people put their names to, and whether it is still that (rule S03): the application as it was shown to those
 * who gave an opinion, and the acceptance. The latter is the newest round, the plan it is held against, the defects
 * that were cured, and the dates of the works. A new round, a variation or a corrected date of works changes its
 * hash; a household's later complaint does not, for the acceptance was so.
 */
@Injectable()
export class SignedContent {
  constructor(private readonly dossiers: DossierRepository) {}

  /** @throws Problem not-found, also for what the actor may not see */
  async dossier(tx: ReadTx, retrofitId: string): Promise<SignedDossier> {
    const dossier = await this.dossiers.load(tx, retrofitId);
    const contentHash = await this.hash(tx, retrofitId);
    const signatures = dossier.signatures.map((signature) =>
      signature.purpose === 'acceptance' && !signature.voided && contentHash !== null
        ? { ...signature, currentHash: contentHash }
        : signature,
    );
    const opinions = await this.opinions(tx, retrofitId, dossier.application?.opinions ?? []);
    const application = dossier.application && { ...dossier.application, opinions };
    return { dossier: { ...dossier, signatures, application }, contentHash };
  }

  /** The same for everybody: a contractor signs what the others sign. */
  async hash(tx: ReadTx, retrofitId: string): Promise<string | null> {
    const [row] = await tx.withSystemSight(() => tx.sql<{ content: unknown }>(SIGNED_CONTENT, [retrofitId]));
    return row ? createHash('sha256').update(canonicalJson(row.content), 'utf8').digest('hex') : null;
  }

  private async opinions(
    tx: ReadTx,
    retrofitId: string,
    opinions: readonly OpinionFacts[],
  ): Promise<readonly OpinionFacts[]> {
    if (opinions.length === 0) return opinions;
    const [shown] = await tx.withSystemSight(() => tx.sql<ShownToReviewers>(SHOWN_APPLICATION, [retrofitId]));
    if (!shown) return opinions;
    const corrections: DateCorrection[] = shown.corrections.map(({ date, before }) => ({
      level: REVIEWS.find((review) => review.date === date)?.level ?? 0,
      before,
    }));
    return opinions.map((opinion) => {
      const level = REVIEWS.find(({ key }) => key === opinion.level)!.level;
      if (opinion.signedHash === null) return opinion;
      const signed = { level, signedHash: opinion.signedHash };
      return { ...opinion, currentHash: presentHash(shown.application, shown.steps, signed, corrections) };
    });
  }
}

interface ShownToReviewers {
  application: ShownApplication;
  steps: ShownStep[];
  corrections: { date: DateName; before: CalendarDate }[];
}

const SHOWN_APPLICATION = `
SELECT json_build_object('retrofitId', a.retrofit_id, 'applicantName', a.applicant_name, 'applicantRelation', a.applicant_relation,
    'proxyReason', a.proxy_reason, 'channel', a.channel, 'needs', a.needs) AS application,
  (SELECT json_agg(json_build_object('level', s.level, 'verdict', s.verdict, 'givenOn', s.given_on, 'personName', s.person_name,
     'opinion', s.opinion, 'sealCaption', s.seal_caption) ORDER BY s.level) FROM application_steps s WHERE s.retrofit_id = a.retrofit_id) AS steps,
  (SELECT coalesce(json_agg(json_build_object('date', e.data ->> 'date', 'before', e.data ->> 'before') ORDER BY e.recorded_at, e.id), '[]')
     FROM history_entries e WHERE e.retrofit_id = a.retrofit_id AND e.kind = 'opinion.dateCorrected') AS corrections
FROM applications a WHERE a.retrofit_id = $1`;

/** Decimals as text, so that 1 and 1.00 are not two contents. */
const SIGNED_CONTENT = `
SELECT jsonb_build_object(
  'schema', 1, 'retrofitId', r.id,
  'contractSignedOn', r.contract_signed_on, 'startedOn', r.started_on, 'completedOn', r.completed_on,
  'plan', (SELECT jsonb_build_object('revision', p.revision, 'agreedOn', p.agreed_on, 'lines',
      (SELECT jsonb_agg(jsonb_build_object('itemId', l.item_id, 'quantity', l.quantity::text, 'unitPriceFen', l.unit_price_fen::text,
         'dimensions', l.dimensions) ORDER BY l.item_id) FROM plan_lines l WHERE l.plan_id = p.id))
    FROM plans p WHERE p.retrofit_id = r.id AND p.agreed_on IS NOT NULL ORDER BY p.revision DESC LIMIT 1),
  'inspection', jsonb_build_object('id', t.id, 'round', t.round, 'inspectedOn', t.inspected_on, 'inspector', t.inspector_name,
    'result', t.result, 'opinion', t.opinion, 'items',
    (SELECT jsonb_agg(jsonb_build_object('itemId', e.item_id, 'code', i.catalogue_code, 'acceptedQuantity', e.accepted_quantity::text,
       'result', e.result, 'functionTest', e.function_test, 'unboxed', e.unboxed, 'connected', e.connected, 'measured', e.measured,
       'note', e.note) ORDER BY e.item_id)
       FROM inspection_items e JOIN retrofit_items i ON i.id = e.item_id WHERE e.inspection_id = t.id)),
  'defects', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'description', d.description, 'foundOn', d.found_on, 'curedOn', d.cured_on,
       'cureNote', d.cure_note, 'reinspectedOn', d.reinspected_on) ORDER BY d.id), '[]')
     FROM defects d WHERE d.retrofit_id = r.id AND d.source = 'inspection')) AS content
FROM retrofits r
JOIN LATERAL (SELECT * FROM inspections t WHERE t.retrofit_id = r.id ORDER BY t.round DESC LIMIT 1) t ON true
WHERE r.id = $1`;
