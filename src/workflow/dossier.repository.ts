import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { notFound } from '../platform/problems/problem';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { GrantedDossier } from '../waivers/acts-allowed';
import { RawDossier, toDossier } from './dossier-facts';
import { GATHER } from './dossier-query';

/**
 * Gathers everything known of one retrofit in one statement: what the rules look at before an act, and what a
 * page explains. Read-only, across the tables of all features, because a rule does not stop at a feature.
 */
@Injectable()
export class DossierRepository {
  constructor(private readonly clock: Clock) {}

  /**
   * Rules must know what the actor may not see (a contractor's start depends on the district's opinion), so this
   * looks with the system's sight once the actor is known to see the retrofit.
   * @throws Problem not-found, also for what the actor may not see
   */
  async load(tx: ReadTx, retrofitId: string): Promise<GrantedDossier> {
    const visible = await tx.sql('SELECT FROM retrofits WHERE id = $1', [retrofitId]);
    if (visible.length === 0) throw notFound();
    const [row] = await tx.withSystemSight(() =>
      tx.sql<{ dossier: RawDossier }>(`${GATHER} WHERE r.id = $1`, [retrofitId]),
    );
    return toDossier(row!.dossier, localDay(this.clock.now()));
  }

  /** Several at once, in no order: for the system, which audits what is there. */
  async loadMany(tx: ReadTx, retrofitIds: readonly string[]): Promise<GrantedDossier[]> {
    const rows = await tx.sql<{ dossier: RawDossier }>(`${GATHER} WHERE r.id = ANY ($1::uuid[])`, [
      retrofitIds,
    ]);
    const today = localDay(this.clock.now());
    return rows.map(({ dossier }) => toDossier(dossier, today));
  }
}
