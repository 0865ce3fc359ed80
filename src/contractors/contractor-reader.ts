import { Injectable } from '@nestjs/common';
import { Actor } from '../platform/database/actor';
import { Database } from '../platform/database/database';
import { Page } from '../platform/http/paging';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { AssignmentRepository } from './assignment.repository';
import { ContractRepository } from './contract.repository';
import { ContractorRepository } from './contractor.repository';
import {
  ContractorSummary,
  ContractorView,
  presentContractor,
  presentContractorRow,
} from './contractors.presenter';
import { AssignmentView, ContractView, presentAssignment, presentContract } from './contracts.presenter';
import { filterOf, Paging } from './paging';

/** What both the API and the pages show of contractors. */
@Injectable()
export class ContractorReader {
  constructor(
    private readonly database: Database,
    private readonly contractors: ContractorRepository,
    private readonly contracts: ContractRepository,
    private readonly assignments: AssignmentRepository,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, query: Paging): Promise<Page<ContractorSummary>> {
    const today = localDay(this.clock.now());
    const page = await this.database.as(actor).read((tx) => this.contractors.list(tx, filterOf(query)));
    return { ...page, items: page.items.map((row) => presentContractorRow(row, today)) };
  }

  /** @throws Problem not-found */
  async show(actor: Actor, id: string): Promise<ContractorView> {
    const contractor = await this.database.as(actor).read((tx) => this.contractors.get(tx, id));
    return presentContractor(contractor, localDay(this.clock.now()));
  }

  /** @throws Problem not-found */
  async contractsOf(actor: Actor, contractorId: string, query: Paging): Promise<Page<ContractView>> {
    return this.database.as(actor).read(async (tx) => {
      await this.contractors.get(tx, contractorId);
      const page = await this.contracts.list(tx, { contractorId, ...filterOf(query) });
      return { ...page, items: page.items.map(presentContract) };
    });
  }

  /** @throws Problem not-found */
  async retrofitsOf(actor: Actor, contractorId: string, query: Paging): Promise<Page<AssignmentView>> {
    return this.database.as(actor).read(async (tx) => {
      await this.contractors.get(tx, contractorId);
      const page = await this.assignments.ofContractor(tx, contractorId, filterOf(query));
      return { ...page, items: page.items.map(presentAssignment) };
    });
  }
}
