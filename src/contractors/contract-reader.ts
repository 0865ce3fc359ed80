import { Injectable } from '@nestjs/common';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Page } from '../platform/http/paging';
import { AssignmentRepository } from './assignment.repository';
import { ContractRepository } from './contract.repository';
import {
  AssignmentView,
  AwardView,
  ContractView,
  DecisionView,
  presentAssignment,
  presentAward,
  presentContract,
  presentDecision,
} from './contracts.presenter';
import { filterOf, Paging } from './paging';
import { DecisionWaiver, ProcurementRepository } from './procurement.repository';

/** Which retrofits of a contract's page are meant: those under it, those it may take, and also other contracts'. */
export const ASSIGNMENT_SCOPES = ['assigned', 'assignable', 'replaceable'] as const;
export type AssignmentScope = (typeof ASSIGNMENT_SCOPES)[number];

/** What both the API and the pages show of decisions, awards and contracts. */
@Injectable()
export class ContractReader {
  constructor(
    private readonly database: Database,
    private readonly contracts: ContractRepository,
    private readonly procurement: ProcurementRepository,
    private readonly assignments: AssignmentRepository,
  ) {}

  /** @throws Problem not-found */
  async decision(actor: Actor, id: string): Promise<DecisionView> {
    return presentDecision(await this.database.as(actor).read((tx) => this.procurement.decision(tx, id)));
  }

  /** @throws Problem not-found for the programme */
  async decisions(actor: Actor, programmeId: string, query: Paging): Promise<Page<DecisionView>> {
    return this.database.as(actor).read(async (tx) => {
      await this.procurement.areaOfProgramme(tx, programmeId);
      const page = await this.procurement.decisions(tx, programmeId, filterOf(query));
      return { ...page, items: page.items.map(presentDecision) };
    });
  }

  /** @throws Problem not-found for the programme */
  async awards(actor: Actor, programmeId: string, query: Paging): Promise<Page<AwardView>> {
    return this.database.as(actor).read(async (tx) => {
      await this.procurement.areaOfProgramme(tx, programmeId);
      const page = await this.procurement.awards(tx, programmeId, filterOf(query));
      return { ...page, items: page.items.map(presentAward) };
    });
  }

  /** Waivers on which a contract of this programme may lack its decision. */
  async waivers(actor: Actor, programmeId: string, limit: number): Promise<DecisionWaiver[]> {
    return this.database.as(actor).read((tx) => this.procurement.waivers(tx, programmeId, limit));
  }

  /** @throws Problem not-found for the programme */
  async contractsOf(actor: Actor, programmeId: string, query: Paging): Promise<Page<ContractView>> {
    return this.database.as(actor).read(async (tx) => {
      await this.procurement.areaOfProgramme(tx, programmeId);
      const page = await this.contracts.list(tx, { programmeId, ...filterOf(query) });
      return { ...page, items: page.items.map(presentContract) };
    });
  }

  /** @throws Problem not-found */
  async contract(actor: Actor, id: string): Promise<ContractView> {
    return presentContract(await this.database.as(actor).read((tx) => this.contracts.get(tx, id)));
  }

  /** The contract of a retrofit, or at least the programme whose contracts it may come under. @throws Problem not-found */
  async placeOf(
    actor: Actor,
    retrofitId: string,
  ): Promise<{ contractId: string | null; programmeId: string }> {
    return this.database.as(actor).read((tx) => this.assignments.placeOf(tx, retrofitId));
  }

  /** @throws Problem not-found */
  async retrofits(
    actor: Actor,
    contractId: string,
    scope: AssignmentScope,
    query: Paging,
  ): Promise<Page<AssignmentView>> {
    return this.database.as(actor).read(async (tx) => {
      const contract = await this.contracts.get(tx, contractId);
      const filter = { ...filterOf(query), others: scope === 'replaceable' };
      const page =
        scope === 'assigned'
          ? await this.assignments.ofContract(tx, contract, filter)
          : await this.assignments.assignable(tx, contract, filter);
      return { ...page, items: page.items.map(presentAssignment) };
    });
  }
}
