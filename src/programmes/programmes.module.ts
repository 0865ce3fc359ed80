import { Module } from '@nestjs/common';
import { QuotaLedger } from './quota-ledger';

@Module({
  providers: [QuotaLedger],
  exports: [QuotaLedger],
})
export class ProgrammesModule {}
