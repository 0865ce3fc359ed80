import { Module } from '@nestjs/common';
import { EvidenceModule } from '../evidence/evidence.module';
import { ProgrammesModule } from '../programmes/programmes.module';
import { DecideWaiver } from './decide-waiver';
import { RequestWaiver } from './request-waiver';
import { WaiverCards } from './waiver-cards';
import { WaiverListPagesController } from './waiver-list.pages.controller';
import { WaiverListRepository } from './waiver-list.repository';
import { WaiverRepository } from './waiver.repository';
import { WaiversApiController } from './waivers.api.controller';
import { WaiversPagesController } from './waivers.pages.controller';
import { WithdrawWaiver } from './withdraw-waiver';

const ACTS = [RequestWaiver, DecideWaiver, WithdrawWaiver];

/** Authorised exceptions: one rule of one retrofit, asked for by one and approved by another. */
@Module({
  imports: [EvidenceModule, ProgrammesModule],
  controllers: [WaiversApiController, WaiversPagesController, WaiverListPagesController],
  providers: [WaiverRepository, WaiverListRepository, WaiverCards, ...ACTS],
  exports: [WaiverCards, ...ACTS],
})
export class WaiversModule {}
